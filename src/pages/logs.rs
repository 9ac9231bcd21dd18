//! *Logs*: what was logged.

mod entries;
mod opened;

use crate::prelude::*;
use tapedeck_core::vendors::Subject;

use super::table::Table;
use crate::messages::shell;
use crate::view::{Part, view};
use opened::OpenedFiles;

/// The page.
#[component]
pub(crate) fn Logs() -> Part {
    view! {
        <section class="page list-page" aria-labelledby="page-title">
            <h1 id="page-title" class="visually-hidden">{shell::LOGS}</h1>
            <OpenedFiles />
            <Table subject=Subject::Lines />
        </section>
    }
}
