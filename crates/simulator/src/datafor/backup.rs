//! The backup plugin: the list of backups, the list of schedules, the zips.

use super::accounts::Account;
use super::clock::{in_id, local};
use super::data::{Backup, RUNNING, SUCCESS};
use super::params::{self, Body, Params};
use super::schedules::{BY_HAND, SCHEDULES};
use super::{json, page, zip};
use crate::faults::Kind;
use crate::json::Json;
use crate::{Request, Response, rows};

/// What the lists are made of.
pub(super) struct Lists<'a> {
    pub backups: &'a [Backup],
    pub until_s: i64,
    /// Who asks.
    pub account: Account,
    /// What spoils the rows.
    pub blemish: Option<Kind>,
}

/// A row that no client can read as one.
const BAD_ROW: &str = r#"{"id":["Backup"],"status":"fine","config":"db, upload","cron":"soon","add_time":"soon","update_time":false,"name":12}"#;

impl Lists<'_> {
    /// The list of backups.
    pub(super) fn backups(&self, request: &Request, params: &Params) -> Response {
        let found = self.backups.iter().filter(|backup| params.get("id").is_none_or(|id| id == id_of(backup)));
        self.list(request, found.collect(), |json, backup| self.backup(json, backup))
    }

    /// The list of schedules.
    pub(super) fn schedules(&self, request: &Request, params: &Params) -> Response {
        let found = SCHEDULES.iter().filter(|schedule| params.get("id").is_none_or(|id| id == schedule.id));
        self.list(request, found.collect(), |json, schedule| {
            let added = (self.until_s - schedule.from_days * 86_400 - 1_800) * 1_000;
            let last = self.backups.iter().find(|backup| backup.schedule.is_some_and(|own| own.id == schedule.id));
            json.open('{').text("id", schedule.id).text("name", schedule.name);
            json.text("enable", if schedule.enabled { "1" } else { "0" }).text("folder", "backup/");
            json.text("config", &schedule.config()).text("cron", &schedule.cron(self.until_s));
            if self.account.of_2025 {
                json.text("trigger", schedule.trigger);
            }
            json.text("jobid", &format!("admin\tBackupTaskAction\t{}", schedule.id));
            json.text("state", if schedule.enabled { "NORMAL" } else { "PAUSED" });
            if let Some(last) = last {
                json.int("lastRun", last.start_ms);
            }
            if let Some(next) = schedule.next(self.until_s) {
                json.int("nextRun", next * 1_000);
            }
            json.text("add_by", "admin").text("add_time", &local(added)).close('}');
        })
    }

    fn list<T>(&self, request: &Request, found: Vec<T>, write: impl Fn(&mut Json, T)) -> Response {
        if request.method != "POST" {
            return page(405, "Method not allowed");
        }
        if self.account.of_2025 && params::kind(request) != Body::Json {
            return page(415, "Unsupported media type");
        }
        let count = found.len();
        let mut answer = Json::with_capacity(64 + count * 420);
        answer.open('{').flag("success", true).text("msg", "").key("data").open('[');
        rows::write(&mut answer, found, count, (self.blemish, BAD_ROW), write);
        answer.close(']').close('}');
        json(answer.finish())
    }

    fn backup(&self, json: &mut Json, backup: &Backup) {
        let schedule = backup.schedule.unwrap_or(&BY_HAND);
        // It is entered a moment after it began, and entered again when it has ended.
        let added = backup.start_ms + 2;
        let updated = if backup.status == RUNNING { added } else { backup.start_ms + backup.took_ms };
        json.open('{').text("id", &id_of(backup));
        if backup.schedule.is_some() {
            json.text("backupid", schedule.id);
        }
        json.text("name", schedule.name).text("folder", "backup/").text("config", &schedule.config());
        json.text("status", backup.status);
        if !backup.message.is_empty() {
            json.text("msg", backup.message);
        }
        if self.account.of_2025 {
            if let Some(schedule) = backup.schedule {
                json.text("cron", &schedule.cron(self.until_s));
            }
            json.text("update_by", "admin");
        }
        json.text("add_by", "admin").text("add_time", &local(added)).text("update_time", &local(updated)).close('}');
    }

    /// One backup as a zip; what goes wrong is a text file instead.
    pub(super) fn download(&self, params: &Params) -> Response {
        let id = params.get("id").unwrap_or_default();
        let found = self.backups.iter().find(|backup| backup.status == SUCCESS && id_of(backup) == id);
        let Some(backup) = found else { return info(&format!("{id}.zip not found")) };
        let schedule = backup.schedule.unwrap_or(&BY_HAND);
        let content = format!("{{\"name\":\"{}\",\"config\":{}}}\n", schedule.name, schedule.config());
        Response::new(200, "application/zip", zip::of("backup.json", content.as_bytes()))
            .with_header("Content-Disposition", format!("attachment; filename=\"{id}.zip\""))
    }
}

/// What a download answers when it cannot: the status stays 200.
pub(super) fn info(text: &str) -> Response {
    Response::new(200, "text/plain;charset=UTF-8", text)
        .with_header("Content-Disposition", "attachment; filename=\"info.txt\"")
}

fn id_of(backup: &Backup) -> String {
    ["Backup_", &in_id(backup.start_ms)].concat()
}
