//! The frame around every page: top bar, navigation, notices, foot.

mod broken;
mod diagnose;
mod drop_place;
mod foot;
mod navigation;
mod notices;
mod range;
mod top_bar;

use crate::prelude::*;

use super::administration::Administration;
use super::files::FilesPage;
use super::logs::Logs;
use super::overview::Overview;
use super::run::RunPage;
use super::runs::Runs;
use super::sources::{SourceDialogs, Sources, Welcome};
use crate::messages::shell as messages;
use crate::state::address::Place;
use crate::state::app::App;
use crate::state::flags::Chrome;
use crate::view::{Part, changing, effect, flag, text, view};
use broken::Broken;
use diagnose::Diagnose;
use drop_place::DropPlace;
use foot::Foot;
use navigation::Navigation;
use notices::Notices;
use top_bar::TopBar;

/// The whole page.
#[component]
pub(crate) fn Shell() -> Part {
    let app = expect_context::<App>();
    let flags = app.flags.get_value();
    // A page is drawn anew only when the place changes, not with every change of filter or selection.
    let place = Memo::new(move |_| app.address.read().place.clone());
    effect(move || {
        let name = match place.get() {
            Place::Overview => messages::OVERVIEW,
            Place::Runs => messages::RUNS,
            Place::Run { .. } => messages::RUN,
            Place::Logs => messages::LOGS,
            Place::Files => messages::FILES,
            Place::Sources => messages::SOURCES,
            Place::Administration { .. } => messages::ADMINISTRATION,
        };
        crate::browser::page::set_title(&messages::title(name, &messages::product(&app.config.read())));
    });
    let ready = Memo::new(move |_| app.config.read().is_some());
    let welcome = Memo::new(move |_| app.sources.read().is_empty());
    let opens = Memo::new(move |_| !app.address.read().opened.is_empty() || !app.opened.given.read().is_empty());
    // An engine that is started says that none is broken: only a change of that draws the page anew.
    let crash = Memo::new(move |_| app.crash.get());
    let content = move || {
        if !ready.get() {
            return Part::Nothing;
        }
        match place.get() {
            Place::Sources => view! { <Sources /> },
            // Files need no source.
            Place::Logs if opens.get() => view! { <Logs /> },
            Place::Runs if opens.get() => view! { <Runs /> },
            _ if welcome.get() => view! { <Welcome /> },
            Place::Overview => view! { <Overview /> },
            Place::Runs => view! { <Runs /> },
            Place::Run { source, run } => view! { <RunPage source=source run=run /> },
            Place::Logs => view! { <Logs /> },
            Place::Files => view! { <FilesPage /> },
            Place::Administration { source } => view! { <Administration source=source /> },
        }
    };
    // Behind an open dialog nothing can be reached; saying so keeps names unique for those who look for a button.
    let behind = flag(move || app.dialog.read().is_some());
    let hidden = text(move || behind.get().to_string());
    view! {
        <div class="shell" data-chrome=flags.chrome.word() class:embedded=flags.embed>
            <a class="skip" href="#content" on:click=move |event| {
                // The fragment is the page's address, so the jump is made by hand.
                event.prevent_default();
                crate::browser::element::focus_by_id("content");
            }>{messages::SKIP}</a>
            {(flags.chrome != Chrome::None).then(|| view! { <TopBar /> })}
            {(flags.chrome == Chrome::Full).then(|| view! { <Navigation /> })}
            <main id="content" tabindex="-1" inert=behind aria-hidden=hidden>
                <Notices />
                {changing(move || match crash.get() {
                    Some(detail) => view! { <Broken detail=detail /> },
                    None => content(),
                })}
                {flags.diagnose.then(|| view! { <Diagnose /> })}
            </main>
            // Always: a list without it could be taken for the whole.
            <Foot />
            <DropPlace />
            <SourceDialogs />
        </div>
    }
}
