//! What a component's property takes for a signal or a callback.

use super::{Callback, Memo, RwSignal, Signal};

impl<T: Default + 'static> Default for Signal<T> {
    fn default() -> Signal<T> {
        Signal::stored(T::default())
    }
}

impl<T: Default + 'static> Default for RwSignal<T> {
    fn default() -> RwSignal<T> {
        RwSignal::new(T::default())
    }
}

impl<T: 'static> From<T> for Signal<T> {
    fn from(value: T) -> Signal<T> {
        Signal::stored(value)
    }
}

impl<T: 'static> From<T> for Signal<Option<T>> {
    fn from(value: T) -> Signal<Option<T>> {
        Signal::stored(Some(value))
    }
}

impl From<&str> for Signal<String> {
    fn from(text: &str) -> Signal<String> {
        Signal::stored(text.to_string())
    }
}

impl From<&str> for Signal<Option<String>> {
    fn from(text: &str) -> Signal<Option<String>> {
        Signal::stored(Some(text.to_string()))
    }
}

impl<T: Clone + 'static> From<Signal<T>> for Signal<Option<T>> {
    fn from(signal: Signal<T>) -> Signal<Option<T>> {
        Signal::derive(move || Some(signal.get()))
    }
}

impl<T> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Signal<T> {
        signal.0
    }
}

impl<T> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Signal<T> {
        memo.0
    }
}

impl<F: Fn(T) + 'static, T: 'static> From<F> for Callback<T> {
    fn from(call: F) -> Callback<T> {
        Callback::new(call)
    }
}
