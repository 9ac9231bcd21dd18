//! `tapedeck.json`, beside the page: the sources that a hoster offers, without secrets, and switches.
//!
//! Reading it is lenient to the end that the page always opens: a file that is no JSON is an error with line and
//! column; anything else that is wrong is a notice, and what is right is used.

use crate::json::{self, Json};
use crate::model::Source;
use crate::vendors::{self, normalise_address};

/// What a `tapedeck.json` says.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// What the hoster calls the page.
    pub title: Option<String>,
    /// The sources offered. Their addresses can be relative to the page.
    pub sources: Vec<Source>,
    /// Whether settings, certificates and clearing are offered. On unless the hoster switches it off.
    pub admin_actions: bool,
    /// The origins that may embed the page and talk to it.
    pub allowed_origins: Vec<String>,
    /// What was wrong in it and is not used.
    pub notices: Vec<ConfigNotice>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            title: None,
            sources: Vec::new(),
            admin_actions: true,
            allowed_origins: Vec::new(),
            notices: Vec::new(),
        }
    }
}

/// Why a `tapedeck.json` cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What the parser says.
    pub detail: String,
}

/// What was wrong in a `tapedeck.json` and is not used. `at` is a path such as `sources[2].colour`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigNotice {
    /// Nobody knows the key.
    UnknownKey {
        /// Where.
        at: String,
    },
    /// The value is of the wrong type; `expected` says what it should be.
    WrongType {
        /// Where.
        at: String,
        /// What it should be, for example `text`.
        expected: &'static str,
    },
    /// A source lacks a key that it needs.
    MissingKey {
        /// Where.
        at: String,
    },
    /// This version cannot read such a source.
    UnknownVendor {
        /// Where.
        at: String,
        /// The vendor that was named.
        vendor: String,
    },
    /// Two sources have one id; the second is not used.
    DuplicateId {
        /// Where.
        at: String,
        /// The id.
        id: String,
    },
    /// The address cannot be called.
    BadAddress {
        /// Where.
        at: String,
    },
    /// The file is of another version of this format.
    OtherVersion {
        /// The version that it names.
        version: String,
    },
}

/// Reads a `tapedeck.json`.
pub fn parse(text: &str) -> Result<Config, ConfigError> {
    let value: Json = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| ConfigError {
        line: error.line(),
        column: error.column(),
        detail: error.to_string(),
    })?;
    let mut reader = Reader { notices: Vec::new() };
    let mut config = Config::default();
    let Json::Object(map) = value else {
        config.notices.push(ConfigNotice::WrongType { at: "tapedeck.json".into(), expected: "object" });
        return Ok(config);
    };
    for (key, value) in &map {
        match key.as_str() {
            "version" => match value {
                Json::Whole(1) => {}
                Json::Whole(version) => {
                    reader.notices.push(ConfigNotice::OtherVersion { version: version.to_string() });
                }
                _ => reader.wrong(key, "whole number"),
            },
            "title" => config.title = reader.text(key, value),
            "sources" => config.sources = reader.sources(value),
            "adminActions" => config.admin_actions = reader.flag(key, value).unwrap_or(true),
            "embed" => config.allowed_origins = reader.embed(value),
            // An editor's schema reference is common and harmless.
            "$schema" => {}
            _ => reader.notices.push(ConfigNotice::UnknownKey { at: key.clone() }),
        }
    }
    config.notices = reader.notices;
    Ok(config)
}

struct Reader {
    notices: Vec<ConfigNotice>,
}

impl Reader {
    fn wrong(&mut self, at: &str, expected: &'static str) {
        self.notices.push(ConfigNotice::WrongType { at: at.to_string(), expected });
    }

    fn text(&mut self, at: &str, value: &Json) -> Option<String> {
        match value {
            Json::Text(text) => Some(text.clone()),
            _ => {
                self.wrong(at, "text");
                None
            }
        }
    }

    fn flag(&mut self, at: &str, value: &Json) -> Option<bool> {
        match value {
            Json::Flag(flag) => Some(*flag),
            _ => {
                self.wrong(at, "true or false");
                None
            }
        }
    }

    fn embed(&mut self, value: &Json) -> Vec<String> {
        let Json::Object(map) = value else {
            self.wrong("embed", "object");
            return Vec::new();
        };
        let mut origins = Vec::new();
        for (key, value) in map {
            match (key.as_str(), value) {
                ("allowedOrigins", Json::List(list)) => {
                    for (index, origin) in list.iter().enumerate() {
                        origins.extend(self.text(&format!("embed.allowedOrigins[{index}]"), origin));
                    }
                }
                ("allowedOrigins", _) => self.wrong("embed.allowedOrigins", "list"),
                _ => self.notices.push(ConfigNotice::UnknownKey { at: format!("embed.{key}") }),
            }
        }
        origins
    }

