//! Reading lists: pages, order, filters, windows.

use tapedeck_core::model::{Field, Record, Severity, Source, TimeRange, Timestamp};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::{Pushed, QueryProblemText, Sort, ViewSpec};
use tapedeck_simulator::synology::{Order, Settings};

use crate::harness::{Bench, NOW_S, lines, runs, source};

fn signed_in() -> Bench {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "admin");
    bench
}

/// The times fall (or rise) from row to row.
fn is_ordered(bench: &Bench, descending: bool) -> bool {
    let times: Vec<_> = bench.rows().into_values().map(|row| row.time()).collect();
    if descending { times.is_sorted_by(|a, b| a >= b) } else { times.is_sorted() }
}

#[test]
fn the_first_page_needs_two_requests_whatever_the_size() {
    let mut bench = signed_in();
    bench.asked("");
    bench.open(lines());
    let state = bench.state();
    assert_eq!((state.rows, state.total, state.growing, state.reads_all), (29_286, Some(29_286), false, false));
    assert_eq!(bench.rows().len(), 50);
    assert!(is_ordered(&bench, true));
    assert_eq!(bench.asked("list_log"), 2, "the first page and the last, which tells the order");
}

#[test]
fn every_row_is_there_exactly_once_however_the_vendor_orders_them() {
    for (log_order, descending) in [
        (Order::NewestFirst, true),
        (Order::NewestFirst, false),
        (Order::OldestFirst, true),
        (Order::OldestFirst, false),
    ] {
        let mut settings = Settings::small(3, NOW_S);
        settings.log_order = log_order;
        let mut bench = Bench::with(&["nas"], settings);
        bench.sign_in("nas", "admin");
        bench.open(ViewSpec { sort: Sort { field: Field::Time, descending }, ..lines() });
        let total = bench.state().rows;
        let mut ids = Vec::new();
        for first in (0..total).step_by(50) {
            bench.show(first, 50);
            let rows = bench.rows();
            ids.extend((first..(first + 50).min(total)).map(|place| rows[&place].id().to_string()));
        }
        assert_eq!(ids.len() as u64, total);
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len() as u64, total, "no row twice, none left out");
        assert!(is_ordered(&bench, descending), "descending: {descending}");
    }
}

#[test]
fn the_end_is_reached_without_what_is_between() {
    let mut bench = signed_in();
    bench.open(runs());
    bench.asked("");
    bench.show(7_500, 53);
    let asked = bench.asked("list_result");
    assert!(asked <= 2, "the page, and perhaps its neighbour, but not the 36 between: {asked}");
    assert!(bench.rows().contains_key(&7_552));
}

#[test]
fn a_window_scrolled_past_is_never_fetched() {
    let mut bench = signed_in();
    bench.open(lines());
    bench.hold("list_log");
    bench.asked("");
    for first in [5_000, 9_000, 13_000, 17_000] {
        bench.show(first, 50);
    }
    bench.release();
    let rows = bench.rows();
    assert!(rows.contains_key(&17_000));
    assert!(![5_000, 9_000, 13_000].iter().any(|first| rows.contains_key(first)), "their requests were dropped");
}

#[test]
fn another_order_reads_everything_and_shows_what_is_there_meanwhile() {
    let mut bench = signed_in();
    bench.open(ViewSpec { sort: Sort { field: Field::Severity, descending: true }, ..lines() });
    let state = bench.state();
    assert_eq!((state.rows, state.growing, state.reads_all), (29_286, false, true));
    let first = bench.rows().into_values().next().unwrap();
    assert!(matches!(first, Record::Line(line) if line.severity == Severity::Error));
    assert_eq!(bench.rows().len(), 50, "no more rows than the window has");
}

