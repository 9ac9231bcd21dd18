//! What is done with rows: found, jumped to, copied, exported.

use tapedeck_core::export::{Column, Form, Hide, Plan};
use tapedeck_core::model::{Field, Record, Severity};
use tapedeck_core::vendors::Subject;
use tapedeck_engine::Command;
use tapedeck_engine::protocol::{Sort, Task, Then, ViewSpec, Wanted, Work};
use tapedeck_simulator::synology::{Order, Settings};

use crate::harness::{Bench, NOW_S, lines, runs};

fn opened(settings: Settings, spec: ViewSpec) -> Bench {
    let mut bench = Bench::with(&["nas"], settings);
    bench.sign_in("nas", "admin");
    bench.open(spec);
    bench
}

fn small() -> Settings {
    Settings::small(3, NOW_S)
}

fn look(query: &str, from: Option<u64>, backwards: bool, counted: bool) -> Task {
    Task::Look { number: 1, query: query.into(), from, at: None, backwards, counted }
}

fn write(rows: Wanted, form: Form, columns: &[Column], limit: Option<u64>) -> Task {
    let plan = Plan { form, columns: columns.to_vec(), bom: false, hide: Hide::default(), local: false };
    Task::Write { number: 2, rows, plan, names: vec![("nas".into(), "Office".into())], limit }
}

/// All pieces of what is written, and how it ended.
fn written(bench: &mut Bench, task: Task) -> (String, u64, Then) {
    let (bytes, rows, then) = written_bytes(bench, task);
    (String::from_utf8(bytes).expect("text"), rows, then)
}

fn written_bytes(bench: &mut Bench, task: Task) -> (Vec<u8>, u64, Then) {
    let before = bench.works().len();
    bench.task(task);
    let mut all = Vec::new();
    let mut at = before;
    loop {
        match bench.works().get(at).cloned() {
            Some(Work::Written { bytes, then: Then::More, .. }) => all.extend(bytes),
            Some(Work::Written { bytes, rows, then, .. }) => {
                all.extend(bytes);
                return (all, rows, then);
            }
            other => panic!("{other:?}"),
        }
        at += 1;
        bench.task(Task::More { number: 2 });
    }
}

/// All rows of the view, in its order: as somebody sees them who scrolls through all of it.
fn all_rows(bench: &mut Bench) -> Vec<Record> {
    let total = bench.state().rows;
    let mut all = Vec::new();
    for first in (0..total).step_by(50) {
        bench.show(first, 50);
        let rows = bench.rows();
        all.extend((first..(first + 50).min(total)).map(|place| rows[&place].clone()));
    }
    all
}

const NUMBER: [Column; 1] = [Column::Number];

#[test]
fn a_jump_inside_of_what_is_read_asks_the_vendor_for_nothing() {
    let mut bench = opened(Settings::new(1, NOW_S), lines());
    bench.show(0, 200);
    let rows = bench.rows();
    let (place, _) = rows.iter().find(|(_, row)| is(row, Severity::Warning)).expect("a warning near the top");
    bench.asked("");
    bench.task(look("severity:warning", None, false, false));
    let works = bench.works();
    let [Work::Looked { place: found, which: None, wrapped: false, reading: false, .. }] = works.as_slice() else {
        panic!("{works:?}")
    };
    assert_eq!(found, &Some(*place));
    assert_eq!(bench.asked("list_log"), 0);
}

fn is(record: &Record, severity: Severity) -> bool {
    matches!(record, Record::Line(line) if line.severity == severity)
}

#[test]
fn a_jump_finds_every_match_in_both_directions_and_goes_round() {
    for order in [Order::NewestFirst, Order::OldestFirst] {
        let mut settings = small();
        settings.log_order = order;
        let mut bench = opened(settings, lines());
        let rows = all_rows(&mut bench);
        let matches: Vec<u64> =
            (0..).zip(&rows).filter(|(_, row)| is(row, Severity::Error)).map(|(place, _)| place).collect();
        assert!(matches.len() > 2);
        let mut from = None;
        for place in matches.iter().chain(&matches[..1]) {
            bench.task(look("severity:error", from, false, false));
            let wrapped = from.is_some() && *place == matches[0];
            match bench.works().last() {
                Some(Work::Looked { place: found, wrapped: round, reading: false, .. }) => {
                    assert_eq!((*found, *round), (Some(*place), wrapped));
                }
                other => panic!("{other:?}"),
            }
            from = Some(*place);
        }
        bench.task(look("severity:error", Some(matches[0]), true, false));
        let last = matches.last().copied();
        assert!(matches!(bench.works().last(), Some(Work::Looked { place, wrapped: true, .. }) if *place == last));
    }
}

