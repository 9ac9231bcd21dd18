//! What this appliance protects: policies and Azure resources, and what sessions can do.

/// A type of session: its name, the appliance's own words, the group of an export, and which list of items it has.
#[derive(Debug)]
pub(crate) struct Type {
    pub name: &'static str,
    pub words: &'static str,
    pub group: &'static str,
    pub items: &'static str,
}

const fn kind(name: &'static str, words: &'static str, group: &'static str, items: &'static str) -> Type {
    Type { name, words, group, items }
}

pub(crate) const BACKUP: u8 = 0;
pub(crate) const SNAPSHOT: u8 = 1;
pub(crate) const ARCHIVE: u8 = 2;
pub(crate) const SQL_BACKUP: u8 = 3;
pub(crate) const SHARE_SNAPSHOT: u8 = 4;
pub(crate) const NETWORK_BACKUP: u8 = 5;
pub(crate) const RETENTION: u8 = 6;
pub(crate) const CONFIGURATION: u8 = 7;
pub(crate) const HEALTH_CHECK: u8 = 8;
pub(crate) const RESTORE: u8 = 9;
pub(crate) const FILE_RESTORE: u8 = 10;
pub(crate) const SQL_RESTORE: u8 = 11;
pub(crate) const SHARE_RESTORE: u8 = 12;
pub(crate) const RESCAN: u8 = 13;
pub(crate) const REPOSITORY: u8 = 14;
/// A type that no description of the interface has.
pub(crate) const UNHEARD: u8 = 15;

pub(crate) static TYPES: [Type; 16] = [
    kind("PolicyBackup", "Policy Backup", "PolicyBackup", "protectedItems"),
    kind("PolicySnapshot", "Policy Snapshot", "PolicySnapshot", "protectedItems"),
    kind("PolicyArchive", "Policy Archive", "PolicyArchive", "protectedItems"),
    kind("SqlPolicyBackup", "SQL Policy Backup", "PolicyBackup", "protectedItems"),
    kind("FileSharePolicySnapshot", "File Share Policy Snapshot", "PolicySnapshot", "protectedItems"),
    kind("VnetPolicyBackup", "Virtual Network Configuration Backup", "PolicyBackup", "protectedItems"),
    kind("BackupRetention", "Backup Retention", "Retention", "deletedItems"),
    kind("ConfigurationBackupScheduled", "Configuration Backup", "ConfigurationBackup", ""),
    kind("HealthCheck", "Health Check", "HealthCheck", "checkedItems"),
    kind("RestoreVms", "VM Restore", "Restore", "restoredItems"),
    kind("FileLevelRestore", "File-Level Restore", "FileLevelRestore", "fileLevelRestoredItems"),
    kind("SqlRestore", "SQL Restore", "Restore", "restoredDatabases"),
    kind("FileShareFileRestore", "File Share File Restore", "FileLevelRestore", "fileLevelRestoredFileShareItems"),
    kind("InfrastructureRescan", "Infrastructure Rescan", "InfrastructureRescan", ""),
    kind("RepositoryCreation", "Repository Creation", "RepositoryTasks", ""),
    kind("KeyVaultPolicyBackup", "Key Vault Backup", "PolicyBackup", "protectedItems"),
];

/// The values that the filter of the list takes, as the description of version 8.1 has them.
pub(crate) const FILTER_TYPES: [&str; 62] = [
    "BackupDeletion",
    "BackupRetention",
    "ConfigurationBackupDeletion",
    "ConfigurationBackupDownload",
    "ConfigurationBackupManual",
    "ConfigurationBackupScheduled",
    "ConfigurationBackupSync",
    "ConfigurationRestoreStatus",
    "CosmosDbBackupDeletion",
    "CosmosDbConfiguration",
    "CosmosDbContinuousBackupDeletion",
    "CosmosDbContinuousRetention",
    "CosmosDbRestore",
    "CosmosDbRestorePointDataRetrieval",
    "FileLevelRestore",
    "FileShareFileRestore",
    "FileShareIndexing",
    "FileShareManualSnapshot",
    "FileShareManualSnapshotDeletion",
    "FileSharePolicySnapshot",
    "FileShareRestore",
    "FileShareSnapshotDeletion",
    "FileShareSnapshotRetention",
    "HealthCheck",
    "InfrastructureRescan",
    "InvalidSnapshotRetention",
    "ManualSnapshot",
    "ManualSnapshotDeletion",
    "MongoDbManualBackup",
    "MongoDbPolicyArchive",
    "MongoDbPolicyBackup",
    "ObsoleteSnapshotRetention",
    "OrphanedSnapshotRetention",
    "PolicyArchive",
    "PolicyBackup",
    "PolicySnapshot",
    "PostgresDbManualBackup",
    "PostgresDbPolicyArchive",
    "PostgresDbPolicyBackup",
    "RepositoryCreation",
    "RepositoryDeletion",
    "RepositoryEdit",
    "RestoreDisks",
    "RestorePointDataRetrieval",
    "RestoreVms",
    "SnapshotBackup",
    "SnapshotDeletion",
    "SnapshotRescan",
    "SqlBackupDeletion",
    "SqlManualBackup",
    "SqlPolicyArchive",
    "SqlPolicyBackup",
    "SqlRestore",
    "SqlRestorePointDataRetrieval",
    "Unknown",
    "VnetBackupDeletion",
    "VnetFullRestore",
    "VnetGranularRestore",
    "VnetPolicyBackup",
    "VnetPolicyBackupToRepository",
    "VnetRepositoryImport",
    "VnetRetention",
];

