//! What is written reads back.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::model::{Field, Line, Outcome, Run, Severity, Timestamp};
use crate::vendors::Subject;

fn writer(form: Form, columns: Vec<Column>, hide: Hide) -> Writer {
    let plan = Plan { form, columns, bom: false, hide, local: false };
    Writer::new(
        plan,
        Redactor::new(hide, ["admin"], ["LT-1"], Pseudonyms::default()),
        vec![("nas".into(), "Office".into())],
    )
}

fn written(form: Form, columns: &[Column], rows: &[Record]) -> String {
    let mut writer = writer(form, columns.to_vec(), Hide::default());
    let mut out = String::new();
    writer.begin(&mut out);
    rows.iter().for_each(|row| writer.row(row, &|_| 0, &mut out));
    writer.end(&mut out);
    assert_eq!(writer.rows(), rows.len() as u64);
    out
}

fn line(text: &str, job: &str) -> Record {
    let mut line = Line::unreadable("nas", String::new(), String::new());
    (line.text, line.job, line.problem) = (text.into(), job.into(), None);
    (line.time, line.severity) = (Some(Timestamp(0)), Severity::Error);
    Record::Line(Box::new(line))
}

#[test]
fn times_are_written_in_utc_or_with_the_offset_of_a_zone() {
    let run = Run {
        started: Some(Timestamp(1_782_864_000_000)),
        ended: None,
        ..Run::unreadable("nas", "7".into(), String::new())
    };
    let columns = vec![Column::Shown(Field::Time), Column::Shown(Field::Ended)];
    for (local, expected) in [(false, "2026-07-01T00:00:00Z,\r\n"), (true, "2026-07-01T02:00:00+02:00,\r\n")] {
        let plan = Plan { form: Form::Csv, columns: columns.clone(), bom: false, hide: Hide::default(), local };
        let mut writer =
            Writer::new(plan, Redactor::new(Hide::default(), [""; 0], [""; 0], Pseudonyms::default()), vec![]);
        let mut out = String::new();
        writer.row(&Record::Run(Box::new(run.clone())), &|_| 120, &mut out);
        assert_eq!(out, expected);
    }
}

const TEXT_AND_JOB: [Column; 2] = [Column::Shown(Field::Text), Column::Shown(Field::Job)];

/// Reads RFC 4180, independently of what writes it.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.push(letters.next().unwrap_or_default()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && letters.peek() == Some(&'\n') => {
                letters.next();
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    assert!(!quoted && cell.is_empty() && row.is_empty(), "it ends with the end of a row");
    rows
}

proptest! {
    #[test]
    fn csv_reads_back(cells in proptest::collection::vec(("[ -~\\t\\r\\näß😀]{0,12}", "[ -~\\n]{0,12}"), 0..5)) {
        let rows: Vec<Record> = cells.iter().map(|(text, job)| line(text, job)).collect();
        let read = read_csv(&written(Form::Csv, &TEXT_AND_JOB, &rows));
        prop_assert_eq!(&read[0], &["text", "job"]);
        // What is masked is the business of other tests.
        let mask = Redactor::new(Hide::default(), [], [], Pseudonyms::default());
        for (cells, row) in cells.iter().zip(&read[1..]) {
            for (cell, got) in [&cells.0, &cells.1].into_iter().zip(row) {
                let cell = mask.text(cell);
                prop_assert!(!got.starts_with(['=', '+', '-', '@', '\t', '\r']));
                let guarded = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                prop_assert_eq!(got.clone(), if guarded { format!("'{cell}") } else { cell });
            }
        }
        prop_assert_eq!(read.len(), rows.len() + 1);
    }

    #[test]
    fn json_reads_back(cells in proptest::collection::vec("\\PC{0,12}", 0..5)) {
        let rows: Vec<Record> = cells.iter().map(|text| line(text, "")).collect();
        let all: Vec<Value> = serde_json::from_str(&written(Form::Json, &TEXT_AND_JOB, &rows)).expect("JSON");
        let lines = written(Form::Ndjson, &TEXT_AND_JOB, &rows);
        let each: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        prop_assert_eq!(&all, &each);
        let mask = Redactor::new(Hide::default(), [], [], Pseudonyms::default());
        for (cell, got) in cells.iter().zip(&all) {
            prop_assert_eq!(got["text"].as_str().unwrap_or_default(), mask.text(cell));
            prop_assert_eq!(&got["job"], &Value::Null);
        }
        prop_assert_eq!(all.len(), rows.len());
    }

    #[test]
    fn a_row_is_one_line_of_text_and_of_a_table(text in "[ -~\\t\\n\\r|]{0,20}") {
        let rows = [line(&text, "job")];
        prop_assert_eq!(written(Form::Text, &TEXT_AND_JOB, &rows).matches('\n').count(), 1);
        let table = written(Form::Tsv, &TEXT_AND_JOB, &rows);
        prop_assert!(table.lines().all(|line| line.matches('\t').count() == 1) && table.lines().count() == 2);
        let table = written(Form::Markdown, &TEXT_AND_JOB, &rows);
        let bars = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        prop_assert!(table.lines().count() == 3 && table.lines().all(|line| bars(line) == 3), "{}", table);
    }

    #[test]
    fn a_record_that_came_as_json_stays_json(json in any_json()) {
        let line = Line::unreadable("nas", json.to_string(), String::new());
        for hide in [Hide::default(), Hide::ALL] {
            let mut writer = writer(Form::Ndjson, vec![Column::Raw], hide);
            let mut out = String::new();
            writer.row(&Record::Line(Box::new(line.clone())), &|_| 0, &mut out);
            let read: Value = serde_json::from_str(&out).expect("JSON");
            prop_assert!(same_shape(&read["raw"], &json), "{}", out);
        }
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[ -~äß\\n]{0,12}".prop_map(Value::from),
    ];
    let object = leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map("(token|user|name|[a-z]{3})", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    });
    object.prop_filter("a record", |value| value.is_object())
}

