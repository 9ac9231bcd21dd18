//! Something to be called.

use std::marker::PhantomData;
use std::rc::Rc;

use super::source::{Handle, gone};

/// Something to be called.
pub struct Callback<T>(pub(super) Handle, PhantomData<fn(T)>);

impl<T: 'static> Callback<T> {
    /// A function to be called.
    pub fn new(call: impl Fn(T) + 'static) -> Callback<T> {
        let call: Box<dyn Fn(T)> = Box::new(call);
        Callback(Handle::fixed(Rc::new(call)), PhantomData)
    }

    /// Calls it.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn run(self, with: T) {
        if self.try_run(with).is_none() {
            gone();
        }
    }

    /// Calls it. `None` if its component is gone.
    pub fn try_run(self, with: T) -> Option<()> {
        let call = self.0.read_untracked()?;
        call.downcast_ref::<Box<dyn Fn(T)>>().map(|call| call(with))
    }
}
