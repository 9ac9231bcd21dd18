//! Preparations that are looked after until they end.

use tapedeck_core::error::Kind;
use tapedeck_core::model::{Action, ExportState};
use tapedeck_core::vendors::{Answer, Call};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::{Followed, SourceState};

use crate::harness::{Bench, source};

fn bench(names: &[&str]) -> Bench {
    let mut bench = Bench::of_vendors(names.iter().map(|name| source(name)).collect());
    for name in names {
        bench.sign_in(name, "admin");
    }
    bench
}

fn begin(bench: &mut Bench, name: &str, values: &[(&str, &str)]) -> String {
    match bench.ask(name, Call::Act(Action::new("download", values))) {
        Ok(Answer::Export(export)) => export.id,
        other => panic!("not begun: {other:?}"),
    }
}

fn follow(bench: &mut Bench, name: &str, export: &str) {
    bench.command(Command::Follow { source: name.into(), export: export.into() });
}

fn percents(followed: &[Followed]) -> Vec<Option<u8>> {
    let of = |state: &Followed| match state {
        Followed::Running(export) | Followed::Ended(export) => export.percent,
        _ => None,
    };
    followed.iter().map(of).collect()
}

#[test]
fn a_preparation_is_looked_after_until_it_ends() {
    let mut bench = bench(&["nas"]);
    let export = begin(&mut bench, "nas", &[]);
    bench.asked("");
    follow(&mut bench, "nas", &export);
    let seen = bench.followed("nas", &export);
    assert_eq!(percents(&seen), [Some(25), Some(50), Some(75), Some(100)]);
    assert!(matches!(&seen[3], Followed::Ended(export) if export.state == ExportState::Ready), "{seen:?}");
    assert_eq!(bench.asked("check_progress"), 4, "and no more");
}

#[test]
fn one_that_fails_says_so() {
    let mut bench = bench(&["nas"]);
    let export = begin(&mut bench, "nas", &[("key_word", "export-fails")]);
    follow(&mut bench, "nas", &export);
    let seen = bench.followed("nas", &export);
    assert!(matches!(seen.last(), Some(Followed::Ended(export)) if export.state == ExportState::Failed), "{seen:?}");
    follow(&mut bench, "nas", "csv:never");
    let seen = bench.followed("nas", "csv:never");
    assert!(matches!(&seen[..], [Followed::Failed(error)] if error.code == "1201"), "{seen:?}");
}

#[test]
fn one_that_never_completes_is_given_up_and_can_be_followed_again() {
    let mut bench = bench(&["nas"]);
    let export = begin(&mut bench, "nas", &[("key_word", "export-sticks")]);
    bench.asked("");
    follow(&mut bench, "nas", &export);
    assert_eq!(bench.followed("nas", &export).last(), Some(&Followed::GivenUp { minutes: 30, told: true }));
    let looks = bench.asked("check_progress");
    assert!((80..110).contains(&looks), "half an hour with growing pauses: {looks}");
    follow(&mut bench, "nas", &export);
    assert!(bench.asked("check_progress") > 1);
}

#[test]
fn nothing_is_looked_after_while_nobody_sees_the_page() {
    let mut bench = bench(&["nas"]);
    let export = begin(&mut bench, "nas", &[]);
    bench.command(Command::Hidden(true));
    bench.asked("");
    follow(&mut bench, "nas", &export);
    assert_eq!((bench.asked("check_progress"), bench.followed("nas", &export)), (0, Vec::new()));
    bench.command(Command::Hidden(false));
    assert_eq!(bench.followed("nas", &export).len(), 4);
    // Nor does that time count: a tab that was hidden for hours used to give up at its first look.
    let export = begin(&mut bench, "nas", &[("key_word", "export-sticks")]);
    bench.let_time_wait();
    follow(&mut bench, "nas", &export);
    bench.wait(20);
    for _ in 0..3 {
        bench.command(Command::Hidden(true));
        bench.later(3 * 3600);
        bench.command(Command::Hidden(false));
        bench.wait(20);
    }
    assert!(matches!(bench.followed("nas", &export).last(), Some(Followed::Running(_))), "somebody waits for it");
    bench.command(Command::Unfollow { source: "nas".into(), export });
    bench.let_time_jump();
    // A look that is under way is given up too, and made again.
    let export = begin(&mut bench, "nas", &[]);
    bench.hold("check_progress");
    follow(&mut bench, "nas", &export);
    bench.command(Command::Hidden(true));
    bench.release();
    assert_eq!(bench.followed("nas", &export), []);
    bench.command(Command::Hidden(false));
    assert_eq!(bench.followed("nas", &export).len(), 4);
}

