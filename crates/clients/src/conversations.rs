//! The conversations under way, by number.

use std::cell::RefCell;
use std::collections::BTreeMap;

use tapedeck_core::vendors::{Exchange, SignIn};

/// A conversation with a vendor.
pub(crate) enum Conversation {
    /// A sign-in.
    SignIn(Box<dyn SignIn>),
    /// A question.
    Exchange(Box<dyn Exchange>),
}

/// The last number, and what has one.
type Table = (u32, BTreeMap<u32, Conversation>);

thread_local! {
    static TABLE: RefCell<Table> = const { RefCell::new((0, BTreeMap::new())) };
}

/// Keeps a conversation. Its number.
pub(crate) fn keep(conversation: Conversation) -> u32 {
    TABLE.with_borrow_mut(|(last, table)| {
        *last = last.wrapping_add(1);
        table.insert(*last, conversation);
        *last
    })
}

/// Goes on with a conversation. Nothing if none has this number.
pub(crate) fn with<T>(number: u32, go_on: impl FnOnce(&mut Conversation) -> Option<T>) -> Option<T> {
    TABLE.with_borrow_mut(|(_, table)| go_on(table.get_mut(&number)?))
}

/// Forgets a conversation, if there is one with this number.
pub(crate) fn forget(number: u32) {
    TABLE.with_borrow_mut(|(_, table)| table.remove(&number));
}
