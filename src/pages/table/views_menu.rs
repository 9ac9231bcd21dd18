//! Views under a name: open one, keep this one, and what else is done with them.

use crate::prelude::*;
use leptos::ev;

use super::TableState;
use crate::browser::{clipboard, page};
use crate::messages::views as messages;
use crate::state::address::Address;
use crate::state::restore;
use crate::state::views::{self, SavedView};
use crate::ui::{Button, Dialog, Glyph, Menu, MenuItem, TextField};
use crate::view::{Part, changing, text, view};

/// The menu *Views*, and the dialog that asks for a name.
#[component]
pub(super) fn ViewsMenu(
    /// The table.
    table: TableState,
) -> Part {
    let app = table.app;
    let own = RwSignal::new(restore::views());
    let keep = move |views: Vec<SavedView>| {
        restore::keep_views(&views);
        own.set(views);
    };
    // The dialog: the view that gets another name, or nothing for a new one.
    let naming = RwSignal::new(None::<Option<String>>);
    let name = RwSignal::new(String::new());
    let ask = move |known: Option<String>| {
        name.set(known.clone().unwrap_or_default());
        naming.set(Some(known));
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let written = name.get_untracked().trim().to_string();
        if written.is_empty() {
            return;
        }
        keep(match naming.get_untracked().flatten() {
            Some(known) => views::renamed(own.get_untracked(), &known, &written),
            None => views::put(own.get_untracked(), SavedView::of(&written, as_shown(table))),
        });
        naming.set(None);
    };
    let remove = move |name: &str| {
        let mut views = own.get_untracked();
        views.retain(|view| view.name != name);
        keep(views);
    };
    let open = move |address: &str| app.go(Address::parse(address).0);
    let copied = RwSignal::new(None::<String>);
    let row = move |SavedView { name, address }: SavedView| {
        let (link, shown) = (address.clone(), name.clone());
        let is_copied = {
            let name = name.clone();
            Signal::derive(move || copied.read().as_ref() == Some(&name))
        };
        let copy_label = {
            let name = name.clone();
            text(move || if is_copied.get() { messages::COPIED.to_string() } else { messages::copy_link(&name) })
        };
        let copy = {
            let name = name.clone();
            move |()| {
                let name = name.clone();
                let link = page::absolute(&link).unwrap_or_else(|| link.clone());
                clipboard::copy_then(link, move |done| {
                    let _ = copied.try_update(|copied| *copied = done.then_some(name));
                });
            }
        };
        let (renames, removes) = (name.clone(), name.clone());
        view! {
            <div class="menu-row">
                <MenuItem label=shown on_press=move |()| open(&address) />
                <Button label=copy_label glyph=Glyph::Copy icon_only=true quiet=true pressed=is_copied on_press=copy />
                <Button label=messages::rename(&name) glyph=Glyph::Pen icon_only=true quiet=true
                    on_press=move |()| ask(Some(renames.clone())) />
                <Button label=messages::delete(&name) glyph=Glyph::Trash icon_only=true quiet=true
                    on_press=move |()| remove(&removes) />
            </div>
        }
    };
    let built_in: Part = messages::BUILT_IN_NAMES
        .into_iter()
        .zip(views::BUILT_IN)
        .map(|(name, address)| view! { <MenuItem label=name.to_string() on_press=move |()| open(address) /> })
        .collect();
    let title = text(move || match naming.read().as_ref().and_then(Option::as_ref) {
        Some(known) => messages::rename(known),
        None => messages::SAVE.to_string(),
    });
    view! {
        <Menu label=messages::VIEWS.to_string() glyph=Glyph::Overview short_when_narrow=true>
            {changing(move || own.get().into_iter().map(row).collect())}
            <MenuItem label=messages::SAVE_THIS.to_string() glyph=Glyph::Plus on_press=move |()| ask(None) />
            <hr />
            <div class="label">{messages::BUILT_IN}</div>
            {built_in}
        </Menu>
        <Dialog title=title open=Signal::derive(move || naming.read().is_some()) on_close=move |()| naming.set(None)>
            {view! {
                <form class="form" novalidate on:submit=submit>
                    <TextField label=messages::NAME value=name required=true focus_first=true />
                    <div class="row form-actions">
                        <Button label=messages::CANCEL.to_string() on_press=move |()| naming.set(None) />
                        <Button label=messages::KEEP.to_string() primary=true submit=true />
                    </div>
                </form>
            }}
        </Dialog>
    }
}

/// The address of what is shown, with the reader's own columns and zone, so that it is the same for everybody.
fn as_shown(table: TableState) -> Address {
    let TableState { app, sort, .. } = table;
    let mut address = app.address.get_untracked();
    address.sort = Some(sort.get_untracked());
    untrack(|| {
        address.columns = Some(table.specs.read_untracked().iter().map(|column| column.field).collect());
        address.zone = Some(app.zone()).filter(|zone| !zone.is_empty());
    });
    address
}
