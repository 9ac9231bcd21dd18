//! The parameters of a call, from its form and from its address.

use serde_json::Value;

use crate::{Request, form};

/// The parameters of one call, in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    pub(super) fn read(request: &Request) -> Self {
        let mut params = Self::default();
        match kind(request) {
            Body::Form => params.0.extend(form::pairs(&request.body)),
            Body::Json => {
                if let Ok(Value::Object(map)) = serde_json::from_slice(&request.body) {
                    let text = |value: Value| value.as_str().map(str::to_owned);
                    params.0.extend(map.into_iter().filter_map(|(key, value)| Some((key, text(value)?))));
                }
            }
            Body::Other => {}
        }
        params.0.extend(form::pairs(request.query.as_bytes()));
        params
    }

    /// A parameter that is not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// What a body is written in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Body {
    Form,
    Json,
    Other,
}

pub(super) fn kind(request: &Request) -> Body {
    match request.header("content-type").unwrap_or_default().split(';').next().map(str::trim) {
        Some("application/x-www-form-urlencoded" | "") => Body::Form,
        Some("application/json") => Body::Json,
        _ => Body::Other,
    }
}
