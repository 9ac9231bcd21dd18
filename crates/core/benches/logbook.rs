//! The logbook at ten thousand, a hundred thousand and a million rows: what a reader waits for.
//!
//! `cargo bench -p tapedeck-core`, or with a word to measure only what has it in its name. Ten times the rows should take
//! ten times as long: what takes longer is not in the caches any more, or is a mistake.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "support/answer.rs"]
mod answer;

use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use tapedeck_core::logbook::{
    Alike, Bits, Collapse, Facets, Filter, Histogram, Ingest, Logbook, Order, Sorting, Splitter, buckets, find,
};
use tapedeck_core::model::{Field, Timestamp};
use tapedeck_core::query::{Context, Key, Query};
use tapedeck_core::vendors::synology::lines::LineReader;

const ROWS: [u64; 3] = [10_000, 100_000, 1_000_000];
/// What a worker does between two looks at its messages.
const BUDGET: usize = 500_000;

fn read(answer: &[u8]) -> Logbook {
    let mut book = Logbook::new(0);
    book.set_vendor(&"nas-1".to_string(), &"synology".to_string());
    let mut ingest = Ingest::new(Splitter::new(Some("logs")), Box::new(LineReader::new("nas-1".into())));
    for piece in answer.chunks(64 << 10) {
        ingest.feed(piece.to_vec());
        ingest.step(&mut book, usize::MAX);
    }
    ingest.finish(&mut book);
    book
}

fn filter(book: &Logbook, query: &Query) -> Bits {
    let mut filter = Filter::new(query, &Context::utc(Timestamp(1_795_000_000_000)));
    while !filter.step(book, BUDGET) {}
    filter.rows().clone()
}

fn sort(book: &Logbook, selection: &Bits, field: Field) -> Vec<u32> {
    let order = Order { field, descending: field == Field::Time, newest_first: false };
    let mut sorting = Sorting::new(book, selection, order);
    while !sorting.step(book, BUDGET) {}
    sorting.into_rows()
}

fn logbook(criterion: &mut Criterion) {
    for rows in ROWS {
        for (name, unlike) in [("alike", 0), ("unlike", 1000)] {
            let answer = answer::answer(rows, 1, unlike);
            let mut group = criterion.benchmark_group("ingest");
            group.sample_size(10).warm_up_time(Duration::from_millis(1)).measurement_time(Duration::from_secs(1));
            group.throughput(Throughput::Bytes(answer.len() as u64));
            group.bench_function(BenchmarkId::new(name, rows), |bencher| {
                bencher.iter_batched(|| (), |()| read(&answer), BatchSize::PerIteration);
            });
            group.finish();
            let book = read(&answer);
            let each = |bytes: usize| bytes as f64 / rows as f64;
            println!("{name}/{rows}: {:.1} bytes of {:.1} a line", each(book.bytes()), each(answer.len()));
            views(criterion, name, rows, &book);
        }
    }
}

/// What a view asks of a book.
fn views(criterion: &mut Criterion, name: &str, rows: u64, book: &Logbook) {
    let mut group = criterion.benchmark_group("view");
    group.sample_size(10).warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_secs(1));
    let all = Bits::all(book.len());
    let id = |what: &str| BenchmarkId::new(format!("{what}/{name}"), rows);
    for (what, query) in [
        ("filter word", "failed"),
        ("filter letter", "e"),
        ("filter word of another alphabet", "büro"),
        ("filter name", "user:user.10"),
        ("filter severity", "severity:error"),
        ("filter time", "time>=-7d"),
        ("filter mixed", "(failed OR time:2026-11) -job:laptops run>50"),
        ("filter expression", "/fail.* on LT-\\d+/"),
    ] {
        let query: Query = query.parse().unwrap();
        group.bench_function(id(what), |bencher| bencher.iter(|| filter(book, &query)));
    }
    for field in [Field::Time, Field::Severity, Field::User, Field::Code, Field::Job, Field::Run, Field::Text] {
        group.bench_function(id(&format!("sort {}", field.word())), |bencher| {
            bencher.iter(|| sort(book, &all, field));
        });
    }
    group.bench_function(id("facets of eight fields"), |bencher| {
        bencher.iter(|| {
            let mut facets = Facets::default();
            while !facets.step(book, &all, BUDGET) {}
            let fields =
                [Field::Severity, Field::Source, Field::Job, Field::Item, Field::User, Field::Code, Field::Run];
            fields
                .into_iter()
                .map(Key::Field)
                .chain([Key::Vendor])
                .map(|key| facets.values(book, key, "", 20).distinct)
                .sum::<usize>()
        });
    });
    group.bench_function(id("facet of texts"), |bencher| {
        bencher.iter(|| {
            let mut facets = Facets::default();
            while !facets.step(book, &all, BUDGET) {}
            facets.values(book, Key::Field(Field::Text), "", 20)
        });
    });
    let (first, last) = book.span(&all).unwrap();
    let ends = buckets(first, last, 120, &Context::utc(last));
    group.bench_function(id("histogram"), |bencher| {
        bencher.iter(|| {
            let mut histogram = Histogram::new(&ends);
            while !histogram.step(book, &all, BUDGET) {}
            histogram.outside()
        });
    });
    let order = sort(book, &all, Field::Time);
    for numbers_ignored in [false, true] {
        let what = if numbers_ignored { "collapse without numbers" } else { "collapse" };
        group.bench_function(id(what), |bencher| {
            bencher.iter(|| {
                let mut collapse = Collapse::new(Alike { numbers_ignored, anywhere: false });
                while !collapse.step(book, &order, BUDGET) {}
                collapse.groups().len()
            });
        });
    }
    let errors = filter(book, &"severity:error".parse().unwrap());
    group.bench_function(id("find"), |bencher| bencher.iter(|| find(&order, &errors, Some(order.len() / 2), false)));
    group.bench_function(id("window of 60 rows"), |bencher| {
        bencher.iter(|| order[order.len() / 2..].iter().take(60).filter_map(|row| book.record(*row)).count());
    });
    group.finish();
}

criterion_group!(benches, logbook);
criterion_main!(benches);
