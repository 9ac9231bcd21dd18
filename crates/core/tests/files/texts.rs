//! Tables, pages and lines.

use tapedeck_core::files::{Shape, Trouble, Zone};
use tapedeck_core::model::{Outcome, Severity};
use tapedeck_core::vendors::Subject;

use super::{about, fixture, iso, lines, read, runs};

#[test]
fn a_table_is_the_same_in_every_encoding() {
    for (name, letters) in [
        ("table-utf8.csv", None),
        ("table-mark.csv", None),
        ("table-utf16.csv", Some("UTF-16LE")),
        ("table-utf16be.csv", Some("UTF-16BE")),
        ("table-gb18030.csv", Some("gb18030")),
        ("table-cp1252.csv", Some("windows-1252")),
    ] {
        let (rows, end) = lines(&fixture(name));
        let format = end.report.format.clone().unwrap();
        assert_eq!((format.shape, format.letters.as_deref()), (Shape::Table(';'), letters), "{name}");
        let first = &rows[0];
        assert_eq!(
            (iso(first.time).as_str(), first.severity, first.severity_code.as_str(), first.user.as_str()),
            ("2026-11-20T05:56:12Z", Severity::Error, "Fehler", "admin"),
            "{name}"
        );
        assert_eq!(first.text, "Größe geändert; zweite\nZeile", "{name}");
        assert!(first.raw.contains("\"Größe geändert; zweite\nZeile\""), "as it came: {}", first.raw);
        assert!(end.report.zoned && !end.report.yearless);
        if name != "table-cp1252.csv" {
            let second = &rows[1];
            assert_eq!((second.user.as_str(), second.text.as_str()), ("备份", "任务 \"失败\""), "{name}");
            assert_eq!((second.severity, rows.len()), (Severity::Warning, 2));
        }
    }
}

#[test]
fn times_without_a_zone_are_read_by_that_of_the_file() {
    let mut about = about(Subject::Lines);
    about.zone = Zone::fixed(60);
    let (rows, _) = read(about, &fixture("table-utf8.csv"));
    assert_eq!(iso(rows[0].time()), "2026-11-20T04:56:12Z");
}

#[test]
fn the_message_of_syslog_is_read_with_its_severity() {
    let (rows, end) = lines(&fixture("syslog.txt"));
    let told: Vec<_> =
        rows.iter().map(|line| (line.severity, line.job.as_str(), line.text.as_str(), &line.problem)).collect();
    assert_eq!(
        told,
        [
            (Severity::Error, "backup", "disk is full", &None),
            (Severity::Warning, "backup", "slow disk", &None),
            (Severity::Info, "backup", "done", &None),
        ]
    );
    assert!(rows.iter().all(|line| iso(line.time).starts_with("2026-11-21T11:08:52")), "{rows:?}");
    assert_eq!((rows[0].severity_code.as_str(), rows[1].code.as_str()), ("err", "M1"));
    assert!(end.report.yearless);
}

#[test]
fn what_rsyslogd_writes_is_read_in_each_of_its_forms() {
    for (name, severities) in [
        ("rsyslog-traditional.log", [Severity::Error, Severity::Unknown, Severity::Unknown]),
        ("rsyslog-file.log", [Severity::Error, Severity::Unknown, Severity::Unknown]),
        // Only this one has the numbers of the severities in it.
        ("rsyslog-protocol23.log", [Severity::Error, Severity::Warning, Severity::Info]),
    ] {
        let (rows, end) = lines(&fixture(name));
        let told: Vec<_> =
            rows.iter().map(|line| (line.item.as_str(), line.job.as_str(), line.text.as_str())).collect();
        let wanted = [
            ("nas", "backup", "ERROR: disk is full"),
            ("nas", "vaultd", "备份: slow disk"),
            ("nas", "cron", "control #011 and #001 letters"),
        ];
        assert_eq!(told, wanted, "{name}");
        assert_eq!(rows.iter().map(|line| line.severity).collect::<Vec<_>>(), severities, "{name}");
        assert!(rows.iter().all(|line| iso(line.time).starts_with("2026-11-21T14:0")), "{name}: {rows:?}");
        assert_eq!(end.report.yearless, name == "rsyslog-traditional.log");
    }
}

