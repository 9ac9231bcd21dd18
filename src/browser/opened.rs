//! Files that a person gives to the page: chosen, dropped, or pasted. Their content stays with the browser.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, ClipboardEvent, DragEvent, Event, File, FileList, HtmlInputElement};

use super::Listener;
use super::element::is_typing;

/// A file as the browser has it. It is read where it is, and never whole.
#[derive(Clone)]
pub struct Handle {
    /// What the browser reads.
    pub blob: Blob,
    /// What it is called.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    /// When it was last written, in milliseconds since 1970.
    pub written: Option<i64>,
}

impl Handle {
    fn of(file: File) -> Handle {
        let (name, written) = (file.name(), file.last_modified() as i64);
        Handle { name, size: file.size() as u64, written: Some(written), blob: file.into() }
    }

    /// Reads how it begins, so many bytes. Nothing of it if the browser cannot.
    async fn start(&self, bytes: u32) -> Vec<u8> {
        let Ok(part) = self.blob.slice_with_i32_and_i32(0, bytes as i32) else { return Vec::new() };
        let read = JsFuture::from(part.array_buffer()).await;
        read.map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec()).unwrap_or_default()
    }

    /// What is in memory, under a name. Nothing where the browser refuses it.
    pub fn of_bytes(name: String, bytes: &[u8]) -> Option<Handle> {
        let parts = Array::of1(&js_sys::Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
        Some(Handle { blob, name, size: bytes.len() as u64, written: None })
    }
}

fn all(list: Option<FileList>) -> Vec<Handle> {
    let list = list.as_ref();
    (0..list.map_or(0, FileList::length)).filter_map(|at| list?.get(at)).map(Handle::of).collect()
}

/// So much of the beginning of a file is looked at.
const START: u32 = 4096;

/// Looks for a file by its name and its beginning, and gives back the files and which of them it is.
pub fn find_then(
    files: Vec<Handle>,
    is: impl Fn(&str, &[u8]) -> bool + 'static,
    tell: impl FnOnce(Vec<Handle>, Option<Handle>) + 'static,
) {
    spawn_local(async move {
        let mut found = None;
        for file in &files {
            if is(&file.name, &file.start(START).await) {
                found = Some(file.clone());
                break;
            }
        }
        tell(files, found);
    });
}

/// Has a person choose files.
pub fn choose(take: impl Fn(Vec<Handle>) + 'static) {
    let input = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("input").ok())
        .and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    input.set_type("file");
    input.set_multiple(true);
    let chosen = input.clone();
    let listener = Listener::new(&input, "change", move |_| take(all(chosen.files())));
    // Nobody says when a person chooses nothing; it lives as long as the page, and there are few.
    std::mem::forget(listener);
    input.click();
}

/// Calls `over` while files are held over the page, and `take` when they are dropped. What something on the page takes
/// itself is not for the page.
pub fn on_drop(over: impl Fn(bool) + Clone + 'static, take: impl Fn(Vec<Handle>) + 'static) -> Vec<Listener> {
    let held = |event: &Event| {
        let drag = event.dyn_ref::<DragEvent>()?.data_transfer()?;
        drag.types().includes(&JsValue::from_str("Files"), 0).then_some(drag)
    };
    let (enter, leave, done) = (over.clone(), over.clone(), over);
    [
        Listener::on_window("dragover", move |event| {
            if event.default_prevented() {
                enter(false);
            } else if held(&event).is_some() {
                // Else the browser would open the file itself.
                event.prevent_default();
                enter(true);
            }
        }),
        Listener::on_window("dragleave", move |event| {
            // From one element to the next it has not left the page.
            if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
                leave(false);
            }
        }),
        Listener::on_window("drop", move |event| {
            done(false);
            if let Some(drag) = held(&event).filter(|_| !event.default_prevented()) {
                event.prevent_default();
                take(all(drag.files()));
            }
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Calls back with what is pasted where nothing is typed: files, or a text under this name.
pub fn on_paste(name: &'static str, take: impl Fn(Vec<Handle>) + 'static) -> Option<Listener> {
    Listener::on_window("paste", move |event| {
        if is_typing(&event) {
            return;
        }
        let Some(pasted) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else { return };
        let mut files = all(pasted.files());
        if files.is_empty() {
            let text = pasted.get_data("text/plain").unwrap_or_default();
            let text = if text.trim().is_empty() { None } else { Handle::of_bytes(name.to_string(), text.as_bytes()) };
            files.extend(text);
        }
        if !files.is_empty() {
            event.prevent_default();
            take(files);
        }
    })
}
