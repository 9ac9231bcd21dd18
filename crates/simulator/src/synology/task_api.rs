//! `SYNO.ActiveBackup.Task`: the tasks, with their devices, schedules and last results.

use super::Settings;
use super::data::{DEVICES, Data, TASKS, Task, USERS};
use super::envelope::Answer;
use super::params::Params;
use super::rows;
use crate::calendar::{Zone, weekday};
use crate::json::Json;
use crate::rng::Rng;

pub(crate) const METHODS: [&str; 1] = ["list"];

/// A NAS keeps the passwords of its devices in this list. No client may show them.
const SECRET: &str = "device-secret";

pub(crate) fn list(settings: &Settings, data: &Data, params: &Params) -> Answer {
    let mut json = Json::with_capacity(16 * 1024);
    json.open('{').flag("has_devices", true).flag("has_dsm_agent", false).flag("has_hyperv_inventories", false);
    json.flag("has_linux_agent", true).flag("has_mac_agent", false).flag("has_vmware_inventories", true);
    json.flag("has_windows_agent", true).key("tasks").open('[');
    for (index, task) in TASKS.iter().enumerate() {
        let last = data.runs.iter().rev().find(|run| usize::from(run.task) == index);
        write(&mut json, settings, task);
        if let Some(last) = last.filter(|_| params.flag("load_result") || params.flag("load_status")) {
            let moved = Rng::new(settings.seed, last.start as u64).between(40_000_000, 90_000_000_000);
            json.key("last_result");
            rows::result(&mut json, last, Some(moved));
        }
        json.close('}');
    }
    json.close(']').int("total", TASKS.len() as i64).close('}');
    Ok(Some(json.finish()))
}

/// Leaves the object open.
fn write(json: &mut Json, settings: &Settings, task: &Task) {
    let unikey = Rng::new(settings.seed, task.id as u64).next();
    json.open('{').text("agentless_backup_path", "").int("agentless_backup_policy", 0);
    json.flag("allow_manual_backup", true).flag("backup_external", false).int("backup_type", task.backup_type);
    json.int("bandwidth", 0).int("cbt_enable_mode", 1).int("connection_timeout", 0);
    json.int("device_count", task.devices.len() as i64).key("devices").open('[');
    for index in task.devices.clone() {
        device(json, settings, task, index);
    }
    json.close(']').flag("enable_compress_transfer", true).flag("enable_dedup", true);
    json.flag("enable_encrypt_transfer", true).flag("enable_notify", false).flag("enable_verification", false);
    json.int("max_concurrent_devices", 0).int("next_trigger_time", next_trigger(settings, task));
    json.text("repo_dir", "@ActiveBackup").key("retention_policy").open('{').text("gfs_days", "7");
    json.text("gfs_months", "12").text("gfs_weeks", "4").text("gfs_years", "3").flag("keep_all", false);
    json.int("keep_versions", 30).close('}').key("sched_content").open('{').flag("enable_backup_window", false);
    json.flag("is_continuous_paused", false).int("repeat_hour", task.repeat_hour).text("repeat_type", "Weekly");
    json.int("run_hour", task.run_hour).int("run_min", task.run_min).key("run_weekday").open('[');
    for day in task.weekdays {
        json.number(*day);
    }
    json.close(']').int("schedule_setting_type", i64::from(task.scheduled)).int("start_day", 0).int("start_month", 0);
    json.int("start_year", 0).close('}').int("sched_id", 0).text("sched_uuid", "").text("share_name", task.share);
    json.int("source_type", task.source_type).int("storage_id", 1).text("target_dir", task.name);
    json.int("task_id", task.id).text("task_name", task.name).text("unikey", &unikey.to_string());
    json.int("verification_policy", 120).text("view_type", "").key("vm_folder").raw("null").text("workload_uuid", "");
}

fn device(json: &mut Json, settings: &Settings, task: &Task, index: u8) {
    let device = &DEVICES[usize::from(index)];
    let user = &USERS[usize::from(device.user)];
    json.open('{').text("agent_token", SECRET).int("agentless_auth_policy", 0).flag("auto_discovery", false);
    json.int("backup_type", task.backup_type).int("create_time", settings.until_s - 100_000_000 + device.id * 7_001);
    json.int("device_id", device.id).text("device_uuid", "").text("dsm_model", "").text("dsm_unique", "");
    json.text("host_ip", device.ip).text("host_name", device.name).int("host_port", 0).text("hypervisor_id", "");
    json.int("inventory_id", i64::from(task.backup_type == 1))
        .text("kernel_version", "")
        .text("login_password", SECRET);
    json.int("login_time", settings.until_s - 4_000).text("login_user", user.name).int("login_user_id", user.id);
    json.text("os_name", device.os).int("platform_type", device.platform);
    json.int("time_zone", settings.zone_offset_s).text("vm_moid_path", "").close('}');
}

/// The next time after the newest instant; 0 without a schedule.
fn next_trigger(settings: &Settings, task: &Task) -> i64 {
    let zone = Zone { offset_s: settings.zone_offset_s };
    let today = zone.day(settings.until_s);
    if !task.scheduled {
        return 0;
    }
    let hours = if task.repeat_hour > 0 { 0..24 } else { task.run_hour..task.run_hour + 1 };
    (today..today + 8)
        .filter(|day| task.weekdays.contains(&weekday(*day)))
        .flat_map(|day| hours.clone().map(move |hour| zone.instant(day, hour, task.run_min)))
        .find(|instant| *instant > settings.until_s)
        .unwrap_or(0)
}
