use crate::prelude::*;
use tapedeck_core::model::Field;

use super::TableState;
use crate::browser::{clock, element};
use crate::messages::lists;
use crate::state::columns;
use crate::ui::{Glyph, Icon, Menu, MenuCheck, MenuItem};
use crate::view::{Part, changing, view};

/// Which columns the table has, in which order, and how high its rows are. What is chosen is remembered, and wins over
/// what a link asked for.
#[component]
pub(super) fn ColumnsMenu(
    /// The table.
    table: TableState,
) -> Part {
    let TableState { app, subject, .. } = table;
    let shown = Memo::new(move |_| table.specs.read().iter().map(|column| column.field).collect::<Vec<Field>>());
    let after = StoredValue::new_local(None);
    let checks = changing(move || {
        let fields = shown.get();
        let others = columns::all(subject).iter().map(|column| column.field).filter(|field| !fields.contains(field));
        let places = fields.iter().copied().chain(others.collect::<Vec<_>>()).enumerate();
        places.map(|(at, field)| column(table, shown, after, at, field, fields.len())).collect()
    });
    let reset = move |()| {
        app.prefer(|preferences| {
            preferences.forget_widths();
            (preferences.compact, preferences.wrap) = (false, false);
        });
        table.choose_columns(None);
    };
    view! {
        <Menu label=lists::COLUMNS.to_string() glyph=Glyph::Columns short_when_narrow=true>
            {checks}
            <hr />
            <MenuCheck
                label=lists::COMPACT.to_string()
                checked=Signal::derive(move || app.preferences.read().compact)
                on_toggle=move |on: bool| app.prefer(|preferences| preferences.compact = on)
            />
            <MenuCheck
                label=lists::WRAP.to_string()
                checked=Signal::derive(move || app.preferences.read().wrap)
                on_toggle=move |on: bool| app.prefer(|preferences| preferences.wrap = on)
            />
            <hr />
            <MenuItem label=lists::USUAL_COLUMNS.to_string() on_press=reset />
        </Menu>
    }
}

/// What is to be done after drawing. It outlives the rows of the menu, which are drawn anew.
type After = StoredValue<Option<clock::Timer>>;

/// One column: whether it is shown, and, as far as it is, the ways up and down.
fn column(table: TableState, shown: Memo<Vec<Field>>, after: After, at: usize, field: Field, count: usize) -> Part {
    let toggle = move |on: bool| {
        let mut fields = shown.get_untracked();
        fields.retain(|other| *other != field);
        table.choose_columns(Some(if on { columns::with(table.subject, fields, field) } else { fields }));
    };
    let step = |label: String, glyph: Glyph, up: bool| {
        let possible = at < count && if up { at > 0 } else { at + 1 < count };
        let press = move |_| {
            let to = if up { at.saturating_sub(1) } else { at + 1 };
            table.choose_columns(Some(columns::moved(shown.get_untracked(), at, to)));
            // The rows of the menu change places: the keyboard stays with the column, on what can still be pressed.
            let still = if up { to > 0 } else { to + 1 < count };
            let way = if up == still { "up" } else { "down" };
            let focus = move || element::focus_by_id(&format!("move-{way}-{}", field.word()));
            after.set_value(clock::next_frame(focus));
        };
        let id = format!("move-{}-{}", if up { "up" } else { "down" }, field.word());
        view! {
            <button type="button" id=id class="control quiet square" title=label.clone() disabled=!possible on:click=press>
                <Icon glyph=glyph />
                // Not as a label: those of the switches are looked for by the name of a column.
                <span class="visually-hidden">{label}</span>
            </button>
        }
    };
    view! {
        <div class="menu-row">
            <MenuCheck
                label=lists::field(field)
                checked=at < count
                disabled=count == 1 && at == 0
                on_toggle=toggle
            />
            {(at < count).then(|| Part::from_iter([
                step(lists::move_up(field), Glyph::Up, true),
                step(lists::move_down(field), Glyph::Down, false),
            ]))}
        </div>
    }
}
