//! Working with rows: selecting, copying, jumping. What the rows say is written by the engine.

use std::cell::RefCell;
use std::rc::Rc;

use crate::prelude::*;
use leptos::ev::KeyboardEvent;
use tapedeck_core::export::{Column, Form, Hide, Plan};
use tapedeck_core::vendors::Subject;
use tapedeck_engine::protocol::{Repeated, Task, Then, Wanted, Work};

use super::{TableState, detail};
use crate::browser::{clipboard, element, selection};
use crate::messages::rows::Bad;
use crate::messages::{export, rows as messages};
use crate::state::columns::ColumnSpec;
use crate::ui::Ranges;
use crate::view::effect;

/// So many bytes are copied at most: a clipboard is no file.
const COPIED: u64 = 10_000_000;

/// What is worked on.
#[derive(Clone, Copy)]
pub(super) struct RowWork {
    /// The rows that are selected.
    pub(super) chosen: RwSignal<Ranges>,
    /// Whether a press selects a row, instead of opening it: where there is no key to hold.
    pub(super) selecting: RwSignal<bool>,
    /// The row that the keyboard is at.
    pub(super) active: RwSignal<Option<u64>>,
    /// The row that was looked for, and a number that changes with every find.
    pub(super) found: RwSignal<Option<(u64, u64)>>,
    /// What is said of it.
    pub(super) said: RwSignal<String>,
    /// Whether the search bar is open.
    pub(super) finding: RwSignal<bool>,
    /// What is searched for in it.
    pub(super) text: RwSignal<String>,
    /// Whether only matches are listed while the search bar is open.
    pub(super) only: RwSignal<bool>,
    /// What the rows must contain that are listed.
    pub(super) within: RwSignal<String>,
    /// Rises when other rows are listed because of that.
    pub(super) listed: RwSignal<u32>,
    /// What was found last, and the number of its row, which it has in any order and under any filter.
    pub(super) looked: StoredValue<(String, Option<u64>)>,
    /// The dialog, while it is open: whether it begins with the selected rows.
    pub(super) exporting: RwSignal<Option<bool>>,
    /// What the engine looks for, and what it copies.
    under_way: StoredValue<[u32; 2]>,
}

impl RowWork {
    pub(super) fn new() -> RowWork {
        RowWork {
            chosen: RwSignal::new(Ranges::default()),
            selecting: RwSignal::new(false),
            active: RwSignal::new(None),
            found: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            finding: RwSignal::new(false),
            text: RwSignal::new(String::new()),
            only: RwSignal::new(false),
            within: RwSignal::new(String::new()),
            listed: RwSignal::new(0),
            looked: StoredValue::new((String::new(), None)),
            exporting: RwSignal::new(None),
            under_way: StoredValue::new([0; 2]),
        }
    }

    /// Shows a row that was looked for.
    pub(super) fn show(self, row: u64) {
        self.found.update(|found| *found = Some((row, found.map_or(0, |(_, nonce)| nonce + 1))));
    }

    /// Lists only what contains a text, if only matches are to be listed, else everything. Whether that changes.
    pub(super) fn list_only(self, text: &str) -> bool {
        let wanted = if self.only.get_untracked() { text } else { "" };
        let changes = *self.within.read_untracked() != *wanted;
        if changes {
            self.within.set(wanted.to_string());
        }
        changes
    }

    /// Selects nothing, and says nothing.
    pub(super) fn clear(self) {
        if !self.chosen.read_untracked().is_empty() {
            self.chosen.set(Ranges::default());
        }
        if self.selecting.get_untracked() {
            self.selecting.set(false);
        }
        self.say(String::new());
    }

    fn say(self, text: String) {
        if *self.said.read_untracked() != text {
            self.said.set(text);
        }
    }
}

/// Forgets which rows are selected when others stand at their places.
pub(super) fn follow_rows(table: TableState) {
    let TableState { list, work, .. } = table;
    let order = Memo::new(move |_| list.state.read().as_ref().map_or(0, |state| state.order));
    effect(move || {
        order.track();
        if !work.chosen.read_untracked().is_empty() {
            work.clear();
            work.say(messages::MOVED.to_string());
        }
        work.found.set(None);
    });
    // What was said is of what was done last.
    effect(move || {
        if !work.chosen.read().is_empty() {
            work.say(String::new());
        }
    });
}

/// The selected rows.
pub(super) fn wanted(table: TableState) -> Wanted {
    let order = table.list.state.read_untracked().as_ref().map_or(0, |state| state.order);
    Wanted::Places { order, ranges: table.work.chosen.read_untracked().list().to_vec() }
}

/// The columns of the table, as they are written.
pub(super) fn shown(specs: &[ColumnSpec]) -> Vec<Column> {
    specs.iter().map(|spec| Column::Shown(spec.field)).collect()
}

/// What people call the sources.
pub(super) fn names(table: TableState) -> Vec<(String, String)> {
    let (app, list) = (table.app, table.list);
    let opened: Vec<String> =
        list.state.read_untracked().iter().flat_map(|state| &state.sources).map(|read| read.source.clone()).collect();
    opened.into_iter().map(|id| (id.clone(), app.source_name(&id))).collect()
}

