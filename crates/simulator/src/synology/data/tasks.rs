//! What this NAS backs up: its tasks, devices and users.

/// A backup task.
#[derive(Debug)]
pub(crate) struct Task {
    pub id: i64,
    pub name: &'static str,
    /// 1 VM, 2 PC, 3 physical server, 4 file server.
    pub backup_type: i64,
    pub os_name: &'static str,
    /// Indices into [`DEVICES`].
    pub devices: std::ops::Range<u8>,
    pub share: &'static str,
    pub source_type: i64,
    pub run_hour: i64,
    pub run_min: i64,
    pub repeat_hour: i64,
    pub weekdays: &'static [i64],
    pub scheduled: bool,
}

/// A device of a task.
#[derive(Debug)]
pub(crate) struct Device {
    pub id: i64,
    pub name: &'static str,
    pub ip: &'static str,
    /// 0 none, 1 Windows, 2 Linux.
    pub platform: i64,
    pub os: &'static str,
    pub volumes: &'static [&'static str],
    /// Index into [`USERS`].
    pub user: u8,
}

/// A DSM user.
#[derive(Debug)]
pub(crate) struct User {
    pub id: i64,
    pub name: &'static str,
}

pub(crate) const LAPTOPS: u8 = 0;
pub(crate) const FILE_SERVER: u8 = 1;
pub(crate) const VM_CLUSTER: u8 = 2;
pub(crate) const ARCHIVE: u8 = 3;
pub(crate) const OLD_WEB: u8 = 4;

const EVERY_DAY: &[i64] = &[0, 1, 2, 3, 4, 5, 6];

pub(crate) const TASKS: &[Task] = &[
    Task {
        id: 1,
        name: "Laptops nightly",
        backup_type: 2,
        os_name: "windows",
        devices: 0..6,
        share: "ActiveBackupforBusiness",
        source_type: 1,
        run_hour: 1,
        run_min: 0,
        repeat_hour: 0,
        weekdays: EVERY_DAY,
        scheduled: true,
    },
    Task {
        id: 8,
        name: "File server",
        backup_type: 4,
        os_name: "smb",
        devices: 6..7,
        share: "FileServerBackup",
        source_type: 0,
        run_hour: 20,
        run_min: 0,
        repeat_hour: 0,
        weekdays: &[1, 2, 3, 4, 5],
        scheduled: true,
    },
    Task {
        id: 12,
        name: "VM cluster",
        backup_type: 1,
        os_name: "vmware",
        devices: 7..11,
        share: "VMBackup",
        source_type: 0,
        run_hour: 0,
        run_min: 15,
        repeat_hour: 1,
        weekdays: EVERY_DAY,
        scheduled: true,
    },
    Task {
        id: 3,
        name: "Archive weekly",
        backup_type: 3,
        os_name: "linux",
        devices: 11..12,
        share: "ActiveBackupforBusiness",
        source_type: 1,
        run_hour: 3,
        run_min: 0,
        repeat_hour: 0,
        weekdays: &[0],
        scheduled: true,
    },
    Task {
        id: 5,
        name: "Old web server",
        backup_type: 3,
        os_name: "linux",
        devices: 12..13,
        share: "ActiveBackupforBusiness",
        source_type: 1,
        run_hour: 23,
        run_min: 30,
        repeat_hour: 0,
        weekdays: EVERY_DAY,
        scheduled: false,
    },
];

const WINDOWS_11: &str = "Windows 11(64-bit)";
const WINDOWS_10: &str = "Windows 10(64-bit)";
const SERVER_2022: &str = "Windows Server 2022(64-bit)";

pub(crate) const DEVICES: &[Device] = &[
    device(1, "LT-0231", "192.168.20.31", 1, WINDOWS_11, &["C:"], 1),
    device(2, "LT-0234", "192.168.20.34", 1, WINDOWS_11, &["C:", "D:"], 2),
    device(3, "LT-0240", "192.168.20.40", 1, WINDOWS_10, &["C:"], 3),
    device(7, "LT-0252", "192.168.20.52", 1, WINDOWS_11, &["C:", "D:"], 4),
    device(9, "LT-0267", "192.168.20.67", 1, WINDOWS_11, &["C:"], 5),
    device(11, "LT-0271-Zoë", "192.168.20.71", 1, WINDOWS_11, &["C:"], 6),
    device(6, "FS-01", "192.168.10.5", 0, "smb", &[], 0),
    device(14, "vm-dc01", "192.168.10.11", 1, SERVER_2022, &["Hard disk 1"], 0),
    device(15, "vm-sql02", "192.168.10.12", 1, SERVER_2022, &["Hard disk 1", "Hard disk 2"], 0),
    device(16, "vm-erp01", "192.168.10.13", 1, SERVER_2022, &["Hard disk 1", "Hard disk 2"], 0),
    device(17, "vm-web03", "192.168.10.14", 2, "Debian GNU/Linux 12(64-bit)", &["Hard disk 1"], 0),
    device(4, "SRV-ARCHIVE", "192.168.10.20", 2, "Ubuntu 22.04(64-bit)", &["/", "/boot", "/srv/archive"], 0),
    device(5, "WEB-OLD", "192.168.30.8", 2, "CentOS 7(64-bit)", &["/", "/var/www"], 0),
];

const fn device(
    id: i64,
    name: &'static str,
    ip: &'static str,
    platform: i64,
    os: &'static str,
    volumes: &'static [&'static str],
    user: u8,
) -> Device {
    Device { id, name, ip, platform, os, volumes, user }
}

pub(crate) const USERS: &[User] = &[
    User { id: 1024, name: "admin" },
    User { id: 1026, name: "maria" },
    User { id: 1027, name: "jonas" },
    User { id: 1028, name: "p.lindqvist" },
    User { id: 1029, name: "akira" },
    User { id: 1031, name: "fatou.diop" },
    User { id: 1033, name: "zoë" },
    User { id: 1040, name: "backup-operator" },
];

pub(crate) const ADMIN: u8 = 0;
pub(crate) const MARIA: u8 = 1;
pub(crate) const JONAS: u8 = 2;
pub(crate) const OPERATOR: u8 = 7;

pub(crate) const HYPERVISOR: &str = "esx-01.example.lan";
