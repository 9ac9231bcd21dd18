//! Something to be called.

use std::marker::PhantomData;
use std::rc::Rc;

use super::function::Take;
use super::source::{Handle, gone};

/// Something to be called.
pub struct Callback<T, U = ()>(pub(super) Handle, PhantomData<fn(T) -> U>);

impl<T, U> Clone for Callback<T, U> {
    fn clone(&self) -> Callback<T, U> {
        *self
    }
}

impl<T, U> Copy for Callback<T, U> {}

impl<T, U> PartialEq for Callback<T, U> {
    /// Whether both are the very same.
    fn eq(&self, other: &Callback<T, U>) -> bool {
        self.0 == other.0
    }
}

impl<T: 'static, U: 'static> Callback<T, U> {
    /// A function to be called.
    pub fn new(call: impl Fn(T) -> U + 'static) -> Callback<T, U> {
        let call: Box<dyn Take<T, U>> = Box::new(call);
        Callback(Handle::fixed(Rc::new(call)), PhantomData)
    }

    /// Calls it.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn run(self, with: T) -> U {
        self.try_run(with).unwrap_or_else(|| gone())
    }

    /// Calls it. `None` if its component is gone.
    pub fn try_run(self, with: T) -> Option<U> {
        let call = self.0.read_untracked()?;
        call.downcast_ref::<Box<dyn Take<T, U>>>().map(|call| call.take(with))
    }
}