    fn sources(&mut self, value: &Json) -> Vec<Source> {
        let Json::List(list) = value else {
            self.wrong("sources", "list");
            return Vec::new();
        };
        let mut sources: Vec<Source> = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let at = format!("sources[{index}]");
            let Json::Object(map) = value else {
                self.wrong(&at, "object");
                continue;
            };
            let Some(source) = self.source(&at, map) else { continue };
            if sources.iter().any(|other| other.id == source.id) {
                self.notices.push(ConfigNotice::DuplicateId { at, id: source.id });
            } else {
                sources.push(source);
            }
        }
        sources
    }

    fn source(&mut self, at: &str, map: &[(String, Json)]) -> Option<Source> {
        let mut need = |key: &str| match json::value(map, key) {
            Some(value) => self.text(&format!("{at}.{key}"), value),
            None => {
                self.notices.push(ConfigNotice::MissingKey { at: format!("{at}.{key}") });
                None
            }
        };
        let (id, vendor, address) = (need("id"), need("vendor"), need("baseUrl"));
        let (id, vendor, address) = (id?, vendor?, address?);
        let Some(known) = vendors::descriptor(&vendor) else {
            self.notices.push(ConfigNotice::UnknownVendor { at: format!("{at}.vendor"), vendor });
            return None;
        };
        let Ok(base_url) = normalise_address(&address) else {
            self.notices.push(ConfigNotice::BadAddress { at: format!("{at}.baseUrl") });
            return None;
        };
        let mut source =
            Source { name: id.clone(), id, vendor, base_url, time_zone: None, settings: Default::default() };
        for (key, value) in map {
            let here = format!("{at}.{key}");
            let setting = known.config_keys.iter().find(|(name, _)| name == key);
            match (key.as_str(), setting) {
                ("id" | "vendor" | "baseUrl", _) => {}
                ("name", _) => source.name = self.text(&here, value).unwrap_or(source.name),
                ("timeZone", _) => source.time_zone = self.text(&here, value),
                (_, Some((_, setting))) => {
                    if let Some(text) = self.text(&here, value) {
                        source.settings.insert((*setting).to_string(), text);
                    }
                }
                _ => self.notices.push(ConfigNotice::UnknownKey { at: here }),
            }
        }
        Some(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_hoster_writes() {
        let config = parse(
            r#"{ "version": 1, "title": "Backups at Example Ltd",
                 "sources": [{ "id": "nas-1", "vendor": "synology", "name": "Office NAS", "baseUrl": "vendors/nas-1/",
                               "timeZone": "Europe/Berlin", "account": "backup-viewer" }],
                 "adminActions": false, "embed": { "allowedOrigins": ["https://portal.example.com"] } }"#,
        )
        .unwrap();
        assert_eq!(config.notices, []);
        assert_eq!(config.title.as_deref(), Some("Backups at Example Ltd"));
        assert!(!config.admin_actions);
        assert_eq!(config.allowed_origins, ["https://portal.example.com"]);
        let source = &config.sources[0];
        assert_eq!((source.name.as_str(), source.base_url.as_str()), ("Office NAS", "vendors/nas-1/"));
        assert_eq!(source.setting("account"), "backup-viewer");
    }

    #[test]
    fn a_syntax_error_has_a_place() {
        let error = parse("{\n  \"version\": 1,\n  \"title\": \"x\",\n}").unwrap_err();
        assert_eq!((error.line, error.column), (4, 1));
    }

    #[test]
    fn what_is_wrong_is_told_and_the_rest_used() {
        use ConfigNotice::*;
        for (text, sources, notices) in [
            (r#"{"version":2}"#, 0, vec![OtherVersion { version: "2".into() }]),
            (
                r#"{"colour":1,"embed":{"x":1}}"#,
                0,
                vec![UnknownKey { at: "colour".into() }, UnknownKey { at: "embed.x".into() }],
            ),
            (
                r#"{"sources":[{"id":"a","vendor":"synology","baseUrl":"a/","color":"red"}]}"#,
                1,
                vec![UnknownKey { at: "sources[0].color".into() }],
            ),
            (
                r#"{"sources":[{"id":"a","vendor":"acme","baseUrl":"a/"},{"id":"b","vendor":"synology"},7]}"#,
                0,
                vec![
                    UnknownVendor { at: "sources[0].vendor".into(), vendor: "acme".into() },
                    MissingKey { at: "sources[1].baseUrl".into() },
                    WrongType { at: "sources[2]".into(), expected: "object" },
                ],
            ),
            (
                r#"{"sources":[{"id":"a","vendor":"synology","baseUrl":"a/"},{"id":"a","vendor":"synology","baseUrl":"b/"},
                    {"id":"c","vendor":"synology","baseUrl":"ftp://c"}]}"#,
                1,
                vec![
                    DuplicateId { at: "sources[1]".into(), id: "a".into() },
                    BadAddress { at: "sources[2].baseUrl".into() },
                ],
            ),
            ("[]", 0, vec![WrongType { at: "tapedeck.json".into(), expected: "object" }]),
        ] {
            let config = parse(text).unwrap();
            assert_eq!(config.sources.len(), sources, "{text}");
            assert_eq!(config.notices, notices, "{text}");
        }
    }
}
