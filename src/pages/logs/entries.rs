//! What an archive holds, as a tree. A file leads to its lines.

use tapedeck_core::files::{Fate, Report};
use tapedeck_core::query::quoted;

use crate::messages::opened as messages;
use crate::state::address::Address;
use crate::state::app::App;
use crate::state::opened::tree::{self, Branch};
use crate::view::{Part, view};

/// With more entries than these the folders are closed at first.
const OPEN: usize = 40;

/// The entries of an archive.
pub(super) fn entries(app: App, report: &Report) -> Part {
    let open = report.entries.len() <= OPEN;
    let untold = (report.untold > 0).then(|| view! { <li class="second">{messages::untold(report.untold)}</li> });
    view! {
        <details class="opened-entries">
            <summary>{messages::entries(report)}</summary>
            <ul>{branches(app, tree::of(&report.entries), open)} {untold}</ul>
        </details>
    }
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
