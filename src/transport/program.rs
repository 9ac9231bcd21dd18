//! A WebAssembly program of the page's own, without imports: loaded when it is wanted, once, and spoken to in bytes.
//!
//! It has three exports: `room` makes room for so many bytes and says where, `answer` answers what was written there with
//! so many bytes, `place` says where those are.

use std::cell::RefCell;

use js_sys::{Object, Promise, Uint8Array, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::own_file;
use crate::browser::reflect;

/// The way to a program.
pub(super) struct Program {
    /// The property of the global object that has its address.
    name: &'static str,
    /// Its exports, or the way to them, once somebody has wanted it.
    loading: RefCell<Option<Promise>>,
}

impl Program {
    /// The program whose address is this property of the global object. It is not loaded yet.
    pub(super) const fn new(name: &'static str) -> Program {
        Program { name, loading: RefCell::new(None) }
    }

    /// The program, loaded if it is not yet. After an error the next call tries again.
    pub(super) async fn get(&self) -> Result<Exports, String> {
        let loading = self.loading.borrow_mut().get_or_insert_with(|| future_to_promise(load(self.name))).clone();
        JsFuture::from(loading).await.map(Exports).map_err(|error| {
            self.forget();
            error.as_string().unwrap_or_default()
        })
    }

    /// The next call loads it anew.
    pub(super) fn forget(&self) {
        *self.loading.borrow_mut() = None;
    }
}

async fn load(name: &'static str) -> Result<JsValue, JsValue> {
    let program = own_file::load(name).await;
    let program = program.map_err(|why| JsValue::from_str(&why))?;
    let loaded = WebAssembly::instantiate_buffer(&program, &Object::new());
    let loaded = JsFuture::from(loaded).await.map_err(|error| JsValue::from_str(&format!("{error:?}")))?;
    reflect::get(&loaded, "instance")
        .and_then(|instance| reflect::get(&instance, "exports"))
        .ok_or_else(|| JsValue::from_str("it is no program"))
}

/// What a loaded program offers.
pub(super) struct Exports(JsValue);

impl Exports {
    /// Writes a question where the program wants it, and reads the answer from where it says. Nothing if the program does
    /// not know what is meant, or has stopped.
    pub(super) fn ask(&self, question: &[u8]) -> Option<Vec<u8>> {
        let number = |name: &str, arguments: &[&JsValue]| reflect::call(&self.0, name, arguments)?.as_f64();
        // Anew for each use: memory that grew has another buffer.
        let memory = || Some(Uint8Array::new(&reflect::get(&reflect::get(&self.0, "memory")?, "buffer")?));
        let room = number("room", &[&JsValue::from_f64(question.len() as f64)])? as u32;
        memory()?.subarray(room, room + question.len() as u32).copy_from(question);
        let length = number("answer", &[])? as u32;
        let place = number("place", &[])? as u32;
        (length > 0).then_some(())?;
        Some(memory()?.subarray(place, place + length).unchecked_into::<Uint8Array>().to_vec())
    }
}
