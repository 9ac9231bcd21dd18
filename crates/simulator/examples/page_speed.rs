//! How long the data takes to make, and a page to answer. Prints figures, asserts nothing.
//!
//! `cargo run --release -p tapedeck-simulator --example page_speed`

use std::time::Instant;

use tapedeck_simulator::Request;
use tapedeck_simulator::synology::{Dsm, Settings};

const NOW: i64 = 1_763_829_984;

fn main() {
    let mut dsm = Dsm::new(Settings::new(1, NOW));
    let mut made = Vec::new();
    time("making the data", 10, || made.push(Dsm::new(Settings::new(1, NOW))));
    drop(made);

    let mut ask = |query: String| -> Vec<u8> {
        let request = Request { method: "GET".into(), path: "/webapi/entry.cgi".into(), query, ..Request::default() };
        dsm.answer(NOW, &request).body
    };
    let login = "api=SYNO.API.Auth&version=6&method=login&account=admin&passwd=tapedeck&format=sid";
    let answer: serde_json::Value = serde_json::from_slice(&ask(login.into())).unwrap_or_default();
    let sid = answer["data"]["sid"].as_str().unwrap_or_default().to_owned();

    for call in [
        "method=list_log&offset=0&limit=200",
        "method=list_log&offset=14000&limit=200",
        "method=list_log&offset=0&limit=200&filter={\"key_word\":\"finance\"}",
        "method=list_log&offset=0&limit=200&filter={\"log_level\":0}",
        "method=list_log",
        "method=list_result&offset=0&limit=200",
        "method=list_result&offset=0&limit=200&filter={\"status\":4}",
        "method=list_result_detail&result_id=7500",
    ] {
        let query = format!("api=SYNO.ActiveBackup.Log&version=1&_sid={sid}&{call}");
        time(call, 20, || {
            std::hint::black_box(ask(query.clone()));
        });
    }
}

fn time(what: &str, times: u32, mut work: impl FnMut()) {
    let mut best = f64::INFINITY;
    let start = Instant::now();
    for _ in 0..times {
        let once = Instant::now();
        work();
        best = best.min(once.elapsed().as_secs_f64());
    }
    let mean = start.elapsed().as_secs_f64() / f64::from(times);
    println!("{:8.3} ms (best {:.3} ms)  {what}", mean * 1e3, best * 1e3);
}
