//! A DSM's error codes as what the reader must do.
//!
//! Codes from 400 on mean one thing after a login and another after any other call, so there are two tables.

use serde_json::Value;

use super::dictionary;
use crate::error::{Error, Kind};

/// Which call an error code answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Table {
    /// `SYNO.API.Auth` `login`.
    Login,
    /// Any other.
    Call,
}

/// The error of a code. `errors` is whatever stood beside it: absent, an object, a list or text.
pub(super) fn of_code(table: Table, code: i64, errors: &Value) -> Error {
    let login = if table == Table::Login { login_kind(code) } else { None };
    let mut error = Error::new(login.unwrap_or_else(|| call_kind(code)));
    error.code = code.to_string();
    let known = if login.is_some() { dictionary::login_error(code) } else { dictionary::error(code) };
    if let Some(known) = known {
        error.code_name = known.name.into();
        error.meaning = known.meaning.into();
        error.remedy = known.remedy.into();
    }
    // After a restart of the NAS an old session answers 105, so one new session is tried before "no permission".
    error.new_session_may_help = table == Table::Call && matches!(code, 105 | 106 | 107 | 119 | 150);
    error.detail = detail(errors);
    error
}

/// The package is not there: `SYNO.API.Info` does not list its interface.
pub(super) fn package_missing() -> Error {
    of_code(Table::Call, 102, &Value::Null)
}

fn login_kind(code: i64) -> Option<Kind> {
    Some(match code {
        400 => Kind::WrongPassword,
        401 | 408..=411 => Kind::AccountUnusable,
        402 | 405 => Kind::SignInDenied,
        403 | 406 => Kind::CodeNeeded,
        404 => Kind::WrongCode,
        407 => Kind::Blocked,
        _ => return None,
    })
}

fn call_kind(code: i64) -> Kind {
    match code {
        105 | 115 | 160 | 1011 | 1014 | 1036 => Kind::PermissionDenied,
        106 | 119 | 150 => Kind::SessionEnded,
        107 => Kind::SessionDisplaced,
        102 => Kind::NotInstalled,
        101 | 103 | 104 => Kind::NotSupported,
        114 | 120 | 1035 => Kind::BadValue,
        109..=111 | 117 | 118 | 1006 | 1007 | 1031 => Kind::Busy,
        _ => Kind::Vendor,
    }
}

/// What stands beside a code, in words: `{"name":"export_id","reason":"required"}` becomes `export_id: required`.
fn detail(errors: &Value) -> String {
    match errors {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Object(map) => {
            match (map.get("name").and_then(Value::as_str), map.get("reason").and_then(Value::as_str)) {
                (Some(name), Some(reason)) => format!("{name}: {reason}"),
                (Some(name), None) => name.to_string(),
                // The login's object holds a token beside the ways to prove oneself; a token is never shown.
                _ => map
                    .iter()
                    .filter(|(key, _)| *key != "token")
                    .map(|(key, value)| format!("{key}: {value}"))
                    .collect::<Vec<_>>()
                    .join("; "),
            }
        }
        other => other.to_string(),
    }
}

/// What must not be seen of an answer that is no login's. Tasks come with the passwords of their devices.
pub(super) const TASK_SECRETS: [&str; 5] =
    ["token", "agent_token", "login_password", "mssql_password", "oracle_password"];

/// The error without what lets somebody in: it keeps the start of the answer, people paste it into reports, and the
/// answer to a login holds a session.
pub(super) fn without_secrets(table: Table, mut error: Error) -> Error {
    let keys: &[&str] = match table {
        Table::Login => &["token", "sid", "synotoken", "did", "device_id"],
        Table::Call => &TASK_SECRETS,
    };
    for key in keys {
        error.answer = hide(&error.answer, key);
        error.detail = hide(&error.detail, key);
    }
    error
}

/// JSON, maybe cut, with every value of a key hidden.
pub(super) fn hide(text: &str, key: &str) -> String {
    let key = format!("\"{key}\"");
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(&key) {
        out.push_str(before);
        out.push_str(&key);
        rest = after;
        let Some(value) = after.trim_start().strip_prefix(':') else { continue };
        let value = value.trim_start();
        let end = match value.strip_prefix('"') {
            Some(inside) => {
                let mut escaped = false;
                let quote = inside.find(|c| {
                    let ends = c == '"' && !escaped;
                    escaped = c == '\\' && !escaped;
                    ends
                });
                quote.map_or(value.len(), |quote| quote + 2)
            }
            None => value.find([',', '}', ']']).unwrap_or(value.len()),
        };
        out.push_str(": \"(hidden)\"");
        rest = &value[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::error::Reaction;

    #[test]
    fn a_code_becomes_what_to_do() {
        for (table, code, kind, reaction, again) in [
            (Table::Login, 400, Kind::WrongPassword, Reaction::SignIn, false),
            (Table::Login, 403, Kind::CodeNeeded, Reaction::SignIn, false),
            (Table::Login, 404, Kind::WrongCode, Reaction::SignIn, false),
            (Table::Login, 406, Kind::CodeNeeded, Reaction::SignIn, false),
            (Table::Login, 407, Kind::Blocked, Reaction::RetryLater, false),
            (Table::Login, 411, Kind::AccountUnusable, Reaction::GrantPermission, false),
            (Table::Login, 109, Kind::Busy, Reaction::RetryLater, false),
            (Table::Call, 102, Kind::NotInstalled, Reaction::FixAddress, false),
            (Table::Call, 105, Kind::PermissionDenied, Reaction::GrantPermission, true),
            (Table::Call, 106, Kind::SessionEnded, Reaction::SignIn, true),
            (Table::Call, 107, Kind::SessionDisplaced, Reaction::SignIn, true),
            (Table::Call, 119, Kind::SessionEnded, Reaction::SignIn, true),
            (Table::Call, 120, Kind::BadValue, Reaction::Report, false),
            (Table::Call, 404, Kind::Vendor, Reaction::Report, false),
            (Table::Call, 1031, Kind::Busy, Reaction::RetryLater, false),
            (Table::Call, 31_415, Kind::Vendor, Reaction::Report, false),
        ] {
            let error = of_code(table, code, &Value::Null);
            assert_eq!((error.kind, error.reaction, error.new_session_may_help), (kind, reaction, again), "{code}");
            assert_eq!(error.code, code.to_string());
        }
    }

    #[test]
    fn every_shape_of_errors_is_read() {
        for (errors, expected) in [
            (json!(null), ""),
            (json!({"name": "export_id", "reason": "required"}), "export_id: required"),
            (json!({"name": "export_id"}), "export_id"),
            (json!("invalid token"), "invalid token"),
            (json!([{"code": 408, "path": "/x"}]), r#"[{"code":408,"path":"/x"}]"#),
            (json!({"token": "t0ken", "types": [{"type": "otp"}]}), r#"types: [{"type":"otp"}]"#),
        ] {
            assert_eq!(of_code(Table::Call, 120, &errors).detail, expected);
        }
    }
}
