//! A file on the disk that a person chose, written piece by piece. Few browsers have it, and only on a page that came
//! over `https:` or from this computer; the others save from memory, with [`super::save`].
//!
//! Until [`Disk::close`] the browser writes beside the file, so that a half one never looks like a whole one.

use js_sys::{Object, Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::reflect;

/// The function that asks a person where to save.
const PICKER: &str = "showSaveFilePicker";

/// What came of asking where to save.
pub enum Picked {
    /// There.
    Disk(Disk),
    /// The person closed the question.
    Dismissed,
    /// This browser cannot ask, or may not now: it wants a click a moment before.
    Unavailable,
}

/// A file that is being written. Dropping it without [`Disk::close`] gives it up.
pub struct Disk {
    file: JsValue,
    stream: Option<JsValue>,
    name: String,
    /// Whether the file was made for this.
    new: bool,
}

/// Whether this browser can ask where to save.
pub fn is_possible() -> bool {
    reflect::get(&js_sys::global(), PICKER).is_some()
}

/// Asks where to save, with a name to begin with. It must be called from a click or a key.
pub async fn pick(name: &str) -> Picked {
    let options = Object::new();
    reflect::set(&options, "suggestedName", &JsValue::from_str(name));
    let Some(asked) = reflect::call(&js_sys::global(), PICKER, &[&options]) else { return Picked::Unavailable };
    let file = match done(&asked).await {
        Ok(file) => file,
        Err(error) if error_name(&error) == "AbortError" => return Picked::Dismissed,
        Err(_) => return Picked::Unavailable,
    };
    let name = reflect::get(&file, "name").and_then(|name| name.as_string()).unwrap_or_else(|| name.to_string());
    let there = called(&file, "getFile").await.ok();
    let new = there.and_then(|there| reflect::get(&there, "size")).and_then(|size| size.as_f64()) == Some(0.0);
    match called(&file, "createWritable").await {
        Ok(stream) => Picked::Disk(Disk { file, stream: Some(stream), name, new }),
        Err(_) => Picked::Unavailable,
    }
}

impl Disk {
    /// What the person called the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Writes what comes next. It is done when there is room for more. An error says why, in the browser's words.
    pub async fn write(&self, bytes: &[u8]) -> Result<(), String> {
        let Some(stream) = &self.stream else { return Err(String::new()) };
        let written = reflect::call(stream, "write", &[&Uint8Array::from(bytes)]).ok_or_else(String::new)?;
        done(&written).await.map(|_| ()).map_err(|error| error_text(&error))
    }

    /// Puts what was written in the file's place.
    pub async fn close(mut self) -> Result<(), String> {
        let Some(stream) = &self.stream else { return Err(String::new()) };
        called(stream, "close").await.map_err(|error| error_text(&error))?;
        self.stream = None;
        Ok(())
    }

    /// Gives it up: a file that was there before stays as it was, one made for this is taken away.
    pub fn abort(self) {}
}

impl Drop for Disk {
    fn drop(&mut self) {
        let Some(stream) = self.stream.take() else { return };
        let (file, new) = (self.file.clone(), self.new);
        spawn_local(async move {
            // Nobody is left to whom a failure of it could be told.
            let _ = called(&stream, "abort").await;
            if new {
                let _ = called(&file, "remove").await;
            }
        });
    }
}

/// Calls a method that promises something.
async fn called(object: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    let promise = reflect::call(object, method, &[]).ok_or(JsValue::UNDEFINED)?;
    done(&promise).await
}

async fn done(promise: &JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(promise)).await
}

fn error_name(error: &JsValue) -> String {
    reflect::get(error, "name").and_then(|name| name.as_string()).unwrap_or_default()
}

fn error_text(error: &JsValue) -> String {
    reflect::get(error, "message").and_then(|text| text.as_string()).unwrap_or_else(|| error_name(error))
}
