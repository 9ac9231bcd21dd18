//! Having a file prepared: what, with which values; a summary of what will be sent; what the source answered.

use crate::prelude::*;
use tapedeck_core::model::{Action, SourceId};

use super::form::{Draft, fields};
use crate::messages::files as messages;
use crate::pages::table::Failure;
use crate::state::app::App;
use crate::state::files::{Key, Stage};
use crate::ui::{Button, ChoiceField, Facts, Notice, Tone};
use crate::view::{Part, changing, view};

/// How far the dialog is.
#[derive(Clone, PartialEq)]
enum Step {
    Writing,
    Checking,
    Sent(Key),
}

/// What is in the dialog.
#[component]
pub(crate) fn Prepare(
    /// At which source and by what, if that is known, with the values that are known.
    what: Option<(SourceId, Action)>,
) -> Part {
    let app = expect_context::<App>();
    let drafts = drafts(app, what.as_ref().map(|(_, action)| action));
    let choices: Vec<(String, String)> = drafts.iter().map(|draft| (draft.choice(), draft.choice_shown(app))).collect();
    let named = what.map(|(source, action)| format!("{source} {}", action.name));
    let Some(first) = named.or_else(|| Some(choices.first()?.0.clone())) else {
        return view! { <p class="why">{messages::NOTHING_TO_PREPARE}</p> };
    };
    let chosen = RwSignal::new(first);
    let step = RwSignal::new(Step::Writing);
    // What was typed is kept while one looks at the summary, or at another choice.
    let draft = Memo::new(move |_| drafts.iter().copied().find(|draft| draft.choice() == *chosen.read()));
    let close = move |()| app.dialog.set(None);
    changing(move || {
        let Some(draft) = draft.get() else { return Part::Nothing };
        match step.get() {
            Step::Writing => {
                let submit = move |event: leptos::ev::SubmitEvent| {
                    event.prevent_default();
                    draft.tried.set(true);
                    if draft.is_complete() {
                        step.set(Step::Checking);
                    }
                };
                view! {
                    <form class="form" novalidate on:submit=submit>
                        <ChoiceField label=messages::WHAT value=chosen options=choices.clone() />
                        {fields(app, draft)}
                        <div class="row form-actions">
                            <Button label=messages::CANCEL.to_string() on_press=close />
                            <Button label=messages::CHECK.to_string() primary=true submit=true />
                        </div>
                    </form>
                }
            }
            Step::Checking => {
                let send = move |()| {
                    let key = app.begin_file(&draft.source(), draft.action(), draft.title());
                    step.set(Step::Sent(key));
                };
                view! {
                    <div class="form">
                        <p class="why">{messages::CHECK_TEXT}</p>
                        <Facts rows=draft.summary(app) />
                        <div class="row form-actions">
                            <Button label=messages::CHANGE.to_string() on_press=move |()| step.set(Step::Writing) />
                            <Button label=messages::SEND.to_string() primary=true on_press=send />
                        </div>
                    </div>
                }
            }
            Step::Sent(key) => view! {
                <div class="form">
                    {changing(move || answer(&app.files.stage(&key)))}
                    <div class="row form-actions">
                        <Button label=messages::CLOSE.to_string() primary=true on_press=close />
                    </div>
                </div>
            },
        }
    })
}

/// What the source answered.
fn answer(stage: &Stage) -> Part {
    let (tone, text) = match stage {
        Stage::Arriving { bytes, total, per_second, .. } => {
            (Tone::Info, messages::arriving(*bytes, *total, *per_second, None))
        }
        Stage::Preparing(export) => (Tone::Good, messages::preparing(export, None)),
        Stage::Here { name, size } => {
            return view! {
                <h3>{messages::ANSWERED}</h3>
                <Notice tone=Tone::Good text=messages::here(name, *size) />
                <p class="why">{messages::IN_THIS_TAB}</p>
            };
        }
        Stage::Nothing => (Tone::Warning, messages::NOTHING.to_string()),
        Stage::Done => (Tone::Good, messages::DONE.to_string()),
        Stage::Failed(error, _) => {
            let error = error.clone();
            return view! { <Failure error=error /> };
        }
        Stage::GivenUp { minutes, told } => (Tone::Warning, messages::given_up(*minutes, *told)),
        _ => (Tone::Good, messages::READY.to_string()),
    };
    view! {
        <h3>{messages::ANSWERED}</h3>
        <Notice tone=tone text=text />
        <p class="why">{messages::ON_THE_LIST}</p>
    }
}

/// What can be prepared at which source that somebody is signed in to.
fn drafts(app: App, known: Option<&Action>) -> Vec<Draft> {
    let mut all = Vec::new();
    for entry in app.sources.get_untracked() {
        let id = entry.source.id;
        if app.has_files(&id) == Some(true) {
            all.extend(app.prepares(&id).map(|preparation| Draft::new(&id, preparation, known)));
        }
    }
    all
}
