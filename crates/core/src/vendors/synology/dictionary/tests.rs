//! The tables are complete and well written; sentences come out as a reader expects them.

use std::path::Path;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;

const EVENT_NAMES: &str = include_str!("events.tsv");
const EVENT_TEXTS: &str = include_str!("events.en.tsv");
const ERROR_NAMES: &str = include_str!("errors.tsv");
const ERROR_TEXTS: &str = include_str!("errors.en.tsv");
const LOGIN: &str = include_str!("login.tsv");
const BACKUP: &str = include_str!("ab_errors.tsv");

fn codes(file: &str) -> Vec<i64> {
    file.lines().map(|line| line.split('\t').next().unwrap().parse().unwrap()).collect()
}

fn object(value: Value) -> Object<'static> {
    Object::from(&map(value))
}

fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("not an object: {other}"),
    }
}

/// What is wrong with the markup of a text. The program itself takes any text; this keeps the files readable.
fn fault(text: &str) -> Option<&'static str> {
    let (mut segment, mut parameter, mut used) = (false, None, false);
    for (at, c) in text.char_indices() {
        match (c, parameter) {
            ('{', None) => parameter = Some(at + 1),
            ('}', Some(start)) => {
                let name = text[start..at].trim_end_matches('*');
                if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
                    return Some("odd parameter name");
                }
                (parameter, used) = (None, true);
            }
            ('{' | '[' | ']', Some(_)) | ('}', None) => return Some("unbalanced braces"),
            ('[', None) if segment => return Some("nested brackets"),
            ('[', None) => (segment, used) = (true, false),
            (']', None) if !segment => return Some("unbalanced brackets"),
            (']', None) if !used => return Some("segment without a parameter"),
            (']', None) => segment = false,
            _ => {}
        }
    }
    if parameter.is_some() {
        return Some("unbalanced braces");
    }
    segment.then_some("unbalanced brackets")
}

#[test]
fn markup_faults_are_found() {
    let cases = [
        ("a [b {c} [d {e}]]", Some("nested brackets")),
        ("a [b {c}", Some("unbalanced brackets")),
        ("a b {c}]", Some("unbalanced brackets")),
        ("a {b", Some("unbalanced braces")),
        ("a b}", Some("unbalanced braces")),
        ("a {b{c}}", Some("unbalanced braces")),
        ("a {b[c]}", Some("unbalanced braces")),
        ("a {} b", Some("odd parameter name")),
        ("a {Task} b", Some("odd parameter name")),
        ("a[ b]", Some("segment without a parameter")),
        ("a {b} c[ {d} e {f}][ ({g*})]", None),
    ];
    for (text, expected) in cases {
        assert_eq!(fault(text), expected, "{text}");
    }
}

#[test]
fn files_are_sorted_complete_and_in_step() {
    for (file, columns, count) in [
        (EVENT_NAMES, 2, 519),
        (EVENT_TEXTS, 3, 519),
        (ERROR_NAMES, 2, 278),
        (ERROR_TEXTS, 3, 278),
        (LOGIN, 4, 12),
        (BACKUP, 4, 71),
    ] {
        let codes = codes(file);
        assert_eq!(codes.len(), count);
        assert!(codes.is_sorted_by(|a, b| a < b), "sorted and unique");
        for line in file.lines() {
            assert_eq!(line.split('\t').count(), columns, "{line}");
            assert!(line.split('\t').all(|cell| cell.trim() == cell), "stray space: {line}");
        }
    }
    assert_eq!(codes(EVENT_NAMES), codes(EVENT_TEXTS));
    assert_eq!(codes(ERROR_NAMES), codes(ERROR_TEXTS));
}

