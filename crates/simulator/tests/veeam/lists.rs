//! Pages and filters of the list of sessions, and what is in it.

use serde_json::Value;
use tapedeck_simulator::veeam::Settings;

use crate::client::{Client, NOW, json, problem};

#[test]
fn pages() {
    let mut client = Client::small("admin");
    let all = client.rows(&[]);
    assert_eq!(all.len(), 450);
    let starts: Vec<_> = all.iter().filter_map(|row| row["executionStartTime"].as_str()).collect();
    assert!(starts.windows(2).all(|pair| pair[0][..19] >= pair[1][..19]), "the newest first");
    let default = client.list(&[]);
    assert_eq!((default["limit"].as_i64(), default["results"].as_array().unwrap().len()), (Some(100), 100));
    let page = client.list(&[("offset", "440"), ("limit", "200")]);
    assert_eq!(page["totalCount"], 450);
    assert_eq!(page["results"].as_array().unwrap()[..], all[440..]);
    assert_eq!(client.list(&[("Offset", "9999")])["results"].as_array().unwrap().len(), 0);
    for (name, value) in [("Offset", "-1"), ("Limit", "-2"), ("Limit", "many")] {
        let refused = client.get("jobSessions", &[(name, value)]);
        assert_eq!(problem(&refused), 400);
        assert!(json(&refused)["errors"][name][0].is_string());
    }
}

#[test]
fn filters() {
    let mut client = Client::small("admin");
    let all = client.rows(&[]);
    let of = |test: &dyn Fn(&Value) -> bool| all.iter().filter(|row| test(row)).cloned().collect::<Vec<_>>();
    let errors = client.rows(&[("Status", "Error")]);
    assert_eq!(errors, of(&|row| row["status"] == "Error"));
    assert!(!errors.is_empty());
    let two = client.rows(&[("Status", "Error"), ("Status", "Warning"), ("Types", "FileSharePolicySnapshot")]);
    let wanted = |row: &Value| {
        row["type"] == "FileSharePolicySnapshot" && (row["status"] == "Error" || row["status"] == "Warning")
    };
    assert_eq!(two, of(&wanted));
    let policy = errors[0]["backupJobInfo"]["policyId"].as_str().unwrap().to_owned();
    assert_eq!(
        client.rows(&[("PolicyId", &policy)]),
        of(&|row| row["backupJobInfo"]["policyId"] == *policy || row["healthCheckJobInfo"]["policyId"] == *policy)
    );
    assert_eq!(client.rows(&[("Filter", "dataB")]), of(&|row| row["backupJobInfo"]["policyName"] == "Databases"));
    let (from, to) = ("2026-11-18T00:00:00Z", "2026-11-19T00:00:00Z");
    let day = client.rows(&[("FromUtc", from), ("ToUtc", to)]);
    assert_eq!(day, of(&|row| row["executionStartTime"].as_str().is_some_and(|time| (from..to).contains(&time))));
    assert!(day.len() > 10);
    let item = json(&client.get(&format!("jobSessions/{}/protectedItems", errors[0]["id"].as_str().unwrap()), &[]));
    let resource = item["results"][0]["resource"]["id"].as_str().unwrap().to_owned();
    assert!(client.rows(&[("ResourceId", &resource)]).iter().all(|row| row["id"].is_string()));
    assert_eq!(client.rows(&[("VmId", &resource)]).len(), 450, "a parameter of older versions");
    client.version = "v7";
    assert!(client.rows(&[("VmId", &resource)]).len() < 450);
    for (name, value) in [
        ("Status", "Failed"),
        ("Types", "VmSnapshotRetention"),
        ("PolicyId", "x"),
        ("FromUtc", "2026-11-18"),
        ("ToUtc", "2026-11-18T00:00:00.5Z"),
    ] {
        assert_eq!(problem(&client.get("jobSessions", &[(name, value)])), 400, "{name}");
    }
}

#[test]
fn three_years_with_all_that_happens() {
    let mut client = Client::new(Settings::new(1, NOW));
    client.token(&[("grant_type", "Password"), ("username", "admin"), ("password", "tapedeck")]);
    let all = client.rows(&[]);
    assert!(all.len() > 8_000, "{}", all.len());
    let count = |key: &str, value: &str| all.iter().filter(|row| row[key] == value).count();
    for status in [
        "Canceled",
        "Canceling",
        "Error",
        "NeverExecuted",
        "Running",
        "RunningWithWarning",
        "Success",
        "Warning",
        "Pending",
    ] {
        assert!(count("status", status) > 0, "{status}");
    }
    assert_eq!((count("status", "Suspended"), count("status", "Unknown")), (1, 1), "words that nobody knows");
    assert_eq!(count("type", "KeyVaultPolicyBackup"), 1);
    assert!(count("status", "Success") * 10 > all.len() * 8);
    let web = client.rows(&[("Filter", "Old web")]);
    assert!(web.len() > 500 && web[0]["executionStartTime"].as_str().unwrap() < "2026-07");
    assert!(all.iter().any(|row| row["executionDuration"].as_str().is_some_and(|span| span.starts_with("1."))));
    let longest = all.iter().map(|row| row["id"].as_str().unwrap().to_owned()).nth(33).unwrap();
    let log = json(&client.get(&format!("jobSessions/{longest}/log"), &[]));
    assert!(log["log"].as_array().unwrap().len() > 1_500, "one log is very long");
    // The same data again, and other data for another seed.
    let mut again = Client::new(Settings::new(1, NOW));
    again.token(&[("grant_type", "Password"), ("username", "admin"), ("password", "tapedeck")]);
    assert_eq!(again.rows(&[]), all);
    let mut other = Client::new(Settings::new(2, NOW));
    other.token(&[("grant_type", "Password"), ("username", "admin"), ("password", "tapedeck")]);
    assert!(other.rows(&[]) != all);
}

#[test]
fn a_page_comes_fast() {
    let mut client = Client::new(Settings::new(1, NOW));
    client.token(&[("grant_type", "Password"), ("username", "admin"), ("password", "tapedeck")]);
    let start = std::time::Instant::now();
    for _ in 0..20 {
        assert_eq!(client.get("jobSessions", &[("Limit", "200"), ("Offset", "4000")]).status, 200);
    }
    let each = start.elapsed() / 20;
    eprintln!("{each:?} a page");
    assert!(each.as_millis() < 50, "{each:?}");
}
