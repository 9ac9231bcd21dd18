//! Files of certificates, as people have them. `files/make.sh` says how they were made.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use proptest::prelude::*;
use tapedeck_core::certificate::{Inspection, LARGEST, Problem, inspect};
use tapedeck_core::model::Timestamp;

macro_rules! content {
    ($name:literal) => {
        include_bytes!(concat!("files/", $name)).as_slice()
    };
}

/// In the middle of the time for which most of them are good.
fn now() -> Timestamp {
    Timestamp::parse_iso("2026-11-21T12:00:00Z").unwrap()
}

fn look(file: &[u8]) -> Inspection {
    inspect(file, now())
}

#[test]
fn what_stands_in_a_certificate_is_told() {
    let file = look(content!("rsa.pem"));
    assert_eq!(file.problems, []);
    assert!(file.is_usable());
    let [one] = file.certificates.as_slice() else { panic!("{file:?}") };
    assert_eq!(one.subject, "CN=syslog.example.com, O=Beispiel GmbH, C=DE");
    assert_eq!(one.issuer, one.subject);
    let names = [
        "syslog.example.com",
        "*.logs.example.com",
        "192.0.2.7",
        "2001:db8::7",
        "admin@example.com",
        "https://example.com/ca",
    ];
    assert_eq!(one.names, names);
    assert_eq!((one.from.iso(), one.to.iso()), ("2026-01-01T00:00:00Z".into(), "2126-01-01T00:00:00Z".into()));
    assert_eq!(one.days_left, 36_199);
    assert_eq!((one.key.as_str(), one.key_bits), ("RSA", Some(2048)));
    assert_eq!(one.sha256, include_str!("files/rsa.sha256").trim());
    assert!(!one.is_authority);
}

#[test]
fn every_kind_of_key_and_every_script_is_read() {
    for (file, subject, key, bits) in [
        (content!("ec.pem"), "CN=日志.example, O=Müller & Söhne, C=DE", "EC P-384", Some(384)),
        (content!("ed25519.pem"), "CN=ed25519.example.com", "Ed25519", None),
        (content!("leaf.pem"), "CN=leaf.example.com, O=Beispiel GmbH", "EC P-256", Some(256)),
        (content!("weak.pem"), "CN=weak.example.com", "RSA", Some(1024)),
    ] {
        let seen = look(file);
        let one = &seen.certificates[0];
        assert_eq!((one.subject.as_str(), one.key.as_str(), one.key_bits), (subject, key, bits));
    }
}

#[test]
fn the_same_certificate_is_read_from_every_form_of_file() {
    let plain = look(content!("rsa.pem"));
    for file in [content!("rsa.der"), content!("windows.pem"), content!("with-mark.pem"), content!("with-text.pem")] {
        assert_eq!(look(file), plain);
    }
    assert_eq!(look(content!("chain.der")), look(content!("chain.pem")));
}

#[test]
fn what_is_wrong_is_told_and_what_must_not_be_sent_is_refused() {
    let ask = || look(content!("request.pem"));
    let key = [b"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n", content!("rsa.pem")].concat();
    let twice = [content!("rsa.pem"), content!("rsa.pem")].concat();
    let cut = &content!("rsa.pem")[..600];
    let letters = b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----".as_slice();
    for (what, seen, problems, usable) in [
        ("a chain", look(content!("chain.pem")), vec![], true),
        ("a wrong order", look(content!("wrong-order.pem")), vec![Problem::Order(vec![2, 3, 1])], true),
        ("two strangers", look(content!("unrelated.pem")), vec![Problem::Unrelated(1)], true),
        ("one twice", look(&twice), vec![Problem::Twice(2)], true),
        ("expired", look(content!("expired.pem")), vec![Problem::Expired(1)], true),
        ("not good yet", look(content!("future.pem")), vec![Problem::NotYet(1)], true),
        ("a weak key", look(content!("weak.pem")), vec![Problem::WeakKey(1)], true),
        ("with its key", look(content!("with-key.pem")), vec![Problem::PrivateKey], false),
        ("with a key before it", look(&key), vec![Problem::PrivateKey], false),
        ("a key alone", look(content!("key.der")), vec![Problem::PrivateKey], false),
        ("a locked key", look(content!("encrypted-key.pem")), vec![Problem::PrivateKey], false),
        ("a safe with a key", look(content!("both.p12")), vec![Problem::PrivateKey], false),
        ("a request", ask(), vec![Problem::Other("CERTIFICATE REQUEST".into())], false),
        ("cut off", look(cut), vec![Problem::Broken(1)], false),
        ("cut off in binary", look(&content!("rsa.der")[..500]), vec![Problem::Broken(1)], false),
        ("no base 64", look(letters), vec![Problem::Broken(1)], false),
        ("a text", look(b"Dear sirs, please find enclosed"), vec![Problem::NoCertificate], false),
        ("blanks", look(b" \r\n\t"), vec![Problem::Empty], false),
        ("nothing", look(b""), vec![Problem::Empty], false),
        ("a film", look(&vec![7; LARGEST as usize + 1]), vec![Problem::TooLarge], false),
    ] {
        assert_eq!(seen.problems, problems, "{what}");
        assert_eq!(seen.is_usable(), usable, "{what}");
    }
}

#[test]
fn a_chain_keeps_the_order_of_the_file() {
    let subjects = |file| look(file).certificates.into_iter().map(|one| one.subject).collect::<Vec<_>>();
    let [leaf, middle, root] =
        ["leaf.example.com", "Example Intermediate", "Example Root"].map(|name| format!("CN={name}, O=Beispiel GmbH"));
    assert_eq!(subjects(content!("chain.pem")), [leaf.clone(), middle.clone(), root.clone()]);
    assert_eq!(subjects(content!("wrong-order.pem")), [root, leaf, middle]);
    let authorities: Vec<bool> =
        look(content!("chain.pem")).certificates.into_iter().map(|one| one.is_authority).collect();
    assert_eq!(authorities, [false, true, true]);
}

#[test]
fn the_time_decides_what_has_expired() {
    for (now, days, problems) in [
        ("2025-12-31T23:59:59Z", 36_524, vec![Problem::NotYet(1)]),
        ("2026-01-01T00:00:00Z", 36_524, vec![]),
        ("2125-12-02T00:00:00Z", 30, vec![]),
        ("2125-12-02T00:00:01Z", 29, vec![Problem::ExpiresSoon(1)]),
        ("2126-01-01T00:00:00Z", 0, vec![Problem::ExpiresSoon(1)]),
        ("2126-01-01T00:00:01Z", -1, vec![Problem::Expired(1)]),
    ] {
        let seen = inspect(content!("ed25519.pem"), Timestamp::parse_iso(now).unwrap());
        assert_eq!((seen.certificates[0].days_left, seen.problems), (days, problems), "{now}");
    }
}

proptest! {
    #[test]
    fn no_file_stops_the_program(file in proptest::collection::vec(any::<u8>(), 0..400), der in any::<bool>()) {
        let file = if der { [&[0x30][..], &file].concat() } else { file };
        let seen = look(&file);
        prop_assert!(seen.is_usable() || !seen.problems.is_empty());
    }

    #[test]
    fn a_changed_byte_is_a_problem_or_another_fingerprint(at in 0_usize..927, to in any::<u8>()) {
        let mut der = content!("rsa.der").to_vec();
        prop_assume!(der[at] != to);
        der[at] = to;
        let (seen, good) = (look(&der), look(content!("rsa.der")));
        let same = seen.certificates.first().is_some_and(|one| one.sha256 == good.certificates[0].sha256);
        prop_assert!(!same);
    }
}
