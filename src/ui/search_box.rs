//! The box in which one writes a filter.

mod completion;
mod places;

use crate::prelude::*;
use leptos::html;

use super::{Button, Glyph, Icon, id};
use crate::messages::ui as messages;
use crate::view::{Part, changing, flag, maybe, text, view};
use completion::Offers;
pub use completion::{Completion, Suggestion};
use places::{Paint, paint};

/// Where a query is wrong: the first character, how many, and a sentence.
pub type QueryError = (usize, usize, String);

/// A box for a filter, with the number of what it found. Wrong places are underlined and explained below.
#[component]
pub fn SearchBox(
    /// Its name.
    #[prop(into)]
    label: String,
    /// What was written.
    value: RwSignal<String>,
    /// Called at every change, after `value` was set.
    #[prop(into)]
    on_input: Callback<String>,
    /// Called when the cursor leaves it.
    #[prop(into)]
    on_leave: Callback<()>,
    /// Where the query is wrong.
    #[prop(optional, into)]
    error: Signal<Option<QueryError>>,
    /// An example, shown while it is empty.
    #[prop(optional, into)]
    placeholder: String,
    /// What was found: "1,204 of 29,286 lines".
    #[prop(into)]
    status: Signal<String>,
    /// What can be written next.
    completion: Completion,
    /// The input, for the page that moves the focus to it.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> Part {
    let error_id = id::unique("search");
    let is_wrong = flag(move || error.with(Option::is_some));
    let described_by = {
        let error_id = error_id.clone();
        maybe(move || is_wrong.get().then(|| error_id.clone()))
    };
    let change = move |text: String| {
        value.set(text.clone());
        on_input.run(text);
    };
    let offers = Offers::new(completion, node_ref, Callback::new(change), id::unique("offers"));
    // The drawn text lies under the transparent one of the input, and is moved along with it.
    let moved = RwSignal::new(0.0_f64);
    let follow = move || {
        // A box that is taken away with the cursor in it says so when it is gone already.
        if let Some(node) = node_ref.try_get_untracked().flatten() {
            moved.set(f64::from(node.scroll_left()));
        }
        offers.follow();
    };
    let is_empty = flag(move || value.with(String::is_empty));
    view! {
        <div class="search" role="search" class:wrong=is_wrong>
            <div class="search-row">
                <Icon glyph=Glyph::Search />
                <div class="search-field">
                    <div class="search-drawn" aria-hidden="true">
                        <span style:transform=text(move || format!("translateX({}px)", -(moved.get() as i64)))>
                            {changing(move || drawn(&value.read(), error.read().as_ref()))}
                        </span>
                    </div>
                    <input
                        type="text"
                        role="searchbox"
                        aria-autocomplete="list"
                        aria-haspopup="listbox"
                        aria-controls=offers.list_id()
                        aria-activedescendant=maybe(move || offers.active_id())
                        inputmode="search"
                        enterkeyhint="search"
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        node_ref=node_ref
                        aria-label=label
                        aria-invalid=maybe(move || is_wrong.get().then(|| "true".to_string()))
                        aria-describedby=described_by
                        placeholder=placeholder
                        prop:value=text(move || value.get())
                        on:input=move |event| {
                            change(event_target_value(&event));
                            offers.written();
                            follow();
                        }
                        on:keydown=move |event| offers.press_key(&event)
                        on:click=move |_| follow()
                        on:scroll=move |_| follow()
                        on:keyup=move |_| follow()
                        on:blur=move |_| {
                            offers.close();
                            follow();
                            // A box that is taken away with the cursor in it says so when it is gone already.
                            on_leave.try_run(());
                        }
                    />
                </div>
                <span hidden=is_empty>
                    <Button label=messages::clear_search() glyph=Glyph::Close icon_only=true quiet=true
                        on_press=move || change(String::new()) />
                </span>
                {offers.view()}
                <span class="search-status" role="status">{status}</span>
            </div>
            <p class="search-error" id=error_id role="alert" hidden=flag(move || !is_wrong.get())>
                {text(move || error.get().map(|(_, _, sentence)| sentence).unwrap_or_default())}
            </p>
        </div>
    }
}

fn drawn(query: &str, error: Option<&QueryError>) -> Part {
    paint(query, error.map(|(at, length, _)| (*at, *length)))
        .into_iter()
        .map(|(piece, paint)| match paint {
            Paint::Plain => piece.into(),
            paint => view! { <span class=paint.class()>{piece}</span> },
        })
        .collect()
}
