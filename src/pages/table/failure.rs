use crate::prelude::*;
use tapedeck_core::error::Error;

use crate::browser::page;
use crate::messages::errors::{self, Surroundings};
use crate::ui::ErrorFace;
use crate::view::{Children, Part, view};

/// An error of a source: what happened, what it means, what to do, the answer one click away.
#[component]
pub(crate) fn Failure(
    /// The error.
    error: Error,
    /// The address that was called, if it is known, to narrow down why nothing answered.
    #[prop(optional, into)]
    address: String,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> Part {
    let surroundings =
        Surroundings { online: page::is_online(), mixed: page::is_secure() && address.starts_with("http://") };
    view! {
        <ErrorFace
            title=errors::title(&error)
            text=errors::text(&error, surroundings)
            remedy=errors::remedy(&error)
            facts=errors::facts(&error)
            answer=error.answer.clone()
        >
            {children.map(|children| children())}
        </ErrorFace>
    }
}
