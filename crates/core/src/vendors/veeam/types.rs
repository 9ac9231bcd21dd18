//! What the types of a session mean, in our own plain words.
//!
//! The list is the one of version 8.1; `AutoBackup` is of versions 1 to 3. A type that is not here is shown with the
//! appliance's own words.

/// The type as it comes, what was done, and what kind of thing it was done to.
const TYPES: &[(&str, &str, &str)] = &[
    ("AutoBackup", "Backup", ""),
    ("BackupDeletion", "Removal of backups", VM),
    ("BackupRetention", "Retention of backups", VM),
    ("ConfigurationBackupDeletion", "Removal of configuration backups", CONFIGURATION),
    ("ConfigurationBackupDownload", "Download of a configuration backup", CONFIGURATION),
    ("ConfigurationBackupManual", "Backup of the configuration by hand", CONFIGURATION),
    ("ConfigurationBackupScheduled", "Backup of the configuration", CONFIGURATION),
    ("ConfigurationBackupSync", "Synchronisation of configuration backups", CONFIGURATION),
    ("ConfigurationRestoreStatus", "Restore of the configuration", CONFIGURATION),
    ("CosmosDbBackupDeletion", "Removal of backups", COSMOS),
    ("CosmosDbConfiguration", "Set-up of Cosmos DB backup", COSMOS),
    ("CosmosDbContinuousBackupDeletion", "Removal of continuous backups", COSMOS),
    ("CosmosDbContinuousRetention", "Retention of continuous backups", COSMOS),
    ("CosmosDbRestore", "Restore", COSMOS),
    ("CosmosDbRestorePointDataRetrieval", "Retrieval of archived data", COSMOS),
    ("FileLevelRestore", "Restore of files", VM),
    ("FileShareFileRestore", "Restore of files", SHARE),
    ("FileShareIndexing", "Indexing", SHARE),
    ("FileShareManualSnapshot", "Snapshot by hand", SHARE),
    ("FileShareManualSnapshotDeletion", "Removal of snapshots made by hand", SHARE),
    ("FileSharePolicySnapshot", "Snapshot", SHARE),
    ("FileShareRestore", "Restore", SHARE),
    ("FileShareSnapshotDeletion", "Removal of snapshots", SHARE),
    ("FileShareSnapshotRetention", "Retention of snapshots", SHARE),
    ("HealthCheck", "Health check", ""),
    ("InfrastructureRescan", "Rescan of the infrastructure", ""),
    ("InvalidSnapshotRetention", "Removal of invalid snapshots", VM),
    ("ManualSnapshot", "Snapshot by hand", VM),
    ("ManualSnapshotDeletion", "Removal of snapshots made by hand", VM),
    ("MongoDbManualBackup", "Backup by hand", MONGO),
    ("MongoDbPolicyArchive", "Archive", MONGO),
    ("MongoDbPolicyBackup", "Backup", MONGO),
    ("ObsoleteSnapshotRetention", "Removal of obsolete snapshots", VM),
    ("OrphanedSnapshotRetention", "Removal of orphaned snapshots", VM),
    ("PolicyArchive", "Archive", VM),
    ("PolicyBackup", "Backup", VM),
    ("PolicySnapshot", "Snapshot", VM),
    ("PostgresDbManualBackup", "Backup by hand", POSTGRES),
    ("PostgresDbPolicyArchive", "Archive", POSTGRES),
    ("PostgresDbPolicyBackup", "Backup", POSTGRES),
    ("RepositoryCreation", "Adding of a repository", REPOSITORY),
    ("RepositoryDeletion", "Removal of a repository", REPOSITORY),
    ("RepositoryEdit", "Change of a repository", REPOSITORY),
    ("RestoreDisks", "Restore of disks", VM),
    ("RestorePointDataRetrieval", "Retrieval of archived data", VM),
    ("RestoreVms", "Restore", VM),
    ("SnapshotBackup", "Backup of a snapshot", VM),
    ("SnapshotDeletion", "Removal of snapshots", VM),
    ("SnapshotRescan", "Rescan of snapshots", VM),
    ("SqlBackupDeletion", "Removal of backups", SQL),
    ("SqlManualBackup", "Backup by hand", SQL),
    ("SqlPolicyArchive", "Archive", SQL),
    ("SqlPolicyBackup", "Backup", SQL),
    ("SqlRestore", "Restore", SQL),
    ("SqlRestorePointDataRetrieval", "Retrieval of archived data", SQL),
    ("VmSnapshotRetention", "Retention of snapshots", VM),
    ("VnetBackupDeletion", "Removal of backups", NETWORK),
    ("VnetFullRestore", "Restore", NETWORK),
    ("VnetGranularRestore", "Restore of parts", NETWORK),
    ("VnetPolicyBackup", "Backup", NETWORK),
    ("VnetPolicyBackupToRepository", "Backup to a repository", NETWORK),
    ("VnetRepositoryImport", "Import from a repository", NETWORK),
    ("VnetRetention", "Retention of backups", NETWORK),
];

const VM: &str = "Virtual machine";
const SQL: &str = "SQL database";
const SHARE: &str = "File share";
const COSMOS: &str = "Cosmos DB";
const POSTGRES: &str = "PostgreSQL";
const MONGO: &str = "MongoDB";
const NETWORK: &str = "Virtual network";
const REPOSITORY: &str = "Repository";
const CONFIGURATION: &str = "Configuration";

/// What a session of a type did, and to what kind of thing.
pub(super) fn words(session_type: &str) -> Option<(&'static str, &'static str)> {
    let known = TYPES.iter().find(|(name, ..)| name.eq_ignore_ascii_case(session_type.trim()));
    known.map(|(_, action, kind)| (*action, *kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_words_and_stands_once() {
        // 63 types of version 8.1 without "Unknown", and one of version 1.
        assert_eq!(TYPES.len(), 63);
        for (at, (name, action, _)) in TYPES.iter().enumerate() {
            assert!(!action.is_empty() && action.is_ascii(), "{name}");
            assert!(!TYPES[..at].iter().any(|(other, ..)| other == name), "{name} twice");
        }
        assert_eq!(words("policybackup"), Some(("Backup", "Virtual machine")));
        assert_eq!(words("Unknown"), None);
    }
}
