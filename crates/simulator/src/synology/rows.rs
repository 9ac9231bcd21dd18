//! The rows as the vendor writes them.

use super::data::{BACKUP, DEVICES, Event, Line, Named, RESTORE_FILE, Run, TASKS, Task, USERS};
use crate::json::Json;

/// The task, the device and the user that a row names; zero and empty when there is none.
pub(crate) struct Names<'a> {
    backup_type: i64,
    platform: i64,
    task: (i64, &'a str),
    device: (i64, &'a str),
    user: (i64, &'a str),
}

impl<'a> Names<'a> {
    /// From the places in the tables of tasks and devices, and what task, device and user are called.
    pub(crate) fn of(task: Option<u8>, device: Option<u8>, named: [Option<&'a Named>; 3]) -> Self {
        let [task_named, device_named, user_named] =
            named.map(|named| named.map_or((0, ""), |(id, name)| (*id, name.as_str())));
        Self {
            backup_type: task.map_or(0, |index| TASKS[usize::from(index)].backup_type),
            platform: device.map_or(0, |index| DEVICES[usize::from(index)].platform),
            task: task_named,
            device: device_named,
            user: user_named,
        }
    }

    fn of_line(line: &Line) -> Names<'static> {
        let task = line.task.map(|index| &TASKS[usize::from(index)]);
        let device = line.event.device.map(|index| &DEVICES[usize::from(index)]);
        let user = line.user.map(|index| &USERS[usize::from(index)]);
        Names {
            backup_type: task.map_or(0, |task| task.backup_type),
            platform: device.map_or(0, |device| device.platform),
            task: task.map_or((0, ""), |task| (task.id, task.name)),
            device: device.map_or((0, ""), |device| (device.id, device.name)),
            user: user.map_or((0, ""), |user| (user.id, user.name)),
        }
    }
}

/// A row of `list_log`.
pub(crate) fn line(json: &mut Json, line: &Line) {
    record(json, &Names::of_line(line), &line.event, line.id, line.run);
}

/// A row of `list_log`, from its parts.
pub(crate) fn record(json: &mut Json, names: &Names, event: &Event, id: i64, run: i64) {
    json.open('{').int("backup_type", names.backup_type);
    json.int("device_id", names.device.0).text("device_name", names.device.1).int("error_code", event.code);
    json.int("log_id", id).int("log_level", event.level).int("log_time", event.time).int("log_type", event.kind);
    json.key("other_params").open('{').int("backup_type", names.backup_type);
    json.int("device_id", names.device.0).text("device_name", names.device.1).int("platform_type", names.platform);
    json.int("task_id", names.task.0).text("task_name", names.task.1);
    json.int("user_id", names.user.0).text("user_name", names.user.1);
    event.write_extra(json);
    json.close('}').int("result_id", run);
    json.int("task_id", names.task.0).text("task_name", names.task.1);
    json.int("user_id", names.user.0).text("user_name", names.user.1).close('}');
}

/// A row of `list_result`.
pub(crate) fn run(json: &mut Json, run: &Run) {
    result(json, run, None);
}

/// A result; `Task list` adds the bytes that were moved.
pub(crate) fn result(json: &mut Json, run: &Run, moved: Option<i64>) {
    let task = run.task();
    json.open('{').text("activity_uuid", "").int("backup_type", task.backup_type).text("detail_path", "");
    json.int("error_count", run.error_count()).int("job_action", run.action).int("none_count", run.none_count());
    json.int("result_id", run.id).int("status", run.status).int("success_count", run.success_count());
    json.key("task_config").open('{').key("device_list").open('[');
    for part in &run.parts {
        json.open('{');
        // As recorded: only what works on the device itself gives its number.
        if matches!(run.action, BACKUP | RESTORE_FILE) {
            json.int("device_id", part.device().id);
        }
        json.text("host_name", part.device().name).close('}');
    }
    json.close(']');
    if run.action == RESTORE_FILE {
        json.int("restore_type", 2).text("target_path", "/restore");
    }
    json.close('}').int("task_id", task.id).text("task_name", task.name);
    json.int("time_end", run.end).int("time_start", run.start);
    if let Some(moved) = moved {
        json.int("transfered_bytes", moved);
    }
    json.int("warning_count", run.warning_count()).close('}');
}

/// A row of `list_result_detail`.
pub(crate) fn detail(json: &mut Json, run: &Run, event: &Event, id: i64) {
    let task: &Task = run.task();
    json.open('{').int("error_code", event.code).int("log_level", event.level);
    json.int("log_time", event.time).int("log_type", event.kind);
    json.key("other_params")
        .open('{')
        .text("os_name", task.os_name)
        .int("task_id", task.id)
        .text("task_name", task.name);
    if let Some(device) = event.device {
        let device = &DEVICES[usize::from(device)];
        json.int("device_id", device.id).text("device_name", device.name);
    }
    event.write_extra(json);
    json.close('}').int("result_detail_id", id).int("result_id", run.id).close('}');
}

/// A row that no client can read as one.
pub(crate) const BAD_ROW: &str = r#"{"log_id":{"low":7},"result_id":[1],"log_level":"high","log_time":"soon","time_start":"soon","time_end":false,"status":"fine","log_type":null,"task_name":12,"other_params":["a",1]}"#;