#[test]
fn a_find_counts_all_matches_and_reads_all_rows_for_that() {
    let mut bench = opened(Settings::new(1, NOW_S), lines());
    bench.task(look("severity:error", None, false, true));
    let works = bench.works();
    let Some(Work::Looked { place: Some(place), which: Some((1, of)), reading: false, .. }) = works.last() else {
        panic!("{works:?}")
    };
    let state = bench.state();
    assert_eq!((state.rows, state.order), (29_286, 0), "all rows are there, at their old places");
    // Filtered, there are as many.
    let place = *place;
    let of = *of;
    let mut filtered = opened(Settings::new(1, NOW_S), ViewSpec { query: "severity:error".into(), ..lines() });
    assert_eq!(filtered.state().rows, of);
    filtered.show(0, 1);
    bench.show(place, 1);
    assert_eq!(bench.rows()[&place].id(), filtered.rows()[&0].id());
}

/// Only what is found can be listed; the row that somebody is at stays the one, there and back.
#[test]
fn only_matches_are_listed_and_the_row_stays_the_same() {
    for spec in [lines(), ViewSpec { query: "severity:error,warning".into(), ..lines() }] {
        let mut bench = opened(small(), spec.clone());
        let all = all_rows(&mut bench);
        let number = |bench: &Bench| match bench.works().last() {
            Some(Work::Looked { place: Some(place), row: Some(row), which: Some(which), reading: false, .. }) => {
                (*place, *row, *which)
            }
            other => panic!("{other:?}"),
        };
        bench.task(look("backup", None, false, true));
        let (first, _, (_, of)) = number(&bench);
        bench.task(look("backup", Some(first), false, true));
        let (place, row, which) = number(&bench);
        assert_eq!(which, (2, of));
        bench.open(ViewSpec { within: "backup".into(), ..spec.clone() });
        assert_eq!(bench.state().rows, of);
        for backwards in [false, true] {
            bench.task(Task::Look {
                number: 1,
                query: "backup".into(),
                from: None,
                at: Some(row),
                backwards,
                counted: true,
            });
            assert_eq!(number(&bench), (1, row, (2, of)));
        }
        assert_eq!(bench.rows()[&1].id(), all[place as usize].id());
        // Back, and a number that no row has any more.
        bench.open(spec.clone());
        bench.task(Task::Look {
            number: 1,
            query: "backup".into(),
            from: None,
            at: Some(row),
            backwards: false,
            counted: true,
        });
        assert_eq!(number(&bench), (place, row, which));
        bench.task(Task::Look {
            number: 1,
            query: "backup".into(),
            from: None,
            at: Some(u64::MAX),
            backwards: false,
            counted: true,
        });
        assert_eq!(number(&bench).0, first);
    }
}

#[test]
fn where_only_matches_are_listed_a_mistake_keeps_them_and_only_they_are_written() {
    let mut bench = opened(small(), ViewSpec { query: "severity:error".into(), ..lines() });
    let errors = bench.state().rows;
    let only = ViewSpec { query: "severity:error".into(), within: "failed".into(), ..lines() };
    bench.open(only.clone());
    let rows = bench.state().rows;
    assert!(rows > 0 && rows < errors, "{rows} of {errors}");
    assert_eq!(written(&mut bench, write(Wanted::All, Form::Text, &NUMBER, None)).1, rows);
    bench.open(ViewSpec { query: "severity:error (".into(), ..only.clone() });
    assert!(bench.state().query_error.is_some());
    assert_eq!(bench.state().rows, rows);
    bench.open(ViewSpec { query: "severity:error (".into(), within: String::new(), ..only });
    assert_eq!(bench.state().rows, errors);
}

#[test]
fn nothing_is_found_where_nothing_matches_or_the_query_says_nothing() {
    let mut bench = opened(small(), lines());
    for query in ["\"no such text\"", "", "nofield:x"] {
        bench.task(look(query, None, false, true));
        assert!(
            matches!(bench.works().last(), Some(Work::Looked { place: None, reading: false, .. })),
            "{query}: {:?}",
            bench.works().last()
        );
    }
}

#[test]
fn what_is_selected_is_written_in_the_order_of_the_table() {
    for sort in [Sort::default(), Sort { field: Field::Severity, descending: true }] {
        let mut bench = opened(small(), ViewSpec { sort, ..lines() });
        let ids: Vec<String> = all_rows(&mut bench).iter().map(|row| row.id().to_string()).collect();
        let order = bench.state().order;
        let places = Wanted::Places { order, ranges: vec![(1, 4), (7, 8), (ids.len() as u64 - 1, u64::MAX)] };
        let (text, rows, then) = written(&mut bench, write(places, Form::Text, &NUMBER, None));
        let wanted = [1, 2, 3, 7, ids.len() - 1].map(|place| ids[place].as_str());
        assert_eq!((text.lines().collect::<Vec<_>>(), rows, then), (wanted.to_vec(), 5, Then::Done));
    }
}

