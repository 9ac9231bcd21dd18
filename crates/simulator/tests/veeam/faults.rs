//! Faults by control path and by user, and systems by name.

use serde_json::Value;
use tapedeck_simulator::Request;

use crate::client::{Client, NOW, json, problem};

#[test]
fn faults_by_control_path_and_by_user() {
    let mut client = Client::small("admin");
    client.control("POST", "faults", r#"{"fault":"502","method":"log"}"#);
    client.control("POST", "faults", r#"{"fault":"badrows"}"#);
    client.control("POST", "faults", r#"{"fault":"429","method":"token","ms":3000}"#);
    assert_eq!(client.get("system/about", &[]).status, 200, "a fault of rows waits for rows");
    let rows = client.list(&[("Limit", "10")]);
    let broken = rows["results"].as_array().unwrap().iter().filter(|row| !row.is_object()).count();
    assert_eq!((rows["results"].as_array().unwrap().len(), broken), (10, 2));
    let id = rows["results"][9]["id"].as_str().unwrap().to_owned();
    assert_eq!(client.get(&format!("jobSessions/{id}/log"), &[]).status, 502);
    assert_eq!(client.get(&format!("jobSessions/{id}/log"), &[]).status, 200, "it is used up");
    assert_eq!(client.token(&[]).status, 429);
    client.control("POST", "faults", r#"{"fault":"norows","method":"jobSessions"}"#);
    let none = client.list(&[]);
    assert_eq!((&none["totalCount"], none["results"].as_array().unwrap().len()), (&450.into(), 0));
    for (fault, status) in [("html", 200), ("503", 503), ("garbage", 200)] {
        let mut client = Client::small(&format!("fault-{fault}"));
        assert_eq!(client.get("system/about", &[]).status, 200);
        let met = client.get("jobSessions", &[]);
        assert_eq!(met.status, status);
        assert!(serde_json::from_slice::<Value>(&met.body).is_err());
    }
    assert_eq!(json(&client.control("GET", "sessions", ""))["sessions"], 1);
    client.control("POST", "sessions", r#"{"expire":true}"#);
    assert_eq!(problem(&client.get("jobSessions", &[])), 401);
    let refresh = client.refresh.clone();
    assert_eq!(client.token(&[("grant_type", "Refresh_token"), ("refresh_token", &refresh)]).status, 200);
    client.control("POST", "sessions", r#"{"expire":true,"code":401}"#);
    let refresh = client.refresh.clone();
    assert_eq!(problem(&client.token(&[("grant_type", "Refresh_token"), ("refresh_token", &refresh)])), 401);
}

#[test]
fn the_same_system_by_name() {
    let request = Request { method: "GET".into(), path: "/".into(), ..Request::default() };
    for name in ["vbaz", "vbaz-1", "vbaz-other"] {
        let mut system = tapedeck_simulator::system(name, 1, NOW, true).expect("a system");
        assert_eq!(system.answer(NOW, &request).status, 200);
    }
}
