//! The values that the rows have, with their counts, beside the table. Each leads to a filter.

use crate::prelude::*;
use leptos::ev;
use tapedeck_core::model::{Field, Outcome, Severity};
use tapedeck_core::query::{Key, Query};
use tapedeck_engine::protocol::FacetWish;

use super::counting::Counting;
use super::{TableState, change};
use crate::browser::numbers::grouped;
use crate::messages::{counts as messages, lists};
use crate::ui::{Button, Drawer, Glyph, Icon, Mark, mark_view};
use crate::view::{Part, changing, flag, text, view};

/// So many values are seen at a glance; among more one searches.
const FEW: u64 = 10;

/// Shows and hides the facets.
#[component]
pub(super) fn FacetsButton(
    /// The table.
    table: TableState,
) -> Part {
    let counting = table.counting;
    view! {
        <Button label=messages::FACETS.to_string() glyph=Glyph::Filter short_when_narrow=true pressed=Signal::from(counting.open)
            on_press=move |()| counting.toggle() />
    }
}

/// The facets.
#[component]
pub(super) fn FacetsPanel(
    /// The table.
    table: TableState,
) -> Part {
    let counting = table.counting;
    let close = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            counting.toggle();
        }
    };
    let sections = move || (0..counting.facets.read_untracked().len()).map(|at| section(table, at)).collect::<Part>();
    let heading = view! { <h2>{messages::FACETS}</h2> };
    view! {
        <Drawer label=messages::FACETS open=counting.open on_close=move |()| counting.toggle() left=true head=heading>
            <div class="facets" on:keydown=close>
                {changing(move || if counting.open.get() { sections() } else { Part::Nothing })}
            </div>
        </Drawer>
    }
}

/// One field.
fn section(table: TableState, at: usize) -> Part {
    let counting = table.counting;
    let field = counting.facets.read_untracked().get(at).map_or(Field::Text, |wish| wish.field);
    let wish = move || counting.facets.read().get(at).cloned();
    let shown = Signal::derive(move || values(table, field));
    let searched = move || wish().is_some_and(|wish| !wish.containing.is_empty());
    let change = move |change: &dyn Fn(&mut FacetWish)| {
        counting.facets.update(|all| all.get_mut(at).into_iter().for_each(change));
    };
    let distinct = move || shown.with(|shown| shown.distinct);
    let no_search = flag(move || distinct() <= FEW && !searched());
    // A field that no row has says nothing.
    let none = flag(move || !searched() && shown.with(|shown| shown.values.iter().all(|value| value.text.is_empty())));
    let more = move || {
        let most = wish().map_or(0, |wish| wish.most);
        let known = shown.with(|shown| shown.counted);
        if distinct() <= known as u64 {
            return Part::Nothing;
        }
        match Counting::next_most(most) {
            Some(next) => {
                let press = move |_| change(&|wish| wish.most = next);
                let label = messages::more(known, distinct());
                view! { <button type="button" class="facet-more" on:click=press>{label}</button> }
            }
            None => view! { <p class="hint">{messages::too_many(known, distinct())}</p> },
        }
    };
    view! {
        <section class="facet" aria-label=lists::field(field) hidden=none>
            <h3 class="label">{lists::field(field)}</h3>
            <input
                class="input"
                type="text"
                role="searchbox"
                autocomplete="off"
                spellcheck="false"
                hidden=no_search
                aria-label=messages::search(lists::field(field))
                placeholder=messages::search(lists::field(field))
                prop:value=text(move || wish().map(|wish| wish.containing).unwrap_or_default())
                on:input=move |event| {
                    let text = event_target_value(&event);
                    change(&|wish| wish.containing.clone_from(&text));
                }
            />
            {changing(move || {
                let shown = shown.get();
                let highest = shown.values.iter().filter_map(|value| value.count).max().unwrap_or(0).max(1);
                shown.values.into_iter().map(|value| row(table, field, value, highest)).collect()
            })}
            {changing(more)}
            {changing(move || match shown.with(|shown| shown.unread) {
                0 => Part::Nothing,
                unread => view! { <p class="hint">{messages::at_least(unread)}</p> },
            })}
        </section>
    }
}

