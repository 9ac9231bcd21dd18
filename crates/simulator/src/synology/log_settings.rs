//! How long the log is kept, and where it is sent. Kept as settings only: no line is deleted, and nothing is sent.
//!
//! The names of the parameters are documented nowhere, so both likely forms are read: the object of `get_info`, and its
//! fields one by one.

use serde_json::{Map, Value};

use super::envelope::ApiError;
use super::params::Params;
use crate::json::Json;

/// A log server of this name never takes a test log.
pub(crate) const NOWHERE: &str = "nowhere.example";
/// A log server of this name takes one only over SSL, and with a certificate.
pub(crate) const WITH_CERTIFICATE: &str = "tls.example";

/// The settings are not good.
const INVALID: i64 = 1035;

/// The settings.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LogSettings {
    counts: i64,
    days: i64,
    destination: String,
    send: bool,
    ssl: bool,
    format: i64,
    port: i64,
    protocol: i64,
    certificate: bool,
}

impl Default for LogSettings {
    fn default() -> Self {
        Self {
            counts: 0,
            days: 0,
            destination: String::new(),
            send: false,
            ssl: false,
            format: 0,
            port: 514,
            protocol: 0,
            certificate: false,
        }
    }
}

impl LogSettings {
    /// `get_info`: numbers of retention are text there, the others are not.
    pub(crate) fn info(&self) -> String {
        let mut json = Json::new();
        json.open('{').key("retention_policy").open('{');
        json.text("retention_counts", &self.counts.to_string()).text("retention_days", &self.days.to_string());
        json.close('}').key("send_log_setting").open('{').text("destination_ip", &self.destination);
        json.flag("enable_send", self.send).flag("enable_ssl", self.ssl).int("format", self.format).int("id", 1);
        json.int("port", self.port).int("protocol", self.protocol).close('}').close('}');
        json.finish()
    }

    /// `set_info`. What is not given stays; whether anything changed.
    pub(crate) fn set_retention(&mut self, params: &Params) -> Result<bool, ApiError> {
        let given = Given::read(params, "retention_policy")?;
        let next = Self {
            counts: given.number("retention_counts")?.unwrap_or(self.counts),
            days: given.number("retention_days")?.unwrap_or(self.days),
            ..self.clone()
        };
        if next.counts < 0 || next.days < 0 {
            return Err(ApiError::parameter("retention_policy", "type"));
        }
        let changed = next != *self;
        *self = next;
        Ok(changed)
    }

    /// How long the log is kept, in words; `None` if for ever.
    pub(crate) fn retention(&self) -> Option<String> {
        match (self.days, self.counts) {
            (0, 0) => None,
            (days, 0) => Some(format!("{days} days")),
            (0, counts) => Some(format!("{counts} lines")),
            (days, counts) => Some(format!("{days} days, {counts} lines")),
        }
    }

    /// `set_send_log_setting`. What is not given stays.
    pub(crate) fn set_sending(&mut self, params: &Params) -> Result<(), ApiError> {
        let given = Given::read(params, "send_log_setting")?;
        let next = Self {
            destination: given.text("destination_ip")?.unwrap_or_else(|| self.destination.clone()),
            send: given.flag("enable_send")?.unwrap_or(self.send),
            ssl: given.flag("enable_ssl")?.unwrap_or(self.ssl),
            format: given.number("format")?.unwrap_or(self.format),
            port: given.number("port")?.unwrap_or(self.port),
            protocol: given.number("protocol")?.unwrap_or(self.protocol),
            ..self.clone()
        };
        let udp = next.protocol == 0;
        let known = (0..=1).contains(&next.protocol) && (0..=1).contains(&next.format);
        let whole = !next.send || !next.destination.is_empty();
        if !known || !whole || !(1..=65_535).contains(&next.port) || (next.ssl && udp) {
            return Err(ApiError::new(INVALID));
        }
        *self = next;
        Ok(())
    }

    /// `send_test_log`: works also while nothing is sent, as on the recorded NAS.
    pub(crate) fn test(&self) -> Result<(), ApiError> {
        let works = match self.destination.as_str() {
            NOWHERE => false,
            WITH_CERTIFICATE => self.ssl && self.certificate,
            _ => true,
        };
        if works { Ok(()) } else { Err(ApiError::new(INVALID)) }
    }

    /// `upload_cert`: a certificate as text or in its binary form.
    pub(crate) fn upload(&mut self, params: &Params) -> Result<(), ApiError> {
        let file = params.file("file_tmp").ok_or_else(|| ApiError::parameter("file_tmp", "required"))?;
        let text = file.windows(27).any(|window| window == b"-----BEGIN CERTIFICATE-----");
        if !text && file.first() != Some(&0x30) {
            return Err(ApiError::new(INVALID));
        }
        self.certificate = true;
        Ok(())
    }
}

/// What a call gives: the object of this name, or fields beside it.
struct Given<'a> {
    params: &'a Params,
    object: Map<String, Value>,
}

impl<'a> Given<'a> {
    fn read(params: &'a Params, object: &str) -> Result<Self, ApiError> {
        Ok(Self { params, object: params.object(object)? })
    }

    fn value(&self, key: &str) -> Option<Value> {
        let field = || self.params.given(key).map(Value::from);
        self.object.get(key).cloned().or_else(field)
    }

    fn text(&self, key: &str) -> Result<Option<String>, ApiError> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(ApiError::parameter(key, "type")),
        }
    }

    fn number(&self, key: &str) -> Result<Option<i64>, ApiError> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let number = value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
        number.map(Some).ok_or_else(|| ApiError::parameter(key, "type"))
    }

    fn flag(&self, key: &str) -> Result<Option<bool>, ApiError> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(flag)),
            Some(Value::String(text)) => text.parse().map(Some).map_err(|_| ApiError::parameter(key, "type")),
            Some(_) => Err(ApiError::parameter(key, "type")),
        }
    }
}
