//! The recorded samples, read as the fixtures are. They are not part of this repository: where they are missing, nothing
//! is read.

use tapedeck_core::error::Kind;
use tapedeck_core::model::Outcome;
use tapedeck_core::vendors::{Answer, Credentials, SignInInput, SignInStep};

use crate::vendor::*;

#[test]
fn records_of_both_generations() {
    for (name, started, duration) in [
        ("log_query.2025.json", "2025-02-26T03:12:00.205Z", 143),
        ("log_query.2026.json", "2026-10-09T18:00:00.205Z", 220_911),
    ] {
        let (Some(body), Some(schedules)) = (sample(name), sample("configs_query.2026.json")) else { continue };
        let rows = rows_in(&body).expect("a list");
        let answer = parse(&call("runs"), &ok(body), &ok(schedules), &ok(ADMIN)).unwrap();
        assert_eq!(raws(&answer), rows, "{name}");
        let Answer::Runs(page) = answer else { panic!("{answer:?}") };
        let run = &page.rows[0];
        assert_eq!((run.problem.as_deref(), run.outcome), (None, Outcome::Success), "{name}");
        assert_eq!(run.started.map(|time| time.iso()).as_deref(), Some(started), "{name}");
        assert_eq!(run.duration, Some(duration), "{name}");
        assert!(run.kind.starts_with("Every ") && !run.items.is_empty() && !run.job.is_empty(), "{run:?}");
    }
}

#[test]
fn schedules() {
    let Some(body) = sample("configs_query.2026.json") else { return };
    let answer = parse(&call("schedules"), &ok(body), &ok(""), &ok(ADMIN)).unwrap();
    let Answer::Facts(facts) = answer else { panic!("{answer:?}") };
    assert_eq!(facts[0].0, "Nightly");
    assert!(facts[0].1.starts_with("Every day; on; NORMAL; last run 2025-10-09T18:00:00Z; next run"), "{}", facts[0].1);
}

#[test]
fn errors() {
    for name in ["error_generic.json", "error_not_admin.json"] {
        let Some(body) = sample(name) else { continue };
        for (user, kind) in [(ADMIN, Kind::PermissionDenied), (NOBODY, Kind::SessionEnded)] {
            let error = parse(&call("runs"), &ok(body.clone()), &ok(""), &ok(user)).unwrap_err();
            assert_eq!((error.kind, error.code.as_str()), (kind, "403"), "{name}");
        }
    }
}

#[test]
fn sign_in() {
    let credentials: Credentials = [("account", "admin"), ("password", "pw")].into_iter().collect();
    for (name, sends) in [("login_ok.2026.json", USER), ("login_failed.2026.json", "auth/captcha.jpg")] {
        let Some(login) = sample(name) else { continue };
        let mut conversation = signing_in(&source(), &credentials);
        next(&mut conversation, SignInInput::Start);
        next(&mut conversation, SignInInput::Answer(&ok(NOBODY)));
        match next(&mut conversation, SignInInput::Answer(&ok(login))) {
            SignInStep::Send(request) => assert!(path(&request).ends_with(sends), "{name}: {}", request.url),
            other => panic!("{name}: {other:?}"),
        }
    }
}
