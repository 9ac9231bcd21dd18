//! Reading fields of which a vendor does not keep the type: a number as text, a missing field, a `null`.
//!
//! What does not fit is noted, not refused: the row is shown with the note.

use std::fmt::Display;

use serde_json::{Map, Value};

/// A JSON value, of whichever library.
pub(crate) trait Json: Display + Sized {
    type Map: Lookup<Value = Self>;

    fn view(&self) -> View<'_, Self>;
}

/// A JSON object, of whichever library.
pub(crate) trait Lookup {
    type Value: Json<Map = Self>;

    fn look(&self, name: &str) -> Option<&Self::Value>;
}

/// What a JSON value is.
pub(crate) enum View<'v, J: Json> {
    Null,
    Bool,
    /// As a whole number, if it is written as one, and as any.
    Number(Option<i64>, f64),
    Text(&'v str),
    List(&'v [J]),
    Object(&'v J::Map),
}

impl Json for Value {
    type Map = Map<String, Value>;

    fn view(&self) -> View<'_, Value> {
        match self {
            Value::Null => View::Null,
            Value::Bool(_) => View::Bool,
            Value::Number(number) => View::Number(number.as_i64(), number.as_f64().unwrap_or(f64::NAN)),
            Value::String(text) => View::Text(text),
            Value::Array(list) => View::List(list),
            Value::Object(map) => View::Object(map),
        }
    }
}

impl Lookup for Map<String, Value> {
    type Value = Value;

    fn look(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }
}

/// The fields of one record, read one by one, and what was wrong with them.
pub(crate) struct Fields<'a, M: Lookup = Map<String, Value>> {
    map: &'a M,
    problems: Vec<String>,
}

impl<'a, M: Lookup> Fields<'a, M> {
    pub(crate) fn new(map: &'a M) -> Fields<'a, M> {
        Fields { map, problems: Vec::new() }
    }

    /// A field as it is.
    pub(crate) fn value(&self, key: &str) -> Option<&'a M::Value> {
        self.map.look(key)
    }

    /// A whole number, given as a number or as text. Absent, empty and `null` are `None` without a note.
    pub(crate) fn int(&mut self, key: &str) -> Option<i64> {
        let value = self.map.look(key)?;
        let number = integer(value);
        if number.is_none() && !is_blank(value) {
            self.problems.push(format!("{key} is not a number: {}", short(value)));
        }
        number
    }

    /// Text, given as text or as a number. Absent and `null` are empty.
    pub(crate) fn text(&mut self, key: &str) -> String {
        let Some(value) = self.map.look(key) else { return String::new() };
        match value.view() {
            View::Null => String::new(),
            View::Text(text) => text.to_string(),
            View::Number(..) | View::Bool => value.to_string(),
            View::List(_) | View::Object(_) => {
                self.problems.push(format!("{key} is not text: {}", short(value)));
                String::new()
            }
        }
    }

    /// An object inside; `None` if it is absent or something else.
    pub(crate) fn object(&mut self, key: &str) -> Option<&'a M> {
        let value = self.map.look(key)?;
        match value.view() {
            View::Object(map) => Some(map),
            View::Null => None,
            // PHP-like back ends write an empty object as an empty list.
            View::List([]) => None,
            _ => {
                self.problems.push(format!("{key} is not an object: {}", short(value)));
                None
            }
        }
    }

    /// Notes that a field without which the record says little is missing or empty.
    pub(crate) fn expect(&mut self, key: &str) {
        match self.map.look(key) {
            None => self.problems.push(format!("{key} is missing")),
            Some(value) if is_blank(value) => self.problems.push(format!("{key} is empty")),
            Some(_) => {}
        }
    }

    /// Notes which of the fields without which the record says little are missing or empty.
    pub(crate) fn need(&mut self, keys: &[&str]) {
        for key in keys {
            Fields::expect(self, key);
        }
    }

    /// Notes that a field is not what it should be, for example a time.
    pub(crate) fn not_a(&mut self, what: &str, key: &str) {
        let value = self.map.look(key).map(short).unwrap_or_default();
        self.problems.push(format!("{key} is not a {what}: {value}"));
    }

    /// Notes something that only the vendor's own rules find wrong.
    pub(crate) fn note(&mut self, problem: String) {
        self.problems.push(problem);
    }

    /// What could not be read, as one note.
    pub(crate) fn problem(self) -> Option<String> {
        if self.problems.is_empty() { None } else { Some(self.problems.join("; ")) }
    }
}

/// A whole number from a number or from text.
pub(crate) fn integer(value: &impl Json) -> Option<i64> {
    match value.view() {
        View::Number(Some(number), _) => Some(number),
        // A float that is whole and exactly representable, as some JSON writers print integers.
        View::Number(None, float) => (float.fract() == 0.0 && float.abs() < 9.0e15).then_some(float as i64),
        View::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn is_blank(value: &impl Json) -> bool {
    match value.view() {
        View::Null => true,
        View::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// A value as text of at most 60 characters, for a note.
pub(crate) fn short(value: &impl Json) -> String {
    cut(&value.to_string(), 60)
}

/// At most so many characters of a text.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_string() } else { text.chars().take(most - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_in_every_disguise() {
        for (value, expected) in [
            (json!(5), Some(5)),
            (json!("5"), Some(5)),
            (json!(" -62 "), Some(-62)),
            (json!(5.0), Some(5)),
            (json!(5.5), None),
            (json!("soon"), None),
            (json!(true), None),
            (json!(u64::MAX), None),
        ] {
            assert_eq!(integer(&value), expected, "{value}");
        }
    }

    #[test]
    fn what_does_not_fit_is_noted() {
        let value = json!({"time": "soon", "name": [1], "blank": "", "null": null, "params": []});
        let mut fields = Fields::new(value.as_object().unwrap());
        assert_eq!(fields.int("time"), None);
        assert_eq!(fields.int("blank"), None);
        assert_eq!(fields.int("null"), None);
        assert_eq!(fields.int("absent"), None);
        assert_eq!(fields.text("name"), "");
        assert!(fields.object("params").is_none());
        fields.expect("id");
        assert_eq!(
            fields.problem().as_deref(),
            Some("time is not a number: \"soon\"; name is not text: [1]; id is missing")
        );
    }
}
