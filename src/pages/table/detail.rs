//! The drawer: one record with all its fields, the raw record, and the way to the next.

use crate::prelude::*;
use tapedeck_core::json::pretty;
use tapedeck_core::model::{Field, Line, Record, Run, Timestamp};
use tapedeck_core::query::Fit;
use tapedeck_core::vendors::{self, Subject};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::SourceState;

use super::{TableState, change, context, marks};
use crate::browser::{element, page};
use crate::messages::ui::{beginning, outcome, severity};
use crate::messages::{lists, rows};
use crate::state::address::{FILE, Place};
use crate::state::app::App;
use crate::state::list::Detail;
use crate::ui::{
    Button, CopyButton, Drawer, Facts, Glyph, Loading, Notice, OutcomeMark, Raw, SeverityMark, Tone, fits_of_field,
    marked, of_field,
};
use crate::view::{Part, changing, effect, text, view};

/// So many bytes of a value are drawn; the record below it has all of them.
const DRAWN: usize = 20_000;

/// Opens a row of the table.
pub(super) fn open(table: TableState, row: u64) {
    table.picked.set(Some(row));
    table.list.ask_row(row);
}

/// Opens the next row, or the one before.
pub(super) fn step(table: TableState, by: i64) {
    let count = table.list.state.read_untracked().as_ref().map_or(0, |state| state.rows);
    let Some(row) = table.selected.get_untracked() else { return };
    if let Some(row) = row.checked_add_signed(by).filter(|row| *row < count) {
        open(table, row);
    }
}

/// Closes the drawer. The keyboard goes back to the table.
pub(super) fn close(table: TableState) {
    let TableState { app, list, picked, .. } = table;
    picked.set(None);
    list.detail.set(None);
    app.adjust(|address| address.selected = None);
    element::focus_in(".split [role=grid]");
}

/// Keeps the drawer and the address in step: a link opens the record that it names, and an opened row is named.
pub(super) fn follow_address(table: TableState) {
    let TableState { app, list, subject, picked, .. } = table;
    let named = Memo::new(move |_| app.address.read().selected.clone());
    effect(move || {
        let Some((source, id)) = named.get() else {
            // Back, or closed. A row that cannot be named stays open: the address never named it.
            let nameless = matches!(&*list.detail.read_untracked(), Some(Detail::Found(_, _, name)) if name.is_empty());
            if !nameless {
                list.detail.set(None);
            }
            return;
        };
        let shown = match &*list.detail.read_untracked() {
            Some(Detail::Found(_, record, name)) => *name == id && record.source() == source,
            _ => false,
        };
        if shown || picked.get_untracked().is_some() {
            return;
        }
        list.detail.set(Some(Detail::Searching));
        match subject {
            // One run can be asked for by its number, wherever it stands.
            Subject::Runs if !source.starts_with(FILE) => {
                if app.state_of(&source) == SourceState::SignedIn {
                    app.send(Command::Run { source, run: id });
                }
            }
            _ => list.ask_id(source, id),
        }
    });
    effect(move || {
        if let Some(Detail::Found(_, record, name)) = &*list.detail.read()
            && !name.is_empty()
        {
            let name = Some((record.source().to_string(), name.clone()));
            picked.set(None);
            app.adjust(|address| address.selected = name);
        }
    });
    effect(move || {
        let Some(found) = app.run.get() else { return };
        if named.get_untracked() == Some((found.source, found.run.clone())) && subject == Subject::Runs {
            list.detail.set(Some(match found.result {
                Ok(Some(record)) => Detail::Found(None, (*record).into(), found.run),
                Ok(None) | Err(_) => Detail::Missing,
            }));
        }
    });
}

