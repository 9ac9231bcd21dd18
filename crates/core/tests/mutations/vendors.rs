//! The recorded answers, and how each vendor is asked for them.

use std::path::PathBuf;
use std::sync::LazyLock;

use tapedeck_core::error::Error;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Source, Timestamp};
use tapedeck_core::vendors::{Answer, Call, Next, PageRequest, Session, find};

/// 2026-11-20 06:00 UTC.
const NOW: Timestamp = Timestamp(1_795_154_400_000);

/// A list of one vendor.
pub struct Case {
    pub name: String,
    pub vendor: &'static str,
    call: fn(PageRequest) -> Call,
    /// What of the address or the form says that the list is asked for.
    asked_by: &'static str,
    /// Where its rows stand.
    pub list: &'static str,
    /// Where the code of a row stands.
    pub code: &'static [&'static str],
    /// The codes that are good.
    pub good: &'static [&'static str],
    pub body: Vec<u8>,
}

/// What is known of a list without an answer: the vendor, the question, how its request is known, the place of the rows,
/// the keys of the code, the codes that are good, the file of the sample, and an answer in its shape.
type Known = (
    &'static str,
    fn(PageRequest) -> Call,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static str,
    &'static str,
);

const KNOWN: [Known; 10] = [
    (
        "synology",
        Call::Runs,
        "list_result",
        "/data/results",
        &["status"],
        &["2"],
        "synology/pmilano1_log_list_result.json",
        r#"{"data":{"count":2,"results":[{"job_action":1,"result_id":1,"status":2,"task_id":1,"task_name":"a",
            "task_config":{"device_list":[{"host_name":"H"}]},"time_end":1594739532,"time_start":1594735408},
            {"result_id":2,"status":4,"time_start":1594735409,"time_end":0}]},"success":true}"#,
    ),
    (
        "synology",
        Call::Lines,
        "list_log",
        "/data/logs",
        &["log_level"],
        &["2"],
        "synology/pmilano1_log_list_log.json",
        r#"{"data":{"count":2,"logs":[{"log_id":5525,"log_level":0,"log_time":1741897498,"log_type":1104,
            "other_params":{"task_name":"a"},"result_id":592,"task_id":8},{"log_id":5526,"log_level":2,
            "log_time":1741897499,"log_type":1009,"other_params":{"user_name":"admin"}}]},"success":true}"#,
    ),
    (
        "veeam-azure",
        Call::Runs,
        "jobSessions",
        "/results",
        &["status"],
        &["success"],
        "",
        r#"{"offset":0,"limit":2,"totalCount":2,"results":[{"id":"60a7fe13","type":"PolicyBackup","status":"Success",
            "executionStartTime":"2020-11-23T08:00:03.629258Z","executionStopTime":"2020-11-23T08:00:35.466351Z",
            "executionDuration":"00:00:31.8370930","backupJobInfo":{"policyId":"p","policyName":"n"}},
            {"id":38,"status":"Error"}]}"#,
    ),
    (
        "veeam-azure",
        run_lines,
        "log",
        "/log",
        &["status"],
        &["success", "running", "pending", "neverexecuted"],
        "veeam/jobSessions_log.v1.json",
        r#"{"jobSessionId":"38","log":[{"logTime":"2020-02-05T10:43:57.039827Z","status":"Success","message":"m 'a'",
            "executionStartTime":"2020-02-05T10:43:57.039845Z","executionDuration":"00:02:33.8496840"}]}"#,
    ),
    (
        "huawei-clouddc",
        Call::Lines,
        "physicalservers/alarms",
        "/alarms",
        &["alarm_level"],
        // A word of events; an alarm has numbers.
        &["info"],
        "",
        r#"{"alarms":[{"alarm_record_id":"ah1","alarm_id":"a","alarm_name":"n","alarm_status":"alarm","alarm_level":1,
            "begin_time":1700000000,"metric":{"metric_name":"m","dimensions":[{"name":"server_id","value":"s"}]}},
            {"alarm_name":"o","alarm_level":4,"begin_time":1700000001000}],"count":2}"#,
    ),
    (
        "huawei-clouddc",
        Call::Lines,
        "physicalservers/events",
        "/events",
        &["event_level"],
        &["info"],
        "",
        r#"{"events":[{"event_id":"e","message_id":"m","event_message":"t","event_level":"major","status":"asserted",
            "resource_id":"s","time":1795000000000,"origin_event":"{}"},{"event_message":"u","event_level":"info",
            "time":1795000000001}],"count":2}"#,
    ),
    (
        "surfercloud",
        Call::Runs,
        "ListUPgSQLBackup",
        "/DataSet",
        &["State"],
        &["success"],
        "",
        r#"{"RetCode":0,"Action":"ListUPgSQLBackupResponse","TotalCount":2,"DataSet":[{"BackupID":"b","BackupName":"n",
            "InstanceID":"i","BackupStartTime":1795000000,"BackupEndTime":1795000060,"BackupSize":5,"BackupType":1,
            "State":"Success"},{"BackupID":"c","State":"Failed","BackupStartTime":1795000000}]}"#,
    ),
    (
        "surfercloud",
        Call::Runs,
        "ListUPgSQLBackup",
        "/Data",
        &["State"],
        &["success"],
        "surfercloud/list_u_pg_sql_backup.response.json",
        r#"{"RetCode":"0","TotalCount":"1","Data":[{"BackupID":"b","State":"Success"}]}"#,
    ),
    (
        "datafor",
        Call::Runs,
        "api/log/query",
        "/data",
        &["status"],
        &["1"],
        "datafor/log_query.2025.json",
        r#"{"success":true,"msg":"","data":[{"id":"Backup_2025.02.26-11.12.00.205+0800","status":"1","name":"l",
            "config":"[{\"id\":\"db\"}]","add_time":"2025-02-26 11:12:00.207","update_time":"2025-02-26 11:12:00.35"}]}"#,
    ),
    (
        "datafor",
        Call::Runs,
        "api/log/query",
        "/data",
        &["status"],
        &["1"],
        "datafor/log_query.2026.json",
        r#"{"success":true,"data":[{"id":"Backup_2026.10.10-02.00.00.205+0800","backupid":"5","status":"2","msg":"full"}]}"#,
    ),
];

