//! One row of the list.

use crate::prelude::*;
use tapedeck_core::file_name::safe;
use tapedeck_core::model::{Action, File, SourceId, TimeRange, Timestamp};

use super::state;
use crate::browser::disk;
use crate::browser::numbers::bytes;
use crate::messages::{files as messages, lists};
use crate::state::app::{App, SourceDialog};
use crate::state::files::{Begun, Doing, Key, Stage};
use crate::ui::Button;
use crate::view::{Part, changing, view};

/// What is drawn of a file.
#[derive(Clone, PartialEq)]
pub(super) struct Row {
    pub(super) key: Key,
    name: String,
    kind: String,
    job: String,
    time: Option<Timestamp>,
    covers: TimeRange,
    size: Option<u64>,
    /// When it was begun here, if it was.
    pub(super) begun: Option<Timestamp>,
    /// Whether it can be fetched as it is.
    pub(super) ready: bool,
    /// Whether only its address can be had.
    linked: bool,
    prepare: Option<Action>,
    problem: Option<String>,
    /// A name to save it under.
    file_name: String,
}

impl Row {
    pub(super) fn begun(begun: &Begun) -> Row {
        Row {
            key: begun.key(),
            name: begun.name.clone(),
            kind: String::new(),
            job: String::new(),
            time: Some(begun.time),
            covers: TimeRange::default(),
            size: None,
            begun: Some(begun.time),
            ready: true,
            linked: false,
            prepare: None,
            problem: None,
            file_name: begun.file_name(),
        }
    }

    pub(super) fn listed(file: &File) -> Row {
        Row {
            key: (file.source.clone(), file.id.clone()),
            name: if file.name.is_empty() { messages::WITHOUT_NAME.to_string() } else { file.name.clone() },
            kind: file.kind.clone(),
            job: file.job.clone(),
            time: file.time,
            covers: file.covers,
            size: file.size,
            begun: None,
            ready: file.ready && !file.id.is_empty(),
            linked: file.linked,
            prepare: file.prepare.clone(),
            problem: file.problem.clone(),
            file_name: safe(&file.name).unwrap_or_else(|| messages::WITHOUT_NAME.to_string()),
        }
    }
}

pub(super) fn view(app: App, row: &Row) -> Part {
    let print = |time: Timestamp| app.times().map(|times| times.cell(time)).unwrap_or_default();
    let time = match (row.covers.from, row.covers.to) {
        (None, None) => row.time.map(print).unwrap_or_default(),
        (from, to) => messages::covers(from.map(print).as_deref(), to.map(print).as_deref()),
    };
    let problem = row.problem.as_ref().map(|problem| {
        view! { <span class="second">{format!("{}: {problem}", lists::PROBLEM)}</span> }
    });
    let stage = {
        let key = row.key.clone();
        Memo::new(move |_| app.files.stage(&key))
    };
    let (shown, acted) = (row.clone(), row.clone());
    view! {
        <tr>
            <th scope="row">
                <span class="file-name">{row.name.clone()}</span>
                {(!row.kind.is_empty()).then(|| view! { <span class="second">{row.kind.clone()}</span> })}
                {problem}
            </th>
            <td data-label=messages::JOB>
                <span>{row.job.clone()}<span class="second">{app.source_name(&row.key.0)}</span></span>
            </td>
            <td data-label=messages::TIME class="file-time">{value(time)}</td>
            <td data-label=messages::SIZE class="file-size">{row.size.map(|size| value(bytes(size)))}</td>
            <td data-label=messages::STATE class="file-state">
                {changing(move || state::view(&shown, &stage.read()))}
            </td>
            <td data-label=messages::DO>
                <span class="file-actions">{changing(move || actions(app, &acted, &stage.read()))}</span>
            </td>
        </tr>
    }
}

/// A value of a cell, which on a card stands beside its label. A cell without one is not shown there.
fn value(text: String) -> Option<Part> {
    (!text.is_empty()).then(|| view! { <span>{text}</span> })
}

/// What can be done with it now.
fn actions(app: App, row: &Row, stage: &Stage) -> Part {
    let button = |label: &'static str, press: fn(App, &Key)| {
        let key = row.key.clone();
        view! { <Button label=label.to_string() on_press=move |()| press(app, &key) /> }
    };
    let mut all = Vec::new();
    let save = |all: &mut Vec<Part>| {
        all.push(button(messages::SAVE, |app, key| app.fetch_file(key)));
        if disk::is_possible() {
            // What is here already has the name that the vendor gave it.
            let (key, name) = match stage {
                Stage::Here { name, .. } => (row.key.clone(), name.clone()),
                _ => (row.key.clone(), row.file_name.clone()),
            };
            let save = move |()| app.fetch_to_disk(&key, &name);
            all.push(view! { <Button label=messages::SAVE_AS.to_string() on_press=save /> });
        }
        all.push(button(messages::OPEN_HERE, |app, key| app.open_file(key)));
    };
    match stage {
        Stage::Offered => {
            if row.ready && row.linked {
                all.push(button(messages::ASK_LINK, |app, key| app.fetch_file(key)));
            } else if row.ready {
                save(&mut all);
            }
            let is_offered = |action: &Action| app.prepares(&row.key.0).any(|offered| offered.action == action.name);
            if let Some(action) = row.prepare.clone().filter(is_offered) {
                let source: SourceId = row.key.0.clone();
                let open = move |()| {
                    app.dialog.set(Some(SourceDialog::Prepare(Some((source.clone(), action.clone())))));
                };
                all.push(view! { <Button label=messages::PREPARE_THIS.to_string() on_press=open /> });
            }
        }
        Stage::Remembered | Stage::Preparing(_) => {
            let told = app.cancels(&row.key.0);
            all.push(button(if told { messages::CANCEL } else { messages::STOP }, |app, key| app.cancel_file(key)));
        }
        Stage::Arriving { .. } => all.push(button(messages::CANCEL, |app, key| app.cancel_file(key))),
        Stage::Ready | Stage::Here { .. } | Stage::Dismissed | Stage::NotWritten(_) => save(&mut all),
        Stage::Saved { .. } => {
            all.push(button(messages::SAVE_AGAIN, |app, key| app.fetch_file(key)));
            all.push(button(messages::OPEN_HERE, |app, key| app.open_file(key)));
        }
        Stage::Link(_) => all.push(button(messages::NEW_LINK, |app, key| app.fetch_file(key))),
        Stage::Done | Stage::Nothing => {}
        Stage::Cancelled { .. } | Stage::GivenUp { .. } | Stage::Failed(..) => {
            all.push(button(crate::messages::errors::TRY_AGAIN, |app, key| app.retry_file(key)));
        }
    }
    let at_work = matches!(stage, Stage::Arriving { doing: Doing::Starting | Doing::Fetching, .. });
    if row.begun.is_some() && !at_work {
        all.push(button(messages::REMOVE, |app, key| app.forget_file(key)));
    }
    all.into()
}
