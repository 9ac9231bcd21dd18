//! Functions behind pointers.
//!
//! `dyn Fn` and `dyn FnMut` would do. But each of those can also be called for the last time, which nobody does with
//! what a page follows, and for each function the compiler writes this once more.

/// What makes a value.
pub trait Make<R> {
    /// The value now.
    fn make(&self) -> R;
}

impl<R, F: Fn() -> R> Make<R> for F {
    fn make(&self) -> R {
        self()
    }
}

/// What is called with something.
pub trait Take<T, R> {
    /// Calls it.
    fn take(&self, with: T) -> R;
}

impl<T, R, F: Fn(T) -> R> Take<T, R> for F {
    fn take(&self, with: T) -> R {
        self(with)
    }
}

/// What is called with something and may change itself.
pub trait TakeMut<T> {
    /// Calls it.
    fn take_mut(&mut self, with: T);
}

impl<T, F: FnMut(T)> TakeMut<T> for F {
    fn take_mut(&mut self, with: T) {
        self(with);
    }
}
