use std::panic;
use std::rc::Rc;

use futures_channel::mpsc::unbounded;
use futures_util::StreamExt;
use js_sys::{Function, Object};
use tapedeck_core::model::TimeRange;
use tapedeck_core::vendors::Subject;
use tapedeck_engine::protocol::{Sort, SourceState, ViewSpec};
use tapedeck_engine::{Command, Event};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::reflect;
use crate::carrier::{Callbacks, Carrier, Role, connect};
use crate::state::sources::{demo, demo_credentials};

/// Does what the script that starts the page does: an engine that looks like a worker.
fn offer_engine() {
    let offer = Closure::<dyn Fn() -> JsValue>::new(|| {
        let engine = JsValue::from(Object::new());
        let page = engine.clone();
        let say = Closure::<dyn Fn(JsValue)>::new(move |data| {
            let page = page.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let message = Object::new();
                reflect::set(&message, "data", &data);
                reflect::call(&page, "onmessage", &[&message]);
            });
        });
        reflect::set(&engine, "postMessage", &connect(say.into_js_value().unchecked_into()));
        reflect::set(&engine, "terminate", &Function::new_no_args(""));
        engine
    });
    reflect::set(&js_sys::global(), "tapedeckEngine", &offer.into_js_value());
}

/// The engine in the page, from signing in to the first rows.
#[wasm_bindgen_test]
async fn the_engine_in_the_page_reads_the_demo() {
    let (events, mut coming) = unbounded();
    offer_engine();
    let hook = panic::take_hook();
    let carrier = Carrier::start(
        Role::Page,
        Callbacks {
            on_event: Rc::new(move |event| events.unbounded_send(event).unwrap()),
            on_crash: Rc::new(|detail| panic!("{detail}")),
        },
    );
    // The engine's own would tell the page of a failed test, and nobody else.
    panic::set_hook(hook);
    let sources: Vec<_> = demo().into_iter().take(1).collect();
    let source = sources[0].id.clone();
    let credentials = demo_credentials();
    carrier.send(&Command::Sources(sources));
    carrier.send(&Command::SignIn { source: source.clone(), credentials });
    let spec = ViewSpec {
        subject: Subject::Lines,
        sources: vec![],
        opened: vec![],
        run: None,
        query: String::new(),
        within: String::new(),
        range: TimeRange::default(),
        sort: Sort::default(),
        gather: None,
        summary: false,
    };
    carrier.send(&Command::Open { view: 1, generation: 1, spec });
    carrier.send(&Command::Window { view: 1, generation: 1, first: 0, count: 20 });
    let mut signed_in = false;
    loop {
        match coming.next().await.unwrap() {
            Event::Source { state, .. } => signed_in |= state == SourceState::SignedIn,
            Event::Rows { rows, .. } if !rows.is_empty() => {
                assert!(signed_in);
                assert_eq!(rows.len(), 20);
                return;
            }
            _ => {}
        }
    }
}