#[test]
fn every_event_is_well_written() {
    let mut remedies = 0;
    for code in codes(EVENT_NAMES) {
        let Event { name, text, remedy, .. } = event(code).unwrap();
        assert!(!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'), "{code} {name}");
        assert!(text.starts_with(|c: char| c.is_ascii_uppercase()), "{code}: a parameter may be missing: {text}");
        assert!(text.chars().count() <= 100, "{code} {text}");
        assert!(!text.ends_with('.') && !text.contains("  "), "{code} {text}");
        assert_eq!(fault(text), None, "{code} {text}");
        well_advised(code, remedy);
        remedies += usize::from(!remedy.is_empty());
        let problem = name.contains("ERROR") || name.contains("FAIL") || name.starts_with("REASON_");
        assert!(!problem || !remedy.is_empty(), "{code} {name} needs a remedy");
    }
    assert!(remedies >= 200, "{remedies}");
}

fn well_advised(code: i64, remedy: &str) {
    assert!(remedy.chars().count() < 140, "{code} {remedy}");
    assert!(remedy.is_empty() || remedy.ends_with('.'), "{code} {remedy}");
    assert!(!remedy.contains(['{', '[']), "{code}: no placeholders in remedies");
}

#[test]
fn every_error_is_well_written() {
    let all = [(ERROR_NAMES, error as fn(i64) -> Option<ErrorText>), (LOGIN, login_error), (BACKUP, backup_error)];
    for (file, find) in all {
        for code in codes(file) {
            let found = find(code).unwrap();
            assert_eq!(found.code, code);
            assert!(!found.name.is_empty() && !found.meaning.is_empty(), "{code}");
            assert!(found.meaning.chars().count() <= 80 && !found.meaning.ends_with('.'), "{code} {}", found.meaning);
            well_advised(code, found.remedy);
        }
    }
    // In the middle of a sentence.
    for code in codes(BACKUP) {
        let meaning = backup_error(code).unwrap().meaning;
        let mut letters = meaning.chars();
        let (first, second) = (letters.next().unwrap(), letters.next().unwrap());
        assert!(first.is_lowercase() || second.is_uppercase(), "{code} {meaning}");
    }
}

/// The codes and constants are facts; where the collection of facts is at hand, ours must be the same.
#[test]
fn codes_and_constants_are_the_known_ones() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vendors/samples/synology");
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).ok();
    let (Some(types), Some(enums)) = (read("ref_log_type_names.json"), read("ref_enums.json")) else {
        eprintln!("skipped: no {}", folder.display());
        return;
    };
    let types = map(serde_json::from_str(&types).unwrap());
    assert_eq!(types.len(), codes(EVENT_NAMES).len());
    for (code, name) in &types {
        assert_eq!(event(code.parse().unwrap()).map(|e| e.name), name.as_str(), "{code}");
    }
    let enums = map(serde_json::from_str(&enums).unwrap());
    for (code, name) in enums["SynoError"].as_object().unwrap() {
        let number = code.parse().unwrap();
        let found = if (400..=411).contains(&number) { login_error(number) } else { error(number) };
        assert_eq!(found.map(|e| e.name), name.as_str(), "{code}");
    }
    for (code, name) in enums["ABErrorCode"].as_object().unwrap() {
        assert_eq!(backup_error(code.parse().unwrap()).map(|e| e.name), name.as_str(), "{code}");
    }
    type Find = fn(i64) -> Option<&'static str>;
    let words: [(&str, Find); 5] = [
        ("ABBackupType", backup_type),
        ("ABPlatformType", platform_type),
        ("ABRestoreType", restore_type),
        ("ABResultStatus", status),
        ("ABLogLevel", log_level),
    ];
    for (name, find) in words {
        for (code, constant) in enums[name].as_object().unwrap() {
            let nothing = ["ALL", "NONE"].contains(&constant.as_str().unwrap()) && name != "ABResultStatus";
            assert_eq!(find(code.parse().unwrap()).is_none(), nothing, "{name} {code}");
        }
    }
    for code in enums["ABJobAction"].as_object().unwrap().keys().filter(|code| !code.starts_with(['-', '0'])) {
        assert_ne!(&actions(code.parse().unwrap()), code);
    }
}

