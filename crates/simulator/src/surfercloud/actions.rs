//! What the actions answer.

use super::accounts::Account;
use super::data::Data;
use super::envelope::{Answer, ApiError, Body};
use super::instances::{INSTANCES, Instance, PROJECTS, REGION, ZONES};
use super::params::Params;
use super::{Call, log_text, rows};
use crate::calendar::HOUR;
use crate::json::Json;

/// All actions that there are.
pub(crate) const NAMES: [&str; 10] = [
    "GetRegion",
    "GetProjectList",
    "ListUPgSQLInstance",
    "GetUPgSQLInstance",
    "ListUPgSQLBackup",
    "GetUPgSQLBackupURL",
    "GetUPgSQLBackupStrategy",
    "ListUPgSQLLog",
    "GetUPgSQLInstanceLog",
    "BackupUPgSQLLog",
];

/// The region, the zone and the project of a call must be there.
pub(crate) fn place(params: &Params, account: Account) -> Result<(), ApiError> {
    let (region, zone, project) = (params.text("Region"), params.text("Zone"), params.text("ProjectId"));
    if region.is_empty() {
        return Err(ApiError::missing("Region"));
    }
    let known = ZONES.iter().any(|(_, r, z, _)| *r == region && (zone.is_empty() || *z == zone));
    if !known {
        return Err(ApiError::new(293, "Zone permission error"));
    }
    if project.is_empty() && !account.needs_project || PROJECTS.iter().any(|(id, ..)| *id == project) {
        return Ok(());
    }
    Err(ApiError::new(292, "Project does not exist"))
}

pub(crate) fn answer(data: &Data, call: &Call<'_>) -> Answer {
    let text = call.account.text;
    let body = match call.action {
        "GetRegion" => return Ok(Body { json: regions(), message: false }),
        "GetProjectList" => return Ok(Body { json: projects(), message: false }),
        "ListUPgSQLInstance" => instances(data, call),
        "GetUPgSQLInstance" => details(data, instance(call)?),
        "ListUPgSQLBackup" => backups(data, call)?,
        "GetUPgSQLBackupURL" => url(data, call)?,
        "GetUPgSQLBackupStrategy" => strategy(instance(call)?),
        "ListUPgSQLLog" => {
            let instance = instance(call)?;
            let (begin, end) = (required(call, "BeginTime")?, required(call, "EndTime")?);
            let files = log_text::files(data, instance, begin, end);
            let files = files.iter().map(|file| rows::log_file(file, text)).collect();
            list("DataSet", &rows::spoiled(files, rows::BAD_LOG, call.blemish))
        }
        "GetUPgSQLInstanceLog" => return Ok(Body { json: log(data, call)?, message: false }),
        _ => pack(data, call)?,
    };
    Ok(Body { json: body, message: true })
}

fn list(key: &str, rows: &[String]) -> String {
    let mut json = Json::with_capacity(rows.iter().map(|row| row.len() + 1).sum::<usize>() + 32);
    json.key(key).open('[');
    for row in rows {
        json.raw(row);
    }
    json.close(']');
    json.finish()
}

fn required(call: &Call<'_>, name: &str) -> Result<i64, ApiError> {
    call.params.int(name).ok_or_else(|| ApiError::missing(name))
}

/// Whether the project of a call has the instances: the second project is empty.
fn has_instances(params: &Params) -> bool {
    params.text("ProjectId") != PROJECTS[1].0 && params.text("Region") == REGION
}

