//! What stands in place of the table while there are no rows to show.

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::vendors::Subject;
use tapedeck_engine::protocol::SourceState;

use super::{Failure, TableState};
use crate::messages::{errors, lists, opened, rows, sources};
use crate::state::address::{FILE, Place, Span};
use crate::state::app::SourceDialog;
use crate::ui::{Button, Empty, ErrorFace, Glyph, Loading};
use crate::view::{Part, view};

/// Which face.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Face {
    /// The table itself.
    Rows,
    /// Rows are coming.
    Loading,
    /// Nobody is signed in to these sources.
    SignIn(Vec<String>),
    /// Nothing came but an error of a source.
    Failed(String, Error),
    /// There is nothing.
    Empty {
        /// Because of the filter.
        filtered: bool,
        /// Because of the time range.
        span: bool,
    },
    /// None of the rows that are found contains what is looked for in them.
    NoMatch,
    /// None of the sources has anything of this kind.
    Without(Vec<String>),
    /// Nothing came, although the source counts something.
    Missing,
}

pub(super) fn face(table: TableState) -> Face {
    let app = table.app;
    let state = table.list.state.read();
    let Some(state) = state.as_ref() else { return Face::Loading };
    if state.rows > 0 {
        return Face::Rows;
    }
    let waiting: Vec<String> = state
        .sources
        .iter()
        .filter(|source| !matches!(app.state_of(&source.source), SourceState::SignedIn | SourceState::SigningIn))
        .map(|source| source.source.clone())
        .collect();
    if !waiting.is_empty() && waiting.len() == state.sources.len() {
        return Face::SignIn(waiting);
    }
    if state.growing {
        return Face::Loading;
    }
    if let Some((source, error)) =
        state.sources.iter().find_map(|source| Some((source.source.clone(), source.error.clone()?)))
    {
        return Face::Failed(source, error);
    }
    if state.changed && state.sources.iter().all(|source| source.read == 0) {
        return Face::Missing;
    }
    if state.sources.is_empty() && !state.without.is_empty() {
        return Face::Without(state.without.iter().map(|id| app.source_name(id)).collect());
    }
    if !table.work.within.read().is_empty() {
        return Face::NoMatch;
    }
    let address = app.address.read();
    Face::Empty { filtered: !address.query.is_empty(), span: address.span != Span::All }
}

pub(super) fn view(table: TableState, face: Face) -> Part {
    let TableState { app, list, subject, .. } = table;
    match face {
        Face::Rows => Part::Nothing,
        Face::Loading => view! { <Loading text=lists::reading(subject) /> },
        Face::SignIn(ids) => ids.into_iter().map(|id| sign_in(table, id)).collect(),
        Face::Failed(source, error) if source.starts_with(FILE) && error.kind == Kind::Unreadable => view! {
            <ErrorFace
                title=opened::nothing(&app.source_name(&source))
                text=opened::NOTHING_TEXT.to_string()
                remedy=opened::NOTHING_REMEDY.to_string()
                facts=errors::facts(&error)
                answer=error.answer.clone()
            />
        },
        Face::Failed(source, error) => {
            let address = app.source(&source).map(|source| source.base_url).unwrap_or_default();
            view! {
                <Failure error=error address=address>
                    <Button label=errors::TRY_AGAIN.to_string() primary=true on_press=move |()| list.resume() />
                </Failure>
            }
        }
        Face::Without(names) => {
            let (title, text) = lists::without_any(subject, &names);
            let (other, label) = match subject {
                Subject::Runs => (Place::Logs, lists::SEE_LINES),
                Subject::Lines => (Place::Runs, lists::SEE_RUNS),
            };
            let go = move |()| app.go(app.address.get_untracked().at(other.clone()));
            view! {
                <Empty title=title text=text glyph=Glyph::Sources>
                    <Button label=label.to_string() primary=true on_press=go />
                </Empty>
            }
        }
        Face::Missing => {
            let (title, text) = lists::missing(subject);
            view! {
                <Empty title=title text=text glyph=Glyph::Warning>
                    <Button label=errors::TRY_AGAIN.to_string() primary=true on_press=move |()| app.refresh() />
                </Empty>
            }
        }
        Face::NoMatch => {
            let work = table.work;
            let text = rows::none_contains(&work.within.read());
            let all = move |()| {
                work.only.set(false);
                work.list_only("");
            };
            view! {
                <Empty title=rows::NO_MATCH text=text glyph=Glyph::Search>
                    <Button label=rows::ALL_ROWS.to_string() primary=true on_press=all />
                </Empty>
            }
        }
        Face::Empty { filtered, span } => {
            let (title, text) = lists::empty(subject, filtered, span);
            let clear = move |()| app.adjust(|address| address.query.clear());
            let all_time = move |()| app.adjust(|address| address.span = Span::All);
            view! {
                <Empty title=title text=text glyph=Glyph::Filter>
                    {filtered
                        .then(|| view! { <Button label=lists::CLEAR_FILTER.to_string() primary=true on_press=clear /> })}
                    {span.then(|| view! { <Button label=lists::ALL_TIME.to_string() on_press=all_time /> })}
                </Empty>
            }
        }
    }
}

fn sign_in(table: TableState, id: String) -> Part {
    let app = table.app;
    let name = app.source_name(&id);
    let source = app.source(&id);
    let state = app.state_of(&id);
    let open = {
        let id = id.clone();
        move |()| app.dialog.set(Some(SourceDialog::SignIn(id.clone())))
    };
    match state {
        SourceState::Refused(error) => view! {
            <Failure error=error address=source.map(|source| source.base_url).unwrap_or_default()>
                <Button label=sources::SIGN_IN.to_string() primary=true on_press=open />
            </Failure>
        },
        _ => view! {
            <Empty title=sources::sign_in_to(&name) text=sources::state(&state).to_string() glyph=Glyph::Lock>
                <Button label=sources::SIGN_IN.to_string() primary=true on_press=open />
            </Empty>
        },
    }
}
