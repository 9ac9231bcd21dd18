//! Log exports: begun, asked after, fetched. The vendor lists none, so the number of one has all that finds it again:
//! `<server>/<export>`.

use super::door::Door;
use super::failure;
use super::mapping::{dump_name, iso};
use super::servers::during;
use super::wire;
use crate::error::{Error, Kind};
use crate::http::{Request, Response};
use crate::model::{Export, ExportState, Timestamp};
use crate::vendors::{Answer, Exchange, Next, Once};

/// The pauses between two looks at an export, in milliseconds; the last one again and again.
const PAUSES: [u32; 6] = [2_000, 3_000, 5_000, 8_000, 12_000, 20_000];
/// How long an export is waited for. The vendor has no word for one that failed, so this is the only end of it.
const PATIENCE_MS: i64 = 30 * 60_000;
/// How long the content may take on its way: it is some hundred megabytes at times.
const CONTENT_MS: u32 = 15 * 60_000;
/// The only state that ends an export.
const COMPLETED: &str = "completed";

/// Begins an export.
pub(super) fn start(door: Door, server: &str) -> Result<Box<dyn Exchange>, Error> {
    let server = part(server)?;
    let asking = door.clone();
    let of = server.clone();
    Ok(Once::boxed(
        move |now| asking.post(&["physicalservers", &server, "logs", "exports"], b"{}", now),
        move |response| begun(&door, &of, response).map(Answer::Export),
    ))
}

/// How far an export is.
pub(super) fn progress(door: Door, export: &str) -> Result<Box<dyn Exchange>, Error> {
    let (server, export) = parts(export)?;
    let asking = door.clone();
    let of = format!("{server}/{export}");
    Ok(Once::boxed(
        move |now| asking.get(&["physicalservers", &server, "logs", "exports", &export], &[], now),
        move |response| status(&door, &of, response).map(Answer::Export),
    ))
}

/// The content of an export; or, by the number of a server alone, one that is begun, waited for and fetched.
pub(super) fn download(door: Door, file: &str) -> Result<Box<dyn Exchange>, Error> {
    let (server, step) = if file.contains('/') {
        let (server, export) = parts(file)?;
        (server, Step::Fetch(export))
    } else {
        (part(file)?, Step::Begin)
    };
    Ok(Box::new(Prepared { door, server, step, looks: 0, began: None, now: Timestamp(0) }))
}

fn parts(text: &str) -> Result<(String, String), Error> {
    let (server, export) = text.split_once('/').unwrap_or((text, ""));
    Ok((part(server)?, part(export)?))
}

/// A number that can be a part of an address: dots alone would lead elsewhere.
fn part(text: &str) -> Result<String, Error> {
    let text = text.trim();
    if text.chars().all(|c| c == '.') {
        return Err(Error::new(Kind::BadValue).with_detail(format!("{text:?} is no number of a server or an export")));
    }
    Ok(text.to_string())
}

fn begun(door: &Door, server: &str, response: &Response) -> Result<Export, Error> {
    door.read(response, |response| {
        let record = wire::record(response, during(door))?;
        let id = record.get("export_id").map(wire::plain).unwrap_or_default();
        if part(&id).is_err() {
            return Err(Error::new(Kind::Unreadable).with_answer(response).with_detail("no export_id"));
        }
        Ok(export(format!("{server}/{id}"), &record))
    })
}

fn status(door: &Door, id: &str, response: &Response) -> Result<Export, Error> {
    door.read(response, |response| Ok(export(id.to_string(), &wire::record(response, during(door))?)))
}

fn export(id: String, record: &serde_json::Map<String, serde_json::Value>) -> Export {
    let text = |key: &str| record.get(key).map(wire::plain).unwrap_or_default();
    let code = text("status");
    let ready = code.trim().eq_ignore_ascii_case(COMPLETED);
    Export {
        id,
        state: if ready { ExportState::Ready } else { ExportState::Running },
        percent: percent(&text("percentage")),
        code,
        time: iso(&text("created_at")),
    }
}

/// `30%`, `30`, `30.5`.
fn percent(text: &str) -> Option<u8> {
    let number: f64 = text.trim().trim_end_matches('%').trim_end().parse().ok()?;
    (0.0..=100.0).contains(&number).then_some(number as u8)
}

/// An export that is waited for.
struct Prepared {
    door: Door,
    server: String,
    step: Step,
    /// How often it was looked at.
    looks: usize,
    began: Option<Timestamp>,
    now: Timestamp,
}

enum Step {
    Begin,
    Wait(String),
    Fetch(String),
}

impl Prepared {
    /// What follows from how far it is.
    fn go_on(&mut self, export: Export) -> Result<Next, Error> {
        let number = export.id.split_once('/').map(|(_, number)| number.to_string()).unwrap_or_default();
        if export.state == ExportState::Ready {
            self.step = Step::Fetch(number);
            return Ok(Next::Send);
        }
        let began = *self.began.get_or_insert(self.now);
        if self.now.0.saturating_sub(began.0) >= PATIENCE_MS {
            let mut error = failure::setting(
                "The log export is not complete after half an hour.",
                "Look after it later, or begin a new one.",
            );
            error.kind = Kind::Vendor;
            error.reaction = crate::error::Reaction::RetryLater;
            error.code = export.code;
            return Err(error.with_detail(format!("export {} of server {}", number, self.server)));
        }
        self.step = Step::Wait(number);
        let pause = PAUSES.get(self.looks).or(PAUSES.last()).copied().unwrap_or_default();
        self.looks += 1;
        Ok(Next::SendAfter(pause))
    }
}

impl Exchange for Prepared {
    fn request(&mut self, now: Timestamp) -> Request {
        self.now = now;
        let exports = ["physicalservers", &self.server, "logs", "exports"];
        match &self.step {
            Step::Begin => self.door.post(&exports, b"{}", now),
            Step::Wait(number) => {
                let [a, b, c, d] = exports;
                self.door.get(&[a, b, c, d, number], &[], now)
            }
            Step::Fetch(number) => {
                let [a, b, c, d] = exports;
                let request = self.door.get(&[a, b, c, d, number, "content"], &[], now);
                Request { timeout_ms: CONTENT_MS, ..request }
            }
        }
    }

    fn take(&mut self, response: &Response) -> Result<Next, Error> {
        match &self.step {
            Step::Begin => {
                let export = begun(&self.door, &self.server, response)?;
                self.go_on(export)
            }
            Step::Wait(number) => {
                let export = status(&self.door, &format!("{}/{number}", self.server), response)?;
                self.go_on(export)
            }
            Step::Fetch(_) => {
                let (name, bytes) = self.door.read(response, |response| wire::content(response, during(&self.door)))?;
                let name = name.unwrap_or_else(|| dump_name(&self.server));
                Ok(Next::Done(Answer::Content { name, bytes }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_in_every_disguise() {
        for (text, expected) in [
            ("30%", Some(30)),
            (" 30 % ", Some(30)),
            ("30", Some(30)),
            ("100", Some(100)),
            ("30.7", Some(30)),
            ("101", None),
            ("-1", None),
            ("", None),
            ("NaN", None),
            ("soon", None),
        ] {
            assert_eq!(percent(text), expected, "{text:?}");
        }
    }
}
