//! A company of many sites: the tasks, devices and users of the simulated NAS, once for each site.

use super::tasks::{ADMIN, DEVICES, OPERATOR, TASKS, USERS};

/// Each has a NAS's worth of tasks, devices and users: what its devices and tasks are marked with, and
/// its town.
const SITES: [(&str, &str); 24] = [
    ("BE", "berlin"),
    ("HH", "hamburg"),
    ("KÖ", "köln"),
    ("ZÜ", "zürich"),
    ("WI", "wien"),
    ("GR", "graz"),
    ("OS", "oslo"),
    ("MÖ", "malmö"),
    ("AA", "aarhus"),
    ("TU", "turku"),
    ("TA", "tallinn"),
    ("GD", "gdańsk"),
    ("BR", "brno"),
    ("LY", "lyon"),
    ("NA", "nantes"),
    ("PO", "porto"),
    ("MA", "málaga"),
    ("TO", "torino"),
    ("GE", "gent"),
    ("LE", "leeds"),
    ("CO", "cork"),
    ("OK", "osaka"),
    ("DK", "dakar"),
    ("QU", "quito"),
];

/// A number and a name, as a row has them.
pub(crate) type Named = (i64, String);

/// Everything that rows of a large NAS name.
#[derive(Debug)]
pub(crate) struct Fleet {
    tasks: Vec<Named>,
    devices: Vec<Named>,
    users: Vec<Named>,
}

impl Fleet {
    /// How many there are.
    pub(crate) const SITES: usize = SITES.len();

    /// Always the same.
    pub(crate) fn new() -> Self {
        let mut fleet = Self { tasks: Vec::new(), devices: Vec::new(), users: Vec::new() };
        for ((mark, town), nth) in SITES.iter().zip(0_i64..) {
            fleet.tasks.extend(TASKS.iter().map(|task| (task.id + 20 * nth, [task.name, " ", mark].concat())));
            fleet
                .devices
                .extend(DEVICES.iter().map(|device| (device.id + 40 * nth, [mark, "-", device.name].concat())));
            fleet.users.extend((0_u8..).zip(USERS).map(|(index, user)| match index {
                // The same people everywhere.
                ADMIN | OPERATOR => (user.id, user.name.to_owned()),
                _ => (user.id + 100 * nth, [user.name, "@", town].concat()),
            }));
        }
        fleet
    }

    /// The `index`-th of [`TASKS`] at a site.
    pub(crate) fn task(&self, site: usize, index: u8) -> &Named {
        &self.tasks[site * TASKS.len() + usize::from(index)]
    }

    /// The `index`-th of [`DEVICES`] at a site.
    pub(crate) fn device(&self, site: usize, index: u8) -> &Named {
        &self.devices[site * DEVICES.len() + usize::from(index)]
    }

    /// The `index`-th of [`USERS`] at a site.
    pub(crate) fn user(&self, site: usize, index: u8) -> &Named {
        &self.users[site * USERS.len() + usize::from(index)]
    }
}