#[test]
fn the_table_of_a_log_export_is_read_by_the_vendors_own_codes() {
    let csv = "log_id,log_level,log_time,log_type,task,device,user\r\n\
        \"7\",\"2\",\"1795154172\",\"1104\",\"Nightly\",\"pc-1\",\"admin\"\r\n\
        \"6\",\"0\",\"1795154171\",\"1104\",\"Nightly\",\"pc-2\",\"admin\"\r\n";
    let html = "<!doctype html>\n<html><head><meta charset=\"utf-8\"></head><body><table>\n\
        <tr><th>log_id</th><th>log_level</th><th>log_time</th><th>log_type</th><th>task</th><th>device</th><th>user</th></tr>\n\
        <tr><td>7</td><td>2</td><td>1795154172</td><td>1104</td><td>Nightly</td><td>pc-1</td><td>admin</td></tr>\n\
        <tr><td>6</td><td>0</td><td>1795154171</td><td>1104</td><td>Nightly</td><td>pc-2</td><td>admin</td></tr>\n\
        </table></body></html>\n";
    for text in [csv, html] {
        let (rows, end) = lines(text.as_bytes());
        assert!(end.found);
        let first = &rows[0];
        assert_eq!(
            (rows.len(), first.id.as_str(), first.code.as_str(), first.severity_code.as_str()),
            (2, "7", "1104", "2")
        );
        assert_eq!((iso(first.time).as_str(), first.job.as_str()), ("2026-11-20T05:56:12Z", "Nightly"));
        assert_eq!((first.severity, rows[1].severity), (Severity::Info, Severity::Error));
        assert!(
            !first.code_name.is_empty() && first.problem.is_none() && first.raw.contains("1795154172"),
            "{first:?}"
        );
    }
}

#[test]
fn a_table_of_sessions_gives_runs() {
    let csv = "Policy,Type,Status,StartTime,StopTime,Duration\r\n\
        Daily,PolicyBackup,Success,2026-11-20T01:00:00Z,2026-11-20T01:10:00Z,00:10:00\r\n\
        Daily,PolicyBackup,Odd,2026-11-20T01:00:00Z,,\r\n";
    let (rows, end) = runs(csv.as_bytes());
    let told: Vec<_> = rows.iter().map(|run| (run.outcome, run.code.as_str(), run.duration, &run.problem)).collect();
    assert_eq!(told, [(Outcome::Success, "Success", Some(600_000), &None), (Outcome::Unknown, "Odd", None, &None)]);
    assert_eq!(end.report.others, 0);
    let (none, end) = lines(csv.as_bytes());
    assert_eq!((none.len(), end.report.others, end.found), (0, 2, true), "as lines it has none, and that is told");
}

#[test]
fn a_page_without_a_table_is_nothing_to_show() {
    for text in ["<!doctype html><p>Sign in</p>", "", "  \n", "{\"success\":false,\"error\":{\"code\":105}}"] {
        let (rows, end) = lines(text.as_bytes());
        assert_eq!((rows.len(), end.found), (0, false), "{text}");
    }
    assert_eq!(lines(&[0; 900]).1.report.trouble, Some(Trouble::Binary));
}

#[test]
fn rows_that_do_not_fit_have_a_note_and_stay() {
    let text = "time,level,message\n2026-11-20 05:56:12,error,one,two\nsoon,info,x\n2026-11-20 05:56:12,info,\"open\n\
        2026-11-20 05:56:13,info,next\n";
    let (rows, _) = lines(text.as_bytes());
    assert_eq!(rows.len(), 4, "{rows:?}");
    let notes: Vec<_> = rows.iter().map(|line| line.problem.as_deref().unwrap_or_default()).collect();
    assert!(notes[0].contains("4 fields") && notes[1].contains("soon") && notes[2].contains("quotation mark"));
    assert_eq!((notes[3], rows[3].text.as_str()), ("", "next"));
}

#[test]
fn a_stack_belongs_to_the_line_above_it() {
    let text = "2026-11-20 05:56:12 ERROR it broke\n\tat one\n\n  at two\nCaused by: rust\n2026-11-20 05:56:13 INFO on\nplain\n";
    let (rows, _) = lines(text.as_bytes());
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0].text, "ERROR it broke\n\tat one\n  at two\nCaused by: rust");
    assert_eq!((rows[2].text.as_str(), rows[2].time), ("plain", None));
}

#[test]
fn a_line_of_five_megabytes_and_control_letters_are_kept() {
    let long = "x".repeat(5 << 20);
    let text = format!(
        "2026-11-20 05:56:12 INFO {long}\n2026-11-20 05:56:13 \u{1b}[31mERROR\u{1b}[0m a\u{0}b\ncut in the mid"
    );
    let (rows, _) = lines(text.as_bytes());
    assert_eq!((rows.len(), rows[0].text.len()), (3, (5 << 20) + 5));
    assert!(rows[1].text.contains('\0') && rows[2].text == "cut in the mid");
}
