//! Nothing that came from outside may stop the program.

use crate::tree::{File, offence, rust};

const WAYS_TO_STOP: [&str; 7] =
    [".unwrap()", ".expect(", ".unwrap_err()", "panic!(", "todo!", "unimplemented!", "unreachable!"];

/// What looks like a way to stop, or is one on purpose: file, line of code, reason.
const DELIBERATE: [(&str, &str, &str); 5] = [
    ("crates/engine/src/engine.rs", "Command::Crash => panic!(", "the page must be seen to survive its engine"),
    (
        "src/pages/shell/diagnose.rs",
        "let break_page = move |()| panic!(",
        "a break of the page must be seen to be told",
    ),
    ("src/signals/source.rs", "panic!(", "as Leptos: nothing sensible can be drawn of what is gone"),
    ("crates/core/src/vendors/huawei/mapping.rs", "row.expect(", "notes a missing field: it is lenient::Fields"),
    ("crates/core/src/vendors/synology/mapping.rs", "row.expect(key);", "notes a missing field: it is lenient::Fields"),
];

fn ways_to_stop(file: &File) -> Vec<String> {
    let source = file.product();
    let mut out = Vec::new();
    for way in WAYS_TO_STOP {
        for at in source.places(way) {
            let line = source.line(at);
            let text = source.code.lines().nth(line - 1).unwrap_or_default().trim();
            let deliberate = DELIBERATE.iter().any(|(path, code, _)| file.path == *path && text.starts_with(code));
            if !deliberate {
                out.push(offence(file, line, text));
            }
        }
    }
    out
}

#[test]
fn nothing_stops_the_program() {
    for text in [
        "let x = y.unwrap();",
        "let x = y\n    .expect(\"z\");",
        "panic!(\"x\")",
        "todo!()",
        "unimplemented!(\"later\")",
        "_ => unreachable!(),",
        "Command::Crash => panic!(\"in the wrong file\")",
    ] {
        assert!(!ways_to_stop(&File::example("src/x.rs", text)).is_empty(), "not seen: {text}");
    }
    for text in [
        "let x = y.unwrap_or_default(); // never unwrap()",
        "let x = \"panic!(\"; let y = z.expect_err;",
        "#[cfg(test)]\nmod tests { fn x() { y.unwrap(); panic!(\"z\") } }",
    ] {
        assert_eq!(ways_to_stop(&File::example("src/x.rs", text)), [""; 0], "{text}");
    }
    let folders = ["src", "crates/core/src", "crates/engine/src", "crates/simulator/src"];
    let offences: Vec<_> = folders.into_iter().flat_map(rust).flat_map(|file| ways_to_stop(&file)).collect();
    assert!(offences.is_empty(), "{offences:#?}");
}

#[test]
fn every_exception_is_needed() {
    for (path, code, reason) in DELIBERATE {
        let source = crate::tree::read(path).product();
        assert!(source.code.lines().any(|line| line.trim().starts_with(code)), "{path}: {code} ({reason}) is gone");
    }
}
