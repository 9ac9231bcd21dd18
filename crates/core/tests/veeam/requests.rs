//! The exact request of every call.

use tapedeck_core::error::Kind;
use tapedeck_core::http::{Method, Request};
use tapedeck_core::model::{Action, Outcome, Source, TimeRange, Timestamp};
use tapedeck_core::query::Query;
use tapedeck_core::vendors::{Call, PageRequest, Subject, VendorFilter};

use crate::vendor::*;

fn build(call: &Call) -> Request {
    built(&source(), &signed_in(), call)
}

fn url(call: &Call) -> String {
    build(call).url
}

fn runs_with(filter: VendorFilter) -> Call {
    Call::Runs(PageRequest { offset: 0, limit: 200, filter })
}

fn query_of(version: &str, filter: VendorFilter) -> Vec<(String, String)> {
    let request = built(&source_of(version), &signed_in(), &runs_with(filter));
    query(&request).into_iter().skip(2).collect()
}

#[test]
fn every_call_has_its_address() {
    let page = PageRequest { offset: 400, limit: 200, filter: VendorFilter::default() };
    let root = "https://vbaz.example/api/v8.1/";
    for (call, expected) in [
        (Call::Runs(page.clone()), "jobSessions?Offset=400&Limit=200"),
        (Call::Run { run: "38".into() }, "jobSessions/38"),
        (Call::RunLines { run: "6f0c1e52-8a44".into(), page: page.clone() }, "jobSessions/6f0c1e52-8a44/log"),
        (items(""), "jobSessions/38/protectedItems?Offset=0&Limit=200"),
        (items("restoredCosmosDbAccounts"), "jobSessions/38/restoredCosmosDbAccounts?Offset=0&Limit=200"),
        (Call::About, "system/about"),
    ] {
        assert_eq!(url(&call), format!("{root}{expected}"));
    }
}

#[test]
fn every_call_carries_the_token_in_a_header_only() {
    for call in calls().into_iter().chain([Call::About]) {
        let request = build(&call);
        assert_eq!(request.method, Method::Get);
        let headers: Vec<_> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(headers, ["Authorization", "Accept"]);
        assert_eq!(header(&request, "Authorization"), Some("Bearer ACCESS-1"));
        assert!(!request.cookies && request.body.is_empty());
        assert!(!request.url.contains("ACCESS-1") && !format!("{request:?}").contains("ACCESS-1"));
    }
}

#[test]
fn every_list_of_items_is_asked_for_by_its_name() {
    let lists = vendor().descriptor().capabilities.items;
    assert_eq!(lists.len(), 9);
    for list in lists {
        assert_eq!(
            url(&items(list)),
            format!("https://vbaz.example/api/v8.1/jobSessions/38/{list}?Offset=0&Limit=200")
        );
    }
    let error = vendor().ask(&source(), &signed_in(), &items("somethingElse")).err().expect("refused");
    assert_eq!(error.kind, Kind::NotSupported);
}

#[test]
fn one_resource_and_one_name_can_be_looked_for() {
    let filter = VendorFilter { keyword: Some("tw vm&2".into()), ..VendorFilter::default() };
    let page = PageRequest { offset: 0, limit: 5, filter };
    let lines = Call::RunLines { run: "38".into(), page: page.clone() };
    assert_eq!(url(&lines), "https://vbaz.example/api/v8.1/jobSessions/38/log?instanceId=tw%20vm%262");
    let items = Call::Items { run: "38".into(), kind: "checkedItems".into(), page };
    assert!(url(&items).ends_with("/checkedItems?Offset=0&Limit=5&NameSearchPattern=tw%20vm%262"));
}

