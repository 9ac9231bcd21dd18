//! Three years of a small company's backups, made from a seed.

mod admin;
mod details;
mod event;
mod fleet;
mod history;
mod lines;
mod run;
mod schedule;
mod story;
mod tasks;

pub(crate) use details::{IDS_PER_RUN, details};
pub(crate) use event::{Event, INFO};
pub(crate) use fleet::{Fleet, Named};
pub(crate) use history::{Entry, History};
pub(crate) use lines::Line;
pub(crate) use run::{BACKUP, RESTORE_FILE, Run};
pub(crate) use tasks::{DEVICES, TASKS, Task, USERS};

use super::Settings;

/// Everything the NAS has to tell.
#[derive(Debug)]
pub(crate) struct Data {
    /// By time; the identifier is the place, counted from 1.
    pub runs: Vec<Run>,
    /// By time; the identifier is the place, counted from 1.
    pub lines: Vec<Line>,
}

impl Data {
    pub(crate) fn generate(settings: &Settings) -> Self {
        let runs = schedule::runs(settings);
        let lines = lines::lines(settings, &runs);
        Self { runs, lines }
    }

    pub(crate) fn run(&self, id: i64) -> Option<&Run> {
        let index = usize::try_from(id.checked_sub(1)?).ok()?;
        self.runs.get(index)
    }
}
