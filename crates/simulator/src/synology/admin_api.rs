//! The methods of `SYNO.ActiveBackup.Log` that are about settings, clearing and exports.

use super::data::{Data, Event, INFO};
use super::envelope::{Answer, ApiError, respond};
use super::exports::Exports;
use super::journal::Journal;
use super::log_settings::LogSettings;
use super::params::Params;
use crate::Response;

pub(crate) const METHODS: [&str; 9] = [
    "get_info",
    "set_info",
    "set_send_log_setting",
    "send_test_log",
    "upload_cert",
    "clear",
    "download",
    "check_progress",
    "cancel_download",
];

/// Those for which an account must be more than an operator.
pub(crate) const FOR_MANAGERS: [&str; 6] =
    ["get_info", "set_info", "set_send_log_setting", "send_test_log", "upload_cert", "clear"];

/// What people did to the NAS since its data was made. Lost with a reset.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub journal: Journal,
    settings: LogSettings,
    exports: Exports,
}

impl Changes {
    pub(crate) fn answer(&mut self, method: &str, data: &Data, params: &Params, now_s: i64, account: &str) -> Response {
        if method == "download" {
            return self.exports.download(params, &self.journal, data);
        }
        respond(&self.act(method, data, params, now_s, account))
    }

    fn act(&mut self, method: &str, data: &Data, params: &Params, now_s: i64, account: &str) -> Answer {
        match method {
            "get_info" => return Ok(Some(self.settings.info())),
            "set_info" => {
                if self.settings.set_retention(params)? {
                    let event = match self.settings.retention() {
                        Some(words) => Event::new(now_s, 1010, INFO).text("log_retention_setting", words),
                        None => Event::new(now_s, 1011, INFO),
                    };
                    self.journal.write(data, event, account);
                }
            }
            "set_send_log_setting" => self.settings.set_sending(params)?,
            "send_test_log" => self.settings.test()?,
            "upload_cert" => self.settings.upload(params)?,
            "clear" => self.journal.clear(data, now_s, account),
            "check_progress" => return self.exports.progress(params),
            "cancel_download" => return self.exports.cancel(params),
            _ => return Err(ApiError::new(103)),
        }
        Ok(None)
    }
}
