//! The logbook against rows in a list.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use proptest::prelude::*;
use tapedeck_core::logbook::{Bits, Facets, Filter, Histogram, Logbook, Order, RawCache, Sorting, buckets};
use tapedeck_core::model::{Counts, Field, Line, Outcome, Record, Run, Severity, Timestamp};
use tapedeck_core::query::{Context, Key, Origin, Query};

pub fn now() -> Context<'static> {
    Context::utc(Timestamp(1_795_000_000_000))
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["", "a", "A", "ab", "Ärger", "ärger", "STRAẞE", "Backup of LT-1 failed", "10", "9", "010", "😀"])
            .prop_map(str::to_string),
        1 => "[a-cA-C0-9 Ä\\u{0}\\u{202e}]{0,8}",
    ]
}

fn time() -> impl Strategy<Value = Option<Timestamp>> {
    prop::option::weighted(
        0.9,
        prop_oneof![
            (0_i64..20).prop_map(|seconds| Timestamp(1_794_999_990_000 + seconds * 1000)),
            any::<i32>().prop_map(|time| Timestamp(i64::from(time))),
            any::<i64>().prop_filter("none", |time| *time > i64::MIN + 1).prop_map(Timestamp),
        ],
    )
}

fn line() -> impl Strategy<Value = Record> {
    let source = prop::sample::select(vec!["nas-1", "nas-2"]);
    let words = prop::collection::vec(word(), 9);
    (source, words, time(), 0..5_usize, prop::option::of(word()), prop::option::weighted(0.1, word())).prop_map(
        |(source, words, time, severity, run, problem)| {
            let mut words = words.into_iter();
            let mut next = || words.next().unwrap_or_default();
            Record::Line(Box::new(Line {
                source: source.into(),
                id: next(),
                time,
                severity: Severity::ALL[severity],
                severity_code: severity.to_string(),
                job: next(),
                item: next(),
                file: next(),
                user: next(),
                code: next(),
                code_name: next(),
                text: next(),
                remedy: "do".into(),
                run,
                problem,
                raw: next(),
            }))
        },
    )
}

fn run() -> impl Strategy<Value = Record> {
    let words = prop::collection::vec(word(), 7);
    let items = prop::collection::vec(word(), 0..3);
    let numbers = (prop::option::of(-5_i64..5_000_000), 0_i64..3);
    (words, time(), time(), 0..8_usize, items, numbers).prop_map(|(words, started, ended, outcome, items, numbers)| {
        let mut words = words.into_iter();
        let mut next = || words.next().unwrap_or_default();
        Record::Run(Box::new(Run {
            source: "nas-1".into(),
            id: next(),
            job: next(),
            job_id: next(),
            action: next(),
            outcome: Outcome::ALL[outcome],
            code: next(),
            started,
            ended,
            duration: numbers.0,
            items,
            kind: next(),
            counts: Counts { error: numbers.1, ..Counts::default() },
            problem: None,
            raw: next(),
        }))
    })
}

pub fn records() -> impl Strategy<Value = Vec<Record>> {
    prop_oneof![
        4 => prop::collection::vec(line(), 0..150),
        2 => prop::collection::vec(run(), 0..80),
        1 => prop::collection::vec(prop_oneof![line(), run()], 0..80),
    ]
}

