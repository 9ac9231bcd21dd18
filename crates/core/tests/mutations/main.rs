//! Recorded answers of all five vendors, changed at random, by one rule that is the same for all: nothing panics, no row
//! of a list is lost, what is no record has a note, and nothing that is not known as good is called good.
//!
//! Each vendor's own tests say more; here is what they must have in common. The rules are written again, without the
//! clients' tables. The samples are not part of this repository: where they are missing, shapes like theirs are changed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod change;
mod vendors;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngSeed};
use serde_json::Value;
use tapedeck_core::model::{Outcome, Severity};
use tapedeck_core::vendors::Answer;

use change::{Change, change};
use vendors::{Case, cases};

/// A code as it stands in a record: its text, or its number as text.
fn code(record: &Value, keys: &[&str]) -> String {
    match keys.iter().find_map(|key| record.get(*key)) {
        Some(Value::String(text)) => text.trim().to_lowercase(),
        Some(Value::Number(number)) => match number.as_f64() {
            Some(float) if float.fract() == 0.0 => format!("{float:.0}"),
            _ => number.to_string(),
        },
        _ => String::new(),
    }
}

fn check(case: &Case, body: &Value) -> Result<(), TestCaseError> {
    let Ok(answer) = case.read(body.to_string().as_bytes()) else { return Ok(()) };
    // Raw text, whether the row has a note, and whether it is called good.
    let rows: Vec<(&str, bool, bool)> = match &answer {
        Answer::Runs(page) => page
            .rows
            .iter()
            .map(|run| (run.raw.as_str(), run.problem.is_some(), run.outcome == Outcome::Success))
            .collect(),
        Answer::Lines(page) => page
            .rows
            .iter()
            .map(|line| (line.raw.as_str(), line.problem.is_some(), line.severity == Severity::Info))
            .collect(),
        other => return Err(TestCaseError::fail(format!("{}: {other:?} is no list", case.name))),
    };
    if let Some(list) = body.pointer(case.list).and_then(Value::as_array) {
        let whole = body.to_string();
        let mut kept: Vec<String> =
            rows.iter().filter(|row| whole.contains(row.0)).map(|row| row.0.to_string()).collect();
        for row in list {
            let text = row.to_string();
            let place = kept.iter().position(|raw| *raw == text);
            prop_assert!(place.is_some(), "{}: {text} is lost", case.name);
            kept.swap_remove(place.unwrap());
        }
    }
    for (raw, noted, good) in rows {
        let record: Value = serde_json::from_str(raw).unwrap_or_default();
        prop_assert!(record.is_object() || noted, "{}: {raw} without a note", case.name);
        let known = case.good.contains(&code(&record, case.code).as_str());
        prop_assert!(!good || known, "{}: {raw} is called good", case.name);
    }
    Ok(())
}

/// The test is worth something only if the answers are read as they are.
#[test]
fn every_recorded_answer_is_read_and_has_rows() {
    for case in cases() {
        let body: Value = serde_json::from_slice(&case.body).expect("JSON");
        let list = body.pointer(case.list).and_then(Value::as_array);
        assert!(list.is_some_and(|list| !list.is_empty()), "{}: no list", case.name);
        assert!(case.read(body.to_string().as_bytes()).is_ok(), "{}", case.name);
        check(case, &body).unwrap();
    }
    let vendors: std::collections::BTreeSet<_> = cases().iter().map(|case| case.vendor).collect();
    assert_eq!(vendors.len(), 5);
}

proptest! {
    #![proptest_config(Config {
        cases: 1_500, rng_seed: RngSeed::Fixed(0x7A9E_DEC5), failure_persistence: None, ..Config::default()
    })]

    #[test]
    fn a_changed_answer_keeps_its_rows_and_calls_nothing_unknown_good(
        which in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), Change::any()), 1..5),
    ) {
        let case = which.get(cases());
        let mut body: Value = serde_json::from_slice(&case.body).expect("JSON");
        for (place, how) in changes {
            change(&mut body, place, how);
        }
        check(case, &body)?;
    }

    #[test]
    fn bytes_that_are_damaged_are_read_or_refused(
        which in any::<Index>(),
        flips in prop::collection::vec((any::<Index>(), 0u8..8), 0..6),
        cut in any::<Index>(),
    ) {
        let case = which.get(cases());
        let mut body = case.body.clone();
        for (at, bit) in flips {
            let at = at.index(body.len());
            body[at] ^= 1 << bit;
        }
        body.truncate(cut.index(body.len() * 2));
        match serde_json::from_slice::<Value>(&body) {
            Ok(value) => check(case, &value)?,
            Err(_) => drop(case.read(&body)),
        }
    }
}
