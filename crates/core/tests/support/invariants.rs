//! What holds for every answer of every vendor, however broken: no lost row, nothing made up, no secret.

use proptest::prelude::*;
use serde_json::{Map, Value};
use tapedeck_core::error::Error;
use tapedeck_core::vendors::Answer;

use super::http::everything;
use super::records::{raws, raws_and_notes};

/// What must be true of all records: what is no row has a note, nothing ends before it began, and all are of the source.
pub fn check_rows(answer: &Answer, source: &str) -> Result<(), TestCaseError> {
    for (raw, note) in raws_and_notes(answer) {
        let is_row = serde_json::from_str::<Map<String, Value>>(raw).is_ok();
        prop_assert!(is_row || note.is_some(), "{} without a note", raw);
    }
    match answer {
        Answer::Runs(page) => {
            for run in &page.rows {
                prop_assert_eq!(&run.source, source);
                prop_assert!(run.duration.is_none_or(|ms| ms >= 0), "{}", &run.raw);
                prop_assert!(
                    run.ended.is_none() || run.started.is_none_or(|start| Some(start) <= run.ended),
                    "{}",
                    &run.raw
                );
            }
        }
        Answer::Lines(page) => prop_assert!(page.rows.iter().all(|line| line.source == source)),
        _ => {}
    }
    Ok(())
}

/// Every raw text stands in the answer.
pub fn check_origin(answer: &Answer, body: &[u8]) -> Result<(), TestCaseError> {
    let text = String::from_utf8_lossy(body);
    for raw in raws(answer) {
        prop_assert!(text.contains(raw), "{} is not in the answer", raw);
    }
    Ok(())
}

/// The answer that an error keeps is an excerpt, and no secret is in it or anywhere else in the error.
pub fn check_error(error: &Error, secrets: &[&str]) -> Result<(), TestCaseError> {
    prop_assert!(error.answer.len() <= 3 * 2048);
    check_hidden(secrets, &everything(error))
}

/// No secret stands in a text.
pub fn check_hidden(secrets: &[&str], text: &str) -> Result<(), TestCaseError> {
    for secret in secrets {
        prop_assert!(!text.contains(secret), "{} in {}", secret, text);
    }
    Ok(())
}
