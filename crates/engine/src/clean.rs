//! Texts that leave the page by the clipboard: without secrets, and without what the reader hides.

use tapedeck_core::export::{Hide, Redactor};
use tapedeck_core::vendors::Subject;

use crate::engine::Engine;
use crate::protocol::Event;

impl Engine {
    pub(crate) fn clean(&self, number: u32, text: &str, hide: Hide) {
        let text = {
            let state = self.inner.state.borrow();
            let books = [Subject::Runs, Subject::Lines].map(|subject| state.books.of(subject));
            let users = books.iter().flat_map(|book| book.users());
            let items = books.iter().flat_map(|book| book.items_named());
            Redactor::new(hide, users, items, state.given.clone()).raw(text)
        };
        self.emit(Event::Clean { number, text });
    }
}
