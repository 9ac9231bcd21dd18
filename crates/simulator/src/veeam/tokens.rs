//! Who holds which tokens.

use crate::rng::Rng;

/// An access token that was handed out.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub access: String,
    pub refresh: String,
    pub user: String,
    /// How many calls were made with it.
    pub calls: u32,
    ends_s: i64,
}

/// A password was right, and a one-time code is still missing.
#[derive(Debug)]
struct Half {
    token: String,
    user: String,
}

/// All tokens. Refresh tokens outlive access tokens, and are good for one use.
#[derive(Debug)]
pub(crate) struct Tokens {
    live: Vec<Token>,
    /// Token, user, and until when.
    refresh: Vec<(String, String, i64)>,
    halves: Vec<Half>,
    rng: Rng,
}

/// For how long a refresh token is good.
const REFRESH_S: i64 = 14 * 86_400;

impl Tokens {
    pub(crate) fn new(seed: u64) -> Self {
        Self { live: Vec::new(), refresh: Vec::new(), halves: Vec::new(), rng: Rng::new(seed, 0x70_CE) }
    }

    pub(crate) fn open(&mut self, user: &str, lifetime_s: i64, now_s: i64) -> Token {
        let token = Token {
            access: self.secret(64),
            refresh: self.secret(44),
            user: user.to_owned(),
            calls: 0,
            ends_s: now_s + lifetime_s,
        };
        self.refresh.push((token.refresh.clone(), user.to_owned(), now_s + REFRESH_S));
        self.live.push(token.clone());
        token
    }

    /// The token that a one-time code must come with.
    pub(crate) fn half(&mut self, user: &str) -> String {
        let token = self.secret(32);
        self.halves.push(Half { token: token.clone(), user: user.to_owned() });
        token
    }

    /// The user whose password was right.
    pub(crate) fn half_of(&self, token: &str) -> Option<String> {
        self.halves.iter().find(|half| half.token == token).map(|half| half.user.clone())
    }

    pub(crate) fn forget_half(&mut self, token: &str) {
        self.halves.retain(|half| half.token != token);
    }

    /// Uses a refresh token up.
    pub(crate) fn use_refresh(&mut self, token: &str, now_s: i64) -> Option<String> {
        let at = self.refresh.iter().position(|(known, _, until)| known == token && *until > now_s)?;
        Some(self.refresh.remove(at).1)
    }

    pub(crate) fn find(&mut self, access: &str, now_s: i64) -> Option<&mut Token> {
        self.live.retain(|token| token.ends_s > now_s);
        self.live.iter_mut().find(|token| token.access == access)
    }

    pub(crate) fn user(&self, access: &str) -> Option<&str> {
        self.live.iter().find(|token| token.access == access).map(|token| token.user.as_str())
    }

    /// Ends one access token; its refresh token stays good.
    pub(crate) fn revoke(&mut self, access: &str) {
        self.live.retain(|token| token.access != access);
    }

    /// Signs out: neither token is good any more.
    pub(crate) fn close(&mut self, access: &str) {
        let closed = self.live.iter().find(|token| token.access == access).map(|token| token.refresh.clone());
        self.refresh.retain(|(known, ..)| Some(known) != closed.as_ref());
        self.revoke(access);
    }

    pub(crate) fn end(&mut self, refresh_too: bool) {
        self.live.clear();
        if refresh_too {
            self.refresh.clear();
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.live.len()
    }

    pub(crate) fn reset(&mut self) {
        self.end(true);
        self.halves.clear();
    }

    fn secret(&mut self, length: usize) -> String {
        self.rng.secret(length, *b"-_")
    }
}
