//! A JSON record of whoever wrote it, as a line: the usual names of time, severity and text are looked for.

use std::borrow::Cow;

use serde::Deserializer as _;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::names::{self, Role, Roles};
use super::sink::Notes;
use super::stamp;
use crate::model::{Line, Timestamp};

/// Larger numbers are milliseconds, not seconds: the year 5138, and the third of March 1973.
const MILLISECONDS: i64 = 100_000_000_000;

/// The line of a record.
pub(super) fn line(notes: &mut Notes, raw: &str) -> Line {
    let source = notes.about.source.clone();
    let fields = match fields(raw, &mut notes.roles) {
        Ok(fields) => fields,
        Err(problem) => return Line { text: raw.to_string(), ..Line::unreadable(&source, raw.into(), problem) },
    };
    let text = |role| text(&fields, role);
    let mut line = Line { problem: None, ..Line::unreadable(&source, raw.to_string(), String::new()) };
    let time = fields.get(Role::Time).or_else(|| fields.get(Role::Day));
    line.time = time.and_then(|time| instant(time, notes));
    if let (Some(time), None) = (time, line.time) {
        line.problem = Some(format!("its time cannot be read: {time}"));
    }
    line.severity_code = text(Role::Severity);
    line.severity = names::severity(&line.severity_code);
    line.text = text(Role::Text);
    (line.item, line.job, line.user) = (text(Role::Item), text(Role::Job), text(Role::User));
    (line.code, line.id) = (text(Role::Code), text(Role::Id));
    if line.text.is_empty() {
        // Better all of it than a row that says nothing.
        line.text = raw.to_string();
    }
    line
}

/// Whether an object says when something happened, or how bad it is.
pub(super) fn is_record(map: &Map<String, Value>) -> bool {
    find(map, Role::Time).is_some() || find(map, Role::Severity).is_some_and(|value| !value.is_boolean())
}

/// The fields of a record that are for something, by their roles: of several, the one with the best name.
#[derive(Default)]
struct Fields<'a>([Option<Field<'a>>; Role::ALL.len()]);

struct Field<'a> {
    name: Cow<'a, str>,
    rank: usize,
    value: Value,
}

impl Fields<'_> {
    fn get(&self, role: Role) -> Option<&Value> {
        self.0[role as usize].as_ref().map(|field| &field.value)
    }
}

/// Reads them out of a record. The others are passed over; records come by the million. The error is a sentence.
fn fields<'a>(raw: &'a str, roles: &mut Roles) -> Result<Fields<'a>, String> {
    let mut reader = serde_json::Deserializer::from_str(raw);
    let fields = reader.deserialize_map(Wanted(roles)).and_then(|fields| reader.end().map(|()| fields));
    fields.map_err(|error| {
        let other = !raw.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(raw).is_ok();
        if other { "no object".to_string() } else { error.to_string() }
    })
}

struct Wanted<'r>(&'r mut Roles);

impl<'de> Visitor<'de> for Wanted<'_> {
    type Value = Fields<'de>;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
        let mut fields = Fields::default();
        while let Some(Name(name)) = map.next_key()? {
            let known = self.0.of(&name).map(|(role, rank)| (&mut fields.0[role as usize], rank));
            match known {
                // Of two fields with one name the last one counts.
                Some((place, rank)) if place.as_ref().is_none_or(|known| rank < known.rank || name == known.name) => {
                    let value = map.next_value()?;
                    if value != Value::Null {
                        *place = Some(Field { name, rank, value });
                    }
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(fields)
    }
}

/// The name of a field, where it stands if nothing in it is escaped.
struct Name<'a>(Cow<'a, str>);

impl<'de> serde::Deserialize<'de> for Name<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Name<'de>, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Name<'de>;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a name")
            }

            fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(text)))
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text.to_string())))
            }
        }
        from.deserialize_str(Text)
    }
}

fn find(map: &Map<String, Value>, role: Role) -> Option<&Value> {
    let rank = |(name, value): (&String, _)| match names::role(name) {
        Some((of, rank)) if of == role => Some((rank, value)),
        _ => None,
    };
    let known = map.iter().filter(|(_, value)| !value.is_null()).filter_map(rank);
    known.min_by_key(|(rank, _)| *rank).map(|(_, value)| value)
}

fn text(fields: &Fields<'_>, role: Role) -> String {
    match fields.get(role) {
        Some(Value::String(text)) => text.clone(),
        Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
        _ => String::new(),
    }
}

fn instant(value: &Value, notes: &mut Notes) -> Option<Timestamp> {
    let number = match value {
        Value::String(text) => match stamp::whole(text) {
            Some(stamp) => return stamp.instant(notes),
            None => text.trim().parse().ok()?,
        },
        value => value.as_i64().or_else(|| value.as_f64().map(|number| number as i64))?,
    };
    Some(number_of(number))
}

/// The instant that a number stands for: seconds, or milliseconds if there are too many.
pub(super) fn number_of(number: i64) -> Timestamp {
    if number.unsigned_abs() < MILLISECONDS as u64 { Timestamp::from_seconds(number) } else { Timestamp(number) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::reader::tests::notes;
    use crate::model::Severity;

    #[test]
    fn the_usual_names_are_found_whoever_wrote_them() {
        for (raw, time, severity, text) in [
            (
                r#"{"ts":1795244179.25,"level":"warn","msg":"slow disk"}"#,
                Some(1_795_244_179_000),
                Severity::Warning,
                "slow disk",
            ),
            (
                r#"{"@timestamp":"2026-11-21T06:00:00Z","severity":"CRITICAL","message":"gone"}"#,
                Some(1_795_240_800_000),
                Severity::Error,
                "gone",
            ),
            (
                r#"{"Log Time":"2026-11-21 06:00:00","Level":"错误","text":"gone"}"#,
                Some(1_795_240_800_000),
                Severity::Error,
                "gone",
            ),
            (r#"{"time":1795244179000,"level":"odd","event":"x"}"#, Some(1_795_244_179_000), Severity::Unknown, "x"),
            (r#"{"a":1}"#, None, Severity::Unknown, r#"{"a":1}"#),
        ] {
            let line = line(&mut notes(), raw);
            assert_eq!(
                (line.time.map(|time| time.0), line.severity, line.text.as_str()),
                (time, severity, text),
                "{raw}"
            );
            assert_eq!((line.problem, line.raw.as_str()), (None, raw));
        }
    }

    #[test]
    fn what_is_no_record_is_a_row_with_a_note() {
        for raw in ["[1]", "{", "3", r#"{"time":"soon"}"#] {
            let line = line(&mut notes(), raw);
            assert!(line.problem.is_some() && line.raw == raw && !line.text.is_empty(), "{raw}");
        }
    }
}
