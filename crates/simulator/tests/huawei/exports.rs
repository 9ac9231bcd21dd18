//! Log exports: begun, asked after, fetched.

use super::*;

#[test]
fn an_export_takes_its_time() {
    let mut client = Client::new("admin");
    let server = client.server("rack4-db-1");
    let exports = format!("/{server}/logs/exports");
    let begun = client.call("POST", &exports);
    assert_eq!(begun.status, 202);
    assert_eq!((&body(&begun)["status"], &body(&begun)["percentage"]), (&json!("Running"), &json!("0%")));
    assert_eq!(refusal(&client.get(&format!("{exports}/1/content"))), (400, "iMetal.0101".to_owned()));
    client.now += 10;
    assert_eq!(ok(&client.get(&format!("{exports}/1")))["percentage"], "25%");
    let second = body(&client.call("POST", &exports));
    assert_eq!(
        (&second["export_id"], &second["status"], &second["percentage"]),
        (&json!("2"), &json!("processing"), &json!("0"))
    );
    client.now += 30;
    assert_eq!(ok(&client.get(&format!("{exports}/1")))["status"], "completed");
    let content = client.get(&format!("{exports}/1/content"));
    assert_eq!(&content.body[..2], [0x1F, 0x8B]);
    let name = header(&content, "Content-Disposition").unwrap();
    assert!(name.starts_with("attachment; filename=2102353SXY10N4") && name.ends_with("-dump.tar.gz"), "{name}");
    assert_eq!(refusal(&client.get(&format!("{exports}/9"))).0, 400);
    let new = client.server("rack4-new-1");
    assert_eq!(refusal(&client.call("POST", &format!("/{new}/logs/exports"))), (400, "iMetal.0101".to_owned()));
    assert_eq!(refusal(&client.call("POST", "/odd/logs/exports")), (404, "iMetal.0100".to_owned()));
    let mut stuck = Client::new("stuck");
    stuck.call("POST", &exports);
    stuck.now += 3_600;
    assert_eq!(ok(&stuck.get(&format!("{exports}/1")))["status"], "Running");
}

#[test]
fn a_swift_one_takes_two_seconds() {
    let mut client = Client::new("swift");
    let exports = format!("/{}/logs/exports", client.server("rack4-db-1"));
    client.call("POST", &exports);
    client.now += 1;
    assert_eq!(ok(&client.get(&format!("{exports}/1")))["percentage"], "50%");
    client.now += 1;
    assert_eq!(ok(&client.get(&format!("{exports}/1")))["status"], "completed");
}