fn run_lines(page: PageRequest) -> Call {
    Call::RunLines { run: "38".into(), page }
}

/// All lists: the shapes, and the samples that are at hand.
pub fn cases() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
        let samples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vendors/samples");
        let mut out = Vec::new();
        for (vendor, call, asked_by, list, code, good, sample, shape) in KNOWN {
            let case = |name: String, body: Vec<u8>| Case { name, vendor, call, asked_by, list, code, good, body };
            out.push(case(format!("{vendor} {asked_by} {list}"), shape.into()));
            match std::fs::read(samples.join(sample)) {
                Ok(body) if !sample.is_empty() => out.push(case(sample.to_string(), body)),
                _ if sample.is_empty() => {}
                _ => eprintln!("no sample {sample}: not changed"),
            }
        }
        out
    });
    &CASES
}

impl Case {
    /// Asks for the list, which is answered with this body; everything else that is asked on the way is answered well.
    #[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
    pub fn read(&self, body: &[u8]) -> Result<Answer, Error> {
        let settings = [("region", "cn-zj"), ("projectId", "org-1")];
        let source = Source {
            id: "s".into(),
            vendor: self.vendor.into(),
            name: "S".into(),
            base_url: "https://vendor.example/".into(),
            time_zone: None,
            settings: settings.map(|(key, value)| (key.to_string(), value.to_string())).into(),
        };
        let mut session = Session::default();
        for key in ["token", "project", "access_token", "sid", "public_key", "private_key"] {
            session.set(key, "x");
        }
        let call = (self.call)(PageRequest { limit: 200, ..PageRequest::default() });
        let mut exchange = find(self.vendor).expect("a vendor").ask(&source, &session, &call)?;
        let mut given = false;
        for _ in 0..200 {
            let request = exchange.request(NOW);
            let asked = format!("{} {}", request.url, String::from_utf8_lossy(&request.body));
            let asked = percent_encoding::percent_decode_str(&asked).decode_utf8_lossy().into_owned();
            let answer = if asked.contains(self.asked_by) && !given {
                given = true;
                body.to_vec()
            } else {
                aside(&request, &asked).into()
            };
            let response = Response { status: 200, headers: Vec::new(), body: answer };
            match exchange.take(&response) {
                Ok(Next::Done(answer)) => return Ok(answer),
                Ok(_) => {}
                // Whatever was wrong with the one answer, it is not given again.
                Err(error) => return Err(error),
            }
        }
        panic!("{}: a question without an end", self.name);
    }
}

/// What is answered to everything else.
fn aside(request: &Request, asked: &str) -> &'static str {
    let path = request.url.split('?').next().unwrap_or_default();
    if asked.contains("ListUPgSQLInstance") {
        return r#"{"RetCode":0,"DataSet":[{"InstanceID":"i","Name":"n","Zone":"z"}]}"#;
    }
    match path.rsplit('/').next().unwrap_or_default() {
        "fetchUser" => {
            r#"{"code":200,"islogged":true,"userid":"admin","canAdminister":true,"plugins":["datafor-backup"]}"#
        }
        "query" => r#"{"success":true,"data":[]}"#,
        "physicalservers" => r#"{"servers":[],"count":0}"#,
        "alarms" => r#"{"alarms":[],"count":0}"#,
        "events" => r#"{"events":[],"count":0}"#,
        _ => r#"{"RetCode":0,"success":true}"#,
    }
}
