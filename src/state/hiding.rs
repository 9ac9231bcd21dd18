//! What is replaced by other names in all that is copied and exported, and how texts are copied.

use crate::prelude::*;
use tapedeck_core::export::Hide;
use tapedeck_engine::Command;

use super::app::App;
use crate::browser::clipboard;

/// The reader's choice, until the page is closed: in the order of [`Hide`]'s fields.
#[derive(Clone, Copy)]
pub(crate) struct Hiding(pub(crate) [RwSignal<bool>; 5]);

impl Hiding {
    pub(crate) fn new() -> Hiding {
        Hiding([(); 5].map(|()| RwSignal::new(false)))
    }

    /// What is hidden now.
    pub(crate) fn get(self) -> Hide {
        let [users, hosts, addresses, mail, paths] = self.0.map(|hide| hide.get());
        Hide { users, hosts, addresses, mail, paths }
    }
}

/// Called with whether a text was copied.
pub(crate) type Copied = Box<dyn FnOnce(bool)>;

impl App {
    /// Copies a text without secrets and without what is to be hidden: the engine knows the names. A text of which it does
    /// not say how it looks then is not copied.
    pub(crate) fn copy(self, text: String, tell: Copied) {
        self.warm_up();
        if self.crash.read_untracked().is_some() {
            return tell(false);
        }
        let hide = untrack(|| self.hiding.get());
        let number = self.expects_copy(tell);
        self.send(Command::Clean { number, text, hide });
    }

    /// A text is as it may be copied.
    pub(crate) fn copy_clean(self, number: u32, text: String) {
        if let Some(tell) = self.copies(number) {
            clipboard::copy_then(text, tell);
        }
    }
}
