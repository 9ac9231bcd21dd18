//! A file on the disk that a person chose, written piece by piece. Few browsers have it, and only on a page that came
//! over `https:` or from this computer; the others save from memory, with [`super::save`].
//!
//! Until [`Disk::close_then`] the browser writes beside the file, so that a half one never looks like a whole one.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Object, Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Blob;

use super::reflect;

/// The function that asks a person where to save.
const PICKER: &str = "showSaveFilePicker";

/// What came of asking where to save.
pub enum Picked {
    /// There.
    Disk(Rc<Disk>),
    /// The person closed the question.
    Dismissed,
    /// This browser cannot ask, or may not now: it wants a click a moment before.
    Unavailable,
}

/// A file that is being written. Dropping it without [`Disk::close_then`] gives it up: a file that was there before stays
/// as it was, one made for this is taken away.
pub struct Disk {
    file: JsValue,
    stream: JsValue,
    name: String,
    /// Whether the file was made for this.
    new: bool,
    open: Cell<bool>,
}

/// Whether this browser can ask where to save.
pub fn is_possible() -> bool {
    reflect::get(&js_sys::global(), PICKER).is_some()
}

/// Asks where to save, with a name to begin with. It must be called from a click or a key.
pub fn pick_then(name: &str, tell: impl FnOnce(Picked) + 'static) {
    let name = name.to_string();
    spawn_local(async move { tell(pick(name).await) });
}

async fn pick(name: String) -> Picked {
    let options = Object::new();
    reflect::set(&options, "suggestedName", &JsValue::from_str(&name));
    let Some(asked) = reflect::call(&js_sys::global(), PICKER, &[&options]) else { return Picked::Unavailable };
    let file = match done(&asked).await {
        Ok(file) => file,
        Err(error) if text(&error, "name") == "AbortError" => return Picked::Dismissed,
        Err(_) => return Picked::Unavailable,
    };
    let there = called(&file, "getFile", &[]).await.ok();
    let size = there.and_then(|there| reflect::get(&there, "size")).and_then(|size| size.as_f64());
    match called(&file, "createWritable", &[]).await {
        Ok(stream) => {
            let given = text(&file, "name");
            let name = if given.is_empty() { name } else { given };
            Picked::Disk(Rc::new(Disk { file, stream, name, new: size == Some(0.0), open: Cell::new(true) }))
        }
        Err(_) => Picked::Unavailable,
    }
}

impl Disk {
    /// What the person called the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Writes what comes next, and says when there is room for more. An error is in the browser's words.
    pub fn write_then(self: Rc<Self>, bytes: Vec<u8>, tell: impl FnOnce(Result<(), String>) + 'static) {
        spawn_local(async move {
            let bytes = Uint8Array::from(bytes.as_slice());
            tell(self.called("write", &[&bytes]).await);
        });
    }

    /// Writes a whole file that the browser keeps; it reads and writes piece by piece itself.
    pub fn write_blob_then(self: Rc<Self>, blob: Blob, tell: impl FnOnce(Result<(), String>) + 'static) {
        spawn_local(async move { tell(self.called("write", &[&blob]).await) });
    }

    /// Puts what was written in the file's place.
    pub fn close_then(self: Rc<Self>, tell: impl FnOnce(Result<(), String>) + 'static) {
        spawn_local(async move {
            let closed = self.called("close", &[]).await;
            self.open.set(closed.is_err());
            tell(closed);
        });
    }

    async fn called(&self, method: &str, arguments: &[&JsValue]) -> Result<(), String> {
        called(&self.stream, method, arguments).await.map(|_| ()).map_err(|error| text(&error, "message"))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if !self.open.get() {
            return;
        }
        let (file, stream, new) = (self.file.clone(), self.stream.clone(), self.new);
        spawn_local(async move {
            // Nobody is left to whom a failure of it could be told.
            let _ = called(&stream, "abort", &[]).await;
            if new {
                let _ = called(&file, "remove", &[]).await;
            }
        });
    }
}

/// Calls a method that promises something.
async fn called(object: &JsValue, method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let promise = reflect::call(object, method, arguments).ok_or(JsValue::UNDEFINED)?;
    done(&promise).await
}

async fn done(promise: &JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(promise)).await
}

fn text(object: &JsValue, name: &str) -> String {
    // An error that is none has no message.
    if object.is_undefined() { None } else { reflect::get(object, name) }
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}
