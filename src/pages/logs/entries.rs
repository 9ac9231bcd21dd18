//! What an archive holds, as a tree. A file leads to its lines.

use crate::prelude::*;
use tapedeck_core::files::{Fate, Report};
use tapedeck_core::query::quoted;

use crate::browser::element;
use crate::messages::opened as messages;
use crate::state::address::Address;
use crate::state::app::App;
use crate::state::opened::tree::{self, Branch};
use crate::view::{Part, changing, maybe, text, view};

/// With more entries than these the folders are closed at first.
const OPEN: usize = 40;

/// The entries of an archive, counted while they are read. The tree stays as it was when somebody opened it, so that no
/// folder closes under the hand, until all entries are known.
pub(super) fn entries(app: App, source: String, report: Memo<Option<Report>>) -> Part {
    let hidden = maybe(move || report.read().as_ref().is_none_or(|report| report.entries.is_empty()).then(String::new));
    let count = text(move || report.read().as_ref().map(messages::entries).unwrap_or_default());
    let open = RwSignal::new(false);
    let reading = Memo::new(move |_| reads(app, &source));
    let tree = changing(move || {
        let (true, _) = (open.get(), reading.get()) else { return Part::Nothing };
        untrack(|| report.read().as_ref().map_or(Part::Nothing, |report| tree(app, report)))
    });
    view! {
        <details class="opened-entries" hidden=hidden on:toggle=move |event| open.set(element::is_open(&event))>
            <summary>{count}</summary>
            {tree}
        </details>
    }
}

/// Whether more of a file is to come.
fn reads(app: App, source: &str) -> bool {
    let Some(list) = app.main_list.get() else { return false };
    let state = list.state.read();
    state.as_ref().is_some_and(|state| state.sources.iter().any(|shown| shown.source == source && shown.loading))
}

fn tree(app: App, report: &Report) -> Part {
    let open = report.entries.len() <= OPEN;
    let untold = (report.untold > 0).then(|| view! { <li class="second">{messages::untold(report.untold)}</li> });
    view! { <ul>{branches(app, tree::of(&report.entries), open)} {untold}</ul> }
}

fn branches(app: App, all: Vec<Branch>, open: bool) -> Part {
    all.into_iter().map(|branch| view! { <li>{of(app, branch, open)}</li> }).collect()
}

fn of(app: App, branch: Branch, open: bool) -> Part {
    let Branch { name, path, fate, branches: inner } = branch;
    let has_rows = matches!(fate, Some(Fate::Read(1..) | Fate::Broken(1.., _)));
    let name: Part = match has_rows {
        true => {
            let show = move |_| {
                let query = format!("file={}", quoted(&path));
                app.go(Address { query, lifted: None, selected: None, ..app.address.get_untracked() });
            };
            view! { <button type="button" class="opened-path link" title=messages::ONLY_FILE on:click=show>{name}</button> }
        }
        false => view! { <span class="opened-path">{name}</span> },
    };
    let told = fate.map(|fate| view! { " "<span class="second">{messages::fate(&fate)}</span> });
    if inner.is_empty() {
        return view! { {name} {told} };
    }
    view! {
        <details open=open>
            <summary>{name} {told}</summary>
            <ul>{branches(app, inner, open)}</ul>
        </details>
    }
}
