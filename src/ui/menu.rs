//! A button that opens a small panel with switches and actions.

mod check;
mod item;
mod place;

use std::cell::Cell;

use crate::prelude::*;
use leptos::html;

pub use check::MenuCheck;
pub use item::MenuItem;

use super::{Glyph, Icon, id};
use crate::browser::element;
use crate::view::{Children, Part, changing, view, yes_or_no};

/// A button with a panel. The browser closes the panel on Escape and on a click outside, and gives the focus back.
#[component]
pub fn Menu(
    /// The word on the button, and the name of the panel.
    #[prop(into)]
    label: Signal<String>,
    /// The icon before the word.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// Without a border.
    #[prop(optional)]
    quiet: bool,
    /// Only the icon is drawn on a narrow window.
    #[prop(optional)]
    short_when_narrow: bool,
    /// What is drawn on the button, if it is less than its name says.
    #[prop(optional, into)]
    shown: Option<Signal<String>>,
    /// Told whether it is open.
    #[prop(optional)]
    opened: Option<RwSignal<bool>>,
    /// What is in the panel: `MenuItem`s, `MenuCheck`s, or anything else.
    children: Children,
) -> Part {
    let panel = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let open = opened.unwrap_or_else(|| RwSignal::new(false));
    // What is in it is made when it is opened for the first time: most menus of a page never are.
    let needed = RwSignal::new(false);
    let children = Cell::new(Some(children));
    let content = changing(move || match needed.get() {
        true => children.take().map_or(Part::Nothing, untrack),
        false => Part::Nothing,
    });
    let panel_id = id::unique("menu");
    let put = move |opens: bool| {
        if let (true, Some(button), Some(panel)) = (opens, button.get_untracked(), panel.get_untracked()) {
            for (name, value) in place::beside(element::place(&button), element::window_size()) {
                element::set_style(&panel, name, &value);
            }
        }
    };
    view! {
        <button
            type="button"
            class="control"
            class:quiet=quiet
            class:short=short_when_narrow
            node_ref=button
            aria-expanded=yes_or_no(open.into())
            aria-label=label
            popovertarget=panel_id.clone()
        >
            {glyph.map(|glyph| view! { <Icon glyph=glyph /> })}
            <span>{shown.unwrap_or(label)}</span>
            <Icon glyph=Glyph::ChevronDown />
        </button>
        <div
            class="menu"
            id=panel_id
            node_ref=panel
            role="group"
            aria-label=label
            popover="auto"
            on:beforetoggle=move |event| {
                let opens = element::opens(&event);
                if opens && !needed.get_untracked() {
                    needed.set(true);
                }
                put(opens);
            }
            on:toggle=move |event| open.set(element::opens(&event))
        >
            {content}
        </div>
    }
}
