//! The servers of the rack.

use crate::rng::Rng;

/// A physical server.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    pub id: String,
    pub name: &'static str,
    pub serial: String,
    pub model: &'static str,
    pub manage_state: &'static str,
    pub power_state: &'static str,
    pub health_state: &'static str,
    pub unit: usize,
    /// Its self-test fails often.
    pub is_weak: bool,
    /// It was switched off for good.
    pub is_gone: bool,
    /// It is not ready yet.
    pub is_new: bool,
}

/// Name, model, state, power, health.
const RACK: [(&str, &str, &str, &str, &str); 12] = [
    ("rack4-db-1", "2288H V5", "in-use", "on", "OK"),
    ("rack4-db-2", "2288H V5", "in-use", "on", "Warning"),
    ("rack4-web-1", "1288H V5", "in-use", "on", "OK"),
    ("rack4-web-2", "1288H V5", "in-use", "on", "OK"),
    ("rack4-web-3", "1288H V5", "in-use", "rebooting", "OK"),
    ("rack4-gpu-1", "G5500", "in-use", "on", "Critical"),
    ("rack4-k8s-1", "2288H V5", "in-use", "on", "OK"),
    ("rack4-k8s-2", "2288H V5", "in-use", "on", "OK"),
    ("rack4-k8s-3", "2288H V5", "in-use", "on", "OK"),
    ("rack4-spare", "2288H V5", "ready", "off", "OK"),
    ("rack4-old-1", "RH2288 V3", "offboarding", "off", "Unknown"),
    ("rack4-new-1", "2288H V6", "delivering", "on", "OK"),
];

pub(crate) fn servers(seed: u64) -> Vec<Server> {
    let server = |(index, row): (usize, &(&'static str, &'static str, &'static str, &'static str, &'static str))| {
        let (name, model, manage_state, power_state, health_state) = *row;
        let mut rng = Rng::new(seed, 0x5E_0000 + index as u64);
        let (high, low) = (rng.next(), rng.next());
        Server {
            id: format!(
                "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
                high >> 32,
                high >> 16 & 0xFFFF,
                high & 0xFFF,
                low >> 52,
                low & 0xFFFF_FFFF_FFFF
            ),
            name,
            serial: format!("2102353SXY10N4{:06}", low % 1_000_000),
            model,
            manage_state,
            power_state,
            health_state,
            unit: 2 + 2 * index,
            is_weak: name == "rack4-db-2",
            is_gone: manage_state == "offboarding",
            is_new: manage_state == "delivering",
        }
    };
    RACK.iter().enumerate().map(server).collect()
}
