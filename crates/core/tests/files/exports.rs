//! What is exported opens again to the same records. Only its source is another: the file.

use proptest::prelude::*;
use tapedeck_core::export::{About as Asked, Bundle, Column, Form, Hide, Plan, Pseudonyms, Redactor, Writer};
use tapedeck_core::model::{Counts, Field, Line, Outcome, Record, Run, Severity, TimeRange, Timestamp};
use tapedeck_core::vendors::Subject;

use super::{about, fixture, lines, read};

const FORMS: [Form; 3] = [Form::Csv, Form::Json, Form::Ndjson];

fn exported(form: Form, columns: Vec<Column>, rows: &[Record]) -> String {
    // In the reader's own zone every other time: whoever wrote it, an instant stays the same.
    let local = rows.len() % 2 == 1;
    let plan = Plan { form, columns, bom: form == Form::Csv, hide: Hide::default(), local };
    let mut writer = Writer::new(plan, Redactor::new(Hide::default(), [], [], Pseudonyms::default()), Vec::new());
    let mut out = String::new();
    writer.begin(&mut out);
    rows.iter().for_each(|row| writer.row(row, &|_| 120, &mut out));
    writer.end(&mut out);
    out
}

/// Its records, opened again.
fn again(subject: Subject, text: &str) -> Vec<Record> {
    let (rows, end) = read(about(subject), text.as_bytes());
    assert_eq!(end.report.others, 0, "{text}");
    rows
}

/// Texts with everything that some form has to write in another way.
fn text() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 ,;:.|'\"\\\\/<>&=+@\\-\\t\\r\\näß备份😀\u{301}\u{202e}\u{7}]{0,16}"
        // Who begins a text with an apostrophe loses it where one is put before formulas.
        .prop_map(|text| text.trim_start_matches('\'').to_string())
        // What looks like a secret is not written.
        .prop_filter("no secret", |text| {
            Redactor::new(Hide::default(), [], [], Pseudonyms::default()).text(text) == *text
        })
}

fn time() -> impl Strategy<Value = Option<Timestamp>> {
    proptest::option::of((0_i64..2_000_000_000_000).prop_map(Timestamp))
}

/// A record as a vendor sends it, on one line.
fn raw() -> impl Strategy<Value = String> {
    (0_u64..1_000_000, text()).prop_map(|(id, text)| {
        serde_json::json!({"log_id": id, "log_level": 2, "log_time": 1_795_000_000, "log_type": 1104, "text": text})
            .to_string()
    })
}

prop_compose! {
    fn line()(
        texts in proptest::array::uniform8(text()),
        (remedy, problem, run) in (text(), text(), text()),
        time in time(), raw in raw(), severity in 0..Severity::ALL.len(), id in 0_u64..u64::MAX,
    ) -> Record {
        let [severity_code, job, item, user, code, code_name, text, file] = texts;
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        Record::Line(Box::new(Line {
            source: "file:x".into(), id: id.to_string(), time, severity: Severity::ALL[severity], severity_code, job, item,
            file, user, code, code_name, text, remedy, run: some(run), problem: some(problem), raw,
        }))
    }
}

prop_compose! {
    fn run()(
        texts in proptest::array::uniform7(text()), items in proptest::collection::vec("[a-zäß备]{1,6}", 0..3),
        (started, ended) in (time(), time()), seconds in proptest::option::of(0_i64..1_000_000), raw in raw(),
        outcome in 0..Outcome::ALL.len(), counts in proptest::array::uniform4(0_i64..1000),
    ) -> Record {
        let [id, job, job_id, action, code, kind, problem] = texts;
        let [success, warning, error, none] = counts;
        Record::Run(Box::new(Run {
            source: "file:x".into(), id, job, job_id, action, outcome: Outcome::ALL[outcome], code, started, ended,
            duration: seconds.map(|seconds| seconds * 1000), items, kind,
            counts: Counts { success, warning, error, none },
            problem: Some(problem).filter(|text| !text.is_empty()), raw,
        }))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn exported_lines_open_again_to_the_same_lines(rows in proptest::collection::vec(line(), 1..6)) {
        for form in FORMS {
            let text = exported(form, Column::all(Subject::Lines), &rows);
            prop_assert_eq!(&again(Subject::Lines, &text), &rows, "{:?} {}", form, text);
        }
    }

    #[test]
    fn exported_runs_open_again_to_the_same_runs(rows in proptest::collection::vec(run(), 1..6)) {
        for form in FORMS {
            let text = exported(form, Column::all(Subject::Runs), &rows);
            prop_assert_eq!(&again(Subject::Runs, &text), &rows, "{:?} {}", form, text);
        }
    }
}

/// A bundle of these lines.
fn bundled(rows: &[Record]) -> Vec<u8> {
    let columns = vec![Column::Shown(Field::Time), Column::Shown(Field::Text)];
    let plan = Plan { form: Form::Bundle, columns, bom: true, hide: Hide::default(), local: false };
    let asked = Asked {
        subject: Subject::Lines,
        run: None,
        query: "severity:error".into(),
        range: TimeRange::default(),
        zone: "UTC".into(),
        made: Timestamp(1_795_154_400_000),
        program: "0.1.0".into(),
        sources: Vec::new(),
        all: true,
    };
    let redactor = Redactor::new(Hide::default(), [], [], Pseudonyms::default());
    let mut bundle = Bundle::new(plan, redactor, Vec::new(), asked);
    loop {
        rows.iter().for_each(|row| bundle.row(row, &|_| 0));
        if !bundle.end_pass() {
            return bundle.finish(rows.len() as u64, true);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    /// Regression: a bundle has its rows twice, and what explains them, and all of that was read as rows.
    #[test]
    fn a_bundle_opens_again_to_the_same_lines(rows in proptest::collection::vec(line(), 1..6)) {
        let (again, end) = read(about(Subject::Lines), &bundled(&rows));
        prop_assert_eq!(again, rows);
        let evidence = end.report.evidence.expect("it is known as a bundle");
        prop_assert_eq!((evidence.query.as_str(), evidence.whole), ("severity:error", false));
        prop_assert_eq!(evidence.made, Some(Timestamp(1_795_154_400_000)));
        prop_assert_eq!((end.report.entries.len(), end.report.left_out), (4, 0));
    }
}

/// The record that stands in a row has the names of its vendor, by which the row was taken for one of the vendor's.
#[test]
fn a_row_with_the_record_of_a_vendor_is_not_read_as_that_record() {
    let raw = r#"{"log_id":7,"log_level":0,"log_time":1795154400,"log_type":1104,"task_name":"T","params":"{}"}"#;
    let (rows, _) = lines(format!("[{raw}]").as_bytes());
    let rows: Vec<Record> = rows.into_iter().map(|line| Record::Line(Box::new(line))).collect();
    for form in FORMS {
        let columns = vec![Column::Shown(Field::Severity), Column::Shown(Field::Text), Column::Raw];
        let opened = again(Subject::Lines, &exported(form, columns, &rows));
        assert_eq!((opened[0].text(Field::Text), opened[0].raw()), (rows[0].text(Field::Text), raw));
    }
}

#[test]
fn what_was_read_from_a_file_is_exported_and_opens_again() {
    let (rows, _) = read(about(Subject::Lines), &fixture("logs.tar.gz"));
    for form in FORMS {
        assert_eq!(again(Subject::Lines, &exported(form, Column::all(Subject::Lines), &rows)), rows, "{form:?}");
    }
}
