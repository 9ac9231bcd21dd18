use crate::prelude::*;

use super::range::RangePicker;
use crate::browser::{clock, intl};
use crate::messages::opened::OPEN;
use crate::messages::shell;
use crate::state::app::App;
use crate::state::flags::Theme;
use crate::state::zone;
use crate::ui::{Button, Glyph, Icon, Select};
use crate::view::{Part, changing, flag, text, view};

/// The name, the switches that hold for all pages, and *Refresh*.
#[component]
pub(crate) fn TopBar() -> Part {
    let app = expect_context::<App>();
    let title = text(move || shell::product(&app.config.read()));
    view! {
        <header class="bar">
            <span class="brand"><Icon glyph=Glyph::Logo /><span>{title}</span></span>
            <SourceSwitch />
            <RangePicker />
            <span class="grow"></span>
            <ZoneSwitch />
            <Button label=OPEN.to_string() glyph=Glyph::Open on_press=move |()| app.choose_files() />
            {theme_switch(app)}
            <Button label=shell::REFRESH.to_string() glyph=Glyph::Refresh on_press=move |()| app.refresh() />
        </header>
    }
}

#[component]
fn SourceSwitch() -> Part {
    let app = expect_context::<App>();
    let value = Signal::derive(move || app.address.read().sources.join(","));
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), shell::ALL_SOURCES.to_string())];
        options.extend(app.sources.read().iter().map(|entry| (entry.source.id.clone(), entry.source.name.clone())));
        let current = value.get();
        if options.iter().all(|(value, _)| *value != current) {
            let names: Vec<String> = current.split(',').map(|id| app.source_name(id)).collect();
            options.push((current, names.join(", ")));
        }
        options
    });
    let change = move |value: String| {
        let mut address = app.address.get_untracked();
        address.sources = if value.is_empty() { Vec::new() } else { value.split(',').map(str::to_string).collect() };
        address.selected = None;
        app.go(address);
    };
    let none = flag(move || app.sources.read().is_empty());
    view! {
        <span class="switch spare" hidden=none>
            <Select
                label=shell::SOURCE.to_string()
                hide_label=true
                glyph=Glyph::Sources
                value=value
                options=options
                on_change=change
            />
        </span>
    }
}

/// When all zones are offered, at the latest.
const ZONES_MS: u32 = 1_500;

#[component]
fn ZoneSwitch() -> Part {
    let app = expect_context::<App>();
    let browser = StoredValue::new(zone::resolve("browser"));
    // The browser's own zone is offered once, whatever name it was asked for by.
    let own = move |zone: &str| zone.is_empty() || browser.with_value(|browser| browser == zone);
    let value = Signal::derive(move || match app.zone() {
        zone if own(&zone) => "browser".to_string(),
        zone => zone,
    });
    // The whole list is long: it comes when the first screen is there, or as soon as somebody comes near.
    let all = RwSignal::new(Vec::new());
    let complete = move || {
        if all.try_with_untracked(Vec::is_empty) == Some(true) {
            all.set(intl::supported_zones());
        }
    };
    crate::browser::keep(clock::after(ZONES_MS, complete));
    let options = Signal::derive(move || {
        let now = clock::now_ms();
        let named = |zone: &str, of: &str| {
            let offset = intl::ZoneFormat::new(zone).map(|format| format.offset(now)).unwrap_or_default();
            shell::zone(zone, of, &offset)
        };
        let mut first = vec![("UTC".to_string(), String::new())];
        let sources = app.sources.read();
        first.extend(
            sources.iter().filter_map(|entry| Some((entry.source.time_zone.clone()?, entry.source.name.clone()))),
        );
        let current = value.get();
        if current != "browser" {
            first.push((current, String::new()));
        }
        let mut options = vec![("browser".to_string(), browser.with_value(|zone| named(zone, shell::BROWSER)))];
        for (zone, of) in first {
            if !own(&zone) && options.iter().all(|(value, _)| *value != zone) {
                options.push((zone.clone(), named(&zone, &of)));
            }
        }
        let all = all.read();
        let new = |zone: &&String| !own(zone) && options.iter().all(|(value, _)| value != *zone);
        let others: Vec<_> = all.iter().filter(new).map(|zone| (zone.clone(), zone.clone())).collect();
        options.extend(others);
        options
    });
    let change = move |zone: String| {
        app.prefer(|preferences| preferences.zone = zone);
        app.adjust(|address| address.zone = None);
    };
    view! {
        <span class="switch spare" on:focusin=move |_| complete() on:pointerover=move |_| complete()>
            <Select
                label=shell::TIME_ZONE.to_string()
                hide_label=true
                glyph=Glyph::Clock
                value=value
                options=options
                on_change=change
            />
        </span>
    }
}

fn theme_switch(app: App) -> Part {
    // The surroundings of an embedded page decide on its theme.
    if app.flags.get_value().theme.is_some() {
        return Part::Nothing;
    }
    let current = move || app.preferences.read().theme();
    let next = move |()| {
        let theme = app.next_theme();
        app.prefer(|preferences| preferences.set_theme(theme));
    };
    view! {
        {changing(move || {
            let glyph = match current() {
                Theme::System => Glyph::System,
                Theme::Light => Glyph::Sun,
                Theme::Dark => Glyph::Moon,
            };
            view! { <Button label=shell::theme(current()).to_string() glyph=glyph icon_only=true on_press=next /> }
        })}
    }
}
