//! The connection test: what the system says of itself and of this session.

use crate::prelude::*;
use tapedeck_core::error::Error;
use tapedeck_core::vendors::{Answer, Call};

use crate::messages::sources as messages;
use crate::pages::table::Failure;
use crate::state::app::App;
use crate::ui::{Button, Facts, Glyph, Notice, Tone};
use crate::view::{Part, changing, view};

/// How far the test is.
#[derive(Clone)]
enum Test {
    NotAsked,
    Asking,
    Answered(Result<Vec<(String, String)>, Error>),
}

/// A button, and what came of it.
#[component]
pub(super) fn ConnectionTest(
    /// Which source.
    source: String,
) -> Part {
    let app = expect_context::<App>();
    let test = RwSignal::new(Test::NotAsked);
    let busy = Signal::derive(move || matches!(*test.read(), Test::Asking));
    let ask = move |()| {
        test.set(Test::Asking);
        app.ask(&source, Call::About, move |result| {
            let facts = result.map(|answer| if let Answer::Facts(facts) = answer { facts } else { Vec::new() });
            // The card may be gone by now.
            test.try_set(Test::Answered(facts));
        });
    };
    view! {
        <div class="connection">
            <Button label=messages::TEST.to_string() glyph=Glyph::Live busy=busy quiet=true on_press=ask />
            {changing(move || match test.get() {
                Test::NotAsked | Test::Asking => Part::Nothing,
                Test::Answered(Ok(facts)) => {
                    let rows = facts.into_iter().map(|(name, value)| (name, value.into())).collect();
                    view! {
                        <Notice tone=Tone::Good text=messages::TEST_GOOD.to_string() />
                        <Facts rows=rows />
                    }
                }
                Test::Answered(Err(error)) => view! { <Failure error=error /> },
            })}
        </div>
    }
}
