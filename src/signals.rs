//! Signals, memos, stored values and callbacks: Leptos's, with one type of value behind all of them.
//!
//! Leptos has a signal for each type of value, and the compiler writes what locks, notifies, compares and drops it once
//! for each. Here values are kept as `Rc<dyn Any>`, so that this exists once, and a signal only says which type its
//! value has. Who reads what, and what is run again, is told by Leptos's own reactive graph, and names and calls are
//! Leptos's too, so what its book says of signals holds here.
//!
//! | different from Leptos | |
//! |---|---|
//! | a value need not be `Send` | so `derive_local` and `new_local` are `derive` and `new` |
//! | [`Signal::read`] gives a snapshot | the signal may be set while somebody looks at it |
//! | a handler of [`Callback<()>`](Callback) takes `\|()\|` | in a view, `\|\|` is understood as that |

// All of what Leptos's have that a page may need: what is called changes with the pages.
#![allow(dead_code)]

mod callback;
mod convert;
mod function;
mod memo;
mod node_ref;
mod rw;
mod signal;
mod source;
mod stored;

pub use callback::Callback;
pub use function::{Make, TakeMut};
pub use memo::Memo;
pub use node_ref::NodeRef;
pub use rw::RwSignal;
pub use signal::Signal;
pub use source::watched;
pub use stored::StoredValue;

/// A handle is as cheap to copy as a number, whatever it leads to.
macro_rules! copies {
    ($($handle:ident)*) => {$(
        impl<T> Clone for $handle<T> {
            fn clone(&self) -> $handle<T> {
                *self
            }
        }

        impl<T> Copy for $handle<T> {}

        impl<T> PartialEq for $handle<T> {
            /// Whether both are the very same.
            fn eq(&self, other: &$handle<T>) -> bool {
                self.0 == other.0
            }
        }
    )*};
}

copies! { Signal RwSignal Memo StoredValue NodeRef }
