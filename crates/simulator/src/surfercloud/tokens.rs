//! Security tokens of temporary keys. Nobody hands them out here: any that begins with `sts-` is good until it ends.

use super::envelope::ApiError;
use crate::ended::Ended;

/// There is no such token, or not any more.
pub(crate) const UNKNOWN: i64 = 174;

/// The tokens that were seen.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    /// With the number of calls.
    live: Vec<(String, u32)>,
    /// With the code that their next call answers.
    ended: Ended<i64>,
}

impl Tokens {
    /// Counts a call with a token, if the token is good.
    pub(crate) fn used(&mut self, token: &str, dies: Option<u32>) -> Result<(), ApiError> {
        let refusal = |code| Err(ApiError::new(code, "Token does not exist"));
        if let Some(code) = self.ended.find(token) {
            return refusal(code);
        }
        if !token.starts_with("sts-") {
            return refusal(UNKNOWN);
        }
        let index = self.live.iter().position(|(live, _)| live == token).unwrap_or_else(|| {
            self.live.push((token.to_owned(), 0));
            self.live.len() - 1
        });
        self.live[index].1 += 1;
        if dies.is_some_and(|calls| self.live[index].1 > calls) {
            let (token, _) = self.live.remove(index);
            self.ended.add(token, UNKNOWN);
            return refusal(UNKNOWN);
        }
        Ok(())
    }

    pub(crate) fn end_all(&mut self, code: i64) {
        for (token, _) in self.live.drain(..) {
            self.ended.add(token, code);
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.live.len()
    }
}
