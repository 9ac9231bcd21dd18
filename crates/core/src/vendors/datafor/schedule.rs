//! The schedules of backups: they give runs a name and a rhythm.

use serde_json::{Map, Value};

use super::rhythm;
use crate::model::Timestamp;
use crate::vendors::lenient::{self, Fields};

/// One schedule.
#[derive(Debug)]
pub(super) struct Schedule {
    /// What the runs name as their `backupid`.
    pub(super) id: String,
    pub(super) name: String,
    /// How often it runs, in words; empty if it is not known.
    pub(super) rhythm: String,
    enabled: Option<bool>,
    /// The scheduler's word: `NORMAL`, `PAUSED`, …
    state: String,
    last: Option<Timestamp>,
    next: Option<Timestamp>,
    problem: Option<String>,
}

/// A row of the list of schedules.
pub(super) fn read(raw: &str) -> Schedule {
    let map: Map<String, Value> = serde_json::from_str(raw).unwrap_or_default();
    let mut row = Fields::new(&map);
    Fields::expect(&mut row, "id");
    let rhythm = match map.get("cron").and_then(rhythm::words) {
        Some(Ok(words)) => words,
        Some(Err(problem)) => {
            row.note(problem);
            String::new()
        }
        None => String::new(),
    };
    let mut instant = |key: &str| row.int(key).filter(|ms| *ms > 0).map(Timestamp);
    let (last, next) = (instant("lastRun"), instant("nextRun"));
    let enabled = match row.text("enable").trim() {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    };
    Schedule {
        id: row.text("id"),
        name: row.text("name"),
        rhythm,
        enabled,
        state: row.text("state"),
        last,
        next,
        problem: row.problem(),
    }
}

impl Schedule {
    /// What is known of it, as a name and a line of words.
    pub(super) fn fact(&self) -> (String, String) {
        let enabled = match self.enabled {
            Some(true) => "on",
            Some(false) => "off",
            None => "",
        };
        let time =
            |word: &str, time: Option<Timestamp>| time.map(|t| format!("{word} {}", t.iso())).unwrap_or_default();
        let problem = self.problem.as_deref().map(|problem| lenient::cut(problem, 200)).unwrap_or_default();
        let parts = [
            self.rhythm.clone(),
            enabled.to_string(),
            self.state.clone(),
            time("last run", self.last),
            time("next run", self.next),
            problem,
        ];
        let name = if self.name.is_empty() { &self.id } else { &self.name };
        (name.clone(), parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "))
    }
}