/// Whether both are the same but for texts.
fn same_shape(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_shape(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| same_shape(value, other)))
        }
        (Value::String(_), Value::String(_) | Value::Number(_)) => true,
        (a, b) => a == b,
    }
}

#[test]
fn every_form_of_one_line() {
    let columns = [Column::Shown(Field::Time), Column::Shown(Field::Source), Column::Shown(Field::Text)];
    let rows = [line("a|b, \"c\"", ""), line("=1+1", "")];
    for (form, expected) in [
        (Form::Text, "1970-01-01T00:00:00Z  Office  a|b, \"c\"\n1970-01-01T00:00:00Z  Office  =1+1\n"),
        (
            Form::Tsv,
            "time\tsource\ttext\n1970-01-01T00:00:00Z\tOffice\ta|b, \"c\"\n1970-01-01T00:00:00Z\tOffice\t'=1+1\n",
        ),
        (
            Form::Csv,
            "time,source,text\r\n1970-01-01T00:00:00Z,Office,\"a|b, \"\"c\"\"\"\r\n1970-01-01T00:00:00Z,Office,\"'=1+1\"\r\n",
        ),
        (
            Form::Markdown,
            "| time | source | text |\n| --- | --- | --- |\n| 1970-01-01T00:00:00Z | Office | a\\|b, \"c\" |\n\
             | 1970-01-01T00:00:00Z | Office | =1+1 |\n",
        ),
        (
            Form::Ndjson,
            "{\"time\":\"1970-01-01T00:00:00Z\",\"source\":\"Office\",\"text\":\"a|b, \\\"c\\\"\"}\n\
             {\"time\":\"1970-01-01T00:00:00Z\",\"source\":\"Office\",\"text\":\"=1+1\"}\n",
        ),
    ] {
        assert_eq!(written(form, &columns, &rows), expected, "{form:?}");
    }
    assert_eq!(written(Form::Json, &columns, &[]), "[\n]\n");
}

#[test]
fn nothing_of_a_secret_is_in_any_form() {
    let mut line = Line::unreadable("nas", String::new(), String::new());
    line.text = "login with token=s3cr3tvalue".into();
    line.problem = Some("password: s3cr3tvalue".into());
    line.raw = r#"{"a":1,"password":"s3cr3tvalue","deep":{"SynoToken":"s3cr3tvalue"},"otp_code":12345678,
        "tokens":3,"access_key":["s3cr3tvalue",{"x":"s3cr3tvalue"}],"url":"https://h/x?sig=s3cr3tvalue",
        "params":"{\"pwd\":\"s3cr3tvalue\"}"}"#
        .into();
    for form in [Form::Text, Form::Tsv, Form::Csv, Form::Ndjson, Form::Json, Form::Markdown] {
        let text = written(form, &Column::all(Subject::Lines), &[Record::Line(Box::new(line.clone()))]);
        assert!(!text.contains("s3cr3t") && !text.contains("12345678"), "{form:?}: {text}");
        assert!(text.contains("***") || text.contains(r"\*\*\*"), "{form:?}: {text}");
        assert!(text.contains("tokens"), "what is no secret stays: {text}");
    }
}

#[test]
fn a_run_has_numbers_and_all_its_items_get_other_names() {
    let mut run = Run::unreadable("nas", r#"{"big":123456789012345678901234567890}"#.into(), String::new());
    (run.problem, run.outcome, run.duration) = (None, Outcome::Failed, Some(90_500));
    (run.items, run.counts.error) = (vec!["LT-1".into(), "LT-2".into()], 2);
    let record = Record::Run(Box::new(run));
    let mut writer = writer(Form::Ndjson, Column::all(Subject::Runs), Hide::ALL);
    let mut out = String::new();
    writer.row(&record, &|_| 0, &mut out);
    let read: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&read["duration_seconds"], &read["errors"]), (&Value::from(90), &Value::from(2)));
    assert_eq!((&read["item"], &read["source"]), (&"host-1, host-2".into(), &"source-1".into()));
    assert!(out.contains("123456789012345678901234567890"), "a large number keeps its digits: {out}");
    assert!(writer.needs_raw());
    let (before, after) = writer.compare(&record, &|_| 0);
    assert!(before.contains("LT-1, LT-2") && after.contains("host-1, host-2"), "{before}\n{after}");
}
