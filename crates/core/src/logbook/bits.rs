//! A set of rows, or of anything else that is numbered from 0.

/// A set of numbers below its length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// All numbers below `len`.
    pub fn all(len: usize) -> Bits {
        let mut bits = Bits::default();
        bits.resize(len);
        bits.fill(0, len);
        bits
    }

    /// Up to which number it says something.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it says nothing about any number.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether a number is in it.
    #[inline]
    pub fn get(&self, at: usize) -> bool {
        self.words.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// How many numbers are in it.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many numbers below `at` are in it.
    pub fn count_before(&self, at: usize) -> usize {
        let at = at.min(self.len);
        let whole: usize = self.words[..at / 64].iter().map(|word| word.count_ones() as usize).sum();
        let rest = self.words.get(at / 64).map_or(0, |word| word & !(u64::MAX << (at % 64)));
        whole + rest.count_ones() as usize
    }

    /// The numbers in it, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut word = *word;
            std::iter::from_fn(move || {
                (word != 0).then(|| {
                    let bit = word.trailing_zeros();
                    word &= word - 1;
                    at as u32 * 64 + bit
                })
            })
        })
    }

    /// The numbers in it that are in a range, in order.
    pub fn each_in(&self, range: std::ops::Range<u32>, mut each: impl FnMut(u32)) {
        let (from, to) = (range.start as usize, (range.end as usize).min(self.len));
        for at in from / 64..to.div_ceil(64).max(from / 64) {
            let mut word = self.words.get(at).copied().unwrap_or_default();
            if at == from / 64 {
                word &= u64::MAX << (from % 64);
            }
            if at == to / 64 {
                word &= !(u64::MAX << (to % 64));
            }
            while word != 0 {
                each(at as u32 * 64 + word.trailing_zeros());
                word &= word - 1;
            }
        }
    }

    /// These numbers.
    pub fn of(numbers: impl IntoIterator<Item = u32>) -> Bits {
        let mut bits = Bits::default();
        for number in numbers {
            bits.resize(number as usize + 1);
            bits.set(number as usize);
        }
        bits
    }

    /// Puts one more number into it.
    pub fn insert(&mut self, number: u32) {
        self.resize(number as usize + 1);
        self.set(number as usize);
    }

    /// Goes on through the numbers in it: `at` is how many times 64 of them were gone through, and at most `budget` more
    /// are. Whether that was all.
    #[inline(always)]
    pub(crate) fn go_on(&self, at: &mut usize, budget: usize, mut each: impl FnMut(usize)) -> bool {
        let to = self.words.len().min(at.saturating_add(budget.div_ceil(64).max(1)));
        for (word, first) in self.words[*at..to].iter().zip((*at * 64..).step_by(64)) {
            let mut word = *word;
            while word != 0 {
                each(first + word.trailing_zeros() as usize);
                word &= word - 1;
            }
        }
        *at = to;
        to == self.words.len()
    }

    /// Says something about more numbers, none of them in it.
    pub(crate) fn resize(&mut self, len: usize) {
        if len > self.len {
            self.len = len;
            self.words.resize(len.div_ceil(64), 0);
        }
    }

    /// Appends what is said of 64 numbers; the length must be a multiple of 64 and rises by `len`.
    pub(crate) fn push_word(&mut self, word: u64, len: usize) {
        self.words.push(word);
        self.len += len;
    }

    /// Forgets what is said from a number on.
    pub(crate) fn truncate(&mut self, len: usize) {
        if len < self.len {
            self.len = len;
            self.words.truncate(len.div_ceil(64));
            if !len.is_multiple_of(64)
                && let Some(last) = self.words.last_mut()
            {
                *last &= !(u64::MAX << (len % 64));
            }
        }
    }

    #[inline]
    pub(crate) fn set(&mut self, at: usize) {
        if let Some(word) = self.words.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub(crate) fn unset(&mut self, at: usize) {
        if let Some(word) = self.words.get_mut(at / 64) {
            *word &= !(1 << (at % 64));
        }
    }

    pub(crate) fn fill(&mut self, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            if at.is_multiple_of(64) && to - at >= 64 {
                self.words[at / 64] = u64::MAX;
                at += 64;
            } else {
                self.set(at);
                at += 1;
            }
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.words.capacity() * 8
    }
}

impl FromIterator<bool> for Bits {
    fn from_iter<I: IntoIterator<Item = bool>>(values: I) -> Bits {
        let mut bits = Bits::default();
        for (at, value) in values.into_iter().enumerate() {
            bits.resize(at + 1);
            if value {
                bits.set(at);
            }
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_what_is_in_a_range() {
        let bits = Bits::of([0, 5, 63, 64, 100, 127, 128, 200]);
        for (from, to) in
            [(0, 0), (0, 64), (5, 64), (6, 65), (63, 129), (64, 128), (129, 200), (100, 999), (300, 400), (9, 3)]
        {
            let mut found = Vec::new();
            bits.each_in(from..to, |number| found.push(number));
            assert_eq!(
                found,
                bits.iter().filter(|number| (from..to).contains(number)).collect::<Vec<_>>(),
                "{from}..{to}"
            );
        }
    }

    #[test]
    fn counts_and_lists_what_is_in_it() {
        let bits: Bits = (0..200).map(|number| number % 3 == 0).collect();
        assert_eq!(bits.count(), 67);
        assert_eq!(bits.count_before(64), 22);
        assert_eq!(bits.count_before(1000), 67);
        assert_eq!(bits.iter().take(3).collect::<Vec<_>>(), [0, 3, 6]);
        assert_eq!(Bits::all(130).count(), 130);
        assert!(!Bits::all(130).get(130));
        let mut cut = Bits::all(130);
        cut.truncate(70);
        assert_eq!((cut.count(), cut.len()), (70, 70));
    }
}
