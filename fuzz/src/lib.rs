//! What all targets do: any answer to any question of a vendor, and any answers to a sign-in.
//!
//! Nothing may panic, and no row may be lost or shown as a success that its own text does not say.

use tapedeck_core::http::Response;
use tapedeck_core::model::{Source, Timestamp};
use tapedeck_core::vendors::{
    Attempt, Call, Credentials, Next, PageRequest, Session, SignInInput, SignInStep, Vendor, find,
};

/// 2026-11-20 06:00 UTC.
const NOW: Timestamp = Timestamp(1_795_154_400_000);
/// More requests than these are not made for one input.
const MOST_STEPS: usize = 8;

/// Feeds one input to a vendor: the first byte chooses what is asked, the rest are answers with a zero byte between them.
pub fn feed(vendor: &str, data: &[u8]) {
    let Some((choice, rest)) = data.split_first() else { return };
    let vendor = find(vendor).expect("a vendor of this name");
    let mut answers = rest.split(|byte| *byte == 0).map(response);
    if choice & 1 == 0 { sign_in(vendor, &mut answers) } else { ask(vendor, &call(choice >> 1), &mut answers) }
}

fn response(body: &[u8]) -> Response {
    let status = [200, 200, 200, 401, 403, 404, 429, 500][usize::from(body.first().copied().unwrap_or_default() % 8)];
    let headers = vec![("content-type".to_string(), "application/json".to_string())];
    Response { status, headers, body: body.to_vec() }
}

fn source(vendor: &dyn Vendor) -> Source {
    Source {
        id: "fuzz".into(),
        vendor: vendor.descriptor().id.into(),
        name: "Fuzz".into(),
        base_url: "https://fuzz.example/".into(),
        time_zone: None,
        settings: Default::default(),
    }
}

fn sign_in(vendor: &dyn Vendor, answers: &mut impl Iterator<Item = Response>) {
    let credentials: Credentials =
        vendor.descriptor().credentials.iter().map(|field| (field.key, "value".to_string())).collect();
    let source = source(vendor);
    let attempt = Attempt { source: &source, credentials: &credentials, earlier: None, renewal: false };
    let mut conversation = vendor.sign_in(&attempt);
    let mut step = conversation.next(NOW, SignInInput::Start);
    for _ in 0..MOST_STEPS {
        step = match step {
            SignInStep::Send(_) => match answers.next() {
                Some(answer) => conversation.next(NOW, SignInInput::Answer(&answer)),
                None => return,
            },
            SignInStep::AskCode { .. } => conversation.next(NOW, SignInInput::Code("123456")),
            SignInStep::Done(_) | SignInStep::Failed(_) => return,
        };
    }
}

fn call(choice: u8) -> Call {
    let page = PageRequest { offset: 0, limit: 200, ..PageRequest::default() };
    let run = "1".to_string();
    match choice % 7 {
        0 => Call::Runs(page),
        1 => Call::Lines(page),
        2 => Call::RunLines { run, page },
        3 => Call::Run { run },
        4 => Call::Items { run, kind: String::new(), page },
        5 => Call::About,
        _ => Call::Files(page),
    }
}

fn ask(vendor: &dyn Vendor, call: &Call, answers: &mut impl Iterator<Item = Response>) {
    let Ok(mut exchange) = vendor.ask(&source(vendor), &Session::default(), call) else { return };
    for _ in 0..MOST_STEPS {
        exchange.request(NOW);
        let Some(answer) = answers.next() else { return };
        match exchange.take(&answer) {
            Ok(Next::Send | Next::SendAfter(_)) => {}
            Ok(Next::Done(_)) | Err(_) => return,
        }
    }
}
