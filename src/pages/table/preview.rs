//! What secrets and other names change, before anything is copied or saved.

use crate::prelude::*;
use tapedeck_core::export::Plan;
use tapedeck_engine::protocol::{Task, Wanted, Work};

use super::{TableState, work};
use crate::messages::export as messages;
use crate::view::{Part, changing, effect, view};

/// A few of these rows before and after, anew whenever what is asked changes while it is `seen`.
pub(super) fn preview(table: TableState, seen: Signal<bool>, ask: impl Fn() -> (Wanted, Plan) + 'static) -> Part {
    let pairs = RwSignal::new(Vec::<(String, String)>::new());
    let asked = StoredValue::new(0);
    effect(move || {
        if !seen.get() {
            return;
        }
        let ((rows, plan), names) = (ask(), work::names(table));
        table.list.end(asked.get_value());
        let number = table.list.begin(
            move |number| Task::Compare { number, rows, plan, names },
            move |told| {
                if let Work::Compared { pairs: new, .. } = told {
                    // Where it is shown may be closed by now.
                    pairs.try_set(new);
                }
            },
        );
        asked.set_value(number);
    });
    on_cleanup(move || table.list.end(asked.try_get_value().unwrap_or_default()));
    let shown = move |(before, after): (String, String)| {
        view! {
            <div class="export-pair">
                <del aria-label=messages::BEFORE>{before}</del>
                <ins aria-label=messages::AFTER>{after}</ins>
            </div>
        }
    };
    view! {
        <div class="export-preview">
            <span class="label">{messages::PREVIEW}</span>
            {changing(move || match pairs.get() {
                pairs if pairs.is_empty() => view! { <p class="hint">{messages::NOTHING_CHANGES}</p> },
                pairs => pairs.into_iter().map(shown).collect(),
            })}
        </div>
    }
}
