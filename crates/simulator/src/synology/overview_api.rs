//! `SYNO.ActiveBackup.Overview`: how many results ended in which hour, and how.

use serde_json::Value;
use std::collections::BTreeMap;

use super::data::Data;
use super::envelope::{Answer, ApiError};
use super::params::Params;
use crate::calendar::HOUR;
use crate::json::Json;

pub(crate) const METHODS: [&str; 1] = ["list_result_status_summary"];

pub(crate) fn status_summary(data: &Data, params: &Params) -> Answer {
    let filter = params.object("filter")?;
    let bound = |key: &str, other: i64| match filter.get(key).map(Value::as_i64) {
        None => Ok(other),
        Some(bound) => bound.ok_or_else(|| ApiError::parameter("filter", "type")),
    };
    let from = bound("time_start", i64::MIN)?;
    let to = bound("time_end", i64::MAX)?;
    let mut hours: BTreeMap<(i64, u8), i64> = BTreeMap::new();
    for run in data.runs.iter().filter(|run| run.end > 0 && (from..=to).contains(&run.end)) {
        *hours.entry((run.end.div_euclid(HOUR) * HOUR, run.status)).or_default() += 1;
    }
    let mut json = Json::with_capacity(hours.len() * 80 + 64);
    json.open('{').key("info_list").open('[');
    for ((hour, status), count) in &hours {
        json.open('{').int("count", *count).int("status", *status);
        json.int("time_end", hour + HOUR).int("time_start", *hour).close('}');
    }
    json.close(']').int("total", hours.len() as i64).close('}');
    Ok(Some(json.finish()))
}
