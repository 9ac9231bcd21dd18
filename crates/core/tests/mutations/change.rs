//! What happens to an answer.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

#[derive(Clone, Debug)]
pub enum Change {
    /// The value is another one.
    Set(Value),
    /// It is not there any more.
    Remove,
    /// It is there once more, if it stands in a list.
    Double,
    /// A number is a text, a text with a number a number.
    Disguise,
}

impl Change {
    pub fn any() -> impl Strategy<Value = Change> {
        // Good codes of one vendor are none of another.
        let codes =
            ["", "0", "1", "2", "3", "Success", "success ", "SUCCEEDED", "Ok", "LOG", "info", "日本", "-1", "1e3"];
        prop_oneof![
            select(codes.to_vec()).prop_map(|code| Change::Set(json!(code))),
            any::<i64>().prop_map(|number| Change::Set(json!(number))),
            (-2i64..10).prop_map(|number| Change::Set(json!(number))),
            any::<f64>().prop_map(|number| Change::Set(json!(number))),
            select(vec![json!(null), json!(true), json!([]), json!({}), json!([[1]]), json!({"status": "Success"})])
                .prop_map(Change::Set),
            any::<String>().prop_map(|text| Change::Set(json!(text))),
            Just(Change::Remove),
            Just(Change::Double),
            Just(Change::Disguise),
        ]
    }
}

/// The places in a value, as pointers. The root is not one.
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

pub fn change(root: &mut Value, which: Index, how: Change) {
    let mut all = Vec::new();
    places(root, "", &mut all);
    if all.is_empty() {
        return;
    }
    let place: &String = which.get(&all);
    let (parent, key) = place.rsplit_once('/').expect("a place has a parent");
    let (key, index) = (key.replace("~1", "/").replace("~0", "~"), key.parse::<usize>().unwrap_or_default());
    let parent = root.pointer_mut(parent).expect("what is there");
    match (how, parent) {
        (Change::Set(new), Value::Object(map)) => drop(map.insert(key, new)),
        (Change::Set(new), Value::Array(list)) => list[index] = new,
        (Change::Remove, Value::Object(map)) => drop(map.remove(&key)),
        (Change::Remove, Value::Array(list)) => drop(list.remove(index)),
        (Change::Double, Value::Array(list)) => list.insert(index, list[index].clone()),
        (Change::Disguise, parent) => {
            let value = match parent {
                Value::Object(map) => map.get_mut(&key),
                Value::Array(list) => list.get_mut(index),
                _ => None,
            };
            if let Some(value) = value {
                *value = match &*value {
                    Value::Number(number) => json!(number.to_string()),
                    Value::String(text) => text.parse::<i64>().map_or_else(|_| json!([text]), |number| json!(number)),
                    other => json!(other.to_string()),
                };
            }
        }
        _ => {}
    }
}
