//! The export of the log: `download`, `check_progress`, `cancel_download`.
//!
//! What these answer is documented nowhere; this is the likely form in both of its kinds. Without a number, `download`
//! begins an export and answers the number, under which it is asked for again. With a number that the client made up,
//! as a browser would do for a file that it saves, the file is the answer.

use super::data::{DEVICES, Data, Line, TASKS, USERS};
use super::envelope::{Answer, ApiError, respond};
use super::journal::Journal;
use super::params::Params;
use super::search::Search;
use crate::Response;
use crate::json::Json;

/// A key word that makes the export fail half way.
pub(crate) const FAILS: &str = "export-fails";

/// A key word that makes the export stop getting on half way.
pub(crate) const STICKS: &str = "export-sticks";

/// There is no such job.
const NOT_FOUND: i64 = 1201;
/// The job still runs.
const CONFLICT: i64 = 1202;

/// By how much an export gets on with each look at it, in percent.
const STEP: i64 = 25;

/// One export.
#[derive(Debug)]
struct Export {
    id: String,
    percent: i64,
    fails: bool,
    sticks: bool,
    file: Vec<u8>,
}

/// All exports of a NAS.
#[derive(Debug, Default)]
pub(crate) struct Exports {
    all: Vec<Export>,
    count: u32,
}

impl Exports {
    pub(crate) fn download(&mut self, params: &Params, journal: &Journal, data: &Data) -> Response {
        match self.start(params, journal, data) {
            Ok(response) => response,
            Err(error) => respond(&Err(error)),
        }
    }

    fn start(&mut self, params: &Params, journal: &Journal, data: &Data) -> Result<Response, ApiError> {
        let format = params.text("output_format").ok_or_else(|| ApiError::parameter("output_format", "required"))?;
        let html = match format.as_str() {
            "csv" => false,
            "html" => true,
            _ => return Err(ApiError::parameter("output_format", "type")),
        };
        let id = params.text("export_id");
        if let Some(export) = id.as_ref().and_then(|id| self.all.iter().find(|export| export.id == *id)) {
            let ready = export.percent >= 100;
            return if ready { Ok(attached(html, export.file.clone())) } else { Err(ApiError::new(CONFLICT)) };
        }
        let search = Search::read(params)?;
        let filter = params.object("filter")?;
        let wants = |wanted: &str| filter.get("key_word").is_some_and(|word| word == wanted);
        let (fails, sticks) = (wants(FAILS), wants(STICKS));
        let lines = journal.lines(data).filter(|line| search.line(line));
        let file = if html { page(lines) } else { table(lines) };
        match id {
            Some(id) => {
                self.all.push(Export { id, percent: 100, fails, sticks, file: file.clone() });
                Ok(attached(html, file))
            }
            None => {
                self.count += 1;
                let id = ["abl-", &self.count.to_string()].concat();
                let mut json = Json::new();
                json.open('{').text("export_id", &id).close('}');
                self.all.push(Export { id, percent: 0, fails, sticks, file });
                Ok(respond(&Ok(Some(json.finish()))))
            }
        }
    }

    /// Every look finds the export further on.
    pub(crate) fn progress(&mut self, params: &Params) -> Answer {
        let index = self.find(params)?;
        let export = &mut self.all[index];
        export.percent = (export.percent + STEP).min(if export.fails || export.sticks { 50 } else { 100 });
        let status = match export.percent {
            50 if export.fails => "failed",
            100 => "finished",
            _ => "running",
        };
        let mut json = Json::new();
        json.open('{').text("export_id", &export.id).int("progress", export.percent).text("status", status).close('}');
        Ok(Some(json.finish()))
    }

    pub(crate) fn cancel(&mut self, params: &Params) -> Answer {
        let index = self.find(params)?;
        self.all.remove(index);
        Ok(None)
    }

    fn find(&self, params: &Params) -> Result<usize, ApiError> {
        let id = params.text("export_id").ok_or_else(|| ApiError::parameter("export_id", "required"))?;
        self.all.iter().position(|export| export.id == id).ok_or_else(|| ApiError::new(NOT_FOUND))
    }
}

fn attached(html: bool, file: Vec<u8>) -> Response {
    let (kind, name) = match html {
        true => ("text/html; charset=\"UTF-8\"", "attachment; filename=\"ActiveBackup_log.html\""),
        false => ("text/csv; charset=\"UTF-8\"", "attachment; filename=\"ActiveBackup_log.csv\""),
    };
    Response::new(200, kind, file).with_header("Content-Disposition", name)
}

const COLUMNS: [&str; 7] = ["log_id", "log_level", "log_time", "log_type", "task", "device", "user"];

fn cells(line: &Line) -> [String; 7] {
    let event = &line.event;
    [
        line.id.to_string(),
        event.level.to_string(),
        event.time.to_string(),
        event.kind.to_string(),
        line.task.map_or("", |task| TASKS[usize::from(task)].name).to_owned(),
        event.device.map_or("", |device| DEVICES[usize::from(device)].name).to_owned(),
        line.user.map_or("", |user| USERS[usize::from(user)].name).to_owned(),
    ]
}

fn table<'a>(lines: impl DoubleEndedIterator<Item = &'a Line>) -> Vec<u8> {
    let mut out = [COLUMNS.join(","), "\r\n".to_owned()].concat();
    for line in lines.rev() {
        let quoted = cells(line).map(|cell| ["\"", &cell.replace('"', "\"\""), "\""].concat());
        out.push_str(&quoted.join(","));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

fn page<'a>(lines: impl DoubleEndedIterator<Item = &'a Line>) -> Vec<u8> {
    let escape = |cell: &String| cell.replace('&', "&amp;").replace('<', "&lt;");
    let mut out = "<!doctype html>\n<html><head><meta charset=\"utf-8\"></head><body><table>\n<tr><th>".to_owned();
    out.push_str(&COLUMNS.join("</th><th>"));
    out.push_str("</th></tr>\n");
    for line in lines.rev() {
        out.push_str("<tr><td>");
        out.push_str(&cells(line).iter().map(escape).collect::<Vec<_>>().join("</td><td>"));
        out.push_str("</td></tr>\n");
    }
    out.push_str("</table></body></html>\n");
    out.into_bytes()
}