fn query() -> impl Strategy<Value = Query> {
    let condition = prop::sample::select(vec![
        "a",
        "\"\"",
        "ärger",
        "strasse",
        "straße",
        "failed",
        "error",
        "job:a",
        "job=A",
        "job:ab,10",
        "user:\"\"",
        "item:ÄRGER",
        "severity:error,info",
        "severity>=warning",
        "outcome:failed",
        "outcome<warning",
        "code:10",
        "code>9",
        "run:10",
        "run>=9",
        "run:\"\"",
        "source:nas-1",
        "source:\"office lt-1\"",
        "office",
        "10",
        "-9",
        "file:a",
        "/office/",
        "vendor:synology",
        "vendor:\"\"",
        "time>=-5s",
        "time<2026-11-18",
        "time:2026-11-18,1970",
        "ended>2026",
        "duration>1h",
        "duration:0s",
        "errors:0",
        "errors>0",
        "/^a/",
        "/^$/",
        "text:/failed$/",
        "severity:/r$/",
        "outcome:/^$/",
        "run:/1/",
        "keyword:x",
        "kind:a",
        "action:a",
        "LT",
        "k",
        "problem",
    ]);
    let inner = condition.prop_map(str::to_string).prop_recursive(3, 12, 4, |inner| {
        (prop::collection::vec((any::<bool>(), inner), 1..4), any::<bool>()).prop_map(|(parts, or)| {
            let parts: Vec<String> = parts
                .into_iter()
                .map(|(not, part)| if not { format!("-({part})") } else { format!("({part})") })
                .collect();
            parts.join(if or { " OR " } else { " " })
        })
    });
    prop_oneof![1 => Just(String::new()), 9 => inner].prop_map(|text| text.parse().unwrap())
}

pub fn book(records: &[Record]) -> Logbook {
    let mut book = Logbook::new(500);
    book.set_vendor(&"nas-1".to_string(), &"synology".to_string());
    book.set_title(&"nas-1".to_string(), "Office LT-1");
    for record in records {
        book.append(record);
    }
    book
}

fn origin(record: &Record) -> Origin<'static> {
    if record.source() == "nas-1" { Origin { vendor: "synology", title: "Office LT-1" } } else { Origin::default() }
}

