//! Reading the parameters of a call: from the query, from a form, or from a JSON body.

use serde_json::{Map, Value};

use crate::{Request, form};

/// The parameters of one call. Those of a form are texts.
#[derive(Debug, Default)]
pub(crate) struct Params(Map<String, Value>);

impl Params {
    /// Clients repeat `Action` in the query of a POST, for the logs of servers: what is in the body comes first.
    pub(crate) fn read(request: &Request) -> Self {
        let mut params = Self::default();
        if request.method == "POST" {
            let json = request.header("content-type").is_some_and(|kind| kind.starts_with("application/json"));
            match serde_json::from_slice(&request.body) {
                Ok(Value::Object(map)) if json => params.0 = map,
                _ => params.add(&request.body),
            }
        }
        params.add(request.query.as_bytes());
        params
    }

    fn add(&mut self, encoded: &[u8]) {
        for (key, value) in form::pairs(encoded) {
            self.0.entry(key).or_insert(Value::String(value));
        }
    }

    /// All parameters.
    pub(crate) fn all(&self) -> &Map<String, Value> {
        &self.0
    }

    /// A text; empty if it is not there.
    pub(crate) fn text(&self, name: &str) -> String {
        match self.0.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        }
    }

    /// A whole number; `None` if it is absent or something else.
    pub(crate) fn int(&self, name: &str) -> Option<i64> {
        self.text(name).trim().parse().ok()
    }
}
