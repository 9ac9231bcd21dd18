//! The simulated appliance of Veeam Backup for Azure: users, versions, paging, filters, what can be done, faults.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::PathBuf;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tapedeck_simulator::veeam::{Appliance, Settings};
use tapedeck_simulator::{Request, Response};

/// 2026-11-20 06:00 UTC.
const NOW: i64 = 1_795_154_400;

struct Client {
    appliance: Appliance,
    now: i64,
    version: &'static str,
    access: String,
    refresh: String,
}

fn form(pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    pairs.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect::<Vec<_>>().join("&")
}

fn json(response: &Response) -> Value {
    serde_json::from_slice(&response.body).unwrap_or_else(|error| panic!("{error}: {response:?}"))
}

impl Client {
    fn new(settings: Settings) -> Self {
        let (access, refresh) = (String::new(), String::new());
        Self { now: settings.until_s, appliance: Appliance::new(settings), version: "v8.1", access, refresh }
    }

    fn small(user: &str) -> Self {
        let mut client = Self::new(Settings::small(1, NOW));
        let answer = client.token(&[("grant_type", "Password"), ("username", user), ("password", "tapedeck")]);
        assert_eq!(answer.status, 200, "{answer:?}");
        client
    }

    fn send(&mut self, method: &str, path: &str, query: &str, headers: &[(&str, &str)], body: &str) -> Response {
        let mut headers: Vec<_> = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        if !self.access.is_empty() {
            headers.push(("Authorization".into(), format!("Bearer {}", self.access)));
        }
        let request =
            Request { method: method.into(), path: path.into(), query: query.into(), headers, body: body.into() };
        self.appliance.answer(self.now, &request)
    }

    fn token(&mut self, pairs: &[(&str, &str)]) -> Response {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let answer = self.send("POST", "/api/oauth2/token", "", &kind, &form(pairs));
        if answer.status == 200 {
            let tokens = json(&answer);
            self.access = tokens["access_token"].as_str().unwrap_or_default().to_owned();
            self.refresh = tokens["refresh_token"].as_str().unwrap_or_default().to_owned();
        }
        answer
    }

    fn get(&mut self, path: &str, pairs: &[(&str, &str)]) -> Response {
        self.send("GET", &format!("/api/{}/{path}", self.version), &form(pairs), &[], "")
    }

    fn post(&mut self, path: &str, accept: &str, body: &str) -> Response {
        self.send("POST", &format!("/api/{}/{path}", self.version), "", &[("accept", accept)], body)
    }

    fn list(&mut self, pairs: &[(&str, &str)]) -> Value {
        let answer = self.get("jobSessions", pairs);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        json(&answer)
    }

    fn rows(&mut self, pairs: &[(&str, &str)]) -> Vec<Value> {
        let pairs = [pairs, &[("Limit", "-1")]].concat();
        self.list(&pairs)["results"].as_array().unwrap().clone()
    }

    fn control(&mut self, method: &str, path: &str, body: &str) -> Response {
        self.send(method, &format!("/_simulator/{path}"), "", &[], body)
    }
}

/// An error in the shape of problem details; its status.
fn problem(response: &Response) -> u16 {
    assert_eq!(response.headers[0].1, "application/problem+json; charset=utf-8");
    let body = json(response);
    assert_eq!(body["status"], response.status);
    assert!(body["title"].is_string() && body["type"].is_string(), "{body}");
    response.status
}

