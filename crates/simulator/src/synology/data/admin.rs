//! What people and the NAS itself did beside the runs.

use super::event::{ERROR, Event, INFO, WARNING};
use super::schedule::{OLD_WEB_FROM, OLD_WEB_TO, OUTAGE_TO, SPAN};
use super::tasks::{ADMIN, FILE_SERVER, HYPERVISOR, JONAS, LAPTOPS, MARIA, OLD_WEB, OPERATOR, VM_CLUSTER};
use crate::calendar::{DAY, HOUR, MINUTE};

/// Something that happened outside of a run.
pub(crate) struct Happening {
    pub event: Event,
    pub task: Option<u8>,
    pub user: Option<u8>,
}

/// All of them, in no order. `vm_from` is the first run of the hourly task.
pub(crate) fn happenings(until: i64, vm_from: i64) -> Vec<Happening> {
    let ago = |days: i64, minute: i64| until - days * DAY + minute * MINUTE;
    let info = |days: i64, minute: i64, kind: u16| Event::new(ago(days, minute), kind, INFO);
    let stopped = until - OLD_WEB_TO;
    let back = until - OUTAGE_TO;
    vec![
        by(ADMIN, None, Event::new(until - SPAN, 1009, INFO)),
        by(ADMIN, None, info(1_095, 1, 1010).str("log_retention_setting", "3 years")),
        by(ADMIN, None, info(1_094, 15, 1602)),
        by(ADMIN, None, info(1_040, 3, 1401).str("template_name", "Laptops")),
        by(ADMIN, None, info(1_040, 9, 1012).str("delegate_name", "backup-operator").str("role", "Operator")),
        by(ADMIN, None, info(760, 9, 1013).str("delegate_name", "backup-operator").str("role", "Manager")),
        by(ADMIN, None, info(700, 9, 1014).str("delegate_name", "trainee")),
        by(ADMIN, Some(LAPTOPS), info(980, 21, 1005).str("old_name", "Laptops").str("new_name", "Laptops nightly")),
        by(OPERATOR, Some(LAPTOPS), info(900, 33, 1006).int("bandwidth", 40)),
        by(OPERATOR, Some(FILE_SERVER), info(640, 12, 1008)),
        by(OPERATOR, Some(FILE_SERVER), info(640, 55, 1007)),
        by(JONAS, Some(OLD_WEB), Event::new(until - OLD_WEB_FROM - HOUR, 1001, INFO)),
        by(JONAS, Some(OLD_WEB), Event::new(stopped + 9 * HOUR, 1008, INFO)),
        by(ADMIN, None, Event::new(vm_from - 3 * HOUR, 3062, INFO).str("server_name", HYPERVISOR)),
        by(ADMIN, None, Event::new(vm_from - 2 * HOUR, 4002, INFO).str("share_name", "VMBackup")),
        by(ADMIN, Some(VM_CLUSTER), Event::new(vm_from - HOUR, 1001, INFO)),
        by(MARIA, None, info(520, 40, 2003).str("old_name", "FSBackup").str("new_name", "FileServerBackup")),
        of(None, info(410, 0, 4008).str("share_name", "ActiveBackupforBusiness")),
        of(None, info(410, 95, 4009).str("share_name", "ActiveBackupforBusiness")),
        of(None, Event::new(ago(205, 0), 4010, ERROR).str("share_name", "VMBackup").code(-2).int("error_code", -2)),
        of(Some(LAPTOPS), info(630, 7, 7022).device(1).str("version", "2.6.3-3101")),
        of(Some(LAPTOPS), info(330, 7, 7022).device(3).str("version", "2.7.0-3221")),
        by(MARIA, Some(LAPTOPS), info(470, 70, 5001).device(5)),
        by(MARIA, None, info(470, 12, 5002).str("host_name", "LT-0198")),
        of(Some(LAPTOPS), Event::new(ago(41, 5), 5010, WARNING).device(2)),
        of(Some(LAPTOPS), Event::new(ago(41, 5), 5007, WARNING).device(2)),
        of(Some(LAPTOPS), Event::new(back, 1146, WARNING)),
        of(Some(FILE_SERVER), Event::new(back, 1146, WARNING)),
        of(Some(VM_CLUSTER), Event::new(back, 1146, WARNING)),
        of(Some(VM_CLUSTER), Event::new(back + 4, 1501, ERROR)),
        of(None, Event::new(ago(19, 2), 12_345, INFO).str("note", "from a newer package").ints("list", vec![1, 2])),
        of(Some(LAPTOPS), Event::new(ago(4, 30), 8001, WARNING).str("share_name", "ActiveBackupforBusiness")),
        by(ADMIN, None, Event::new(until - 20 * MINUTE, 1010, INFO).str("log_retention_setting", "5 years")),
    ]
}

fn by(user: u8, task: Option<u8>, event: Event) -> Happening {
    Happening { event, task, user: Some(user) }
}

fn of(task: Option<u8>, event: Event) -> Happening {
    Happening { event, task, user: None }
}
