//! What can be written next, offered below the box.
//!
//! The keyboard stays in the box: Up and Down choose, Enter or Tab takes what is chosen, Escape closes. As long as nothing
//! is chosen, all keys do what they do without a list.

use crate::prelude::*;
use leptos::ev;
use leptos::html;

use crate::browser::clock::Timer;
use crate::browser::{caret, clock, element};
use crate::messages::ui as messages;
use crate::view::{Part, changing, flag, view, yes_or_no};

/// How long after a letter the list follows, in milliseconds. To draw it takes as long as to draw what the filter finds,
/// which is waited for; a key that is meant for the list does not wait.
const FOLLOWS_MS: u32 = 60;

/// One thing that can be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// What is written, before it is quoted.
    pub text: String,
    /// What stands beside it: what it means, or how often it is there.
    pub note: String,
}

/// What a box asks for and is given.
#[derive(Clone, Copy)]
pub struct Completion {
    /// What can be written where the caret stands.
    pub offered: Signal<Vec<Suggestion>>,
    /// Told the text and where the caret stands in it, in characters, while something may be offered; nothing when not.
    pub ask: Callback<Option<(String, usize)>>,
    /// Puts a suggestion into the text: the new text, and where the caret stands then.
    pub accept: Callback<Suggestion, (String, usize)>,
}

/// The list of a box.
#[derive(Clone, Copy)]
pub struct Offers {
    completion: Completion,
    input: NodeRef<html::Input>,
    /// Told the new text when a suggestion was taken.
    change: Callback<String>,
    /// What was asked for last.
    asked: RwSignal<Option<(String, usize)>>,
    /// By its text: the list may change while one chooses.
    chosen: RwSignal<Option<String>>,
    /// Something was written that was not asked for yet.
    later: StoredValue<Option<Timer>>,
    id: StoredValue<String>,
}

impl Offers {
    /// The list of the box with this input.
    pub fn new(completion: Completion, input: NodeRef<html::Input>, change: Callback<String>, id: String) -> Offers {
        let (asked, chosen) = (RwSignal::new(None), RwSignal::new(None));
        let later = StoredValue::new_local(None);
        Offers { completion, input, change, asked, chosen, later, id: StoredValue::new(id) }
    }

    /// Whether there is something to choose from.
    pub fn is_open(self) -> bool {
        self.asked.read().is_some() && !self.completion.offered.read().is_empty()
    }

    /// The id of the list.
    pub fn list_id(self) -> String {
        self.id.get_value()
    }

    /// The id of what is chosen.
    pub fn active_id(self) -> Option<String> {
        let chosen = self.chosen.get().filter(|_| self.is_open())?;
        Some(self.option_id(self.completion.offered.read().iter().position(|one| one.text == chosen)?))
    }

    fn option_id(self, at: usize) -> String {
        format!("{}-{at}", self.id.get_value())
    }

    /// Something was written.
    pub fn written(self) {
        self.later.set_value(clock::after(FOLLOWS_MS, move || self.catch_up()));
    }

    /// Asks for what was written, if that waits.
    fn catch_up(self) {
        if self.later.try_update_value(Option::take).flatten().is_some() {
            self.ask();
        }
    }

    /// The list is wanted.
    fn ask(self) {
        if let Some(input) = self.input.get_untracked() {
            self.ask_for(Some((input.value(), caret::get(&input))));
        }
    }

    /// The caret may have moved.
    pub fn follow(self) {
        if self.is_asked() && self.later.with_value(Option::is_none) {
            self.ask();
        }
    }

    /// Nothing is offered any more.
    pub fn close(self) {
        let _ = self.later.try_set_value(None);
        if self.is_asked() {
            self.ask_for(None);
        }
    }

    fn is_asked(self) -> bool {
        // A box that is taken away with the cursor in it says so when it is gone already.
        self.asked.try_get_untracked().flatten().is_some()
    }

    fn ask_for(self, place: Option<(String, usize)>) {
        if *self.asked.read_untracked() != place {
            self.chosen.set(None);
            self.asked.set(place.clone());
            self.completion.ask.run(place);
        }
    }

    /// A key was pressed in the box.
    pub fn press_key(self, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.is_composing() {
            return;
        }
        if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp" | "Escape" | "Enter" | "Tab") {
            self.catch_up();
        }
        let open = self.asked.read_untracked().is_some();
        let offered = self.completion.offered.get_untracked();
        let count = if open { offered.len() } else { 0 };
        let chosen = self.chosen.get_untracked();
        let chosen = chosen.and_then(|chosen| offered.iter().position(|one| one.text == chosen));
        let choose = |at: Option<usize>| {
            self.chosen.set(at.and_then(|at| offered.get(at)).map(|one| one.text.clone()));
            at.inspect(|at| element::reveal_by_id(&self.option_id(*at)));
        };
        match (event.key().as_str(), count) {
            ("ArrowDown", 0) => self.ask(),
            // Beyond either end nothing is chosen.
            ("ArrowDown", _) => choose(chosen.map_or(Some(0), |at| Some(at + 1).filter(|at| *at < count))),
            ("ArrowUp", 1..) => choose(chosen.map_or(Some(count - 1), |at| at.checked_sub(1))),
            ("Escape", 1..) => self.close(),
            ("Enter" | "Tab", 1..) => match chosen.and_then(|at| offered.get(at)) {
                Some(chosen) => self.take(chosen.clone()),
                None => return,
            },
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn take(self, suggestion: Suggestion) {
        self.catch_up();
        let (text, caret) = self.completion.accept.run(suggestion);
        if let Some(input) = self.input.get_untracked() {
            caret::put(&input, &text, caret);
        }
        let more = text.chars().take(caret).last() == Some(':');
        self.change.run(text);
        // A name is followed by a value.
        if more { self.ask() } else { self.close() }
    }

    /// The list.
    pub fn view(self) -> Part {
        let items = changing(move || {
            let offered = self.completion.offered.get();
            offered
                .into_iter()
                .enumerate()
                .map(|(at, suggestion)| {
                    let Suggestion { text, note } = suggestion.clone();
                    let own = text.clone();
                    let chosen = flag(move || self.chosen.read().as_ref() == Some(&own));
                    view! {
                        <div
                            class="menu-item suggestion"
                            class:chosen=chosen
                            id=self.option_id(at)
                            role="option"
                            aria-selected=yes_or_no(chosen)
                            on:click=move |_| self.take(suggestion.clone())
                        >
                            <span>{text}</span>
                            <span class="hint">{note}</span>
                        </div>
                    }
                })
                .collect()
        });
        view! {
            <div
                class="menu suggestions"
                id=self.id.get_value()
                role="listbox"
                aria-label=messages::SUGGESTIONS
                hidden=flag(move || !self.is_open())
                // The cursor stays in the box.
                on:mousedown=|event: ev::MouseEvent| event.prevent_default()
            >
                {items}
            </div>
        }
    }
}