#[test]
fn sentences() {
    let page = json!({
        "backup_type": 0, "device_id": 0, "device_name": "", "platform_type": 0, "task_id": 0, "task_name": "",
        "user_id": 1024, "user_name": "admin"
    });
    let cases = [
        // The rows that the vendor's page and its users show.
        (1009, page, "All activity logs deleted by admin"),
        (
            6002,
            json!({"fs_error": -65, "os_name": "smb", "path": "abc", "task_id": 8}),
            "Path abc could not be backed up from smb: no permission at the source",
        ),
        (
            1104,
            json!({"os_name": "smb", "path": "", "task_id": 8, "task_name": "SMB LAPTOP"}),
            "Backup SMB LAPTOP failed",
        ),
        (1104, json!({"task_name": "Nightly", "device_name": "WS-7"}), "Backup Nightly failed on WS-7"),
        (
            1104,
            json!({"task_name": "Nightly", "device_name": "WS-7", "user_name": ""}),
            "Backup Nightly failed on WS-7",
        ),
        // Without parameters, and with useless ones.
        (1104, json!({}), "Backup failed"),
        (1001, json!({"user_name": "admin"}), "Task created by admin"),
        (1001, json!({"task_name": null, "user_name": "  "}), "Task created"),
        (1116, json!({}), "Backup refused, the destination share is not accessible"),
        (1125, json!({"task_name": "T"}), "Backup T cancelled, device went offline"),
        (7014, json!({}), "Volume could not be uploaded"),
        (7014, json!({"volume_name": "C:"}), "Volume C: could not be uploaded"),
        (7014, json!({"volume_name": "C:", "device_name": "WS-7"}), "Volume C: could not be uploaded from WS-7"),
        // Names before numbers; the short key counts too.
        (1005, json!({"old_name": "A", "task_name": "B", "user_name": "u"}), "Task A renamed to B by u"),
        (1002, json!({"task": "short", "user": 7}), "Task short removed by 7"),
        (1002, json!({"task": 7, "task_name": "long"}), "Task long removed"),
        (1002, json!({"task": 7, "task_name": ""}), "Task 7 removed"),
        // Kinds of values.
        (1111, json!({"device_name": "WS-7", "speed": "12.3 MB/s"}), "Backup speed of WS-7: 12.3 MB/s"),
        (
            1140,
            json!({"device_name": "vm", "speed": "9 MB/s", "ratio_read": "12%", "ratio_write": 0, "ratio_x": ""}),
            "Backup speed of virtual machine vm: 9 MB/s (read 12%, write 0)",
        ),
        (1140, json!({"device_name": "vm", "ratio": 1, "ratios_x": 2}), "Backup speed of virtual machine vm"),
        (7047, json!({"exit_code": 0}), "Script before the backup failed with exit code 0"),
        (7047, json!({"exit_code": 1.5}), "Script before the backup failed with exit code 1.5"),
        (7047, json!({"exit_code": true}), "Script before the backup failed with exit code true"),
        (3078, json!({"virtual_disk": ["a", "", "b", 3]}), "Unsupported disks in virtual machine: a, b, 3"),
        (3078, json!({"virtual_disk": ["", null]}), "Unsupported disks in virtual machine"),
        (3078, json!({"virtual_disk": {"a": [1]}}), "Unsupported disks in virtual machine: {\"a\":[1]}"),
        (3078, json!({"virtual_disk": {}}), "Unsupported disks in virtual machine"),
        (1328, json!({"task_name": "T", "timestamp_list": [1, 2, 3]}), "Old versions of T deleted (3 versions)"),
        (1328, json!({"timestamp_list": [1741897456]}), "Old versions deleted (2025-03-13T20:24:16Z)"),
        (1328, json!({"task_name": "T", "timestamp_list": ["0"]}), "Old versions of T deleted (1970-01-01T00:00:00Z)"),
        (1328, json!({"task_name": "T", "timestamp_list": [i64::MAX]}), "Old versions of T deleted (1 version)"),
        (1328, json!({"task_name": "T", "timestamp_list": ["soon"]}), "Old versions of T deleted (1 version)"),
        (1328, json!({"task_name": "T", "timestamp_list": []}), "Old versions of T deleted"),
        // Values are not looked at again.
        (1001, json!({"task_name": "{user}", "user_name": "[u]"}), "Task {user} created by [u]"),
        (1001, json!({"task_name": "a  b ", "user_name": ""}), "Task a  b  created"),
        // Error numbers: the file server's first, only for problems, only below zero, as numbers or strings.
        (1104, json!({"task_name": "T", "error_code": -41}), "Backup T failed: no space left on the NAS"),
        (
            1104,
            json!({"task_name": "T", "error_code": -41, "fs_error": "-61"}),
            "Backup T failed: folder not found at the source server",
        ),
        (
            1104,
            json!({"task_name": "T", "error_code": -41, "fs_error": 0}),
            "Backup T failed: no space left on the NAS",
        ),
        (1104, json!({"task_name": "T", "error_code": -999}), "Backup T failed: error -999"),
        (1104, json!({"task_name": "T", "error_code": 0, "fs_error": 5}), "Backup T failed"),
        (1104, json!({"task_name": "T", "error_code": [-41]}), "Backup T failed"),
        (1102, json!({"task_name": "T", "error_code": -41}), "Backup T finished"),
        // Unknown.
        (12345, json!({}), "Event 12345"),
        (12345, json!({"task_id": 0, "x": "", "n": null, "error_code": 0}), "Event 12345"),
        (
            12345,
            json!({"task_id": 0, "task_name": "T", "count": 0, "fs_error": -65, "list": [1, 2]}),
            "Event 12345 (task_name: T, count: 0, fs_error: no permission at the source (-65), list: 1, 2)",
        ),
        (-1, json!({"error_code": 7}), "Event -1 (error_code: error 7)"),
        (i64::MIN, json!({}), "Event -9223372036854775808"),
    ];
    for (code, params, expected) in cases {
        assert_eq!(sentence(code, &object(params.clone())), expected, "{code} {params}");
    }
}

