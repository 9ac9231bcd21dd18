//! Values that change, to be read.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::rc::Rc;

use super::source::{Handle, Source, Value, gone};

/// A value that changes.
pub struct Signal<T>(pub(super) Handle, PhantomData<fn() -> T>);

impl<T: 'static> Signal<T> {
    pub(super) fn from_handle(handle: Handle) -> Signal<T> {
        Signal(handle, PhantomData)
    }

    /// A value that is calculated whenever it is read.
    pub fn derive(calculate: impl Fn() -> T + 'static) -> Signal<T> {
        Signal::from_handle(Handle::new(Source::Derived(Rc::new(move || Rc::new(calculate()) as Value))))
    }

    /// The same.
    pub fn derive_local(calculate: impl Fn() -> T + 'static) -> Signal<T> {
        Signal::derive(calculate)
    }

    /// A value that stays.
    pub fn stored(value: T) -> Signal<T> {
        Signal::from_handle(Handle::fixed(Rc::new(value)))
    }

    /// A look at the value, which whoever runs now follows.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn read(self) -> Read<T> {
        Read::of(self.0.read())
    }

    /// A look at the value.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn read_untracked(self) -> Read<T> {
        Read::of(self.0.read_untracked())
    }

    /// A look at the value, which whoever runs now follows. `None` once the component is gone.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn try_read(self) -> Option<Read<T>> {
        self.0.read().map(Read::of_value)
    }

    /// A look at the value. `None` once the component is gone.
    pub fn try_read_untracked(self) -> Option<Read<T>> {
        self.0.read_untracked().map(Read::of_value)
    }

    /// Does something with the value, which whoever runs now follows.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(&self.read())
    }

    /// Does something with the value.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(&self.read_untracked())
    }

    /// The same as `with`, or `None` once the component is gone.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn try_with<U>(self, look: impl FnOnce(&T) -> U) -> Option<U> {
        self.try_read().map(|value| look(&value))
    }

    /// The same as `with_untracked`, or `None` once the component is gone.
    pub fn try_with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> Option<U> {
        self.try_read_untracked().map(|value| look(&value))
    }

    /// Follows the value without looking at it.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn track(self) {
        self.0.read();
    }
}

impl<T: Clone + 'static> Signal<T> {
    /// The value, which whoever runs now follows.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn get(self) -> T {
        T::clone(&self.read())
    }

    /// The value.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn get_untracked(self) -> T {
        T::clone(&self.read_untracked())
    }

    /// The same as `get`, or `None` once the component is gone.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn try_get(self) -> Option<T> {
        self.try_with(T::clone)
    }

    /// The same as `get_untracked`, or `None` once the component is gone.
    pub fn try_get_untracked(self) -> Option<T> {
        self.try_with_untracked(T::clone)
    }
}

/// A value that was read.
pub struct Read<T>(Value, PhantomData<fn() -> T>);

impl<T: 'static> Read<T> {
    fn of_value(value: Value) -> Read<T> {
        Read(value, PhantomData)
    }

    #[cfg_attr(debug_assertions, track_caller)]
    fn of(value: Option<Value>) -> Read<T> {
        match value {
            Some(value) => Read::of_value(value),
            None => gone(),
        }
    }
}

impl<T: 'static> Deref for Read<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // A handle's type is that of its value.
        self.0.downcast_ref().unwrap_or_else(|| gone())
    }
}

impl<T: PartialEq + 'static> PartialEq<T> for Read<T> {
    fn eq(&self, other: &T) -> bool {
        **self == *other
    }
}

impl<T: fmt::Debug + 'static> fmt::Debug for Read<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Display + 'static> fmt::Display for Read<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