/// The values of a field that are shown.
#[derive(Clone, Default)]
struct Shown {
    values: Vec<Value>,
    /// How many of them were counted.
    counted: usize,
    distinct: u64,
    /// How many records were not read in which they are counted.
    unread: u64,
}

/// One of them.
#[derive(Clone)]
struct Value {
    text: String,
    /// Absent for what the filter says but no row has.
    count: Option<u64>,
    /// Whether the filter asks for it.
    asked: bool,
    /// Whether the filter leaves it out.
    excluded: bool,
}

fn values(table: TableState, field: Field) -> Shown {
    let query = Query::reread(&table.app.address.read().query).unwrap_or_default();
    let said = |excluded: bool| query.values_of(Key::Field(field), excluded);
    let (asked, excluded) = (said(false), said(true));
    let has = |said: &[&str], text: &str| said.iter().any(|value| value.eq_ignore_ascii_case(text));
    let counts = table.list.counts.read();
    let facet = counts.as_ref().and_then(|counts| counts.facets.iter().find(|facet| facet.field == field));
    let counted = facet.map(|facet| facet.values.clone()).unwrap_or_default();
    let mut values: Vec<Value> = counted
        .into_iter()
        .map(|(text, count)| {
            let (asked, excluded) = (has(&asked, &text), has(&excluded, &text));
            Value { text, count: Some(count), asked, excluded }
        })
        .collect();
    let counted = values.len();
    // What the filter says can be taken back, whether a row has it or not.
    for (text, is_asked) in asked.iter().map(|text| (text, true)).chain(excluded.iter().map(|text| (text, false))) {
        if !values.iter().any(|value| value.text.eq_ignore_ascii_case(text)) {
            values.push(Value { text: text.to_string(), count: None, asked: is_asked, excluded: !is_asked });
        }
    }
    let (distinct, unread) = facet.map_or((0, 0), |facet| (facet.distinct, facet.unread));
    Shown { values, counted, distinct, unread }
}

fn row(table: TableState, field: Field, value: Value, highest: u64) -> Part {
    let Value { text, count, asked, excluded } = value;
    let name = match field {
        Field::Source => table.app.source_name(&text),
        Field::Severity => Severity::from_word(&text).map_or(text.clone(), |of| Mark::severity(of).word.to_string()),
        Field::Outcome => Outcome::from_word(&text).map_or(text.clone(), |of| Mark::outcome(of).word.to_string()),
        _ if text.is_empty() => messages::NONE.to_string(),
        _ => text.clone(),
    };
    let face: Part = match field {
        Field::Severity => Severity::from_word(&text).map(|of| mark_view(Mark::severity(of))).into(),
        Field::Outcome => Outcome::from_word(&text).map(|of| mark_view(Mark::outcome(of))).into(),
        _ => view! { <span>{name.clone()}</span> },
    };
    let share = format!("{}%", count.unwrap_or(0) * 100 / highest);
    let other = text.clone();
    let press = move |event: ev::MouseEvent| toggle(table, field, &text, event.alt_key() || event.shift_key());
    let leave_out = move |_: ev::MouseEvent| toggle(table, field, &other, true);
    let not = messages::not(&name);
    view! {
        <div class="facet-row" class:excluded=excluded>
            <button
                type="button"
                class="facet-value"
                aria-pressed=asked.to_string()
                title=messages::value_help(&name, count)
                on:click=press
            >
                <span class="facet-name">{face}</span>
                <span class="facet-count">{count.map(grouped)}</span>
                <span class="facet-bar" style:width=share></span>
            </button>
            <button
                type="button"
                class="facet-not"
                aria-pressed=excluded.to_string()
                aria-label=not.clone()
                title=not
                on:click=leave_out
            >
                <Icon glyph=Glyph::Dash />
            </button>
        </div>
    }
}

/// Asks for a value or leaves it out; once more takes that back.
fn toggle(table: TableState, field: Field, value: &str, excluded: bool) {
    let app = table.app;
    let Some(query) = change::query(app) else { return };
    let key = Key::Field(field);
    let is_said = query.values_of(key, excluded).iter().any(|known| known.eq_ignore_ascii_case(value));
    let query = if is_said { query.without(key, value) } else { query.with(key, value, excluded) };
    let mut address = app.address.get_untracked();
    address.query = query.to_string();
    app.go(address);
}
