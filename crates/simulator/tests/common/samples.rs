//! The recorded samples. They are not part of this repository: where they are missing, nothing is compared.

use std::path::PathBuf;

use serde_json::Value;

pub fn sample(vendor: &str, name: &str) -> Option<Value> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vendors/samples").join(vendor);
    match std::fs::read(folder.join(name)) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).expect("a sample is JSON")),
        Err(_) => {
            eprintln!("no sample {name}: not compared");
            None
        }
    }
}

/// What `mine` lacks or has of another kind. Lists are compared by their first element.
pub fn differences(at: &str, mine: &Value, theirs: &Value, exact: bool, out: &mut Vec<String>) {
    match (mine, theirs) {
        (Value::Object(mine), Value::Object(theirs)) => {
            for (key, value) in theirs {
                match mine.get(key) {
                    Some(own) => differences(&format!("{at}.{key}"), own, value, exact, out),
                    None => out.push(format!("{at}.{key} is missing")),
                }
            }
            if exact {
                let more = mine.keys().filter(|key| !theirs.contains_key(*key));
                out.extend(more.map(|key| format!("{at}.{key} is too much")));
            }
        }
        (Value::Array(mine), Value::Array(theirs)) => {
            if let (Some(mine), Some(theirs)) = (mine.first(), theirs.first()) {
                differences(&format!("{at}[]"), mine, theirs, exact, out);
            }
        }
        (Value::String(_), Value::String(_))
        | (Value::Number(_), Value::Number(_))
        | (Value::Bool(_), Value::Bool(_))
        | (Value::Null, Value::Null) => {}
        _ => out.push(format!("{at} is {mine}, not like {theirs}")),
    }
}

/// An answer has the keys and the types of a sample; no more of them if it is `exact`.
pub fn same(vendor: &str, name: &str, mine: &Value, exact: bool) {
    if let Some(theirs) = sample(vendor, name) {
        let mut out = Vec::new();
        differences("", mine, &theirs, exact, &mut out);
        assert!(out.is_empty(), "{name}: {out:#?}");
    }
}