/// Markup that the files do not use today, or must not use.
#[test]
fn filling() {
    let params = object(json!({"a_name": "A", "b": "B ", "fs_error": -65, "error_code": 3}));
    let cases = [
        ("x {fs_error} y", "x no permission at the source (-65) y", true),
        ("x[ {fs_error}] y", "x no permission at the source (-65) y", true),
        ("x[ {fs_error} {none}] y", "x y", false),
        ("{fs_error}[ {none}] y", "no permission at the source (-65) y", true),
        ("x {error_code}", "x error 3", true),
        ("{none} x", "x", false),
        ("x {none}", "x", false),
        ("x {none} {none} y", "x y", false),
        ("x {none}, y", "x, y", false),
        ("{b} {none}|", "B |", false),
        ("[{none} ]x", "x", false),
        ("[{none}] x[ {a}]", "x A", false),
        // Faulty, but it must not harm: an inner bracket is plain text, and so is what is not closed.
        ("x[ {a} [{b}]] y", "x A [B ] y", false),
        ("x ] y } z", "x ] y } z", false),
        ("x {a", "x {a", false),
        ("x [{a}", "x A", false),
        ("é{a}é[ü{none}]ö", "éAéö", false),
        ("", "", false),
        ("{}{*}", "", false),
    ];
    for (text, expected, told) in cases {
        let mut out = String::new();
        assert_eq!(fill(&mut out, text, &params), told, "{text}");
        assert_eq!(out, expected, "{text}");
    }
}

