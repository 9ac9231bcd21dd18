//! The table of runs or lines with all that belongs to it: filter, chips, columns, pager, drawer, faces.

mod chips;
mod columns_menu;
mod counting;
mod detail;
mod face;
mod facets;
mod failure;
mod filter_box;
mod histogram;
mod rows;
mod waiting;

use leptos::prelude::*;
use tapedeck_core::model::Field;
use tapedeck_core::query::Query;
use tapedeck_core::vendors::Subject;
use tapedeck_engine::PAGE_SIZE;
use tapedeck_engine::protocol::{Sort, SourceRead, SourceState, ViewSpec};

use crate::browser::{clock, page};
use crate::messages::lists as messages;
use crate::state::app::App;
use crate::state::columns;
use crate::state::list::{Detail, List};
use crate::ui::{Grid, Pager};
use crate::view::{Part, changing, effect, view};
use chips::Chips;
use columns_menu::ColumnsMenu;
use counting::Counting;
use detail::DetailDrawer;
use face::{Face, face};
use facets::{FacetsButton, FacetsPanel};
use filter_box::FilterBox;
use histogram::Histogram;
use waiting::Waiting;

pub(crate) use detail::{pretty, run_facts};
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
    /// The row to bring to the top, and a number that changes with every order.
    scroll_to: RwSignal<Option<(u64, u64)>>,
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
    let list = List::new(app);
    app.main_list.set(Some(list));
    on_cleanup(move || {
        // Another table may have taken the place already.
        if app.main_list.try_get_untracked().flatten().is_some_and(|main| main == list) {
            app.main_list.set(None);
        }
    });

    // A run is read from its beginning, everything else from the newest on.
    let usual = Sort { field: Field::Time, descending: run.is_none() };
    let sort = Memo::new(move |_| app.address.read().sort.unwrap_or(usual));
    // A run is over in a night, and its page has its times already.
    let by_time = run.is_none();
    keep_open(app, list, subject, run, sort);

    let picked = RwSignal::new(None);
    let selected = Memo::new(move |_| selected_place(app, list).or(picked.get()));
    let scroll_to = RwSignal::new(None);
    let counting = Counting::new(app, subject, by_time);
    let table = TableState { app, list, subject, sort, selected, picked, counting, scroll_to };
    detail::follow_address(table);
    counting.follow(list);

    let top_row = RwSignal::new(0);
    let total = Signal::derive(move || list.state.read().as_ref().map(|state| state.rows));
    let go = move |row: u64| scroll_to.update(|to| *to = Some((row, to.map_or(0, |(_, nonce)| nonce + 1))));
    let face = Memo::new(move |_| face(table));
    let close_on_escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && list.detail.read_untracked().is_some() {
            detail::close(table);
        }
    };
    let shows_grid = Memo::new(move |_| face.read() == Face::Rows);
    view! {
        <div class="toolbar">
            <FacetsButton table=table />
            <FilterBox table=table />
            <ColumnsMenu table=table />
        </div>
        <div class="toolbar">
            <Chips table=table />
            <span class="grow"></span>
            <Pager first_row=top_row total=total page_size=u64::from(PAGE_SIZE) on_go=go />
        </div>
        <Waiting table=table />
        {by_time.then(|| view! { <Histogram table=table face=face /> })}
        <div class="split" on:keydown=close_on_escape>
            <FacetsPanel table=table />
            <div class="panel table-panel">
                {changing(move || {
                    if shows_grid.get() {
                        grid(table, top_row)
                    } else {
                        changing(move || face::view(table, face.get()))
                    }
                })}
            </div>
            <DetailDrawer table=table />
        </div>
    }
}

/// Opens the list, and again whenever the address asks for another one.
fn keep_open(app: App, list: List, subject: Subject, run: Option<(String, String)>, sort: Memo<Sort>) {
    let wanted = Memo::new(move |_| {
        let address = app.address.read();
        (address.sources.clone(), address.opened.clone(), address.query.clone(), address.span)
    });
    effect(move || {
        app.refreshed.track();
        let (sources, opened, query, span) = wanted.get();
        // What cannot be read as an address is one that answers nothing, and is told as such.
        let opened: Vec<String> =
            opened.into_iter().map(|address| page::absolute(&address).unwrap_or(address)).collect();
        if !opened.is_empty() {
            app.warm_up();
        }
        let sort = sort.get();
        list.open(match &run {
            Some((source, run)) => ViewSpec {
                subject,
                sources: vec![source.clone()],
                opened: Vec::new(),
                run: Some(run.clone()),
                query,
                range: Default::default(),
                sort,
                summary: false,
            },
            None => {
                let range = span.range(clock::now_ms());
                ViewSpec { subject, sources, opened, run: None, query, range, sort, summary: false }
            }
        });
    });
}

/// The place of the record that the address names, if it is near the screen or was given completely.
fn selected_place(app: App, list: List) -> Option<u64> {
    let (source, id) = app.address.read().selected.clone()?;
    if let Some(Detail::Found(Some(place), record)) = &*list.detail.read()
        && record.id() == id
        && record.source() == source
    {
        return Some(*place);
    }
    list.rows.read().iter().find(|(_, row)| row.id() == id && row.source() == source).map(|(place, _)| *place)
}

fn grid(table: TableState, top_row: RwSignal<u64>) -> Part {
    let TableState { app, list, subject, .. } = table;
    let specs = Memo::new(move |_| {
        let address = app.address.read();
        let preferences = app.preferences.read();
        let chosen = address.columns.as_deref().or(preferences.columns(subject));
        let several = app.sources.read().len() > 1 && address.sources.len() != 1;
        columns::shown(subject, chosen, several)
    });
    let times = Signal::derive_local(move || app.times());
    let grid_columns = Signal::derive(move || rows::columns(table, &specs.read(), times.get().as_ref()));
    let shown = Memo::new(move |_| {
        let names = app.sources.read();
        let times = times.get();
        let fields = specs.read();
        rows::rows(&list.rows.read(), &fields, times.as_ref(), &names)
    });
    let count = Signal::derive(move || list.state.read().as_ref().map_or(0, |state| state.rows));
    let busy = Signal::derive(move || {
        // What waits for a person does not come by itself.
        let comes = |source: &SourceRead| source.loading && app.state_of(&source.source) == SourceState::SignedIn;
        list.state.read().as_ref().is_some_and(|state| state.sources.iter().any(comes))
    });
    let marks = Memo::new(move |_| {
        let query = Query::reread(&app.address.read().query).unwrap_or_default();
        query.marks().into_iter().map(str::to_string).collect::<Vec<_>>()
    });
    let sort = Signal::derive(move || {
        let sort = table.sort.get();
        Some((sort.field, sort.descending))
    });
    let on_sort = move |field: Field| {
        let before = table.sort.get_untracked();
        let first = rows::falls_first(field);
        let descending = if before.field == field { !before.descending } else { first };
        app.adjust(|address| address.sort = Some(Sort { field, descending }));
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
            selected=table.selected
            on_open=move |row| detail::open(table, row)
            on_resize_column=move |(field, width)| app.prefer(|p| p.set_width(subject, field, width))
            scroll_to=table.scroll_to
            on_top_row=move |row| top_row.set(row)
            marks=marks
            busy=busy
        />
    }
}
