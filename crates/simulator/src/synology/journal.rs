//! What became of the log since its data was made: cleared, and written to.

use super::data::{Data, Event, INFO, Line, USERS};

/// The lines that were added, and whether those of the data are gone.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    cleared: bool,
    added: Vec<Line>,
    /// How many were added ever: numbers are never used again.
    count: i64,
}

impl Journal {
    /// All lines, by time.
    pub(crate) fn lines<'a>(&'a self, data: &'a Data) -> impl DoubleEndedIterator<Item = &'a Line> {
        let old: &[Line] = if self.cleared { &[] } else { &data.lines };
        old.iter().chain(&self.added)
    }

    /// Wipes the log. That it was wiped is its first line.
    pub(crate) fn clear(&mut self, data: &Data, now_s: i64, account: &str) {
        self.cleared = true;
        self.added.clear();
        self.write(data, Event::new(now_s, 1009, INFO), account);
    }

    /// Writes a line.
    pub(crate) fn write(&mut self, data: &Data, event: Event, account: &str) {
        self.count += 1;
        // An account that is no user of the company does everything as the administrator.
        let user = USERS.iter().position(|user| user.name == account).unwrap_or(0) as u8;
        let id = data.lines.len() as i64 + self.count;
        self.added.push(Line { id, run: 0, task: None, user: Some(user), event });
    }
}
