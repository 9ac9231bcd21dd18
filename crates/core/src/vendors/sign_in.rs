//! Signing in as a conversation: the vendor says what to send or to ask, the engine says what came back.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::http::{Request, Response};
use crate::map::Map;
use crate::model::{Source, Timestamp};

/// One sign-in under way.
pub trait SignIn {
    /// What comes next after what just happened.
    fn next(&mut self, now: Timestamp, input: SignInInput<'_>) -> SignInStep;
}

/// What a sign-in begins with.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// Where.
    pub source: &'a Source,
    /// What a person gave, now or earlier.
    pub credentials: &'a Credentials,
    /// The session before, if there was one: what it remembers can spare a one-time code.
    pub earlier: Option<&'a Session>,
    /// Whether a session that ended, or is about to, is renewed with what is known, without a person.
    pub renewal: bool,
}

/// What just happened.
#[derive(Debug)]
pub enum SignInInput<'a> {
    /// Nothing yet.
    Start,
    /// The last request was answered.
    Answer(&'a Response),
    /// A person gave a one-time code.
    Code(&'a str),
}

/// What comes next.
#[derive(Debug)]
pub enum SignInStep {
    /// Send this and come back with the answer.
    Send(Request),
    /// Ask a person for a one-time code.
    AskCode {
        /// What was wrong with the last code, if one was given.
        error: Option<Error>,
        /// The picture in which the code stands, if it is not one of an authenticator app.
        picture: Option<Picture>,
    },
    /// Signed in.
    Done(Session),
    /// It cannot be.
    Failed(Error),
}

/// A picture that a person reads a code from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its type, for example `image/jpeg`.
    pub mime: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a person gave to sign in, by the key of the form field. It prints without its values.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credentials(Map<String, String>);

impl Credentials {
    /// One value; empty if it was not given.
    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// Sets one value.
    pub fn set(&mut self, key: &str, value: impl Into<String>) {
        self.0.insert(key.to_string(), value.into());
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Credentials {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(pairs: T) -> Credentials {
        Credentials(pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// What a vendor needs to be called after a sign-in: tokens and the like. It prints without its values, and it never
/// leaves the engine's memory.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Session(Map<&'static str, String>);

impl Session {
    /// One value; empty if it was not given.
    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// Sets one value, unless it is empty.
    pub fn set(&mut self, key: &'static str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.0.insert(key, value);
        }
    }

    /// Removes one value.
    pub fn forget(&mut self, key: &str) {
        self.0.remove(key);
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_do_not_print() {
        let credentials: Credentials = [("password", "hunter2")].into_iter().collect();
        let mut session = Session::default();
        session.set("sid", "s3cret");
        let text = format!("{credentials:?} {session:?}");
        assert!(!text.contains("hunter2") && !text.contains("s3cret"), "{text}");
    }
}