/// The statuses, of a session and of an item of its log.
pub(crate) const STATUSES: [&str; 11] = [
    "Canceled",
    "Canceling",
    "Error",
    "NeverExecuted",
    "Running",
    "RunningWithError",
    "RunningWithWarning",
    "Success",
    "Warning",
    "Pending",
    "Unknown",
];

/// A backup policy.
#[derive(Debug)]
pub(crate) struct Policy {
    pub id: &'static str,
    pub name: &'static str,
    pub kind: &'static str,
    /// Indices into [`RESOURCES`].
    pub resources: std::ops::Range<usize>,
    pub removed: bool,
}

const fn policy(
    id: &'static str,
    name: &'static str,
    kind: &'static str,
    resources: std::ops::Range<usize>,
    removed: bool,
) -> Policy {
    Policy { id, name, kind, resources, removed }
}

pub(crate) const MACHINES: u8 = 0;
pub(crate) const DATABASES: u8 = 1;
pub(crate) const SHARES: u8 = 2;
pub(crate) const FINANCE: u8 = 3;
pub(crate) const OLD_WEB: u8 = 4;
pub(crate) const NETWORKS: u8 = 5;

pub(crate) static POLICIES: [Policy; 6] = [
    policy("5d0c7c52-2f6e-4b7c-8f6a-1c9a3f0e0001", "Nightly machines", "Vm", 0..4, false),
    policy("5d0c7c52-2f6e-4b7c-8f6a-1c9a3f0e0002", "Databases", "Sql", 4..7, false),
    policy("5d0c7c52-2f6e-4b7c-8f6a-1c9a3f0e0003", "File shares", "FileShare", 7..9, false),
    policy("5d0c7c52-2f6e-4b7c-8f6a-1c9a3f0e0004", "Finance archive", "Vm", 2..4, false),
    policy("5d0c7c52-2f6e-4b7c-8f6a-1c9a3f0e0005", "Old web server", "Vm", 9..10, true),
    policy("5d0c7c52-2f6e-4b7c-8f6a-1c9a3f0e0006", "Networks", "Vnet", 10..12, false),
];

/// An Azure resource.
#[derive(Debug)]
pub(crate) struct Resource {
    pub name: &'static str,
    pub kind: &'static str,
    pub group: &'static str,
    pub gigabytes: i64,
}

const fn resource(name: &'static str, kind: &'static str, group: &'static str, gigabytes: i64) -> Resource {
    Resource { name, kind, group, gigabytes }
}

pub(crate) static RESOURCES: [Resource; 12] = [
    resource("app-vm1", "VirtualMachine", "rg-app", 127),
    resource("app-vm2", "VirtualMachine", "rg-app", 127),
    resource("fin-vm1", "VirtualMachine", "rg-finance", 512),
    resource("fin-vm2", "VirtualMachine", "rg-finance", 256),
    resource("orders", "SqlDatabase", "rg-sql", 84),
    resource("customers", "SqlDatabase", "rg-sql", 31),
    resource("reports", "SqlDatabase", "rg-sql", 210),
    resource("projects", "FileShare", "rg-files", 940),
    resource("scans", "FileShare", "rg-files", 77),
    resource("web-old", "VirtualMachine", "rg-web", 64),
    resource("vnet-prod", "VirtualNetwork", "rg-net", 0),
    resource("vnet-test", "VirtualNetwork", "rg-net", 0),
];

impl Resource {
    pub(crate) fn id(&self) -> String {
        format!("/subscriptions/{SUBSCRIPTION}/resourceGroups/{}/{}/{}", self.group, self.kind, self.name)
    }
}

pub(crate) const SUBSCRIPTION: &str = "0f1e2d3c-4b5a-4968-8776-655443322110";
