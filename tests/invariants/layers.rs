//! Who may know the web, who may wait, who may read a vendor's shapes.

use crate::source::Source;
use crate::tree::{File, offence, rust};

/// Crates that are the browser.
fn is_web(word: &str) -> bool {
    ["web_sys", "js_sys"].contains(&word) || word.starts_with("gloo") || word.starts_with("wasm_bindgen")
}

/// The browser is known to these three, as files or as folders; and the engine's program has a function for scripts.
fn may_know_the_web(path: &str) -> bool {
    if path == "src/bin/engine.rs" {
        return true;
    }
    let part = path.strip_prefix("src/").and_then(|rest| rest.split(['/', '.']).next());
    part.is_some_and(|part| ["carrier", "transport", "browser"].contains(&part))
}

fn web(file: &File) -> Vec<String> {
    if may_know_the_web(&file.path) {
        return Vec::new();
    }
    let source = Source::read(&file.text);
    let found = source.words().filter(|(_, word)| is_web(word));
    found
        .map(|(at, word)| offence(file, source.line(at), format!("{word} outside of carrier, transport, browser")))
        .collect()
}

#[test]
fn only_carrier_transport_and_browser_know_the_web() {
    for (path, text) in [
        ("src/pages/x.rs", "use web_sys::Window;"),
        ("src/state/x.rs", "let x = js_sys::Date::now();"),
        ("src/ui/x.rs", "use leptos::{prelude::*, wasm_bindgen::JsCast};"),
        ("src/start.rs", "wasm_bindgen_futures::spawn_local(x)"),
        ("src/browserish.rs", "gloo_timers::future::sleep(x)"),
        ("src/lib.rs", "use gloo_net::http::Request;"),
    ] {
        assert!(!web(&File::example(path, text)).is_empty(), "not seen: {text}");
    }
    for (path, text) in [
        ("src/browser.rs", "use web_sys::Window;"),
        ("src/transport/fetch.rs", "use gloo_net::http::Request;"),
        ("src/pages/x.rs", "// web_sys is not used here\nlet x = \"js_sys\";"),
    ] {
        assert!(web(&File::example(path, text)).is_empty(), "wrongly seen: {text}");
    }
    let offences: Vec<_> = rust("src").iter().flat_map(web).collect();
    assert!(offences.is_empty(), "{offences:#?}");
}

/// What is compiled once for each type, where `crate::prelude` and `crate::view` have it once.
fn leptos_prelude(file: &File) -> Vec<String> {
    let part = file.path.strip_prefix("src/").and_then(|rest| rest.split(['/', '.']).next());
    if part.is_some_and(|part| ["signals", "prelude", "view"].contains(&part)) {
        return Vec::new();
    }
    let source = Source::read(&file.text);
    let words: Vec<_> = source.words().collect();
    let mut out = Vec::new();
    for (at, _) in words.iter().filter(|(_, word)| *word == "leptos") {
        // To the end of the path, or of what is imported in braces.
        let rest = &source.code[at + "leptos".len()..];
        let path = &rest[..rest.find([';', '(', '\n']).unwrap_or(rest.len())];
        if path.contains("prelude") || path.contains("::reactive") || path.trim_start_matches("::") == "*" {
            out.push(offence(file, source.line(*at), "leptos::prelude, not crate::prelude"));
        }
    }
    out
}

