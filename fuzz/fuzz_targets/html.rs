#![no_main]

use tapedeck_fuzz::files::{Reader, feed};

libfuzzer_sys::fuzz_target!(|data: &[u8]| feed(Reader::Html, data));