fn key(record: &Record, field: Field) -> (i128, String) {
    let time = |time: Option<Timestamp>| time.map_or(i128::MIN, |time| i128::from(time.0));
    match (field, record) {
        (Field::Time, _) => (time(record.time()), String::new()),
        (Field::Ended, Record::Run(run)) => (time(run.ended), String::new()),
        (Field::Duration, Record::Run(run)) => (run.duration.map_or(i128::MIN, i128::from), String::new()),
        (Field::Errors, Record::Run(run)) => (i128::from(run.counts.error), String::new()),
        (Field::Severity, Record::Line(line)) => (-(line.severity as i128), String::new()),
        (Field::Outcome, Record::Run(run)) => (-(run.outcome as i128), String::new()),
        (Field::Ended | Field::Duration | Field::Errors | Field::Severity | Field::Outcome, _) => {
            (i128::MIN, String::new())
        }
        (Field::Code | Field::Run, _) => match record.text(field).parse::<i64>() {
            Ok(number) => (number.into(), String::new()),
            Err(_) => (i128::MAX, record.text(field).to_lowercase()),
        },
        _ => (0, record.text(field).to_lowercase()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_record_comes_back(records in records()) {
        let book = book(&records);
        let mut cache = RawCache::default();
        for (row, record) in records.iter().enumerate() {
            prop_assert_eq!(&book.record_with_raw(row as u32, &mut cache).unwrap(), record);
            prop_assert_eq!(book.record(row as u32).unwrap(), record.without_raw());
        }
        prop_assert_eq!(book.record(records.len() as u32), None);
        prop_assert_eq!(book.problems(), records.iter().filter(|record| record.problem().is_some()).count());
    }

    #[test]
    fn filters_as_one_by_one(records in records(), query in query(), budget in 1_usize..5000, half in any::<prop::sample::Index>()) {
        // Some rows come while the filter has begun.
        let half = half.index(records.len() + 1);
        let mut book = book(&records[..half]);
        let mut filter = Filter::new(&query, &now());
        while !filter.step(&book, budget) {}
        for record in &records[half..] {
            book.append(record);
        }
        while !filter.step(&book, budget) {}
        let matcher = query.matcher(&now());
        let expected: Bits = records.iter().map(|record| matcher.matches(record, origin(record))).collect();
        let found: Vec<u32> = filter.rows().iter().collect();
        prop_assert_eq!(found, expected.iter().collect::<Vec<_>>(), "{}", query);
        prop_assert_eq!(filter.rows().len(), records.len());
    }

    #[test]
    fn sorts_as_a_list_is_sorted(
        records in records(),
        field in prop::sample::select(Field::ALL.to_vec()),
        descending in any::<bool>(),
        newest_first in any::<bool>(),
        budget in 1_usize..3000,
        every in 1_usize..4,
    ) {
        let book = book(&records);
        let selection: Bits = (0..records.len()).map(|row| row % every == 0).collect();
        let mut sorting = Sorting::new(&book, &selection, Order { field, descending, newest_first });
        while !sorting.step(&book, budget) {}
        let mut expected: Vec<u32> = selection.iter().collect();
        let age = |row: u32| if newest_first { i64::from(row) } else { -i64::from(row) };
        let time = |row: u32| records[row as usize].time();
        if field == Field::Time {
            expected.sort_by_key(|row| (Reverse(time(*row)), age(*row)));
            if !descending {
                expected.reverse();
            }
        } else {
            let key = |row: &u32| key(&records[*row as usize], field);
            expected.sort_by(|a, b| {
                let by_key = if descending { key(b).cmp(&key(a)) } else { key(a).cmp(&key(b)) };
                by_key.then_with(|| (Reverse(time(*a)), age(*a)).cmp(&(Reverse(time(*b)), age(*b))))
            });
        }
        prop_assert_eq!(sorting.into_rows(), expected);
    }

    #[test]
    fn counts_as_one_by_one(records in records(), budget in 1_usize..300, every in 1_usize..4, most in 1_usize..6) {
        let book = book(&records);
        let selection: Bits = (0..records.len()).map(|row| row % every == 0).collect();
        let chosen = || records.iter().step_by(every);
        let mut facets = Facets::default();
        while !facets.step(&book, &selection, budget) {}
        for key in Key::all() {
            let mut expected: BTreeMap<String, u64> = BTreeMap::new();
            for record in chosen() {
                let values = match (key, record) {
                    (Key::Vendor, _) => vec![origin(record).vendor.to_string()],
                    (Key::Field(Field::Item), Record::Run(run)) if !run.items.is_empty() => run.items.clone(),
                    (Key::Field(Field::Time | Field::Ended | Field::Duration | Field::Errors), _) => vec![],
                    (Key::Field(Field::Severity), Record::Run(_)) | (Key::Field(Field::Outcome), Record::Line(_)) => vec![],
                    (Key::Field(field), _) => vec![record.text(field).into_owned()],
                };
                values.into_iter().for_each(|value| *expected.entry(value).or_default() += 1);
            }
            let mut expected: Vec<(String, u64)> = expected.into_iter().collect();
            expected.sort_by_key(|(_, count)| Reverse(*count));
            let facet = facets.values(&book, key, "", most);
            prop_assert_eq!(facet.distinct, expected.len(), "{:?}", key);
            expected.truncate(most);
            prop_assert_eq!(facet.values, expected, "{:?}", key);
        }

        if let Some((first, last)) = book.span(&selection) {
            let times = || chosen().filter_map(Record::time);
            prop_assert_eq!((Some(first), Some(last)), (times().min(), times().max()));
            let ends = buckets(first, last, 20, &now());
            let mut histogram = Histogram::new(&ends);
            while !histogram.step(&book, &selection, budget) {}
            let mut expected = vec![[0_u32; 8]; ends.len() - 1];
            let mut outside = 0;
            for record in chosen() {
                let bar = ends.windows(2).position(|ends| record.time().is_some_and(|time| ends[0] <= time && time < ends[1]));
                let grade = match record {
                    Record::Line(line) => line.severity as usize,
                    Record::Run(run) => run.outcome as usize,
                };
                match bar {
                    Some(bar) => expected[bar][grade] += 1,
                    None => outside += 1,
                }
            }
            prop_assert_eq!(histogram.bars(), expected);
            prop_assert_eq!(histogram.outside(), outside);
        }
    }
}
