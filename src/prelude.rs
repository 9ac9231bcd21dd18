//! What a file that draws or holds signals begins with, in place of `leptos::prelude`.
//!
//! Signals are those of `crate::signals`. The rest is Leptos's own: components, contexts, owners, and a few helpers.

pub use leptos::prelude::{
    IntoReactiveValue, Owner, TimeoutHandle, component, event_target_checked, event_target_value, expect_context,
    on_cleanup, provide_context, set_timeout_with_handle, untrack, window_event_listener,
};

pub use crate::signals::{Callback, Memo, NodeRef, RwSignal, Signal, StoredValue};
