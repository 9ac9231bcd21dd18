//! What a file of certificates holds, drawn.

use tapedeck_core::certificate::{Certificate, Inspection, Problem};

use crate::messages::certificates as messages;
use crate::state::app::App;
use crate::ui::{Facts, Notice, Tone};
use crate::view::{Part, view as draw};

/// More certificates than these are not drawn.
const MOST: usize = 10;

/// What is wrong with it, and what stands in each certificate.
pub(super) fn view(app: App, name: &str, seen: &Inspection) -> Part {
    let all = seen.certificates.len();
    let problems: Part = seen.problems.iter().map(|problem| sentence(problem, all)).collect();
    let good = seen.problems.is_empty().then(|| {
        draw! { <Notice tone=Tone::Good text=messages::GOOD.to_string() /> }
    });
    let one = |(at, certificate)| {
        draw! {
            <section class="certificate" aria-label=messages::number(at, all)>
                <h3>{messages::number(at, all)}</h3>
                <Facts rows=facts(app, certificate) />
            </section>
        }
    };
    let certificates: Part = (1..).zip(&seen.certificates).take(MOST).map(one).collect();
    draw! {
        <p class="file-name">{name.to_string()}</p>
        {problems}
        {good}
        {certificates}
        {(all > MOST).then(|| draw! { <p class="second">{messages::more(all - MOST)}</p> })}
    }
}

fn sentence(problem: &Problem, all: usize) -> Part {
    let tone = if problem.is_fatal() { Tone::Bad } else { Tone::Warning };
    draw! { <Notice tone=tone text=messages::problem(problem, all) /> }
}

fn facts(app: App, one: &Certificate) -> Vec<(String, Part)> {
    let times = app.times();
    let print = |time| times.as_ref().map(|times| times.full(time)).unwrap_or_default();
    let issuer = if one.issuer == one.subject { messages::ITSELF.to_string() } else { one.issuer.clone() };
    let rows = [
        (messages::SUBJECT, one.subject.clone()),
        (messages::NAMES, one.names.join(", ")),
        (messages::ISSUER, issuer),
        (messages::VALID, messages::valid(&print(one.from), &print(one.to), one)),
        (messages::KEY, messages::key(one)),
        (messages::USE, if one.is_authority { messages::AUTHORITY.to_string() } else { String::new() }),
        (messages::SHA, one.sha256.clone()),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    rows.map(|(name, value)| (name.to_string(), value.into())).collect()
}
