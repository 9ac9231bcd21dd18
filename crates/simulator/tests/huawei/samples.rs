//! The answers have the shape of the recorded samples: the same keys, the same JSON types.
//!
//! The samples are not part of this repository. Where they are missing, nothing is compared.

use super::common::sample;
use super::*;

/// The same keys, the same kinds of values.
fn same(name: &str, mine: &Value) {
    let Some(theirs) = sample("huawei", name) else { return };
    let (mine, theirs) = (mine.as_object().unwrap(), theirs.as_object().unwrap());
    assert_eq!(mine.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>(), "{name}");
    for (key, value) in theirs {
        let own = &mine[key];
        assert!(own.is_string() == value.is_string() && own.is_number() == value.is_number(), "{name}: {key} is {own}");
    }
}

#[test]
fn the_shapes_are_those_of_the_samples() {
    let mut client = Client::new("admin");
    let server = client.server("rack4-db-1");
    let begun = body(&client.call("POST", &format!("/{server}/logs/exports")));
    same("export_server_logs.202.json", &begun);
    same("show_logs_export_status.200.json", &ok(&client.get(&format!("/{server}/logs/exports/1"))));
    same("error.json", &body(&client.get("/odd")));
    client.token = "made up".into();
    same("error_apig_signature.json", &body(&client.get("")));
    // The very request of the sample, with an account that is there.
    if let Some(mut asked) = sample("huawei", "iam_token_request.json") {
        asked["auth"]["identity"]["password"]["user"]["name"] = json!("admin");
        asked["auth"]["identity"]["password"]["user"]["domain"]["name"] = json!("admin");
        asked["auth"]["identity"]["password"]["user"]["password"] = json!("tapedeck");
        asked["auth"]["scope"]["project"]["name"] = json!(REGION);
        let request = Request { body: asked.to_string().into_bytes(), ..request("POST", "/v3/auth/tokens") };
        assert_eq!(client.send(&request).status, 201);
    }
}
