//! Below the table: how many rows are selected and what can be done with them, and what came of the last action.

use crate::prelude::*;
use tapedeck_core::export::Form;

use super::preview::preview;
use super::{TableState, work};
use crate::messages::{export, rows as messages};
use crate::ui::{Button, Glyph, Menu, MenuCheck, MenuItem};
use crate::view::{Part, flag, text, view};

/// The forms that are copied.
const FORMS: [Form; 4] = [Form::Text, Form::Tsv, Form::Json, Form::Markdown];

/// The bar.
#[component]
pub(super) fn RowBar(
    /// The table.
    table: TableState,
) -> Part {
    let rows = table.work;
    let count = Memo::new(move |_| rows.chosen.read().count());
    let nothing = flag(move || count.get() == 0);
    let none = flag(move || count.get() == 0 && !rows.selecting.get());
    let copying = RwSignal::new(false);
    let items: Part = FORMS
        .into_iter()
        .map(|form| {
            view! { <MenuItem label=messages::form(form).to_string() on_press=move |()| work::copy(table, form) /> }
        })
        .collect();
    let hidden = export::HIDDEN.into_iter().zip(table.app.hiding.0);
    let hidden: Part = hidden
        .map(|(label, hide)| view! { <MenuCheck label=label checked=hide on_toggle=move |on| hide.set(on) /> })
        .collect();
    view! {
        <div class="row-bar" class:empty=flag(move || none.get() && rows.said.read().is_empty())>
            <span class="row-bar-count" role="status">
                {text(move || match count.get() {
                    0 if rows.selecting.get() => messages::SELECTING.to_string(),
                    0 => String::new(),
                    count => messages::selected(count),
                })}
            </span>
            <span class="row" hidden=nothing>
                <Menu label=messages::COPY_AS.to_string() glyph=Glyph::Copy opened=copying>
                    {items}
                    <hr />
                    <div role="group" aria-label=export::HIDE>
                        <p class="label">{export::HIDE}</p>
                        {hidden}
                    </div>
                    {preview(table, copying.into(), move || {
                        rows.chosen.track();
                        (work::wanted(table), work::plan(table, Form::Text))
                    })}
                </Menu>
                <Button
                    label=messages::EXPORT_SELECTED.to_string()
                    glyph=Glyph::Files
                    on_press=move |()| rows.exporting.set(Some(true))
                />
            </span>
            <span class="row" hidden=none>
                <Button label=messages::CLEAR.to_string() on_press=move |()| rows.clear() />
            </span>
            <span class="row-bar-said" role="status">{text(move || rows.said.get())}</span>
        </div>
    }
}