#[test]
fn the_version_is_as_set_or_as_found() {
    for (set, found, expected) in [
        ("", "v7", "v7"),
        ("automatic", "v7", "v7"),
        ("v5", "v7", "v5"),
        ("V5", "", "v5"),
        ("8.1", "v7", "v8.1"),
        ("v9", "v7", "v9"),
        ("", "", "v8.1"),
        ("v8/../x", "", "v8%2F..%2Fx"),
    ] {
        let session = session(&[("access_token", "A"), ("version", found)]);
        let request = built(&source_of(set), &session, &Call::About);
        assert_eq!(request.url, format!("https://vbaz.example/api/{expected}/system/about"), "{set:?} {found:?}");
    }
    let source = Source { base_url: "https://proxy.example/vendors/vbaz/".into(), ..source() };
    let request = built(&source, &signed_in(), &one_run());
    assert_eq!(request.url, "https://proxy.example/vendors/vbaz/api/v8.1/jobSessions/38");
}

/// A number of a run comes from an address that anybody can write.
#[test]
fn a_number_stays_one_part_of_the_path() {
    let all = |run: &str| {
        let action = Action::new("stop", &[("run", run)]);
        [Call::Run { run: run.into() }, Call::RunLines { run: run.into(), page: page() }, Call::Act(action)]
    };
    for call in all("../../x?y=1#z/ü") {
        let url = url(&call);
        let rest = url.strip_prefix("https://vbaz.example/api/v8.1/jobSessions/").expect("below the sessions");
        let number = rest.split('/').next().unwrap();
        assert_eq!(number, "..%2F..%2Fx%3Fy%3D1%23z%2F%C3%BC");
    }
    for run in ["", ".", "..", "..."] {
        for call in all(run) {
            let error = vendor().ask(&source(), &signed_in(), &call).err().expect("refused");
            assert_eq!(error.kind, Kind::BadValue, "{run:?}");
        }
    }
}

#[test]
fn a_call_that_it_does_not_answer_is_said_so() {
    let (file, export) = ("1".to_string(), "1".to_string());
    for call in [
        Call::Lines(page()),
        Call::Files(page()),
        Call::Progress { export: export.clone() },
        Call::Cancel { export },
        Call::Download { file },
        Call::Act(Action::new("clear", &[])),
    ] {
        let error = vendor().ask(&source(), &signed_in(), &call).err().expect("refused");
        assert_eq!(error.kind, Kind::NotSupported, "{call:?}");
    }
}

#[test]
fn outcomes_become_all_the_statuses_that_mean_them() {
    for (outcome, expected) in [
        (Outcome::Success, "Success"),
        (Outcome::Warning, "Warning"),
        (Outcome::Failed, "Error"),
        (Outcome::Cancelled, "Canceled"),
        (Outcome::Skipped, "NeverExecuted"),
        (Outcome::Running, "Running RunningWithError RunningWithWarning Canceling Pending"),
        (Outcome::Missed, ""),
        (Outcome::Unknown, ""),
    ] {
        let sent = query_of("v8.1", VendorFilter { outcome: Some(outcome), ..VendorFilter::default() });
        assert!(sent.iter().all(|(name, _)| name == "Status"), "{sent:?}");
        let values: Vec<_> = sent.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values.join(" "), expected);
        // All that it asks for means it, and nothing is left out.
        let descriptor = vendor().descriptor();
        for value in &values {
            assert_eq!(descriptor.outcome(value), outcome, "{value}");
        }
        let all = descriptor.meanings.iter().filter(|m| m.means == tapedeck_core::vendors::Means::Outcome(outcome));
        assert!(values.is_empty() || all.count() == values.len(), "{outcome:?}");
    }
}

#[test]
fn the_search_knows_types_policies_and_resources() {
    for (version, words, expected) in [
        ("v8.1", "Nightly machines", "Filter=Nightly machines"),
        ("v8.1", "type:PolicyBackup,SqlRestore,", "Types=PolicyBackup Types=SqlRestore"),
        ("v8.1", "policy:0b6f nightly", "PolicyId=0b6f Filter=nightly"),
        ("v8.1", "resource:vm-1", "ResourceId=vm-1"),
        ("v8", "resource:vm-1", "ResourceId=vm-1"),
        ("v7", "resource:vm-1", "VmId=vm-1"),
        ("v8.1", "else:x a&b=c", "Filter=else:x a&b=c"),
        ("v8.1", "  ", ""),
    ] {
        let sent = query_of(version, VendorFilter { keyword: Some(words.into()), ..VendorFilter::default() });
        let sent: Vec<_> = sent.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(sent.join(" "), expected, "{words}");
    }
}

