//! Faults by control path and by account, and what is the same for everybody.

use super::*;

#[test]
fn faults_by_call_and_by_account() {
    let mut client = Client::new("admin");
    client.control("POST", "faults", r#"{"fault":"html","method":"ListAlarms"}"#);
    assert_eq!(client.get("").status, 200, "another call is not met");
    assert!(client.get("/alarms?limit=10").body.starts_with(b"<!doctype html>"));
    assert_eq!(client.get("/alarms?limit=10").status, 200, "it is used up");
    for (fault, rows) in [("badrow", 10), ("badrows", 10), ("norows", 0)] {
        client.control("POST", "faults", &format!(r#"{{"fault":"{fault}"}}"#));
        let page = ok(&client.get("/alarms?limit=10"));
        assert_eq!(page["alarms"].as_array().unwrap().len(), rows, "{fault}");
        assert!(page["count"].as_u64() > Some(300), "{fault}");
        let mut other = Client::new(&format!("fault-{fault}"));
        let page = ok(&other.get("/alarms?limit=10"));
        assert_eq!(page["alarms"].as_array().unwrap().len(), rows, "{fault}");
        let odd = page["alarms"].as_array().unwrap().iter().any(|row| row["begin_time"] == "soon" || !row.is_object());
        assert_eq!(odd, rows > 0, "{fault}");
    }
    assert_eq!(Client::new("fault-502").get("").status, 502);
    client.control("POST", "faults", r#"{"fault":"cut","method":"CreateToken"}"#);
    let answer = client.send(&token_request("admin", "tapedeck", &json!({"project": {"name": REGION}})));
    assert!(answer.cut_after.is_some());
}

#[test]
fn what_does_not_exist() {
    let mut client = Client::new("admin");
    for (method, path) in
        [("GET", "/"), ("DELETE", "/v3/auth/tokens"), ("POST", "/v1/x/physicalservers"), ("GET", "/v2/x")]
    {
        assert_eq!(client.send(&request(method, path)).status, 404, "{path}");
    }
}

#[test]
fn the_same_seed_gives_the_same_answers() {
    let answers = |seed: u64| {
        let mut dc = CloudDc::new(seed, NOW, false);
        let list = request("GET", &format!("/v1/{PROJECT}/physicalservers/alarms?limit=100"));
        dc.answer(NOW, &sign(list, "admin", "tapedeck", HOST, DATE, None))
    };
    assert_eq!(answers(1), answers(1));
    assert_ne!(answers(1).body, answers(2).body);
    let by_name = |name: &str| tapedeck_simulator::system(name, 1, NOW, true).is_some();
    assert!(by_name("clouddc") && by_name("clouddc-2"));
}
