//! Tokens, signatures, permissions: every account of the table.

use super::*;

#[test]
fn token_requests() {
    let mut dc = CloudDc::new(1, NOW, true);
    let scope = json!({"project": {"name": REGION}});
    for (user, password, scope, status) in [
        ("admin", "tapedeck", scope.clone(), 201),
        ("admin", "tapedeck", json!({"project": {"id": PROJECT}}), 201),
        ("admin", "wrong", scope.clone(), 401),
        ("nobody", "tapedeck", scope.clone(), 401),
        ("fault-nothing", "tapedeck", scope.clone(), 401),
        ("refused", "tapedeck", scope.clone(), 403),
        ("admin", "tapedeck", json!({"project": {"name": "mars-1"}}), 404),
        ("admin", "tapedeck", json!({}), 400),
    ] {
        let answer = dc.answer(NOW, &token_request(user, password, &scope));
        assert_eq!(answer.status, status, "{user} {scope}");
        assert_eq!(header(&answer, "X-Subject-Token").is_some(), status == 201);
        assert!(header(&answer, "X-Request-Id").is_some());
        match status {
            201 => assert_eq!(body(&answer)["token"]["project"]["id"], PROJECT),
            _ => assert_eq!(body(&answer)["error"]["code"], status),
        }
    }
    let answer = dc.answer(NOW, &token_request("noheader", "tapedeck", &scope));
    assert_eq!((answer.status, header(&answer, "X-Subject-Token")), (201, None));
}

#[test]
fn tokens_end() {
    let ended = (401, "APIGW.0301".to_owned());
    let mut client = Client::new("admin");
    client.now += DAY - 1;
    assert_eq!(client.get("").status, 200);
    client.now += 1;
    assert_eq!(refusal(&client.get("")), ended);
    let mut short = Client::new("short");
    let codes: Vec<u16> = (0..42).map(|_| short.get("").status).collect();
    assert!(codes[..40].iter().all(|code| *code == 200) && codes[40..] == [401, 401], "{codes:?}");
    let mut brief = Client::new("brief");
    brief.now += 15 * 60;
    assert_eq!(refusal(&brief.get("")), ended);
    let mut client = Client::new("admin");
    client.control("POST", "sessions", r#"{"expire":true}"#);
    assert_eq!(refusal(&client.get("")), ended);
    let mut nobody = Client::new("admin");
    nobody.token = "made up".into();
    assert_eq!(refusal(&nobody.get("")), ended);
}

#[test]
fn signatures() {
    let mut dc = CloudDc::new(1, NOW, true);
    let list = || request("GET", &format!("/v1/{PROJECT}/physicalservers?limit=10"));
    let mut code = |request: Request| dc.answer(NOW, &request).status;
    assert_eq!(code(sign(list(), "admin", "tapedeck", HOST, DATE, None)), 200);
    assert_eq!(code(sign(list(), "admin", "wrong", HOST, DATE, None)), 401);
    assert_eq!(code(sign(list(), "nobody", "tapedeck", HOST, DATE, None)), 401);
    assert_eq!(code(sign(list(), "admin", "tapedeck", "portal.example", DATE, None)), 401, "the proxy's host");
    assert_eq!(code(sign(list(), "admin", "tapedeck", HOST, "20261120T054000Z", None)), 401, "too old");
    assert_eq!(code(sign(list(), "admin", "tapedeck", HOST, "20261120T055000Z", None)), 200);
    assert_eq!(code(sign(list(), "blocked", "tapedeck", HOST, DATE, None)), 401);
    assert_eq!(code(sign(list(), "temporary", "tapedeck", HOST, DATE, None)), 401);
    assert_eq!(code(sign(list(), "temporary", "tapedeck", HOST, DATE, Some("tapedeck-token"))), 200);
    assert_eq!(code(list()), 401);
    let mut changed = sign(list(), "admin", "tapedeck", HOST, DATE, None);
    changed.query = "limit=11".into();
    assert_eq!(code(changed), 401, "what was signed was another request");
    let projects = request("GET", &format!("/v3/projects?name={REGION}"));
    assert_eq!(code(sign(projects.clone(), "admin", "tapedeck", HOST, DATE, None)), 401);
    let answer = ok(&dc.answer(NOW, &sign(projects, "admin", "tapedeck", IAM_HOST, DATE, None)));
    assert_eq!(answer["projects"][0]["id"], PROJECT);
}

#[test]
fn the_gateway_shows_what_it_signed() {
    let mut dc = CloudDc::new(1, NOW, true);
    let list = request("GET", &format!("/v1/{PROJECT}/physicalservers"));
    let answer = dc.answer(NOW, &sign(list, "admin", "wrong", HOST, DATE, None));
    let message = body(&answer)["error_msg"].as_str().unwrap().to_owned();
    assert!(
        message.contains(&format!("canonicalRequest:GET|/v1/{PROJECT}/physicalservers/||host:{HOST}|")),
        "{message}"
    );
}

#[test]
fn permissions() {
    let denied = (403, "iMetal.0004".to_owned());
    assert_eq!(refusal(&Client::new("denied").get("")), denied);
    let mut nolist = Client::new("nolist");
    assert_eq!(refusal(&nolist.get("")), denied);
    assert_eq!(nolist.get("/alarms?limit=1").status, 200);
    let mut viewer = Client::new("viewer");
    let server = viewer.server("rack4-db-1");
    assert_eq!(refusal(&viewer.call("POST", &format!("/{server}/logs/exports"))), denied);
    let mut client = Client::new("admin");
    let mut other = request("GET", "/v1/ffff/physicalservers");
    other.headers.push(("X-Auth-Token".into(), client.token.clone()));
    assert_eq!(refusal(&client.send(&other)), denied);
    let mut limited = Client::new("limited");
    let codes: Vec<u16> = (0..9).map(|_| limited.get("").status).collect();
    assert_eq!(codes.iter().filter(|code| **code == 429).count(), 2, "{codes:?}");
    let busy = (0..9).map(|_| limited.get("")).find(|answer| answer.status == 429).unwrap();
    assert_eq!(
        (header(&busy, "Content-Type"), busy.body.as_slice()),
        (Some("text/plain"), &b"The request is overloaded."[..])
    );
}
