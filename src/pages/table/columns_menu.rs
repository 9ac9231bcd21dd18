use crate::prelude::*;
use tapedeck_core::model::Field;

use super::TableState;
use crate::messages::lists;
use crate::state::columns;
use crate::ui::{Glyph, Menu, MenuCheck, MenuItem};
use crate::view::{Part, view};

/// Which columns the table has. What is chosen is remembered, and wins over what a link asked for.
#[component]
pub(super) fn ColumnsMenu(
    /// The table.
    table: TableState,
) -> Part {
    let TableState { app, subject, .. } = table;
    let shown = Memo::new(move |_| table.specs.read().iter().map(|column| column.field).collect::<Vec<Field>>());
    let choose = move |columns: Option<Vec<Field>>| {
        app.prefer(|preferences| preferences.set_columns(subject, columns));
        app.adjust(|address| address.columns = None);
    };
    let checks: Part = columns::all(subject)
        .iter()
        .map(|column| {
            let field = column.field;
            let toggle = move |on: bool| {
                let mut fields = shown.get_untracked();
                fields.retain(|other| *other != field);
                if on {
                    fields.push(field);
                }
                choose(Some(fields));
            };
            view! {
                <MenuCheck
                    label=lists::field(field)
                    checked=Signal::derive(move || shown.read().contains(&field))
                    disabled=Signal::derive(move || shown.read().as_slice() == [field])
                    on_toggle=toggle
                />
            }
        })
        .collect();
    let reset = move |()| {
        app.prefer(crate::state::restore::Preferences::forget_widths);
        choose(None);
    };
    view! {
        <Menu label=lists::COLUMNS.to_string() glyph=Glyph::Columns short_when_narrow=true>
            {checks}
            <MenuItem label=lists::USUAL_COLUMNS.to_string() on_press=reset />
        </Menu>
    }
}