#[test]
fn what_is_drawn_is_written_with_the_pages_own_signals() {
    for text in [
        "use leptos::prelude::*;",
        "use leptos::prelude::{Effect, RwSignal};",
        "use leptos::{html, prelude::*};",
        "use leptos::*;",
        "fn x() { leptos::prelude::untrack(y) }",
        "use leptos::reactive::signal::RwSignal;",
    ] {
        assert!(!leptos_prelude(&File::example("src/pages/x.rs", text)).is_empty(), "not seen: {text}");
    }
    for (path, text) in [
        ("src/view/x.rs", "use leptos::prelude::RenderEffect;"),
        ("src/signals.rs", "use leptos::prelude::ArcMemo;"),
        ("src/pages/x.rs", "use crate::prelude::*;\nuse leptos::{ev, html};"),
        ("src/pages/x.rs", "// not leptos::prelude\nlet x: leptos::ev::Event = y;"),
    ] {
        assert!(leptos_prelude(&File::example(path, text)).is_empty(), "wrongly seen: {text}");
    }
    let offences: Vec<_> = rust("src").iter().flat_map(leptos_prelude).collect();
    assert!(offences.is_empty(), "{offences:#?}");
}

/// What a layer without web, runtime, clock and I/O may not say.
fn outside_world(file: &File, may_wait: bool) -> Vec<String> {
    let source = file.product();
    let mut out = Vec::new();
    let mut add = |at: usize, what: &str| out.push(offence(file, source.line(at), what));
    const RUNTIMES: [&str; 7] = ["tokio", "async_std", "smol", "futures_executor", "reqwest", "hyper", "axum"];
    for (at, word) in source.words() {
        let clock = ["SystemTime", "Instant"].contains(&word);
        let waits = !may_wait && ["async", "await"].contains(&word);
        if is_web(word) || word.starts_with("leptos") || RUNTIMES.contains(&word) || clock || waits {
            add(at, word);
        }
    }
    for piece in ["std::fs", "std::net", "std::thread", "std::env", "std::process", "std::io", "Utc::now", "Local::now"]
    {
        // Bytes are written into memory too: what unpacks them is a `Write`.
        let in_memory = |at: &usize| source.code[*at..].starts_with("std::io::Write;");
        source.places(piece).into_iter().filter(|at| !in_memory(at)).for_each(|at| add(at, piece));
    }
    // The same as `use std::{fs, …}`.
    for at in source.places("use std::{") {
        let statement = source.code[at..].split(';').next().unwrap_or_default();
        for word in ["fs", "net", "thread", "env", "process", "io"] {
            let named = statement.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|part| part == word);
            if named {
                add(at, &format!("std::{word}"));
            }
        }
    }
    out
}

#[test]
fn the_core_is_pure() {
    for text in [
        "use leptos::prelude::*;",
        "async fn x() {}",
        "fn x() { y().await; }",
        "let x = async move { 1 };",
        "std::time::SystemTime::now()",
        "use std::time::Instant;",
        "std::fs::read(path)",
        "use std::{collections::BTreeMap, fs};",
        "use std::net::TcpStream;",
        "tokio::spawn(x)",
        "web_sys::window()",
        "gloo_net::x()",
        "chrono::Utc::now()",
    ] {
        assert!(!outside_world(&File::example("crates/core/src/x.rs", text), false).is_empty(), "not seen: {text}");
    }
    for text in [
        "// std::fs is for others; so is async\nfn x() {}",
        "let x = \"Instant restore\";",
        "#[cfg(test)]\nmod tests { use std::fs; fn x() { std::fs::read(y) } }",
        "let asynchronous = instant();",
        "use std::io::Write;",
    ] {
        assert_eq!(outside_world(&File::example("crates/core/src/x.rs", text), false), [""; 0], "{text}");
    }
    let offences: Vec<_> = rust("crates/core/src").iter().flat_map(|file| outside_world(file, false)).collect();
    assert!(offences.is_empty(), "{offences:#?}");
}

#[test]
fn the_engine_has_no_web_and_no_runtime() {
    for text in ["tokio::time::sleep(x)", "wasm_bindgen_futures::spawn_local(x)", "std::thread::spawn(x)"] {
        assert!(!outside_world(&File::example("crates/engine/src/x.rs", text), true).is_empty(), "not seen: {text}");
    }
    assert!(outside_world(&File::example("crates/engine/src/x.rs", "async fn x() { y.await }"), true).is_empty());
    let offences: Vec<_> = rust("crates/engine/src").iter().flat_map(|file| outside_world(file, true)).collect();
    assert!(offences.is_empty(), "{offences:#?}");
}

