//! Filtering by what a record has: its cells in the table, its fields in the drawer.

use crate::prelude::*;
use tapedeck_core::model::{Field, Record};
use tapedeck_core::query::{Key, Query};

use crate::browser::element;
use crate::messages::lists;
use crate::state::app::App;
use crate::ui::{Button, Glyph};
use crate::view::{Part, view};

/// Whether rows can be filtered by a cell of a column. Times and sizes are asked for by comparison.
pub(super) fn is_offered(field: Field) -> bool {
    !matches!(field, Field::Time | Field::Ended | Field::Duration | Field::Errors)
}

/// The filter, to be changed by a press. One with a mistake in it is left to the person who is writing it: the cursor goes
/// there, and that it is to be mended first is said beside the mistake.
pub(super) fn query(app: App) -> Option<Query> {
    let query = Query::reread(&app.address.read_untracked().query).ok();
    if query.is_none() {
        app.mend_first.set(true);
        element::focus_in("[role=search] input");
    }
    query
}

/// Asks for records that are like this one in a field, or, `excluded`, for all others. *Back* comes back.
pub(super) fn filter(app: App, record: &Record, field: Field, excluded: bool) {
    let values = values(record, field);
    if values.is_empty() {
        return;
    }
    let Some(query) = query(app) else { return };
    let query = values.iter().fold(query, |query, value| query.with(Key::Field(field), value, excluded));
    let mut address = app.address.get_untracked();
    address.query = query.to_string();
    // The record that is shown may not be found any more.
    app.go(address);
}

/// What a record has in a field. A run can have several items.
fn values(record: &Record, field: Field) -> Vec<String> {
    let values = match record {
        Record::Run(run) if field == Field::Item => run.items.clone(),
        _ => vec![record.text(field).into_owned()],
    };
    values.into_iter().filter(|value| !value.is_empty()).collect()
}

/// The two buttons beside a value in the drawer.
pub(super) fn buttons(app: App, record: &Record, field: Field, shown: &str) -> Part {
    if values(record, field).is_empty() {
        return Part::Nothing;
    }
    let button = |label: String, glyph: Glyph, excluded: bool| {
        let record = StoredValue::new(record.clone());
        let press = move |()| record.with_value(|record| filter(app, record, field, excluded));
        view! { <Button label=label glyph=glyph icon_only=true quiet=true on_press=press /> }
    };
    view! {
        <span class="fact-tools">
            {button(lists::only(shown), Glyph::Plus, false)}
            {button(lists::without_value(shown), Glyph::Dash, true)}
        </span>
    }
}
