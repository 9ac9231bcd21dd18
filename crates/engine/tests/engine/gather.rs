//! Rows that say the same, taken together.

use tapedeck_core::export::{Column, Form, Hide, Plan};
use tapedeck_core::model::Field;
use tapedeck_engine::protocol::{
    CountWish, FacetWish, Gather, Gathered, Live, Repeated, Sort, Task, Then, ViewSpec, Wanted, Work,
};
use tapedeck_engine::{Command, Event};
use tapedeck_simulator::synology::Settings;

use crate::harness::{Bench, End, NOW_S, lines};

const EQUAL: Gather = Gather { numbers_ignored: false, anywhere: false };
const NUMBERS: Gather = Gather { numbers_ignored: true, anywhere: false };
const ANYWHERE: Gather = Gather { numbers_ignored: true, anywhere: true };

/// A file whose lines say this, the newest first.
fn file(texts: &[String]) -> Bench {
    let bench = Bench::new(&["nas"]);
    let line = |(n, text): (usize, &String)| {
        let second = texts.len() - 1 - n;
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        format!("2026-11-19T{hour:02}:{minute:02}:{second:02}Z INFO {text}\n")
    };
    let text: String = texts.iter().enumerate().map(line).collect();
    bench.world.files.borrow_mut().insert("https://a/a.log".into(), (text.into_bytes(), 1 << 20, End::Whole));
    bench
}

fn few() -> Bench {
    let texts = ["copied 1 file", "copied 22 files", "copied 3 files", "copied 3 files", "done", "copied 4 files"];
    file(&texts.map(String::from))
}

fn gathered(gather: Gather) -> ViewSpec {
    ViewSpec { opened: vec!["https://a/a.log".into()], gather: Some(gather), ..lines() }
}

/// What stands at each place, as a page would know it.
fn shown(bench: &Bench) -> Vec<(String, Option<Repeated>)> {
    let mut repeated = Vec::new();
    bench.each_event(|event| {
        if let Event::Rows { repeated: new, fresh, .. } = event {
            if *fresh {
                repeated.clear();
            }
            repeated.extend(new.iter().copied());
        }
    });
    let of = |place: u64| repeated.iter().rev().find(|(at, _)| *at == place).map(|(_, repeated)| *repeated);
    bench.rows().into_iter().map(|(place, row)| (row.text(Field::Text).replace("INFO ", ""), of(place))).collect()
}

fn texts(bench: &Bench) -> Vec<String> {
    shown(bench).into_iter().map(|(text, _)| text).collect()
}

fn written(bench: &mut Bench, rows: Wanted) -> (usize, Then) {
    let columns = vec![Column::Shown(Field::Text)];
    let plan = Plan { form: Form::Ndjson, columns, bom: false, hide: Hide::default(), local: false };
    bench.task(Task::Write { number: 7, rows, plan, names: vec![], limit: None });
    match bench.works().last() {
        Some(Work::Written { bytes, then, .. }) => (String::from_utf8_lossy(bytes).lines().count(), *then),
        other => panic!("{other:?}"),
    }
}

#[test]
fn equal_lines_stand_together_side_by_side_without_their_numbers_or_anywhere() {
    let mut bench = few();
    bench.open(gathered(EQUAL));
    assert_eq!(bench.state().gathered, Some(Gathered { groups: 5, rows: 6 }));
    assert_eq!(shown(&bench)[2], ("copied 3 files".into(), Some(Repeated::Folded(2))));
    bench.open(gathered(NUMBERS));
    assert_eq!(texts(&bench), ["copied 1 file", "copied 22 files", "done", "copied 4 files"]);
    assert_eq!(shown(&bench)[1].1, Some(Repeated::Folded(3)));
    bench.open(gathered(ANYWHERE));
    let expected = [
        ("copied 1 file".to_string(), None),
        ("copied 22 files".to_string(), Some(Repeated::Folded(4))),
        ("done".to_string(), None),
    ];
    assert_eq!(shown(&bench), expected);
    bench.open(ViewSpec { sort: Sort { field: Field::Time, descending: false }, ..gathered(NUMBERS) });
    assert_eq!(texts(&bench), ["copied 4 files", "done", "copied 3 files", "copied 1 file"]);
    bench.open(ViewSpec { query: "-done".into(), ..gathered(NUMBERS) });
    assert_eq!(bench.state().gathered, Some(Gathered { groups: 2, rows: 5 }), "what is filtered out parts nothing");
    bench.open(ViewSpec { gather: None, ..gathered(EQUAL) });
    assert_eq!((bench.state().rows, bench.state().gathered), (6, None));
}

