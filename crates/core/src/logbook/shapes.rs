//! Records that say what others said, but for numbers that stand in the columns anyway: what is left of them is kept
//! once, and they are written again when somebody looks at them.
//!
//! Of a million lines of a NAS four fifths are kept this way. Packing them takes longer than reading them.

use super::grow;

/// The number of a [`Shape`] in its book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapeId(u32);

/// A number of a record that is not kept with its shape. In the text of a shape a byte stands for it, which no JSON has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Hole {
    /// The vendor's own number of it.
    Number = 1,
    /// When it was written, in seconds since 1970; 0 for never.
    Seconds = 2,
    /// The run it belongs to; 0 for none.
    Run = 3,
}

impl Hole {
    /// The byte that stands for it.
    pub fn mark(self) -> u8 {
        self as u8
    }

    fn of(mark: u8) -> Option<Hole> {
        [Hole::Number, Hole::Seconds, Hole::Run].into_iter().find(|hole| hole.mark() == mark)
    }
}

/// What is left of records.
#[derive(Debug, Default)]
pub(crate) struct Shapes {
    texts: Vec<Box<[u8]>>,
    bytes: usize,
}

impl Shapes {
    pub(crate) fn add(&mut self, text: &[u8]) -> ShapeId {
        let id = ShapeId(self.texts.len() as u32);
        self.bytes += text.len();
        grow::push(&mut self.texts, text.into());
        id
    }

    pub(crate) fn get(&self, shape: ShapeId) -> &[u8] {
        self.texts.get(shape.0 as usize).map_or(&[], |text| text)
    }

    /// The record as it came. `number` says what stands in a hole.
    pub(crate) fn write(&self, shape: ShapeId, mut number: impl FnMut(Hole) -> u64) -> String {
        let text = self.get(shape);
        let mut raw = Vec::with_capacity(text.len() + 48);
        for byte in text {
            match Hole::of(*byte) {
                Some(hole) => raw.extend_from_slice(number(hole).to_string().as_bytes()),
                None => raw.push(*byte),
            }
        }
        String::from_utf8_lossy(&raw).into_owned()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.bytes + self.texts.capacity() * size_of::<Box<[u8]>>()
    }
}

/// Where the record of a row is kept: packed, as the n-th of those, or as a shape.
#[derive(Debug, Default)]
pub(crate) struct Kept(Vec<u32>);

const SHAPED: u32 = 1 << 31;

/// Where the record of a row is kept.
pub(crate) enum Where {
    Packed(usize),
    Shaped(ShapeId),
}

impl Kept {
    pub(crate) fn push(&mut self, place: Where) {
        let place = match place {
            Where::Packed(nth) => nth as u32,
            Where::Shaped(shape) => shape.0 | SHAPED,
        };
        grow::push(&mut self.0, place);
    }

    pub(crate) fn get(&self, row: usize) -> Option<Where> {
        let place = *self.0.get(row)?;
        Some(match place & SHAPED {
            0 => Where::Packed(place as usize),
            _ => Where::Shaped(ShapeId(place & !SHAPED)),
        })
    }

    pub(crate) fn bytes(&self) -> usize {
        self.0.capacity() * 4
    }
}
