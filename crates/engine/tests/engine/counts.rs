//! What is counted beside the rows: lines by time, and the values of fields.

use std::collections::BTreeMap;

use tapedeck_core::model::{Field, Outcome, Record, Severity, TimeRange, Timestamp};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::{CountWish, Counts, FacetWish, ViewSpec};

use tapedeck_simulator::synology::Settings;

use crate::harness::{Bench, End, NOW_S, lines, runs};

const HOUR: i64 = 3_600_000;

fn signed_in() -> Bench {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "admin");
    bench
}

fn bars(bars: u32) -> CountWish {
    CountWish { bars, ..CountWish::default() }
}

fn facet(field: Field, containing: &str, most: u32) -> CountWish {
    let wish = FacetWish { field, containing: containing.into(), most };
    CountWish { facets: vec![wish], ..CountWish::default() }
}

fn sum(counts: &Counts) -> [u64; 8] {
    let mut sum = [0; 8];
    counts.bars.iter().for_each(|bar| bar.iter().zip(&mut sum).for_each(|(count, sum)| *sum += u64::from(*count)));
    sum
}

/// All rows of view 1, fetched window by window.
fn all_rows(bench: &mut Bench) -> Vec<Record> {
    let mut rows = Vec::new();
    for first in (0..bench.state().rows).step_by(200) {
        bench.show(first, 200);
        rows.extend(bench.rows().into_iter().filter(|(place, _)| *place >= first).map(|(_, row)| row));
    }
    rows
}

#[test]
fn a_list_that_is_not_long_is_read_to_its_end_to_be_counted() {
    let mut bench = signed_in();
    bench.open(lines());
    assert!(bench.state().sources[0].read < 500, "the first page and the last, which tells the order");
    bench.count(bars(60));
    let counts = bench.counts();
    assert_eq!((counts.rows, counts.unread, counts.timeless), (29_286, 0, 0));
    assert!(counts.ends.len() == counts.bars.len() + 1 && counts.bars.len() <= 61 && counts.ends.is_sorted());
    let mut expected = [0; 8];
    for row in all_rows(&mut bench) {
        let Record::Line(line) = row else { panic!("a line") };
        expected[line.severity as usize] += 1;
    }
    assert_eq!(sum(&counts), expected);
    assert!(expected[Severity::Error as usize] > 0);
}

#[test]
fn what_is_on_screen_comes_before_what_is_counted() {
    let mut bench = signed_in();
    bench.open(lines());
    bench.hold("list_log");
    bench.count(bars(60));
    bench.asked("");
    bench.show(20_000, 50);
    bench.release();
    assert!(bench.rows().contains_key(&20_000));
    assert_eq!(bench.counts().unread, 0);
    assert_eq!(bench.state().rows, 29_286, "and the rows keep their places");
}

#[test]
fn every_bar_has_the_rows_of_its_time_and_follows_filter_and_range() {
    let mut bench = signed_in();
    let from = Timestamp(NOW_S * 1000 - 40 * 24 * HOUR);
    let range = TimeRange { from: Some(from), to: Some(Timestamp(NOW_S * 1000 - HOUR)) };
    bench.open(ViewSpec { query: "-job:nightly".into(), range, ..runs() });
    bench.count(bars(30));
    let counts = bench.counts();
    assert!(counts.ends[0] <= from, "a time without runs is seen too");
    assert_eq!(counts.rows, bench.state().rows);
    let rows = all_rows(&mut bench);
    assert!(!rows.is_empty());
    for (at, bar) in counts.bars.iter().enumerate() {
        let inside =
            |row: &&Record| row.time().is_some_and(|time| counts.ends[at] <= time && time < counts.ends[at + 1]);
        let mut expected = [0; 8];
        for row in rows.iter().filter(inside) {
            let Record::Run(run) = row else { panic!("a run") };
            expected[run.outcome as usize] += 1;
        }
        assert_eq!(bar, &expected, "bar {at}");
    }
    assert!(sum(&counts)[Outcome::Success as usize] > 0);
}

