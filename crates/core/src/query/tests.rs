use proptest::prelude::*;

use super::*;
use crate::model::{Line, Record, Run, TimeRange, Timestamp};

fn line(text: &str, severity: Severity, user: &str) -> Record {
    let mut line = Line::unreadable("nas-1", String::new(), String::new());
    line.problem = None;
    line.text = text.into();
    line.job = "Laptops nightly".into();
    line.severity = severity;
    line.user = user.into();
    line.code = "1104".into();
    line.time = Timestamp::parse_iso("2026-11-20T23:00:00Z");
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
        ("-keyword:whatever", true),
        ("-(keyword:whatever nowhere)", true),
        ("error", true),
        ("failed nowhere", false),
        ("nowhere OR failed", true),
        ("nowhere failed OR elsewhere", false),
        ("(nowhere OR failed) lt-0231", true),
        ("-(nowhere OR failed)", false),
        ("-(nowhere failed)", true),
        ("failed AND backup", true),
        ("job=\"laptops nightly\"", true),
        ("job=nightly", false),
        ("user=ADMIN,root", true),
        ("item:\"\"", true),
        ("user:\"\"", false),
        ("vendor:synology", true),
        ("vendor=datafor", false),
        ("severity>=warning", true),
        ("severity<warning", false),
        ("code>=1104 code<1105", true),
        ("code>1104", false),
        ("outcome:failed", false),
        ("/lt-\\d{4}/", true),
        ("/(?-i)lt-\\d{4}/", false),
        ("text:/^backup .* größe$/", true),
        ("user:/^backup/", false),
        ("time>=-7d", true),
        ("time<-7d", false),
        ("time:2026-11-20", true),
        ("time:2026-11-20,2026-11-21", true),
        ("time:2026-11-21", false),
        ("time<2026-11-20", false),
        ("time<=2026-11-20", true),
        ("time>2026-11-20", false),
        ("time>=2026-11-20T23:00:00", true),
        ("time:yesterday", true),
        ("duration>0s", false),
        ("-duration>0s", true),
    ] {
        let parsed: Query = query.parse().unwrap();
        assert_eq!(parsed.matches(&record, "synology", &now()), expected, "{query}");
    }
}

/// A page of words took gigabytes: each had an answer for every text.
#[test]
fn a_condition_counts_once_and_there_are_not_too_many() {
    let same = "backup ".repeat(1_400).parse::<Query>().unwrap();
    assert_eq!(same.matcher(&now()).nodes.len(), 1);
    let words = |count: u32| (0..count).map(|n| format!("w{n}x")).collect::<Vec<_>>();
    for (query, good) in [
        (words(500).join(" "), true),
        (words(501).join(" "), false),
        (words(501).join(" OR "), false),
        (format!("item:{}", words(1_000).join(",")), true),
    ] {
        let problem = query.parse::<Query>().err().map(|error| error.problem);
        assert_eq!(problem, (!good).then_some(QueryProblem::TooMany(500)));
    }
}

/// Regression: what people call a source, which is what they see of it, was found by nothing.
#[test]
fn a_source_is_found_by_what_people_call_it_and_a_run_by_its_number() {
    let mut line = Line::unreadable("nas-1", String::new(), String::new());
    (line.problem, line.run, line.file) = (None, Some("4711".into()), "var/log/messages".into());
    let record = Record::Line(Box::new(line));
    let of = Origin { vendor: "synology", title: "Office NAS" };
    for (query, expected) in [
        ("office", true),
        ("\"Office NAS\"", true),
        ("source:\"office nas\"", true),
        ("source:nas-1", true),
        ("source:office", false),
        ("-source:\"Office NAS\"", false),
        ("/^office nas$/", true),
        // The short name is not shown.
        ("nas-1", false),
        ("471", true),
        ("-4711", false),
        ("(4711 OR x) -(12)", true),
        ("messages", true),
        ("file:log/", true),
        ("file:syslog", false),
    ] {
        let parsed: Query = query.parse().unwrap();
        assert_eq!(parsed.matches(&record, of, &now()), expected, "{query}");
    }
}

#[test]
fn runs_are_asked_for_their_numbers() {
    let mut run = Run::unreadable("nas-1", String::new(), String::new());
    run.started = Timestamp::parse_iso("2026-11-20T23:00:00Z");
    run.duration = Some(90 * 60_000);
    run.counts.error = 2;
    run.outcome = Outcome::Warning;
    run.items = vec!["LT-1".into(), "LT-2".into()];
    let record = Record::Run(Box::new(run));
    for (query, expected) in [
        ("duration>1h", true),
        ("duration>=90m", true),
        ("duration>90m", false),
        ("duration:1h30m", true),
        ("duration:1h", true),
        ("duration:2h", false),
        ("duration<5400", false),
        ("errors:2", true),
        ("errors>2", false),
        ("errors:0,2", true),
        ("outcome>=unknown", true),
        ("outcome>warning", false),
        ("outcome<=warning outcome>=warning", true),
        ("item:lt-2", true),
        ("ended:2026", false),
        ("severity:unknown", false),
    ] {
        let parsed: Query = query.parse().unwrap();
        assert_eq!(parsed.matches(&record, "", &now()), expected, "{query}");
    }
}

