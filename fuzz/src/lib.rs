//! What all targets do: any answers to every question of a vendor, and to a sign-in.
//!
//! Nothing may panic, what is no record has a note, and no row is shown as a success that its own text does not say.

pub mod files;
pub mod given;

use serde_json::Value;
use tapedeck_core::http::Response;
use tapedeck_core::model::{Outcome, Source, Timestamp};
use tapedeck_core::vendors::{
    Answer, Attempt, Call, Credentials, FieldKind, Next, PageRequest, Session, SignInInput, SignInStep, Vendor, find,
};

/// 2026-11-20 06:00 UTC.
const NOW: Timestamp = Timestamp(1_795_154_400_000);
/// More requests than these are not made for one question.
const MOST_STEPS: usize = 12;
/// An answer that begins with one of the bytes 1 to 8 has this status instead of 200. No JSON begins so.
const STATUS: [u16; 8] = [202, 204, 400, 401, 403, 404, 429, 500];

/// Feeds one input to a vendor: answers with a zero byte between them, of which the last one is given again and again.
/// So the answer of a fixture, as it is on disk, is an input.
pub fn feed(vendor: &str, data: &[u8]) {
    let vendor = find(vendor).expect("a vendor of this name");
    let answers: Vec<Response> = data.split(|byte| *byte == 0).map(response).collect();
    for turn in 0..3 {
        sign_in(vendor, turn, &answers);
    }
    for call in calls() {
        if let Some(answer) = ask(vendor, &call, &answers) {
            check(vendor, &answer);
        }
    }
}

fn response(chunk: &[u8]) -> Response {
    let (status, body) = match chunk.split_first() {
        Some((first @ 1..=8, rest)) => (STATUS[usize::from(*first) - 1], rest),
        _ => (200, chunk),
    };
    let headers = vec![
        ("content-type".to_string(), "application/json".to_string()),
        ("x-subject-token".to_string(), "t0ken".to_string()),
    ];
    Response { status, headers, body: body.to_vec() }
}

fn source(vendor: &dyn Vendor) -> Source {
    let settings = [("region", "r"), ("projectId", "p")];
    Source {
        id: "fuzz".into(),
        vendor: vendor.descriptor().id.into(),
        name: "Fuzz".into(),
        base_url: "https://fuzz.example/".into(),
        time_zone: None,
        settings: settings.map(|(key, value)| (key.to_string(), value.to_string())).into(),
    }
}

/// A session in which every vendor finds what it looks for.
fn session() -> Session {
    let mut session = Session::default();
    for key in ["sid", "token", "project", "access_token", "public_key", "private_key"] {
        session.set(key, "x");
    }
    session
}

/// Signs in, in one of the ways that the vendor has.
fn sign_in(vendor: &dyn Vendor, turn: usize, answers: &[Response]) {
    let value = |kind: FieldKind| match kind {
        FieldKind::Choice(choices) => choices[turn % choices.len()].to_string(),
        _ => "value".to_string(),
    };
    let fields = vendor.descriptor().credentials.iter();
    let credentials: Credentials = fields.map(|field| (field.key, value(field.kind))).collect();
    let source = source(vendor);
    let attempt = Attempt { source: &source, credentials: &credentials, earlier: None, renewal: turn == 2 };
    let mut conversation = vendor.sign_in(&attempt);
    let mut step = conversation.next(NOW, SignInInput::Start);
    let mut answers = answers.iter().chain(answers.last().into_iter().cycle());
    for _ in 0..MOST_STEPS {
        step = match step {
            SignInStep::Send(_) => match answers.next() {
                Some(answer) => conversation.next(NOW, SignInInput::Answer(answer)),
                None => return,
            },
            SignInStep::AskCode { .. } => conversation.next(NOW, SignInInput::Code("123456")),
            SignInStep::Done(_) | SignInStep::Failed(_) => return,
        };
    }
}

fn calls() -> [Call; 7] {
    let page = || PageRequest { limit: 200, ..PageRequest::default() };
    let run = || "1".to_string();
    [
        Call::Runs(page()),
        Call::Lines(page()),
        Call::RunLines { run: run(), page: page() },
        Call::Run { run: run() },
        Call::Items { run: run(), kind: String::new(), page: page() },
        Call::About,
        Call::Files(page()),
    ]
}

fn ask(vendor: &dyn Vendor, call: &Call, answers: &[Response]) -> Option<Answer> {
    let mut exchange = vendor.ask(&source(vendor), &session(), call).ok()?;
    let mut answers = answers.iter().chain(answers.last().into_iter().cycle());
    for _ in 0..MOST_STEPS {
        exchange.request(NOW);
        match exchange.take(answers.next()?) {
            Ok(Next::Send | Next::SendAfter(_)) => {}
            Ok(Next::Done(answer)) => return Some(answer),
            Err(_) => return None,
        }
    }
    None
}

fn check(vendor: &dyn Vendor, answer: &Answer) {
    let is_record = |raw: &str| serde_json::from_str::<Value>(raw).is_ok_and(|row| row.is_object());
    match answer {
        Answer::Runs(page) => {
            for run in &page.rows {
                assert!(is_record(&run.raw) || run.problem.is_some(), "without a note: {run:?}");
                // 2.0 is 2.
                let number = run.code.trim().parse::<f64>().ok().filter(|number| number.fract() == 0.0);
                let code = number.map_or_else(|| run.code.clone(), |number| format!("{number:.0}"));
                let good = vendor.descriptor().outcome(&code) == Outcome::Success;
                assert!(run.outcome != Outcome::Success || good, "called good: {run:?}");
            }
        }
        Answer::Lines(page) => {
            for line in &page.rows {
                // The log of a database is no JSON.
                let text = vendor.descriptor().id == "surfercloud" && line.time.is_some();
                assert!(text || is_record(&line.raw) || line.problem.is_some(), "without a note: {line:?}");
            }
        }
        Answer::Items(page) => {
            assert!(page.rows.iter().all(|item| is_record(&item.raw) || item.problem.is_some()), "without a note");
        }
        _ => {}
    }
}