#[test]
fn everything_that_matches_is_written_piece_by_piece_also_what_nobody_scrolled_to() {
    let mut bench = opened(small(), lines());
    let all = bench.state().rows;
    let (text, rows, then) = written(&mut bench, write(Wanted::All, Form::Ndjson, &Column::all(Subject::Lines), None));
    assert_eq!((rows, then, text.lines().count() as u64), (all, Then::Done, all));
    let pieces = bench.works().len();
    assert!(pieces > 1, "{pieces} pieces of {} bytes", text.len());
    let first = text.lines().next().unwrap();
    for piece in [r#""source":"Office""#, r#""source_id":"nas""#, r#""raw":{"#, r#""log_id":"#] {
        assert!(first.contains(piece), "{piece} in {first}");
    }
    let mut bench = opened(small(), ViewSpec { query: "severity:error".into(), ..lines() });
    let rows = bench.state().rows;
    assert_eq!(written(&mut bench, write(Wanted::All, Form::Csv, &NUMBER, None)).1, rows, "only what matches");
}

#[test]
fn too_much_for_the_clipboard_is_said_and_not_written() {
    let mut bench = opened(small(), lines());
    let (text, _, then) = written(&mut bench, write(Wanted::All, Form::Text, &NUMBER, Some(100)));
    assert_eq!((text.as_str(), then), ("", Then::TooMuch));
}

#[test]
fn a_selection_of_rows_that_moved_is_not_written() {
    let mut bench = opened(small(), runs());
    let order = bench.state().order;
    bench.command(Command::Refresh);
    assert_ne!(bench.state().order, order);
    bench.task(write(Wanted::Places { order, ranges: vec![(0, 2)] }, Form::Text, &NUMBER, None));
    assert_eq!(bench.works(), [Work::Moved { number: 2 }]);
}

#[test]
fn a_source_that_fails_is_told_of_in_what_is_written() {
    let mut bench = opened(Settings::new(1, NOW_S), lines());
    bench.fault("nas", r#"{"fault":"garbage","method":"list_log","count":1000}"#);
    let (text, rows, then) = written(&mut bench, write(Wanted::All, Form::Text, &NUMBER, None));
    assert_eq!(then, Then::Partly);
    assert!(rows > 0 && rows < 29_286 && text.lines().count() as u64 == rows, "{rows}");
}

#[test]
fn what_is_ended_goes_on_no_more_and_nothing_more_is_read() {
    let mut bench = opened(Settings::new(1, NOW_S), lines());
    bench.hold("list_log");
    bench.task(look("severity:error \"never said\"", None, false, true));
    bench.task(Task::End { number: 1 });
    bench.asked("");
    bench.release();
    let told = bench.works();
    assert!(told.iter().all(|work| matches!(work, Work::Looked { place: None, reading: true, .. })), "{told:?}");
    assert_eq!(bench.asked("list_log"), 0);
}

/// Cancelled in the middle, an export went on only in what was not asked for: the next piece.
#[test]
fn a_writing_that_is_ended_in_the_middle_gives_no_more_and_another_begins_anew() {
    let mut bench = opened(small(), lines());
    let all = || write(Wanted::All, Form::Ndjson, &Column::all(Subject::Lines), None);
    bench.task(all());
    let begun = bench.works();
    let [Work::Written { then: Then::More, rows, of, .. }] = begun.as_slice() else { panic!("{begun:?}") };
    assert!(rows < of, "{rows} of {of}");
    bench.task(Task::End { number: 2 });
    bench.task(Task::More { number: 2 });
    assert_eq!(bench.works().len(), 1, "nothing more");
    let whole = written(&mut bench, all());
    assert_eq!((whole.1, whole.2), (*of, Then::Done), "from its beginning");
    assert_eq!(whole.0.lines().count() as u64, *of);
}

#[test]
fn what_would_be_hidden_is_shown_before_and_after() {
    let mut bench = opened(small(), lines());
    let plan = Plan {
        form: Form::Csv,
        columns: vec![Column::Shown(Field::Text), Column::Shown(Field::User)],
        bom: false,
        hide: Hide::ALL,
        local: false,
    };
    bench.task(Task::Compare { number: 9, rows: Wanted::All, plan, names: vec![] });
    match bench.works().as_slice() {
        [Work::Compared { number: 9, pairs }] => {
            assert!(!pairs.is_empty() && pairs.len() <= 4);
            assert!(pairs.iter().all(|(before, after)| before != after && after.contains("-1")), "{pairs:?}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bundle_is_a_zip_file_that_says_what_was_asked_and_tells_how_far_it_is() {
    let mut bench = opened(Settings::new(1, NOW_S), ViewSpec { query: "severity:error,warning".into(), ..lines() });
    let total = bench.state().rows;
    let (bytes, rows, then) = written_bytes(&mut bench, write(Wanted::All, Form::Bundle, &NUMBER, None));
    assert_eq!((rows, then), (total, Then::Done));
    let told = bench.works();
    let steps: Vec<u64> =
        told.iter().filter_map(|work| if let Work::Written { rows, .. } = work { Some(*rows) } else { None }).collect();
    assert!(steps.is_sorted() && steps.last() == Some(&total), "{steps:?}");
    assert!(bytes.starts_with(b"PK\x03\x04"));
    let names = ["lines.ndjson", "lines.csv", "README.txt", "manifest.json"];
    let is_in = |name: &&str| bytes.windows(name.len()).any(|window| window == name.as_bytes());
    assert!(names.iter().all(is_in));
}
