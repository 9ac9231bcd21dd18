//! The dialog that saves rows as a file: which, in which form, and what is replaced by other names.

mod saving;

use crate::prelude::*;
use tapedeck_core::export::{Column, Form, Plan};
use tapedeck_engine::protocol::Wanted;

use super::preview::preview;
use super::{TableState, work};
use crate::messages::export as messages;
use crate::messages::rows;
use crate::ui::{Button, ChoiceField, Dialog, Notice, SwitchField, Tone};
use crate::view::{Part, changing, effect, flag, text, view};
use saving::Stage;

/// The forms that are saved.
const FORMS: [Form; 4] = [Form::Csv, Form::Ndjson, Form::Json, Form::Bundle];
/// The value of a choice for everything there is.
const ALL: &str = "all";

/// What is chosen in the dialog.
#[derive(Clone, Copy)]
struct Choices {
    which: RwSignal<String>,
    form: RwSignal<String>,
    columns: RwSignal<String>,
    times: RwSignal<String>,
    bom: RwSignal<bool>,
}

impl Choices {
    fn new() -> Choices {
        Choices {
            which: RwSignal::new(String::new()),
            form: RwSignal::new(FORMS[0].ending().to_string()),
            columns: RwSignal::new(String::new()),
            times: RwSignal::new(String::new()),
            bom: RwSignal::new(false),
        }
    }

    fn form(self) -> Form {
        let chosen = self.form.get();
        FORMS.into_iter().find(|form| form.ending() == chosen).unwrap_or(Form::Csv)
    }

    fn rows(self, table: TableState) -> Wanted {
        if *self.which.read() == ALL { Wanted::All } else { work::wanted(table) }
    }

    fn plan(self, table: TableState) -> Plan {
        let form = self.form();
        let columns = match self.columns.read().as_str() {
            ALL => Column::all(table.subject),
            _ => work::shown(&table.specs.read()),
        };
        let hide = table.app.hiding.get();
        let local = !self.times.read().is_empty();
        Plan { form, columns, bom: form == Form::Csv && self.bom.get(), hide, local }
    }
}

/// The dialog.
#[component]
pub(super) fn ExportDialog(
    /// The table.
    table: TableState,
) -> Part {
    let exporting = table.work.exporting;
    let stage = RwSignal::new(Stage::Choosing);
    let under_way = saving::UnderWay::new(table, stage);
    let close = move |()| {
        under_way.end();
        exporting.set(None);
    };
    // Kept for the next time.
    let choices = Choices::new();
    effect(move || {
        if let Some(selected) = exporting.get() {
            stage.set(Stage::Choosing);
            choices.which.set(if selected { String::new() } else { ALL.to_string() });
        }
    });
    let open = flag(move || exporting.get().is_some());
    view! {
        <Dialog title=rows::EXPORT.to_string() open=open on_close=close>
            {changing(move || match stage.get() {
                Stage::Choosing => form(table, choices, under_way),
                Stage::Running(rows, of) => running(table, under_way, rows, of),
                Stage::Ended(tone, sentence) => view! {
                    <div class="form">
                        <Notice tone=tone text=sentence />
                        <div class="row form-actions">
                            <Button label=messages::CLOSE.to_string() primary=true on_press=close />
                        </div>
                    </div>
                },
            })}
        </Dialog>
    }
}

fn form(table: TableState, choices: Choices, under_way: saving::UnderWay) -> Part {
    let subject = table.subject;
    let state = table.list.state.read_untracked();
    let gathered = state.as_ref().and_then(|state| state.gathered);
    let all = gathered.map_or(state.as_ref().map_or(0, |state| state.rows), |gathered| gathered.rows);
    let chosen = table.work.chosen.read_untracked().count();
    let mut which = vec![(ALL.to_string(), messages::all(subject, all))];
    if chosen > 0 {
        which.push((String::new(), messages::selected(subject, chosen, gathered.is_some())));
    } else {
        choices.which.set(ALL.to_string());
    }
    let forms = FORMS.iter().map(|form| (form.ending().to_string(), rows::form(*form).to_string())).collect();
    let columns =
        vec![(String::new(), messages::SHOWN.to_string()), (ALL.to_string(), messages::EVERYTHING.to_string())];
    // The zone may be another one than when the dialog was last open.
    let zone = untrack(|| table.app.times()).map(|times| times.zone().to_string());
    let zone = zone.filter(|zone| zone != messages::UTC);
    if zone.is_none() {
        choices.times.set(String::new());
    }
    let times = std::iter::once((String::new(), messages::UTC.to_string()))
        .chain(zone.map(|zone| (ALL.to_string(), zone)))
        .collect();
    let hidden = messages::HIDDEN.into_iter().zip(table.app.hiding.0);
    let hide: Part = hidden.map(|(label, value)| view! { <SwitchField label=label value=value /> }).collect();
    let chosen = Memo::new(move |_| choices.form());
    view! {
        <div class="form">
            <ChoiceField label=messages::WHICH value=choices.which options=which />
            <ChoiceField label=messages::FORMAT value=choices.form options=forms />
            <ChoiceField label=messages::COLUMNS value=choices.columns options=columns />
            <ChoiceField label=messages::TIMES value=choices.times options=times help=messages::TIMES_HELP.to_string() />
            {changing(move || match chosen.get() {
                Form::Bundle => view! { <p class="field-help">{messages::BUNDLE_HELP}</p> },
                Form::Csv => view! {
                    <SwitchField label=messages::BOM value=choices.bom help=messages::BOM_HELP.to_string() />
                },
                _ => Part::Nothing,
            })}
            <fieldset class="export-hide">
                <legend class="label">{messages::HIDE}</legend>
                <div class="export-switches">{hide}</div>
                <p class="field-help">{messages::HIDE_HELP}</p>
            </fieldset>
            {preview(table, true.into(), move || (choices.rows(table), choices.plan(table)))}
            <div class="row form-actions">
                <Button
                    label=messages::SAVE.to_string()
                    primary=true
                    on_press=move |()| under_way.begin(choices.rows(table), choices.plan(table))
                />
            </div>
        </div>
    }
}

fn running(table: TableState, under_way: saving::UnderWay, rows: u64, of: u64) -> Part {
    // What is still read: how far that is, says the foot of the page too.
    let reading = text(move || match of {
        0 => messages::READING.to_string(),
        of => messages::written(table.subject, rows, of),
    });
    let value = (of > 0).then(|| (rows * 100 / of).to_string());
    view! {
        <div class="form">
            <progress class="file-bar" max="100" value=value aria-label=messages::PROGRESS></progress>
            <p role="status">{reading}</p>
            <div class="row form-actions">
                <Button label=messages::CANCEL.to_string() on_press=move |()| {
                    under_way.end();
                    under_way.stage.set(Stage::Ended(Tone::Info, messages::CANCELLED.to_string()));
                } />
            </div>
        </div>
    }
}
