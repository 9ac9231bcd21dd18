//! The certificate of the log server: choosing it, looking at it, sending it.

use crate::prelude::*;
use tapedeck_core::certificate::{Inspection, LARGEST, Problem};
use tapedeck_core::model::Action;
use tapedeck_core::vendors::{Answer, Call};

use super::change::{Change, Plan, part};
use super::file;
use super::settings::Settings;
use crate::browser::chosen::Chosen;
use crate::messages::certificates as messages;
use crate::ui::{AreaField, Button, Notice, Tone, unique};
use crate::view::{Part, changing, flag, view};

/// The name under which the source wants the file.
const FILE: &str = "file_tmp";

/// A file that was given. It is nowhere but here, and gone with the page.
#[derive(Clone)]
struct Given {
    name: String,
    content: Vec<u8>,
    seen: Inspection,
}

/// How far it is.
#[derive(Clone)]
enum Step {
    Choosing,
    Looking,
    NotRead,
    Given(Given),
}

/// The part of the page.
#[component]
pub(super) fn Certificate(
    /// The settings.
    settings: Settings,
) -> Part {
    let step = RwSignal::new(Step::Choosing);
    let pasted = RwSignal::new(String::new());
    let done = move |()| {
        step.set(Step::Choosing);
        pasted.set(String::new());
    };
    let change = Change::new(settings, Some(Callback::new(done)));
    // Also what is dropped or pasted beside this part.
    let taken = Callback::new(move |file| {
        change.leave();
        take(settings, step, Some(Chosen::of_handle(file)));
    });
    settings.app.certificates.set_value(Some(taken));
    let form = move || {
        changing(move || match step.get() {
            Step::Choosing => choosing(settings, step, pasted),
            Step::Looking => view! { <p class="why" role="status">{messages::LOOKING}</p> },
            Step::NotRead => view! {
                <Notice tone=Tone::Bad text=messages::NOT_READ.to_string() />
                {choosing(settings, step, pasted)}
            },
            Step::Given(given) => shown(settings, change, step, given),
        })
    };
    part(messages::TITLE, messages::TEXT, change.view(form))
}

/// Takes in a file: the engine looks at it.
fn look(settings: Settings, step: RwSignal<Step>, name: String, content: Vec<u8>) {
    step.set(Step::Looking);
    let question = Call::Inspect { content: content.clone() };
    settings.app.ask(&settings.source(), question, move |result| {
        let step_now = match result {
            Ok(Answer::Certificates(seen)) => Step::Given(Given { name, content, seen }),
            _ => Step::NotRead,
        };
        // The page may be gone by now.
        step.try_set(step_now);
    });
}

fn take(settings: Settings, step: RwSignal<Step>, chosen: Option<Chosen>) {
    let Some(chosen) = chosen else { return };
    let name = chosen.name.clone();
    if chosen.size > LARGEST {
        let seen = Inspection { certificates: Vec::new(), problems: vec![Problem::TooLarge] };
        step.set(Step::Given(Given { name: messages::file(&name, chosen.size), content: Vec::new(), seen }));
        return;
    }
    chosen.read_then(move |content| match content {
        Some(content) => look(settings, step, name, content),
        None => {
            step.try_set(Step::NotRead);
        }
    });
}

fn choosing(settings: Settings, step: RwSignal<Step>, pasted: RwSignal<String>) -> Part {
    let over = RwSignal::new(false);
    let id = unique("certificate");
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = pasted.get_untracked();
        look(settings, step, messages::PASTED.to_string(), text.into_bytes());
    };
    let nothing = Signal::derive(move || pasted.read().trim().is_empty());
    view! {
        <form class="form" novalidate on:submit=submit>
            <div
                class="drop"
                class:over=flag(move || over.get())
                on:dragover=move |event| {
                    event.prevent_default();
                    over.set(true);
                }
                on:dragleave=move |_| over.set(false)
                on:drop=move |event| {
                    over.set(false);
                    take(settings, step, Chosen::of_drop(&event));
                }
            >
                <input
                    class="visually-hidden"
                    type="file"
                    id=id.clone()
                    accept=".pem,.crt,.cer,.der,.txt,application/x-x509-ca-cert,application/pkix-cert"
                    on:change=move |event| take(settings, step, Chosen::of_field(&event))
                />
                <label class="control" for=id>{messages::CHOOSE}</label>
                <span class="second">{messages::DROP}</span>
            </div>
            <AreaField label=messages::PASTE value=pasted help=messages::PASTE_HELP />
            <div class="row form-actions">
                <Button label=messages::UPLOAD.to_string() submit=true disabled=nothing />
            </div>
        </form>
    }
}

/// What the file holds, and what can be done with it.
fn shown(settings: Settings, change: Change, step: RwSignal<Step>, given: Given) -> Part {
    let usable = given.seen.is_usable();
    let content = file::view(settings.app, &given.name, &given.seen);
    let check = move |()| {
        let Given { name, content, seen } = given.clone();
        let mut rows = vec![(messages::FILE.to_string(), messages::file(&name, content.len() as u64))];
        for one in &seen.certificates {
            rows.push((messages::SUBJECT.to_string(), one.subject.clone()));
            rows.push((messages::SHA.to_string(), one.sha256.clone()));
        }
        let action = Action { files: vec![(FILE.to_string(), name, content)], ..Action::new("upload_cert", &[]) };
        change.check(Plan { action, rows, danger: false });
    };
    let another = move |()| step.set(Step::Choosing);
    view! {
        <div class="form wide">
            {content}
            <div class="row form-actions">
                <Button label=messages::ANOTHER.to_string() on_press=another />
                {usable.then(|| view! {
                    <Button label=messages::UPLOAD.to_string() primary=true on_press=check />
                })}
            </div>
        </div>
    }
}
