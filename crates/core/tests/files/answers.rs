//! Saved answers of the vendors: what a file gives is what the vendor's client gives.

use std::path::Path;

use tapedeck_core::model::{Outcome, Severity};

use super::{lines, runs};

fn answer(vendor: &str, name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(vendor).join(name);
    let file = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let answers = file.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("answer")));
    std::fs::read(answers.max().unwrap()).unwrap()
}

#[test]
fn runs_have_the_outcomes_of_their_vendors() {
    let veeam = r#"{"results":[{"id":"a","type":"PolicyBackup","status":"Warning","executionStartTime":"2026-11-20T01:00:00Z",
        "executionStopTime":"2026-11-20T01:10:00Z","backupJobInfo":{"policyId":"p","policyName":"Daily"}}],"totalCount":1}"#;
    let datafor = r#"{"success":true,"data":[{"id":"Backup_2026.10.10-02.00.00.205+0800","backupid":"5","name":"Nightly",
        "config":"[{\"id\":\"db\"}]","status":"2","add_time":"2026-10-10 02:00:00.207","update_time":"2026-10-10 02:03:41.118"}]}"#;
    let surfercloud = r#"{"Action":"ListUPgSQLBackupResponse","DataSet":[{"BackupID":"b","InstanceID":"i","State":"Success",
        "BackupStartTime":1795154400,"BackupEndTime":1795154460}],"RetCode":0}"#;
    for (text, outcome, job) in [
        (veeam, Outcome::Warning, "Daily"),
        (datafor, Outcome::Failed, "Nightly"),
        (surfercloud, Outcome::Success, "i"),
    ] {
        let (rows, end) = runs(text.as_bytes());
        assert_eq!(rows.len(), 1, "{text}");
        assert_eq!((rows[0].outcome, rows[0].job.as_str()), (outcome, job));
        assert!(rows[0].started.is_some() && end.found);
        // The same a record a line.
        let record = rows[0].raw.replace('\n', " ");
        let (again, _) = runs(format!("{record}\n{record}\n").as_bytes());
        assert_eq!((again.len(), again[1].outcome), (2, outcome));
    }
    let (rows, _) = runs(&answer("synology", "list_result-ordinary"));
    assert!(rows.iter().any(|run| run.outcome == Outcome::Success && !run.job.is_empty()));
}

#[test]
fn lines_have_the_severities_of_their_vendors() {
    let veeam = r#"{"log":[{"logTime":"2026-11-20T01:00:00Z","status":"Error","message":"Backup of 'vm-1' failed"}]}"#;
    let (rows, _) = lines(veeam.as_bytes());
    assert_eq!((rows[0].severity, rows[0].item.as_str(), &rows[0].run), (Severity::Error, "vm-1", &None));
    let huawei = r#"{"alarms":[{"alarm_record_id":"r","alarm_id":"a","alarm_name":"Fan","alarm_level":3,"alarm_status":"alarm",
        "begin_time":1795154400000,"resource_id":"s-1"}],"count":1}"#;
    let (rows, _) = lines(huawei.as_bytes());
    assert_eq!(
        (rows[0].severity, rows[0].text.as_str(), rows[0].job.as_str()),
        (Severity::Warning, "Fan (active)", "s-1")
    );
    let (rows, _) = lines(&answer("synology", "list_log-ordinary"));
    assert!(!rows.is_empty() && rows.iter().all(|line| !line.text.is_empty() && line.severity != Severity::Unknown));
}

#[test]
fn a_single_record_is_a_line() {
    let (rows, end) = lines(br#"{"time":"2026-11-20T01:00:00Z","level":"error","message":"alone"}"#);
    assert_eq!((rows.len(), rows[0].text.as_str(), end.found), (1, "alone", true));
}

#[test]
fn an_answer_that_is_cut_keeps_what_arrived() {
    let whole = answer("synology", "list_log-ordinary");
    let (all, _) = lines(&whole);
    let (rows, end) = lines(&whole[..whole.len() / 2]);
    assert!(end.is_cut() && !rows.is_empty() && rows.len() <= all.len());
    assert!(rows.last().unwrap().problem.is_some(), "the row in which it ends has a note");
}
