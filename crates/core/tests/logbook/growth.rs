//! Ten times the rows cost ten times the work: counted in steps, so that no clock and no cache has a say.
//!
//! A step does no more than its budget allows, so what is quadratic takes a hundred times as many of them. `cargo xtask
//! bench logbook` looks at the same on the clock.

use tapedeck_core::logbook::{
    Alike, Bits, Collapse, Facets, Filter, Histogram, Ingest, Logbook, Order, Sorting, Splitter, buckets,
};
use tapedeck_core::model::{Field, Timestamp};
use tapedeck_core::query::{Context, Query};
use tapedeck_core::vendors::synology::lines::LineReader;

use crate::answer;

/// What is compared: so many rows, and ten times as many.
const ROWS: u64 = 2_000;
/// How much a step may do, in the units of the logbook: little, so that many are counted.
const BUDGET: usize = 25;
/// Ten times the rows may take so many times the steps.
const BAR: f64 = 12.0;
/// Texts, and numbers of runs, are put in order by joining pieces that are in order, once for each doubling: the fewer there
/// are, the more a further pass weighs. What is quadratic takes a hundred times the steps.
const COMPARING: f64 = 16.0;

/// Of `unlike` in a thousand lines each says something that no other says.
fn book(rows: u64, unlike: u64) -> Logbook {
    let mut book = Logbook::new(0);
    let mut ingest = Ingest::new(Splitter::new(Some("logs")), Box::new(LineReader::new("nas-1".into())));
    ingest.feed(answer::answer(rows, 1, unlike));
    ingest.step(&mut book, usize::MAX);
    ingest.finish(&mut book);
    assert_eq!(book.len() as u64, rows);
    book
}

/// How many steps something takes until it is done.
fn steps(mut step: impl FnMut() -> bool) -> f64 {
    let mut count = 1.0;
    while !step() {
        count += 1.0;
    }
    count
}

/// The steps of all that a view does, by its name.
fn counted(book: &Logbook) -> Vec<(String, f64)> {
    let context = Context::utc(Timestamp(1_795_000_000_000));
    let all = Bits::all(book.len());
    let mut counted = Vec::new();
    for query in
        ["failed", "user:user.10", "severity:error", "time>=-7d", "(failed OR time:2026-11) -job:laptops run>50"]
    {
        let parsed: Query = query.parse().unwrap();
        let mut filter = Filter::new(&parsed, &context);
        counted.push((format!("filter {query}"), steps(|| filter.step(book, BUDGET))));
    }
    for field in [Field::Time, Field::Severity, Field::User, Field::Job, Field::Run, Field::Text] {
        let order = Order { field, descending: true, newest_first: false };
        let mut sorting = Sorting::new(book, &all, order);
        counted.push((format!("sort {}", field.word()), steps(|| sorting.step(book, BUDGET))));
    }
    let mut facets = Facets::default();
    counted.push(("facets".into(), steps(|| facets.step(book, &all, BUDGET))));
    let (first, last) = book.span(&all).unwrap();
    let mut histogram = Histogram::new(&buckets(first, last, 120, &context));
    counted.push(("histogram".into(), steps(|| histogram.step(book, &all, BUDGET))));
    let rows: Vec<u32> = (0..book.len() as u32).collect();
    for (numbers_ignored, anywhere) in [(false, false), (true, false), (true, true)] {
        let mut collapse = Collapse::new(Alike { numbers_ignored, anywhere });
        let name = format!("collapse {numbers_ignored} {anywhere}");
        counted.push((name, steps(|| collapse.step(book, &rows, BUDGET))));
    }
    counted
}

#[test]
fn ten_times_the_rows_cost_about_ten_times_the_steps() {
    for unlike in [0, 1000] {
        let (few, many) = (counted(&book(ROWS, unlike)), counted(&book(10 * ROWS, unlike)));
        for ((name, few), (_, many)) in few.into_iter().zip(many) {
            assert!(few > 10.0, "{name}, {unlike}: {few} steps say nothing");
            let bar = if matches!(name.as_str(), "sort run" | "sort text") { COMPARING } else { BAR };
            assert!(many <= bar * few, "{name}, {unlike}: {few} steps, and {many} with ten times the rows");
        }
    }
}

/// Whether rows are in order already was looked at for half of the price; what was left of the budget halved, came to one,
/// stayed there, and one step went on row by row to the last. Millions of rows were one long task.
#[test]
fn no_step_of_sorting_looks_at_many_more_rows_than_its_budget() {
    let book = book(10 * ROWS, 0);
    let all = Bits::all(book.len());
    for (field, descending) in [(Field::Time, true), (Field::Time, false), (Field::Severity, true), (Field::Run, true)]
    {
        let mut sorting = Sorting::new(&book, &all, Order { field, descending, newest_first: true });
        let taken = steps(|| sorting.step(&book, BUDGET));
        let least = (10 * ROWS) as f64 / (2 * BUDGET) as f64;
        assert!(taken >= least, "{}, {descending}: {taken} steps, at least {least} for so many rows", field.word());
    }
}
