//! What everything on the page is made of: parts of one type, written with `view!`.
//!
//! Leptos gives every element a type of its own, made of its attributes and children, and the compiler writes the code
//! that builds and updates it once for each: more than half of the program. Here an element is plain data, and what
//! builds and updates it exists once. The syntax is Leptos's, see `crates/view`; so are components, signals and effects.
//!
//! - What changes is a signal, or a function given to [`changing`]. A function alone cannot stand in a view.
//! - A view that is drawn again where the same one was keeps its elements, and with them focus and selection.

mod attribute;
mod children;
mod element;
mod mounted;
mod part;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{Effect, RenderEffect};

pub use tapedeck_view::view;

pub use children::{Children, ChildrenFn, children};
pub use element::{Element, place};
pub use mounted::mount;
pub use part::Part;

use crate::signals::{Signal, StoredValue, TakeMut};

/// A part of a view that is drawn anew when what it reads changes.
pub fn changing(view: impl Fn() -> Part + 'static) -> Part {
    Part::Changing(Rc::new(view))
}

/// A text that changes, for a text node or an attribute.
pub fn text(text: impl Fn() -> String + 'static) -> Signal<String> {
    Signal::derive(text)
}

/// Something that holds or not, for a class or an attribute.
pub fn flag(flag: impl Fn() -> bool + 'static) -> Signal<bool> {
    Signal::derive(flag)
}

/// A text that is there or not, for an attribute.
pub fn maybe(text: impl Fn() -> Option<String> + 'static) -> Signal<Option<String>> {
    Signal::derive(text)
}

/// What an attribute of the kind `aria-…` says about something that holds or not.
pub fn yes_or_no(holds: Signal<bool>) -> Signal<String> {
    text(move || if holds.get() { "true" } else { "false" }.to_string())
}

/// Runs something after drawing, and again whenever what it reads changes.
pub fn effect(mut run: impl FnMut() + 'static) {
    fn one_type(mut run: Box<dyn TakeMut<()>>) {
        let alive = Alive::new();
        Effect::new(move |_: Option<()>| {
            if !alive.has_ended() {
                run.take_mut(());
            }
        });
    }
    one_type(Box::new(move |()| run()));
}

/// The same at once, and not after drawing: for what somebody else can begin with meanwhile.
pub fn effect_now(run: impl FnMut() + 'static) {
    fn one_type(run: Box<dyn TakeMut<()>>) {
        let (run, alive) = (RefCell::new(run), Alive::new());
        let follow = RenderEffect::new(move |_: Option<()>| {
            if !alive.has_ended() {
                run.borrow_mut().take_mut(());
            }
        });
        StoredValue::new_local(follow);
    }
    let mut run = run;
    one_type(Box::new(move |()| run()));
}

/// Whether the component or effect in which this was made is still there.
///
/// An effect that was told of a change runs a moment later, also when it was taken away in between: the same change can
/// be what takes it away. What it would read is gone by then, and reading it stops the program.
#[derive(Clone, Copy)]
struct Alive(StoredValue<()>);

impl Alive {
    fn new() -> Alive {
        Alive(StoredValue::new(()))
    }

    fn has_ended(self) -> bool {
        self.0.try_get_value().is_none()
    }
}
