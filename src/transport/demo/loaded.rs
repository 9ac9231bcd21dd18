//! The program is loaded once, and spoken to in bytes.

use std::cell::RefCell;

use js_sys::{Object, Promise, Uint8Array, WebAssembly};
use tapedeck_core::http::TransportError;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::{Answer, Question};
use crate::browser::reflect;
use crate::transport::own_file;

/// The program, once somebody has asked something.
#[derive(Default)]
pub(crate) struct Demo {
    /// Its exports, or the way to them.
    loading: RefCell<Option<Promise>>,
}

impl Demo {
    pub(super) async fn ask(&self, question: Question) -> Result<Answer, TransportError> {
        let loading = self.loading.borrow_mut().get_or_insert_with(|| future_to_promise(load())).clone();
        let exports = match JsFuture::from(loading).await {
            Ok(exports) => exports,
            Err(error) => {
                // The next question tries again.
                *self.loading.borrow_mut() = None;
                return Err(missing(error.as_string().unwrap_or_default()));
            }
        };
        let bytes = postcard::to_stdvec(&question).unwrap_or_default();
        let answer = exchange(&exports, &bytes).ok_or_else(|| missing("it has no such system".into()))?;
        postcard::from_bytes(&answer).map_err(|error| missing(error.to_string()))
    }
}

async fn load() -> Result<JsValue, JsValue> {
    let program = own_file::load("tapedeckDemo").await;
    let program = program.map_err(|error| JsValue::from_str(&format!("{error:?}")))?;
    let loaded = WebAssembly::instantiate_buffer(&program, &Object::new());
    let loaded = JsFuture::from(loaded).await.map_err(|error| JsValue::from_str(&format!("{error:?}")))?;
    reflect::get(&loaded, "instance")
        .and_then(|instance| reflect::get(&instance, "exports"))
        .ok_or_else(|| JsValue::from_str("it is no program"))
}

/// Writes a question where the program wants it, and reads the answer from where it says.
fn exchange(exports: &JsValue, question: &[u8]) -> Option<Vec<u8>> {
    let number = |name: &str, arguments: &[&JsValue]| reflect::call(exports, name, arguments)?.as_f64();
    // Anew for each use: memory that grew has another buffer.
    let memory = || Some(Uint8Array::new(&reflect::get(&reflect::get(exports, "memory")?, "buffer")?));
    let room = number("room", &[&JsValue::from_f64(question.len() as f64)])? as u32;
    memory()?.subarray(room, room + question.len() as u32).copy_from(question);
    let length = number("answer", &[])? as u32;
    let place = number("place", &[])? as u32;
    (length > 0).then_some(())?;
    Some(memory()?.subarray(place, place + length).unchecked_into::<Uint8Array>().to_vec())
}

fn missing(why: String) -> TransportError {
    TransportError::Unreachable { detail: format!("the demo cannot be loaded: {why}") }
}
