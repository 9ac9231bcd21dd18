//! Sessions and system logs as files.

use serde_json::{Map, Value};

use super::problem::Problem;
use super::search::Search;
use super::sessions_api::Call;
use super::time::{self, iso, span};
use crate::{Request, Response};

/// Answers `jobSessions/export`. The first version takes no options and answers with the list itself.
pub(crate) fn sessions(call: &Call<'_>, request: &Request) -> Result<Response, Problem> {
    if call.version == "v1" {
        return call.list();
    }
    let options = options(&request.body)?;
    let search = search(&options)?;
    let xml = request.header("accept").is_some_and(|accept| accept.contains("xml"));
    let mut out = String::new();
    out.push_str(if xml {
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<JobSessions>\n"
    } else {
        "Policy,Type,Status,Start Time,Stop Time,Duration\r\n"
    });
    for session in call.found(&search) {
        let cells = [
            session.policy().map_or("", |policy| policy.name).to_owned(),
            session.kind().words.to_owned(),
            session.status().to_owned(),
            session.start.map(iso).unwrap_or_default(),
            session.end().map(iso).unwrap_or_default(),
            span(session.length),
        ];
        if xml {
            let names = ["Policy", "Type", "Status", "StartTime", "StopTime", "Duration"];
            let cells = names.iter().zip(&cells).map(|(name, cell)| format!("<{name}>{cell}</{name}>"));
            out += &format!("  <JobSession>{}</JobSession>\n", cells.collect::<String>());
        } else {
            out += &cells.join(",");
            out.push_str("\r\n");
        }
    }
    if xml {
        out.push_str("</JobSessions>\n");
    }
    Ok(file(if xml { "VBAzSessions.xml" } else { "VBAzSessions.csv" }, out))
}

fn options(body: &[u8]) -> Result<Map<String, Value>, Problem> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(map)) => Ok(map),
        _ => Err(Problem::field("", "A JSON object is required.")),
    }
}

fn search(options: &Map<String, Value>) -> Result<Search, Problem> {
    let list = |key: &str| -> Vec<String> {
        let values = options.get(key).and_then(Value::as_array).into_iter().flatten();
        values.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let text = |key: &str| options.get(key).and_then(Value::as_str).map(str::to_owned);
    let instant = |key: &str| match text(key) {
        None => Ok(None),
        Some(text) => time::read(&text).map(Some).ok_or_else(|| Problem::field(key, "This is not a date.")),
    };
    Ok(Search {
        ids: list("jobSessionIds"),
        policy_id: text("policyId"),
        policy: text("filter").map(|name| name.to_lowercase()),
        statuses: list("status"),
        groups: list("sessionTypes"),
        from: instant("fromUtc")?,
        to: instant("toUtc")?,
        ..Search::default()
    })
}

/// Answers `system/logs`. What kind of archive it really is, is not described; this one is plain text.
pub(crate) fn system_logs(call: &Call<'_>) -> Result<Response, Problem> {
    let until = call.now_s * 1_000_000;
    let (from, to) = match call.params.text("ExportLogsType") {
        Some("LastDays") => {
            let days = call.params.int("Days", 1)?.ok_or_else(|| Problem::field("Days", "The field is required."))?;
            (until - days.min(100_000) * 86_400_000_000, until)
        }
        Some("BetweenDates") => {
            let need =
                |name: &str| call.params.instant(name)?.ok_or_else(|| Problem::field(name, "The field is required."));
            (need("FromDateUtc")?, need("ToDateUtc")?)
        }
        _ => return Err(Problem::field("ExportLogsType", "The value is not valid.")),
    };
    let search = Search { from: Some(from), to: Some(to), ..Search::default() };
    let mut out = String::new();
    for session in call.found(&search) {
        let start = session.start.map(iso).unwrap_or_default();
        out += &format!("{start} [Info] Session {} ({}): {}\n", session.id, session.kind().name, session.status());
    }
    if out.is_empty() {
        return Ok(Response { status: 204, ..Response::default() });
    }
    Ok(file("VBAzLogs.log", out))
}

fn file(name: &str, text: String) -> Response {
    Response::new(200, "application/octet-stream", text)
        .with_header("Content-Disposition", format!("attachment; filename=\"{name}\""))
}
