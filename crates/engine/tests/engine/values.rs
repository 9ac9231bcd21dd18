//! Values of a field with their counts, while a filter is written.

use tapedeck_engine::Command;
use tapedeck_engine::protocol::{ValuesAsked, ViewSpec};
use tapedeck_simulator::synology::Settings;

use crate::harness::{Bench, NOW_S, lines, runs};

fn ask(bench: &mut Bench, field: &str, containing: &str, query: &str) {
    let number = bench.values().map_or(1, |(number, ..)| number + 1);
    let asked = ValuesAsked { number, field: field.into(), containing: containing.into(), query: query.into() };
    bench.command(Command::Values { view: 1, asked: Some(asked) });
}

fn small() -> Bench {
    let mut bench = Bench::with(&["nas"], Settings::small(3, NOW_S));
    bench.sign_in("nas", "admin");
    bench
}

#[test]
fn values_have_the_counts_of_the_rows_that_the_rest_of_the_filter_finds() {
    let mut bench = small();
    // Read as a whole, because words are left to the engine.
    bench.open(ViewSpec { query: "backup".into(), ..lines() });
    let all = bench.state().rows;
    ask(&mut bench, "severity", "", "backup");
    let (_, values, distinct) = bench.values().unwrap();
    assert_eq!(values.iter().map(|(_, count)| count).sum::<u64>(), all, "each row is counted once: {values:?}");
    assert_eq!(distinct, values.len() as u64);
    let (name, count) = values[0].clone();
    bench.open(ViewSpec { query: format!("backup severity:{name}"), ..lines() });
    assert_eq!(bench.state().rows, count, "that is what the filter finds then");
}

#[test]
fn values_contain_what_was_typed_and_the_most_frequent_come_first() {
    let mut bench = small();
    bench.open(ViewSpec { query: "outcome:failed,success".into(), ..runs() });
    ask(&mut bench, "job", "", "outcome:failed,success");
    let (_, all, _) = bench.values().unwrap();
    assert!(all.len() > 2 && all.is_sorted_by(|(_, a), (_, b)| a >= b), "{all:?}");
    ask(&mut bench, "job", "NIGHT", "outcome:failed,success");
    let (_, some, distinct) = bench.values().unwrap();
    assert!(!some.is_empty() && some.len() < all.len() && distinct == some.len() as u64);
    assert!(some.iter().all(|value| value.0.to_lowercase().contains("night") && all.contains(value)), "{some:?}");
}

#[test]
fn a_filter_that_cannot_be_read_does_not_take_the_values_away() {
    let mut bench = small();
    bench.open(ViewSpec { query: "backup".into(), ..lines() });
    ask(&mut bench, "severity", "", "backup");
    let (_, before, _) = bench.values().unwrap();
    bench.open(ViewSpec { query: "backup (severity:".into(), ..lines() });
    ask(&mut bench, "severity", "", "backup (");
    assert_eq!(bench.values().unwrap().1, before, "the last good filter counts");
}

#[test]
fn counts_follow_what_is_read() {
    let mut bench = small();
    bench.hold("list_log");
    bench.open(ViewSpec { query: "backup".into(), ..lines() });
    ask(&mut bench, "severity", "", "backup");
    assert_eq!(bench.values().unwrap().1, [], "nothing was read yet");
    bench.release();
    let (_, values, _) = bench.values().unwrap();
    assert_eq!(values.iter().map(|(_, count)| count).sum::<u64>(), bench.state().rows, "told again by itself");
}

#[test]
fn a_field_without_values_and_an_unknown_one_are_answered_with_none_or_not_at_all() {
    let mut bench = small();
    bench.open(runs());
    ask(&mut bench, "colour", "", "");
    assert_eq!(bench.values(), None);
    ask(&mut bench, "time", "", "");
    assert_eq!(bench.values().unwrap().1, []);
}