/// The drawer.
#[component]
pub(super) fn DetailDrawer(
    /// The table.
    table: TableState,
) -> Part {
    let TableState { app, list, .. } = table;
    let open = Signal::derive(move || list.detail.read().is_some());
    let count = move || list.state.read().as_ref().map_or(0, |state| state.rows);
    let first = Signal::derive(move || table.selected.get().is_none_or(|row| row == 0));
    let last = Signal::derive(move || table.selected.get().is_none_or(|row| row + 1 >= count()));
    let head = view! {
        <Button
            label=lists::PREVIOUS.to_string()
            glyph=Glyph::Up
            icon_only=true
            disabled=first
            on_press=move |()| step(table, -1)
        />
        <Button
            label=lists::NEXT.to_string()
            glyph=Glyph::Down
            icon_only=true
            disabled=last
            on_press=move |()| step(table, 1)
        />
    };
    view! {
        <Drawer label=lists::DETAIL.to_string() open=open on_close=move |()| close(table) head=head>
            {changing(move || match list.detail.get() {
                None => Part::Nothing,
                Some(Detail::Searching) => view! { <Loading text=lists::SEARCHING.to_string() /> },
                Some(Detail::Missing) => {
                    view! { <Notice tone=Tone::Warning text=lists::MISSING.to_string() /> }
                }
                Some(Detail::Found(place, record, name)) => {
                    let fits = place.and_then(|place| list.beside.with_value(|beside| beside.fits.get(&place).cloned()));
                    let told = Told { app, record: &record, named: !name.is_empty(), fits: &fits.unwrap_or_default() };
                    match &*record {
                        Record::Line(line) => line_view(told, line),
                        Record::Run(run) => run_view(told, run),
                    }
                }
            })}
        </Drawer>
    }
}

/// The record that is shown, and where the regular expressions of the filter fit in it.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    app: App,
    record: &'a Record,
    /// Whether an address can name it.
    named: bool,
    fits: &'a [Fit],
}

fn line_view(told: Told<'_>, line: &Line) -> Part {
    let Told { app, record, named, .. } = told;
    let raw = pretty(&line.raw);
    let run = line.run.clone().map(|run| {
        let tools = change::buttons(app, record, Field::Run, &run);
        Part::from_iter([run_link(app, line.source.clone(), run), tools])
    });
    let field = |field, shown: &str| (lists::field(field), fact(told, field, shown));
    let code = [line.code.as_str(), line.code_name.as_str()].into_iter().filter(|part| !part.is_empty());
    let rows = facts([
        (lists::field(Field::Time), time_view(app, &line.source, line.time)),
        field(Field::Source, &app.source_name(&line.source)),
        field(Field::Job, &line.job),
        (lists::field(Field::Run), run),
        field(Field::Item, &line.item),
        field(Field::File, &line.file),
        field(Field::User, &line.user),
        field(Field::Code, &code.collect::<Vec<_>>().join(" · ")),
        (lists::RECORD, given(&line.id)),
    ]);
    view! {
        <div class="detail">
            <div class="row">
                <SeverityMark severity=line.severity />
                {change::buttons(app, record, Field::Severity, severity(line.severity))}
            </div>
            <h2>{if line.text.is_empty() { lists::PROBLEM.into() } else { found(told, Field::Text, &line.text) }}</h2>
            {(!line.remedy.is_empty()).then(|| view! { <p class="why">{line.remedy.clone()}</p> })}
            {problem(line.problem.as_deref())}
            <Facts rows=rows />
            <div class="row">
                <CopyButton label=lists::COPY_TEXT text=line_text(line) />
                {copy_link(app, named)}
                {named.then(|| context::link(app))}
            </div>
            <Raw text=raw />
        </div>
    }
}

fn run_view(told: Told<'_>, run: &Run) -> Part {
    let Told { app, record, named, .. } = told;
    let raw = pretty(&run.raw);
    let lines = {
        let (source, run) = (run.source.clone(), run.id.clone());
        text(move || app.address.read().at(Place::Run { source: source.clone(), run: run.clone() }).to_string())
    };
    let descriptor = app.source(&run.source).and_then(|source| vendors::descriptor(&source.vendor));
    let has_lines = descriptor.is_none_or(|descriptor| descriptor.capabilities.run_lines);
    let open = if has_lines { lists::SHOW_LINES } else { lists::SHOW_RUN };
    view! {
        <div class="detail">
            <div class="row">
                <OutcomeMark outcome=run.outcome />
                {change::buttons(app, record, Field::Outcome, outcome(run.outcome))}
            </div>
            <h2>
                {if run.job.is_empty() { lists::PROBLEM.into() } else { found(told, Field::Job, &run.job) }}
                {change::buttons(app, record, Field::Job, &run.job)}
            </h2>
            {problem(run.problem.as_deref())}
            <Facts rows=run_facts(app, run, Some(told)) />
            <div class="row">
                {(!run.id.is_empty()).then(|| view! { <a class="control primary" href=lines>{open}</a> })}
                {copy_link(app, named)}
            </div>
            <Raw text=raw />
        </div>
    }
}