#[test]
fn passwords_codes_and_refresh_tokens() {
    let mut client = Client::new(Settings::small(1, NOW));
    let password = |user, password| [("grant_type", "Password"), ("username", user), ("password", password)];
    for (user, word, status) in
        [("admin", "wrong", 401), ("nobody", "tapedeck", 401), ("denied", "tapedeck", 403), ("locked", "tapedeck", 423)]
    {
        assert_eq!(problem(&client.token(&password(user, word))), status, "{user}");
    }
    assert_eq!(problem(&client.token(&[("grant_type", "password")])), 400, "grant types are written as they are");
    assert_eq!(problem(&client.token(&[])), 400);
    let tokens = json(&client.token(&[("grant_type", "Password"), ("Username", "admin"), ("Password", "tapedeck")]));
    assert_eq!(tokens["expires_in"], 3_600);
    assert_eq!(
        (&tokens[".issued"], &tokens[".expires"]),
        (&"2026-11-20T06:00:00Z".into(), &"2026-11-20T07:00:00Z".into())
    );

    let (access, refresh) = (client.access.clone(), client.refresh.clone());
    let again = [("grant_type", "Refresh_token"), ("refresh_token", refresh.as_str())];
    assert_eq!(client.token(&again).status, 200);
    assert!(client.access != access && client.refresh != refresh);
    assert_eq!(problem(&client.token(&again)), 401, "a refresh token is good once");
    client.now += 3_601;
    assert_eq!(problem(&client.get("jobSessions", &[])), 401, "the hour is over");
    let refresh = client.refresh.clone();
    assert_eq!(client.token(&[("grant_type", "Refresh_token"), ("refresh_token", &refresh)]).status, 200);
    assert_eq!(client.get("jobSessions", &[]).status, 200);
    assert_eq!(client.send("DELETE", "/api/oauth2/token", "", &[], "").status, 204);
    assert_eq!(problem(&client.get("jobSessions", &[])), 401);
    let refresh = client.refresh.clone();
    assert_eq!(problem(&client.token(&[("grant_type", "Refresh_token"), ("refresh_token", &refresh)])), 401);
}

#[test]
fn a_second_factor() {
    let mut client = Client::small("otp");
    assert_eq!(client.access, "");
    let half = json(&client.token(&[("grant_type", "Password"), ("username", "otp"), ("password", "tapedeck")]));
    assert!(half["access_token"].is_null() && half["mfa_enabled"] == true);
    let half = half["mfa_token"].as_str().unwrap().to_owned();
    let code = |code| [("grant_type", "Mfa"), ("mfa_token", half.as_str()), ("mfa_code", code)];
    assert_eq!(problem(&client.token(&code("000000"))), 401);
    assert_eq!(client.token(&code("123456")).status, 200);
    assert_eq!(client.get("jobSessions", &[]).status, 200);
    assert_eq!(problem(&client.token(&code("123456"))), 401, "it is used up");
}

#[test]
fn users_of_every_kind() {
    let mut viewer = Client::small("viewer");
    assert_eq!(viewer.get("jobSessions", &[]).status, 200);
    assert_eq!(problem(&viewer.post("jobSessions/export", "text/csv", "{}")), 403);
    assert_eq!(problem(&Client::small("noaccess").get("jobSessions", &[])), 403);
    let licence = Client::small("licence").get("jobSessions", &[]);
    assert_eq!(json(&licence)["extensions"]["licenseAgreementAcceptanceRequired"], true);
    let mut limited = Client::small("limited");
    let statuses: Vec<u16> = (0..8).map(|_| limited.get("jobSessions", &[]).status).collect();
    assert_eq!(statuses, [200, 200, 200, 429, 200, 200, 200, 429]);
    let mut revoked = Client::small("revoked");
    let statuses: Vec<u16> = (0..7).map(|_| revoked.get("jobSessions", &[]).status).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 401, 401]);
    let refresh = revoked.refresh.clone();
    assert_eq!(revoked.token(&[("grant_type", "Refresh_token"), ("refresh_token", &refresh)]).status, 200);
    let mut short = Client::small("short");
    short.now += 91;
    assert_eq!(problem(&short.get("jobSessions", &[])), 401);
}