#[test]
fn reading_everything_can_be_stopped_and_resumed() {
    let mut bench = signed_in();
    bench.open(runs());
    bench.hold("list_result");
    bench.open(ViewSpec { query: "nightly".into(), ..runs() });
    bench.command(Command::Stop { view: 1 });
    bench.release();
    let state = bench.state();
    assert!(state.stopped && !state.growing);
    assert!(state.rows > 0 && state.rows < 1_000, "what was there is shown: {}", state.rows);
    bench.command(Command::Resume { view: 1 });
    let state = bench.state();
    assert!(!state.stopped && !state.growing);
    assert_eq!(state.total, Some(7_553));
    assert!(state.rows > 1_000, "{}", state.rows);
}

#[test]
fn what_the_vendor_can_filter_it_filters() {
    let mut bench = signed_in();
    bench.open(lines());
    bench.asked("");
    bench.open(ViewSpec { query: "severity:error".into(), ..lines() });
    let state = bench.state();
    assert!(!state.reads_all, "the vendor filters, so pages on screen are enough");
    assert_eq!(state.pushed, Pushed { severity: true, ..Pushed::default() });
    assert!(state.rows > 0 && state.rows < state.total.unwrap());
    assert_eq!(state.total, Some(29_286), "the count without the filter is remembered");
    assert!(bench.rows().values().all(|row| row.text(Field::Severity) == "error"));
    assert!(bench.asked("list_log") <= 2);
}

#[test]
fn a_filter_of_ours_and_the_vendors_find_the_same() {
    let mut bench = signed_in();
    let mut count = |query: &str| {
        bench.open(ViewSpec { query: query.into(), ..runs() });
        (bench.state().rows, bench.state().reads_all)
    };
    let (theirs, _) = count("outcome:failed");
    let (both, reads_all) = count("outcome:failed,failed");
    assert!(reads_all, "two values are more than the vendor can filter by");
    assert_eq!(theirs, both);
    let (nothing, _) = count("outcome:failed -outcome:failed");
    assert_eq!(nothing, 0);
}

#[test]
fn a_time_range_holds_both_its_ends() {
    let mut bench = signed_in();
    let day = 86_400_000;
    let to = NOW_S * 1000 - 3 * day;
    let range = TimeRange { from: Some(Timestamp(to - 2 * day)), to: Some(Timestamp(to)) };
    bench.open(ViewSpec { range, ..lines() });
    let state = bench.state();
    assert!(state.rows > 0 && state.pushed.range);
    bench.show(0, state.rows as u32);
    assert_eq!(bench.rows().len() as u64, state.rows);
    assert!(bench.rows().values().all(|row| range.contains(row.time())));
}

#[test]
fn a_mistake_in_the_query_keeps_the_last_good_result() {
    let mut bench = signed_in();
    bench.open(ViewSpec { query: "outcome:failed".into(), ..runs() });
    let good = bench.state().rows;
    bench.open(ViewSpec { query: "outcome:failed colour:red".into(), ..runs() });
    let state = bench.state();
    assert_eq!(state.rows, good);
    assert_eq!(state.query_error, Some((15, 6, QueryProblemText::UnknownField("colour".into()))));
}

#[test]
fn the_lines_of_a_run_come_from_its_beginning() {
    let mut bench = signed_in();
    bench.open(ViewSpec { query: "outcome:failed".into(), ..runs() });
    let run = bench.rows()[&0].id().to_string();
    bench.open(ViewSpec {
        sources: vec!["nas".into()],
        run: Some(run.clone()),
        sort: Sort { field: Field::Time, descending: false },
        ..lines()
    });
    assert!(bench.state().rows > 1);
    assert!(is_ordered(&bench, false));
    assert!(bench.rows().values().all(|row| row.text(Field::Run) == run));
    bench.command(Command::Run { source: "nas".into(), run: run.clone() });
    let found = bench.run_found().unwrap().unwrap().unwrap();
    assert_eq!(found.id(), run);
    assert!(!found.raw().is_empty(), "the record comes as it was sent");
}

#[test]
fn a_row_is_given_completely_with_its_raw_record() {
    let mut bench = signed_in();
    bench.open(lines());
    assert!(bench.rows()[&0].raw().is_empty(), "a table does not need it");
    bench.detail(20_000);
    let (place, record, searching) = bench.found().unwrap();
    let record = record.unwrap();
    assert_eq!((place, searching), (Some(20_000), false));
    assert!(record.raw().contains(&format!("\"log_id\":{}", record.id())), "{}", record.raw());
}

