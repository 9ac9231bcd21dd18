use crate::prelude::*;
use tapedeck_engine::protocol::Gather;

use super::TableState;
use crate::messages::repeated as messages;
use crate::ui::{Glyph, Menu, MenuCheck};
use crate::view::{Part, text, view};

/// Which lines are taken together as one row. The choice is part of the address.
#[component]
pub(super) fn RepeatedMenu(
    /// The table.
    table: TableState,
) -> Part {
    let app = table.app;
    let now = Memo::new(move |_| app.address.read().gather);
    let set = move |gather: Option<Gather>| app.adjust(|address| address.gather = gather);
    let anywhere = move || now.get().is_some_and(|gather| gather.anywhere);
    let choice = move |label: &'static str, numbers_ignored: Option<bool>| {
        let choose = move |_: bool| {
            let anywhere = untrack(anywhere);
            set(numbers_ignored.map(|numbers_ignored| Gather { numbers_ignored, anywhere }));
        };
        let is_chosen = Signal::derive(move || now.get().map(|gather| gather.numbers_ignored) == numbers_ignored);
        view! { <MenuCheck label=label one_of="repeated" checked=is_chosen on_toggle=choose /> }
    };
    let spread = move |anywhere: bool| set(now.get_untracked().map(|gather| Gather { anywhere, ..gather }));
    view! {
        <Menu
            label=text(move || messages::menu(now.get().is_some()).to_string())
            glyph=Glyph::Stack
            short_when_narrow=true
        >
            {choice(messages::SHOW_ALL, None)}
            {choice(messages::EQUAL, Some(false))}
            {choice(messages::NUMBERS, Some(true))}
            <hr />
            <MenuCheck
                label=messages::ANYWHERE
                checked=Signal::derive(anywhere)
                disabled=Signal::derive(move || now.get().is_none())
                on_toggle=spread
            />
        </Menu>
    }
}
