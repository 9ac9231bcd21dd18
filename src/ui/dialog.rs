//! A modal dialog.

use crate::prelude::*;
use leptos::html;

use super::{Button, Glyph, id};
use crate::browser::dialog;
use crate::messages::ui as text;
use crate::view::{ChildrenFn, Part, changing, effect, view};

/// A modal dialog: the browser keeps the focus inside, closes it on Escape, and gives the focus back.
#[component]
pub fn Dialog(
    /// Its heading and name.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open. Its content exists only then.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the person closes it.
    #[prop(into)]
    on_close: Callback<()>,
    /// What is in it.
    children: ChildrenFn,
) -> Part {
    let node = NodeRef::<html::Dialog>::new();
    // What is in it is kept while it stays open.
    let open = Memo::new(move |_| open.get());
    let heading = id::unique("dialog");
    effect(move || {
        let open = open.get();
        if let Some(node) = node.get() {
            dialog::set_open(&node, open);
        }
    });
    // Escape: the owner of `open` decides, and is told; the browser must not close it behind its back.
    let cancel = move |event: leptos::ev::Event| {
        event.prevent_default();
        on_close.run(());
    };
    let closed = move |_| {
        if open.get_untracked() {
            on_close.run(());
        }
    };
    view! {
        <dialog class="dialog" node_ref=node aria-labelledby=heading.clone() on:cancel=cancel on:close=closed>
            <div class="dialog-head">
                <h2 id=heading>{title}</h2>
                <Button label=text::close() glyph=Glyph::Close icon_only=true quiet=true on_press=on_close />
            </div>
            {changing(move || match open.get() {
                true => view! { <div class="dialog-body">{children.make()}</div> },
                false => Part::Nothing,
            })}
        </dialog>
    }
}
