//! The table of sessions that a Veeam appliance exports.

use super::names::normal;
use super::sink::Notes;
use super::stamp;
use crate::model::{Record, Run, Timestamp};
use crate::vendors::veeam::saved;

/// Where its columns are.
pub(super) struct Columns {
    policy: usize,
    kind: usize,
    status: usize,
    start: usize,
    stop: usize,
}

impl Columns {
    /// In a table with these headings, if it is one.
    pub(super) fn find(headings: &[String]) -> Option<Columns> {
        let names: Vec<String> = headings.iter().map(|name| normal(name)).collect();
        let at = |name: &str| names.iter().position(|own| own == name);
        Some(Columns {
            policy: at("policy").or_else(|| at("policyname"))?,
            kind: at("type")?,
            status: at("status")?,
            start: at("starttime")?,
            stop: at("stoptime").or_else(|| at("endtime"))?,
        })
    }

    pub(super) fn run(&self, cells: &[String], notes: &mut Notes) -> Record {
        let cell = |column: usize| cells.get(column).map(|cell| cell.trim()).unwrap_or_default().to_string();
        let mut problem = None;
        let mut time = |text: String| -> Option<Timestamp> {
            let time = stamp::whole(&text).and_then(|stamp| stamp.instant(notes));
            if time.is_none() && !text.is_empty() {
                problem = Some(format!("its time cannot be read: {text}"));
            }
            time
        };
        let (started, ended) = (time(cell(self.start)), time(cell(self.stop)));
        let mut run = Run::unreadable(&notes.about.source, String::new(), String::new());
        run.job = cell(self.policy);
        run.action = cell(self.kind);
        run.code = cell(self.status);
        run.outcome = saved::outcome(&run.code);
        (run.started, run.ended) = (started, ended);
        run.duration = started.zip(ended).map(|(start, end)| end.0 - start.0).filter(|length| *length >= 0);
        run.problem = problem;
        Record::Run(Box::new(run))
    }
}
