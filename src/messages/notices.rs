//! What was wrong in `tapedeck.json` and in the page's address.

use tapedeck_core::config::{ConfigError, ConfigNotice};

pub(crate) fn config_error(error: &ConfigError) -> String {
    format!(
        "tapedeck.json cannot be read: line {}, column {}: {}. The page works without the sources it offers; correct the file and reload.",
        error.line, error.column, error.detail
    )
}

pub(crate) fn config_notice(notice: &ConfigNotice) -> String {
    match notice {
        ConfigNotice::UnknownKey { at } => {
            format!("tapedeck.json: nobody knows the key “{at}”. It is ignored; check its spelling.")
        }
        ConfigNotice::WrongType { at, expected } => {
            format!("tapedeck.json: “{at}” should be {expected}. It is ignored.")
        }
        ConfigNotice::MissingKey { at } => {
            format!("tapedeck.json: “{at}” is missing, so this source is not offered.")
        }
        ConfigNotice::UnknownVendor { at, vendor } => {
            format!("tapedeck.json: this version cannot read “{vendor}” ({at}), so this source is not offered.")
        }
        ConfigNotice::DuplicateId { at, id } => {
            format!("tapedeck.json: the id “{id}” is used twice; {at} is not offered.")
        }
        ConfigNotice::BadAddress { at } => {
            format!("tapedeck.json: “{at}” is no address that can be called, so this source is not offered.")
        }
        ConfigNotice::OtherVersion { version } => {
            format!("tapedeck.json is of version {version}; this page reads version 1, and what it understood is used.")
        }
    }
}

pub(crate) fn address(parts: &[String]) -> String {
    format!(
        "This link could not be read completely: {}. The rest of it is shown.",
        parts.iter().map(|part| format!("“{part}”")).collect::<Vec<_>>().join(", ")
    )
}

pub(crate) fn unknown_sources(ids: &[String]) -> String {
    format!(
        "This link asks for {}, which is not among your sources. Add it under Sources with that name, or choose another.",
        ids.iter().map(|id| format!("“{id}”")).collect::<Vec<_>>().join(", ")
    )
}

pub(crate) fn unknown_zone(asked: &str, shown: &str) -> String {
    format!("This browser does not know the time zone “{asked}”. Times are shown in {shown}; choose another above.")
}
