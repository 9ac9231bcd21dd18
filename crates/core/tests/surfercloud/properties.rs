//! What holds for every answer, however broken: no panic, no lost row, nothing unknown called good.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value};
use tapedeck_core::http::Response;
use tapedeck_core::model::Outcome;
use tapedeck_core::vendors::{Answer, Attempt, SignInInput, SignInStep};

use crate::fixtures::cases;
use crate::support::*;

/// The keys that the vendor looks at, and one that it does not.
const KEYS: [&str; 15] = [
    "BackupID",
    "BackupName",
    "InstanceID",
    "BackupStartTime",
    "BackupEndTime",
    "BackupSize",
    "BackupType",
    "State",
    "Name",
    "Size",
    "BeginTime",
    "EndTime",
    "Zone",
    "DataSet",
    "another_key",
];

const WORDS: [&str; 12] =
    ["", "soon", "0", "2", "Success", "success ", "Failed", "Backuping", "Expired", "Done", "\u{0}", "日本"];

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-2i64..10).prop_map(Value::from),
        (1_700_000_000i64..1_800_000_000).prop_map(Value::from),
        (1_700_000_000i64..1_800_000_000).prop_map(|number| Value::from(format!(" {number} "))),
        select(WORDS.to_vec()).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((select(KEYS.to_vec()), inner), 0..5).prop_map(object),
        ]
    })
}

fn object(pairs: Vec<(&str, Value)>) -> Value {
    Value::Object(pairs.into_iter().map(|(key, value)| (key.to_string(), value)).collect::<Map<_, _>>())
}

/// A row's text, with or without spaces in it: it must be kept as it is.
fn row() -> impl Strategy<Value = String> {
    let row = prop_oneof![
        8 => prop::collection::vec((select(KEYS.to_vec()), value()), 0..10).prop_map(object),
        1 => value(),
    ];
    (row, any::<bool>()).prop_map(|(row, spaced)| {
        let text = if spaced { serde_json::to_string_pretty(&row) } else { serde_json::to_string(&row) };
        text.expect("JSON")
    })
}

/// What must be true of every run, whatever it was made of.
fn check(answer: &Answer) -> Result<(), TestCaseError> {
    if let Answer::Runs(page) = answer {
        for run in &page.rows {
            let row: Value = serde_json::from_str(&run.raw).unwrap_or_default();
            let state = match row.get("State") {
                Some(Value::String(state)) => state.trim().to_lowercase(),
                _ => String::new(),
            };
            let expected = match state.as_str() {
                "success" => Outcome::Success,
                "failed" => Outcome::Failed,
                "backuping" => Outcome::Running,
                _ => Outcome::Unknown,
            };
            prop_assert!(run.outcome == expected || run.problem.is_some(), "{} is {:?}", run.raw, run.outcome);
            prop_assert!(run.outcome != Outcome::Success || state == "success", "{}", run.raw);
            if let (Some(start), Some(end)) = (run.started, run.ended) {
                prop_assert!(start <= end && run.outcome != Outcome::Running, "{}", run.raw);
            }
            prop_assert!(row.is_object() || run.problem.is_some(), "{} without a note", run.raw);
        }
    }
    Ok(())
}

