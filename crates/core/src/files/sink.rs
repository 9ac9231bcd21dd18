//! Where the readers put rows and notes.

use crate::logbook::Logbook;
use crate::model::{Record, SourceId, Timestamp};
use crate::vendors::Subject;

use super::names::Roles;
use super::report::{Entry, Fate, Limits, Report, TOLD, Trouble};
use super::zone::Zone;

/// What is known about a file before it is read.
#[derive(Clone, Debug)]
pub struct About {
    /// The source that its rows have.
    pub source: SourceId,
    /// What is wanted of it: its lines or its runs.
    pub subject: Subject,
    /// The zone of times that say none.
    pub zone: Zone,
    /// When it was last written, or now: times without a year are not after it.
    pub written: Timestamp,
    /// What is read at most.
    pub limits: Limits,
}

/// The state that all readers of one file share.
pub(super) struct Notes {
    pub(super) about: About,
    pub(super) report: Report,
    pub(super) rows: u64,
    /// Bytes that came out of packing.
    pub(super) unpacked: u64,
    /// Entries of archives so far.
    pub(super) entries: u64,
    /// How many archives the reader is in.
    pub(super) depth: u32,
    /// Whether a list of records, a table or a line was found.
    pub(super) found: bool,
    /// What the fields of its records are for.
    pub(super) roles: Roles,
}

impl Notes {
    pub(super) fn new(about: About) -> Notes {
        let report = Report::default();
        let roles = Roles::default();
        Notes { about, report, rows: 0, unpacked: 0, entries: 0, depth: 0, found: false, roles }
    }

    /// Notes what became of an entry.
    pub(super) fn entry(&mut self, path: &str, fate: Fate) {
        self.report.left_out += u64::from(matches!(fate, Fate::Left(_)));
        if self.report.entries.len() < TOLD {
            self.report.entries.push(Entry { path: path.to_string(), fate });
        } else {
            self.report.untold += 1;
        }
    }

    /// Counts unpacked bytes. Whether more may come.
    pub(super) fn unpacks(&mut self, bytes: u64) -> bool {
        self.unpacked = self.unpacked.saturating_add(bytes);
        let most = self.about.limits.unpacked;
        if self.unpacked > most {
            self.report.trouble = Some(Trouble::TooLarge(most));
        }
        !self.is_full()
    }

    /// Whether nothing more is read of the file, whatever comes.
    pub(super) fn is_full(&self) -> bool {
        matches!(self.report.trouble, Some(Trouble::TooLarge(_) | Trouble::Memory(_)))
    }

    /// Counts an entry. Whether it may be opened.
    pub(super) fn counts_entry(&mut self) -> bool {
        self.entries += 1;
        let most = self.about.limits.entries;
        if self.entries > most {
            self.report.untold += 1;
            self.report.left_out += 1;
            self.report.trouble.get_or_insert(Trouble::TooMany(most));
        }
        self.entries <= most
    }
}

/// Where rows go while a file is read.
pub(super) struct Sink<'a> {
    pub(super) book: &'a mut Logbook,
    pub(super) notes: &'a mut Notes,
}

impl Sink<'_> {
    /// Takes a record, if it is of the kind that is wanted. `path` is that of the entry that it stands in.
    pub(super) fn record(&mut self, mut record: Record, path: &str) {
        self.notes.found = true;
        let subject = match &record {
            Record::Line(_) => Subject::Lines,
            Record::Run(_) => Subject::Runs,
        };
        if subject != self.notes.about.subject {
            self.notes.report.others += 1;
            return;
        }
        if let Record::Line(line) = &mut record
            && line.file.is_empty()
            && self.notes.report.evidence.is_none()
        {
            line.file = path.to_string();
        }
        self.book.append(&record);
        self.notes.rows += 1;
    }
}
