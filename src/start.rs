use std::panic;

use leptos::prelude::*;

use crate::browser::{keep, page};
use crate::pages::Shell;
use crate::state::app::App;
use crate::transport;
use crate::view::{self, view};

/// Starts the page.
pub fn start() {
    // After a panic nothing of the program can be used, so the page to show for it is in the document already.
    panic::set_hook(Box::new(|info| page::show_crash(&info.to_string())));
    let Some(root) = page::root() else { return };
    keep(leptos::mount::mount_to(root.clone(), move || {
        let app = App::start();
        provide_context(app);
        leptos::task::spawn_local(async move {
            let config = transport::hosted_config().await;
            app.configure(config);
        });
        // Nothing is left for Leptos to draw.
        keep(view::mount(&root, view! { <Shell /> }));
    }));
}
