//! temporary
#[path = "support/answer.rs"]
mod answer;
use std::time::Instant;
use tapedeck_core::logbook::*;
use tapedeck_core::vendors::synology::lines::LineReader;
fn main() {
    for unlike in [0, 1000] {
        let lines = 1_000_000;
        let answer = answer::answer(lines, 1, unlike);
        let t = Instant::now();
        let mut splitter = Splitter::new(Some("logs"));
        let mut n = 0;
        for piece in answer.chunks(65536) {
            let mut at = 0;
            while splitter.next(piece, &mut at).is_some() {
                n += 1
            }
        }
        println!("split only {n} {:?}", t.elapsed());
        let t = Instant::now();
        let mut book = Logbook::new(0);
        let mut ingest = Ingest::new(Splitter::new(Some("logs")), Box::new(LineReader::new("nas-1".into())));
        for piece in answer.chunks(65536) {
            ingest.feed(piece.to_vec());
            ingest.step(&mut book, usize::MAX);
        }
        ingest.finish(&mut book);
        let e = t.elapsed();
        println!(
            "{unlike}: {} rows {e:?} {:.0} MB/s, {:.1} bytes a line",
            book.len(),
            answer.len() as f64 / e.as_secs_f64() / 1e6,
            book.bytes() as f64 / lines as f64
        );
    }
}
