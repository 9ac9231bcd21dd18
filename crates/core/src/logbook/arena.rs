//! Many texts behind each other, in pages: what is written stays where it is.
//!
//! One text that grows is copied each time. Of an opened archive that was 260 MB at once, for which nobody was answered.

/// How much a page holds, in bytes. A longer text has one of its own.
const PAGE: usize = 4 << 20;

/// Texts behind each other. A place in it is a number of bytes, as if it were one text.
#[derive(Debug, Default)]
pub(crate) struct Arena {
    pages: Vec<Page>,
    len: usize,
}

#[derive(Debug)]
struct Page {
    /// The place at which it begins.
    first: usize,
    text: String,
}

impl Arena {
    /// Appends a text, whole on one page. Returns where it ends.
    pub(crate) fn push(&mut self, text: &str) -> usize {
        let full = self.pages.last().is_none_or(|page| page.text.len() + text.len() > PAGE);
        if full && !text.is_empty() {
            // The first one grows: most arenas are small.
            let room = if self.pages.is_empty() { 0 } else { PAGE };
            self.pages.push(Page { first: self.len, text: String::with_capacity(room.max(text.len())) });
        }
        if let Some(Page { text: page, .. }) = self.pages.last_mut() {
            if page.capacity() - page.len() < text.len() {
                page.reserve_exact(text.len() + page.len() / 4 + 256);
            }
            page.push_str(text);
        }
        self.len += text.len();
        self.len
    }

    /// What stands between two places, if they are on one page.
    #[inline]
    pub(crate) fn get(&self, from: usize, to: usize) -> Option<&str> {
        let page = self.page(from)?;
        page.text.get(from - page.first..to.checked_sub(page.first)?)
    }

    /// Where the page ends that has what begins at a place.
    pub(crate) fn page_end(&self, place: usize) -> usize {
        self.page(place).map_or(place, |page| page.first + page.text.len())
    }

    fn page(&self, place: usize) -> Option<&Page> {
        let after = self.pages.partition_point(|page| page.first <= place);
        self.pages.get(after.checked_sub(1)?)
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        self.pages.iter().map(|page| page.text.capacity() + size_of::<Page>()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_any_length_come_back() {
        let texts = ["", "a", "", &"ü".repeat(1 << 20), &"b".repeat(3 << 20), "", "c", &"d".repeat(9 << 20), "", "e"];
        let (mut arena, mut from) = (Arena::default(), 0);
        let places = texts.map(|text| {
            let to = arena.push(text);
            (std::mem::replace(&mut from, to), to)
        });
        for (text, (from, to)) in texts.into_iter().zip(places) {
            assert!(arena.get(from, to).unwrap_or_default() == text, "{from}");
            assert!(arena.page_end(from) >= to);
        }
        assert!(arena.pages.len() == 4 && arena.bytes() < 20 << 20, "{}", arena.bytes());
    }
}
