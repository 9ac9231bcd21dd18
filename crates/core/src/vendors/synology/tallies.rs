//! `SYNO.ActiveBackup.Overview` `list_result_status_summary`: how many results ended in which hour, and how.

use serde_json::{Map, Value};

use super::actions::{number, only};
use super::calls::{self, Api};
use super::mapping::{code_text, instant};
use super::{DESCRIPTOR, wire};
use crate::error::Error;
use crate::model::{Action, Outcome, Source, Tally, TimeRange};
use crate::vendors::lenient::Fields;
use crate::vendors::{Answer, Exchange, Once, Session};

/// Begins to list them, all or those between two instants.
pub(super) fn list(source: &Source, session: &Session, action: &Action) -> Result<Box<dyn Exchange>, Error> {
    const KEYS: [&str; 2] = ["time_start", "time_end"];
    only(action, &KEYS)?;
    let mut filter = Map::new();
    for key in KEYS {
        if let Some(number) = number(action, key)? {
            filter.insert(key.into(), number.into());
        }
    }
    let own = [("filter", Value::Object(filter).to_string())];
    let request = calls::request(source, session, Api::Overview, "list_result_status_summary", &own);
    Ok(Once::boxed(
        move |_| request.clone(),
        |response| Ok(Answer::Tallies(wire::rows(response, "info_list", tally)?.rows)),
    ))
}

/// A row of `info_list`.
fn tally(raw: &str) -> Tally {
    let (map, error) = match serde_json::from_str::<Map<String, Value>>(raw) {
        Ok(map) => (map, None),
        Err(error) => (Map::new(), Some(format!("not a record: {error}"))),
    };
    let mut row = Fields::new(&map);
    for key in ["count", "status", "time_start", "time_end"] {
        Fields::expect(&mut row, key);
    }
    let status = row.int("status");
    Tally {
        range: TimeRange { from: instant(row.int("time_start")), to: instant(row.int("time_end")) },
        outcome: status.map_or(Outcome::Unknown, |status| DESCRIPTOR.outcome(&status.to_string())),
        code: code_text(&map, "status"),
        count: row.int("count").and_then(|count| u64::try_from(count).ok()).unwrap_or(0),
        problem: error.or_else(|| row.problem()),
    }
}
