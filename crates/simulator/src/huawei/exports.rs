//! Log exports: begun, asked after, fetched. There is no list of them.

use super::accounts::Account;
use super::archive;
use super::data::Data;
use super::json;
use super::refusal::Refusal;
use crate::Response;
use crate::calendar::iso;
use crate::json::Json;

/// How long an export takes, in seconds.
const TAKES: i64 = 40;

#[derive(Debug)]
struct Export {
    server: String,
    began_s: i64,
    sticks: bool,
    takes_s: i64,
}

/// All exports. The number of one is its place, from 1.
#[derive(Debug, Default)]
pub(crate) struct Exports(Vec<Export>);

impl Exports {
    /// Begins one.
    pub(crate) fn begin(&mut self, data: &Data, id: &str, now_s: i64, account: &Account) -> Result<Response, Refusal> {
        let server = data.server(id).ok_or_else(|| Refusal::no_server(id))?;
        if server.is_new || server.is_gone {
            return Err(Refusal::not_ready(id));
        }
        let (sticks, takes_s) = (account.exports_stick, account.export_takes_s.unwrap_or(TAKES));
        self.0.push(Export { server: id.to_owned(), began_s: now_s, sticks, takes_s });
        Ok(json(202, write(self.0.len(), &self.0[self.0.len() - 1], now_s)))
    }

    fn find(&self, id: &str, export: &str) -> Result<(usize, &Export), Refusal> {
        let number: usize = export.parse().map_err(|_| Refusal::value("export_id"))?;
        let found = number.checked_sub(1).and_then(|place| self.0.get(place)).filter(|export| export.server == id);
        found.map(|export| (number, export)).ok_or_else(|| Refusal::value("export_id"))
    }

    /// How far one is.
    pub(crate) fn status(&self, id: &str, export: &str, now_s: i64) -> Result<Response, Refusal> {
        let (number, export) = self.find(id, export)?;
        Ok(json(200, write(number, export, now_s)))
    }

    /// What it holds.
    pub(crate) fn content(&self, data: &Data, id: &str, export: &str, now_s: i64) -> Result<Response, Refusal> {
        let (_, export) = self.find(id, export)?;
        let server = data.server(id).ok_or_else(|| Refusal::no_server(id))?;
        if percent(export, now_s) < 100 {
            return Err(Refusal::not_ready(id));
        }
        let name = format!("attachment; filename={}-dump.tar.gz", server.serial);
        let dump = archive::dump(data, id, export.began_s);
        Ok(Response::new(200, "application/octet-stream;charset=UTF-8", dump)
            .with_header("Content-Disposition", name)
            .with_header("Content-Transfer-Encoding", "binary"))
    }
}

fn percent(export: &Export, now_s: i64) -> i64 {
    let percent = ((now_s - export.began_s).max(0) * 100 / export.takes_s).min(100);
    if export.sticks { percent.min(90) } else { percent }
}

/// The reference has two ways to say the same: its table's and its example's. Every other export uses the other one.
fn write(number: usize, export: &Export, now_s: i64) -> String {
    let percent = percent(export, now_s);
    let by_example = number % 2 == 1;
    let status = match (percent, by_example) {
        (100, _) => "completed",
        (_, true) => "Running",
        (_, false) => "processing",
    };
    let began = iso(export.began_s);
    let (percentage, began) =
        if by_example { (format!("{percent}%"), began) } else { (percent.to_string(), began.replace('Z', "+00:00")) };
    let mut out = Json::new();
    out.open('{').text("export_id", &number.to_string()).text("status", status);
    out.text("percentage", &percentage).text("created_at", &began).close('}');
    out.finish()
}
