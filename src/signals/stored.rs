//! Values that nobody follows.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use super::source::{Handle, Value, gone};

/// A value that nobody follows.
pub struct StoredValue<T>(pub(super) Handle, PhantomData<fn() -> T>);

impl<T: 'static> StoredValue<T> {
    /// Stores a value.
    pub fn new(value: T) -> StoredValue<T> {
        StoredValue(Handle::fixed(Rc::new(RefCell::new(value))), PhantomData)
    }

    /// The same.
    pub fn new_local(value: T) -> StoredValue<T> {
        StoredValue::new(value)
    }

    /// Does something with the value. `None` once the component is gone.
    pub fn try_with_value<U>(self, look: impl FnOnce(&T) -> U) -> Option<U> {
        let value: Value = self.0.read_untracked()?;
        value.downcast_ref::<RefCell<T>>().map(|value| look(&value.borrow()))
    }

    /// Does something with the value.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn with_value<U>(self, look: impl FnOnce(&T) -> U) -> U {
        match self.try_with_value(look) {
            Some(result) => result,
            None => gone(),
        }
    }

    /// Changes the value. `None` once the component is gone.
    pub fn try_update_value<U>(self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        let value: Value = self.0.read_untracked()?;
        value.downcast_ref::<RefCell<T>>().map(|value| change(&mut value.borrow_mut()))
    }

    /// Changes the value, unless the component is gone.
    pub fn update_value(self, change: impl FnOnce(&mut T)) {
        self.try_update_value(change);
    }

    /// Sets the value. What comes back is the value, if nobody was there any more.
    pub fn try_set_value(self, value: T) -> Option<T> {
        let mut value = Some(value);
        // The one before is dropped when nothing is borrowed.
        let before = self.try_update_value(|stored| value.take().map(|value| std::mem::replace(stored, value)));
        drop(before);
        value
    }

    /// Sets the value, unless the component is gone.
    pub fn set_value(self, value: T) {
        self.try_set_value(value);
    }
}

impl<T: Clone + 'static> StoredValue<T> {
    /// The value.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn get_value(self) -> T {
        self.with_value(T::clone)
    }

    /// The same, or `None` once the component is gone.
    pub fn try_get_value(self) -> Option<T> {
        self.try_with_value(T::clone)
    }
}
