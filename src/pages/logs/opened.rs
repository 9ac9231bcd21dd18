use crate::prelude::*;
use tapedeck_core::files::Report;

use super::entries::entries;
use crate::browser::intl;
use crate::messages::opened as messages;
use crate::state::address::{FILE, Place};
use crate::state::app::App;
use crate::state::opened::name_of;
use crate::ui::{Button, Glyph, Icon, Select};
use crate::view::{Part, changing, text, view};

/// The files that are opened: what each is, what it holds, how its times are read.
#[component]
pub(super) fn OpenedFiles() -> Part {
    let app = expect_context::<App>();
    let files = Memo::new(move |_| app.opened_addresses());
    changing(move || {
        let files = files.get();
        if files.is_empty() {
            return Part::Nothing;
        }
        let files: Part = files.into_iter().map(|address| file(app, address)).collect();
        view! { <ul class="opened-files" aria-label=messages::OPENED>{files}</ul> }
    })
}

fn file(app: App, address: String) -> Part {
    let name = name_of(&address);
    let source = format!("{FILE}{address}");
    let report = {
        let source = source.clone();
        Memo::new(move |_| app.opened.reports.read().get(&source).cloned())
    };
    let size = app.opened.given.read_untracked().iter().find(|given| given.address == address).map(|given| given.size);
    let what = text(move || {
        let format = report.read().as_ref().map_or_else(|| messages::READING.to_string(), messages::format);
        [size.map(messages::size), Some(format)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let close = {
        let address = address.clone();
        move |()| app.close_file(&address)
    };
    let notes = changing(move || report.read().as_ref().map_or(Part::Nothing, |report| notes(app, &address, report)));
    view! {
        <li class="opened-file">
            <Icon glyph=Glyph::Logs />
            <strong class="opened-name">{name.clone()}</strong>
            <span class="second">{what}</span>
            {notes}
            {entries(app, source, report)}
            <Button
                label=messages::close(&name)
                glyph=Glyph::Close
                icon_only=true
                quiet=true
                on_press=close
            />
        </li>
    }
}

fn notes(app: App, address: &str, report: &Report) -> Part {
    let zone = report.zoned.then(|| zone_choice(app, address.to_string(), report));
    let runs = (report.others > 0).then(|| {
        let href = app.address.read_untracked().at(Place::Runs).to_string();
        view! { <a href=href>{messages::runs(report.others)}</a> }
    });
    let trouble = report.trouble.as_ref().map(|trouble| {
        view! { <span class="st warn"><Icon glyph=Glyph::Warning /><span>{messages::trouble(trouble)}</span></span> }
    });
    let evidence = report.evidence.as_ref().map(|evidence| {
        let made = evidence.made.zip(untrack(|| app.times())).map(|(made, times)| times.minute(made));
        view! { <span class="second">{messages::evidence(evidence, &made.unwrap_or_default())}</span> }
    });
    view! { <span class="opened-notes">{evidence} {trouble} {runs} {zone}</span> }
}

/// In which zone times are read that say none.
fn zone_choice(app: App, address: String, report: &Report) -> Part {
    let said = messages::times(report);
    let of = address.clone();
    let value = Signal::derive(move || app.opened.zones.read().get(&of).cloned().unwrap_or_else(|| "UTC".into()));
    let all = StoredValue::new(intl::supported_zones());
    let options = Signal::derive(move || {
        let mut all: Vec<(String, String)> =
            all.with_value(|all| all.iter().map(|zone| (zone.clone(), zone.clone())).collect());
        let current = value.get();
        if all.iter().all(|(zone, _)| *zone != current) {
            all.push((current.clone(), current));
        }
        all
    });
    let change = move |zone: String| app.set_file_zone(&address, zone);
    view! {
        <span class="opened-zone">
            <span class="second">{said}</span>
            <Select label=messages::ZONE.to_string() hide_label=true value=value options=options on_change=change />
        </span>
    }
}
