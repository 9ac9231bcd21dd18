//! How often a schedule runs, in words. It comes as a Pentaho trigger, written as JSON inside of a text.

use serde_json::{Map, Value};

use crate::vendors::lenient;

/// 0 is Sunday: the server's own page writes 1 to 5 for "every workday".
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// 4 stands for the last one, also in a month of five weeks.
const WEEKS: [&str; 5] = ["first", "second", "third", "fourth", "last"];
/// Units of an interval, the longest first, in seconds.
const UNITS: [(&str, i64); 5] = [("week", 7 * 86_400), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)];

/// The words for a trigger: text that holds JSON, or the object itself. `None` where there is none, an error where
/// there is something else.
pub(super) fn words(cron: &Value) -> Option<Result<String, String>> {
    let trigger = match cron {
        Value::Null => return None,
        Value::String(text) if text.trim().is_empty() => return None,
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(value) => value,
            Err(_) => return Some(Err(format!("cron is not JSON: {}", lenient::short(cron)))),
        },
        other => other.clone(),
    };
    let inside = trigger
        .as_object()
        .and_then(|outer| outer.iter().find(|(key, _)| key.ends_with("Trigger")))
        .and_then(|(_, inside)| inside.as_object());
    Some(inside.map(of_trigger).ok_or_else(|| format!("cron holds no trigger: {}", lenient::short(cron))))
}

fn of_trigger(trigger: &Map<String, Value>) -> String {
    let text = |key: &str| trigger.get(key).and_then(Value::as_str).unwrap_or_default();
    let interval = trigger.get("repeatInterval").and_then(lenient::integer).filter(|seconds| *seconds > 0);
    let days = names(trigger, "daysOfWeek", &DAYS);
    let months = names(trigger, "monthsOfYear", &MONTHS);
    let dates = numbers(trigger, "daysOfMonth");
    let kind = text("uiPassParam").to_uppercase();
    let mut out = if kind == "RUN_ONCE" {
        "Once".to_string()
    } else if kind == "CRON" {
        "By its cron expression".to_string()
    } else if days == DAYS[1..6] {
        "Every working day".to_string()
    } else if days.len() == 7 {
        "Every day".to_string()
    } else if !days.is_empty() {
        match names(trigger, "weeksOfMonth", &WEEKS).as_slice() {
            [] => format!("Every {}", days.join(", ")),
            weeks => format!("On the {} {} of the month", weeks.join(", "), days.join(", ")),
        }
    } else if !dates.is_empty() {
        let dates: Vec<String> = dates.iter().map(i64::to_string).collect();
        format!("On day {} of the month", dates.join(", "))
    } else {
        match (interval, kind.as_str()) {
            (Some(seconds), _) => every(seconds),
            (None, "DAILY") => "Every day".to_string(),
            (None, "WEEKLY") => "Every week".to_string(),
            (None, "MONTHLY") => "Every month".to_string(),
            (None, "YEARLY") => "Every year".to_string(),
            (None, "") => "Scheduled".to_string(),
            (None, other) => format!("Scheduled: {other}"),
        }
    };
    if !months.is_empty() {
        out += &format!(", in {}", months.join(", "));
    }
    let cron = text("cronString");
    if !cron.is_empty() && cron != "TO_BE_GENERATED" {
        out += &format!(" ({cron})");
    }
    out
}

/// An interval in the largest unit that divides it.
fn every(seconds: i64) -> String {
    let found = UNITS.iter().find(|(_, unit)| seconds % unit == 0);
    let (name, unit) = found.copied().unwrap_or(("second", 1));
    match seconds / unit {
        1 => format!("Every {name}"),
        count => format!("Every {count} {name}s"),
    }
}

/// Numbers given as numbers or as text.
fn numbers(trigger: &Map<String, Value>, key: &str) -> Vec<i64> {
    trigger.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(lenient::integer).collect()
}

fn names(trigger: &Map<String, Value>, key: &str, all: &[&'static str]) -> Vec<&'static str> {
    let places = numbers(trigger, key).into_iter().filter_map(|place| usize::try_from(place).ok());
    places.filter_map(|place| all.get(place).copied()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_kind_of_trigger_in_words() {
        for (trigger, expected) in [
            (json!({"uiPassParam": "DAILY", "repeatInterval": 86400}), "Every day"),
            (json!({"uiPassParam": "DAILY", "repeatInterval": "259200"}), "Every 3 days"),
            (json!({"uiPassParam": "DAILY", "daysOfWeek": ["1", "2", "3", "4", "5"]}), "Every working day"),
            (json!({"uiPassParam": "WEEKLY", "daysOfWeek": [0, 6]}), "Every Sunday, Saturday"),
            (json!({"uiPassParam": "WEEKLY"}), "Every week"),
            (json!({"uiPassParam": "HOURS", "repeatInterval": 21600}), "Every 6 hours"),
            (json!({"uiPassParam": "MINUTES", "repeatInterval": 90}), "Every 90 seconds"),
            (json!({"uiPassParam": "MONTHLY", "daysOfMonth": [1, 15]}), "On day 1, 15 of the month"),
            (
                json!({"uiPassParam": "MONTHLY", "daysOfWeek": [5], "weeksOfMonth": [4]}),
                "On the last Friday of the month",
            ),
            (
                json!({"uiPassParam": "YEARLY", "daysOfMonth": [1], "monthsOfYear": ["0", "6"]}),
                "On day 1 of the month, in January, July",
            ),
            (json!({"uiPassParam": "RUN_ONCE", "repeatInterval": 0}), "Once"),
            (
                json!({"uiPassParam": "CRON", "cronString": "0 12 11 */3 * ? *"}),
                "By its cron expression (0 12 11 */3 * ? *)",
            ),
            (json!({"uiPassParam": "DAILY", "cronString": "TO_BE_GENERATED"}), "Every day"),
            (json!({"uiPassParam": "LUNAR"}), "Scheduled: LUNAR"),
            (json!({"daysOfWeek": [9, -1, "x", null]}), "Scheduled"),
            (json!({}), "Scheduled"),
        ] {
            for outer in ["simpleJobTrigger", "complexJobTrigger", "cronJobTrigger"] {
                let cron = json!({ outer: trigger });
                assert_eq!(words(&cron), Some(Ok(expected.into())), "{cron}");
                assert_eq!(words(&json!(cron.to_string())), Some(Ok(expected.into())), "{cron} in a text");
            }
        }
        assert_eq!(words(&json!(null)), None);
        assert_eq!(words(&json!(" ")), None);
        for odd in [json!("soon"), json!("[]"), json!({"a": 1}), json!(7), json!({"simpleJobTrigger": 7})] {
            assert!(words(&odd).is_some_and(|words| words.is_err()), "{odd}");
        }
    }
}
