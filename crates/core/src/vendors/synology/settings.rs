//! The settings of the log: how long it is kept, and to which server it is sent.
//!
//! Nobody has written down what `set_info` and `set_send_log_setting` want to be given, and they answer "success" to a
//! call without any value too. So a change is a conversation: the settings are read, the whole group is sent back with
//! what changes in it, and they are read again. Only a setting that is there afterwards is a success. The group goes as
//! one object, as `get_info` has it; where that changed nothing, it goes once more as single fields.

use serde_json::{Map, Value};

use super::actions::{only, refused};
use super::calls::{self, Api};
use super::wire;
use crate::error::{Error, Kind};
use crate::http::{Request, Response};
use crate::model::{Action, Source, Timestamp};
use crate::vendors::lenient::integer;
use crate::vendors::{Answer, Exchange, Next, Session};

/// Settings that are changed with one call.
pub(super) struct Group {
    method: &'static str,
    /// The object of `get_info` that holds them.
    key: &'static str,
    fields: &'static [(&'static str, Type)],
}

/// What a setting is.
#[derive(Clone, Copy)]
enum Type {
    Text,
    /// `yes` and `no`, `true` and `false`, 1 and 0.
    Flag,
    /// From the first to the last.
    Number(i64, i64),
    /// The same, but the NAS writes it as text.
    NumberAsText(i64, i64),
}

/// How long the log is kept; 0 is without limit.
pub(super) const RETENTION: Group = Group {
    method: "set_info",
    key: "retention_policy",
    fields: &[
        ("retention_counts", Type::NumberAsText(0, i64::MAX)),
        ("retention_days", Type::NumberAsText(0, i64::MAX)),
    ],
};

/// The server that receives the log. `protocol` 0 is UDP and 1 TCP, `format` 0 is BSD (RFC 3164) and 1 IETF (RFC 5424):
/// the order of DSM's own page, documented nowhere.
pub(super) const SENDING: Group = Group {
    method: "set_send_log_setting",
    key: "send_log_setting",
    fields: &[
        ("enable_send", Type::Flag),
        ("destination_ip", Type::Text),
        ("port", Type::Number(1, 65_535)),
        ("protocol", Type::Number(0, i64::MAX)),
        ("format", Type::Number(0, i64::MAX)),
        ("enable_ssl", Type::Flag),
    ],
};

/// Every setting by its name, as text. What stands outside of the two known groups has its path as name.
pub(super) fn facts(data: &Map<String, Value>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (key, value) in data {
        match value {
            Value::Object(group) if key == RETENTION.key || key == SENDING.key => {
                group.iter().for_each(|(name, value)| add(&mut out, name.clone(), value));
            }
            other => add(&mut out, key.clone(), other),
        }
    }
    out
}

fn add(out: &mut Vec<(String, String)>, name: String, value: &Value) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| add(out, format!("{name}.{key}"), value)),
        other => out.push((name, as_text(other))),
    }
}

