//! Reading the parameters of a call: from the query and from a form, bare or JSON-encoded each. A form may have parts,
//! the last of them a file.

use serde_json::{Map, Value};

use super::envelope::ApiError;
use super::multipart;
use crate::{Request, form};

/// The parameters of one call.
#[derive(Debug, Default)]
pub(crate) struct Params {
    pairs: Vec<(String, String)>,
    file: Option<(String, Vec<u8>)>,
}

impl Params {
    /// `api` is the name in the path, if there is one: `/webapi/entry.cgi/SYNO.ActiveBackup.Log`.
    pub(crate) fn read(request: &Request, api: Option<&str>) -> Self {
        let mut params = Self::default();
        let form = request.header("content-type").is_none_or(|kind| kind.starts_with("application/x-www-form"));
        if request.method == "POST" && form {
            params.pairs.extend(form::pairs(&request.body));
        }
        for part in multipart::parts(request.header("content-type").unwrap_or_default(), &request.body) {
            if part.file {
                // As a DSM reads it: what comes after the file is not looked at.
                params.file = Some((part.name, part.content.to_vec()));
                break;
            }
            params.pairs.push((part.name, String::from_utf8_lossy(part.content).into_owned()));
        }
        params.pairs.extend(form::pairs(request.query.as_bytes()));
        if let Some(api) = api {
            params.pairs.push(("api".to_owned(), api.to_owned()));
        }
        params
    }

    fn raw(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// The file that was sent under this name.
    pub(crate) fn file(&self, name: &str) -> Option<&[u8]> {
        self.file.as_ref().filter(|(key, _)| key == name).map(|(_, content)| content.as_slice())
    }

    /// A text that may be empty, in quotes or not.
    pub(crate) fn given(&self, name: &str) -> Option<String> {
        let raw = &self.pairs.iter().find(|(key, _)| key == name)?.1;
        Some(serde_json::from_str::<String>(raw).unwrap_or_else(|_| raw.clone()))
    }

    /// A text, in quotes or not. An empty value counts as not given.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let raw = self.raw(name)?;
        let text = if raw.starts_with('"') {
            serde_json::from_str::<String>(raw).unwrap_or_else(|_| raw.to_owned())
        } else {
            raw.to_owned()
        };
        Some(text).filter(|text| !text.is_empty())
    }

    /// A whole number; anything else is error 120.
    pub(crate) fn int(&self, name: &str) -> Result<Option<i64>, ApiError> {
        self.text(name).map(|text| text.trim().parse().map_err(|_| ApiError::parameter(name, "type"))).transpose()
    }

    /// `yes`, `true` or `1`.
    pub(crate) fn flag(&self, name: &str) -> bool {
        matches!(self.text(name).as_deref(), Some("yes" | "true" | "1"))
    }

    /// A JSON object; anything else is error 120.
    pub(crate) fn object(&self, name: &str) -> Result<Map<String, Value>, ApiError> {
        match self.text(name).map(|text| serde_json::from_str(&text)) {
            None => Ok(Map::new()),
            Some(Ok(Value::Object(object))) => Ok(object),
            Some(_) => Err(ApiError::parameter(name, "type")),
        }
    }
}
