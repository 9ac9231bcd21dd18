//! Ties a value to its component.

use crate::prelude::StoredValue;

/// Keeps a value until the component or effect that is running now is cleaned up, then drops it.
pub fn keep<T: 'static>(value: T) {
    StoredValue::new(value);
}