/// The instance that a call is about. Its zone must be given, and be right.
fn instance(call: &Call<'_>) -> Result<&'static Instance, ApiError> {
    let (id, zone) = (call.params.text("InstanceID"), call.params.text("Zone"));
    if zone.is_empty() {
        return Err(ApiError::missing("Zone"));
    }
    if id.is_empty() {
        return Err(ApiError::missing("InstanceID"));
    }
    let found = INSTANCES.iter().find(|instance| instance.id == id && instance.zone == zone);
    found.filter(|_| has_instances(call.params)).ok_or_else(|| ApiError::absent("The instance"))
}

fn regions() -> String {
    let row = |(id, region, zone, name): &(i64, &str, &str, &str)| {
        let mut json = Json::new();
        json.open('{').int("RegionId", *id).text("RegionName", name).flag("IsDefault", *region == REGION);
        json.text("BitMaps", "1").text("Region", region).text("Zone", zone).close('}');
        json.finish()
    };
    list("Regions", &ZONES.iter().map(row).collect::<Vec<_>>())
}

fn projects() -> String {
    let row = |(id, name, default, made): &(&str, &str, bool, i64)| {
        let mut json = Json::new();
        json.open('{').int("CreateTime", *made).flag("IsDefault", *default).int("MemberCount", 1);
        json.text("ProjectId", id).text("ProjectName", name);
        json.int("ResourceCount", if *default { INSTANCES.len() as i64 } else { 0 }).close('}');
        json.finish()
    };
    let rows: Vec<_> = PROJECTS.iter().map(row).collect();
    let mut json = Json::new();
    json.int("ProjectCount", rows.len() as i64).raw(&list("ProjectSet", &rows));
    json.finish()
}

fn instances(data: &Data, call: &Call<'_>) -> String {
    let zone = call.params.text("Zone");
    let here = |instance: &&Instance| {
        has_instances(call.params) && instance.replica_of.is_none() && (zone.is_empty() || instance.zone == zone)
    };
    let rows = INSTANCES.iter().filter(here).map(|instance| rows::instance(data, instance)).collect();
    list("DataSet", &rows::spoiled(rows, rows::BAD_INSTANCE, call.blemish))
}

fn details(data: &Data, instance: &Instance) -> String {
    let row = rows::instance(data, instance);
    let mut json = Json::new();
    json.open('{').raw(row.trim_start_matches('{').trim_end_matches('}'));
    json.text("AdminUser", "root").int("Port", 5_432).int("DiskSpace", 100).int("MemoryLimit", 4_096);
    json.key("DiskUsedSize").raw("12.5").key("LogFileSize").raw("0.4");
    json.int("BackupCount", data.backups(instance).len() as i64).text("BackupDate", "1111111").close('}');
    let mut body = Json::new();
    body.key("DataSet").raw(&json.finish());
    body.finish()
}

/// A page of backups: 20 unless more are asked for, 100 at most.
fn backups(data: &Data, call: &Call<'_>) -> Result<String, ApiError> {
    let instance = instance(call)?;
    if call.account.one_bad && instance.name == "crm" {
        return Err(ApiError::new(8039, "The state of the instance does not allow this"));
    }
    let kind = call.params.int("BackupType").unwrap_or(0);
    let offset = usize::try_from(call.params.int("Offset").unwrap_or(0)).unwrap_or(0);
    let limit = usize::try_from(call.params.int("Limit").unwrap_or(20)).unwrap_or(20).min(100);
    let matching = || data.backups(instance).iter().filter(move |one| kind == 0 || one.manual == (kind == 2));
    let page = matching().skip(offset).take(limit);
    let page = page.map(|one| rows::backup(instance, one, call.now_s, call.account.text)).collect();
    let key = if call.account.data { "Data" } else { "DataSet" };
    let mut json = Json::new();
    json.raw(&list(key, &rows::spoiled(page, rows::BAD_BACKUP, call.blemish)));
    let total = matching().count() as i64;
    if call.account.text {
        json.text("TotalCount", &total.to_string());
    } else {
        json.int("TotalCount", total);
    }
    Ok(json.finish())
}

/// Where a backup can be fetched, for four hours.
fn url(data: &Data, call: &Call<'_>) -> Result<String, ApiError> {
    let instance = instance(call)?;
    let id = call.params.text("BackupID");
    let backup = data.backups(instance).iter().find(|one| one.id == id);
    let backup = backup.filter(|one| !matches!(one.state(call.now_s), "Failed" | "Expired" | "Backuping"));
    let backup = backup.ok_or_else(|| ApiError::absent("The backup"))?;
    let tail = format!("/{}/{}.tar.gz?Expires={}", instance.id, backup.id, call.now_s + 4 * HOUR);
    let mut json = Json::new();
    json.text("BackupPath", &format!("https://upgsql-backup.cn-zj.ufileos.example{tail}"));
    json.text("InnerBackupPath", &format!("http://upgsql-backup.internal.example{tail}"));
    Ok(json.finish())
}

fn strategy(instance: &Instance) -> String {
    let hours = if instance.name == "billing" { "0-24" } else { "18-20" };
    let week = if instance.name == "reporting" { "1000000" } else { "1111111" };
    let mut json = Json::new();
    json.text("BackupMethod", "logic").text("BackupTimeRange", hours).text("BackupWeek", week);
    json.finish()
}

/// The text of a log. The vendor's pages do not agree on what it takes: `InstanceID` with `LogType`, or `DBId` with
/// `ZoneID` and an end.
fn log(data: &Data, call: &Call<'_>) -> Result<String, ApiError> {
    let old = call.params.text("DBId");
    let begin = required(call, "BeginTime")?;
    let (instance, end) = if old.is_empty() {
        let strict: &[&str] = if call.account.strict { &["LogType", "CompanyID", "AccountID"] } else { &["LogType"] };
        if let Some(missing) = strict.iter().find(|name| call.params.text(name).is_empty()) {
            return Err(ApiError::missing(missing));
        }
        (instance(call)?, call.params.int("EndTime").unwrap_or(call.now_s))
    } else {
        required(call, "ZoneID")?;
        let found = INSTANCES.iter().find(|instance| instance.id == old);
        (found.ok_or_else(|| ApiError::absent("The instance"))?, required(call, "EndTime")?)
    };
    let kind = if call.params.text("LogType") == "slow" { "slow" } else { "error" };
    let mut json = Json::new();
    json.text("Log", &log_text::text(data, instance, kind, begin, end));
    Ok(json.finish())
}

/// Begins to pack a log. There is no number, no progress and no result: only the console shows it.
fn pack(data: &Data, call: &Call<'_>) -> Result<String, ApiError> {
    let instance = instance(call)?;
    for name in ["BackupName", "BackupFile"] {
        if call.params.text(name).is_empty() {
            return Err(ApiError::missing(name));
        }
    }
    if !matches!(call.params.text("LogType").as_str(), "" | "slow" | "error") {
        return Err(ApiError::new(8003, "LogType must be slow or error"));
    }
    if !log_text::has_file(data, instance, &call.params.text("BackupFile")) {
        return Err(ApiError::absent("BackupFile"));
    }
    Ok(String::new())
}