/// One thing that happens to an answer.
fn change(root: &mut Value, which: Index, new: Option<Value>) {
    fn places(value: &Value, at: &str, out: &mut Vec<String>) {
        let mut go = |key: String, value: &Value| {
            let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
            out.push(at.clone());
            places(value, &at, out);
        };
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| go(key.clone(), value)),
            Value::Array(list) => list.iter().enumerate().for_each(|(at, value)| go(at.to_string(), value)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    places(root, "", &mut all);
    if !all.is_empty() {
        let place: &String = which.get(&all);
        *root.pointer_mut(place).expect("what is there") = new.unwrap_or_default();
    }
}

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn a_page_of_any_rows_gives_exactly_these_rows(
        rows in prop::collection::vec(row(), 0..6),
        key in select(vec!["DataSet", "Data"]),
        code in select(vec!["0", "\"0\""]),
    ) {
        let count = rows.len();
        let body = format!("{{\"RetCode\":{code},\"TotalCount\":{count},\"{key}\":[{}]}}", rows.join(" ,\n"));
        let answer = one_instance(&runs(), "ListUPgSQLBackup", &ok(body.clone())).unwrap();
        check(&answer)?;
        let raws: Vec<_> = run_rows(answer).into_iter().map(|run| run.raw).collect();
        prop_assert_eq!(&raws, &rows);
        let files = file_rows(one_instance(&files(), "ListUPgSQLLog", &ok(body)).unwrap());
        let raws: Vec<_> = files.into_iter().map(|file| file.raw).collect();
        prop_assert_eq!(&raws, &rows);
    }

    /// Every number of a file that can be read leads to a question again.
    #[test]
    fn any_file_can_be_asked_for(rows in prop::collection::vec(row(), 1..5)) {
        let body = format!("{{\"RetCode\":0,\"DataSet\":[{}]}}", rows.join(","));
        for action in ["ListUPgSQLLog", "ListUPgSQLBackup"] {
            let rows = file_rows(one_instance(&files(), action, &ok(body.clone())).unwrap());
            for file in rows.into_iter().filter(|file| !file.id.is_empty()) {
                let call = tapedeck_core::vendors::Call::Download { file: file.id.clone() };
                prop_assert!(vendor().ask(&source(), &session(""), &call).is_ok(), "{}", file.id);
            }
        }
    }

    #[test]
    fn any_instances_are_asked_about_or_told(rows in prop::collection::vec(row(), 0..4)) {
        let body = format!("{{\"RetCode\":0,\"DataSet\":[{}]}}", rows.join(","));
        let mut asked = 0;
        let answer = lead(&runs(), |request| match field(request, "Action").as_str() {
            "ListUPgSQLInstance" => ok(body.clone()),
            _ => {
                asked += 1;
                ok(r#"{"RetCode":0}"#)
            }
        });
        let told = run_rows(answer.unwrap()).len();
        prop_assert!(asked + told >= rows.len(), "{asked} asked, {told} told of {rows:?}");
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn a_changed_answer_is_read_or_refused(
        which in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), prop::option::of(value())), 1..4),
    ) {
        let case = which.get(cases());
        if let Ok(mut root) = serde_json::from_slice::<Value>(&case.response.body) {
            for (place, new) in changes {
                change(&mut root, place, new);
            }
            let response = Response { body: root.to_string().into_bytes(), ..case.response.clone() };
            if let Ok(answer) = one_instance(&case.call(), &case.action, &response) {
                check(&answer)?;
            }
        }
    }

    #[test]
    fn a_damaged_answer_is_read_or_refused(
        which in any::<Index>(),
        flips in prop::collection::vec((any::<Index>(), 0u8..8), 0..4),
        cut in prop::option::of(any::<Index>()),
        status in select(vec![200u16, 200, 200, 204, 302, 401, 403, 404, 429, 500, 502, 504, 999]),
    ) {
        let case = which.get(cases());
        let mut body = case.response.body.clone();
        for (at, bit) in flips.iter().filter(|_| !case.response.body.is_empty()) {
            let at = at.index(body.len());
            body[at] ^= 1 << bit;
        }
        if let Some(cut) = cut.filter(|_| !case.response.body.is_empty()) {
            body.truncate(cut.index(body.len()));
        }
        let response = Response { status, body, ..case.response.clone() };
        match one_instance(&case.call(), &case.action, &response) {
            Ok(answer) => check(&answer)?,
            Err(error) => prop_assert_eq!(error.status, Some(status)),
        }
    }

    #[test]
    fn any_bytes_are_no_sign_in(body in prop::collection::vec(any::<u8>(), 0..100)) {
        let (source, credentials) = (source(), credentials("sts-t0ken"));
        let attempt = Attempt { source: &source, credentials: &credentials, earlier: None, renewal: true };
        let mut conversation = vendor().sign_in(&attempt);
        conversation.next(NOW, SignInInput::Start);
        match conversation.next(NOW, SignInInput::Answer(&ok(body))) {
            SignInStep::Failed(error) => prop_assert!(!everything(&error).contains(PRIVATE)),
            other => prop_assert!(false, "{other:?}"),
        }
    }
}

/// Depth is not ours to choose.
#[test]
fn a_row_of_any_depth_is_a_row() {
    for depth in [10, 126, 127, 5_000] {
        let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let row = format!(r#"{{"BackupID":"b","State":"Success","BackupStartTime":1764000000,"x":{deep}}}"#);
        let body = format!(r#"{{"RetCode":0,"DataSet":[{row},{{"BackupID":"c"}}]}}"#);
        let rows = run_rows(one_instance(&runs(), "ListUPgSQLBackup", &ok(body)).unwrap());
        assert_eq!((rows.len(), &rows[0].raw), (2, &row), "{depth}");
        assert_eq!(rows[0].problem.is_some(), depth > 126, "{depth}");
    }
}
