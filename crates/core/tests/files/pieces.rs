//! However a file comes in pieces, its rows are the same; and whatever it is, nothing breaks.

use proptest::prelude::*;
use tapedeck_core::files::{End, FileReader};
use tapedeck_core::logbook::Logbook;
use tapedeck_core::model::Record;
use tapedeck_core::vendors::Subject;

use super::{about, fixture, lines, read, rows};

const ALL: [&str; 25] = [
    "bsd-pax.tar.gz",
    "bsd.tar",
    "bsd.zip",
    "bzip2.zip",
    "locked.zip",
    "logs-gnu.tar",
    "logs-pax.tar",
    "logs-ustar.tar",
    "logs.tar.gz",
    "logs.zip",
    "members.log.gz",
    "nested.zip",
    "rsyslog-file.log",
    "rsyslog-protocol23.log",
    "rsyslog-traditional.log",
    "stored.zip",
    "streamed.zip",
    "syslog.txt",
    "table-cp1252.csv",
    "table-gb18030.csv",
    "table-mark.csv",
    "table-utf16.csv",
    "table-utf8.csv",
    "tricks.tar",
    "zip64.zip",
];

/// Reads a file that comes in pieces of so many bytes, worked off in steps of so many.
fn in_pieces(bytes: &[u8], size: usize, step: usize) -> (Vec<Record>, End) {
    let mut book = Logbook::new(0);
    let mut reader = FileReader::new(about(Subject::Lines));
    for piece in bytes.chunks(size) {
        reader.feed(piece.to_vec());
        while reader.step(&mut book, step) > 0 {}
    }
    loop {
        if let Some(end) = reader.finish(&mut book, step) {
            return (rows(&book), end);
        }
    }
}

fn same(bytes: &[u8], size: usize, step: usize, what: &str) {
    let (whole, end) = read(about(Subject::Lines), bytes);
    let (rows, ended) = in_pieces(bytes, size, step);
    assert_eq!(rows, whole, "{what} in pieces of {size}, steps of {step}");
    assert_eq!(ended, end, "{what} in pieces of {size}, steps of {step}");
}

#[test]
fn a_file_in_pieces_is_the_same_file() {
    for name in ALL {
        let bytes = fixture(name);
        for (size, step) in [(1, 1), (511, 64), (513, 1 << 20)] {
            same(&bytes, size, step, name);
        }
    }
}

/// Texts of every kind, longer than what is looked at to find out what they are.
fn texts() -> Vec<(&'static str, String)> {
    let page =
        (0..900).map(|n| format!("<tr><td>{n}<td>error</td><td>a &amp; <b>b</b>\n {n}</tr>")).collect::<String>();
    vec![
        (
            "csv",
            (0..900).fold("time,level,message\n".into(), |all, n| {
                all + &format!("179515{n:04},info,\"a \"\"b\"\",\n{n}\"\r\n")
            }),
        ),
        ("tsv", (0..900).fold("time\tmessage\n".into(), |all, n| all + &format!("179515{n:04}\tx{n}\n"))),
        ("page", format!("<html><table><tr><th>Time</th><th>Level</th><th>Message</th></tr>{page}</table></html>")),
        (
            "ndjson",
            (0..900).map(|n| format!("{{\"ts\":179515{n:04},\"level\":\"warn\",\"msg\":\"{n} }}{{\"}}\n")).collect(),
        ),
        ("json", format!("{{\"a\":[{}]}}", vec!["{\"time\":1,\"message\":\"x\"}"; 900].join(","))),
        (
            "lines",
            (0..900).map(|n| format!("Nov 20 05:56:{:02} nas sshd[{n}]: ERROR: x\r\n\tmore\n", n % 60)).collect(),
        ),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_in_pieces_of_any_size_is_the_same(size in 1_usize..40_000, step in 1_usize..100_000, which in 0_usize..6) {
        let (name, text) = texts().swap_remove(which);
        prop_assert!(lines(text.as_bytes()).0.len() == 900, "{name}: {}", lines(text.as_bytes()).0.len());
        same(text.as_bytes(), size, step.max(64), name);
    }

    #[test]
    fn a_damaged_file_is_read_without_harm(which in 0..ALL.len(), at in 0_usize..4000, byte: u8, cut in 0_usize..8000, size in 1_usize..600) {
        let mut bytes = fixture(ALL[which]);
        bytes.truncate(bytes.len().saturating_sub(cut.saturating_sub(4000)).max(1));
        let at = at % bytes.len();
        bytes[at] = byte;
        same(&bytes, size, 1 << 16, ALL[which]);
    }

    #[test]
    fn any_bytes_are_read_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..2000), size in 1_usize..50) {
        same(&bytes, size, 100, "any");
    }

    #[test]
    fn any_text_is_read_without_harm(text in "[ -~\n\",;\t<>{}\\[\\]äß任\r]{0,600}", head in 0_usize..8, size in 1_usize..50) {
        let head = ["", "{", "[{", "<html><table>", "time,level,message\n", "sep=;\n", "<34>", "2026-11-20 05:56:12 "][head];
        same(format!("{head}{text}").as_bytes(), size, 100, "text");
    }
}
