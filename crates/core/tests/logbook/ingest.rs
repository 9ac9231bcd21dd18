//! Answers into the book.

use proptest::prelude::*;
use tapedeck_core::http::Response;
use tapedeck_core::logbook::{Fed, Ingest, Logbook, RawCache, Splitter};
use tapedeck_core::model::{Field, Line, Record, Source, Timestamp};
use tapedeck_core::vendors::synology::lines::LineReader;
use tapedeck_core::vendors::{Answer, Call, Next, PageRequest, Session, find};

use crate::answer::answer;

/// A book of an answer that arrives in pieces of some size.
pub fn read(answer: &[u8], piece: usize, step: usize) -> (Logbook, Fed) {
    let mut book = Logbook::new(1000);
    let mut ingest = Ingest::new(Splitter::new(Some("logs")), Box::new(LineReader::new("nas-1".into())));
    for piece in answer.chunks(piece) {
        ingest.feed(piece.to_vec());
        while ingest.step(&mut book, step).waiting > 0 {}
    }
    let (fed, _) = ingest.finish(&mut book);
    (book, fed)
}

/// All rows, complete.
pub fn rows(book: &Logbook) -> Vec<Record> {
    let mut cache = RawCache::default();
    (0..book.len() as u32).map(|row| book.record_with_raw(row, &mut cache).unwrap()).collect()
}

