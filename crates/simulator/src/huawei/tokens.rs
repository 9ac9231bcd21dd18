//! The tokens that IAM gave.

use super::accounts::account;
use crate::rng::Rng;

/// How long a token is good, in seconds.
const DAY: i64 = 86_400;

#[derive(Debug)]
struct Token {
    text: String,
    account: String,
    ends_s: i64,
    calls: u32,
}

/// All tokens that are good.
#[derive(Debug)]
pub(crate) struct Tokens {
    live: Vec<Token>,
    rng: Rng,
}

impl Tokens {
    pub(crate) fn new(seed: u64) -> Self {
        Self { live: Vec::new(), rng: Rng::new(seed, 0x70_4E) }
    }

    /// A new token of an account, and when it ends.
    pub(crate) fn give(&mut self, name: &str, now_s: i64) -> (String, i64) {
        let lasts = account(name).and_then(|account| account.lasts_s).unwrap_or(DAY);
        // Real ones are some thousand characters long; this is enough to be long.
        let mut text = "MIIE".to_owned();
        for _ in 0..24 {
            text.push_str(&format!("{:016x}", self.rng.next()));
        }
        let ends_s = now_s + lasts;
        self.live.push(Token { text: text.clone(), account: name.to_owned(), ends_s, calls: 0 });
        (text, ends_s)
    }

    /// Whose token it is, without using it.
    pub(crate) fn account(&self, text: &str) -> Option<&str> {
        self.live.iter().find(|token| token.text == text).map(|token| token.account.as_str())
    }

    /// Whose token it is, if it is good for one more call.
    pub(crate) fn use_up(&mut self, text: &str, now_s: i64) -> Option<String> {
        self.live.retain(|token| token.ends_s > now_s);
        let token = self.live.iter_mut().find(|token| token.text == text)?;
        token.calls += 1;
        let most = account(&token.account).and_then(|account| account.calls).unwrap_or(u32::MAX);
        (token.calls <= most).then(|| token.account.clone())
    }

    pub(crate) fn count(&self) -> usize {
        self.live.len()
    }

    pub(crate) fn clear(&mut self) {
        self.live.clear();
    }
}