#[test]
fn versions() {
    for (user, served, not) in
        [("admin", ["v8.1", "v8", "v7"], "v6"), ("old", ["v5", "v4", "v3"], "v8"), ("first", ["v1", "v1", "v1"], "v2")]
    {
        let mut client = Client::small(user);
        for version in served {
            client.version = version;
            let about = client.get("system/about", &[]);
            assert!(json(&about)["serverVersion"].is_string(), "{version}");
            assert_eq!(
                client.list(&[("Limit", "1")])["results"][0].get("backupJobInfo").is_some(),
                !matches!(version, "v1" | "v3")
            );
        }
        client.version = not;
        let answer = client.get("system/about", &[]);
        assert_eq!((answer.status, answer.body.len()), (404, 0));
    }
    let mut first = Client::small("first");
    first.version = "v1";
    let rows = first.rows(&[]);
    assert_eq!(rows.last().unwrap()["id"], "1");
    assert_eq!(json(&first.get("jobSessions/38", &[]))["id"], "38");
    assert_eq!(json(&first.get("jobSessions/38/log", &[]))["jobSessionId"], "38");
    assert_eq!(json(&first.post("jobSessions/export", "text/csv", ""))["totalCount"], rows.len());
    let page = first.send("GET", "/dashboard", "", &[], "");
    assert!(page.body.starts_with(b"<!doctype html>"));
}

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
fn one_session_its_log_and_the_things_inside() {
    let mut client = Client::small("admin");
    for row in client.rows(&[]) {
        let id = row["id"].as_str().unwrap();
        assert_eq!(json(&client.get(&format!("jobSessions/{id}"), &[])), row);
    }
    let error = client.rows(&[("Status", "Error"), ("Filter", "File shares")]).remove(0);
    let id = error["id"].as_str().unwrap();
    let log = json(&client.get(&format!("jobSessions/{id}/log"), &[]));
    assert_eq!(log["jobSessionId"], id);
    let items = log["log"].as_array().unwrap();
    assert!(items.iter().any(|item| item["status"] == "Error" && item["resourceHashId"].is_string()));
    let things = json(&client.get(&format!("jobSessions/{id}/protectedItems"), &[("NameSearchPattern", "SCAN")]));
    assert_eq!((&things["totalCount"], &things["results"][0]["resource"]["name"]), (&1.into(), &"scans".into()));
    let resource = things["results"][0]["resource"]["id"].as_str().unwrap();
    let some = json(&client.get(&format!("jobSessions/{id}/log"), &[("instanceId", resource)]));
    assert!(some["log"].as_array().unwrap().len() < items.len());
    let none = json(&client.get(&format!("jobSessions/{id}/restoredDatabases"), &[]));
    assert_eq!(none["totalCount"], 0);
    client.version = "v8";
    let log = json(&client.get(&format!("jobSessions/{id}/log"), &[]));
    assert!(log["log"][0].get("resourceHashId").is_none(), "younger than version 8");
    for path in ["jobSessions/none", "jobSessions/none/log", "jobSessions/none/protectedItems"] {
        assert_eq!(problem(&client.get(path, &[])), 404);
    }
    assert_eq!(client.get(&format!("jobSessions/{id}/somethingElse"), &[]).status, 404);
    assert_eq!(problem(&client.post("jobSessions", "", "")), 405);
}

#[test]
fn every_list_of_things_has_some() {
    let mut client = Client::new(Settings::new(1, NOW));
    client.token(&[("grant_type", "Password"), ("username", "admin"), ("password", "tapedeck")]);
    for (kind, list) in [
        ("SqlPolicyBackup", "protectedItems"),
        ("HealthCheck", "checkedItems"),
        ("BackupRetention", "deletedItems"),
        ("RestoreVms", "restoredItems"),
        ("SqlRestore", "restoredDatabases"),
        ("FileLevelRestore", "fileLevelRestoredItems"),
        ("FileShareFileRestore", "fileLevelRestoredFileShareItems"),
    ] {
        let id = client.rows(&[("Types", kind)])[0]["id"].as_str().unwrap().to_owned();
        let page = json(&client.get(&format!("jobSessions/{id}/{list}"), &[]));
        assert!(page["totalCount"].as_i64() > Some(0), "{list}");
    }
}

