//! `SYNO.API.Info`: which APIs there are.

use super::envelope::{Answer, ApiError};
use super::params::Params;
use crate::json::Json;

/// An API of this NAS.
pub(crate) struct Api {
    pub name: &'static str,
    pub max_version: i64,
    /// It says `"requestFormat":"JSON"`.
    json: bool,
}

const APIS: &[Api] = &[
    Api { name: "SYNO.API.Auth", max_version: 7, json: false },
    Api { name: "SYNO.API.Info", max_version: 1, json: true },
    Api { name: "SYNO.ActiveBackup.Log", max_version: 2, json: true },
    Api { name: "SYNO.ActiveBackup.Overview", max_version: 2, json: true },
    Api { name: "SYNO.ActiveBackup.Task", max_version: 2, json: true },
];

/// The API of this name.
pub(crate) fn api(name: &str) -> Option<&'static Api> {
    APIS.iter().find(|api| api.name == name)
}

/// Belongs to the package Active Backup for Business.
pub(crate) fn of_package(name: &str) -> bool {
    name.starts_with("SYNO.ActiveBackup.")
}

/// `query`: names, beginnings of names, or `all`.
pub(crate) fn query(params: &Params, with_package: bool) -> Answer {
    let query = params.text("query").ok_or_else(|| ApiError::parameter("query", "required"))?;
    let wanted: Vec<&str> = query.split([',', '[', ']', '"', ' ']).filter(|piece| !piece.is_empty()).collect();
    let mut json = Json::new();
    json.open('{');
    for api in APIS {
        let named = wanted.iter().any(|piece| *piece == "all" || api.name.starts_with(piece));
        if named && (with_package || !of_package(api.name)) {
            json.key(api.name).open('{').int("maxVersion", api.max_version).int("minVersion", 1);
            json.text("path", "entry.cgi");
            if api.json {
                json.text("requestFormat", "JSON");
            }
            json.close('}');
        }
    }
    json.close('}');
    Ok(Some(json.finish()))
}
