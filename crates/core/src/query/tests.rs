use proptest::prelude::*;

use super::*;
use crate::model::{Line, Record};

fn line(text: &str, severity: Severity, user: &str) -> Record {
    let mut line = Line::unreadable("nas-1", String::new(), String::new());
    line.problem = None;
    line.text = text.into();
    line.job = "Laptops nightly".into();
    line.severity = severity;
    line.user = user.into();
    line.code = "1104".into();
    Record::Line(Box::new(line))
}

#[test]
fn matches_what_it_says() {
    let record = line("Backup of LT-0231 failed: Größe", Severity::Error, "admin");
    for (query, expected) in [
        ("", true),
        ("failed", true),
        ("FAILED lt-0231", true),
        ("\"of lt-0231\"", true),
        ("\"lt-0231 of\"", false),
        ("grösse", false),
        ("GRÖßE", true),
        ("severity:error", true),
        ("severity:Error,warning", true),
        ("severity:info", false),
        ("-severity:info", true),
        ("job:nightly", true),
        ("code:110", false),
        ("code:1104", true),
        ("-user:admin", false),
        ("keyword:whatever", true),
        ("error", true),
        ("failed nowhere", false),
    ] {
        let parsed: Query = query.parse().unwrap();
        assert_eq!(parsed.matches(&record), expected, "{query}");
    }
}

#[test]
fn says_what_is_wrong_and_where() {
    for (query, at, len, problem) in [
        ("a colour:red", 2, 6, QueryProblem::UnknownField("colour".into())),
        ("severity:eror", 9, 4, QueryProblem::UnknownValue { field: "severity", value: "eror".into() }),
        ("job:", 0, 4, QueryProblem::MissingValue),
        ("x \"open", 2, 5, QueryProblem::OpenQuote),
        ("-", 0, 1, QueryProblem::MissingValue),
    ] {
        assert_eq!(query.parse::<Query>(), Err(QueryError { at, len, problem }), "{query}");
    }
}

#[test]
fn gives_the_vendor_what_it_can_evaluate() {
    let mut query: Query = "severity:error keyword:laptop failed".parse().unwrap();
    assert_eq!(query.take_severity(|_| true), Some(Severity::Error));
    assert_eq!(query.take_keyword().as_deref(), Some("laptop"));
    assert_eq!(query.to_string(), "failed");
    for stays in ["severity:error,warning", "-severity:error", "severity:debug"] {
        let mut query: Query = stays.parse().unwrap();
        assert_eq!(query.take_severity(|s| s != Severity::Debug), None, "{stays}");
        assert_eq!(query.to_string(), stays);
    }
}

#[test]
fn chips_change_one_condition_only() {
    let query: Query = "outcome:failed nightly -outcome:success".parse().unwrap();
    assert_eq!(query.values(Field::Outcome), ["failed"]);
    let both = query.with_values(Field::Outcome, vec!["failed".into(), "warning".into()]);
    assert_eq!(both.to_string(), "outcome:failed,warning nightly -outcome:success");
    assert_eq!(query.with_values(Field::Outcome, vec![]).to_string(), "nightly -outcome:success");
}

proptest! {
    #[test]
    fn any_text_is_a_query_or_an_error_inside_of_it(text in ".{0,40}") {
        if let Err(error) = text.parse::<Query>() {
            prop_assert!(error.at < text.chars().count().max(1));
        }
    }

    #[test]
    fn printing_and_reading_is_the_identity(text in ".{0,40}") {
        if let Ok(query) = text.parse::<Query>() {
            prop_assert_eq!(query.to_string().parse::<Query>(), Ok(query));
        }
    }

    #[test]
    fn a_value_survives_whatever_is_in_it(value in ".{1,20}") {
        let query = Query::default().with_values(Field::Job, vec![value.clone()]);
        let read: Query = query.to_string().parse().unwrap();
        prop_assert_eq!(read.values(Field::Job), vec![value.as_str()]);
    }
}
