//! Of which time lists are: so long back, or from one instant to another.

use crate::prelude::*;
use leptos::ev;
use tapedeck_core::model::{TimeRange, Timestamp};
use tapedeck_core::query::Context;

use crate::browser::{clock, element};
use crate::messages::range as messages;
use crate::state::address::{Place, Span};
use crate::state::app::App;
use crate::state::range::{Mistake, read};
use crate::ui::{Button, Glyph, Menu, MenuItem, TextField};
use crate::view::{Part, effect, flag, text, view};

/// The button with the range on it, and the panel in which it is chosen or written.
#[component]
pub(super) fn RangePicker() -> Part {
    let app = expect_context::<App>();
    let shown = text(move || messages::span(app.address.read().span, app.times().as_ref()));
    let name = text(move || messages::name(&shown.read()));
    // Pages with periods of their own, or without any, have no use for it.
    let none = flag(move || {
        let address = app.address.read();
        let nothing = app.sources.read().is_empty() && address.opened.is_empty();
        nothing || matches!(address.place, Place::Overview | Place::Sources | Place::Administration { .. })
    });
    let items: Part = Span::OFFERED
        .into_iter()
        .map(|span| {
            view! {
                <MenuItem
                    label=messages::span(span, None)
                    current=Signal::derive(move || app.address.read().span == span)
                    on_press=move |()| go(app, span)
                />
            }
        })
        .collect();
    view! {
        <span class="switch range" hidden=none>
            <Menu label=name shown=shown glyph=Glyph::Calendar>
                {items}
                <hr />
                <RangeForm />
            </Menu>
        </span>
    }
}

/// Two fields in which one writes when the range begins and ends.
#[component]
fn RangeForm() -> Part {
    let app = expect_context::<App>();
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let mistake = RwSignal::new(None::<Mistake>);
    // What holds stands there, in the zone that is shown.
    effect(move || {
        let range = match app.address.read().span {
            Span::Between(range) => range,
            Span::All | Span::Last { .. } => TimeRange::default(),
        };
        let print = |time: Option<Timestamp>| {
            time.and_then(|time| app.times().map(|times| times.exact(time))).unwrap_or_default()
        };
        from.set(print(range.from));
        to.set(print(range.to));
        mistake.set(None);
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(times) = app.times() else { return };
        let offset = |at| times.offset(at);
        let context = Context { now: Timestamp(clock::now_ms()), offset: &offset };
        match read(&from.read_untracked(), &to.read_untracked(), &context) {
            Ok(span) => {
                element::close_popover_of(&event);
                go(app, span);
            }
            Err(what) => mistake.set(Some(what)),
        }
    };
    let error = |of: fn(Mistake) -> Option<&'static str>| {
        Signal::derive(move || mistake.get().and_then(of).map(str::to_string))
    };
    let from_error = error(|mistake| (mistake == Mistake::From).then_some(messages::UNREADABLE));
    let to_error = error(|mistake| match mistake {
        Mistake::From => None,
        Mistake::To => Some(messages::UNREADABLE),
        Mistake::Turned => Some(messages::TURNED),
    });
    let help = text(move || app.times().map(|times| messages::help(times.zone())).unwrap_or_default());
    view! {
        <form class="range-form" on:submit=submit>
            <TextField label=messages::FROM value=from error=from_error placeholder=messages::EXAMPLE_FROM />
            <TextField label=messages::TO value=to error=to_error placeholder=messages::EXAMPLE_TO />
            <p class="field-help">{help}</p>
            <Button label=messages::SHOW.to_string() primary=true submit=true />
        </form>
    }
}

fn go(app: App, span: Span) {
    let mut address = app.address.get_untracked();
    address.span = span;
    app.go(address);
}
