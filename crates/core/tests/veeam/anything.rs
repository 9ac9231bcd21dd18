//! Values and rows of every kind, and ways to spoil an answer.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value};

/// The keys that the vendor looks at, and one that it does not.
const KEYS: [&str; 30] = [
    "id",
    "type",
    "localizedType",
    "status",
    "executionStartTime",
    "executionStopTime",
    "executionDuration",
    "backupJobInfo",
    "healthCheckJobInfo",
    "restoreJobInfo",
    "fileLevelRestoreJobInfo",
    "repositoryJobInfo",
    "policyName",
    "policyId",
    "backupPolicyDisplayName",
    "vmName",
    "logTime",
    "message",
    "resourceHashId",
    "resource",
    "name",
    "resourceType",
    "runs",
    "rates",
    "jobSessionId",
    "startTime",
    "endTime",
    "transferredDataBytes",
    "error",
    "another_key",
];

const TEXTS: [&str; 24] = [
    "",
    " ",
    "soon",
    "Success",
    "success ",
    "SUCCESS",
    "Successful",
    "Error",
    "Failed",
    "Running",
    "NeverExecuted",
    "0",
    "2026-11-19T22:00:03.629258Z",
    "0001-01-01T00:00:00",
    "9999-12-31T23:59:59.9999999Z",
    "-1.00:00:00",
    "1.02:03:04.5",
    "99999999.23:59:59.9999999",
    "00:00:00.9999999999",
    "'a' of 'b'",
    "can't 'ü'",
    "\u{feff}",
    "\u{0}",
    "日本",
];

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        select(TEXTS.to_vec()).prop_map(Value::from),
        select(TEXTS.to_vec()).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ]
}

fn object(pairs: Vec<(&str, Value)>) -> Value {
    Value::Object(pairs.into_iter().map(|(key, value)| (key.to_string(), value)).collect::<Map<_, _>>())
}

/// Anything that JSON can say, with the words that matter more often than others.
pub fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((select(KEYS.to_vec()), inner), 0..5).prop_map(object),
        ]
    })
}

/// A row's text: random values under the keys that matter, now and then something that is no row at all. With or without
/// spaces in it: it must be kept as it is.
pub fn row_text() -> impl Strategy<Value = String> {
    let row = prop_oneof![
        8 => prop::collection::vec((select(KEYS.to_vec()), value()), 0..14).prop_map(object),
        1 => value(),
    ];
    (row, any::<bool>()).prop_map(|(row, spaced)| {
        let text = if spaced { serde_json::to_string_pretty(&row) } else { serde_json::to_string(&row) };
        text.expect("JSON")
    })
}

/// Puts a value in some place of another; nothing takes the place away.
pub fn change(root: &mut Value, which: Index, new: Option<Value>) {
    fn places(value: &Value, at: &str, out: &mut Vec<String>) {
        let mut go = |key: String, value: &Value| {
            let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
            out.push(at.clone());
            places(value, &at, out);
        };
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| go(key.clone(), value)),
            Value::Array(list) => list.iter().enumerate().for_each(|(at, value)| go(at.to_string(), value)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    places(root, "", &mut all);
    if all.is_empty() {
        return;
    }
    let place = which.get(&all).clone();
    if let Some(new) = new {
        *root.pointer_mut(&place).expect("a place") = new;
        return;
    }
    let (parent, key) = place.rsplit_once('/').expect("a pointer");
    match root.pointer_mut(parent).expect("a parent") {
        Value::Object(map) => drop(map.shift_remove(&key.replace("~1", "/").replace("~0", "~"))),
        Value::Array(list) => drop(list.remove(key.parse().expect("a place"))),
        _ => {}
    }
}