/// What the vendor's client makes of the same answer.
fn ordinary(answer: &[u8]) -> Vec<Record> {
    let source = Source {
        id: "nas-1".into(),
        vendor: "synology".into(),
        name: "NAS".into(),
        base_url: "https://nas.example/".into(),
        time_zone: None,
        settings: Default::default(),
    };
    let response = Response { status: 200, headers: Vec::new(), body: answer.to_vec() };
    let call = Call::Lines(PageRequest { limit: 1000, ..PageRequest::default() });
    let mut exchange = find("synology").unwrap().ask(&source, &Session::default(), &call).unwrap();
    exchange.request(Timestamp(0));
    match exchange.take(&response) {
        Ok(Next::Done(Answer::Lines(page))) => {
            page.rows.into_iter().map(|line: Line| Record::Line(Box::new(line))).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_fast_way_and_the_ordinary_one_read_the_same() {
    let answer = answer(3000, 7, 20);
    let (book, fed) = read(&answer, 1777, 10_000);
    assert_eq!(rows(&book), ordinary(&answer));
    assert!(fed.found && !fed.cut);
    assert_eq!(fed.envelope, br#"{"data":{"count":3000,"logs":[]},"success":true}"#);
    assert_eq!((fed.read.rows, fed.read.bytes, fed.read.waiting), (3000, answer.len(), 0));
    assert_eq!((book.row(1000), book.row(3999), book.row(4000), book.row(9)), (Some(0), Some(2999), None, None));
    assert_eq!(book.id(2999), 3999);
}

#[test]
fn first_rows_are_there_before_the_answer_has_arrived() {
    let answer = answer(1000, 7, 20);
    let mut book = Logbook::new(0);
    let mut ingest = Ingest::new(Splitter::new(None), Box::new(LineReader::new("nas-1".into())));
    ingest.feed(answer[..5000].to_vec());
    let read = ingest.step(&mut book, 1000);
    assert!(read.rows >= 2 && read.waiting > 3000 && book.len() == read.rows, "{read:?}");
    ingest.step(&mut book, usize::MAX);
    assert!(book.len() > 10);
}

#[test]
fn an_answer_cut_in_the_middle_keeps_what_arrived_and_says_so() {
    let answer = answer(50, 7, 20);
    let (whole, _) = read(&answer, 999, 1);
    let (book, fed) = read(&answer[..answer.len() - 300], 999, 1);
    assert!(fed.cut);
    assert_eq!(book.len(), 50, "the line that had begun is a row");
    assert_eq!(rows(&book)[..49], rows(&whole)[..49]);
    assert_eq!(book.problems(), 1);
    let last = rows(&book).pop().unwrap();
    assert!(last.problem().unwrap().starts_with("not a record") && last.raw().starts_with("{\"backup_type\""));
}

#[test]
fn what_is_no_line_is_a_row_with_a_note_and_nothing_is_lost() {
    let long = "x".repeat(5_000_000);
    let records = [
        r#"{"log_id":1,"log_time":1795000000,"log_level":2,"log_type":1101,"other_params":{}}"#.to_string(),
        r#""a text""#.into(),
        "null".into(),
        r#"{"log_id":{"low":7},"log_time":"soon","log_level":"high","log_type":null,"other_params":["a",1]}"#.into(),
        format!(r#"{{"log_id":2,"log_time":5,"log_level":1,"log_type":1,"task_name":"{long}"}}"#),
        "{\"log_id\":3,\"log_time\":5,\"log_level\":1,\"log_type\":1,\"task_name\":\"\\u0000\\u001b[31m\u{202e}\u{5e9}\u{5dc}🎉e\u{301}\"}".into(),
    ];
    let answer = format!("{{\"data\":{{\"logs\":[{}]}},\"success\":true}}", records.join(" ,\n"));
    let (book, fed) = read(answer.as_bytes(), 65_536, 100_000);
    let found = rows(&book);
    assert_eq!(found.iter().map(Record::raw).collect::<Vec<_>>(), records);
    assert_eq!(found, ordinary(answer.as_bytes()));
    assert_eq!(book.problems(), 3);
    assert!(!fed.cut);
}

#[test]
fn bytes_that_are_no_utf_8_cost_their_own_letters_only() {
    let answer = b"{\"data\":{\"logs\":[{\"log_id\":1,\"log_time\":5,\"log_level\":1,\"log_type\":1101,\"task_name\":\"B\xfcro\"},{\"log_id\":2}]}}";
    let (book, _) = read(answer, 7, 7);
    let found = rows(&book);
    assert_eq!(found.len(), 2);
    assert!(found[0].raw().contains("B\u{fffd}ro"));
    assert_eq!(found, ordinary(answer));
}

/// What tells lines apart was told by their values alone, with a byte between two that no text has. Once the speed was a
/// value of each line, a name with that byte in it was taken for a name and a speed that were met before.
#[test]
fn a_byte_that_no_text_has_makes_no_line_another() {
    let line = |id: u8, speed: &str, task: &[u8]| {
        let start = format!(
            "{{\"log_id\":{id},\"log_level\":2,\"log_time\":1795000000,\"log_type\":1139,\
             \"other_params\":{{\"speed\":\"{speed}\"}},\"task_name\":\""
        );
        [start.as_bytes(), task, b"\"}"].concat()
    };
    let lines = [line(1, "1 MB/s", b"x"), line(2, "2 MB/s", b"x"), line(3, "3 MB/s", b"x\xff1 MB/s")];
    let answer = [b"{\"data\":{\"logs\":[".as_slice(), &lines.join(&b","[..]), b"]}}"].concat();
    let (book, _) = read(&answer, 65_536, 1 << 20);
    let found = rows(&book);
    assert_eq!(found[2].raw(), String::from_utf8_lossy(&lines[2]));
    assert_eq!(found, ordinary(&answer));
}

/// A line in which every number may stand anywhere, twice, in disguise or not at all.
fn line() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        8 => (0_u64..3).prop_map(|number| number.to_string()),
        8 => (1_795_000_000_u64..1_795_000_003).prop_map(|number| number.to_string()),
        1 => prop::sample::select(vec!["-1", "007", "1.0", "1e3", "\"5\"", "null", "99999999999999999999", "-0", "true", "{}"])
            .prop_map(str::to_string),
    ];
    let key = prop::sample::select(vec![
        "log_id",
        "log_id",
        "log_time",
        "log_time",
        "result_id",
        "result_id",
        "result_detail_id",
        "log_level",
        "log_type",
        "task_name",
        "log\\u005fid",
        "x\\\"log_id",
    ]);
    let field = (key, number.clone()).prop_map(|(key, number)| format!("\"{key}\":{number}"));
    let ordinary = (number.clone(), number.clone(), number.clone(), 0_u8..2).prop_map(|(id, time, run, level)| {
        vec![
            format!("\"log_id\":{id}"),
            format!("\"log_level\":{level}"),
            format!("\"log_time\":{time}"),
            "\"log_type\":1101".to_string(),
            format!("\"result_id\":{run}"),
        ]
    });
    let fields = prop_oneof![5 => ordinary.clone(), 3 => (ordinary, field.clone()).prop_map(|(mut fields, one)| { fields.push(one); fields }),
        1 => prop::collection::vec(field.clone(), 0..6)];
    let params =
        prop_oneof![3 => Just(String::new()), 1 => field.prop_map(|field| format!(",\"other_params\":{{{field}}}"))];
    let space = prop_oneof![9 => Just(","), 1 => Just(" , ")];
    (fields, params, space, prop::bool::weighted(0.05)).prop_map(|(fields, params, space, broken)| {
        format!("{{{}{params}{}", fields.join(space), if broken { ",}" } else { "}" })
    })
}

proptest! {
    #[test]
    fn any_lines_are_read_as_the_ordinary_mapping_reads_them(lines in prop::collection::vec(line(), 1..60)) {
        let mut fast = Logbook::new(0);
        let mut reader = LineReader::new("nas-1".into());
        for line in &lines {
            tapedeck_core::logbook::Reader::read(&mut reader, line, &mut fast);
        }
        let valid = lines.iter().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok());
        for (row, line) in rows(&fast).iter().zip(&lines) {
            prop_assert_eq!(row.raw(), line);
            if valid {
                let answer = format!("{{\"data\":{{\"logs\":[{line}]}},\"success\":true}}");
                prop_assert_eq!(row, &ordinary(answer.as_bytes())[0]);
            } else if serde_json::from_str::<serde_json::Value>(line).is_err() {
                prop_assert!(row.problem().is_some());
            }
        }
    }
}

/// A line as a NAS writes it, from few devices, with values of its own: of the kinds that are taken as they stand, and of
/// those that are not.
fn line_with_values() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        6 => "[a-z0-9]{1,3}( MB/s)?",
        1 => Just(String::new()),
        1 => prop::sample::select(vec![" ", "  x ", "\\\"", "\\u0041", "\\\\", "ä", "\u{a0}", "\u{1f389}", "{task}", "0", "-12", "}", "\u{1}"])
            .prop_map(str::to_string),
    ];
    let number = prop_oneof![
        6 => (0_u32..40).prop_map(|number| number.to_string()),
        1 => prop::sample::select(vec!["-3", "1.50", "1e2", "007", "null", "[1,2]", "[]", "{}", "\"7\"", "true", "74185296307001"])
            .prop_map(str::to_string),
    ];
    let key =
        prop::sample::select(vec!["speed", "path", "virtual_disk", "task", "fs_error", "user_name", "volume_name"]);
    let count =
        prop::sample::select(vec!["ratio_compress", "ratio_dedup", "bandwidth", "error_code", "result_id", "user_id"]);
    let code = prop::sample::select(vec![1139, 1140, 1111, 1110, 1006, 6001, 6003, 1, 424_242]);
    let value = prop_oneof![
        3 => (key, text.clone()).prop_map(|(key, text)| format!(",\"{key}\":\"{text}\"")),
        2 => (count, number).prop_map(|(key, number)| format!(",\"{key}\":{number}")),
    ];
    let device = prop::sample::select(vec!["HH-vm-dc01", "KÖ-vm-erp01", ""]);
    let numbers = (0_u32..1000, 1_795_000_000_u32..1_795_000_900, 0_u32..3, 0..2);
    (numbers, code, device, prop::collection::vec(value, 0..4)).prop_map(|((id, time, run, level), code, device, values)| {
        let values = values.concat();
        format!(
            "{{\"device_id\":54,\"device_name\":\"{device}\",\"error_code\":0,\"log_id\":{id},\"log_level\":{level},\
             \"log_time\":{time},\"log_type\":{code},\"other_params\":{{\"device_name\":\"{device}\",\"task_name\":\"VM\"{values}}},\
             \"result_id\":{run},\"task_id\":32,\"task_name\":\"VM\"}}"
        )
    })
}