fn now() -> Context<'static> {
    Context::utc(Timestamp::parse_iso("2026-11-21T12:00:00Z").unwrap())
}

#[test]
fn says_what_is_wrong_and_where() {
    for (query, at, len, problem) in [
        ("a colour:red", 2, 6, QueryProblem::UnknownField("colour".into())),
        ("severity:eror", 9, 4, QueryProblem::UnknownValue { field: "severity", value: "eror".into() }),
        ("job:", 0, 4, QueryProblem::MissingValue),
        ("x \"open", 2, 5, QueryProblem::OpenQuote),
        ("-", 0, 1, QueryProblem::MissingValue),
        ("a (b c", 2, 1, QueryProblem::OpenGroup),
        ("a b)  )", 6, 1, QueryProblem::CloseGroup),
        ("a ()", 3, 1, QueryProblem::MissingValue),
        ("OR a", 0, 2, QueryProblem::MissingValue),
        ("a OR", 3, 1, QueryProblem::MissingValue),
        ("(a OR )", 6, 1, QueryProblem::MissingValue),
        ("(a -)", 3, 1, QueryProblem::MissingValue),
        ("x job>y", 2, 4, QueryProblem::NotOrdered { field: "job" }),
        ("time:soon", 5, 4, QueryProblem::UnknownValue { field: "time", value: "soon".into() }),
        ("duration>1x", 9, 2, QueryProblem::UnknownValue { field: "duration", value: "1x".into() }),
        ("job:", 0, 4, QueryProblem::MissingValue),
        ("colour>=red", 0, 6, QueryProblem::UnknownField("colour".into())),
    ] {
        assert_eq!(query.parse::<Query>(), Err(QueryError { at, len, problem }), "{query}");
    }
}

#[test]
fn a_bad_expression_is_told_where_it_stands() {
    for query in ["x /a(b/", "x text:/a(b/"] {
        let error = query.parse::<Query>().unwrap_err();
        assert!(matches!(error.problem, QueryProblem::Pattern(_)), "{error}");
        assert_eq!(error.at + error.len, query.len());
        assert!(Query::reread(query).is_ok(), "another program has looked at it");
    }
    let large = format!("/{}/", "(a{1,100}){1,100}".repeat(20));
    assert!(matches!(large.parse::<Query>().unwrap_err().problem, QueryProblem::Pattern(_)));
}

#[test]
fn what_people_paste_is_taken_as_a_text() {
    for (text, expected) in [
        ("10:30:59", "\"10:30:59\""),
        ("https://nas.example/x", "\"https://nas.example/x\""),
        ("C:\\\\Users", "\"C:\\\\Users\""),
        ("/srv/share/x", "\"/srv/share/x\""),
        ("rsync(5)", "\"rsync(5)\""),
        (":-)", "\":-)\""),
        ("--force", "-\"-force\""),
        ("and or OReilly", "and or OReilly"),
        ("a,b", "\"a,b\""),
    ] {
        let query: Query = text.parse().unwrap();
        assert_eq!(query.to_string(), expected, "{text}");
    }
}

#[test]
fn prints_brackets_where_they_mean_something() {
    for (text, expected) in [
        ("(a)", "a"),
        ("((a b)) c", "a b c"),
        ("a OR (b OR c)", "a OR b OR c"),
        ("(a OR b) c", "(a OR b) c"),
        ("a (b OR c d)", "a (b OR c d)"),
        ("-(a)", "-a"),
        ("-(a b) c", "-(a b) c"),
        ("-(-a)", "-(-a)"),
        ("-(-(a b))", "-(-(a b))"),
        ("x OR -(a -(b OR c))", "x OR -(a -(b OR c))"),
        ("a AND b OR c", "a b OR c"),
        ("\"OR\" \"AND\"", "\"OR\" \"AND\""),
        ("severity=error", "severity:error"),
        ("JOB:x /a\\/b/", "job:x /a\\/b/"),
        ("TIME>=-7D time:2026-01-01t10", "time>=-7d time:2026-01-01T10"),
    ] {
        let query: Query = text.parse().unwrap();
        assert_eq!(query.to_string(), expected, "{text}");
        assert_eq!(expected.parse::<Query>().unwrap(), query, "{text}");
    }
}

#[test]
fn brackets_in_brackets_need_no_stack() {
    let record = line("a", Severity::Info, "");
    for (open, close, depth) in
        [("(", ")", 20_000), ("-(", ")", 20_000), ("(x OR ", ")", 490), ("(a (x OR ", "))", 240), ("-(a -(", "))", 240)]
    {
        // What has too many conditions is read to its end before it is refused.
        let deep = format!("{}a{}", open.repeat(20_000), close.repeat(20_000)).parse::<Query>();
        assert_eq!(deep.is_ok(), depth == 20_000, "{open}");
        let text = format!("{}a{}", open.repeat(depth), close.repeat(depth));
        let query: Query = text.parse().unwrap();
        assert!(query.matches(&record, "", &now()), "{open}");
        assert_eq!(query.to_string().parse::<Query>().unwrap(), query);
        query.marks();
    }
    let text = "-(a OR job:b -c) ".repeat(1000);
    assert_eq!(text.parse::<Query>().unwrap().to_string(), text.trim());
}

