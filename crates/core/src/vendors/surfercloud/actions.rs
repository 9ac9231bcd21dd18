//! What can be done at the vendor, and what can be downloaded.

use super::calls::Api;
use super::file_id::FileId;
use super::{about, failure, wire};
use crate::error::{Error, Kind, Reaction};
use crate::http::{Request, Response};
use crate::model::{Action, Timestamp};
use crate::vendors::{Answer, Call, Exchange, FieldKind, FormField, Once, Preparation, not_asked};

/// Packs a log file.
pub(super) const PACK: &str = "packLog";

/// The names of the actions.
pub(super) const NAMES: &[&str] =
    &[PACK, "instanceLog", "backupStrategy", "instance", "instances", "logs", "regions", "projects"];

/// What can be had packed. The vendor's own console then offers the package.
pub(super) const PREPARES: &[Preparation] = &[Preparation {
    action: PACK,
    fields: &[
        FormField::new("instance", FieldKind::Listed("instances"), true),
        FormField::new("zone", FieldKind::Text, false),
        FormField::new("backupName", FieldKind::Text, true),
        FormField::new("backupFile", FieldKind::Text, true),
        FormField::new("logType", FieldKind::Choice(&["error", "slow"]), false),
        FormField::new("beginTime", FieldKind::Time, false),
        FormField::new("endTime", FieldKind::Time, false),
    ],
    whole_span: false,
    leaves: true,
}];

/// One action: its name, the vendor's action, what it takes, how its answer is read.
struct Known {
    name: &'static str,
    action: &'static str,
    /// The key of the form field, the vendor's parameter, what it takes.
    takes: &'static [(&'static str, &'static str, Takes)],
    reads: fn(&Response) -> Result<Answer, Error>,
}

/// What a parameter takes.
#[derive(Clone, Copy, PartialEq)]
enum Takes {
    /// Any text, or nothing.
    Text,
    /// A text that must be there.
    Needed,
    /// An instant, or nothing.
    Time,
    /// An instant that must be there.
    TimeNeeded,
}

const INSTANCE: (&str, &str, Takes) = ("instance", "InstanceID", Takes::Needed);

static KNOWN: [Known; 8] = [
    // The vendor answers neither a number nor a progress, and has no call to fetch the package: the console offers it.
    Known {
        name: PACK,
        action: "BackupUPgSQLLog",
        takes: &[
            INSTANCE,
            ("backupName", "BackupName", Takes::Needed),
            ("backupFile", "BackupFile", Takes::Needed),
            ("logType", "LogType", Takes::Text),
            ("beginTime", "BeginTime", Takes::Time),
            ("endTime", "EndTime", Takes::Time),
        ],
        reads: |response| wire::done(response).map(|()| Answer::Done),
    },
    // Experimental: the vendor's pages do not agree on what it takes, and an ordinary account does not know all of it.
    Known {
        name: "instanceLog",
        action: "GetUPgSQLInstanceLog",
        takes: &[
            INSTANCE,
            ("logType", "LogType", Takes::Text),
            ("beginTime", "BeginTime", Takes::TimeNeeded),
            ("endTime", "EndTime", Takes::Time),
            ("companyId", "CompanyID", Takes::Text),
            ("accountId", "AccountID", Takes::Text),
            ("dbId", "DBId", Takes::Text),
            ("zoneId", "ZoneID", Takes::Text),
        ],
        reads: |response| log_text(response, "instance.log"),
    },
    Known { name: "backupStrategy", action: "GetUPgSQLBackupStrategy", takes: &[INSTANCE], reads: facts },
    Known { name: "instance", action: "GetUPgSQLInstance", takes: &[INSTANCE], reads: facts },
    Known {
        name: "instances",
        action: "ListUPgSQLInstance",
        takes: &[],
        reads: |response| about::instances(response).map(Answer::Facts),
    },
    Known {
        name: "logs",
        action: "ListUPgSQLLog",
        takes: &[INSTANCE, ("beginTime", "BeginTime", Takes::TimeNeeded), ("endTime", "EndTime", Takes::TimeNeeded)],
        reads: |response| {
            let rows = wire::table(response, &["DataSet", "Data"], ["Name", "Size", "BeginTime", "EndTime"])?;
            let said = |[name, size, begin, end]: [String; 4]| (name, format!("{size} bytes, {begin} to {end}"));
            Ok(Answer::Facts(rows.into_iter().map(said).collect()))
        },
    },
    Known {
        name: "regions",
        action: "GetRegion",
        takes: &[],
        reads: |response| about::regions(response).map(Answer::Facts),
    },
    Known {
        name: "projects",
        action: "GetProjectList",
        takes: &[],
        reads: |response| about::projects(response).map(Answer::Facts),
    },
];

