//! Questions that need several requests: the servers marker by marker, alarms page by page, events window by window.

use std::collections::BTreeMap;

use tapedeck_core::error::Kind;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Line, Page, Severity, TimeRange, Timestamp};
use tapedeck_core::vendors::{Answer, Call, PageRequest, VendorFilter};

use crate::vendor::*;

const DAY: i64 = 86_400_000;

fn query(request: &Request) -> BTreeMap<String, String> {
    let query = request.url.split_once('?').map_or("", |(_, query)| query);
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(key, value)| (key.to_string(), value.to_string())).collect()
}

fn read(call: &Call, hear: impl FnMut(&Request) -> Response) -> Page<Line> {
    match lead(&mut *ask(&token(), call), hear).expect("lines") {
        Answer::Lines(page) => page,
        other => panic!("{other:?}"),
    }
}

/// An event each day, and an alarm every ten, for so many days back.
fn world(request: &Request, days: i64) -> Response {
    let query = query(request);
    let number = |key: &str| query.get(key).and_then(|text| text.parse::<i64>().ok());
    let (offset, limit) = (number("offset").unwrap_or(0) as usize, number("limit").unwrap_or(10).min(100) as usize);
    let page = |rows: Vec<String>, key: &str| {
        let page: Vec<_> = rows.iter().skip(offset).take(limit).cloned().collect();
        ok(format!("{{\"{key}\":[{}],\"count\":{}}}", page.join(","), rows.len()))
    };
    let times = (0..days).map(|day| NOW.0 - day * DAY - 1);
    if below(request).contains("/events?") {
        let (from, to) = (number("from").expect("from"), number("to").expect("to"));
        assert!(to >= from && to - from <= 30 * DAY, "{}", request.url);
        let rows = times.filter(|time| (from..=to).contains(time)).map(|time| {
            format!(r#"{{"message_id":"m{time}","event_level":"info","event_message":"x","time":{time}}}"#)
        });
        return page(rows.collect(), "events");
    }
    if below(request).contains("/alarms?") {
        let rows =
            times.step_by(10).filter(|time| number("from").is_none_or(|from| from * 1000 <= *time)).map(|time| {
                format!(r#"{{"alarm_record_id":"a{time}","alarm_level":1,"alarm_name":"y","begin_time":{time}}}"#)
            });
        return page(rows.collect(), "alarms");
    }
    ok(SERVERS)
}

#[test]
fn everything_of_the_last_ninety_days_comes_as_one_list() {
    let page = read(&lines(), |request| world(request, 365));
    let events = page.rows.iter().filter(|line| line.id.starts_with('m')).count();
    let alarms = page.rows.iter().filter(|line| line.id.starts_with('a')).count();
    assert_eq!((events, alarms), (90, 37), "alarms are answered for all time");
    assert_eq!(page.total, Some(127));
    assert_eq!(page.since, Some(Timestamp(NOW.0 - 90 * DAY)), "what was not asked for is said");
    assert!(page.rows.is_sorted_by(|a, b| a.time >= b.time));
    let ids: std::collections::BTreeSet<_> = page.rows.iter().map(|line| &line.id).collect();
    assert_eq!(ids.len(), page.rows.len(), "no row twice");
}

#[test]
fn a_span_is_read_completely_and_exactly() {
    let range = TimeRange { from: Some(Timestamp(NOW.0 - 200 * DAY)), to: Some(Timestamp(NOW.0 - 10 * DAY)) };
    let page = read(&lines_with(VendorFilter { range, ..VendorFilter::default() }), |request| world(request, 365));
    assert_eq!((page.rows.len(), page.since), (190 + 19, None));
    assert!(page.rows.iter().all(|line| range.contains(line.time)));
}

#[test]
fn a_severity_is_asked_level_by_level() {
    let mut asked = Vec::new();
    let range = TimeRange { from: Some(Timestamp(NOW.0 - DAY)), to: None };
    let filter = VendorFilter { range, severity: Some(Severity::Error), ..VendorFilter::default() };
    read(&lines_with(filter), |request| {
        let query = query(request);
        asked.extend(["alarm_level", "event_level"].iter().filter_map(|key| query.get(*key).cloned()));
        if query.contains_key("from") && below(request).contains("/alarms?") {
            assert_eq!(query["from"], ((NOW.0 - DAY) / 1000).to_string(), "alarms are asked in seconds");
        }
        ok("{}")
    });
    assert_eq!(asked, ["1", "2", "critical", "major"]);
}

/// A system that overlooks what it does not know answers with everything, for every level and every window.
#[test]
fn a_system_that_overlooks_conditions_gives_no_row_twice() {
    let event =
        |id: u32, level: &str| format!(r#"{{"message_id":"m{id}","event_level":"{level}","time":{}}}"#, NOW.0 - 5);
    let body = format!(r#"{{"events":[{},{}],"count":2}}"#, event(1, "major"), event(2, "info"));
    let hear = |request: &Request| ok(if below(request).contains("/events?") { body.as_str() } else { "{}" });
    assert_eq!(read(&lines(), hear).rows.len(), 2);
    let filter = VendorFilter { severity: Some(Severity::Info), ..VendorFilter::default() };
    let page = read(&lines_with(filter), hear);
    let codes: Vec<_> = page.rows.iter().map(|line| line.severity_code.as_str()).collect();
    assert_eq!(codes, ["major", "info"], "what lacks a message has a note, and stays");
    assert!(page.rows.iter().all(|line| line.problem.is_some()));
}

#[test]
fn an_older_system_is_asked_in_seconds() {
    let mut refused = 0;
    let page = read(&lines(), |request| {
        let query = query(request);
        if below(request).contains("/events?") {
            if query["from"].len() > 10 {
                refused += 1;
                return answer(400, &[], r#"{"error_code":"iMetal.0001","error_msg":"from"}"#);
            }
            let (from, to): (i64, i64) = (query["from"].parse().unwrap(), query["to"].parse().unwrap());
            assert!(to - from <= 30 * 86_400, "{}", request.url);
            return ok(r#"{"events":[{"event_id":"e","time":1795000000}],"count":1}"#);
        }
        ok("{}")
    });
    assert_eq!((refused, page.rows.len()), (1, 1), "it is found out once");
}

#[test]
fn names_come_from_all_pages_of_servers() {
    let mut markers = Vec::new();
    let answer = lead(&mut *ask(&token(), &Call::Files(page())), |request| {
        let query = query(request);
        markers.push(query.get("marker").cloned().unwrap_or_default());
        match markers.len() {
            1 => ok(r#"{"servers":[{"id":"a"},{"id":"b"}],"page_info":{"next_marker":"b"},"count":3}"#),
            _ => ok(r#"{"servers":[{"id":"c"}],"page_info":{"next_marker":""},"count":3}"#),
        }
    });
    assert_eq!(markers, ["", "b"]);
    let Ok(Answer::Files(files)) = answer else { panic!("{answer:?}") };
    assert_eq!(files.rows.iter().map(|file| file.id.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    let later = Call::Files(PageRequest { offset: 2, ..page() });
    let answer = lead(&mut *ask(&token(), &later), |_| ok(r#"{"servers":[{"id":"a"},{"id":"b"},{"id":"c"}]}"#));
    let Ok(Answer::Files(files)) = answer else { panic!("{answer:?}") };
    assert_eq!((files.rows.len(), files.total), (1, Some(3)));
}

#[test]
fn a_marker_that_comes_again_ends_the_list() {
    let mut asked = 0;
    let answer = lead(&mut *ask(&token(), &act("servers", &[])), |_| {
        asked += 1;
        ok(r#"{"servers":[{"id":"a","name":"A"}],"page_info":{"next_marker":"a"}}"#)
    });
    assert!(answer.is_ok() && asked == 2, "{asked}: {answer:?}");
}

#[test]
fn a_page_that_comes_again_is_an_error() {
    let row = r#"{"alarm_id":"al1","begin_time":1795000000}"#;
    let body = format!("{{\"alarms\":[{row}],\"count\":900}}");
    let hear = |request: &Request| ok(if below(request).contains("/alarms?") { body.as_str() } else { "{}" });
    let error = lead(&mut *ask(&token(), &lines()), hear).expect_err("an error");
    assert_eq!((error.kind, error.detail.as_str()), (Kind::Unreadable, "the same page came again"));
}

#[test]
fn without_the_right_to_list_servers_numbers_stand_for_names() {
    let page = read(&lines(), |request| {
        let denied = r#"{"error_code":"iMetal.0004","error_msg":"Insufficient permissions"}"#;
        match below(request) {
            path if path.contains("/alarms?") => {
                ok(format!(r#"{{"alarms":[{{"alarm_id":"al1","resource_id":"{SERVER}"}}],"count":1}}"#))
            }
            path if path.contains("/events?") => ok("{}"),
            _ => answer(403, &[], denied),
        }
    });
    assert_eq!(page.rows[0].job, SERVER);
}

#[test]
fn a_span_without_anything_is_empty() {
    let range = TimeRange { from: Some(Timestamp(NOW.0 + DAY)), to: Some(Timestamp(NOW.0 + 2 * DAY)) };
    let filter = VendorFilter { range, severity: Some(Severity::Info), ..VendorFilter::default() };
    let page = read(&lines_with(filter), |request| {
        assert!(!below(request).contains("/events?"), "{}", request.url);
        ok(SERVERS)
    });
    assert_eq!((page.rows.len(), page.total), (0, Some(0)));
}

/// After an error that passes, the same request is asked for again and nothing is lost.
#[test]
fn a_passing_trouble_in_the_middle_loses_nothing() {
    let mut exchange = ask(&token(), &lines());
    let mut troubles = 0;
    let answer = loop {
        let request = exchange.request(NOW);
        if troubles < 3 && request.url.contains("offset") {
            troubles += 1;
            let error = exchange.take(&answer(429, &[], "Too many requests")).expect_err("an error");
            assert!(error.is_transient());
            assert_eq!(exchange.request(NOW).url, request.url);
        }
        if let tapedeck_core::vendors::Next::Done(answer) = exchange.take(&world(&request, 365)).expect("an answer") {
            break answer;
        }
    };
    let Answer::Lines(page) = answer else { panic!("{answer:?}") };
    assert_eq!(page.rows.len(), 127);
}

/// The vendor counts more than it gives: what is missing is asked for once more, and is not there.
#[test]
fn after_everything_there_is_nothing() {
    let mut asked = 0;
    let later = Call::Lines(PageRequest { offset: 127, ..page() });
    let page = read(&later, |_| {
        asked += 1;
        ok(SERVERS)
    });
    assert_eq!((page.rows.len(), page.total, asked), (0, None, 1));
    assert!(page.since.is_some(), "the notice stays");
}