#[test]
fn error_look_ups() {
    assert_eq!(error(119).map(|e| e.meaning), Some("The session is not valid"));
    assert_eq!(error(121).map(|e| (e.name, e.meaning, e.remedy)), Some(("ERROR_121", "Reserved code", "")));
    assert_eq!(error(160).map(|e| e.name), Some("INSUFFICIENT_PRIVILEGE"));
    assert_eq!(error(1035).map(|e| e.name), Some("SYSLOG_CONFIG_INVALID"));
    assert_eq!(error(9999).map(|e| e.name), Some("UNKNOW"));
    assert_eq!(error(403), None);
    assert_eq!(login_error(403).map(|e| e.name), Some("MF_CODE_REQUIRED"));
    assert_eq!(login_error(105), None);
    assert_eq!(backup_error(-65).map(|e| e.meaning), Some("no permission at the source"));
    assert_eq!(backup_error(0).map(|e| e.name), Some("ERR_OK"));
    assert_eq!(backup_error(65), None);
    assert_eq!(event(0), None);
    assert_eq!(event(1104).map(|e| e.name), Some("TASK_ERROR"));
}

#[test]
fn words() {
    assert_eq!(backup_type(4), Some("File server"));
    assert_eq!((backup_type(0), backup_type(-1), backup_type(99)), (None, None, None));
    assert_eq!((platform_type(3), platform_type(0)), (Some("macOS"), None));
    assert_eq!((restore_type(0), restore_type(6)), (Some("Instant restore"), None));
    assert_eq!((status(3), status(8)), (Some("Partial success"), None));
    assert_eq!((log_level(0), log_level(2)), (Some("Error"), Some("Information")));
    for (bits, expected) in [
        (0, "None"),
        (1, "Backup"),
        (512 + 131_072, "Verify + Delete version"),
        (1 + 2 + 16, "Backup + 18"),
        (2, "2"),
        (-1, "-1"),
        (i64::MIN, "-9223372036854775808"),
        (i64::MAX & !1, actions(i64::MAX).trim_start_matches("Backup + ")),
    ] {
        assert_eq!(actions(bits), expected);
    }
}

fn any_code() -> impl Strategy<Value = i64> {
    prop_oneof![proptest::sample::select(codes(EVENT_NAMES)), any::<i64>()]
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-201..1_i64).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[{}\\[\\] a-z_-]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..4).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

fn any_key() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "task_name",
        "device_name",
        "user_name",
        "server_name",
        "volume_name",
        "path",
        "speed",
        "old_name",
        "task_id",
        "error_code",
        "fs_error",
        "timestamp_list",
        "exit_code",
        "virtual_disk",
        "ratio_a",
        "ratio_",
        "_name",
        "",
    ];
    prop_oneof![4 => proptest::sample::select(KNOWN).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #[test]
    fn any_row_has_a_sentence(code in any_code(), params in prop::collection::vec((any_key(), any_value()), 0..8)) {
        let params = object(Value::Object(params.into_iter().collect()));
        let sentence = sentence(code, &params);
        prop_assert!(!sentence.trim().is_empty());
    }

    #[test]
    fn any_text_can_be_filled(text in "[{}\\[\\] ab*é]{0,24}", value in "[{}\\[\\]ab ]{0,6}") {
        fill(&mut String::new(), &text, &object(json!({"a": value, "b_name": value, "ab_": value})));
    }

    /// A value is the same text in the sentence, whatever is in it.
    #[test]
    fn values_are_kept(code in any_code(), value in "[{}\\[\\] a-z_\u{e9}]{0,12}[^ ]") {
        prop_assume!(value.trim() == value || !value.trim().is_empty());
        let with = |value: &str| sentence(code, &object(json!({"task_name": value, "device": value, "path": value})));
        prop_assert_eq!(with("\u{1}\u{2}").replace("\u{1}\u{2}", &value), with(&value));
    }
}