/// The button that copies the address of what is shown. A record that cannot be named has none.
fn copy_link(app: App, named: bool) -> Option<Part> {
    let link = text(move || page::absolute(&app.address.read().to_string()).unwrap_or_default());
    named.then(|| view! { <CopyButton label=rows::COPY_LINK text=link own=true /> })
}

/// What is known of a run, as names and values.
///
/// In a drawer beside a table, rows can be filtered by the values.
pub(crate) fn run_facts(app: App, run: &Run, told: Option<Told<'_>>) -> Vec<(String, Part)> {
    let counts = run.counts;
    let field = |field, shown: &str| match told {
        Some(told) => fact(told, field, shown),
        None => given(shown),
    };
    let count = |value: i64| if value == 0 { None } else { given(&value.to_string()) };
    facts([
        (lists::STARTED, time_view(app, &run.source, run.started)),
        (lists::field(Field::Ended), time_view(app, &run.source, run.ended)),
        (lists::field(Field::Duration), run.duration.and_then(|ms| given(&lists::duration(ms)))),
        (lists::field(Field::Source), field(Field::Source, &app.source_name(&run.source))),
        (lists::field(Field::Action), field(Field::Action, &run.action)),
        (lists::field(Field::Kind), field(Field::Kind, &run.kind)),
        (lists::ITEMS, field(Field::Item, &run.items.join(", "))),
        (lists::SUCCEEDED, count(counts.success)),
        (lists::WARNINGS, count(counts.warning)),
        (lists::field(Field::Errors), count(counts.error)),
        (lists::NOTHING_TO_DO, count(counts.none)),
        (lists::STATUS_CODE, field(Field::Code, &run.code)),
        (lists::field(Field::Run), given(&run.id)),
    ])
}

/// Facts without those that have no value.
fn facts<const N: usize>(rows: [(&str, Option<Part>); N]) -> Vec<(String, Part)> {
    rows.into_iter().filter_map(|(name, value)| Some((name.to_string(), value?))).collect()
}

/// A value by which rows can be filtered.
fn fact(told: Told<'_>, field: Field, shown: &str) -> Option<Part> {
    given(shown)?;
    Some(Part::from_iter([found(told, field, shown), change::buttons(told.app, told.record, field, shown)]))
}

/// A text of a field, with what the filter looks for marked in it.
fn found(told: Told<'_>, field: Field, shown: &str) -> Part {
    let (app, shown) = (told.app, beginning(shown, DRAWN));
    // What is shown of some fields is more than what the expression was tried on.
    let own = told.record.text(field).starts_with(shown.as_str());
    let places: Vec<(usize, usize)> = fits_of_field(told.fits, field).filter(|_| own).collect();
    changing(move || marked(&shown, &of_field(&marks(app), field), &places))
}

fn given(value: &str) -> Option<Part> {
    (!value.is_empty()).then(|| value.to_string().into())
}

/// A moment in the zone of the page, in UTC below it, and in all zones in its tooltip.
fn time_view(app: App, source: &str, time: Option<Timestamp>) -> Option<Part> {
    let time = time?;
    let zone = app.source(source).and_then(|source| source.time_zone);
    let shown = text(move || app.times().map(|times| times.full(time)).unwrap_or_default());
    let title = text(move || app.times().map(|times| times.tooltip(time, zone.as_deref())).unwrap_or_default());
    let utc = text(move || {
        if app.times().is_none_or(|times| times.zone() == "UTC") {
            return String::new();
        }
        format!("{} UTC", time.iso().replace('T', " ").trim_end_matches('Z'))
    });
    Some(view! { <span title=title>{shown}</span><span class="second">{utc}</span> })
}

fn run_link(app: App, source: String, run: String) -> Part {
    let label = run.clone();
    let target =
        text(move || app.address.read().at(Place::Run { source: source.clone(), run: run.clone() }).to_string());
    view! { <a href=target>{label}</a> }
}

fn problem(problem: Option<&str>) -> Option<Part> {
    let text = format!("{}: {}", lists::PROBLEM, problem?);
    Some(view! { <Notice tone=Tone::Warning text=text /> })
}

/// A line as one line of text.
fn line_text(line: &Line) -> String {
    let time = line.time.map(Timestamp::iso).unwrap_or_else(|| lists::NO_TIME.into());
    let parts = [time.as_str(), line.severity.word(), line.job.as_str(), line.item.as_str(), line.text.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}