/// What links the engine, and with it the vendors' clients.
fn links_engine(file: &File) -> Vec<String> {
    let source = file.product();
    const LINKING: [&str; 4] = ["vendors::find", "vendors::all", "Engine::new", "tapedeck_engine::Engine"];
    let found = LINKING.into_iter().flat_map(|piece| source.places(piece).into_iter().map(move |at| (at, piece)));
    found.map(|(at, piece)| offence(file, source.line(at), format!("{piece} links the engine"))).collect()
}

/// It is a program of its own, which nobody waits for before there is a source.
#[test]
fn the_page_links_no_engine() {
    for text in ["vendors::find(id)", "for vendor in vendors::all() {}", "use tapedeck_engine::Engine;"] {
        assert!(!links_engine(&File::example("src/x.rs", text)).is_empty(), "not seen: {text}");
    }
    for text in ["vendors::descriptor(id)", "vendors::descriptors()", "use tapedeck_engine::{Command, Event};"] {
        assert_eq!(links_engine(&File::example("src/x.rs", text)), [""; 0], "{text}");
    }
    let page = rust("src").into_iter().filter(|file| file.path != "src/carrier/serve.rs");
    let offences: Vec<_> = page.flat_map(|file| links_engine(&file)).collect();
    assert!(offences.is_empty(), "{offences:#?}");
    let serves = |file: &File| Source::read(&file.text).words().any(|(_, word)| word == "connect");
    let users = rust("src").into_iter().filter(|file| serves(file) && !file.path.starts_with("src/web_tests"));
    let users: Vec<_> = users.map(|file| file.path).collect();
    assert_eq!(users, ["src/bin/engine.rs", "src/carrier.rs", "src/carrier/serve.rs", "src/lib.rs"]);
}

fn client_code(file: &File) -> Vec<String> {
    let source = Source::read(&file.text);
    let found = source.words().filter(|(_, word)| ["tapedeck_core", "tapedeck_engine"].contains(word));
    found.map(|(at, word)| offence(file, source.line(at), word)).collect()
}

/// A mistake in one shows up against the other only while they share nothing.
#[test]
fn the_simulator_shares_nothing_with_the_clients() {
    let bad = File::example("crates/simulator/src/x.rs", "use tapedeck_core::model::Line;");
    assert!(!client_code(&bad).is_empty());
    let offences: Vec<_> = rust("crates/simulator/src").iter().flat_map(client_code).collect();
    assert!(offences.is_empty(), "{offences:#?}");
}

/// What derives `Deserialize` outside of a vendor's `wire.rs`, and why it may.
const OWN_TYPES: [(&str, &str); 15] = [
    ("crates/core/src/export/columns.rs", "what is to be written crosses from the page to the engine"),
    ("crates/core/src/export/plan.rs", "what is to be written crosses from the page to the engine"),
    ("crates/core/src/json.rs", "JSON of any shape, of which no vendor's is made"),
    ("crates/core/src/map.rs", "settings and credentials cross from the page to the engine"),
    ("crates/core/src/model/", "records cross from the engine to the page"),
    ("crates/core/src/certificate.rs", "what a file holds crosses from the engine to the page"),
    ("crates/core/src/error.rs", "errors cross from the engine to the page"),
    ("crates/core/src/files/report.rs", "what is told of a file crosses from the engine to the page"),
    ("crates/core/src/files/zone.rs", "zones cross from the page to the engine"),
    ("crates/core/src/query/fits.rs", "places cross from the engine to the page"),
    ("crates/core/src/vendors.rs", "Subject is part of the commands"),
    ("crates/core/src/vendors/address.rs", "AddressProblem crosses from the engine to the page"),
    ("crates/core/src/vendors/call.rs", "questions and their answers cross between page and engine"),
    ("crates/core/src/vendors/light.rs", "JSON of any shape, of which no vendor's is made"),
    ("crates/core/src/vendors/sign_in.rs", "Credentials cross from the page to the engine"),
];