fn as_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".into(),
        Value::Bool(false) => "no".into(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Begins a change of some settings of a group.
pub(super) fn change(
    source: &Source,
    session: &Session,
    group: &'static Group,
    action: &Action,
) -> Result<Box<dyn Exchange>, Error> {
    only(action, &group.fields.iter().map(|(key, _)| *key).collect::<Vec<_>>())?;
    let mut wanted = Vec::new();
    for &(key, kind) in group.fields {
        if let Some(text) = action.values.get(key) {
            wanted.push((key, kind.read(text.trim()).ok_or_else(|| refused(key, "not one of its values"))?));
        }
    }
    if wanted.is_empty() {
        // The NAS would answer "success".
        return Err(refused(group.key, "nothing to change"));
    }
    let (source, session) = (source.clone(), session.clone());
    Ok(Box::new(Change { source, session, group, wanted, whole: Map::new(), step: Step::Read }))
}

impl Type {
    /// A value that somebody gave; `None` if it is not one.
    fn read(self, text: &str) -> Option<Value> {
        match self {
            Type::Text => Some(text.into()),
            Type::Flag => match text {
                "yes" | "true" | "1" => Some(true.into()),
                "no" | "false" | "0" => Some(false.into()),
                _ => None,
            },
            Type::Number(from, to) => text.parse().ok().filter(|number| (from..=to).contains(number)).map(Value::from),
            Type::NumberAsText(from, to) => {
                Type::Number(from, to).read(text).map(|number| Value::from(number.to_string()))
            }
        }
    }
}

/// The same value in the type in which the NAS keeps it.
fn in_type_of(there: Option<&Value>, value: &Value) -> Value {
    match (there, value) {
        (Some(Value::String(_)), Value::Number(number)) => number.to_string().into(),
        (Some(Value::Number(_)), Value::String(text)) => {
            text.parse::<i64>().map_or_else(|_| value.clone(), Value::from)
        }
        (Some(Value::Number(_)), Value::Bool(flag)) => i64::from(*flag).into(),
        (Some(Value::String(_)), Value::Bool(flag)) => flag.to_string().into(),
        _ => value.clone(),
    }
}

/// Whether a setting is as wanted, whatever type the NAS writes it in.
fn is(there: Option<&Value>, wanted: &Value) -> bool {
    let Some(there) = there else { return false };
    let flag = |value: &Value| match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.parse().ok(),
        other => integer(other).map(|number| number != 0),
    };
    match wanted {
        Value::Bool(wanted) => flag(there) == Some(*wanted),
        // Names of hosts may come back in small letters.
        Value::String(wanted) if there.as_str().is_some_and(|there| there.trim().eq_ignore_ascii_case(wanted)) => true,
        wanted => there == wanted || (integer(wanted).is_some() && integer(there) == integer(wanted)),
    }
}

struct Change {
    source: Source,
    session: Session,
    group: &'static Group,
    wanted: Vec<(&'static str, Value)>,
    /// The whole group as it is to be.
    whole: Map<String, Value>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Read,
    Set(Way),
    Check(Way),
}

/// How a group is sent.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Object,
    Fields,
}

impl Exchange for Change {
    fn request(&mut self, _now: Timestamp) -> Request {
        let call = |method, own: &[(&str, String)]| calls::request(&self.source, &self.session, Api::Log, method, own);
        match self.step {
            Step::Read | Step::Check(_) => call("get_info", &[]),
            Step::Set(Way::Object) => {
                call(self.group.method, &[(self.group.key, Value::Object(self.whole.clone()).to_string())]).changing()
            }
            Step::Set(Way::Fields) => {
                let fields: Vec<_> = self.whole.iter().map(|(key, value)| (key.as_str(), value.to_string())).collect();
                call(self.group.method, &fields).changing()
            }
        }
    }

    fn take(&mut self, response: &Response) -> Result<Next, Error> {
        self.step = match self.step {
            Step::Read => {
                let data = wire::object(response)?;
                self.whole = data.get(self.group.key).and_then(Value::as_object).cloned().unwrap_or_default();
                for (key, value) in &self.wanted {
                    let value = in_type_of(self.whole.get(*key), value);
                    self.whole.insert(key.to_string(), value);
                }
                Step::Set(Way::Object)
            }
            Step::Set(way) => match wire::object(response) {
                Ok(_) => Step::Check(way),
                // A parameter is missing: this NAS wants them one by one.
                Err(error) if way == Way::Object && matches!(error.code.as_str(), "101" | "114" | "120") => {
                    Step::Set(Way::Fields)
                }
                Err(error) => return Err(error),
            },
            Step::Check(way) => {
                let data = wire::object(response)?;
                let group = data.get(self.group.key).and_then(Value::as_object);
                let there = |key: &str| group.and_then(|group| group.get(key));
                match (self.wanted.iter().find(|(key, wanted)| !is(there(key), wanted)), way) {
                    (None, _) => return Ok(Next::Done(Answer::Facts(facts(&data)))),
                    (Some(_), Way::Object) => Step::Set(Way::Fields),
                    (Some((key, _)), Way::Fields) => {
                        let now = there(key).map(as_text).unwrap_or_default();
                        let detail = format!("the NAS said that it worked, but {key} is still {now:?}");
                        return Err(Error::new(Kind::NotSupported).with_answer(response).with_detail(detail));
                    }
                }
            }
        };
        Ok(Next::Send)
    }
}
