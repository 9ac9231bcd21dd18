//! Files that are opened from an address.

use tapedeck_core::error::Kind;
use tapedeck_core::files::{Report, Zone};
use tapedeck_core::model::{Field, Timestamp};
use tapedeck_core::vendors::Subject;
use tapedeck_engine::protocol::{CountWish, FacetWish, Sort, Task, ViewSpec, Work};
use tapedeck_engine::{Command, Event};

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

/// Entries of an archive that came soon after others were told only when more came, which may be never.
#[test]
fn entries_that_have_arrived_are_told_while_nothing_more_comes() {
    let archive = include_bytes!("../../../core/tests/fixtures/files/logs-gnu.tar");
    let half = &archive[..archive.len() / 2];
    let entries = [half.len(), 512].map(|piece| {
        let mut bench = bench(half.to_vec(), piece, End::Stalls);
        bench.open(opened());
        told(&bench).entries.len()
    });
    assert!(entries[0] > 1 && entries[0] == entries[1], "at once, and piece by piece: {entries:?}");
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

/// “400 MB of 30 MB read” stood in the foot: across origins a page is told the length of a packed answer, and not that it
/// is packed.
#[test]
fn a_length_that_turns_out_too_short_is_not_told_any_more() {
    let mut bench = bench(saved(5_000), 1_000, End::Packed);
    bench.open(opened());
    assert_eq!((bench.state().rows, bench.state().growing), (5_000, false));
    let told: Vec<(u64, Option<u64>)> = bench.states().iter().filter_map(|state| state.sources.first()?.file).collect();
    assert!(told.iter().all(|(read, of)| of.is_none_or(|of| *read <= of)), "{told:?}");
    assert_eq!(told.last().map(|(_, of)| *of), Some(None));
}

/// A line without a number had no address, and lifting the filter around it lost it.
#[test]
fn a_line_without_a_number_is_found_again_by_its_place_in_the_file() {
    let line = |number: u64| {
        format!("Nov 20 05:{:02}:12 nas backup: {}\n", number % 60, ["fine", "full"][number as usize % 2])
    };
    let text: String = (0..50).map(line).collect();
    let mut bench = bench(text.into_bytes(), 100, End::Whole);
    bench.open(ViewSpec { query: "full".into(), ..opened() });
    assert_eq!(bench.state().rows, 25);
    bench.detail(3);
    let (_, before, _) = bench.found().unwrap();
    let before = before.unwrap();
    assert_eq!((before.id(), bench.name().starts_with('@')), ("", true));
    let (source, name) = (before.source().to_string(), bench.name());
    // Without the filter and in another order it has another place, and is the same line.
    let sort = Sort { field: Field::Time, descending: false };
    for spec in [ViewSpec { sort, ..opened() }, opened()] {
        bench.open(spec);
        bench.find(&source, &name);
        let (place, found, _) = bench.found().unwrap();
        assert_eq!((found.as_ref(), bench.name()), (Some(&before), name.clone()));
        assert_eq!(bench.rows().get(&place.unwrap()).and_then(|row| row.time()), before.time());
    }
    for nowhere in ["@0", "@51", "@", "@x", ""] {
        bench.find(&source, nowhere);
        assert_eq!(bench.found(), Some((None, None, false)), "{nowhere}");
    }
}

/// The first of two lines with one number was shown for both.
#[test]
fn lines_that_share_a_number_are_told_apart() {
    let text =
        b"time,id,message\n2026-11-20T05:00:00Z,7,one\n2026-11-20T05:00:01Z,7,two\n2026-11-20T05:00:02Z,8,three\n";
    let mut bench = bench(text.to_vec(), 100, End::Whole);
    bench.open(opened());
    let mut names = Vec::new();
    for place in 0..3 {
        bench.detail(place);
        let (_, shown, _) = bench.found().unwrap();
        let (shown, name) = (shown.unwrap(), bench.name());
        bench.find(shown.source(), &name);
        assert_eq!(bench.found(), Some((Some(place), Some(shown), false)), "{name}");
        names.push(name);
    }
    assert_eq!(names, ["8", "@2", "@1"]);
}

/// What is asked, how, and what answers it.
type Asked = (&'static str, Vec<Command>, fn(&Event) -> bool);

/// The whole file comes at once, so that nothing but the engine's own turns lets anybody in.
#[test]
fn what_is_asked_in_the_middle_of_reading_is_answered_before_its_end() {
    const ALL: u64 = 30_000; // the number of the newest line, too
    let saved = saved(ALL);
    let again = |spec| {
        vec![
            Command::Open { view: 1, generation: 2, spec },
            Command::Window { view: 1, generation: 2, first: 0, count: 50 },
        ]
    };
    let sort = Sort { field: Field::Time, descending: false };
    let facet = FacetWish { field: Field::Item, containing: String::new(), most: 9 };
    let wish = CountWish { bars: 20, facets: vec![facet], whole: false };
    let jump = Task::Look {
        number: 1,
        query: "severity:error".into(),
        from: None,
        at: None,
        backwards: false,
        counted: false,
    };
    let answered: [Asked; 4] = [
        (
            "filter",
            again(ViewSpec { query: "severity:error".into(), ..opened() }),
            |event| matches!(event, Event::Rows { generation: 2, rows, .. } if !rows.is_empty()),
        ),
        (
            "sort",
            again(ViewSpec { sort, ..opened() }),
            |event| matches!(event, Event::Rows { generation: 2, rows, .. } if rows.first().is_some_and(|(_, row)| row.id() != "30000")),
        ),
        (
            "counts",
            vec![Command::Count { view: 1, generation: 1, wish }],
            |event| matches!(event, Event::Counts { counts, .. } if counts.rows > 0 && !counts.facets.is_empty()),
        ),
        ("jump", vec![Command::Task { view: 1, generation: 1, task: jump }], |event| {
            matches!(event, Event::Work { work: Work::Looked { place: Some(_), .. }, .. })
        }),
    ];
    for (name, commands, is_answer) in answered {
        let mut bench = bench(saved.clone(), saved.len(), End::Whole);
        bench.meanwhile(2, commands);
        bench.open(opened());
        let events = bench.events();
        let whole = |event: &Event| matches!(event, Event::View { state, .. } if state.sources.first().is_some_and(|source| source.read == ALL));
        let end = events.iter().position(whole).unwrap();
        let Some(answer) = events.iter().position(is_answer) else {
            panic!("{name}: no answer among {} events", events.len())
        };
        assert!(answer < end, "{name}: answered as number {answer}, and all was read by number {end}");
    }
}
