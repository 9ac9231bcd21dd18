//! Files that are opened from an address.

use tapedeck_core::error::Kind;
use tapedeck_core::files::{Report, Zone};
use tapedeck_core::model::{Field, Timestamp};
use tapedeck_core::vendors::Subject;
use tapedeck_engine::Command;
use tapedeck_engine::protocol::{Sort, ViewSpec};

use crate::harness::{Bench, End, lines};

const ADDRESS: &str = "https://files.example/saved.json";

/// A saved answer of a NAS, newest first.
fn saved(count: u64) -> Vec<u8> {
    let row = |number: u64| {
        let (level, device) = (number % 3, number % 7);
        format!(
            r#"{{"log_id":{id},"log_level":{level},"log_time":{time},"log_type":1104,"task_name":"Nightly","username":"admin","params":"{{\"device_name\":\"pc-{device}\"}}"}}"#,
            id = count - number,
            time = 1_795_000_000 - number,
        )
    };
    let rows: Vec<String> = (0..count).map(row).collect();
    format!(r#"{{"data":{{"count":{count},"logs":[{}]}},"success":true}}"#, rows.join(",")).into_bytes()
}

fn opened() -> ViewSpec {
    ViewSpec { opened: vec![ADDRESS.into()], ..lines() }
}

/// A bench without sources, where this answers at the address: in pieces of so many bytes.
fn bench(bytes: Vec<u8>, piece: usize, end: End) -> Bench {
    let bench = Bench::new(&[]);
    bench.world.files.borrow_mut().insert(ADDRESS.into(), (bytes, piece, end));
    bench
}

#[test]
fn a_saved_answer_is_read_filtered_and_sorted() {
    let mut bench = bench(saved(5_000), 1_000, End::Whole);
    bench.open(opened());
    assert_eq!((bench.state().rows, bench.state().growing), (5_000, false));
    assert!(bench.state().sources[0].file.is_some_and(|(read, of)| Some(read) == of && read > 100_000));
    let first = bench.rows()[&0].clone();
    assert_eq!((first.id(), first.source()), ("5000", "file:https://files.example/saved.json"));
    bench.open(ViewSpec { query: "severity:error".into(), ..opened() });
    let errors = bench.state().rows;
    assert!(errors > 1_000 && errors < 2_000, "{errors}");
    bench.open(ViewSpec { sort: Sort { field: Field::Time, descending: false }, ..opened() });
    assert_eq!(bench.rows()[&0].id(), "1");
    bench.detail(0);
    let (_, detail, _) = bench.found().unwrap();
    assert!(detail.unwrap().raw().contains("\"log_id\":1,"), "with its raw record");
}

#[test]
fn a_source_that_is_read_meanwhile_does_not_get_into_the_file() {
    let mut bench = Bench::new(&["nas"]);
    bench.world.files.borrow_mut().insert(ADDRESS.into(), (saved(3_000), 500, End::Whole));
    bench.sign_in("nas", "admin");
    bench.open(ViewSpec { sources: vec!["nas".into()], query: "severity:error".into(), ..opened() });
    let both = bench.state().rows;
    bench.open(ViewSpec { query: "severity:error".into(), ..opened() });
    let file = bench.state().rows;
    bench.open(ViewSpec { query: "severity:error".into(), ..lines() });
    assert_eq!(both, file + bench.state().rows);
}

#[test]
fn of_a_cut_file_what_arrived_stays_and_the_cut_is_told() {
    let whole = saved(2_000);
    let cut = whole[..whole.len() / 2].to_vec();
    for end in [End::Breaks, End::Whole] {
        let mut bench = bench(cut.clone(), 700, end);
        bench.open(opened());
        let state = bench.state();
        assert!((990..=1_010).contains(&state.rows), "{}", state.rows);
        assert_eq!(state.sources[0].error.as_ref().map(|error| error.kind), Some(Kind::Cut));
        assert_eq!((state.growing, state.problems), (false, 1), "the row in which it ended has a note");
        // The other half is there now.
        bench.world.files.borrow_mut().insert(ADDRESS.into(), (whole.clone(), 700, End::Whole));
        bench.command(Command::Resume { view: 1 });
        assert_eq!((bench.state().rows, bench.state().problems), (2_000, 0));
    }
}

/// The page was told of the beginning, and of the rows behind it only when more came.
#[test]
fn what_has_arrived_is_shown_while_nothing_more_comes() {
    let whole = saved(2_000);
    let mut bench = bench(whole[..whole.len() / 2].to_vec(), 20_000, End::Stalls);
    bench.open(opened());
    assert!((990..=1_000).contains(&bench.state().rows), "{}", bench.state().rows);
    assert!(bench.state().growing && bench.rows().len() > 10);
    bench.command(Command::Stop { view: 1 });
    assert!(bench.state().stopped && !bench.state().growing);
}

#[test]
fn what_is_no_answer_is_told_as_such() {
    for (bytes, kind) in [
        (b"<!doctype html><p>Not here".to_vec(), Kind::Unreadable),
        (b"{\"success\":false,\"error\":{\"code\":105}}".to_vec(), Kind::Unreadable),
        (Vec::new(), Kind::Unreadable),
    ] {
        let mut bench = bench(bytes, 100, End::Whole);
        bench.open(opened());
        assert_eq!(bench.state().rows, 0);
        assert_eq!(bench.state().sources[0].error.as_ref().map(|error| error.kind), Some(kind));
    }
    let mut nothing = Bench::new(&[]);
    nothing.open(opened());
    assert!(nothing.state().sources[0].error.is_some(), "a file that is not there");
}

/// What was told of the file last.
fn told(bench: &Bench) -> Report {
    bench.report().unwrap()
}

#[test]
fn times_without_a_zone_are_read_again_when_the_zone_changes() {
    let text = b"Nov 20 05:56:12 nas backup: ERROR: full\n".to_vec();
    let mut bench = bench(text, 10, End::Whole);
    let zone = |minutes| Command::FileAs {
        address: ADDRESS.into(),
        zone: Zone::fixed(minutes),
        written: Timestamp::parse_iso("2025-11-21T00:00:00Z"),
    };
    bench.command(zone(60));
    bench.open(opened());
    let time = |bench: &Bench| bench.rows()[&0].time().map(Timestamp::iso).unwrap_or_default();
    assert_eq!(time(&bench), "2025-11-20T04:56:12Z", "in the year before the file was written");
    assert!(told(&bench).zoned && told(&bench).yearless);
    bench.command(zone(-60));
    assert_eq!((time(&bench).as_str(), bench.state().rows), ("2025-11-20T06:56:12Z", 1));
}

#[test]
fn runs_in_a_file_stand_beside_those_of_sources_and_its_lines_are_told() {
    let text =
        b"Policy,Type,Status,StartTime,StopTime,Duration\nDaily,PolicyBackup,Failed,2026-11-20T01:00:00Z,,\n".to_vec();
    let mut bench = bench(text, 10, End::Whole);
    bench.open(opened());
    assert_eq!((bench.state().rows, told(&bench).others), (0, 1));
    bench.open(ViewSpec { subject: Subject::Runs, ..opened() });
    assert_eq!((bench.state().rows, told(&bench).others), (1, 0));
}

#[test]
fn a_file_that_is_forgotten_is_read_again_when_it_is_wanted() {
    let mut bench = bench(saved(100), 1_000, End::Whole);
    bench.open(opened());
    bench.world.files.borrow_mut().insert(ADDRESS.into(), (saved(50), 1_000, End::Whole));
    bench.command(Command::Forget { address: ADDRESS.into() });
    assert_eq!(bench.state().rows, 50);
}
