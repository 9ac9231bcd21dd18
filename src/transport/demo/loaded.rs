//! The program is loaded once, and spoken to in bytes.

use std::cell::RefCell;

use js_sys::{Object, Promise, Uint8Array, WebAssembly};
use tapedeck_core::http::{Method, Request, TransportError};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::{Answer, Question};
use crate::browser::reflect;
use crate::transport::fetch;

/// Where the build says the program is: a property of the global object, set by the scripts that start page and engine.
const ADDRESS: &str = "tapedeckDemo";

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
    let address = reflect::get(&js_sys::global(), ADDRESS).and_then(|address| address.as_string());
    let address = address.ok_or_else(|| JsValue::from_str("this page was built without it"))?;
    let answer = fetch::send(Request::new(Method::Get, address)).await;
    let answer = answer.map_err(|error| JsValue::from_str(&format!("{error:?}")))?;
    if answer.status != 200 {
        return Err(JsValue::from_str(&format!("its address answers {}", answer.status)));
    }
    let loaded = WebAssembly::instantiate_buffer(&answer.body, &Object::new());
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
