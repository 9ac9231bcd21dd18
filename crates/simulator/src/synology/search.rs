//! What `filter` and the parameters beside it ask for.

use serde_json::{Map, Value};

use super::data::{DEVICES, Event, Line, Run, TASKS, USERS};
use super::envelope::ApiError;
use super::params::Params;

/// The wanted rows. What is `None` does not matter.
#[derive(Debug, Default)]
pub(crate) struct Search {
    task_id: Option<i64>,
    result_id: Option<i64>,
    log_level: Option<i64>,
    device_id: Option<i64>,
    status: Option<i64>,
    backup_type: Option<i64>,
    job_action: Option<Vec<i64>>,
    from: Option<i64>,
    to: Option<i64>,
    words: Option<Words>,
}

/// A key word, and which names contain it.
#[derive(Debug)]
struct Words {
    lower: String,
    tasks: Vec<bool>,
    devices: Vec<bool>,
    users: Vec<bool>,
}

impl Search {
    pub(crate) fn read(params: &Params) -> Result<Self, ApiError> {
        let filter = params.object("filter")?;
        Ok(Self {
            task_id: params.int("task_id")?,
            result_id: params.int("result_id")?,
            log_level: number(&filter, "log_level")?,
            device_id: number(&filter, "device_id")?,
            status: number(&filter, "status")?,
            backup_type: number(&filter, "backup_type")?,
            job_action: numbers(&filter, "job_action")?,
            from: number(&filter, "from_timestamp")?,
            to: number(&filter, "to_timestamp")?,
            words: words(&filter)?,
        })
    }

    pub(crate) fn line(&self, line: &Line) -> bool {
        let event = &line.event;
        let task_id = line.task.map_or(0, |task| TASKS[usize::from(task)].id);
        is(self.task_id, task_id)
            && is(self.result_id, line.run)
            && is(self.device_id, event.device.map_or(0, |device| DEVICES[usize::from(device)].id))
            && self.event(event)
            && self
                .words
                .as_ref()
                .is_none_or(|words| at(&words.tasks, line.task) || at(&words.users, line.user) || words.event(event))
    }

    pub(crate) fn run(&self, run: &Run) -> bool {
        is(self.task_id, run.task().id)
            && is(self.result_id, run.id)
            && is(self.status, i64::from(run.status))
            && is(self.backup_type, run.task().backup_type)
            && self.job_action.as_ref().is_none_or(|actions| actions.contains(&run.action))
            && self.time(run.start)
            && self.words.as_ref().is_none_or(|words| {
                at(&words.tasks, Some(run.task)) || run.parts.iter().any(|part| at(&words.devices, Some(part.device)))
            })
    }

    pub(crate) fn detail(&self, run: &Run, event: &Event) -> bool {
        self.event(event)
            && self.words.as_ref().is_none_or(|words| at(&words.tasks, Some(run.task)) || words.event(event))
    }

    fn event(&self, event: &Event) -> bool {
        is(self.log_level, i64::from(event.level)) && self.time(event.time)
    }

    fn time(&self, instant: i64) -> bool {
        self.from.is_none_or(|from| instant >= from) && self.to.is_none_or(|to| instant <= to)
    }
}

impl Words {
    fn event(&self, event: &Event) -> bool {
        at(&self.devices, event.device) || event.texts().any(|text| contains(text, &self.lower))
    }
}

fn is(wanted: Option<i64>, value: i64) -> bool {
    wanted.is_none_or(|wanted| wanted == value)
}

fn at(matching: &[bool], index: Option<u8>) -> bool {
    index.is_some_and(|index| matching[usize::from(index)])
}

/// Whether a text contains another one, which is in lower case.
fn contains(text: &str, lower: &str) -> bool {
    if text.is_ascii() && lower.is_ascii() {
        let (text, lower) = (text.as_bytes(), lower.as_bytes());
        return lower.is_empty() || text.windows(lower.len()).any(|window| window.eq_ignore_ascii_case(lower));
    }
    text.to_lowercase().contains(lower)
}

fn wrong() -> ApiError {
    ApiError::parameter("filter", "type")
}

fn whole(value: &Value) -> Result<i64, ApiError> {
    let parsed = value.as_str().and_then(|text| text.parse().ok());
    value.as_i64().or(parsed).ok_or_else(wrong)
}

fn number(filter: &Map<String, Value>, key: &str) -> Result<Option<i64>, ApiError> {
    filter.get(key).map(whole).transpose()
}

fn numbers(filter: &Map<String, Value>, key: &str) -> Result<Option<Vec<i64>>, ApiError> {
    match filter.get(key) {
        None => Ok(None),
        Some(Value::Array(values)) => values.iter().map(whole).collect::<Result<_, _>>().map(Some),
        Some(value) => whole(value).map(|one| Some(vec![one])),
    }
}

fn words(filter: &Map<String, Value>) -> Result<Option<Words>, ApiError> {
    let text = match filter.get("key_word") {
        None => return Ok(None),
        Some(value) => value.as_str().ok_or_else(wrong)?,
    };
    if text.is_empty() {
        return Ok(None);
    }
    let lower = text.to_lowercase();
    Ok(Some(Words {
        tasks: TASKS.iter().map(|task| contains(task.name, &lower)).collect(),
        devices: DEVICES.iter().map(|device| contains(device.name, &lower)).collect(),
        users: USERS.iter().map(|user| contains(user.name, &lower)).collect(),
        lower,
    }))
}
