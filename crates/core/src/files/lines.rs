//! The lines of a text as it arrives.

/// Cuts a text into lines.
pub(super) struct Lines {
    longest: usize,
    carried: Vec<u8>,
    /// Whether what is carried goes on a line of which a part was given already.
    goes_on: bool,
}

/// How a line stands to the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Whole {
    /// It goes on a line that was too long for one row.
    pub(super) goes_on: bool,
    /// It was too long for one row, and the next one goes it on.
    pub(super) cut: bool,
}

impl Lines {
    pub(super) fn new(longest: usize) -> Lines {
        Lines { longest: longest.max(1), carried: Vec::new(), goes_on: false }
    }

    /// Gives every line that ends in this piece.
    pub(super) fn read(&mut self, mut piece: &[u8], mut each: impl FnMut(&[u8], Whole)) {
        while !piece.is_empty() {
            let end = memchr::memchr(b'\n', piece);
            let room = self.longest - self.carried.len();
            let (upto, ends) = match end {
                Some(end) if end <= room => (end, true),
                _ if piece.len() > room => (room, false),
                _ => {
                    self.carried.extend_from_slice(piece);
                    return;
                }
            };
            let whole = Whole { goes_on: self.goes_on, cut: !ends };
            if self.carried.is_empty() {
                each(trim(&piece[..upto], ends), whole);
            } else {
                self.carried.extend_from_slice(&piece[..upto]);
                each(trim(&self.carried, ends), whole);
                self.carried.clear();
            }
            self.goes_on = !ends;
            piece = &piece[upto + usize::from(ends)..];
        }
    }

    /// Gives the last line, if nothing ended it.
    pub(super) fn end(self, each: impl FnOnce(&[u8], Whole)) {
        if !self.carried.is_empty() {
            each(&self.carried, Whole { goes_on: self.goes_on, cut: false });
        }
    }
}

fn trim(line: &[u8], ends: bool) -> &[u8] {
    if ends { line.strip_suffix(b"\r").unwrap_or(line) } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_the_same_in_pieces_of_any_size() {
        let text = b"one\r\n\ntwo two two two\nend";
        for size in 1..=text.len() {
            let mut lines = Lines::new(10);
            let mut out = Vec::new();
            let mut keep = |line: &[u8], whole: Whole| {
                out.push((String::from_utf8_lossy(line).into_owned(), whole.goes_on, whole.cut));
            };
            text.chunks(size).for_each(|piece| lines.read(piece, &mut keep));
            lines.end(keep);
            let wanted = [
                ("one", false, false),
                ("", false, false),
                ("two two tw", false, true),
                ("o two", true, false),
                ("end", false, false),
            ];
            assert_eq!(out, wanted.map(|(line, goes_on, cut)| (line.to_string(), goes_on, cut)), "{size}");
        }
    }
}
