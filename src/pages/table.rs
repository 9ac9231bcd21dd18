//! The table of runs or lines with all that belongs to it: filter, chips, columns, pager, drawer, faces.

mod change;
mod chips;
mod columns_menu;
mod context;
mod counting;
mod detail;
mod export;
mod face;
mod facets;
mod failure;
mod filter_box;
mod find_bar;
mod follow;
mod histogram;
mod preview;
mod repeated_menu;
mod row_bar;
mod rows;
mod rows_menu;
mod suggestions;
mod views_menu;
mod waiting;
mod work;

use std::sync::Arc;

use crate::prelude::*;
use tapedeck_core::model::Field;
use tapedeck_core::query::Query;
use tapedeck_core::vendors::Subject;
use tapedeck_engine::PAGE_SIZE;
use tapedeck_engine::protocol::{Sort, SourceRead, SourceState, ViewSpec};

use crate::browser::clock;
use crate::messages::{lists as messages, rows as rows_messages};
use crate::state::app::App;
use crate::state::columns::{self, ColumnSpec};
use crate::state::list::{Detail, List};
use crate::ui::{Button, Glyph, Grid, Marks, Pager, few};
use crate::view::{Part, changing, effect_now, flag, view};
use chips::Chips;
use columns_menu::ColumnsMenu;
use context::Lifted;
use counting::Counting;
use detail::DetailDrawer;
use export::ExportDialog;
use face::{Face, face};
use facets::{FacetsButton, FacetsPanel};
use filter_box::FilterBox;
use find_bar::FindBar;
use follow::Follow;
use histogram::Histogram;
use repeated_menu::RepeatedMenu;
use row_bar::RowBar;
use rows_menu::RowsMenu;
use views_menu::ViewsMenu;
use waiting::Waiting;
use work::RowWork;

pub(crate) use detail::run_facts;
pub(crate) use failure::Failure;

/// What the parts of one table share.
#[derive(Clone, Copy)]
struct TableState {
    app: App,
    list: List,
    subject: Subject,
    /// The order that holds.
    sort: Memo<Sort>,
    /// The row that is shown beside the table.
    selected: Memo<Option<u64>>,
    /// A row that is open although it has no number of its own, so that the address cannot name it.
    picked: RwSignal<Option<u64>>,
    /// What is counted beside the rows.
    counting: Counting,
    /// The row that the keyboard is at.
    active: RwSignal<Option<u64>>,
    /// The row to bring to the top, and a number that changes with every order.
    scroll_to: RwSignal<Option<(u64, u64)>>,
    /// The columns that are shown.
    specs: Memo<Vec<ColumnSpec>>,
    /// What is worked on.
    work: RowWork,
}

impl TableState {
    /// Brings a row to the top.
    fn go(self, row: u64) {
        self.scroll_to.update(|to| *to = Some((row, to.map_or(0, |(_, nonce)| nonce + 1))));
    }
}