/// Begins an action.
pub(super) fn act(api: Api, action: &Action) -> Result<Box<dyn Exchange>, Error> {
    let known = KNOWN.iter().find(|known| known.name == action.name);
    let known = known.ok_or_else(|| not_asked(&Call::Act(action.clone())))?;
    let mut fields = Vec::new();
    for (key, parameter, takes) in known.takes {
        let given = action.get(key).trim();
        if given.is_empty() && matches!(takes, Takes::Needed | Takes::TimeNeeded) {
            return Err(bad_value(format!("{key} is needed")));
        }
        let value = match takes {
            Takes::Time | Takes::TimeNeeded if !given.is_empty() => {
                seconds(given).ok_or_else(|| bad_value(format!("{key} is no time: {given}")))?
            }
            _ => given.to_string(),
        };
        fields.push((*parameter, value));
    }
    let of_account = matches!(known.action, "GetRegion" | "GetProjectList");
    let packs = known.name == PACK;
    let (zone, action, reads) = (action.get("zone").trim().to_string(), known.action, known.reads);
    Ok(once(
        api,
        move |api| {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let request =
                if of_account { api.of_account(action, &fields) } else { api.in_zone(action, &zone, &fields) };
            Request { changes: packs, ..request }
        },
        move |response| {
            let answer = reads(response);
            if action == "GetUPgSQLInstanceLog" { answer.map_err(experimental) } else { answer }
        },
    ))
}

/// Where a backup is, or the text of a log file.
pub(super) fn download(api: Api, file: &str) -> Result<Box<dyn Exchange>, Error> {
    Ok(match FileId::parse(file).ok_or_else(|| bad_value(format!("no such file: {file}")))? {
        FileId::Backup { zone, instance, backup } => once(
            api,
            move |api| {
                let own = [("InstanceID", instance.as_str()), ("BackupID", &backup)];
                api.in_zone("GetUPgSQLBackupURL", &zone, &own)
            },
            link,
        ),
        FileId::Log { zone, instance, begin, end, name } => {
            let kind = log_type(&name);
            once(
                api,
                move |api| api.log_text(&zone, &instance, kind, begin, end),
                move |response| log_text(response, &name).map_err(experimental),
            )
        }
    })
}

/// The kind of a log file by its name: the vendor's list of them does not say it.
pub(super) fn log_type(name: &str) -> &'static str {
    if name.to_ascii_lowercase().contains("slow") { "slow" } else { "error" }
}

/// A question of one request, whose errors show no key.
fn once(
    api: Api,
    build: impl Fn(&Api) -> Request + 'static,
    read: impl Fn(&Response) -> Result<Answer, Error> + 'static,
) -> Box<dyn Exchange> {
    let sender = api.clone();
    Once::boxed(
        move |_: Timestamp| build(&sender),
        move |response| read(response).map_err(|error| failure::without_secrets(error, &api)),
    )
}

fn bad_value(detail: String) -> Error {
    Error::new(Kind::BadValue).with_detail(detail)
}

/// An instant as the vendor takes it: epoch seconds, given as such or as ISO 8601.
fn seconds(given: &str) -> Option<String> {
    match given.parse::<i64>() {
        Ok(seconds) => Some(seconds.to_string()),
        Err(_) => Timestamp::parse_iso(given).map(|time| time.seconds().to_string()),
    }
}

fn facts(response: &Response) -> Result<Answer, Error> {
    wire::facts(response).map(Answer::Facts)
}

/// The public address of a backup; the one inside of the vendor's network is no use here.
fn link(response: &Response) -> Result<Answer, Error> {
    let url = wire::value(response, "BackupPath")?;
    // Nothing but the web: the address is followed by the reader's browser.
    if url.starts_with("https://") || url.starts_with("http://") {
        return Ok(Answer::Link { url });
    }
    Err(Error::new(Kind::Unreadable).with_answer(response).with_detail("BackupPath is no address"))
}

fn log_text(response: &Response, name: &str) -> Result<Answer, Error> {
    let text = wire::value(response, "Log")?;
    let name = name.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).unwrap_or("instance.log");
    Ok(Answer::Content { name: name.to_string(), bytes: text.into_bytes() })
}

/// What to do instead when the text of a log cannot be had.
pub(super) fn experimental(mut error: Error) -> Error {
    if error.code.is_empty() || !error.meaning.is_empty() {
        return error;
    }
    error.meaning = "The vendor's pages do not agree on what this call takes; it is experimental here.".into();
    error.remedy = "Pack the log instead, and download the package in the vendor's console.".into();
    if error.kind == Kind::Busy {
        // Its refusals have product codes, which otherwise pass.
        error.kind = Kind::Vendor;
        error.reaction = Reaction::Report;
    }
    error
}
