//! A JSON record of whoever wrote it, as a line: the usual names of time, severity and text are looked for.

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
    let (fields, others) = match fields(raw, &mut notes.roles) {
        Ok(fields) => fields,
        Err(problem) => return Line { text: raw.to_string(), ..Line::unreadable(&source, raw.into(), problem) },
    };
    let text = |role| text(&fields, role);
    let mut line = Line { problem: None, ..Line::unreadable(&source, raw.to_string(), String::new()) };
    let time = of(&fields, Role::Time).or_else(|| of(&fields, Role::Day));
    line.time = time.and_then(|time| instant(time, notes));
    if let (Some(time), None) = (time, line.time) {
        line.problem = Some(format!("its time cannot be read: {time}"));
    }
    line.severity_code = text(Role::Severity);
    line.severity = names::severity(&line.severity_code);
    line.text = text(Role::Text);
    (line.item, line.job, line.user) = (text(Role::Item), text(Role::Job), text(Role::User));
    (line.code, line.id) = (text(Role::Code), text(Role::Id));
    if line.text.is_empty() && others.is_empty() {
        // Better all of it than a row that says nothing.
        line.text = raw.to_string();
    } else if line.text.is_empty() {
        line.text = others;
    } else if !others.is_empty() {
        line.text = format!("{} · {others}", line.text);
    }
    line
}

/// Whether an object says when something happened, or how bad it is.
pub(super) fn is_record(map: &Map<String, Value>) -> bool {
    find(map, Role::Time).is_some() || find(map, Role::Severity).is_some_and(|value| !value.is_boolean())
}

/// The fields of a record that are for something, by their roles.
type Fields = [Option<(usize, String, Value)>; Role::ALL.len()];

/// Reads them out of a record: of several for one thing, the one with the best name. What is for none of them is told
/// behind, each with its name, so that it is seen and found. The error is a sentence.
fn fields(raw: &str, roles: &mut Roles) -> Result<(Fields, String), String> {
    let map = match serde_json::from_str(raw) {
        Ok(Value::Object(map)) => map,
        Ok(_) => return Err("no object".to_string()),
        Err(error) => return Err(error.to_string()),
    };
    let mut fields = Fields::default();
    let mut others = Vec::new();
    for (name, value) in map.into_iter().filter(|(_, value)| !value.is_null()) {
        let Some((role, rank)) = roles.of(&name) else {
            others.extend(named(&name, &value));
            continue;
        };
        let place = &mut fields[role as usize];
        let other = match place {
            Some((known, ..)) if *known <= rank => Some((rank, name, value)),
            place => place.replace((rank, name, value)),
        };
        others.extend(other.and_then(|(_, name, value)| named(&name, &value)));
    }
    Ok((fields, others.join(" · ")))
}

/// A field that is for nothing that is known, as a text.
fn named(name: &str, value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_string(),
        value => value.to_string(),
    };
    (!text.is_empty()).then(|| format!("{name}: {text}"))
}

fn find(map: &Map<String, Value>, role: Role) -> Option<&Value> {
    let rank = |(name, value): (&String, _)| match names::role(name) {
        Some((of, rank)) if of == role => Some((rank, value)),
        _ => None,
    };
    let known = map.iter().filter(|(_, value)| !value.is_null()).filter_map(rank);
    known.min_by_key(|(rank, _)| *rank).map(|(_, value)| value)
}

fn of(fields: &Fields, role: Role) -> Option<&Value> {
    fields[role as usize].as_ref().map(|(_, _, value)| value)
}

fn text(fields: &Fields, role: Role) -> String {
    match of(fields, role) {
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
            (r#"{"a":1}"#, None, Severity::Unknown, "a: 1"),
            (r#"{}"#, None, Severity::Unknown, "{}"),
            // Regression: what had no usual name was nowhere to be seen, and found by nothing.
            (
                r#"{"ts":1795244179,"msg":"copied","bytes":12,"to":{"host":"nas"},"x":null,"y":" "}"#,
                Some(1_795_244_179_000),
                Severity::Unknown,
                r#"copied · bytes: 12 · to: {"host":"nas"}"#,
            ),
            // Of two names for one thing the better one counts, and the other one is told.
            (
                r#"{"created":"2026-11-21","time":"2026-11-21T06:00:00Z","text":"b"}"#,
                Some(1_795_240_800_000),
                Severity::Unknown,
                "b · created: 2026-11-21",
            ),
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
