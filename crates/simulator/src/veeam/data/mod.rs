//! Three years of an appliance's sessions, made from a seed.

mod log;
mod plan;
mod things;

pub(crate) use log::{LogItem, log};
pub(crate) use things::{
    FILE_RESTORE, FILTER_TYPES, HEALTH_CHECK, POLICIES, Policy, REPOSITORY, RESOURCES, RESTORE, RETENTION, Resource,
    SHARE_RESTORE, SQL_RESTORE, STATUSES, SUBSCRIPTION, TYPES, Type,
};

use super::Settings;

/// The statuses by their place in [`STATUSES`].
pub(crate) const CANCELED: u8 = 0;
pub(crate) const CANCELING: u8 = 1;
pub(crate) const ERROR: u8 = 2;
pub(crate) const NEVER_EXECUTED: u8 = 3;
pub(crate) const RUNNING: u8 = 4;
pub(crate) const RUNNING_WITH_WARNING: u8 = 6;
pub(crate) const SUCCESS: u8 = 7;
pub(crate) const WARNING: u8 = 8;
pub(crate) const PENDING: u8 = 9;
/// A status that no description of the interface has.
pub(crate) const SUSPENDED: u8 = 11;

/// A session, as it really went. Everything served about it is told from this.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    /// Counted from 1: the identifier of version 1.
    pub number: usize,
    /// The identifier of later versions.
    pub id: String,
    /// Index into [`TYPES`].
    pub kind: u8,
    /// Index into [`POLICIES`].
    pub policy: Option<u8>,
    pub status: u8,
    /// In microseconds since 1970; nothing for one that never began.
    pub start: Option<i64>,
    /// In microseconds.
    pub length: i64,
    /// The resource that went wrong, by its place among those of the policy.
    pub trouble: usize,
    /// The session with a very long log.
    pub long: bool,
}

impl Session {
    pub(crate) fn kind(&self) -> &'static Type {
        &TYPES[usize::from(self.kind)]
    }

    pub(crate) fn policy(&self) -> Option<&'static Policy> {
        self.policy.map(|policy| &POLICIES[usize::from(policy)])
    }

    pub(crate) fn status(&self) -> &'static str {
        STATUSES.get(usize::from(self.status)).copied().unwrap_or("Suspended")
    }

    /// It has not ended yet.
    pub(crate) fn goes_on(&self) -> bool {
        matches!(self.status, CANCELING | RUNNING | RUNNING_WITH_WARNING | PENDING)
    }

    pub(crate) fn end(&self) -> Option<i64> {
        self.start.filter(|_| !self.goes_on()).map(|start| start + self.length)
    }

    /// What it was about.
    pub(crate) fn resources(&self) -> &'static [Resource] {
        match (self.policy(), self.kind) {
            (Some(policy), _) => &RESOURCES[policy.resources.clone()],
            (None, things::RETENTION | things::RESTORE | things::FILE_RESTORE) => &RESOURCES[0..2],
            (None, things::SQL_RESTORE) => &RESOURCES[4..5],
            (None, things::SHARE_RESTORE) => &RESOURCES[7..8],
            (None, _) => &[],
        }
    }
}

/// Everything the appliance has to tell: its sessions, the oldest first.
#[derive(Debug)]
pub(crate) struct Data {
    pub sessions: Vec<Session>,
}

impl Data {
    pub(crate) fn generate(settings: &Settings) -> Self {
        Self { sessions: plan::sessions(settings) }
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }

    /// By the identifier of version 1.
    pub(crate) fn find_number(&self, number: &str) -> Option<&Session> {
        self.sessions.get(number.parse::<usize>().ok()?.checked_sub(1)?)
    }
}
