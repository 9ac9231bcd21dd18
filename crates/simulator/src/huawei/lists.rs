//! Alarms and events: filtered, paged, written.

use super::data::{Alarm, Data, Event};
use super::json;
use super::params::Params;
use super::refusal::Refusal;
use crate::Response;
use crate::faults::Kind;
use crate::json::Json;

/// The most rows a page has.
const MOST: i64 = 100;
/// The longest span of events, in milliseconds.
const LONGEST: i64 = 30 * 86_400_000;
/// A time above this is one in milliseconds.
const MILLISECONDS: i64 = 100_000_000_000;

/// Which rows are wanted of a list.
struct Paging {
    offset: usize,
    limit: usize,
}

impl Paging {
    fn read(params: &Params) -> Result<Self, Refusal> {
        let limit = params.number("limit")?.unwrap_or(10);
        if !(1..=MOST).contains(&limit) {
            return Err(Refusal::value("limit"));
        }
        Ok(Self { offset: params.number("offset")?.unwrap_or(0) as usize, limit: limit as usize })
    }
}

/// Whether a server is among those that are asked for.
fn wanted(params: &Params, id: &str) -> bool {
    params.text("resource_id").is_none_or(|list| list.split(',').any(|one| one.trim() == id))
}

/// Answers a list of alarms. The span is in seconds, and is about when they began.
pub(crate) fn alarms(data: &Data, params: &Params, blemish: Option<Kind>) -> Result<Response, Refusal> {
    let paging = Paging::read(params)?;
    let level = params.number("alarm_level")?;
    if level.is_some_and(|level| !(1..=4).contains(&level)) {
        return Err(Refusal::value("alarm_level"));
    }
    // The vendor's own SDK sends "alram".
    let status = params.word("alarm_status", &["ok", "alarm", "alram", "invalid"])?;
    let status = status.map(|status| if status == "alram" { "alarm" } else { status });
    let kind = params.word("alarm_type", &["event", "metric"])?;
    let (from, to) = (params.number("from")?, params.number("to")?);
    if from.into_iter().chain(to).any(|time| time > MILLISECONDS) {
        return Err(Refusal::value("from, to"));
    }
    let matches = |alarm: &&Alarm| {
        level.is_none_or(|level| alarm.level == level)
            && status.is_none_or(|status| alarm.status == status)
            && kind.is_none_or(|kind| alarm.rule.kind == kind)
            && from.is_none_or(|from| from * 1000 <= alarm.begin)
            && to.is_none_or(|to| alarm.begin <= to * 1000)
            && wanted(params, &data.servers[alarm.server].id)
    };
    let all: Vec<&Alarm> = data.alarms.iter().filter(matches).collect();
    Ok(page("alarms", &all, &paging, blemish, |out, alarm, bad| write_alarm(out, data, alarm, bad)))
}

/// Answers a list of events. The span is needed, in milliseconds or on older systems in seconds, and no longer than
/// thirty days.
pub(crate) fn events(
    data: &Data,
    params: &Params,
    in_seconds: bool,
    blemish: Option<Kind>,
) -> Result<Response, Refusal> {
    let paging = Paging::read(params)?;
    let level = params.word("event_level", &["critical", "major", "minor", "info"])?;
    let time = |key: &str| -> Result<i64, Refusal> {
        let time = params.number(key)?.ok_or_else(|| Refusal::missing(key))?;
        match (in_seconds, time > MILLISECONDS) {
            (true, false) => Ok(time * 1000),
            (false, true) => Ok(time),
            _ => Err(Refusal::value(key)),
        }
    };
    let (from, to) = (time("from")?, time("to")?);
    if to < from || to - from > LONGEST {
        return Err(Refusal::value("from, to"));
    }
    let matches = |event: &&Event| {
        (from..=to).contains(&event.time)
            && level.is_none_or(|level| event.kind.level == level)
            && wanted(params, &data.servers[event.server].id)
    };
    let all: Vec<&Event> = data.events.iter().filter(matches).collect();
    Ok(page("events", &all, &paging, blemish, |out, event, bad| write_event(out, data, event, bad)))
}

fn page<T>(
    key: &str,
    all: &[&T],
    paging: &Paging,
    blemish: Option<Kind>,
    write: impl Fn(&mut Json, &T, bool),
) -> Response {
    let page = all.get(paging.offset.min(all.len())..all.len().min(paging.offset + paging.limit)).unwrap_or_default();
    let mut out = Json::with_capacity(420 * page.len() + 60);
    out.open('{').key(key).open('[');
    for (index, row) in page.iter().enumerate().filter(|_| blemish != Some(Kind::NoRows)) {
        match blemish {
            Some(Kind::BadRows) if index == 0 => {
                out.string("a record that is a text");
            }
            Some(Kind::BadRows) if index == 1 => {
                out.raw("null");
            }
            _ => write(&mut out, row, blemish == Some(Kind::BadRow) && index == page.len() / 2),
        }
    }
    out.close(']').int("count", all.len() as i64).close('}');
    json(200, out.finish())
}

fn write_alarm(out: &mut Json, data: &Data, alarm: &Alarm, bad: bool) {
    let Alarm { number, server, rule, level, status, begin, end } = alarm;
    out.open('{').text("alarm_record_id", &format!("ah{begin}{number:06}")).text("alarm_id", rule.id);
    out.text("alarm_name", rule.name).text("alarm_status", status);
    if bad {
        out.key("alarm_level").raw("{}").text("begin_time", "soon");
    } else {
        out.int("alarm_level", *level).int("begin_time", *begin);
        out.int("last_alarm_time", end.unwrap_or(*begin));
    }
    if let Some(end) = end {
        out.int("end_time", *end);
    }
    out.key("metric").open('{').text("metric_name", rule.metric).key("dimensions").open('[');
    for (name, value) in [("server_id", data.servers[*server].id.as_str()), ("component", rule.part)] {
        out.open('{').text("name", name).text("value", value).close('}');
    }
    out.close(']').close('}').close('}');
}

fn write_event(out: &mut Json, data: &Data, event: &Event, bad: bool) {
    let server = &data.servers[event.server];
    let state = if event.asserted { "asserted" } else { "deasserted" };
    out.open('{').text("event_id", event.kind.id).text("message_id", &format!("m-{}", event.number));
    out.text("event_message", event.kind.message).text("event_level", event.kind.level).text("status", state);
    out.text("resource_id", &server.id);
    if bad {
        out.text("time", "soon");
    } else {
        out.int("time", event.time);
    }
    let mut origin = Json::new();
    origin.open('{').text("EventId", event.kind.id).text("SensorName", event.kind.sensor).text("Sn", &server.serial);
    origin.close('}');
    out.text("origin_event", &origin.finish()).close('}');
}
