//! What was changed from this page: when, at which source, what, and what came of it. It is forgotten with the tab, and
//! holds no secret: no change takes one, and of a file only the name is kept.

use crate::prelude::*;
use tapedeck_core::error::Error;
use tapedeck_core::model::{Action, SourceId, Timestamp};
use tapedeck_core::vendors::Call;

use crate::browser::clock;

/// More changes than these are not listed.
const MOST: usize = 200;

/// What is done at a source by the names of vendors' actions, beside what only looks.
const CHANGES: [&str; 11] = [
    "set_info",
    "set_send_log_setting",
    "send_test_log",
    "upload_cert",
    "clear",
    "stop",
    "download",
    "exportLog",
    "packLog",
    "exportSessions",
    "systemLogs",
];

/// One change.
#[derive(Clone, PartialEq)]
pub(crate) struct Change {
    /// The number of the question.
    number: u32,
    pub(crate) time: Timestamp,
    pub(crate) source: SourceId,
    /// What was done, without the content of files.
    pub(crate) action: Action,
    pub(crate) came: Came,
    /// What the source answered, as it came.
    pub(crate) said: String,
}

/// What came of a change.
#[derive(Clone, PartialEq)]
pub(crate) enum Came {
    /// Nothing yet.
    Waiting,
    /// The source did it.
    Done,
    /// The source refused, or did not answer.
    Failed(Error),
    /// Nobody waited for the answer.
    GivenUp,
}

/// All changes, the newest first. Cheap to copy; every copy is the same.
#[derive(Clone, Copy)]
pub(crate) struct Activity(pub(crate) RwSignal<Vec<Change>>);

impl Activity {
    pub(crate) fn new() -> Activity {
        Activity(RwSignal::new(Vec::new()))
    }

    /// Notes a question if it changes something.
    pub(crate) fn asked(self, number: u32, source: &str, question: &Call) {
        let mut action = match question {
            Call::Act(action) if CHANGES.contains(&action.name.as_str()) => action.clone(),
            Call::Cancel { export } => Action::new("cancel", &[("export", export)]),
            _ => return,
        };
        action.files.iter_mut().for_each(|(_, _, content)| content.clear());
        let time = Timestamp(clock::now_ms());
        let change =
            Change { number, time, source: source.to_string(), action, came: Came::Waiting, said: String::new() };
        self.0.update(|all| {
            all.insert(0, change);
            all.truncate(MOST);
        });
    }

    /// Notes what came of a question, if it is a change.
    pub(crate) fn came(self, number: u32, came: Came) {
        self.note(number, move |change| change.came = came);
    }

    /// Notes what the source answered.
    pub(crate) fn said(self, number: u32, text: String) {
        self.note(number, move |change| change.said = text);
    }

    fn note(self, number: u32, note: impl FnOnce(&mut Change)) {
        let waits = |change: &Change| change.number == number && change.came == Came::Waiting;
        let Some(at) = self.0.read_untracked().iter().position(waits) else { return };
        self.0.update(|all| {
            if let Some(change) = all.get_mut(at) {
                note(change);
            }
        });
    }

    /// A new engine answers no earlier question.
    pub(crate) fn restarted(self) {
        let is_waiting = |change: &Change| change.came == Came::Waiting;
        if self.0.read_untracked().iter().any(is_waiting) {
            self.0.update(|all| {
                all.iter_mut().filter(|change| is_waiting(change)).for_each(|change| change.came = Came::GivenUp);
            });
        }
    }
}
