//! JSON of which little is expected: `tapedeck.json`, and what the page keeps in the browser.
//!
//! serde_json reads the letters. What it would have said about values of the wrong type is nowhere shown, and takes more
//! code than reading them: here such a value is just not readable.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer, StringDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// What a JSON text says.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number without a fraction.
    Whole(i64),
    /// Any other number.
    Fraction(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, as it was written.
    Object(Vec<(String, Json)>),
}

/// The value of a key in an object: the last, as every reader of JSON has it.
pub fn value<'a>(object: &'a [(String, Json)], key: &str) -> Option<&'a Json> {
    object.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// Reads a text as what is kept in it. Nothing if it is something else.
pub fn read<T: for<'a> Deserialize<'a>>(text: &str) -> Option<T> {
    T::deserialize(serde_json::from_str::<Json>(text).ok()?).ok()
}

/// JSON with line breaks, its values to the letter; what is no JSON stays as it is.
pub fn pretty(text: &str) -> String {
    if serde_json::from_str::<Json>(text).is_err() {
        return text.to_string();
    }
    let (mut out, mut depth, mut quoted, mut escaped) = (String::with_capacity(text.len() * 2), 0, false, false);
    let mut letters = text.chars().filter(|letter| *letter >= ' ').peekable();
    while let Some(letter) = letters.next() {
        if quoted {
            out.push(letter);
            quoted = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            continue;
        }
        match letter {
            ' ' => continue,
            '}' | ']' => {
                depth -= 1;
                line(&mut out, depth);
            }
            _ => {}
        }
        out.push(letter);
        match letter {
            '"' => quoted = true,
            ':' => out.push(' '),
            ',' => line(&mut out, depth),
            '{' | '[' => {
                while letters.next_if_eq(&' ').is_some() {}
                match letters.next_if(|next| matches!(next, '}' | ']')) {
                    Some(end) => out.push(end),
                    None => {
                        depth += 1;
                        line(&mut out, depth);
                    }
                }
            }
            _ => {}
        }
    }
    out
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Flag(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Whole(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(i64::try_from(value).map_or(Json::Fraction(value as f64), Json::Whole))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Fraction(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = access.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        while let Some(pair) = access.next_entry()? {
            object.push(pair);
        }
        Ok(Json::Object(object))
    }
}

/// What is in it is not what it is read as.
#[derive(Debug)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("unreadable")
    }
}

impl std::error::Error for Unreadable {}

impl serde::de::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Unreadable {
        Unreadable
    }
}

impl IntoDeserializer<'_, Unreadable> for Json {
    type Deserializer = Json;

    fn into_deserializer(self) -> Json {
        self
    }
}

impl<'de> Deserializer<'de> for Json {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Json::Null => visitor.visit_unit(),
            Json::Flag(value) => visitor.visit_bool(value),
            Json::Whole(value) => visitor.visit_i64(value),
            Json::Fraction(value) => visitor.visit_f64(value),
            Json::Text(value) => visitor.visit_string(value),
            Json::List(list) => visitor.visit_seq(SeqDeserializer::new(list.into_iter())),
            Json::Object(object) => visitor.visit_map(MapDeserializer::new(object.into_iter())),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Json::Null => visitor.visit_none(),
            value => visitor.visit_some(value),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &str, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &str, _: &[&str], visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Json::Text(variant) => visitor.visit_enum(StringDeserializer::new(variant)),
            Json::Object(object) => {
                visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(object.into_iter())))
            }
            _ => Err(Unreadable),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct
        map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;
    use crate::map::Map;
    use crate::model::{Field, Timestamp};

    #[derive(Debug, Default, PartialEq, Serialize, serde::Deserialize)]
    #[serde(default)]
    struct Kept {
        name: String,
        wide: bool,
        number: Option<u32>,
        time: Timestamp,
        fields: Option<Vec<Field>>,
        widths: Map<String, u32>,
        kind: Kind,
    }

    #[derive(Debug, Default, PartialEq, Serialize, serde::Deserialize)]
    enum Kind {
        #[default]
        Plain,
        Of(Vec<(String, i8)>),
    }

    #[test]
    fn what_was_written_is_read_again() {
        let kept = Kept {
            name: "a \"b\" \u{1F4FC}\n".into(),
            wide: true,
            number: Some(u32::MAX),
            time: Timestamp(-1),
            fields: Some(vec![Field::Time, Field::Outcome]),
            widths: Map::from([("a".to_string(), 1), ("b".to_string(), 2)]),
            kind: Kind::Of(vec![("x".into(), -5)]),
        };
        for kept in [kept, Kept::default()] {
            assert_eq!(read(&serde_json::to_string(&kept).unwrap()), Some(kept));
        }
    }

    #[test]
    fn keys_that_nobody_knows_are_passed_over_and_missing_ones_have_defaults() {
        let kept = read::<Kept>(r#"{ "later": { "a": [1, 2.5, null] }, "name": "x", "kind": "Plain" }"#);
        assert_eq!(kept, Some(Kept { name: "x".into(), ..Kept::default() }));
    }

    #[test]
    fn what_is_something_else_is_not_readable() {
        for text in [
            "",
            "{",
            "[]]",
            r#"{"name":1}"#,
            r#"{"number":-1}"#,
            r#"{"number":4294967296}"#,
            r#"{"kind":"Other"}"#,
            "7",
        ] {
            assert_eq!(read::<Kept>(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_of_two_equal_keys_counts() {
        let Ok(Json::Object(object)) = serde_json::from_str(r#"{"a":1,"b":2.5,"a":18446744073709551615}"#) else {
            panic!("not an object");
        };
        assert_eq!(value(&object, "a"), Some(&Json::Fraction(18_446_744_073_709_551_615.0)));
        assert_eq!((value(&object, "b"), value(&object, "c")), (Some(&Json::Fraction(2.5)), None));
    }

    #[test]
    fn pretty_is_what_serde_json_makes_of_it() {
        for text in [
            "{}",
            " [ ] ",
            "null",
            r#"{"a":[1,2,{"b":"x, {y}: [z] \" \\"}],"c":{},"d":[],"e":"\\"}"#,
            "{\r\n\t\"a\" : [ true , false ] ,\n \"b\" : { \"c\" : null } }",
        ] {
            let value: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(pretty(text), serde_json::to_string_pretty(&value).unwrap(), "{text}");
        }
    }

    #[test]
    fn pretty_leaves_values_as_they_are() {
        assert_eq!(
            pretty("[12345678901234567890123,1.10,\"\\u00e4\"]"),
            "[\n  12345678901234567890123,\n  1.10,\n  \"\\u00e4\"\n]"
        );
        assert_eq!(pretty("2026-11-20 {\"a\":1}"), "2026-11-20 {\"a\":1}");
    }
}
