//! Servers by marker, alarms by offset, events by windows of time.

use super::*;

#[test]
fn servers_by_marker() {
    let mut client = Client::new("admin");
    let first = ok(&client.get(""));
    assert_eq!((first["servers"].as_array().unwrap().len(), first["count"].as_u64()), (10, Some(12)));
    let marker = first["page_info"]["next_marker"].as_str().unwrap().to_owned();
    assert_eq!(first["servers"][9]["id"], marker.as_str());
    let second = ok(&client.get(&format!("?marker={marker}&limit=3")));
    assert_eq!(second["servers"].as_array().unwrap().len(), 2, "less than ten is ten");
    assert!(second["page_info"].get("next_marker").is_none());
    assert_eq!(ok(&client.get("?limit=5000"))["servers"].as_array().unwrap().len(), 12);
    assert_eq!(ok(&client.get("?manage_state=in-use&limit=100"))["count"], 9);
    assert_eq!(refusal(&client.get("?manage_state=odd")).0, 400);
    assert_eq!(refusal(&client.get("?marker=odd")).0, 400);
    let id = client.server("rack4-gpu-1");
    assert_eq!(ok(&client.get(&format!("/{id}")))["name"], "rack4-gpu-1");
    assert_eq!(refusal(&client.get("/odd")), (404, "iMetal.0100".to_owned()));
    assert_eq!(ok(&Client::new("paged").get("?limit=200"))["servers"].as_array().unwrap().len(), 10);
}

#[test]
fn alarms_page_by_page() {
    let mut client = Client::new("admin");
    let all = client.all("alarms", "");
    assert!(all.len() > 300, "{}", all.len());
    let times: Vec<_> = all.iter().map(|alarm| alarm["begin_time"].as_i64().unwrap()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b));
    let ids: std::collections::BTreeSet<_> = all.iter().map(|alarm| alarm["alarm_record_id"].as_str()).collect();
    assert_eq!(ids.len(), all.len());
    let active = client.all("alarms", "&alarm_status=alarm");
    assert_eq!((active.len(), client.all("alarms", "&alarm_status=alram").len()), (5, 5));
    assert!(active.iter().all(|alarm| alarm.get("end_time").is_none()));
    assert!(active.iter().any(|alarm| alarm["alarm_level"] == 5), "a level that nobody knows");
    let by_level: usize = (1..=4).map(|level| client.all("alarms", &format!("&alarm_level={level}")).len()).sum();
    assert_eq!(by_level, all.len() - 1);
    let from = NOW - 30 * DAY;
    let recent = client.all("alarms", &format!("&from={from}&to={NOW}"));
    assert_eq!(recent.len(), times.iter().filter(|time| **time >= from * 1000).count());
    let server = client.server("rack4-db-2");
    assert!(client.all("alarms", &format!("&resource_id=x,{server}")).len() > 50, "it rings often");
    for bad in
        ["limit=101", "limit=0", "limit=x", "alarm_level=5", "alarm_status=on", "alarm_type=x", "from=1795154400000"]
    {
        assert_eq!(refusal(&client.get(&format!("/alarms?{bad}"))).0, 400, "{bad}");
    }
}

#[test]
fn events_by_windows() {
    let mut client = Client::new("admin");
    let month = client.all("events", &window(30, ""));
    assert!(month.len() > 300, "{}", month.len());
    let mut by_level = 0;
    for level in ["critical", "major", "minor", "info"] {
        let rows = client.all("events", &window(30, &format!("&event_level={level}")));
        assert!(rows.iter().all(|row| row["event_level"] == level));
        by_level += rows.len();
    }
    assert_eq!(by_level, month.len() - 1, "one has a level that nobody knows");
    let from = (NOW - 31 * DAY) * 1000;
    let to = NOW * 1000;
    for (query, code) in [
        (String::new(), "iMetal.0002"),
        (format!("from={from}"), "iMetal.0002"),
        (format!("from={from}&to={to}"), "iMetal.0001"),
        (format!("from={to}&to={from}"), "iMetal.0001"),
        (format!("from={}&to={NOW}", NOW - DAY), "iMetal.0001"),
        (format!("from={}&to={to}&event_level=odd", to - 1), "iMetal.0001"),
    ] {
        assert_eq!(refusal(&client.get(&format!("/events?{query}"))), (400, code.to_owned()), "{query}");
    }
    let seconds = format!("/events?from={}&to={NOW}", NOW - DAY);
    let mut older = Client::new("older");
    assert_eq!(older.get(&seconds).status, 200);
    assert_eq!(refusal(&older.get(&format!("/events?from={}&to={to}", to - 1))).0, 400);
}
