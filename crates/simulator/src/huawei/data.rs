//! Three years of a rack: its servers, what their management controllers reported, and the alarms that came of it.

mod alarms;
mod events;
mod rack;

pub(crate) use alarms::Alarm;
pub(crate) use events::Event;
pub(crate) use rack::Server;

use crate::rng::Rng;

pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;
/// How far back the data goes, in days.
const DAYS: i64 = 3 * 365;

/// Everything that can be listed. Alarms and events are newest first, as the vendor serves them.
#[derive(Debug)]
pub(crate) struct Data {
    pub servers: Vec<Server>,
    pub alarms: Vec<Alarm>,
    pub events: Vec<Event>,
}

impl Data {
    /// The same seed and the same newest instant give the same data.
    pub(crate) fn generate(seed: u64, until_s: i64) -> Self {
        let until = until_s.saturating_mul(1000);
        let servers = rack::servers(seed);
        let events = events::all(seed, until, &servers);
        let alarms = alarms::all(seed, until, &servers);
        Self { servers, alarms, events }
    }

    pub(crate) fn server(&self, id: &str) -> Option<&Server> {
        self.servers.iter().find(|server| server.id == id)
    }
}

/// Until when a server reported; one was switched off five months ago, one came two weeks ago.
fn life(server: &Server, until: i64) -> std::ops::RangeInclusive<i64> {
    let first = if server.is_new { until - 14 * DAY } else { until - DAYS * DAY };
    let last = if server.is_gone { until - 150 * DAY } else { until };
    first..=last
}

/// A generator for one server and one purpose.
fn rng(seed: u64, index: usize, salt: u64) -> Rng {
    Rng::new(seed, (index as u64) << 8 | salt)
}
