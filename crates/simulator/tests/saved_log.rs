//! The saved answer of any length: always the same, of the size of real records, and shaped as the served ones.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::BTreeSet;

use common::{Client, NOW};
use serde_json::Value;
use tapedeck_simulator::synology::write_saved_log;

fn saved(seed: u64, lines: u64) -> Vec<u8> {
    let mut out = Vec::new();
    write_saved_log(&mut out, seed, NOW, lines).expect("memory takes everything");
    out
}

fn records(lines: u64) -> Vec<Value> {
    let answer: Value = serde_json::from_slice(&saved(1, lines)).expect("a JSON answer");
    assert_eq!(answer["success"], true);
    assert_eq!(answer["data"]["count"], lines);
    answer["data"]["logs"].as_array().expect("a list").clone()
}

fn keys(row: &Value) -> Vec<&String> {
    row.as_object().expect("an object").keys().collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    assert!(saved(1, 20_000) == saved(1, 20_000));
    assert!(saved(1, 20_000) != saved(2, 20_000));
}

#[test]
fn records_are_of_405_to_425_bytes_on_average_at_any_length() {
    for (seed, lines) in [(1, 10_000), (2, 10_000), (1, 100_000)] {
        let average = saved(seed, lines).len() as f64 / lines as f64;
        assert!((405.0..=425.0).contains(&average), "{average} bytes a record with {lines} lines of seed {seed}");
    }
}

#[test]
fn there_are_as_many_lines_as_asked_for() {
    for lines in [0, 1, 999, 1_000, 1_001, 12_345] {
        assert_eq!(records(lines).len() as u64, lines);
    }
}

#[test]
fn lines_are_newest_first_and_numbered_without_a_gap() {
    let rows = records(30_000);
    assert_eq!(rows[0]["log_id"], 30_000);
    for pair in rows.windows(2) {
        let int = |row: usize, key: &str| pair[row][key].as_i64().unwrap();
        assert_eq!(int(0, "log_id"), int(1, "log_id") + 1);
        assert!(int(0, "log_time") >= int(1, "log_time"));
    }
    let newest = rows[0]["log_time"].as_i64().unwrap();
    assert!((NOW - 3_600..=NOW).contains(&newest), "the newest line is of {newest}");
}

#[test]
fn records_have_the_fields_of_the_served_ones() {
    let served = Client::admin().all("list_log", "logs", &[]);
    let extra = |rows: &[Value]| -> BTreeSet<String> {
        rows.iter().flat_map(|row| keys(&row["other_params"])).cloned().collect()
    };
    let saved = records(30_000);
    for row in &saved {
        assert_eq!(keys(row), keys(&served[0]));
        for key in ["backup_type", "device_id", "device_name", "task_id", "task_name", "user_id", "user_name"] {
            assert_eq!(row[key], row["other_params"][key], "{key} of {row}");
        }
    }
    let unknown: Vec<_> = extra(&saved).difference(&extra(&served)).cloned().collect();
    assert!(unknown.is_empty(), "{unknown:?} are served by nobody");
}

#[test]
fn names_and_severities_repeat_as_on_a_large_nas() {
    let rows = records(100_000);
    let distinct = |key: &str| rows.iter().map(|row| row[key].to_string()).collect::<BTreeSet<_>>().len();
    assert_eq!(distinct("task_name"), 120);
    assert!((300..=320).contains(&distinct("device_name")), "{} devices", distinct("device_name"));
    assert!((100..=160).contains(&distinct("user_name")), "{} users", distinct("user_name"));
    assert!(distinct("log_type") > 50, "{} types", distinct("log_type"));
    let errors = rows.iter().filter(|row| row["log_level"] == 0).count();
    assert!((1_000..=6_000).contains(&errors), "{errors} errors in 100,000 lines");
    let coded = rows.iter().filter(|row| row["error_code"] != 0).count();
    assert!((1..=500).contains(&coded), "{coded} with a code of their own, which are rare");
}
