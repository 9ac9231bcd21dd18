//! The databases of a small shop.

/// One instance.
#[derive(Debug)]
pub(crate) struct Instance {
    pub id: &'static str,
    pub name: &'static str,
    pub zone: &'static str,
    /// `HA` or `Normal`.
    pub mode: &'static str,
    pub state: &'static str,
    pub version: &'static str,
    pub ip: &'static str,
    /// It stands inside of the row of the instance that it follows.
    pub replica_of: Option<&'static str>,
    /// Writes a log of slow queries too.
    pub slow_log: bool,
}

/// The region of all of them.
pub(crate) const REGION: &str = "cn-zj";
pub(crate) const ZONE_1: &str = "cn-zj-01";
pub(crate) const ZONE_2: &str = "cn-zj-02";

/// Regions and zones: number of the region, region, zone, name.
pub(crate) const ZONES: [(i64, &str, &str, &str); 3] =
    [(3001, REGION, ZONE_1, "Zhejiang"), (3001, REGION, ZONE_2, "Zhejiang"), (3002, "hk", "hk-02", "Hong Kong")];

/// Projects: number, name, whether it is the default, instant of its making.
pub(crate) const PROJECTS: [(&str, &str, bool, i64); 2] =
    [("org-1", "shop", true, 1_342_434_682), ("org-2", "test", false, 1_468_225_814)];

const NORMAL: Instance = Instance {
    id: "",
    name: "",
    zone: ZONE_1,
    mode: "Normal",
    state: "Running",
    version: "postgresql-13.4",
    ip: "10.23.4.10",
    replica_of: None,
    slow_log: false,
};

/// All instances. All are in the default project.
pub(crate) const INSTANCES: [Instance; 7] = [
    Instance { id: "upgsql-2kxorders", name: "orders-prod", mode: "HA", ip: "10.23.4.11", slow_log: true, ..NORMAL },
    Instance {
        id: "upgsql-2kxreplic",
        name: "orders-replica",
        ip: "10.23.4.12",
        replica_of: Some("upgsql-2kxorders"),
        ..NORMAL
    },
    Instance { id: "upgsql-7bqcrm000", name: "crm", ip: "10.23.4.13", ..NORMAL },
    Instance { id: "upgsql-9dmbillin", name: "billing", mode: "HA", ip: "10.23.4.14", ..NORMAL },
    Instance { id: "upgsql-1aalegacy", name: "legacy-shop", state: "Stopped", version: "postgresql-10.4", ..NORMAL },
    Instance { id: "upgsql-4ftreport", name: "reporting", zone: ZONE_2, ip: "10.24.4.11", ..NORMAL },
    Instance { id: "upgsql-8zssandbx", name: "sandbox", ip: "10.23.4.16", ..NORMAL },
];
