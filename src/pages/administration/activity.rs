//! The list of what was changed from this page, at all sources.

use crate::prelude::*;

use crate::messages::{activity as messages, errors, ui};
use crate::state::activity::{Came, Change};
use crate::state::app::App;
use crate::ui::{Icon, Tone};
use crate::view::{Part, changing, view};

/// The list.
#[component]
pub(crate) fn ActivityList(
    /// Where it stands below something else: nothing is drawn while there is nothing on it.
    #[prop(optional)]
    quiet: bool,
) -> Part {
    let app = expect_context::<App>();
    let none = Memo::new(move |_| app.activity.0.read().is_empty());
    changing(move || if quiet && none.get() { Part::Nothing } else { list(app) })
}

fn list(app: App) -> Part {
    view! {
        <section class="panel setting activity" aria-labelledby="activity-title">
            <h2 id="activity-title">{messages::TITLE}</h2>
            <p class="why">{messages::TEXT}</p>
            {changing(move || {
                let all = app.activity.0.get();
                if all.is_empty() {
                    return view! { <p class="second">{messages::NONE}</p> };
                }
                let head = |name: &'static str| view! { <th scope="col">{name}</th> };
                let rows: Part = all.iter().map(|change| row(app, change)).collect();
                view! {
                    <table class="plain-table">
                        <caption class="visually-hidden">{messages::TITLE}</caption>
                        <thead>
                            <tr>
                                {head(messages::TIME)}
                                {head(messages::SOURCE)}
                                {head(messages::WHAT)}
                                {head(messages::ANSWER)}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
            })}
        </section>
    }
}

fn row(app: App, change: &Change) -> Part {
    let time = app.times().map(|times| times.cell(change.time)).unwrap_or_default();
    let files = change.action.files.iter().map(|(_, name, _)| name.clone());
    let values = change.action.values.iter().map(|(key, value)| messages::value(key, value));
    let detail = values.chain(files).collect::<Vec<_>>().join(", ");
    let (tone, answer) = match &change.came {
        Came::Waiting => (Tone::Info, messages::WAITING.to_string()),
        Came::Done => (Tone::Good, messages::DONE.to_string()),
        Came::GivenUp => (Tone::Warning, messages::GIVEN_UP.to_string()),
        Came::Failed(error) if error.code.is_empty() => (Tone::Bad, errors::title(error)),
        Came::Failed(error) => (Tone::Bad, format!("{} ({})", errors::title(error), error.code)),
    };
    let said = (!change.said.is_empty()).then(|| {
        view! {
            <details class="said">
                <summary>{ui::show_answer()}</summary>
                <pre tabindex="0">{change.said.clone()}</pre>
            </details>
        }
    });
    view! {
        <tr>
            <th scope="row">{time}</th>
            <td data-label=messages::SOURCE>{app.source_name(&change.source)}</td>
            <td data-label=messages::WHAT>
                <span>{messages::action(&change.action.name)}<span class="second">{detail}</span></span>
            </td>
            <td data-label=messages::ANSWER>
                <span class=format!("st {}", tone.class())><Icon glyph=tone.glyph() /><span>{answer}</span></span>
                {said}
            </td>
        </tr>
    }
}
