//! Rows that say the same as others, taken together.

use hashbrown::HashMap;

use super::Logbook;
use super::words::Words;

/// Which rows are taken together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alike {
    /// Rows that differ in the numbers of their text only, too: "12 files copied" and "7 files copied".
    pub numbers_ignored: bool,
    /// Rows that do not stand side by side, too: what is said at all, and how often.
    pub anywhere: bool,
}

/// Rows that say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// The place of the first one in the order.
    pub first: u32,
    /// How many there are.
    pub count: u32,
}

/// Takes rows together: made once for an order, stepped until it is done.
pub struct Collapse {
    alike: Alike,
    groups: Vec<Group>,
    /// The group of each place that was looked at.
    of: Vec<u32>,
    last: Option<[u32; 4]>,
    by: HashMap<[u32; 4], u32>,
    /// The texts without their numbers, and which text is which of them, plus 1.
    bare: Words,
    bared: Vec<u32>,
}

/// What the text of a row costs that is read for the first time, and looking for a row's equals among all groups, in the
/// units of a budget.
const COSTS: (usize, usize) = (20, 4);

impl Collapse {
    /// For an order.
    pub fn new(alike: Alike) -> Collapse {
        Collapse {
            alike,
            groups: Vec::new(),
            of: Vec::new(),
            last: None,
            by: HashMap::new(),
            bare: Words::new(),
            bared: Vec::new(),
        }
    }

    /// Works for a while. Whether all rows were looked at. It must be the same order at every step.
    pub fn step(&mut self, book: &Logbook, order: &[u32], budget: usize) -> bool {
        let mut left = budget.max(1);
        for (place, row) in order.iter().enumerate().skip(self.of.len()) {
            if left == 0 {
                return false;
            }
            let key = self.key(book, *row, &mut left);
            let next = self.groups.len() as u32;
            let group = if self.alike.anywhere {
                left = left.saturating_sub(COSTS.1);
                *self.by.entry(key).or_insert(next)
            } else {
                left -= left.min(1);
                let same = self.last.replace(key) == Some(key);
                if same { next.saturating_sub(1) } else { next }
            };
            match self.groups.get_mut(group as usize) {
                Some(group) => group.count += 1,
                None => self.groups.push(Group { first: place as u32, count: 1 }),
            }
            self.of.push(group);
        }
        true
    }

    /// The groups, by the place of their first row. Only when it is done.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The number of the group of every place. Only when it is done.
    pub fn into_groups_of_places(self) -> Vec<u32> {
        self.of
    }

    /// What rows that are alike have in common.
    fn key(&mut self, book: &Logbook, row: u32, left: &mut usize) -> [u32; 4] {
        let form = book.forms.get(row as usize).and_then(|form| book.form.values().get(*form as usize));
        let Some(form) = form else { return [u32::MAX; 4] };
        let text = if self.alike.numbers_ignored { self.bare_text(book, form.text, left) } else { form.text };
        [form.happening, form.place, text, form.problem]
    }

    fn bare_text(&mut self, book: &Logbook, text: u32, left: &mut usize) -> u32 {
        let at = text as usize;
        if self.bared.len() <= at {
            self.bared.resize(book.texts.len().max(at + 1), 0);
        }
        if self.bared[at] == 0 {
            *left = left.saturating_sub(COSTS.0);
            self.bared[at] = self.bare.intern(&without_numbers(book.texts.get(text))) + 1;
        }
        self.bared[at]
    }
}

/// A text with every number as one sign.
fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('\u{0}') {
            out.push('\u{0}');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Line;

    #[test]
    fn takes_together_what_says_the_same() {
        let mut book = Logbook::new(0);
        for (number, text) in ["a 1", "a 1", "a 22", "b", "a 1", "a"].into_iter().enumerate() {
            let mut line = Line::unreadable("nas", number.to_string(), String::new());
            line.text = text.into();
            book.append_line(&line);
        }
        let order: Vec<u32> = (0..6).collect();
        for (numbers_ignored, anywhere, expected) in [
            (false, false, &[(0, 2), (2, 1), (3, 1), (4, 1), (5, 1)][..]),
            (true, false, &[(0, 3), (3, 1), (4, 1), (5, 1)]),
            (false, true, &[(0, 3), (2, 1), (3, 1), (5, 1)]),
            (true, true, &[(0, 4), (3, 1), (5, 1)]),
        ] {
            for budget in [1, 4, 100] {
                let mut collapse = Collapse::new(Alike { numbers_ignored, anywhere });
                while !collapse.step(&book, &order, budget) {}
                let groups: Vec<_> = collapse.groups().iter().map(|group| (group.first, group.count)).collect();
                assert_eq!(groups, expected, "{numbers_ignored} {anywhere}");
                let of = collapse.into_groups_of_places();
                for (group, (first, count)) in groups.iter().enumerate() {
                    assert_eq!(of[*first as usize], group as u32);
                    assert_eq!(of.iter().filter(|of| **of == group as u32).count(), *count as usize);
                }
            }
        }
    }
}