#[test]
fn ends_of_a_span_are_whole_seconds_in_the_one_form_that_is_taken() {
    let range = TimeRange { from: Some(Timestamp(1_764_000_000_000)), to: Some(Timestamp(1_764_003_600_000)) };
    let request = build(&runs_with(VendorFilter { range, ..VendorFilter::default() }));
    let expected = "&FromUtc=2025-11-24T16%3A00%3A00Z&ToUtc=2025-11-24T17%3A00%3A00Z";
    assert!(request.url.ends_with(expected), "{}", request.url);
}

/// What the appliance evaluates is taken out of the query, the rest is left to the engine.
#[test]
fn a_query_is_split_between_the_appliance_and_the_engine() {
    let range = TimeRange { from: Some(Timestamp(1000)), to: Some(Timestamp(5000)) };
    for (subject, query, outcome, keyword, rest) in [
        (Subject::Runs, "outcome:failed", Some(Outcome::Failed), None, ""),
        (Subject::Runs, "outcome:running job:x", Some(Outcome::Running), None, "job:x"),
        (Subject::Runs, "outcome:unknown", None, None, "outcome:unknown"),
        (Subject::Runs, "outcome:missed", None, None, "outcome:missed"),
        (Subject::Runs, "outcome:failed,warning", None, None, "outcome:failed,warning"),
        (Subject::Runs, "-outcome:failed", None, None, "-outcome:failed"),
        (Subject::Runs, "keyword:\"type:SqlRestore\" x", None, Some("type:SqlRestore"), "x"),
        (Subject::Runs, "severity:error", None, None, "severity:error"),
    ] {
        let parsed: Query = query.parse().expect("a query");
        let (filter, left) = vendor().push_down(subject, range, &parsed);
        let keyword = keyword.map(str::to_string);
        assert_eq!(filter, VendorFilter { range, severity: None, outcome, keyword }, "{query}");
        assert_eq!(left, rest.parse().expect("a query"), "{query}");
    }
    let parsed: Query = "outcome:failed keyword:x".parse().expect("a query");
    assert_eq!(vendor().push_down(Subject::Lines, range, &parsed), (VendorFilter::default(), parsed.clone()));
}

/// A span that is not of whole seconds is asked for wider, and another filter than what was asked leaves it to the engine.
#[test]
fn no_instant_of_a_span_is_left_out() {
    let push = |from: i64, to: i64| {
        let range = TimeRange { from: Some(Timestamp(from)), to: Some(Timestamp(to)) };
        vendor().push_down(Subject::Runs, range, &Query::default()).0.range
    };
    let range = |from: i64, to: i64| TimeRange { from: Some(Timestamp(from)), to: Some(Timestamp(to)) };
    assert_eq!(push(1000, 2000), range(1000, 2000));
    assert_eq!(push(1001, 2001), range(1000, 3000));
    assert_eq!(push(-1, 1), range(-1000, 1000));
    assert_eq!(push(i64::MIN, i64::MAX), TimeRange::default(), "no year that the appliance could read");
}

/// What a hoster writes for an appliance.
#[test]
fn a_source_of_the_configuration() {
    let config = tapedeck_core::config::parse(
        r#"{ "version": 1, "sources": [{ "id": "vbaz", "vendor": "veeam-azure", "name": "Azure",
             "baseUrl": "https://vbaz.example.com/", "apiVersion": "v8", "userName": "viewer", "password": "x" }] }"#,
    )
    .expect("a configuration");
    let source = &config.sources[0];
    assert_eq!((source.setting("apiVersion"), source.setting("userName")), ("v8", "viewer"));
    assert_eq!(config.notices.len(), 1, "a password has no place there: {:?}", config.notices);
    let request = built(source, &signed_in(), &Call::About);
    assert_eq!(request.url, "https://vbaz.example.com/api/v8/system/about");
}