/// The table.
#[component]
pub(crate) fn Table(
    /// Runs or lines.
    subject: Subject,
    /// Only the lines of one run: its source and the vendor's number of it.
    #[prop(optional, into)]
    run: Option<(String, String)>,
) -> Part {
    let app = expect_context::<App>();
    let list = List::main(app);

    // A run is read from its beginning, everything else from the newest on.
    let usual = Sort { field: Field::Time, descending: run.is_none() };
    let sort = Memo::new(move |_| app.address.read().sort.unwrap_or(usual));
    // A run is over in a night, and its page has its times already.
    let by_time = run.is_none();
    let work = RowWork::new();
    keep_open(app, list, subject, run, sort, work);

    let picked = RwSignal::new(None);
    let selected = Memo::new(move |_| selected_place(app, list).or(picked.get()));
    let scroll_to = RwSignal::new(None);
    let counting = Counting::new(app, subject, by_time);
    let specs = Memo::new(move |_| {
        let address = app.address.read();
        let preferences = app.preferences.read();
        let chosen = address.columns.as_deref().or(preferences.columns(subject));
        let files = address.opened.len() + app.opened.given.read().len();
        let of_sources = if files > 0 { address.sources.len() } else { app.sources.read().len() };
        let several = files + of_sources > 1 && (files > 0 || address.sources.len() != 1);
        let archives = files > 0 && app.opened.reports.read().values().any(|report| !report.entries.is_empty());
        let also = [several.then_some(Field::Source), archives.then_some(Field::File)];
        columns::shown(subject, chosen, &also.into_iter().flatten().collect::<Vec<_>>())
    });
    let active = work.active;
    let table = TableState { app, list, subject, sort, selected, picked, counting, active, scroll_to, specs, work };
    detail::follow_address(table);
    counting.follow(list);
    work::follow_rows(table);

    let top_row = RwSignal::new(0);
    let total = Signal::derive(move || list.state.read().as_ref().map(|state| state.rows));
    let go = move |row: u64| table.go(row);
    let face = Memo::new(move |_| face(table));
    let press_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && list.detail.read_untracked().is_some() {
            detail::close(table);
        } else if work::press(table, &event) {
            event.prevent_default();
        }
    };
    let shows_grid = Memo::new(move |_| face.read() == Face::Rows);
    view! {
        <div class="toolbar">
            <FacetsButton table=table />
            <FilterBox table=table />
            <ViewsMenu table=table />
            <ColumnsMenu table=table />
            <RowsMenu table=table />
            <Button
                label=rows_messages::EXPORT.to_string()
                glyph=Glyph::Files
                short_when_narrow=true
                disabled=Signal::derive(move || face.read() != Face::Rows)
                on_press=move |()| work.exporting.set(Some(!work.chosen.read_untracked().is_empty()))
            />
        </div>
        <div class="toolbar low">
            <Chips table=table />
            <span class="grow"></span>
            {(subject == Subject::Lines).then(|| view! { <RepeatedMenu table=table /> })}
            <Follow table=table top_row=top_row />
            <Pager first_row=top_row total=total page_size=u64::from(PAGE_SIZE) on_go=go />
        </div>
        <Waiting table=table />
        {by_time.then(|| view! { <Histogram table=table face=face /> })}
        <Lifted table=table />
        <div
            class="split"
            class:has-facets=flag(move || counting.open.get())
            class:has-detail=flag(move || list.detail.read().is_some())
            on:keydown=press_key
        >
            <FacetsPanel table=table />
            <div class="panel table-panel">
                <FindBar table=table />
                {changing(move || {
                    if shows_grid.get() {
                        grid(table, top_row)
                    } else {
                        changing(move || face::view(table, face.get()))
                    }
                })}
                <RowBar table=table />
            </div>
            <DetailDrawer table=table />
        </div>
        <ExportDialog table=table />
    }
}

/// Opens the list, and again whenever the address asks for another one.
fn keep_open(app: App, list: List, subject: Subject, run: Option<(String, String)>, sort: Memo<Sort>, work: RowWork) {
    let wanted = Memo::new(move |_| {
        let address = app.address.read();
        let gather = address.gather.filter(|_| subject == Subject::Lines);
        let filter = (address.query.clone(), work.within.get());
        (address.sources.clone(), app.opened_addresses(), filter, address.span, gather)
    });
    let lifted = StoredValue::new(app.address.read_untracked().lifted.clone());
    let listed = StoredValue::new(String::new());
    // Before the table is drawn: the engine reads while the page draws.
    effect_now(move || {
        app.refreshed.track();
        let (sources, opened, (query, within), span, gather) = wanted.get();
        let other = within != listed.get_value();
        listed.set_value(within.clone());
        if !opened.is_empty() {
            app.warm_up();
        }
        let sort = sort.get();
        work.clear();
        list.open(match &run {
            Some((source, run)) => ViewSpec {
                subject,
                sources: vec![source.clone()],
                opened: Vec::new(),
                run: Some(run.clone()),
                query,
                within,
                range: Default::default(),
                sort,
                gather,
                summary: false,
            },
            None => {
                let range = span.range(clock::now_ms());
                ViewSpec { subject, sources, opened, run: None, query, within, range, sort, gather, summary: false }
            }
        });
        if other {
            work.listed.update(|listed| *listed += 1);
        }
        // The line around which a filter is lifted, or laid again, has another place now.
        let address = app.address.get_untracked();
        let before = lifted.get_value();
        if address.lifted != before {
            let back = before.is_some_and(|lifted| lifted.query == address.query);
            if let (true, Some((source, id))) = (back || address.lifted.is_some(), address.selected) {
                list.detail.set(Some(Detail::Searching));
                list.ask_id(source, id);
            }
            lifted.set_value(address.lifted);
        }
    });
}