fn is_wire(path: &str) -> bool {
    path.starts_with("crates/core/src/vendors/") && path.ends_with("/wire.rs")
}

fn wire_shapes(file: &File) -> Vec<String> {
    let source = file.product();
    let own = OWN_TYPES.iter().any(|(path, _)| file.path.starts_with(path));
    let mut out = Vec::new();
    for (at, _) in source.words().filter(|(_, word)| ["Deserialize", "DeserializeOwned", "Deserializer"].contains(word))
    {
        if !own && !is_wire(&file.path) {
            out.push(offence(file, source.line(at), "Deserialize outside of a vendor's wire.rs"));
        }
    }
    // Of what a vendor's shapes are made nothing may be seen outside of the vendor's folder.
    for at in source.places("derive(").into_iter().filter(|_| is_wire(&file.path)) {
        let rest = &source.code[at..];
        let derives = rest.split(')').next().unwrap_or_default();
        let item = rest.split(['{', ';']).next().unwrap_or_default();
        let declared = item.rsplit(']').next().unwrap_or_default().trim_start();
        let body = rest.find('{').map_or("", |open| &rest[open..open + crate::source::block(&rest[open..])]);
        let wide = |text: &str| text.replace("pub(super)", "").contains("pub");
        if derives.contains("Deserialize") && (wide(declared) || wide(body)) {
            out.push(offence(file, source.line(at), format!("wider than pub(super): {declared}")));
        }
    }
    for wide in ["pub mod wire", "pub(crate) mod wire", "pub use wire", "pub(crate) use wire", "pub use super::wire"] {
        out.extend(source.places(wide).into_iter().map(|at| offence(file, source.line(at), wide)));
    }
    out
}

#[test]
fn a_vendors_shapes_stay_in_its_wire_file() {
    for (path, text) in [
        ("crates/core/src/vendors/synology/mapping.rs", "#[derive(Deserialize)] struct Row;"),
        ("crates/core/src/vendors/synology/calls.rs", "use serde::{Deserialize, Serialize};"),
        ("crates/core/src/query.rs", "#[derive(serde::Deserialize)] struct X;"),
        ("crates/core/src/vendors/synology/wire.rs", "#[derive(Deserialize)]\npub struct Row { a: Value }"),
        ("crates/core/src/vendors/synology/wire.rs", "#[derive(Debug, Deserialize)]\n#[x]\npub(crate) struct Row {}"),
        ("crates/core/src/vendors/synology/wire.rs", "#[derive(Deserialize)]\nstruct Row { pub a: Value }"),
        ("crates/core/src/vendors/synology.rs", "pub mod wire;"),
        ("crates/core/src/vendors/synology.rs", "pub use wire::Row;"),
    ] {
        assert!(!wire_shapes(&File::example(path, text)).is_empty(), "not seen: {text}");
    }
    for text in [
        "use serde::Deserialize;\n#[derive(Deserialize)]\nstruct Row { a: Value }",
        "#[derive(Deserialize)]\npub(super) struct Row<'a> { pub(super) a: &'a str }",
        "pub(super) struct NotAShape { pub(super) a: u8 }",
    ] {
        let file = File::example("crates/core/src/vendors/synology/wire.rs", text);
        assert_eq!(wire_shapes(&file), [""; 0], "{text}");
    }
    let offences: Vec<_> = rust("crates/core/src").iter().flat_map(wire_shapes).collect();
    assert!(offences.is_empty(), "{offences:#?}");
}

#[test]
fn every_exception_is_needed() {
    let files = rust("crates/core/src");
    for (path, reason) in OWN_TYPES {
        let used =
            files.iter().filter(|file| file.path.starts_with(path)).any(|file| file.text.contains("Deserialize"));
        assert!(used, "{path} ({reason}) is no exception any more");
    }
}
