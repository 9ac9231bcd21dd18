//! Who is signed in, and why others no longer are.

use crate::ended::Ended;
use crate::rng::Rng;

/// A session timed out.
pub(crate) const TIMED_OUT: i64 = 106;
/// Another sign-in took its place.
pub(crate) const DISPLACED: i64 = 107;
/// There is no such session.
pub(crate) const UNKNOWN: i64 = 119;

/// A session that works.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub sid: String,
    pub account: String,
    /// The SynoToken, when the client asked for one.
    pub token: Option<String>,
    /// How many calls for data it made.
    pub calls: u32,
    /// The login session name.
    name: Option<String>,
    used_s: i64,
}

/// All sessions of a NAS, and the devices that may leave out the one-time code.
#[derive(Debug)]
pub(crate) struct Sessions {
    live: Vec<Session>,
    /// With the code that their next call answers.
    ended: Ended<i64>,
    devices: Vec<(String, String)>,
    rng: Rng,
    idle_timeout_s: i64,
}

impl Sessions {
    pub(crate) fn new(seed: u64, idle_timeout_s: i64) -> Self {
        let (live, ended, devices) = (Vec::new(), Ended::default(), Vec::new());
        Self { live, ended, devices, rng: Rng::new(seed, 0x51D), idle_timeout_s }
    }

    /// Signs in. A session of the same account with the same name ends with 107.
    pub(crate) fn open(&mut self, account: &str, name: Option<String>, with_token: bool, now_s: i64) -> Session {
        if name.is_some() {
            self.end(DISPLACED, |session| session.account == account && session.name == name);
        }
        let session = Session {
            sid: self.secret(43),
            account: account.to_owned(),
            token: with_token.then(|| self.secret(13)),
            calls: 0,
            name,
            used_s: now_s,
        };
        self.live.push(session.clone());
        session
    }

    /// The session of a call, or the error code that says why there is none.
    pub(crate) fn find(&mut self, sid: &str, now_s: i64) -> Result<&mut Session, i64> {
        let idle = self.idle_timeout_s;
        self.end(TIMED_OUT, |session| now_s.saturating_sub(session.used_s) > idle);
        let ended = self.ended.find(sid).unwrap_or(UNKNOWN);
        let session = self.live.iter_mut().find(|session| session.sid == sid).ok_or(ended)?;
        session.used_s = session.used_s.max(now_s);
        Ok(session)
    }

    /// The account behind a session identifier, without using the session.
    pub(crate) fn account(&self, sid: &str) -> Option<&str> {
        self.live.iter().find(|session| session.sid == sid).map(|session| session.account.as_str())
    }

    /// Ends the sessions that match; their next call answers `code`.
    pub(crate) fn end(&mut self, code: i64, matches: impl Fn(&Session) -> bool) {
        for session in self.live.extract_if(.., |session| matches(session)) {
            self.ended.add(session.sid, code);
        }
    }

    /// Signs out for good: as if the session had never been.
    pub(crate) fn close(&mut self, sid: &str) {
        self.live.retain(|session| session.sid != sid);
    }

    /// Remembers a device of an account.
    pub(crate) fn remember_device(&mut self, account: &str) -> String {
        let token = self.secret(40);
        self.devices.push((account.to_owned(), token.clone()));
        token
    }

    pub(crate) fn knows_device(&self, account: &str, token: &str) -> bool {
        self.devices.iter().any(|(owner, known)| owner == account && known == token)
    }

    pub(crate) fn count(&self) -> usize {
        self.live.len()
    }

    /// Forgets everybody. Later identifiers are new ones all the same.
    pub(crate) fn reset(&mut self) {
        self.live.clear();
        self.ended.clear();
        self.devices.clear();
    }

    fn secret(&mut self, length: usize) -> String {
        self.rng.secret(length, *b"_-")
    }
}
