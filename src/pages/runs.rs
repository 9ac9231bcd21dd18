//! *Runs*: what ran, and how it ended.

use leptos::prelude::*;
use tapedeck_core::vendors::Subject;

use super::table::Table;
use crate::messages::shell;

/// The page.
#[component]
pub(crate) fn Runs() -> impl IntoView {
    view! {
        <section class="page list-page" aria-labelledby="page-title">
            <h1 id="page-title" class="visually-hidden">{shell::RUNS}</h1>
            <Table subject=Subject::Runs />
        </section>
    }
    .into_any()
}