#[test]
fn a_group_is_unfolded_where_it_stands_and_folded_again() {
    let mut bench = few();
    bench.open(gathered(NUMBERS));
    let (before, order) = (shown(&bench), bench.state().order);
    bench.unfold(1);
    assert_eq!(bench.state().rows, 6);
    assert!(bench.state().order > order, "what was chosen by its place is not meant any more");
    let within = |text: &str| (text.to_string(), Some(Repeated::Within));
    assert_eq!(shown(&bench)[1], ("copied 22 files".into(), Some(Repeated::Unfolded(3))));
    assert_eq!(shown(&bench)[2..4], [within("copied 3 files"), within("copied 3 files")]);
    assert_eq!(bench.state().gathered, Some(Gathered { groups: 4, rows: 6 }));
    bench.unfold(0);
    assert_eq!(bench.state().rows, 6, "what stands alone is no group");
    bench.unfold(3);
    assert_eq!(shown(&bench), before, "by any of its lines");
}

#[test]
fn what_is_counted_found_written_and_linked_is_every_line() {
    let mut bench = few();
    bench.open(gathered(NUMBERS));
    let severity = FacetWish { field: Field::Severity, containing: String::new(), most: 9 };
    bench.count(CountWish { bars: 10, facets: vec![severity], whole: false });
    let counts = bench.counts();
    assert_eq!((counts.rows, counts.facets[0].values[0].1), (6, 6));
    assert_eq!(written(&mut bench, Wanted::All), (6, Then::Done));
    let order = bench.state().order;
    assert_eq!(written(&mut bench, Wanted::Places { order, ranges: vec![(1, 3)] }), (4, Then::Done));
    bench.task(Task::Look {
        number: 1,
        query: "\"3 files\"".into(),
        from: None,
        at: None,
        backwards: false,
        counted: true,
    });
    let works = bench.works();
    let Some(Work::Looked { place: Some(1), which: Some((1, 1)), wrapped: false, reading: false, .. }) = works.last()
    else {
        panic!("a line that is not the first of its group: {works:?}")
    };
}

#[test]
fn the_group_of_a_line_that_is_looked_for_is_unfolded() {
    let mut bench = Bench::with(&["nas"], Settings { lines: 300, ..Settings::new(1, NOW_S) });
    bench.sign_in("nas", "admin");
    bench.open(lines());
    bench.show(0, 60);
    let ids: Vec<String> = bench.rows().values().map(|row| row.id().to_string()).collect();
    bench.open(ViewSpec { gather: Some(ANYWHERE), ..lines() });
    let folded = bench.state().rows;
    assert!(folded < 100, "a NAS repeats itself");
    for id in ids {
        bench.find("nas", &id);
        let (place, record, _) = bench.found().unwrap();
        assert!(place.is_some());
        assert_eq!(record.unwrap().id(), id);
    }
    assert!(bench.state().rows > folded);
}

#[test]
fn tens_of_thousands_of_different_texts_are_gathered() {
    let texts: Vec<String> = (0..80_000).map(|n| format!("part {n} of {} sent", n / 40_000)).collect();
    let mut bench = file(&texts);
    bench.open(gathered(NUMBERS));
    assert_eq!(bench.state().gathered, Some(Gathered { groups: 1, rows: 80_000 }));
    bench.open(gathered(EQUAL));
    assert_eq!(bench.state().rows, 80_000);
    assert_eq!(shown(&bench)[0].1, None);
}

#[test]
fn new_lines_join_their_group_and_those_that_are_read_stay() {
    let mut bench = Bench::with(&["nas"], Settings { lines: 900, ..Settings::new(1, NOW_S) });
    bench.sign_in("nas", "admin");
    bench.open(ViewSpec { gather: Some(NUMBERS), ..lines() });
    let before = bench.state();
    assert_eq!(before.gathered.map(|all| all.rows), Some(900), "all lines are read for it");
    bench.let_time_wait();
    bench.command(Command::Live { view: 1, live: Live::Holding });
    bench.control("nas", "/_simulator/lines", "{\"count\":5}");
    bench.wait(11);
    assert_eq!((bench.state().news.unwrap().count, bench.state().gathered), (5, before.gathered));
    let top = shown(&bench)[0].clone();
    bench.command(Command::Live { view: 1, live: Live::Showing });
    assert_eq!(bench.state().gathered.map(|all| all.rows), Some(905));
    assert!(bench.state().rows <= before.rows + 1, "five lines that say the same are one");
    assert!(shown(&bench)[..2].contains(&top) || shown(&bench)[0].1.is_some());
}
