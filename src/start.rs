use std::panic;

use crate::prelude::*;

use crate::browser::{clock, keep, page};
use crate::pages::Shell;
use crate::state::app::App;
use crate::transport;
use crate::ui::Copying;
use crate::view::{self, view};

/// Starts the page.
pub fn start() {
    // After a panic nothing of the program can be used, so the page to show for it is in the document already.
    panic::set_hook(Box::new(|info| page::show_crash(&info.to_string())));
    // All at once takes longer than some frames together, with code that was never run before: so in three turns.
    clock::next_turn(Box::new(|| {
        let Some(root) = page::root() else { return };
        keep(leptos::mount::mount_to(root.clone(), move || {
            let app = App::start();
            provide_context(app);
            provide_context(Copying(Callback::new(move |(text, tell)| app.copy(text, tell))));
            leptos::task::spawn_local(async move {
                let config = transport::hosted_config().await;
                app.configure(config);
            });
            // A browser's first look at its time zones is slow.
            untrack(|| app.times());
            let owner = Owner::current().unwrap_or_default();
            clock::next_turn(Box::new(move || {
                page::empty(&root);
                // Nothing is left for Leptos to draw.
                owner.with(|| keep(view::mount(&root, view! { <Shell /> })));
            }));
        }));
    }));
}
