//! How large an element is, and being told when that changes.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// Watches the size of an element until this value is dropped.
pub struct SizeWatch {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut()>,
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back with the inner width and height of an element, in CSS pixels without scrollbars: now and at every change.
pub fn watch(element: &Element, mut call: impl FnMut(f64, f64) + 'static) -> Option<SizeWatch> {
    let watched = element.clone();
    let closure = Closure::<dyn FnMut()>::new(move || {
        call(f64::from(watched.client_width()), f64::from(watched.client_height()));
    });
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(SizeWatch { observer, _closure: closure })
}
