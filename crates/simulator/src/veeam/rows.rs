//! The rows as the appliance writes them.

use super::data::{
    FILE_RESTORE, HEALTH_CHECK, LogItem, REPOSITORY, RESTORE, RETENTION, Resource, SHARE_RESTORE, SQL_RESTORE,
    SUBSCRIPTION, Session,
};
use super::time::{iso, span};
use crate::checksum;
use crate::json::Json;

/// A session. `v1` has numbers for identifiers and names no policy.
pub(crate) fn session(json: &mut Json, session: &Session, version: &str) {
    let first = version == "v1";
    let id = if first { session.number.to_string() } else { session.id.clone() };
    let kind = session.kind();
    json.open('{').text("id", &id).text("type", kind.name).text("localizedType", kind.words);
    json.maybe("executionStartTime", session.start.map(iso).as_deref());
    json.maybe("executionStopTime", session.end().map(iso).as_deref());
    json.maybe("executionDuration", session.start.map(|_| span(session.length)).as_deref());
    json.text("status", session.status());
    if !first && !matches!(version, "v2" | "v3") {
        info(json, session);
    }
    json.key("_links").open('{');
    let href = format!("https://vbaz.example/api/{version}/jobSessions/{id}");
    json.key("self").open('{').text("href", &href).close('}');
    json.key("log").open('{').text("href", &format!("{href}/log")).close('}').close('}').close('}');
}

fn info(json: &mut Json, session: &Session) {
    match (session.policy(), session.kind) {
        (Some(policy), kind) => {
            let (name, count) = if kind == HEALTH_CHECK {
                ("healthCheckJobInfo", "checkedInstancesCount")
            } else {
                ("backupJobInfo", "protectedInstancesCount")
            };
            json.key(name).open('{').text("policyId", policy.id).text("policyName", policy.name);
            json.text("policyType", policy.kind).int(count, session.resources().len() as i64);
            json.flag("policyRemoved", policy.removed).close('}');
        }
        (None, RESTORE | SQL_RESTORE) => {
            json.key("restoreJobInfo").open('{').text("reason", "Test of the month");
            json.text("backupPolicyDisplayName", "Nightly machines").close('}');
        }
        (None, FILE_RESTORE) => {
            json.key("fileLevelRestoreJobInfo").open('{').text("initiator", "ada").text("reason", "");
            json.key("flrLink").raw("null").text("vmId", "9").text("vmName", "app-vm1");
            json.text("backupPolicyDisplayName", "Nightly machines").flag("isFlrSessionReady", false).close('}');
        }
        (None, SHARE_RESTORE) => {
            json.key("fileShareFileLevelRestoreJobInfo").open('{').text("initiator", "ada");
            json.text("backupPolicyDisplayName", "File shares").close('}');
        }
        (None, RETENTION) => {
            json.key("retentionJobInfo").open('{').int("deletedRestorePointsCount", 3).close('}');
        }
        (None, REPOSITORY) => {
            json.key("repositoryJobInfo").open('{').text("repositoryId", "9").text("repositoryName", "Cool tier");
            json.flag("repositoryRemoved", false).close('}');
        }
        _ => {}
    }
}

/// An item of a log. Version 8.1 also tells which resource it is about.
pub(crate) fn log_item(json: &mut Json, item: &LogItem, version: &str) {
    json.open('{').text("logTime", &iso(item.time)).text("status", item.status).text("message", &item.message);
    // As recorded: the start is a little after the item was written.
    json.text("executionStartTime", &iso(item.time + 18));
    json.maybe("executionDuration", item.length.map(span).as_deref());
    if version == "v8.1" {
        json.maybe("resourceHashId", item.resource.map(hash).as_deref());
    }
    json.close('}');
}

fn hash(resource: &Resource) -> String {
    format!("{:016x}", checksum::of_name(resource.name))
}

fn resource(json: &mut Json, resource: &Resource) {
    json.key("resource").open('{').text("id", &resource.id()).text("name", resource.name);
    json.text("displayName", resource.name).text("resourceGroupName", resource.group);
    json.text("resourceType", resource.kind).text("regionId", "westeurope").text("regionName", "West Europe");
    json.text("subscriptionId", SUBSCRIPTION).text("subscriptionName", "Production").close('}');
}

/// A row of one of the lists of things inside a session.
pub(crate) fn item(json: &mut Json, list: &str, nth: usize, thing: &Resource, session: &Session) {
    let wrong = session.trouble % session.resources().len().max(1) == nth;
    let status = if wrong || session.goes_on() { session.status() } else { "Success" };
    json.open('{');
    match list {
        "protectedItems" => {
            resource(json, thing);
            json.key("resourceParent").raw("null").key("runs").open('[').open('{').text("jobSessionId", &session.id);
            json.text("status", status).text("startTime", &iso(session.start.unwrap_or(0)));
            json.maybe("endTime", session.end().map(iso).as_deref());
            let bytes = thing.gigabytes << 30;
            json.key("rates").open('{').int("totalDataBytes", bytes).int("readDataBytes", bytes / 16);
            json.int("processedDataBytes", bytes / 16).int("transferredDataBytes", bytes / 40);
            json.int("processingRateBytesPerSecond", 40_265_318).close('}').close('}').close(']');
            json.int("successCount", i64::from(status == "Success")).int("failureCount", i64::from(status == "Error"));
            json.int("protectedRegionsCount", 1);
        }
        "checkedItems" => {
            let bad = status != "Success";
            json.text("id", &(nth + 1).to_string());
            resource(json, thing);
            json.key("repository")
                .open('{')
                .text("id", "9")
                .text("name", "Cool tier")
                .close('}')
                .text("status", status);
            json.maybe("error", bad.then_some("1 restore point is corrupted"));
            json.int("totalRestorePoints", 30).int("corruptedRestorePoints", i64::from(bad));
        }
        "deletedItems" => {
            json.int("backupSizeBytes", thing.gigabytes << 26);
            json.text("snapshotTime", &iso(session.start.unwrap_or(0) - 30 * 86_400_000_000));
            json.text("repositoryId", "9").text("repositoryName", "Cool tier");
            resource(json, thing);
        }
        "restoredDatabases" => {
            json.text("name", thing.name).text("sqlServerName", "sql-01").key("elasticPoolName").raw("null");
        }
        "fileLevelRestoredItems" | "fileLevelRestoredFileShareItems" => {
            json.text("name", "plan.xlsx").text("filePath", "/finance/2026/plan.xlsx");
        }
        _ => {
            json.text("name", thing.name).text("resourceGroupName", thing.group).text("regionName", "West Europe");
        }
    }
    json.close('}');
}

/// A row that no client can read as one.
pub(crate) const BAD_ROW: &str = r#"{"id":{"low":7},"type":12,"status":["fine"],"executionStartTime":"soon","executionStopTime":false,"executionDuration":"long","logTime":"soon","message":{"a":1},"resource":"none","runs":7}"#;
