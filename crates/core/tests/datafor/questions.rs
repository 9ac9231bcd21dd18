//! Calls that take several requests.

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::http::{Request, Response};
use tapedeck_core::vendors::{Answer, Call};

use crate::vendor::*;

const ROW: &str = r#"{"id":"Backup_2026.10.10-02.00.00.205+0800","status":"1","config":"[{\"id\":\"db\"}]"}"#;
const OTHER: &str = r#"{"id":"Backup_2026.10.11-02.00.00.205+0800","status":"2"}"#;

fn list(rows: &[&str]) -> Response {
    ok(format!(r#"{{"success":true,"msg":"","data":[{}]}}"#, rows.join(",")))
}

/// Leads a question, and says which requests it took.
fn asked(call: &Call, mut server: impl FnMut(&str, &Request) -> Response) -> (Vec<String>, Result<Answer, Error>) {
    let mut sent = Vec::new();
    let result = lead(call, |path, request| {
        let kind = header(request, "Content-Type").unwrap_or_default().rsplit(['/', '-']).next().unwrap_or_default();
        let body = String::from_utf8_lossy(&request.body);
        sent.push([path.rsplit('/').next().unwrap_or_default(), kind, &body].join(" ").trim().to_string());
        server(path, request)
    });
    (sent, result)
}

fn count(answer: Result<Answer, Error>) -> usize {
    raws(&answer.unwrap()).len()
}

#[test]
fn runs_take_the_records_and_the_schedules() {
    let (sent, answer) = asked(&call("runs"), |path, _| match path {
        RECORDS => list(&[ROW, OTHER]),
        SCHEDULES => list(&[r#"{"id":"1"}"#]),
        other => panic!("{other} is not needed"),
    });
    assert_eq!(sent, ["query urlencoded", "query urlencoded"]);
    assert_eq!(count(answer), 2);
}

#[test]
fn files_and_parts_need_no_schedules() {
    for name in ["files", "items"] {
        let (sent, answer) = asked(&call(name), |_, _| list(&[ROW]));
        assert_eq!(sent.len(), 1, "{name}");
        assert_eq!(count(answer), 1, "{name}");
    }
}

/// The pages of 2025 name JSON as the only type.
#[test]
fn a_server_that_takes_no_forms_is_asked_in_json() {
    for refusal in [answer(415, &[], "<html></html>"), ok(r#"{"success":false,"code":"400","msg":"bad"}"#)] {
        let (sent, answer) = asked(&call("run"), |path, request| match path {
            _ if header(request, "Content-Type") != Some("application/json") && path != USER => refusal.clone(),
            RECORDS => list(&[ROW, OTHER]),
            _ => list(&[r#"{"id":"1"}"#]),
        });
        let id = "Backup%5F2026%2E10%2E10%2D02%2E00%2E00%2E205%2B0800";
        let form = format!("query urlencoded id={id}");
        let json = format!(r#"query json {{"id":"{ID}"}}"#);
        assert_eq!(sent, [form.as_str(), json.as_str(), "query json {}"]);
        assert_eq!(count(answer), 1);
    }
}

#[test]
fn a_server_that_refuses_both_is_told() {
    let (sent, answer) = asked(&call("runs"), |_, _| ok(r#"{"success":false,"code":400,"msg":"bad"}"#));
    assert_eq!(sent.len(), 2);
    assert_eq!(answer.unwrap_err().kind, Kind::BadValue);
}

/// Whether `id` is the number of a backup or of its schedule is not said.
#[test]
fn a_run_that_is_not_found_by_its_number_is_looked_for_in_the_list() {
    for name in ["run", "items"] {
        let (sent, answer) = asked(&call(name), |path, request| match path {
            RECORDS if request.body.is_empty() => list(&[OTHER, ROW]),
            RECORDS => list(&[]),
            _ => list(&[r#"{"id":"1"}"#]),
        });
        assert_eq!(sent.iter().filter(|sent| sent.starts_with("query")).count(), if name == "run" { 3 } else { 2 });
        assert_eq!(count(answer), 1, "{name}");
    }
}

#[test]
fn an_empty_list_is_believed_only_to_somebody_who_is_signed_in() {
    for (name, path) in [("runs", RECORDS), ("files", RECORDS), ("schedules", SCHEDULES)] {
        for (user, kind) in [(ADMIN, None), (NOBODY, Some(Kind::SessionEnded))] {
            let (sent, answer) = asked(&call(name), |asked, _| if asked == path { list(&[]) } else { ok(user) });
            assert_eq!(sent.last().map(String::as_str), Some("fetchUser"), "{name}");
            assert_eq!(answer.as_ref().err().map(|error| error.kind), kind, "{name}");
            let renewed = answer.err().is_none_or(|error| error.new_session_may_help);
            assert!(renewed, "{name}: a new session is tried");
        }
    }
}

/// The session ends between the records and the schedules.
#[test]
fn runs_without_schedules_are_shown_unless_the_session_ended() {
    let refused = || ok(r#"{"success":false,"code":403,"msg":"no permission"}"#);
    for (user, good) in [(ADMIN, true), (NOBODY, false)] {
        let (_, answer) = asked(&call("runs"), |path, _| match path {
            RECORDS => list(&[ROW]),
            SCHEDULES => refused(),
            _ => ok(user),
        });
        assert_eq!(answer.is_ok(), good, "{answer:?}");
    }
}

#[test]
fn schedules_that_fail_for_a_moment_are_asked_for_again() {
    let mut times = 0;
    let (sent, answer) = asked(&call("runs"), |path, _| match path {
        RECORDS => list(&[ROW]),
        SCHEDULES => {
            times += 1;
            answer(503, &[], "")
        }
        _ => ok(ADMIN),
    });
    assert_eq!((sent.len(), count(answer), times), (5, 1, 3));
}

/// A new session changes nothing for somebody whom the server knows.
#[test]
fn no_new_session_is_tried_for_somebody_who_is_signed_in() {
    for body in [r#"{"success":false,"code":"401","msg":""}"#, r#"{"success":false,"code":403,"msg":"no permission"}"#]
    {
        let (_, answer) = asked(&call("runs"), |path, _| if path == USER { ok(ADMIN) } else { ok(body) });
        assert!(!answer.unwrap_err().new_session_may_help, "{body}");
    }
}

/// 401 comes for a wrong password only: nobody has to be asked who that is.
#[test]
fn a_refused_password_is_not_doubted() {
    let (sent, result) = asked(&call("runs"), |_, _| answer(401, &[], ""));
    assert_eq!(sent.len(), 1);
    assert!(result.unwrap_err().new_session_may_help);
}
