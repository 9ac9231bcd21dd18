use crate::prelude::*;

use crate::messages::{opened, sources as messages};
use crate::state::address::Place;
use crate::state::app::{App, SourceDialog};
use crate::ui::{Button, Glyph};
use crate::view::{Part, view};

/// The first screen: there are no sources yet.
#[component]
pub(crate) fn Welcome() -> Part {
    let app = expect_context::<App>();
    let demo = move |()| {
        app.add_demo();
        // A link to somewhere opened without any source keeps its place.
        if app.address.read_untracked().place == Place::Sources {
            app.go(app.address.get_untracked().at(Place::Overview));
        }
    };
    view! {
        <section class="page welcome" aria-labelledby="page-title">
            <h1 id="page-title">{messages::WELCOME}</h1>
            <p class="why">{messages::WELCOME_TEXT}</p>
            <div class="row">
                <Button
                    label=messages::ADD.to_string()
                    glyph=Glyph::Plus
                    primary=true
                    on_press=move |()| app.dialog.set(Some(SourceDialog::Add))
                />
                <Button
                    label=opened::OPEN_A_FILE.to_string()
                    glyph=Glyph::Open
                    on_press=move |()| app.choose_files()
                />
                <Button label=messages::TRY_DEMO.to_string() on_press=demo />
            </div>
            <p class="second">{messages::DEMO_TEXT}</p>
            <p class="second">{opened::WELCOME_TEXT}</p>
        </section>
    }
}
