//! Files that are handed over while they arrive.

use tapedeck_core::error::Kind;
use tapedeck_core::model::Action;
use tapedeck_core::vendors::{Answer, Call};
use tapedeck_engine::Command;

use crate::harness::{Bench, source};

fn signed_in(account: &str) -> Bench {
    let mut bench = Bench::of_vendors(vec![source("nas")]);
    bench.sign_in("nas", account);
    bench
}

/// The whole log as a file, which has more than a megabyte.
fn export() -> Call {
    Call::Act(Action::new("download", &[("export_id", "mine"), ("output_format", "csv")]))
}

fn whole(bench: &mut Bench) -> Vec<u8> {
    match bench.ask("nas", export()) {
        Ok(Answer::Content { bytes, .. }) => bytes,
        other => panic!("no file: {other:?}"),
    }
}

#[test]
fn a_file_comes_in_pieces_and_the_next_one_waits_for_the_last() {
    let mut bench = signed_in("admin");
    let whole = whole(&mut bench);
    let number = bench.pour("nas", export());
    let mut got = Vec::new();
    loop {
        let pieces = bench.pieces(number);
        if bench.is_answered(number) {
            break;
        }
        assert_eq!(pieces.len(), got.len() + 1, "one at a time");
        got = pieces;
        bench.command(Command::Taken { number });
    }
    assert!(got.len() > 10 && got.concat() == whole, "{} pieces", got.len());
    let Some(Ok(Answer::Poured { size, sha256, name })) = bench.answer(number) else { panic!("not poured") };
    assert_eq!(name.as_deref(), Some("ActiveBackup_log.csv"), "what the source calls it");
    assert_eq!((size, sha256.len()), (whole.len() as u64, 64));
    assert_eq!(bench.received().last().map(|(bytes, _)| *bytes <= size), Some(true));
}

#[test]
fn an_error_in_place_of_a_file_is_an_error_and_nothing_is_handed_over() {
    for (account, fault, kind) in [
        ("viewer", None, Kind::PermissionDenied),
        ("admin", Some("html"), Kind::Html),
        ("admin", Some("empty"), Kind::Unreadable),
    ] {
        let mut bench = signed_in(account);
        if let Some(fault) = fault {
            bench.fault("nas", &format!(r#"{{"fault":"{fault}","method":"download","count":9}}"#));
        }
        let number = bench.pour("nas", export());
        assert_eq!(bench.answer(number).map(|answer| answer.map_err(|error| error.kind)), Some(Err(kind)), "{fault:?}");
        assert_eq!(bench.pieces(number).len(), 0);
    }
}

#[test]
fn a_short_file_comes_in_one_piece_and_a_session_is_renewed_before() {
    let mut bench = signed_in("admin");
    bench.expire("nas");
    let short = [("export_id", "mine"), ("output_format", "csv"), ("log_level", "0"), ("task_id", "1")];
    let number = bench.pour("nas", Call::Act(Action::new("download", &short)));
    assert_eq!((bench.pieces(number).len(), bench.is_answered(number)), (1, false));
    bench.command(Command::Taken { number });
    assert!(matches!(bench.answer(number), Some(Ok(Answer::Poured { .. }))));
}

#[test]
fn a_file_that_nobody_wants_any_more_stops() {
    let mut bench = signed_in("admin");
    let number = bench.pour("nas", export());
    bench.command(Command::Drop { number });
    bench.command(Command::Taken { number });
    assert_eq!((bench.pieces(number).len(), bench.is_answered(number)), (1, false));
}
