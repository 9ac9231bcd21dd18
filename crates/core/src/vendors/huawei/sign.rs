//! Signing with an access key: `SDK-HMAC-SHA256`.
//!
//! The secret key signs a canonical form of the request. Path and query are encoded here once, for the address and for
//! the signature alike, so that the two cannot differ.

#[cfg(test)]
mod tests;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::http::Method;
use crate::model::Timestamp;
use crate::vendors::encoding::{hex, percent};

const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// An access key.
#[derive(Clone, Default)]
pub(super) struct Keys {
    pub(super) access: String,
    pub(super) secret: String,
    /// Of a temporary key; empty for a lasting one.
    pub(super) token: String,
}

/// What of a request is signed.
pub(super) struct Signed<'a> {
    pub(super) method: Method,
    pub(super) host: &'a str,
    /// As [`path`] makes it: without a `/` at the beginning.
    pub(super) path: &'a str,
    pub(super) query: &'a [(&'a str, String)],
    pub(super) body: &'a [u8],
}

/// The parts of a path, encoded.
pub(super) fn path(parts: &[&str]) -> String {
    parts.iter().map(|part| percent(part)).collect::<Vec<_>>().join("/")
}

/// A query, encoded and in the order of the signature.
pub(super) fn query(pairs: &[(&str, String)]) -> String {
    let mut pairs: Vec<(String, String)> = pairs.iter().map(|(key, value)| (percent(key), percent(value))).collect();
    pairs.sort();
    pairs.into_iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
}

/// The header fields that a signed request carries. A browser sets `Host` itself.
pub(super) fn headers(request: &Signed<'_>, keys: &Keys, now: Timestamp) -> Vec<(String, String)> {
    let date = date(now);
    let mut signed = vec![("host", request.host), ("x-sdk-date", date.as_str())];
    if !keys.token.is_empty() {
        signed.push(("x-security-token", keys.token.as_str()));
    }
    let names = signed.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
    let fields: String = signed.iter().map(|(name, value)| format!("{name}:{}\n", value.trim())).collect();
    // The path ends with a slash here, though not in the address.
    let slash = if request.path.is_empty() || request.path.ends_with('/') { "" } else { "/" };
    let canonical = format!(
        "{}\n/{}{slash}\n{}\n{fields}\n{names}\n{}",
        request.method.as_str(),
        request.path,
        query(request.query),
        hex(&Sha256::digest(request.body)),
    );
    let text = format!("{ALGORITHM}\n{date}\n{}", hex(&Sha256::digest(canonical.as_bytes())));
    let signature = mac(keys.secret.as_bytes(), text.as_bytes());
    let authorization = format!("{ALGORITHM} Access={}, SignedHeaders={names}, Signature={signature}", keys.access);
    let mut out = vec![("X-Sdk-Date".to_string(), date), ("Authorization".to_string(), authorization)];
    if !keys.token.is_empty() {
        out.push(("X-Security-Token".to_string(), keys.token.clone()));
    }
    out
}

/// `20200608T023900Z`.
fn date(now: Timestamp) -> String {
    Timestamp::from_seconds(now.seconds()).iso().replace(['-', ':'], "")
}

fn mac(key: &[u8], text: &[u8]) -> String {
    // A key of any length will do, so this does not fail.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(text);
    hex(&mac.finalize().into_bytes())
}