#[test]
fn a_running_session_is_stopped() {
    let mut client = Client::small("admin");
    let running = client.rows(&[("Status", "Running")]);
    assert_eq!(running.len(), 1);
    assert!(running[0]["executionStopTime"].is_null());
    let id = running[0]["id"].as_str().unwrap().to_owned();
    client.now += 60;
    let later = json(&client.get(&format!("jobSessions/{id}"), &[]));
    assert!(later["executionDuration"].as_str() > running[0]["executionDuration"].as_str(), "it counts on");
    assert_eq!(client.post(&format!("jobSessions/{id}/stop"), "", "").status, 204);
    assert_eq!(json(&client.get(&format!("jobSessions/{id}"), &[]))["status"], "Canceling");
    client.now += 10;
    let ended = json(&client.get(&format!("jobSessions/{id}"), &[]));
    assert_eq!(ended["status"], "Canceled");
    assert!(ended["executionStopTime"].is_string());
    assert_eq!(problem(&client.post(&format!("jobSessions/{id}/stop"), "", "")), 409);
    assert_eq!(problem(&client.post("jobSessions/none/stop", "", "")), 404);
}

#[test]
fn files() {
    let mut client = Client::small("admin");
    let csv =
        client.post("jobSessions/export", "text/csv", r#"{"status":["Error"],"sessionTypes":["PolicySnapshot"]}"#);
    assert_eq!(csv.headers[0].1, "application/octet-stream");
    assert_eq!(csv.headers[1].1, "attachment; filename=\"VBAzSessions.csv\"");
    let text = String::from_utf8(csv.body).unwrap();
    let expected = client.rows(&[("Status", "Error"), ("Types", "FileSharePolicySnapshot")]).len()
        + client.rows(&[("Status", "Error"), ("Types", "PolicySnapshot")]).len();
    assert_eq!(text.lines().count(), expected + 1);
    let id = client.rows(&[])[5]["id"].as_str().unwrap().to_owned();
    let one = client.post("jobSessions/export", "application/xml", &format!(r#"{{"jobSessionIds":["{id}"]}}"#));
    assert_eq!(String::from_utf8(one.body).unwrap().matches("<JobSession>").count(), 1);
    assert_eq!(problem(&client.post("jobSessions/export", "text/csv", "")), 400);
    assert_eq!(problem(&client.post("jobSessions/export", "text/csv", r#"{"fromUtc":"soon"}"#)), 400);

    let logs = client.get("system/logs", &[("ExportLogsType", "LastDays"), ("Days", "7")]);
    assert!(logs.status == 200 && logs.body.len() > 1_000);
    let span = |from, to| [("ExportLogsType", "BetweenDates"), ("FromDateUtc", from), ("ToDateUtc", to)];
    assert_eq!(client.get("system/logs", &span("2026-11-18T00:00:00Z", "2026-11-19T00:00:00Z")).status, 200);
    assert_eq!(client.get("system/logs", &span("2016-11-18T00:00:00Z", "2016-11-19T00:00:00Z")).status, 204);
    for pairs in [&[][..], &[("ExportLogsType", "LastDays")], &[("ExportLogsType", "LastDays"), ("Days", "0")]] {
        assert_eq!(problem(&client.get("system/logs", pairs)), 400);
    }
}

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

/// The log of version 1 has the keys and the types of the recorded one. Where that is missing, nothing is compared.
#[test]
fn the_shape_of_the_sample() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vendors/samples/veeam");
    let Ok(sample) = std::fs::read(folder.join("jobSessions_log.v1.json")) else {
        eprintln!("no sample jobSessions_log.v1.json: not compared");
        return;
    };
    let sample: Value = serde_json::from_slice(&sample).unwrap();
    let mut client = Client::small("first");
    client.version = "v1";
    let mine = json(&client.get("jobSessions/38/log", &[]));
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&mine), keys(&sample));
    for item in mine["log"].as_array().unwrap() {
        assert_eq!(keys(item), keys(&sample["log"][0]));
        assert!(item.as_object().unwrap().values().all(Value::is_string), "{item}");
        // Seven digits, as .NET writes a span.
        let span = item["executionDuration"].as_str().unwrap();
        assert!(span.len() == 16 || span.len() == 8, "{span}");
    }
}

#[test]
fn the_same_system_by_name() {
    let request = Request { method: "GET".into(), path: "/".into(), ..Request::default() };
    for name in ["vbaz", "vbaz-1", "vbaz-other"] {
        let mut system = tapedeck_simulator::system(name, 1, NOW, true).expect("a system");
        assert_eq!(system.answer(NOW, &request).status, 200);
    }
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
