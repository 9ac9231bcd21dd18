//! *Runs*: what ran, and how it ended.

use crate::prelude::*;
use tapedeck_core::vendors::Subject;

use super::table::Table;
use crate::messages::shell;
use crate::view::{Part, view};

/// The page.
#[component]
pub(crate) fn Runs() -> Part {
    view! {
        <section class="page list-page" aria-labelledby="page-title">
            <h1 id="page-title" class="visually-hidden">{shell::RUNS}</h1>
            <Table subject=Subject::Runs />
        </section>
    }
}
