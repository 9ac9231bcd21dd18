//! Who is asking: by session, by account and password, by token.

use serde_json::Value;

use super::accounts::{Ending, PASSWORD, account};
use super::params::Params;
use crate::Request;
use crate::ended::Ended;
use crate::rng::Rng;

/// A session that was not used for so long is over.
const IDLE_S: i64 = 30 * 60;
/// A session of an account whose sessions end does so after this many calls for data.
const CALLS: u32 = 5;

/// Who is asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    /// Nobody: the server runs the call as "anonymous".
    Nobody,
    /// Somebody whose session has ended.
    Ended(Ending),
    /// This account.
    Account(String),
    /// A wrong account or password: the only one that is told by a status.
    Refused,
}

#[derive(Debug)]
struct Session {
    id: String,
    account: String,
    calls: u32,
    used_s: i64,
}

/// All sessions of a server.
#[derive(Debug)]
pub(super) struct Doors {
    live: Vec<Session>,
    ended: Ended<Ending>,
    rng: Rng,
}

impl Doors {
    pub(super) fn new(seed: u64) -> Self {
        Self { live: Vec::new(), ended: Ended::default(), rng: Rng::new(seed, 0xD00F) }
    }

    /// Signs in: the number of the session.
    pub(super) fn open(&mut self, account: &str, now_s: i64) -> String {
        let id = format!("{:016X}{:016X}", self.rng.next(), self.rng.next());
        self.live.push(Session { id: id.clone(), account: account.to_owned(), calls: 0, used_s: now_s });
        id
    }

    /// Who is asking. A call for data is counted.
    pub(super) fn who(&mut self, now_s: i64, request: &Request, params: &Params, data: bool) -> Who {
        if let Some(pair) = request.authorization("Basic ") {
            return by_password(pair);
        }
        if let Some(token) = request.authorization("Bearer ") {
            return by_token(token, now_s);
        }
        // A token may stand in the address too.
        if let Some(token) = params.get("token") {
            return by_token(token, now_s);
        }
        cookie(request).map_or(Who::Nobody, |id| self.by_session(id, now_s, data))
    }

    fn by_session(&mut self, id: &str, now_s: i64, data: bool) -> Who {
        if let Some(ending) = self.ended.find(id) {
            return Who::Ended(ending);
        }
        self.live.retain(|session| now_s - session.used_s <= IDLE_S);
        let Some(session) = self.live.iter_mut().find(|session| session.id == id) else { return Who::Nobody };
        session.used_s = session.used_s.max(now_s);
        session.calls += u32::from(data);
        let name = session.account.clone();
        match account(&name).and_then(|account| account.ends) {
            Some(ending) if session.calls > CALLS => {
                self.end(ending, |session| session.id == id);
                Who::Ended(ending)
            }
            _ => Who::Account(name),
        }
    }

    fn end(&mut self, ending: Ending, matches: impl Fn(&Session) -> bool) {
        for session in self.live.extract_if(.., |session| matches(session)) {
            self.ended.add(session.id, ending);
        }
    }

    /// Signs out.
    pub(super) fn close(&mut self, request: &Request) {
        if let Some(id) = cookie(request) {
            self.live.retain(|session| session.id != id);
        }
    }

    /// Ends all sessions; their next call is answered like this.
    pub(super) fn end_all(&mut self, ending: Ending) {
        self.end(ending, |_| true);
    }

    pub(super) fn count(&self) -> usize {
        self.live.len()
    }

    pub(super) fn reset(&mut self) {
        self.live.clear();
        self.ended.clear();
    }
}

/// The number of the session that a request brings.
fn cookie(request: &Request) -> Option<&str> {
    request.cookie("JSESSIONID")
}

/// Account and password of a form or of HTTP Basic.
pub(super) fn right(name: &str, password: &str) -> bool {
    account(name).is_some() && password == PASSWORD
}

fn by_password(pair: &str) -> Who {
    let pair = decode(pair).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    match pair.split_once(':') {
        Some((name, password)) if right(name, password) => Who::Account(name.to_owned()),
        _ => Who::Refused,
    }
}

/// `<account>.tapedeck`, or a JSON web token with the claims `sub` and `exp` and the signature `tapedeck`.
fn by_token(token: &str, now_s: i64) -> Who {
    let Some((rest, PASSWORD)) = token.rsplit_once('.') else { return Who::Nobody };
    if account(rest).is_some() {
        return Who::Account(rest.to_owned());
    }
    let claims = rest.split_once('.').and_then(|(_, claims)| decode(claims));
    let claims: Value = claims.and_then(|claims| serde_json::from_slice(&claims).ok()).unwrap_or_default();
    let good = claims["exp"].as_i64().is_none_or(|end| end > now_s);
    match claims["sub"].as_str() {
        Some(name) if good && account(name).is_some() => Who::Account(name.to_owned()),
        _ => Who::Nobody,
    }
}

/// Base 64 in either of its alphabets.
fn decode(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        held = (held << 6 | u32::from(value)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits) as u8);
        }
    }
    Some(out)
}
