use tapedeck_core::model::{Field, TimeRange, Timestamp};
use tapedeck_engine::protocol::{Gather, Sort};

use super::*;

#[test]
fn every_address_prints_and_reads_the_same() {
    let run = Place::Run { source: "nas/1".into(), run: "592".into() };
    for (address, text) in [
        (Address::default(), "#/overview"),
        (
            Address { place: Place::Logs, sources: vec!["nas-1".into(), "b".into()], ..Address::default() },
            "#/logs?source=nas-1,b",
        ),
        (
            Address {
                query: "outcome:failed \"100% & #1?\"".into(),
                zone: Some("Europe/Berlin".into()),
                ..Address::default()
            },
            "#/overview?q=outcome:failed%20%22100%25%20%26%20%231%3F%22&tz=Europe/Berlin",
        ),
        (
            Address { place: run, selected: Some(("nas/1".into(), "9527".into())), ..Address::default() },
            "#/runs/nas%2F1/592?line=nas/1/9527",
        ),
        (
            Address {
                span: Span::Last { hours: 720 },
                sort: Some(Sort { field: Field::Severity, descending: true }),
                columns: Some(vec![Field::Time, Field::Text]),
                selected: Some(("a".into(), "7".into())),
                ..Address::default()
            },
            "#/overview?from=-30d&sort=-severity&columns=time,text&line=a/7",
        ),
        (
            Address {
                place: Place::Sources,
                span: Span::Between(TimeRange { from: Some(Timestamp(0)), to: Some(Timestamp(1500)) }),
                ..Address::default()
            },
            "#/sources?from=1970-01-01T00:00:00Z&to=1970-01-01T00:00:01.500Z",
        ),
        (Address { place: Place::Files, sources: vec!["a".into()], ..Address::default() }, "#/files?source=a"),
        (
            Address { place: Place::Administration { source: "nas 1".into() }, ..Address::default() },
            "#/sources/nas%201/administration",
        ),
        (
            Address {
                place: Place::Logs,
                lifted: Some(Lifted { query: "severity:error".into(), sort: None }),
                ..Address::default()
            },
            "#/logs?lifted=severity:error",
        ),
        (
            Address {
                place: Place::Logs,
                lifted: Some(Lifted {
                    query: "a".into(),
                    sort: Some(Sort { field: Field::Severity, descending: true }),
                }),
                sort: Some(Sort { field: Field::User, descending: false }),
                ..Address::default()
            },
            "#/logs?lifted=a&lifted-sort=-severity&sort=user",
        ),
        (
            Address {
                place: Place::Logs,
                gather: Some(Gather { numbers_ignored: true, anywhere: false }),
                follow: true,
                ..Address::default()
            },
            "#/logs?repeated=numbers&follow=1",
        ),
        (
            Address {
                place: Place::Logs,
                gather: Some(Gather { numbers_ignored: false, anywhere: true }),
                ..Address::default()
            },
            "#/logs?repeated=equal,anywhere",
        ),
        (Address { span: Span::Last { hours: 5 }, ..Address::default() }, "#/overview?from=-5h"),
    ] {
        assert_eq!(address.to_string(), text);
        if !text.contains("nas%2F1") {
            assert_eq!(Address::parse(text), (address, vec![]), "{text}");
        }
    }
}

#[test]
fn a_lifted_filter_can_be_laid_again() {
    let (filtered, _) = Address::parse("#/logs?source=nas&q=severity:error&line=nas/7");
    let lifted = filtered.in_context();
    assert_eq!(lifted.to_string(), "#/logs?source=nas&lifted=severity:error&line=nas/7");
    assert_eq!(lifted.back_to_filter(), filtered);
}

/// The order was lost with the filter, and did not come back with it.
#[test]
fn the_order_comes_back_with_the_filter() {
    let (filtered, _) = Address::parse("#/logs?q=severity:error&sort=user");
    let lifted = filtered.in_context();
    assert_eq!(lifted.to_string(), "#/logs?lifted=severity:error&lifted-sort=user");
    let (read, problems) = Address::parse(&lifted.to_string());
    assert_eq!((read.back_to_filter(), problems), (filtered, vec![]));
}

#[test]
fn what_cannot_be_read_is_left_out_and_told() {
    for (text, problems) in [
        ("", vec![]),
        ("#", vec![]),
        ("#/", vec![]),
        ("#/nowhere/else", vec!["/nowhere/else"]),
        ("#/logs?from=yesterday&colour=red&q=x", vec!["from=yesterday", "colour=red"]),
        (
            "#/logs?sort=-beauty&columns=time,charm&line=7&to=",
            vec!["sort=-beauty", "columns=time,charm", "line=7", "to="],
        ),
        ("#%%%?&&=&?", vec!["%%%", "=", "?"]),
    ] {
        assert_eq!(Address::parse(text).1, problems, "{text}");
    }
    assert_eq!(Address::parse("#/logs?from=yesterday&q=x").0.query, "x", "the rest is used");
}

#[test]
fn spans_count_from_now() {
    let range = Span::Last { hours: 1 }.range(3_600_000 + 61_500);
    assert_eq!(range, TimeRange { from: Some(Timestamp(60_000)), to: None });
    assert_eq!(Span::All.range(5), TimeRange::default());
}