#[test]
fn values_are_counted_with_the_filter_and_only_the_most_frequent_are_told() {
    let mut bench = signed_in();
    bench.open(ViewSpec { query: "outcome:failed".into(), ..runs() });
    bench.count(facet(Field::Job, "", 3));
    let told = bench.counts().facets.remove(0);
    let mut jobs: BTreeMap<String, u64> = BTreeMap::new();
    for row in all_rows(&mut bench) {
        let Record::Run(run) = row else { panic!("a run") };
        *jobs.entry(run.job).or_default() += 1;
    }
    assert_eq!((told.values.len(), told.distinct), (3, jobs.len() as u64));
    assert!(told.values.is_sorted_by(|a, b| a.1 >= b.1));
    assert!(told.values.iter().all(|(job, count)| jobs[job] == *count));
    bench.count(facet(Field::Job, "NIGHTLY", 100));
    let found = bench.counts().facets.remove(0);
    let expected: Vec<_> = jobs.keys().filter(|job| job.to_lowercase().contains("nightly")).collect();
    assert_eq!((found.values.len(), found.distinct), (expected.len(), expected.len() as u64));
    assert!(!expected.is_empty() && expected.len() < jobs.len());
}

fn severities(counts: &Counts) -> BTreeMap<String, u64> {
    let facet = counts.facets.iter().find(|facet| facet.field == Field::Severity).expect("a facet");
    facet.values.iter().cloned().collect()
}

#[test]
fn a_field_keeps_its_other_values_when_one_is_chosen_and_all_other_fields_follow() {
    let mut bench = signed_in();
    let wish = |field| FacetWish { field, containing: String::new(), most: 50 };
    let both = CountWish { facets: vec![wish(Field::Severity), wish(Field::Job)], ..CountWish::default() };
    bench.open(lines());
    bench.count(both);
    let all = severities(&bench.counts());
    let (error, warning) = (all["error"], all["warning"]);
    // The NAS evaluates one severity itself; the engine does two of them, and what is excluded.
    for (query, rows) in [
        ("severity:error", error),
        ("severity:error,warning", error + warning),
        ("-severity:error", all.values().sum::<u64>() - error),
    ] {
        bench.open(ViewSpec { query: query.into(), ..lines() });
        let counts = bench.counts();
        assert_eq!((counts.rows, severities(&counts)), (rows, all.clone()), "{query}");
        let jobs: u64 = counts.facets[1].values.iter().map(|(_, count)| count).sum();
        assert_eq!(jobs, rows, "{query}: jobs are counted among what is shown");
        assert_eq!(counts.facets[0].unread, 0);
    }
    // Others narrow it; what compares by size is no choice of values.
    bench.open(ViewSpec { query: "severity:error".into(), ..lines() });
    let jobs = bench.counts().facets.remove(1).values;
    assert!(jobs.len() > 1);
    let (job, count) = jobs.iter().find(|(job, _)| !job.is_empty()).expect("a job with an error").clone();
    bench.open(ViewSpec { query: format!("severity:error job=\"{job}\""), ..lines() });
    let counts = bench.counts();
    assert_eq!((counts.rows, &counts.facets[1].values), (count, &jobs), "all jobs with errors");
    assert!(severities(&counts)["error"] == count && severities(&counts)["info"] < all["info"]);
    bench.open(ViewSpec { query: "severity>=warning".into(), ..lines() });
    assert_eq!(severities(&bench.counts()), BTreeMap::from([("error".into(), error), ("warning".into(), warning)]));
}

#[test]
fn a_long_list_is_not_read_for_the_other_values_of_a_field() {
    let mut bench = Bench::with(&["nas"], Settings { lines: 60_000, ..Settings::new(1, NOW_S) });
    bench.sign_in("nas", "admin");
    bench.open(ViewSpec { query: "severity:error".into(), ..lines() });
    bench.count(facet(Field::Severity, "", 50));
    let counts = bench.counts();
    assert!(bench.asked("list_log") < 60, "its errors, and one page of the whole");
    assert_eq!(severities(&counts)["error"], counts.rows, "at least as many as are shown");
    assert!(counts.facets[0].unread > 59_000, "which is said");
    bench.count(CountWish { whole: true, ..facet(Field::Severity, "", 50) });
    let counts = bench.counts();
    assert_eq!((severities(&counts).values().sum::<u64>(), counts.facets[0].unread), (60_000, 0));
}

