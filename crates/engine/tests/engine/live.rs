//! Lists that are looked at again, because somebody follows what is new.

use tapedeck_core::model::{Field, Record};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::{Live, News, ViewSpec};
use tapedeck_simulator::synology::{Order, Settings};

use crate::harness::{Bench, NOW_S, lines, runs};

fn following(settings: Settings, spec: ViewSpec) -> Bench {
    let mut bench = Bench::with(&["nas"], settings);
    bench.sign_in("nas", "admin");
    bench.open(spec);
    bench.let_time_wait();
    live(&mut bench, Live::Showing);
    bench
}

fn live(bench: &mut Bench, live: Live) {
    bench.command(Command::Live { view: 1, live });
}

fn write(bench: &mut Bench, count: u32) {
    bench.control("nas", "/_simulator/lines", &format!("{{\"count\":{count}}}"));
}

fn news(bench: &Bench) -> u64 {
    bench.state().news.unwrap().count
}

fn ids(bench: &Bench) -> Vec<String> {
    bench.rows().into_values().take(50).map(|row| row.id().to_string()).collect()
}

fn of(order: Order) -> Settings {
    Settings { log_order: order, ..Settings::new(1, NOW_S) }
}

#[test]
fn new_lines_appear_at_the_top_and_only_the_newest_page_is_asked_for() {
    for (order, small) in [
        (Order::NewestFirst, false),
        (Order::OldestFirst, false),
        (Order::NewestFirst, true),
        (Order::OldestFirst, true),
    ] {
        let settings = if small { Settings { lines: 900, ..of(order) } } else { of(order) };
        // With words in the filter everything is read; without, only what is on screen.
        let query = if small { "backup OR retention".to_string() } else { String::new() };
        let mut bench = following(settings, ViewSpec { query, ..lines() });
        let (before, total) = (ids(&bench), bench.state().rows);
        bench.asked("");
        write(&mut bench, 3);
        bench.wait(11);
        assert_eq!(bench.asked("list_log"), 1, "{order:?}, {small}");
        assert_eq!(bench.state().rows, total + 3);
        let now = ids(&bench);
        assert_eq!(now[3..], before[..47], "{order:?}, {small}: the others stand below");
        assert!(bench.rows()[&0].text(Field::Text).contains("retention"));
        assert!(!bench.state().changed, "nothing has to be refreshed");
    }
}

#[test]
fn rows_that_are_read_do_not_move_and_what_is_new_is_counted_and_comes_when_it_is_wanted() {
    for (order, query) in [(Order::NewestFirst, ""), (Order::OldestFirst, ""), (Order::NewestFirst, "retention OR vm")]
    {
        let settings = if query.is_empty() { of(order) } else { Settings { lines: 900, ..of(order) } };
        let mut bench = following(settings, ViewSpec { query: query.into(), ..lines() });
        live(&mut bench, Live::Holding);
        let (before, rows) = (ids(&bench), bench.state().rows);
        write(&mut bench, 2);
        bench.wait(11);
        write(&mut bench, 3);
        bench.wait(11);
        assert_eq!((news(&bench), bench.state().rows), (5, rows), "{order:?} {query}");
        assert_eq!(ids(&bench), before, "{order:?} {query}: no row has moved");
        // Scrolling on finds the rows where they were, too.
        bench.show(400, 50);
        let far = bench.rows()[&420].id().to_string();
        live(&mut bench, Live::Showing);
        assert_eq!((news(&bench), bench.state().rows), (0, rows + 5));
        assert_eq!(bench.rows()[&425].id(), far);
        bench.show(0, 50);
        assert_eq!(ids(&bench)[5..], before[..45]);
    }
}

#[test]
fn a_run_that_goes_on_changes_where_it_stands() {
    let mut bench = following(Settings::small(1, NOW_S), runs());
    live(&mut bench, Live::Holding);
    let before = ids(&bench);
    bench.wait(130);
    assert_eq!((ids(&bench), news(&bench)), (before, 0), "nothing was new");
    assert_eq!(bench.state().sources[0].total, Some(bench.state().rows));
}

#[test]
fn nothing_is_asked_while_nobody_sees_the_page_nobody_follows_or_nobody_is_signed_in() {
    let mut bench = following(of(Order::NewestFirst), lines());
    bench.command(Command::Hidden(true));
    bench.asked("");
    bench.wait(300);
    assert_eq!(bench.asked("list_log"), 0, "hidden");
    write(&mut bench, 1);
    bench.command(Command::Hidden(false));
    bench.wait(1);
    assert_eq!(bench.asked("list_log"), 1, "what is due is asked for at once");
    live(&mut bench, Live::Off);
    bench.wait(300);
    assert_eq!((bench.asked("list_log"), bench.state().news), (0, None), "off");
    live(&mut bench, Live::Showing);
    bench.command(Command::SignOut { source: "nas".into() });
    bench.asked("");
    bench.wait(300);
    assert_eq!(bench.asked("list_log"), 0, "signed out");
}

#[test]
fn looks_become_rare_while_nothing_is_new_and_while_a_source_fails() {
    let mut bench = following(of(Order::NewestFirst), lines());
    bench.asked("");
    bench.wait(10 + 20 + 40 + 60 + 60);
    assert_eq!(bench.asked("list_log"), 5, "after 10, 20, 40, 60 and 60 seconds");
    write(&mut bench, 1);
    bench.wait(61 + 10 + 1);
    assert_eq!(bench.asked("list_log"), 2, "soon again after something was new");
    bench.kill("nas", true);
    bench.wait(700);
    assert!(matches!(bench.state().news, Some(News { error: Some(_), .. })));
    assert!(bench.asked("list_log") < 30);
    let rows = bench.state().rows;
    bench.kill("nas", false);
    bench.wait(301);
    assert_eq!(bench.state().news, Some(News { count: 0, error: None }), "it is looked at again");
    assert_eq!(bench.state().rows, rows);
}

#[test]
fn more_new_lines_than_a_page_has_are_all_there() {
    let mut bench = following(of(Order::NewestFirst), lines());
    let (before, total) = (ids(&bench), bench.state().rows);
    write(&mut bench, 450);
    bench.wait(11);
    assert_eq!(bench.state().rows, total + 450);
    bench.show(440, 60);
    assert_eq!(bench.rows()[&450].id(), before[0]);
    let mut all: Vec<String> = Vec::new();
    for first in (0..900).step_by(50) {
        bench.show(first, 50);
        all.extend((first..first + 50).map(|place| bench.rows()[&place].id().to_string()));
    }
    let unique: std::collections::BTreeSet<&String> = all.iter().collect();
    assert_eq!(unique.len(), all.len(), "no row twice");
}

#[test]
fn a_log_that_was_cleared_is_read_anew() {
    let mut bench = following(of(Order::NewestFirst), lines());
    bench.control("nas", "/_simulator/lines", "{\"clear\":true,\"count\":2}");
    bench.wait(30);
    let rows: Vec<Record> = bench.rows().into_values().collect();
    assert!(rows.len() < 5, "{}", rows.len());
    assert_eq!(bench.state().rows, rows.len() as u64);
}
