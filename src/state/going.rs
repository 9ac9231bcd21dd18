//! Where the page is, and what the browser knows of it.

use super::address::Address;
use super::app::App;
use crate::browser::{Listener, clock, hash, keep};

/// How long the browser is not told of an address for which a list has not answered, in milliseconds.
const SAID_MS: u32 = 150;

impl App {
    /// Arrives wherever the person goes by *Back*, by a link or by the address line.
    pub(super) fn watch_address(self) {
        keep(hash::on_hash_change(move |fragment| self.arrive(&fragment)));
        // What is left by a link, or for another page, is what one comes back to. Not at the click: that may change more.
        for event in ["pointerdown", "pagehide"] {
            keep(Listener::on_window(event, move |_| self.say_address()));
        }
    }

    /// Goes somewhere; *Back* comes back.
    pub(crate) fn go(self, address: Address) {
        self.say_address();
        hash::push(&address.to_string());
        self.address_problems.set(Vec::new());
        self.address.set(address);
    }

    /// Changes what the address says without a step for *Back*.
    pub(crate) fn adjust(self, change: impl FnOnce(&mut Address)) {
        self.adjust_list(change);
        self.say_address();
    }

    /// The same for what a list is asked for, as typing in a filter does. The browser is told when the answer is on the screen
    /// or when it takes long: it looks for the icon of the page anew then, which takes longer than to filter.
    pub(crate) fn adjust_list(self, change: impl FnOnce(&mut Address)) {
        let mut address = self.address.get_untracked();
        change(&mut address);
        self.take_address(address);
    }

    /// What does not depend on the change, which is compiled once for each.
    fn take_address(self, address: Address) {
        self.unsaid.set_value(clock::after(SAID_MS, move || self.say_address()));
        self.set_address(address);
    }

    /// A list has answered.
    pub(super) fn answered(self) {
        if self.unsaid.with_value(Option::is_some) {
            self.unsaid.set_value(clock::after_frame(move || self.say_address()));
        }
    }

    fn set_address(self, address: Address) {
        if address != *self.address.read_untracked() {
            self.address.set(address);
        }
    }

    /// Tells the browser what the address says, if it was not told yet.
    fn say_address(self) {
        if self.unsaid.try_update_value(Option::take).flatten().is_some() {
            hash::replace(&self.address.read_untracked().to_string());
        }
    }

    fn arrive(self, fragment: &str) {
        self.unsaid.set_value(None);
        let (address, problems) = Address::parse(fragment);
        self.address_problems.set(problems);
        self.set_address(address);
    }
}
