//! Small texts that outlive the page. Where the browser refuses to keep them, they live as long as the page.

use std::cell::RefCell;

use tapedeck_core::map::Map;

thread_local! {
    static MEMORY: RefCell<Map<String, String>> = const { RefCell::new(Map::new()) };
}

/// The text of a key.
pub fn get(key: &str) -> Option<String> {
    MEMORY
        .with(|memory| memory.borrow().get(key).cloned())
        .or_else(|| local().and_then(|storage| storage.get_item(key).ok().flatten()))
}

/// Keeps a text under a key. Says whether it will outlive the page.
pub fn set(key: &str, value: &str) -> bool {
    let kept = local().is_some_and(|storage| storage.set_item(key, value).is_ok());
    MEMORY.with(|memory| {
        let mut memory = memory.borrow_mut();
        if kept {
            memory.remove(key);
        } else {
            memory.insert(key.to_string(), value.to_string());
        }
    });
    kept
}

/// The text of a key that outlives a reload of the page, and no more.
pub fn session_get(key: &str) -> Option<String> {
    session()?.get_item(key).ok().flatten()
}

/// Keeps a text under a key until the tab is closed, if the browser does.
pub fn session_set(key: &str, value: &str) {
    if let Some(storage) = session() {
        let _ = storage.set_item(key, value);
    }
}

fn session() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// The browser's storage, unless it is switched off or denied, which some browsers say by throwing.
fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