proptest! {
    #[test]
    fn lines_with_values_of_their_own_are_read_as_the_ordinary_mapping_reads_them(
        lines in prop::collection::vec(line_with_values(), 1..150),
        piece in 50_usize..5000,
    ) {
        let answer = format!("{{\"data\":{{\"logs\":[{}]}},\"success\":true}}", lines.join(","));
        let (book, fed) = read(answer.as_bytes(), piece, 1 << 20);
        prop_assert!(!fed.cut);
        let found = rows(&book);
        prop_assert_eq!(found.len(), lines.len());
        for (row, line) in found.iter().zip(&lines) {
            let one = format!("{{\"data\":{{\"logs\":[{line}]}},\"success\":true}}");
            prop_assert_eq!(row.raw(), line);
            if serde_json::from_str::<serde_json::Value>(line).is_ok() {
                prop_assert_eq!(row, &ordinary(one.as_bytes())[0]);
            }
        }
    }
}

#[test]
fn of_lines_that_differ_in_a_value_only_that_is_kept() {
    let line = |id: usize| {
        format!(
            "{{\"device_name\":\"HH-vm-dc01, a virtual machine\",\"log_id\":{id},\"log_level\":2,\"log_time\":1795000000,\
             \"log_type\":1139,\"other_params\":{{\"ratio_compress\":{},\"speed\":\"{}.{} MB/s\",\"task_name\":\"VM cluster\"}},\
             \"result_id\":7,\"task_name\":\"VM cluster\"}}",
            id % 90,
            id * 7919 % 1000,
            id % 10,
        )
    };
    let lines: Vec<String> = (0..20_000).map(line).collect();
    let answer = format!("{{\"data\":{{\"logs\":[{}]}}}}", lines.join(","));
    let (book, _) = read(answer.as_bytes(), 4096, 1 << 20);
    assert!(book.shape_bytes() < 20_000, "{} bytes of shapes", book.shape_bytes());
    let found = rows(&book);
    assert_eq!(found.iter().map(Record::raw).collect::<Vec<_>>(), lines);
    assert_eq!(
        found[1234].text(Field::Text),
        "Backup speed of virtual machine HH-vm-dc01, a virtual machine: 46.4 MB/s (compress 64)"
    );
}
