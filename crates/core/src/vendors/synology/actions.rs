//! What can be done at a NAS beside reading its lists, by the name of the method.

use super::calls::{self, Api};
use super::{export, settings, tallies, tasks, upload, wire};
use crate::error::{Error, Kind};
use crate::model::{Action, Source};
use crate::vendors::{Answer, Exchange, Once, Session};

/// Their names. `list_tasks` is `SYNO.ActiveBackup.Task` `list`, `list_result_status_summary` is of
/// `SYNO.ActiveBackup.Overview`; the others are methods of `SYNO.ActiveBackup.Log`. Nothing brings back what `clear`
/// wipes, and the NAS does not ask: whoever begins it has asked a person.
///
/// | name | values | answer |
/// |---|---|---|
/// | `get_info` | | facts: every setting by its name |
/// | `set_info` | `retention_days`, `retention_counts` | the facts as they are now |
/// | `set_send_log_setting` | `enable_send`, `destination_ip`, `port`, `protocol`, `format`, `enable_ssl` | the facts as they are now |
/// | `send_test_log`, `clear` | | done |
/// | `upload_cert` | the file `file_tmp` | done |
/// | `download` | `output_format`, `export_id`, `task_id`, and what a filter has | the file, or an export |
/// | `list_tasks` | | jobs |
/// | `list_result_status_summary` | `time_start`, `time_end` in seconds since 1970 | tallies |
pub(super) const NAMES: &[&str] = &[
    "get_info",
    "set_info",
    "set_send_log_setting",
    "send_test_log",
    "upload_cert",
    "clear",
    "download",
    "list_tasks",
    "list_result_status_summary",
];

/// Begins an action.
pub(super) fn begin(source: &Source, session: &Session, action: &Action) -> Result<Box<dyn Exchange>, Error> {
    match action.name.as_str() {
        "get_info" => {
            only(action, &[])?;
            let request = calls::request(source, session, Api::Log, "get_info", &[]);
            Ok(Once::boxed(
                move |_| request.clone(),
                |response| Ok(Answer::Facts(settings::facts(&wire::object(response)?))),
            ))
        }
        "set_info" => settings::change(source, session, &settings::RETENTION, action),
        "set_send_log_setting" => settings::change(source, session, &settings::SENDING, action),
        "send_test_log" | "clear" => {
            only(action, &[])?;
            Ok(done(calls::request(source, session, Api::Log, &action.name, &[]).changing()))
        }
        "upload_cert" => {
            only(action, &[])?;
            Ok(done(upload::request(source, session, action)?))
        }
        "download" => export::begin(source, session, action),
        "list_tasks" => {
            only(action, &[])?;
            Ok(tasks::list(source, session))
        }
        "list_result_status_summary" => tallies::list(source, session, action),
        name => Err(Error::new(Kind::NotSupported).with_detail(name)),
    }
}

/// A request of which the answer says no more than whether it worked.
pub(super) fn done(request: crate::http::Request) -> Box<dyn Exchange> {
    Once::boxed(move |_| request.clone(), |response| wire::object(response).map(|_| Answer::Done))
}

/// A value that nobody will look at is refused: it would be lost without a word.
pub(super) fn only(action: &Action, known: &[&str]) -> Result<(), Error> {
    match action.values.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(refused(key, "not known here")),
        None => Ok(()),
    }
}

/// A whole number among the values; `None` if it was not given.
pub(super) fn number(action: &Action, key: &str) -> Result<Option<i64>, Error> {
    match action.get(key).trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| refused(key, "not a whole number")),
    }
}

/// A value was refused before anything was sent.
pub(super) fn refused(key: &str, why: &str) -> Error {
    Error::new(Kind::BadValue).with_detail(format!("{key}: {why}"))
}
