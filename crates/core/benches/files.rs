//! Opened files of ten thousand to a million lines, by what they are.
//!
//! `cargo bench -p tapedeck-core --bench files`, or with a word to measure only what has it in its name.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::fmt::Write;
use std::io::Write as _;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use flate2::{Compression, write::GzEncoder};
use tapedeck_core::files::{About, FileReader, Limits, Zone};
use tapedeck_core::logbook::Logbook;
use tapedeck_core::model::Timestamp;
use tapedeck_core::vendors::Subject;

const ROWS: [u64; 3] = [10_000, 100_000, 1_000_000];
/// What a worker does between two looks at its messages.
const SLICE: usize = 1 << 20;

/// A kind of file: its name, what stands before its lines, how a line is written.
type Kind = (&'static str, &'static str, fn(&mut String, u64, &str, &str));

const KINDS: [Kind; 5] = [
    ("ndjson", "", |out, n, time, word| {
        let _ = writeln!(
            out,
            "{{\"time\":\"{time}Z\",\"level\":\"info\",\"host\":\"web-{}\",\"job\":\"nightly-{}\",\"message\":\"Copied {n} files to {word}\",\"trace\":\"{:016x}\"}}",
            n % 97,
            n % 30,
            n * 0x9E37_79B9
        );
    }),
    ("csv", "time,level,host,job,message\n", |out, n, time, word| {
        let _ = writeln!(out, "{time}Z,info,web-{},nightly-{},\"Copied {n} files, to {word}\"", n % 97, n % 30);
    }),
    ("lines", "", |out, n, time, word| {
        let _ = writeln!(out, "{time}Z INFO backupd[{}]: Copied {n} files to {word}", n % 30);
    }),
    ("syslog", "", |out, n, time, word| {
        let _ = writeln!(out, "<30>1 {time}Z web-{} backupd - - - Copied {n} files to {word}", n % 97);
    }),
    ("html", "<table><tr><th>Time</th><th>Level</th><th>Message</th></tr>\n", |out, n, time, word| {
        let _ = writeln!(out, "<tr><td>{time}Z</td><td>info</td><td>Copied {n} files to {word}</td></tr>");
    }),
];

/// A file with so many lines, a second after each other.
fn file((_, head, line): &Kind, rows: u64) -> Vec<u8> {
    let mut out = head.to_string();
    for n in 0..rows {
        let (day, second) = (n / 86_400, n % 86_400);
        let time = format!(
            "2026-{:02}-{:02}T{:02}:{:02}:{:02}",
            day / 28 % 12 + 1,
            day % 28 + 1,
            second / 3600,
            second / 60 % 60,
            second % 60
        );
        line(&mut out, n, &time, ["vault-1", "vault-2", "任务"][(n % 3) as usize]);
    }
    out.into_bytes()
}

fn read(bytes: &[u8]) -> Logbook {
    let about = About {
        source: "file:x".into(),
        subject: Subject::Lines,
        zone: Zone::default(),
        written: Timestamp(1_795_154_400_000),
        limits: Limits::default(),
    };
    let (mut book, mut reader) = (Logbook::new(0), FileReader::new(about));
    for piece in bytes.chunks(1 << 20) {
        reader.feed(piece.to_vec());
        while reader.step(&mut book, SLICE) > 0 {}
    }
    while reader.finish(&mut book, SLICE).is_none() {}
    book
}

fn files(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("file");
    group.sample_size(10).warm_up_time(Duration::from_millis(1)).measurement_time(Duration::from_secs(1));
    for rows in ROWS {
        for kind in &KINDS {
            let bytes = file(kind, rows);
            assert_eq!(read(&bytes).len() as u64, rows, "{}", kind.0);
            group.throughput(Throughput::Bytes(bytes.len() as u64));
            group.bench_function(BenchmarkId::new(kind.0, rows), |bencher| {
                bencher.iter_batched(|| (), |()| read(&bytes), BatchSize::PerIteration);
            });
        }
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&file(&KINDS[0], rows)).unwrap();
        let packed = packed.finish().unwrap();
        group.throughput(Throughput::Bytes(packed.len() as u64));
        group.bench_function(BenchmarkId::new("ndjson in gzip", rows), |bencher| {
            bencher.iter_batched(|| (), |()| read(&packed), BatchSize::PerIteration);
        });
    }
    group.finish();
}

criterion_group!(benches, files);
criterion_main!(benches);