#[test]
fn what_is_looked_for_is_marked_in_its_field() {
    use Field::{Job, User};
    for (text, marks) in [
        ("disk \"no space\"", &[(None, "disk"), (None, "no space")][..]),
        ("user:adm,root job=\"a b\"", &[(Some(User), "adm"), (Some(User), "root"), (Some(Job), "a b")]),
        ("-disk -user:adm /x/ time>=-7d", &[]),
        ("a OR user:b", &[(None, "a"), (Some(User), "b")]),
        ("keyword:vm", &[(None, "vm")]),
    ] {
        assert_eq!(text.parse::<Query>().unwrap().marks(), marks, "{text}");
    }
}

#[test]
fn an_expression_that_looks_catastrophic_is_linear() {
    let record = line(&"a".repeat(5000), Severity::Info, "");
    let query: Query = "/(a*)*(a|aa)+b$/".parse().unwrap();
    assert!(!query.matches(&record, "", &now()));
}

#[test]
fn a_click_on_a_cell_filters_in_or_out() {
    let (job, severity) = (Key::Field(Field::Job), Key::Field(Field::Severity));
    let query: Query = "disk".parse().unwrap();
    let query = query.with(job, "Laptops, all", false);
    assert_eq!(query.to_string(), "disk job=\"Laptops, all\"");
    let both = query.with(job, "PCs", false).with(severity, "error", true);
    assert_eq!(both.to_string(), "disk job=\"Laptops, all\",PCs -severity:error");
    assert_eq!(both.values_of(severity, true), ["error"]);
    assert_eq!(both.with(severity, "error", false).to_string(), "disk job=\"Laptops, all\",PCs severity:error");
    assert_eq!(both.without(job, "PCs").without(job, "Laptops, all").to_string(), "disk -severity:error");
    assert_eq!(query.with(Key::Field(Field::User), "", true).to_string(), "disk job=\"Laptops, all\" -user=\"\"");
    assert_eq!(query.with(job, "PCs", false).with(job, "PCs", false).values_of(job, false), ["Laptops, all", "PCs"]);
}

#[test]
fn the_time_that_is_asked_for_can_be_told_to_the_vendor() {
    for (query, from, to) in [
        ("time>=-7d", Some("2026-11-14T12:00:00Z"), None),
        ("time:2026-11-20 x", Some("2026-11-20T00:00:00Z"), Some("2026-11-21T00:00:00Z")),
        ("time>=2026-11 time<2026-11-10 time<2026-11-20", Some("2026-11-01T00:00:00Z"), Some("2026-11-10T00:00:00Z")),
        ("-time:2026 OR time:2025", None, None),
        ("time:2025,2026", None, None),
    ] {
        let range = query.parse::<Query>().unwrap().range(&now());
        let iso = |text: Option<&str>| text.and_then(Timestamp::parse_iso);
        assert_eq!(range, TimeRange { from: iso(from), to: iso(to) }, "{query}");
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

/// Texts that are queries more often than not.
fn written() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "-",
        "(",
        ")",
        " ",
        " ",
        " OR ",
        "OR",
        "AND",
        "\"",
        "\\",
        "job:",
        "job=",
        "user:",
        "severity>=",
        "error",
        ",",
        "x y",
        "time:",
        "2026-02",
        "-7d",
        "duration>",
        "1h",
        "/",
        "/a+/",
        "text:",
        "keyword:",
        "é",
        "=",
        "<",
        "😀",
        "\u{202e}",
    ]);
    prop_oneof![prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat()), ".{0,40}"]
}

proptest! {
    #[test]
    fn any_text_is_a_query_or_an_error_inside_of_it(text in written()) {
        if let Err(error) = text.parse::<Query>() {
            prop_assert!(error.at < text.chars().count().max(1), "{:?}", error);
        }
    }

    #[test]
    fn printing_and_reading_is_the_identity(text in written()) {
        if let Ok(query) = text.parse::<Query>() {
            prop_assert_eq!(query.to_string().parse::<Query>(), Ok(query.clone()));
            prop_assert_eq!(Query::reread(&query.to_string()), Ok(query));
        }
    }

    #[test]
    fn a_value_survives_whatever_is_in_it(value in ".{1,20}") {
        let query = Query::default().with_values(Field::Job, vec![value.clone()]);
        let read: Query = query.to_string().parse().unwrap();
        prop_assert_eq!(read.values(Field::Job), vec![value.as_str()]);
        let query = Query::default().with(Key::Field(Field::User), &value, true);
        let read: Query = query.to_string().parse().unwrap();
        prop_assert_eq!(read.values_of(Key::Field(Field::User), true), vec![value.as_str()]);
    }
}