#[test]
fn a_source_that_hangs_holds_up_nobody_else() {
    let mut bench = bench(&["nas", "nas-2"]);
    let (first, second) = (begin(&mut bench, "nas", &[]), begin(&mut bench, "nas-2", &[]));
    bench.fault("nas", r#"{"fault":"hang","method":"check_progress","count":999}"#);
    bench.hold("get_info");
    bench.begin("nas", Call::Act(Action::new("get_info", &[])));
    follow(&mut bench, "nas", &first);
    follow(&mut bench, "nas-2", &second);
    assert_eq!(bench.followed("nas-2", &second).len(), 4);
    let seen = bench.followed("nas", &first);
    assert!(matches!(&seen[..], [Followed::Failed(error)] if error.kind == Kind::TimedOut), "{seen:?}");
}

#[test]
fn a_network_that_is_gone_for_a_while_ends_nothing() {
    let mut bench = bench(&["nas"]);
    let export = begin(&mut bench, "nas", &[]);
    bench.fault("nas", r#"{"fault":"503","method":"check_progress","count":9}"#);
    follow(&mut bench, "nas", &export);
    assert_eq!(percents(&bench.followed("nas", &export)), [Some(25), Some(50), Some(75), Some(100)]);
    let export = begin(&mut bench, "nas", &[]);
    bench.kill("nas", true);
    follow(&mut bench, "nas", &export);
    let seen = bench.followed("nas", &export);
    assert!(matches!(&seen[..], [Followed::Failed(error)] if error.kind == Kind::Unreachable), "{seen:?}");
}

#[test]
fn what_was_remembered_is_looked_after_once_somebody_signs_in() {
    let mut bench = bench(&["nas"]);
    let export = begin(&mut bench, "nas", &[]);
    bench.command(Command::SignOut { source: "nas".into() });
    follow(&mut bench, "nas", &export);
    assert_eq!(bench.followed("nas", &export), []);
    bench.sign_in("nas", "admin");
    assert_eq!(bench.source("nas"), SourceState::SignedIn);
    assert_eq!(bench.followed("nas", &export).len(), 4);
    // A session that ends meanwhile is renewed.
    let export = begin(&mut bench, "nas", &[]);
    bench.expire("nas");
    follow(&mut bench, "nas", &export);
    assert_eq!(bench.followed("nas", &export).len(), 4);
}

#[test]
fn what_is_not_followed_any_more_is_left_alone() {
    let mut bench = bench(&["nas"]);
    let export = begin(&mut bench, "nas", &[]);
    bench.hold("check_progress");
    follow(&mut bench, "nas", &export);
    bench.command(Command::Unfollow { source: "nas".into(), export: export.clone() });
    bench.release();
    assert_eq!(bench.followed("nas", &export), []);
}

#[test]
fn a_download_says_how_much_has_arrived_and_can_be_given_up() {
    let mut bench = bench(&["nas"]);
    let action = Action::new("download", &[("export_id", "mine"), ("log_level", "0")]);
    let Ok(Answer::Content { bytes, .. }) = bench.ask("nas", Call::Act(action.clone())) else { panic!("no file") };
    let all = bytes.len() as u64;
    assert_eq!(bench.received(), [1, 2, 3, 4].map(|piece| (all * piece / 4, Some(all))));
    bench.hold("download");
    let number = bench.begin("nas", Call::Act(action));
    bench.command(Command::Drop { number });
    bench.release();
    assert!(!bench.is_answered(number));
}
