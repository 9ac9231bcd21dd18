//! The control paths of the simulator: no vendor has them.

use serde_json::{Map, Value};

use super::Dsm;
use super::faults::{Fault, Kind};
use crate::json::Json;
use crate::{Request, Response};

/// Answers a request below `/_simulator/`.
pub(crate) fn answer(dsm: &mut Dsm, path: &str, request: &Request) -> Response {
    let done = match (request.method.as_str(), path) {
        ("GET", "faults") => Ok(dsm.faults.list()),
        ("DELETE", "faults") => {
            dsm.faults.clear();
            Ok(dsm.faults.list())
        }
        ("POST", "faults") => add_fault(dsm, &request.body),
        ("GET", "sessions") => Ok(sessions(dsm)),
        ("POST", "sessions") => end_sessions(dsm, &request.body),
        ("POST", "reset") => {
            dsm.reset();
            Ok("{}".to_owned())
        }
        _ => return Response::new(404, "application/json", "{\"error\":\"There is no such control path.\"}"),
    };
    match done {
        Ok(json) => Response::new(200, "application/json", json),
        Err(sentence) => {
            let mut json = Json::new();
            json.open('{').text("error", sentence).close('}');
            Response::new(400, "application/json", json.finish())
        }
    }
}

fn object(body: &[u8]) -> Result<Map<String, Value>, &'static str> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err("The body must be a JSON object."),
    }
}

fn number(object: &Map<String, Value>, key: &str) -> Result<Option<u64>, &'static str> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value.as_u64().map(Some).ok_or("\"count\", \"ms\" and \"code\" must be whole numbers."),
    }
}

fn add_fault(dsm: &mut Dsm, body: &[u8]) -> Result<String, &'static str> {
    let object = object(body)?;
    if object.keys().any(|key| !matches!(key.as_str(), "fault" | "method" | "count" | "ms")) {
        return Err("Only \"fault\", \"method\", \"count\" and \"ms\" are known.");
    }
    let name = object.get("fault").and_then(Value::as_str).ok_or("\"fault\" must name a fault.")?;
    let kind = Kind::read(name).ok_or("There is no fault of this name.")?;
    let method = match object.get("method") {
        None => "*",
        Some(method) => method.as_str().ok_or("\"method\" must be a text.")?,
    };
    let count = number(&object, "count")?.unwrap_or(1);
    if count == 0 {
        return Err("\"count\" must be at least 1.");
    }
    dsm.faults.add(Fault { kind, method: method.to_owned(), count, ms: number(&object, "ms")? });
    Ok(dsm.faults.list())
}

fn end_sessions(dsm: &mut Dsm, body: &[u8]) -> Result<String, &'static str> {
    let object = object(body)?;
    if object.get("expire") != Some(&Value::Bool(true)) {
        return Err("Send {\"expire\":true}.");
    }
    let code = number(&object, "code")?.unwrap_or(106);
    let code = i64::try_from(code).map_err(|_| "\"code\" is too large.")?;
    dsm.sessions.end(code, |_| true);
    Ok(sessions(dsm))
}

fn sessions(dsm: &Dsm) -> String {
    let mut json = Json::new();
    json.open('{').int("sessions", dsm.sessions.count() as i64).close('}');
    json.finish()
}