#[test]
fn a_record_is_found_by_its_number() {
    let mut bench = signed_in();
    bench.open(lines());
    bench.detail(700);
    let (_, record, _) = bench.found().unwrap();
    let id = record.unwrap().id().to_string();
    bench.open(lines());
    bench.find("nas", &id);
    assert_eq!(bench.found().unwrap().0, Some(700));
    bench.find("nas", "no such number");
    assert_eq!(bench.found(), Some((None, None, false)));
}

#[test]
fn two_sources_become_one_list_in_order_of_time() {
    let mut bench = Bench::with(&["a", "b"], Settings::small(5, NOW_S));
    bench.sign_in("a", "admin");
    bench.sign_in("b", "admin");
    bench.open(lines());
    let state = bench.state();
    assert_eq!((state.rows, state.total), (1_800, Some(1_800)));
    assert!(is_ordered(&bench, true));
    let sources: std::collections::BTreeSet<_> = bench.rows().values().map(|row| row.source().to_string()).collect();
    assert_eq!(sources.len(), 2);
    bench.open(ViewSpec { sources: vec!["b".into()], ..lines() });
    assert_eq!(bench.state().rows, 900);
    bench.command(Command::Sources(vec![source("a")]));
    bench.open(lines());
    assert_eq!(bench.state().rows, 900, "a source that is gone takes its rows with it");
}

#[test]
fn a_source_that_fails_does_not_hold_up_the_others() {
    let mut bench = Bench::with(&["a", "b"], Settings::small(5, NOW_S));
    bench.sign_in("a", "admin");
    bench.sign_in("b", "admin");
    bench.kill("b", true);
    bench.open(lines());
    let state = bench.state();
    assert_eq!((state.rows, state.total), (900, None), "what is not known is not guessed");
    assert!(state.sources.iter().any(|read| read.source == "b" && read.error.is_some()));
}

/// The rows of the second source came within the pause between two selections, and nothing came after them: as long as
/// the first source hung, the list was empty.
#[test]
fn a_source_that_hangs_does_not_hide_what_the_others_sent_last() {
    let datafor = Source {
        id: "bi".into(),
        vendor: "datafor".into(),
        base_url: "sim://datafor-1/datafor/".into(),
        ..source("nas-1")
    };
    let mut bench = Bench::of_vendors(vec![source("nas-1"), datafor]);
    bench.sign_in("nas-1", "admin");
    bench.sign_in_with("bi", &[("method", "basic"), ("account", "admin"), ("password", "tapedeck")]);
    bench.hold("list_result");
    bench.open(runs());
    let state = bench.state();
    assert!(state.rows > 1_000 && state.growing, "{} rows", state.rows);
    assert!(bench.rows().values().all(|row| row.source() == "bi"));
    bench.release();
    assert!(!bench.state().growing && bench.state().rows > 8_000);
}

#[test]
fn late_answers_of_an_earlier_list_are_not_shown() {
    let mut bench = signed_in();
    bench.hold("list_log");
    bench.open(lines());
    bench.open(ViewSpec { query: "severity:error".into(), ..lines() });
    bench.release();
    assert!(bench.rows().values().all(|row| row.text(Field::Severity) == "error"));
}

#[test]
fn a_closed_view_is_told_nothing() {
    let mut bench = signed_in();
    bench.hold("list_log");
    bench.open(lines());
    bench.command(Command::Close { view: 1 });
    let before = bench.event_count();
    bench.release();
    assert_eq!(bench.event_count(), before);
}

#[test]
fn refresh_reads_again() {
    let mut bench = signed_in();
    bench.open(runs());
    bench.asked("");
    bench.command(Command::Refresh);
    assert_eq!(bench.asked("list_result"), 2);
    assert_eq!(bench.state().rows, 7_553);
}
