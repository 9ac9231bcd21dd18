//! Raw rows, notes, records and errors as JSON.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use tapedeck_core::error::Error;
use tapedeck_core::model::{File, Item, Line, Run};
use tapedeck_core::vendors::Answer;

/// The raw text and the note of every record; nothing for an answer without records.
pub fn raws_and_notes(answer: &Answer) -> Vec<(&str, Option<&str>)> {
    match answer {
        Answer::Runs(page) => page.rows.iter().map(|Run { raw, problem, .. }| (&**raw, problem.as_deref())).collect(),
        Answer::Lines(page) => page.rows.iter().map(|Line { raw, problem, .. }| (&**raw, problem.as_deref())).collect(),
        Answer::Items(page) => page.rows.iter().map(|Item { raw, problem, .. }| (&**raw, problem.as_deref())).collect(),
        Answer::Files(page) => page.rows.iter().map(|File { raw, problem, .. }| (&**raw, problem.as_deref())).collect(),
        _ => Vec::new(),
    }
}

/// The raw text of every record.
pub fn raws(answer: &Answer) -> Vec<&str> {
    raws_and_notes(answer).into_iter().map(|(raw, _)| raw).collect()
}

/// The rows of an answer as they stand in its text at this place, read without the vendor. `None` where there is no list.
pub fn rows_at(body: &[u8], place: &[&str]) -> Option<Vec<String>> {
    let text = std::str::from_utf8(body).ok()?;
    let mut inside = text.strip_prefix('\u{feff}').unwrap_or(text);
    for key in place {
        let map: BTreeMap<String, &RawValue> = serde_json::from_str(inside).ok()?;
        inside = map.get(*key)?.get();
    }
    let rows: Vec<&RawValue> = serde_json::from_str(inside).ok()?;
    Some(rows.into_iter().map(|row| row.get().to_string()).collect())
}

/// A record or an error as JSON, without what is empty.
pub fn dense(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .filter(|(_, value)| !(value.is_null() || value == "" || value == &json!([])))
                .map(|(key, value)| (key, dense(value)))
                .collect(),
        ),
        other => other,
    }
}

/// Something as JSON, without what is empty and without some fields.
pub fn without(thing: &impl serde::Serialize, fields: &[&str]) -> Value {
    let mut thing = serde_json::to_value(thing).expect("data");
    for field in fields {
        thing.as_object_mut().expect("an object").remove(*field);
    }
    dense(thing)
}

/// The records of a page, without `raw`, which is compared with the answer itself, without `source`, and without what
/// this vendor has no words for. A page without rows says so.
pub fn records<T: serde::Serialize>(rows: &[T], unsaid: &[&str]) -> Value {
    let fields = [&["raw", "source"], unsaid].concat();
    if rows.is_empty() { json!("none") } else { rows.iter().map(|row| without(row, &fields)).collect() }
}

/// An error, without the answer, which is compared with the answer itself, and without some fields more.
pub fn error_fields(error: &Error, unsaid: &[&str]) -> Value {
    json!({ "error": without(error, &[&["answer"], unsaid].concat()) })
}

/// What a case compares with must not hide a difference.
#[test]
fn only_what_is_empty_is_left_out() {
    let full = json!({"a": "", "b": null, "c": [], "d": 0, "e": false, "f": {"g": "", "h": "x"}, "i": [null, ""]});
    assert_eq!(dense(full), json!({"d": 0, "e": false, "f": {"h": "x"}, "i": [null, ""]}));
    assert_eq!(dense(Value::Object(Map::new())), json!({}));
}

#[test]
fn rows_are_found_as_they_are_written() {
    let body = "\u{feff}{\"data\":{\"rows\":[ {\"a\" :1}, 2]}}".as_bytes();
    assert_eq!(rows_at(body, &["data", "rows"]), Some(vec!["{\"a\" :1}".to_string(), "2".to_string()]));
    assert_eq!(rows_at(body, &["data"]), None);
    assert_eq!(rows_at(b"[]", &[]), Some(Vec::new()));
}
