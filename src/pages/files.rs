//! *Files*: what can be downloaded from all sources, what is prepared there, and how far it is.

mod form;
mod notes;
mod prepare;
mod row;
mod state;

use crate::prelude::*;
use tapedeck_core::model::{File, SourceId, TimeRange};
use tapedeck_core::vendors::VendorFilter;

use super::administration::ActivityList;
use crate::browser::clock;
use crate::messages::files as messages;
use crate::state::app::{App, SourceDialog};
use crate::state::files::Listing;
use crate::ui::{Button, Empty, Glyph, Pager, page_head};
use crate::view::{Part, changing, effect, text, view};
use notes::Notes;
pub(crate) use prepare::Prepare;
use row::Row;

/// How many rows are drawn at a time.
const PAGE: usize = 50;

/// The page.
#[component]
pub(crate) fn FilesPage() -> Part {
    let app = expect_context::<App>();
    let sources = Memo::new(move |_| meant(app));
    let range = Memo::new(move |_| app.address.read().span);
    // One question a source, so that a sign-in to one does not ask the others again.
    effect(move || {
        app.refreshed.track();
        range.track();
        app.files.listed.set(Default::default());
    });
    effect(move || {
        let range = range.get().range(clock::now_ms());
        let listed = app.files.listed.read();
        let missing: Vec<SourceId> = sources
            .get()
            .into_iter()
            .filter(|(id, signed_in)| {
                let lists = app.capabilities(id).is_some_and(|capabilities| capabilities.files);
                lists && *signed_in && !listed.contains_key(id)
            })
            .map(|(id, _)| id)
            .collect();
        drop(listed);
        for id in missing {
            app.list_files(id, VendorFilter { range, ..VendorFilter::default() });
        }
    });
    let rows = Memo::new(move |_| rows(app, &sources.read(), range.get().range(clock::now_ms())));
    let first = RwSignal::new(0_u64);
    let total = Signal::derive(move || Some(rows.read().len() as u64));
    let subtitle = text(move || {
        let begun = rows.read().iter().filter(|row| row.begun.is_some()).count();
        messages::subtitle(rows.read().len() - begun, begun)
    });
    let open = move |()| app.dialog.set(Some(SourceDialog::Prepare(None)));
    let prepare = view! {
        <div class="row">
            <Button label=messages::PREPARE.to_string() glyph=Glyph::Plus primary=true on_press=open />
        </div>
    };
    view! {
        <section class="page files-page" aria-labelledby="page-title">
            {page_head(messages::TITLE.to_string().into(), subtitle, prepare)}
            <Notes sources=sources />
            {changing(move || {
                let all = rows.read();
                let at = usize::try_from(first.get()).unwrap_or(0).min(all.len().saturating_sub(1)) / PAGE * PAGE;
                if all.is_empty() { empty(app, &sources.read()) } else { table(app, all.iter().skip(at).take(PAGE)) }
            })}
            {changing(move || match rows.read().len() > PAGE {
                true => view! {
                    <Pager first_row=first total=total page_size=PAGE as u64 on_go=move |row| first.set(row) />
                },
                false => Part::Nothing,
            })}
            <ActivityList quiet=true />
        </section>
    }
}

/// The sources that are meant and can have files, and whether somebody is signed in to each.
fn meant(app: App) -> Vec<(SourceId, bool)> {
    let asked = &app.address.read().sources;
    let all = app.sources.read();
    let meant = all.iter().map(|entry| &entry.source.id).filter(|id| asked.is_empty() || asked.contains(id));
    meant.filter_map(|id| Some((id.clone(), app.has_files(id)?))).collect()
}

/// What was begun here, the newest first; then what is there, the newest first; then what would have to be made.
fn rows(app: App, sources: &[(SourceId, bool)], range: TimeRange) -> Vec<Row> {
    let meant = |id: &SourceId| sources.iter().any(|(source, _)| source == id);
    let begun = app.files.begun.read();
    let mut rows: Vec<Row> = begun.iter().filter(|begun| meant(&begun.source)).map(Row::begun).collect();
    let listed = app.files.listed.read();
    let lists = listed.iter().filter(|(id, _)| meant(id)).filter_map(|(_, listing)| match listing {
        Listing::Files(files, _) => Some(files),
        _ => None,
    });
    // What has no time belongs to all of them.
    let mut files: Vec<&File> =
        lists.flatten().filter(|file| file.time.is_none() || range.contains(file.time)).collect();
    files.sort_by_key(|file| std::cmp::Reverse(file.time));
    rows.extend(files.into_iter().map(Row::listed));
    rows
}

fn table<'a>(app: App, rows: impl Iterator<Item = &'a Row>) -> Part {
    let head = |name: &'static str| view! { <th scope="col">{name}</th> };
    let rows: Part = rows.map(|row| row::view(app, row)).collect();
    view! {
        <div class="panel files-panel">
            <table class="plain-table files">
                <caption class="visually-hidden">{messages::TITLE}</caption>
                <thead>
                    <tr>
                        {head(messages::NAME)}
                        {head(messages::JOB)}
                        {head(messages::TIME)}
                        {head(messages::SIZE)}
                        {head(messages::STATE)}
                        {head(messages::DO)}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Nothing is on the list. While something is still read, or somebody must sign in, the notes above say so.
fn empty(app: App, sources: &[(SourceId, bool)]) -> Part {
    let (title, why) = match sources.is_empty() {
        true => (messages::NO_KIND, messages::NO_KIND_TEXT),
        false => (messages::NONE, messages::NONE_TEXT),
    };
    let waits = sources.iter().all(|(_, signed_in)| !signed_in) && !sources.is_empty();
    let reading = app.files.listed.read().values().any(|listing| *listing == Listing::Asking);
    if waits || reading {
        return Part::Nothing;
    }
    view! { <Empty title=title.to_string() text=why.to_string() glyph=Glyph::Files /> }
}