#[test]
fn of_a_hundred_thousand_values_ten_are_told() {
    let mut bench = Bench::new(&["nas"]);
    let line = |n: usize| {
        format!(
            r#"{{"log_id":{n},"log_level":{},"log_time":{},"log_type":1104,"task_name":"job {n}","username":"u","params":"{{}}"}}"#,
            n % 3,
            1_795_000_000 - n
        )
    };
    let logs: Vec<String> = (0..100_000).map(line).collect();
    let text = format!(r#"{{"data":{{"count":100000,"logs":[{}]}},"success":true}}"#, logs.join(","));
    bench.world.files.borrow_mut().insert("https://a/saved.json".into(), (text.into_bytes(), 1 << 20, End::Whole));
    bench.open(ViewSpec { opened: vec!["https://a/saved.json".into()], ..lines() });
    bench.count(CountWish { bars: 40, ..facet(Field::Job, "", 10) });
    let mut counts = bench.counts();
    assert_eq!((counts.rows, sum(&counts).iter().sum::<u64>()), (100_000, 100_000));
    let facet = counts.facets.remove(0);
    assert_eq!((facet.values.len(), facet.distinct), (10, 100_000));
    bench.count(CountWish { bars: 40, ..self::facet(Field::Job, "job 9999", 10) });
    let facet = bench.counts().facets.remove(0);
    assert_eq!(facet.distinct, 11, "9999 and 99990 to 99999");
    bench.open(ViewSpec {
        opened: vec!["https://a/saved.json".into()],
        query: "job=\"job 77\" severity:error".into(),
        ..lines()
    });
    bench.count(self::facet(Field::Job, "", 10));
    let counts = bench.counts();
    assert!(counts.rows <= 1 && counts.facets[0].distinct > 30_000, "all jobs with an error, one of which is chosen");
}

#[test]
fn the_count_is_kept_for_another_filter_and_given_up_when_nobody_wants_it() {
    let mut bench = signed_in();
    bench.open(runs());
    bench.count(bars(20));
    assert_eq!(bench.counts().rows, 7_553);
    bench.open(ViewSpec { query: "outcome:failed".into(), ..runs() });
    assert_eq!(bench.counts().rows, bench.state().rows, "of the view before, what is counted is kept");
    bench.open(runs());
    bench.count(CountWish::default());
    bench.asked("");
    bench.command(Command::Refresh);
    assert!(bench.asked("list_result") <= 3, "nothing is read for a count that nobody wants");
}

#[test]
fn dates_in_a_filter_and_the_days_of_bars_are_those_of_the_readers_zone() {
    let mut bench = signed_in();
    bench.open(ViewSpec { query: "time:2026-07-01".into(), ..runs() });
    bench.count(bars(3));
    let of = |bench: &mut Bench| all_rows(bench).iter().filter_map(Record::time).collect::<Vec<_>>();
    let day = 1_782_864_000_000..1_782_864_000_000 + 24 * HOUR;
    let utc = of(&mut bench);
    assert!(!utc.is_empty() && utc.iter().all(|time| day.contains(&time.0)));
    bench.command(Command::Zone("Europe/Berlin".into()));
    let berlin = of(&mut bench);
    let there = day.start - 2 * HOUR..day.end - 2 * HOUR;
    assert!(berlin.iter().all(|time| there.contains(&time.0)));
    assert!(berlin != utc, "two hours are other ones");
    bench.open(ViewSpec { query: "time:2026-07".into(), ..runs() });
    bench.count(bars(40));
    let counts = bench.counts();
    assert!(counts.ends.iter().all(|end| (end.0 + 2 * HOUR) % (24 * HOUR) == 0), "from midnight to midnight in Berlin");
}
