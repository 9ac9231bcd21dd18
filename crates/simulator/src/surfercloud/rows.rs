//! Rows of answers, and what a fault makes of them.

use super::data::{Backup, Data};
use super::instances::{INSTANCES, Instance, REGION};
use super::log_text::LogFile;
use crate::calendar::DAY;
use crate::faults::Kind;
use crate::json::Json;

/// The rows of a list, with the fault that spoils them.
pub(crate) fn spoiled(mut rows: Vec<String>, bad: &str, blemish: Option<Kind>) -> Vec<String> {
    let middle = rows.len() / 2;
    match blemish {
        Some(Kind::NoRows) => rows.clear(),
        Some(Kind::BadRow) if !rows.is_empty() => rows[middle] = bad.to_owned(),
        Some(Kind::BadRows) if rows.len() > 1 => {
            rows[0] = "\"not a row\"".to_owned();
            rows[middle] = "null".to_owned();
        }
        _ => {}
    }
    rows
}

/// A row of backups whose values have the wrong types.
pub(crate) const BAD_BACKUP: &str =
    r#"{"BackupID":["x"],"BackupName":null,"BackupStartTime":"soon","BackupEndTime":true,"State":{"code":1}}"#;
/// A row of instances whose values have the wrong types.
pub(crate) const BAD_INSTANCE: &str = r#"{"InstanceID":{"id":1},"Name":null,"Zone":7,"State":[]}"#;
/// A row of log files whose values have the wrong types.
pub(crate) const BAD_LOG: &str = r#"{"Name":["x"],"Size":"much","BeginTime":"soon","EndTime":{}}"#;

/// A number, as a text where the account has it so.
fn number(json: &mut Json, key: &str, value: i64, text: bool) {
    if text {
        json.text(key, &value.to_string());
    } else {
        json.int(key, value);
    }
}

pub(crate) fn backup(instance: &Instance, backup: &Backup, now_s: i64, text: bool) -> String {
    let mut json = Json::with_capacity(280);
    let goes_on = backup.goes_on(now_s);
    json.open('{').text("BackupID", &backup.id).text("BackupName", &backup.name).text("InstanceID", instance.id);
    number(&mut json, "BackupStartTime", backup.start, text);
    number(&mut json, "BackupEndTime", if goes_on { 0 } else { backup.end }, text);
    number(&mut json, "BackupSize", if goes_on { 0 } else { backup.bytes }, text);
    number(&mut json, "BackupType", if backup.manual { 2 } else { 1 }, text);
    json.text("State", backup.state(now_s)).text("Region", REGION).close('}');
    json.finish()
}

/// A row of `ListUPgSQLInstance`, with its replicas inside. Its instants are texts, as in the page's example.
pub(crate) fn instance(data: &Data, instance: &Instance) -> String {
    let mut json = Json::with_capacity(600);
    json.open('{');
    fields(&mut json, data, instance);
    json.key("DataSet").open('[');
    for replica in INSTANCES.iter().filter(|other| other.replica_of == Some(instance.id)) {
        json.open('{');
        fields(&mut json, data, replica);
        json.close('}');
    }
    json.close(']').close('}');
    json.finish()
}

fn fields(json: &mut Json, data: &Data, instance: &Instance) {
    let made = data.until_s - 1_100 * DAY;
    json.text("InstanceID", instance.id)
        .text("Name", instance.name)
        .text("Zone", instance.zone)
        .text("DBVersion", instance.version)
        .text("InstanceMode", instance.mode)
        .text("State", instance.state)
        .text("MachineType", "o.pgsql2m.small")
        .text("VPCID", "uvnet-shop0001")
        .text("SubnetID", "subnet-shop0001")
        .text("CreateTime", &made.to_string())
        .text("ExpiredTime", &(data.until_s + 200 * DAY).to_string())
        .text("IP", instance.ip)
        .text("Remark", "");
}

pub(crate) fn log_file(file: &LogFile, text: bool) -> String {
    let mut json = Json::with_capacity(120);
    json.open('{').text("Name", &file.name);
    number(&mut json, "Size", file.bytes, text);
    number(&mut json, "BeginTime", file.begin, text);
    number(&mut json, "EndTime", file.end, text);
    json.close('}');
    json.finish()
}
