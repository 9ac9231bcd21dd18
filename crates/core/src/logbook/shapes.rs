//! Records that say what others said, but for numbers that stand in the columns anyway: what is left of them is kept
//! once, and they are written again when somebody looks at them.
//!
//! Of a million lines of a NAS nearly all are kept this way. Packing them takes longer than reading them.

use super::grow;

/// The number of a [`Shape`] in its book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShapeId(u32);

/// What of a record is not kept with its shape: a number, or a value of its own. In the text of a shape a byte stands for it, which no JSON has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Hole {
    /// The vendor's own number of it.
    Number = 1,
    /// When it was written, in seconds since 1970; 0 for never.
    Seconds = 2,
    /// The run it belongs to; 0 for none.
    Run = 3,
    /// What stands in no column. It is kept beside the shape.
    Value = 4,
}

impl Hole {
    /// The byte that stands for it.
    pub fn mark(self) -> u8 {
        self as u8
    }

    /// What a byte stands for.
    pub fn of(mark: u8) -> Option<Hole> {
        [Hole::Number, Hole::Seconds, Hole::Run, Hole::Value].into_iter().find(|hole| hole.mark() == mark)
    }
}

/// After each value of a record. No byte of any UTF-8 text.
const END: u8 = 0xFF;

/// What is left of records, and the values that some have of their own.
#[derive(Debug, Default)]
pub(crate) struct Shapes {
    texts: Vec<Box<[u8]>>,
    bytes: usize,
    /// Of the records with values: their shape, and where their values begin.
    filled: Vec<(ShapeId, usize)>,
    values: Vec<u8>,
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

    /// Keeps the values of a record. Which one of all those it is.
    pub(crate) fn fill(&mut self, shape: ShapeId, values: &[&[u8]]) -> usize {
        grow::push(&mut self.filled, (shape, self.values.len()));
        for value in values {
            if self.values.capacity() - self.values.len() < value.len() + 1 {
                self.values.reserve_exact(value.len() + self.values.len() / 4 + 1024);
            }
            self.values.extend_from_slice(value);
            self.values.push(END);
        }
        self.filled.len() - 1
    }

    /// The shape of a record that has values, and these, each with its end.
    pub(crate) fn filled(&self, nth: usize) -> Option<(ShapeId, &[u8])> {
        let (shape, start) = *self.filled.get(nth)?;
        Some((shape, self.values.get(start..).unwrap_or_default()))
    }

    /// The record as it came. `number` says what stands in a hole; `values` begin with those of it.
    pub(crate) fn write(&self, shape: ShapeId, values: &[u8], mut number: impl FnMut(Hole) -> u64) -> String {
        let text = self.get(shape);
        let mut raw = Vec::with_capacity(text.len() + 48);
        let mut values = values.split(|byte| *byte == END);
        for byte in text {
            match Hole::of(*byte) {
                Some(Hole::Value) => raw.extend_from_slice(values.next().unwrap_or_default()),
                Some(hole) => raw.extend_from_slice(number(hole).to_string().as_bytes()),
                None => raw.push(*byte),
            }
        }
        String::from_utf8_lossy(&raw).into_owned()
    }

    /// Bytes of the shapes alone.
    pub(crate) fn text_bytes(&self) -> usize {
        self.bytes + self.texts.capacity() * size_of::<Box<[u8]>>()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.text_bytes() + self.filled.capacity() * size_of::<(ShapeId, usize)>() + self.values.capacity()
    }
}

/// Where the record of a row is kept: packed, as the n-th of those; as a shape; or as a shape with values, the n-th of
/// those. Two bits say which.
#[derive(Debug, Default)]
pub(crate) struct Kept(Vec<u32>);

const SHAPED: u32 = 1 << 31;
const FILLED: u32 = 1 << 30;

/// Where the record of a row is kept.
pub(crate) enum Where {
    Packed(usize),
    Shaped(ShapeId),
    Filled(usize),
}

impl Kept {
    pub(crate) fn push(&mut self, place: Where) {
        let place = match place {
            Where::Packed(nth) => nth as u32,
            Where::Shaped(shape) => shape.0 | SHAPED,
            Where::Filled(nth) => nth as u32 | FILLED,
        };
        grow::push(&mut self.0, place);
    }

    pub(crate) fn get(&self, row: usize) -> Option<Where> {
        let place = *self.0.get(row)?;
        Some(match place & (SHAPED | FILLED) {
            0 => Where::Packed(place as usize),
            FILLED => Where::Filled((place & !FILLED) as usize),
            _ => Where::Shaped(ShapeId(place & !SHAPED)),
        })
    }

    pub(crate) fn make_room(&mut self, rows: usize) {
        self.0.reserve_exact(rows);
    }

    pub(crate) fn bytes(&self) -> usize {
        self.0.capacity() * 4
    }
}
