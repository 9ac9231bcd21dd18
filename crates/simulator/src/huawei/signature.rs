//! Checking a request that is signed with an access key: `SDK-HMAC-SHA256`.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::accounts::{PASSWORD, SECURITY_TOKEN, account};
use super::refusal::Refusal;
use crate::Request;
use crate::calendar::read;
use crate::checksum::hex;

/// How far the date of a request may be off, in seconds.
const SKEW: i64 = 15 * 60;

/// The three parts of the header that carries a signature.
struct Authorization<'a> {
    access: &'a str,
    signed: Vec<&'a str>,
    signature: &'a str,
}

fn authorization(request: &Request) -> Option<Authorization<'_>> {
    let rest = request.authorization("SDK-HMAC-SHA256 ")?;
    let part = |name: &str| rest.split(", ").find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
    Some(Authorization {
        access: part("Access")?,
        signed: part("SignedHeaders")?.split(';').collect(),
        signature: part("Signature")?,
    })
}

/// The access key that a request names.
pub(crate) fn access_key(request: &Request) -> Option<&str> {
    authorization(request).map(|authorization| authorization.access)
}

/// The account of a request that is signed rightly.
pub(crate) fn check(request: &Request, host: &str, now_s: i64) -> Result<String, Refusal> {
    let Some(sent) = authorization(request) else {
        return Err(Refusal::identity("neither a token nor a signature was found"));
    };
    let Some(account) = account(sent.access) else { return Err(Refusal::identity("Get secretKey failed")) };
    if account.blocked {
        return Err(Refusal::identity("AK access failed to reach the limit,forbidden"));
    }
    let canonical = canonical(request, host, &sent.signed);
    let date = request.header("x-sdk-date").unwrap_or_default();
    let in_time = read(date, "00000000T000000Z").is_some_and(|seconds| (seconds - now_s).abs() <= SKEW);
    let token = !account.temporary
        || (sent.signed.contains(&"x-security-token") && request.header("x-security-token") == Some(SECURITY_TOKEN));
    let text = format!("SDK-HMAC-SHA256\n{date}\n{}", hex(&Sha256::digest(canonical.as_bytes())));
    if !in_time || !token || !sent.signed.contains(&"x-sdk-date") || mac(PASSWORD, &text) != sent.signature {
        let shown = canonical.replace('\n', "|");
        return Err(Refusal::identity(&format!("verify aksk signature fail,canonicalRequest:{shown}")));
    }
    Ok(sent.access.to_owned())
}

/// The form of a request that is signed. `host` is what the server is called, whatever a proxy was called by.
fn canonical(request: &Request, host: &str, signed: &[&str]) -> String {
    let decode = |text: &str| percent_encoding::percent_decode_str(text).collect::<Vec<u8>>();
    let path: Vec<String> = request.path.split('/').map(|part| encode(&decode(part))).collect();
    let mut path = path.join("/");
    if !path.ends_with('/') {
        path.push('/');
    }
    let pairs = request.query.split('&').filter(|pair| !pair.is_empty());
    let mut pairs: Vec<(String, String)> = pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (encode(&decode(key)), encode(&decode(value))))
        .collect();
    pairs.sort();
    let query: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let mut fields = String::new();
    for name in signed {
        let value = if *name == "host" { host } else { request.header(name).unwrap_or_default() };
        fields.push_str(name);
        fields.push(':');
        fields.push_str(value.trim());
        fields.push('\n');
    }
    let body = match request.header("x-sdk-content-sha256") {
        Some(hash) => hash.to_owned(),
        None => hex(&Sha256::digest(&request.body)),
    };
    [request.method.as_str(), &path, &query.join("&"), &fields, &signed.join(";"), &body].join("\n")
}

fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(*byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn mac(key: &str, text: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return String::new() };
    mac.update(text.as_bytes());
    hex(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of the vendor's Python SDK.
    #[test]
    fn the_published_vector() {
        let request = Request {
            method: "POST".into(),
            path: "/resources".into(),
            query: "size=1".into(),
            headers: vec![("X-Sdk-Date".into(), "20200608T023900Z".into())],
            body: br#"{"name":"test","id":1}"#.to_vec(),
        };
        let canonical = canonical(&request, "service.endpoint.myhuaweicloud.com", &["host", "x-sdk-date"]);
        let text = format!("SDK-HMAC-SHA256\n20200608T023900Z\n{}", hex(&Sha256::digest(canonical.as_bytes())));
        assert_eq!(mac("SecretKey", &text), "436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f");
    }
}
