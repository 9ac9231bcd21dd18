use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{hash, intl::ZoneFormat, page, storage};

#[wasm_bindgen_test]
fn a_zone_has_another_offset_in_summer() {
    let berlin = ZoneFormat::new("Europe/Berlin").unwrap();
    // 2026-03-29 01:00 UTC: clocks go from 02:00 to 03:00.
    let turn = 1_774_746_000_000;
    for (ms, shown, offset) in [
        (turn - 1_000, "2026-03-29 01:59:59", "+01:00"),
        (turn, "2026-03-29 03:00:00", "+02:00"),
        (turn + 3_600_000, "2026-03-29 04:00:00", "+02:00"),
    ] {
        assert_eq!((berlin.format(ms).as_str(), berlin.offset(ms).as_str()), (shown, offset));
    }
}

#[wasm_bindgen_test]
fn a_zone_that_nobody_knows_is_none() {
    assert!(ZoneFormat::new("Europe/Nowhere").is_none());
}

#[wasm_bindgen_test]
fn what_is_stored_is_read() {
    assert_eq!(storage::get("tapedeck.never"), None);
    for text in ["ü", ""] {
        storage::set("tapedeck.test", text);
        assert_eq!(storage::get("tapedeck.test").as_deref(), Some(text));
    }
}

/// An address prints with its `#`; written as it was, the page's address began with `##`.
#[wasm_bindgen_test]
fn a_fragment_has_one_number_sign() {
    let before = hash::read();
    hash::push("#/logs?q=x");
    assert_eq!(hash::read(), "/logs?q=x");
    hash::replace("/runs");
    assert_eq!(hash::read(), "/runs");
    hash::replace(&before);
}

#[wasm_bindgen_test]
fn addresses_become_absolute() {
    let origin = page::absolute("/").unwrap();
    assert_eq!(page::absolute("vendors/nas-1/"), Some(format!("{origin}vendors/nas-1/")));
    assert_eq!(page::absolute("demo:nas/").as_deref(), Some("demo:nas/"));
    assert_eq!(page::absolute("https://nas.example/").as_deref(), Some("https://nas.example/"));
}
