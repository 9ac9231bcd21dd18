//! JSON that points into the text it was read from.
//!
//! Of a million lines, those that are like no other are read as JSON. `serde_json`'s own values copy every name and every
//! text and keep names in hash tables: that takes three times as long as reading.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::lenient::{Json, Lookup, View};

/// Names of a record are seldom more.
const FIELDS: usize = 20;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Light<'a> {
    Null,
    Bool(bool),
    Int(i64),
    /// Any other number.
    Number(Number),
    Text(Cow<'a, str>),
    List(Vec<Light<'a>>),
    Object(Object<'a>),
}

/// A JSON object: names and values as they stand in the text. Of two with the same name, the last counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Object<'a>(Vec<(Cow<'a, str>, Light<'a>)>);

impl<'a> Object<'a> {
    pub(crate) fn get(&self, name: &str) -> Option<&Light<'a>> {
        self.0.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    pub(crate) fn insert(&mut self, name: Cow<'a, str>, value: Light<'a>) {
        self.0.retain(|(own, _)| *own != name);
        self.0.push((name, value));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names and values in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Light<'a>)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }
}

impl<'a> Lookup for Object<'a> {
    type Value = Light<'a>;

    fn look(&self, name: &str) -> Option<&Light<'a>> {
        self.get(name)
    }
}

impl<'a> Json for Light<'a> {
    type Map = Object<'a>;

    fn view(&self) -> View<'_, Light<'a>> {
        match self {
            Light::Null => View::Null,
            Light::Bool(_) => View::Bool,
            Light::Int(number) => View::Number(Some(*number), *number as f64),
            Light::Number(number) => View::Number(None, number.as_f64().unwrap_or(f64::NAN)),
            Light::Text(text) => View::Text(text),
            Light::List(list) => View::List(list),
            Light::Object(object) => View::Object(object),
        }
    }
}

impl From<&Light<'_>> for Value {
    fn from(light: &Light<'_>) -> Value {
        match light {
            Light::Null => Value::Null,
            Light::Bool(flag) => Value::Bool(*flag),
            Light::Int(number) => Value::from(*number),
            Light::Number(number) => Value::Number(number.clone()),
            Light::Text(text) => Value::from(&**text),
            Light::List(list) => list.iter().map(Value::from).collect(),
            Light::Object(object) => {
                Value::Object(object.iter().map(|(name, value)| (name.to_string(), Value::from(value))).collect())
            }
        }
    }
}

/// As JSON.
impl fmt::Display for Light<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Light::Int(number) => number.fmt(formatter),
            other => Value::from(other).fmt(formatter),
        }
    }
}

impl From<&Value> for Light<'static> {
    fn from(value: &Value) -> Light<'static> {
        match value {
            Value::Null => Light::Null,
            Value::Bool(flag) => Light::Bool(*flag),
            Value::Number(number) => number.as_i64().map_or_else(|| Light::Number(number.clone()), Light::Int),
            Value::String(text) => Light::Text(text.clone().into()),
            Value::Array(list) => Light::List(list.iter().map(Light::from).collect()),
            Value::Object(map) => Light::Object(map.into()),
        }
    }
}

impl From<&Map<String, Value>> for Object<'static> {
    fn from(map: &Map<String, Value>) -> Object<'static> {
        Object(map.iter().map(|(name, value)| (name.clone().into(), value.into())).collect())
    }
}

impl<'de> Deserialize<'de> for Light<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Light<'de>, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object<'de>, D::Error> {
        deserializer.deserialize_map(AnyObject)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Light<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any valid JSON value")
    }

    fn visit_unit<E>(self) -> Result<Light<'de>, E> {
        Ok(Light::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Light<'de>, E> {
        Ok(Light::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Light<'de>, E> {
        Ok(Light::Int(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Light<'de>, E> {
        Ok(i64::try_from(number).map_or_else(|_| Light::Number(number.into()), Light::Int))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Light<'de>, E> {
        Ok(Number::from_f64(number).map_or(Light::Null, Light::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Light<'de>, E> {
        Ok(Light::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Light<'de>, E> {
        Ok(Light::Text(Cow::Owned(text.to_string())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Light<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Light::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Light<'de>, A::Error> {
        AnyObject.visit_map(fields).map(Light::Object)
    }
}

struct AnyObject;

impl<'de> Visitor<'de> for AnyObject {
    type Value = Object<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Object<'de>, A::Error> {
        let mut object = Object(Vec::with_capacity(FIELDS));
        while let Some((Name(name), value)) = fields.next_entry()? {
            object.0.push((name, value));
        }
        Ok(object)
    }
}

/// A name, copied only where it is written with escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Name<'de>, D::Error> {
        match deserializer.deserialize_str(AnyValue)? {
            Light::Text(name) => Ok(Name(name)),
            _ => Ok(Name(Cow::Borrowed(""))),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<u64>().prop_map(Into::into),
            (-1.0e9..1.0e9).prop_map(Value::from),
            "[a-z\\\\\"\u{1}é😀]{0,8}".prop_map(Into::into),
        ];
        leaf.prop_recursive(3, 20, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::vec(("[a-z\\\\\"]{0,3}", inner), 0..5)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn says_what_serde_json_says(value in json()) {
            let text = value.to_string();
            let light: Light = serde_json::from_str(&text).unwrap();
            let whole: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(light.to_string(), whole.to_string());
            prop_assert_eq!(Value::from(&light), whole.clone());
            prop_assert_eq!(Light::from(&whole), light);
        }
    }

    #[test]
    fn of_two_fields_with_one_name_the_last_counts_as_in_every_other_record() {
        let text = r#"{"a":1,"b":2,"a":3}"#;
        let light: Object = serde_json::from_str(text).unwrap();
        let whole: Map<String, Value> = serde_json::from_str(text).unwrap();
        assert_eq!(light.get("a").map(Value::from).as_ref(), whole.get("a"));
    }

    #[test]
    fn what_is_no_object_is_refused_in_the_words_of_serde_json() {
        for text in ["7", "[]", "{\"a\":}", "{\"a\":1", "{} x", "{\"a\":\"\u{1}\"}"] {
            let error = serde_json::from_str::<Object>(text).unwrap_err().to_string();
            let whole = serde_json::from_str::<Map<String, Value>>(text).unwrap_err().to_string();
            assert_eq!(error, whole, "{text}");
        }
    }
}
