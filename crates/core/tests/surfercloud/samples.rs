//! The recorded samples, read as the fixtures are. They are not part of this repository: where they are missing, nothing
//! is read.

use tapedeck_core::error::Error;
use tapedeck_core::error::Kind;
use tapedeck_core::vendors::{Answer, Call};

use crate::vendor::*;

fn read(call: &Call, action: &str, name: &str) -> Option<Result<Answer, Error>> {
    Some(one_instance(call, action, &ok(sample_of("surfercloud", name)?)))
}

#[test]
fn lists() {
    if let Some(answer) = read(&runs(), "ListUPgSQLBackup", "list_u_pg_sql_backup.response.json") {
        let rows = run_rows(answer.unwrap());
        // The page's example counts 3 and has 1.
        assert_eq!(rows.len(), 2);
        assert_eq!(
            (rows[0].id.as_str(), rows[0].job.as_str(), rows[0].code.as_str()),
            ("jKlVVkmg", "SCsFwxvD", "ciSlAoMG")
        );
        assert_eq!(rows[0].problem, None);
        assert_eq!(rows[1].problem.as_deref(), Some("3 backups were counted, and 1 came"));
    }
    if let Some(answer) = read(&files(), "ListUPgSQLLog", "list_u_pg_sql_log.response.json") {
        let rows = file_rows(answer.unwrap());
        assert_eq!((rows.len(), rows[0].name.as_str(), rows[0].size), (1, "jQCYvUEY", Some(7)));
        assert_eq!(rows[0].problem, None);
    }
    if let Some(answer) = read(&act("instances", &[]), "ListUPgSQLInstance", "list_u_pg_sql_instance.response.json") {
        let facts = Answer::Facts(vec![("dXrXuFJC".into(), "bPLlxURz, eSmGfTtw, oTYEroYw, OYUfGKLT".into())]);
        assert_eq!(answer.unwrap(), facts);
    }
}

#[test]
fn single_answers() {
    let instance = [("instance", "i")];
    for (call, action, name, expected) in [
        (
            act("packLog", &[("instance", "i"), ("backupName", "n"), ("backupFile", "f")]),
            "BackupUPgSQLLog",
            "backup_u_pg_sql_log.response.json",
            "Done",
        ),
        (act("regions", &[]), "GetRegion", "get_region.response.json", "Facts([])"),
        (
            act("projects", &[]),
            "GetProjectList",
            "get_project_list.response.json",
            r#"Facts([("org-1", "ucloud (default)"), ("org-2", "test")])"#,
        ),
        (
            act("backupStrategy", &instance),
            "GetUPgSQLBackupStrategy",
            "get_u_pg_sql_backup_strategy.response.json",
            r#"Facts([("BackupMethod", "fqdyblCZ"), ("BackupTimeRange", "ORbGUgFl"), ("BackupWeek", "QRfipilQ")])"#,
        ),
        (act("instance", &instance), "GetUPgSQLInstance", "get_u_pg_sql_instance.response.json", "Facts([])"),
        (
            Call::Download { file: "log/z/i/1/2/pg.log".into() },
            "GetUPgSQLInstanceLog",
            "get_u_pg_sql_instance_log.response.json",
            r#"Content { name: "pg.log", bytes: [113, 120, 102, 76, 114, 83, 90, 78] }"#,
        ),
    ] {
        if let Some(answer) = read(&call, action, name) {
            assert_eq!(format!("{:?}", answer.unwrap()), expected, "{name}");
        }
    }
    // The example's path is a made-up word, which nobody's browser should follow.
    let call = Call::Download { file: "backup/z/i/b".into() };
    if let Some(answer) = read(&call, "GetUPgSQLBackupURL", "get_u_pg_sql_backup_url.response.json") {
        assert_eq!(answer.unwrap_err().kind, Kind::Unreadable);
    }
}
