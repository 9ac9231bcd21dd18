//! Saving a file that comes in pieces, none of which stays in the page: written to a place that the person chooses, where
//! the browser offers that, and else collected as parts of a blob, which the browser keeps outside of the page.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Array, Object, Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Blob;

use super::{reflect, save};

/// Why nothing was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSaved {
    /// The person chose no place.
    Dismissed,
    /// There is no room.
    Full,
    /// The browser does not.
    Refused,
}

/// A file in the making. Dropped before its end, nothing of it is kept.
pub struct Saving {
    name: String,
    place: Place,
}

enum Place {
    /// A `FileSystemWritableFileStream`.
    Disk(Disk),
    /// Blobs.
    Parts(Array),
}

/// Throws away what was not closed. A file that was there before stays as it was, one made for this is taken away.
struct Disk {
    stream: JsValue,
    file: JsValue,
    /// Whether the file was made for this.
    new: bool,
    open: Cell<bool>,
}

impl Drop for Disk {
    fn drop(&mut self) {
        if !self.open.get() {
            return;
        }
        let (stream, file, new) = (self.stream.clone(), self.file.clone(), self.new);
        spawn_local(async move {
            // Nobody is left to whom a failure of it could be told.
            let _ = written(reflect::call(&stream, "abort", &[])).await;
            if new {
                let _ = written(reflect::call(&file, "remove", &[])).await;
            }
        });
    }
}

impl Saving {
    /// Begins a file. To be called while a press is handled: only then may a place be asked for.
    pub fn begin(name: String, tell: impl FnOnce(Result<Rc<Saving>, NotSaved>) + 'static) {
        let asked = ask(&name);
        spawn_local(async move {
            let place = match asked {
                Some(handle) => match settled(handle).await {
                    Ok(handle) => on_disk(handle).await.map(Place::Disk),
                    Err(error) if named(&error, "AbortError") => Err(NotSaved::Dismissed),
                    // In a frame of another origin, nobody may be asked.
                    Err(_) => Ok(Place::Parts(Array::new())),
                },
                None => Ok(Place::Parts(Array::new())),
            };
            tell(place.map(|place| Rc::new(Saving { name, place })));
        });
    }

    /// Adds a piece. Says when the next one can come.
    pub fn put_then(self: &Rc<Saving>, bytes: Vec<u8>, tell: impl FnOnce(Result<(), NotSaved>) + 'static) {
        let saving = self.clone();
        tell_after(async move { saving.put(&bytes).await }, tell);
    }

    async fn put(&self, bytes: &[u8]) -> Result<(), NotSaved> {
        let bytes = Uint8Array::from(bytes);
        match &self.place {
            Place::Disk(disk) => written(reflect::call(&disk.stream, "write", &[&bytes])).await,
            Place::Parts(parts) => {
                let part = Blob::new_with_u8_array_sequence(&Array::of1(&bytes)).map_err(|_| NotSaved::Full)?;
                parts.push(&part);
                Ok(())
            }
        }
    }

    /// Ends the file: it is there then, or the browser has it to save.
    pub fn finish_then(self: Rc<Saving>, tell: impl FnOnce(Result<(), NotSaved>) + 'static) {
        tell_after(
            async move {
                match &self.place {
                    Place::Disk(disk) => {
                        let closed = written(reflect::call(&disk.stream, "close", &[])).await;
                        disk.open.set(closed.is_err());
                        closed
                    }
                    Place::Parts(parts) => {
                        let blob = Blob::new_with_blob_sequence(parts).map_err(|_| NotSaved::Full)?;
                        save::offer_for_a_while(&self.name, &blob).then_some(()).ok_or(NotSaved::Refused)
                    }
                }
            },
            tell,
        );
    }
}

/// One type of task for all calls.
fn tell_after(
    what: impl Future<Output = Result<(), NotSaved>> + 'static,
    tell: impl FnOnce(Result<(), NotSaved>) + 'static,
) {
    spawn_local(async move { tell(what.await) });
}

/// Asks for a place; nothing where the browser cannot ask.
fn ask(name: &str) -> Option<JsValue> {
    let options = Object::new();
    reflect::set(&options, "suggestedName", &JsValue::from_str(name));
    reflect::call(&js_sys::global(), "showSaveFilePicker", &[&options])
}

async fn on_disk(file: JsValue) -> Result<Disk, NotSaved> {
    let there = match reflect::call(&file, "getFile", &[]) {
        Some(promise) => settled(promise).await.ok(),
        None => None,
    };
    let size = there.and_then(|there| reflect::get(&there, "size")).and_then(|size| size.as_f64());
    let promise = reflect::call(&file, "createWritable", &[]).ok_or(NotSaved::Refused)?;
    let stream = settled(promise).await.map_err(|error| why(&error))?;
    Ok(Disk { stream, file, new: size == Some(0.0), open: Cell::new(true) })
}

async fn written(promise: Option<JsValue>) -> Result<(), NotSaved> {
    settled(promise.ok_or(NotSaved::Refused)?).await.map(|_| ()).map_err(|error| why(&error))
}

async fn settled(promise: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&promise)).await
}

fn why(error: &JsValue) -> NotSaved {
    if named(error, "QuotaExceededError") { NotSaved::Full } else { NotSaved::Refused }
}

fn named(error: &JsValue, name: &str) -> bool {
    reflect::get(error, "name").and_then(|own| own.as_string()).as_deref() == Some(name)
}
