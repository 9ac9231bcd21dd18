//! The control paths of the simulator, the same for every system: no vendor has them.

use serde_json::{Map, Value};

use crate::faults::{Fault, Faults, Kind};
use crate::json::Json;
use crate::{Request, Response};

/// What the control paths reach into.
pub(crate) trait Controlled {
    /// The faults that wait.
    fn faults(&mut self) -> &mut Faults;
    /// How many sessions or tokens are good now.
    fn sessions(&self) -> usize;
    /// Ends all sessions. `code` is what their next call answers, where the vendor has several codes for that.
    fn end_sessions(&mut self, code: Option<i64>);
    /// Forgets sessions and faults. The data stays.
    fn reset(&mut self);
}

/// Answers a request to a control path: what follows `/_simulator/`.
pub(crate) fn answer(system: &mut impl Controlled, path: &str, request: &Request) -> Response {
    let done = match (request.method.as_str(), path) {
        ("GET", "faults") => Ok(system.faults().list()),
        ("DELETE", "faults") => {
            system.faults().clear();
            Ok(system.faults().list())
        }
        ("POST", "faults") => add_fault(system, &request.body),
        ("GET", "sessions") => Ok(sessions(system)),
        ("POST", "sessions") => end_sessions(system, &request.body),
        ("POST", "reset") => {
            system.reset();
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
        Some(value) => {
            value.as_u64().map(Some).ok_or("\"count\", \"ms\", \"bytes\" and \"code\" must be whole numbers.")
        }
    }
}

fn add_fault(system: &mut impl Controlled, body: &[u8]) -> Result<String, &'static str> {
    let object = object(body)?;
    if object.keys().any(|key| !matches!(key.as_str(), "fault" | "method" | "count" | "ms" | "bytes")) {
        return Err("Only \"fault\", \"method\", \"count\", \"ms\" and \"bytes\" are known.");
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
    let (ms, bytes) = (number(&object, "ms")?, number(&object, "bytes")?);
    system.faults().add(Fault { kind, method: method.to_owned(), count, ms, bytes });
    Ok(system.faults().list())
}

fn end_sessions(system: &mut impl Controlled, body: &[u8]) -> Result<String, &'static str> {
    let object = object(body)?;
    if object.get("expire") != Some(&Value::Bool(true)) {
        return Err("Send {\"expire\":true}.");
    }
    let code = number(&object, "code")?.map(i64::try_from).transpose().map_err(|_| "\"code\" is too large.")?;
    system.end_sessions(code);
    Ok(sessions(system))
}

fn sessions(system: &impl Controlled) -> String {
    let mut json = Json::new();
    json.open('{').int("sessions", system.sessions() as i64).close('}');
    json.finish()
}