/// How selected rows are copied.
pub(super) fn plan(table: TableState, form: Form) -> Plan {
    // Times as they are shown; what programs read is in UTC.
    let local = form != Form::Json && table.app.times().is_some_and(|times| times.zone() != export::UTC);
    Plan { form, columns: shown(&table.specs.read()), bom: false, hide: table.app.hiding.get(), local }
}

/// Copies the selected rows.
pub(super) fn copy(table: TableState, form: Form) {
    let TableState { list, work, subject, .. } = table;
    let plan = untrack(|| plan(table, form));
    let hide = plan.hide;
    let (rows, names) = (wanted(table), names(table));
    let text = Rc::new(RefCell::new(Vec::new()));
    restart(
        table,
        1,
        move |number| Task::Write { number, rows, plan, names, limit: Some(COPIED) },
        move |told| {
            let number = told.number();
            match told {
                Work::Written { bytes, rows, of, then, .. } => {
                    text.borrow_mut().extend(bytes);
                    match then {
                        Then::More => {
                            work.say(messages::copying(rows, of));
                            list.task(Task::More { number });
                        }
                        Then::TooMuch => work.say(messages::too_much(COPIED)),
                        Then::Done | Then::Partly => {
                            let text = String::from_utf8(text.take()).unwrap_or_default();
                            clipboard::copy_then(text, move |copied| {
                                let said = match copied {
                                    true => {
                                        messages::copied(subject, rows, then == Then::Partly, hide != Hide::default())
                                    }
                                    false => messages::NOT_COPIED.to_string(),
                                };
                                // The table may be gone by now.
                                work.said.try_set(said);
                            });
                        }
                    }
                }
                _ => work.say(messages::MOVED.to_string()),
            }
        },
    );
}

/// Goes to the next bad row, or to the one before.
pub(super) fn jump(table: TableState, bad: Bad, backwards: bool) {
    let TableState { subject, work, .. } = table;
    let query = match (subject, bad) {
        (Subject::Lines, Bad::Error) => "severity:error",
        (Subject::Lines, Bad::Warning) => "severity:warning",
        (Subject::Runs, Bad::Error) => "outcome:failed,missed",
        (Subject::Runs, Bad::Warning) => "outcome:warning",
    };
    let from = work.active.get_untracked().or(table.selected.get_untracked());
    let task = move |number| Task::Look { number, query: query.into(), from, at: None, backwards, counted: false };
    work.say(String::new());
    restart(table, 0, task, move |told| {
        let Work::Looked { place, wrapped, reading, .. } = told else { return };
        match place {
            Some(place) => {
                work.say(if wrapped { messages::jump_wrapped(bad, backwards) } else { String::new() });
                work.show(place);
                if table.list.detail.read_untracked().is_some() {
                    detail::open(table, place);
                }
            }
            None if reading => work.say(messages::jump_reading(bad)),
            None => work.say(messages::jump_nothing(bad, subject)),
        }
    });
}

/// Gives every row a place for which a row stands, or takes them together again.
pub(super) fn unfold(table: TableState, row: u64) {
    table.list.unfold(row);
    // The rows that follow the first one lose their places.
    let is_within =
        |row: &u64| table.list.beside.with_value(|beside| beside.repeated.get(row) == Some(&Repeated::Within));
    if let Some(first) = (0..=row).rev().find(|row| !is_within(row)).filter(|first| *first != row) {
        table.work.active.set(Some(first));
    }
}

/// Begins something in place of what was begun before: a look (0), or a copy (1).
pub(super) fn restart(table: TableState, which: usize, task: impl FnOnce(u32) -> Task, tell: impl Fn(Work) + 'static) {
    stop(table, which);
    let number = table.list.begin(task, tell);
    table.work.under_way.update_value(|all| all[which] = number);
}

/// Ends a look (0) or a copy (1).
pub(super) fn stop(table: TableState, which: usize) {
    table.list.end(table.work.under_way.get_value()[which]);
}

/// What keys do in the table and beside it. Whether the key was one of these.
pub(super) fn press(table: TableState, event: &KeyboardEvent) -> bool {
    let work = table.work;
    let command = event.ctrl_key() || event.meta_key();
    if event.alt_key() || element::is_typing(event) {
        return false;
    }
    match (event.key().as_str(), command) {
        ("x" | "X", false) => match work.active.get_untracked() {
            Some(row) => unfold(table, row),
            None => return false,
        },
        ("e", false) => jump(table, Bad::Error, false),
        ("E", false) => jump(table, Bad::Error, true),
        ("w", false) => jump(table, Bad::Warning, false),
        ("W", false) => jump(table, Bad::Warning, true),
        ("j" | "k", false) if table.list.detail.read_untracked().is_some() => {
            detail::step(table, if event.key() == "j" { 1 } else { -1 });
        }
        ("c", true) if !selection::has_text() => {
            let active = work.active.get_untracked();
            if work.chosen.read_untracked().is_empty()
                && let Some(row) = active
            {
                work.chosen.set(Ranges::between(row, row));
            }
            if work.chosen.read_untracked().is_empty() {
                return false;
            }
            copy(table, Form::Text);
        }
        // In the bar, a menu may be open that the key closes.
        ("Escape", false) if element::is_in(event, ".row-bar") => return false,
        ("Escape", false)
            if work.selecting.get_untracked()
                || !work.chosen.read_untracked().is_empty()
                || !work.said.read_untracked().is_empty() =>
        {
            work.clear();
        }
        _ => return false,
    }
    true
}