/// What the filter looks for, to be marked where it is found.
fn marks(app: App) -> Marks {
    let query = Query::reread(&app.address.read().query).unwrap_or_default();
    few(query.marks().into_iter())
}

/// The place of the record that the address names, if it is near the screen or was given completely.
fn selected_place(app: App, list: List) -> Option<u64> {
    let (source, id) = app.address.read().selected.clone()?;
    if let Some(Detail::Found(Some(place), record, name)) = &*list.detail.read()
        && *name == id
        && record.source() == source
    {
        return Some(*place);
    }
    list.rows.read().iter().find(|(_, row)| row.id() == id && row.source() == source).map(|(place, _)| *place)
}

impl TableState {
    /// Shows these columns, or the usual ones. What is chosen is remembered, and wins over what a link asked for.
    fn choose_columns(self, columns: Option<Vec<Field>>) {
        self.app.prefer(|preferences| preferences.set_columns(self.subject, columns));
        self.app.adjust(|address| address.columns = None);
    }
}

fn grid(table: TableState, top_row: RwSignal<u64>) -> Part {
    table.active.set(None);
    let TableState { app, list, subject, .. } = table;
    let specs = table.specs;
    let on_move = move |(from, to): (usize, usize)| {
        let fields = specs.read_untracked().iter().map(|column| column.field).collect();
        table.choose_columns(Some(columns::moved(fields, from, to)));
    };
    let look = Signal::derive(move || {
        let preferences = app.preferences.read();
        (preferences.compact, preferences.wrap)
    });
    let times = Signal::derive_local(move || app.times());
    let grid_columns = Signal::derive(move || rows::columns(table, &specs.read(), times.get().as_ref()));
    let last = StoredValue::new_local(None::<rows::Shown>);
    let shown = Memo::new(move |_| {
        let look = rows::Look { specs: specs.get(), times: times.get(), names: app.sources.get() };
        let (near, before) = (list.rows.get(), last.get_value());
        let shown = list.beside.with_value(|beside| rows::Shown::new(near, beside, look, before.as_ref()));
        let rows = shown.rows.clone();
        last.set_value(Some(shown));
        rows
    });
    let count = Signal::derive(move || list.state.read().as_ref().map_or(0, |state| state.rows));
    let busy = Signal::derive(move || {
        // What waits for a person does not come by itself.
        let comes = |source: &SourceRead| source.loading && app.state_of(&source.source) == SourceState::SignedIn;
        list.state.read().as_ref().is_some_and(|state| state.sources.iter().any(comes))
    });
    let marks = Memo::new(move |_| {
        // With the rows that were found: those before them would be drawn once more, to be gone in the next frame.
        list.rows.track();
        let mut marks = untrack(|| marks(app));
        if table.work.finding.get() {
            marks.push((None, table.work.text.read().trim().to_string()));
        }
        Arc::new(marks)
    });
    let sort = Signal::derive(move || {
        let sort = table.sort.get();
        Some((sort.field, sort.descending))
    });
    let on_sort = move |field: Field| {
        let before = table.sort.get_untracked();
        let first = rows::falls_first(field);
        let descending = if before.field == field { !before.descending } else { first };
        app.adjust_list(|address| address.sort = Some(Sort { field, descending }));
    };
    view! {
        <Grid
            label=messages::table(subject)
            columns=grid_columns
            count=count
            rows=shown
            on_window=move |(first, count): (u64, u64)| {
                let (first, count) = rows::blocks(first, count);
                list.show(first, count);
            }
            sort=sort
            on_sort=on_sort
            active=table.active
            selected=table.selected
            chosen=table.work.chosen
            selecting=table.work.selecting
            found=table.work.found
            on_open=move |row| detail::open(table, row)
            on_unfold=move |row| work::unfold(table, row)
            on_filter=move |(row, field, excluded)| {
                let record = list.rows.read_untracked().get(&row).cloned();
                if let Some(record) = record {
                    change::filter(app, &record, field, excluded);
                }
            }
            on_move_column=on_move
            look=look
            on_resize_column=move |(field, width)| app.prefer(|p| p.set_width(subject, field, width))
            scroll_to=table.scroll_to
            on_top_row=move |row| top_row.set(row)
            marks=marks
            busy=busy
        />
    }
}
