//! Values that are set.

use std::any::Any;
use std::ops::Deref;
use std::rc::Rc;

use super::Signal;
use super::source::{Handle, Value, gone};

/// A value that is set.
pub struct RwSignal<T>(pub(super) Signal<T>);

impl<T: 'static> RwSignal<T> {
    /// A value at its beginning.
    pub fn new(value: T) -> RwSignal<T> {
        RwSignal(Signal::from_handle(Handle::set_from(Rc::new(value))))
    }

    /// The same.
    pub fn new_local(value: T) -> RwSignal<T> {
        RwSignal::new(value)
    }

    /// Sets the value, and tells who follows it.
    pub fn set(self, value: T) {
        self.0.0.set(Rc::new(value));
    }

    /// The same. What comes back is the value, if nobody was there any more.
    pub fn try_set(self, value: T) -> Option<T> {
        let value = self.0.0.set(Rc::new(value))?;
        value.downcast().ok().and_then(Rc::into_inner)
    }

    /// Tells who follows the value that it changed.
    pub fn notify(self) {
        self.0.0.notify();
    }

    /// The value, to be read only.
    pub fn read_only(self) -> Signal<T> {
        self.0
    }
}

impl<T: Clone + 'static> RwSignal<T> {
    /// Changes the value, and tells who follows it.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.change(change, true);
    }

    /// Changes the value and tells nobody.
    pub fn update_untracked<U>(self, change: impl FnOnce(&mut T) -> U) -> U {
        self.change(change, false).unwrap_or_else(|| gone())
    }

    /// Changes the value, and tells who follows it. `None` once the component is gone.
    pub fn try_update<U>(self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.change(change, true)
    }

    fn change<U>(self, change: impl FnOnce(&mut T) -> U, tell: bool) -> Option<U> {
        fn copy<T: Clone + 'static>(value: &dyn Any) -> Value {
            value.downcast_ref::<T>().map_or_else(|| gone(), |value| Rc::new(value.clone()))
        }
        let (mut change, mut result) = (Some(change), None);
        let mut once = |value: &mut dyn Any| {
            if let (Some(value), Some(change)) = (value.downcast_mut::<T>(), change.take()) {
                result = Some(change(value));
            }
        };
        self.0.0.update(copy::<T>, &mut once, tell);
        result
    }
}

impl<T> Deref for RwSignal<T> {
    type Target = Signal<T>;

    fn deref(&self) -> &Signal<T> {
        &self.0
    }
}
