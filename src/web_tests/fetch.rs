use tapedeck_core::http::{Method, Request, TransportError};
use tapedeck_engine::Transport;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::transport::BrowserTransport;

fn get(url: &str) -> Request {
    Request { timeout_ms: 5_000, ..Request::new(Method::Get, url.into()) }
}

#[wasm_bindgen_test]
async fn an_answer_comes_whole() {
    let answer = BrowserTransport::new().send(get("data:application/json,{\"a\":1}")).await.unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (200, b"{\"a\":1}".as_slice()));
    assert_eq!(answer.header("content-type"), Some("application/json"));
}

#[wasm_bindgen_test]
async fn nothing_answers() {
    let error = BrowserTransport::new().send(get("http://127.0.0.1:1/")).await.unwrap_err();
    assert!(matches!(error, TransportError::Unreachable { .. }), "{error:?}");
}

#[wasm_bindgen_test]
async fn an_address_that_is_none() {
    let error = BrowserTransport::new().send(get("https://user:pw@nas.example/")).await.unwrap_err();
    assert!(matches!(error, TransportError::BadAddress { .. }), "{error:?}");
}

#[wasm_bindgen_test]
async fn the_demo_answers_from_memory() {
    let request = Request::form(
        "demo:nas/webapi/query.cgi".into(),
        &[("api", "SYNO.API.Info"), ("version", "1"), ("method", "query"), ("query", "SYNO.API.Auth")],
    );
    let answer = BrowserTransport::new().send(request).await.unwrap();
    assert!(String::from_utf8_lossy(&answer.body).contains("SYNO.API.Auth"));
}
