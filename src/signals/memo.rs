//! Values that are calculated once for all who read them.

use std::any::Any;
use std::ops::Deref;
use std::rc::Rc;

use super::Signal;
use super::source::{Handle, Value};

/// A value that is calculated once, and again when what it reads has changed. Who follows it is told only when the
/// result is another one.
pub struct Memo<T>(pub(super) Signal<T>);

impl<T: PartialEq + 'static> Memo<T> {
    /// The value of a calculation, which is not told the result before.
    pub fn new(calculate: impl Fn(Before) -> T + 'static) -> Memo<T> {
        let same = |a: &dyn Any, b: &dyn Any| a.downcast_ref::<T>() == b.downcast_ref::<T>();
        let calculate = Box::new(move || Rc::new(calculate(Before)) as Value);
        Memo(Signal::from_handle(Handle::memo(calculate, same)))
    }
}

/// What stands where Leptos gives the result before.
pub struct Before;

impl<T> Deref for Memo<T> {
    type Target = Signal<T>;

    fn deref(&self) -> &Signal<T> {
        &self.0
    }
}
