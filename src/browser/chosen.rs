//! A file that a person chose, or dropped on the page.

use js_sys::{ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Event;

use super::opened::Handle;
use super::reflect;

/// A file that was chosen. It is not read yet.
pub struct Chosen {
    /// What it is called.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    file: JsValue,
}

impl Chosen {
    /// Of the event of a field for files. The field can be used for the same file again afterwards.
    pub fn of_field(event: &Event) -> Option<Chosen> {
        let field = event.target()?;
        let chosen = Chosen::first(&reflect::get(&field, "files")?);
        reflect::set(&field, "value", &JsValue::from_str(""));
        chosen
    }

    /// Of the event of something that was dropped. The browser would leave the page and show it.
    pub fn of_drop(event: &Event) -> Option<Chosen> {
        event.prevent_default();
        Chosen::first(&reflect::get(&reflect::get(event, "dataTransfer")?, "files")?)
    }

    /// Of a file that was given to the page.
    pub fn of_handle(handle: Handle) -> Chosen {
        Chosen { name: handle.name, size: handle.size, file: handle.blob.into() }
    }

    fn first(files: &JsValue) -> Option<Chosen> {
        let file = reflect::get(files, "0")?;
        let name = reflect::get(&file, "name")?.as_string()?;
        let size = reflect::get(&file, "size")?.as_f64()? as u64;
        Some(Chosen { name, size, file })
    }

    /// Reads it. Nothing if the browser cannot, for example because it is gone by now.
    pub fn read_then(self, tell: impl FnOnce(Option<Vec<u8>>) + 'static) {
        spawn_local(async move { tell(read(&self.file).await) });
    }
}

async fn read(file: &JsValue) -> Option<Vec<u8>> {
    let promise = reflect::call(file, "arrayBuffer", &[])?;
    let buffer = JsFuture::from(Promise::resolve(&promise)).await.ok()?;
    Some(Uint8Array::new(buffer.dyn_ref::<ArrayBuffer>()?).to_vec())
}
