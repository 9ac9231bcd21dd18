//! What a person types as an address, made into one that can be called.

use serde::{Deserialize, Serialize};

/// Why a typed address cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AddressProblem {
    /// Nothing was typed.
    Empty,
    /// It begins with something other than `http://` or `https://`.
    Scheme,
    /// A user name or a password is in it.
    Credentials,
    /// A space or another character that no address has.
    Characters,
    /// A QuickConnect address: it leads to a relay page, not to the NAS.
    QuickConnect,
}

/// Makes a typed address absolute and end with `/`.
///
/// `nas.local:5001` becomes `https://nas.local:5001/`. A query, a fragment, and a path that is the vendor's own
/// (`/webapi/entry.cgi`) are cut off, so that an address copied from somewhere works. `demo:` addresses and relative ones
/// (`vendors/nas-1/`, `./x`, `/x`) stay relative: the page makes them absolute.
pub fn normalise_address(typed: &str) -> Result<String, AddressProblem> {
    let text = typed.trim();
    if text.is_empty() {
        return Err(AddressProblem::Empty);
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c)) {
        return Err(AddressProblem::Characters);
    }
    let text = text.split(['?', '#']).next().unwrap_or_default();
    let lower = text.to_ascii_lowercase();
    let absolute = if lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("demo:") {
        text.to_string()
    } else if text.contains("://") {
        return Err(AddressProblem::Scheme);
    } else if text.starts_with('/') || text.starts_with('.') || is_relative(text) {
        text.to_string()
    } else {
        format!("https://{text}")
    };
    let authority = absolute.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    if authority.contains('@') {
        return Err(AddressProblem::Credentials);
    }
    let host = authority.to_ascii_lowercase();
    if host == "quickconnect.to" || host.ends_with(".quickconnect.to") || host.ends_with(".quickconnect.cn") {
        return Err(AddressProblem::QuickConnect);
    }
    if absolute.contains("://") && authority.is_empty() {
        return Err(AddressProblem::Characters);
    }
    let mut out = match absolute.find("/webapi") {
        Some(at) => absolute[..at].to_string(),
        None => absolute,
    };
    if !out.ends_with('/') {
        out.push('/');
    }
    Ok(out)
}

/// A path without a host: its first part has neither a dot nor a port, and something follows it.
fn is_relative(text: &str) -> bool {
    match text.split_once('/') {
        Some((first, _)) => !first.contains('.') && !first.contains(':') && first != "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type() {
        for (typed, expected) in [
            ("nas.local:5001", Ok("https://nas.local:5001/")),
            (" http://192.168.1.5:5000 ", Ok("http://192.168.1.5:5000/")),
            ("https://nas/webapi/entry.cgi?api=SYNO.API.Info", Ok("https://nas/")),
            ("https://nas/dsm/#/x", Ok("https://nas/dsm/")),
            ("nas", Ok("https://nas/")),
            ("localhost/nas", Ok("https://localhost/nas/")),
            ("vendors/nas-1/", Ok("vendors/nas-1/")),
            ("./nas", Ok("./nas/")),
            ("/nas", Ok("/nas/")),
            ("demo:nas-1", Ok("demo:nas-1/")),
            ("", Err(AddressProblem::Empty)),
            ("ftp://nas", Err(AddressProblem::Scheme)),
            ("https://admin:pw@nas", Err(AddressProblem::Credentials)),
            ("https://my nas", Err(AddressProblem::Characters)),
            ("https://", Err(AddressProblem::Characters)),
            ("https://example.quickconnect.to/", Err(AddressProblem::QuickConnect)),
            ("http://QuickConnect.to/example", Err(AddressProblem::QuickConnect)),
        ] {
            assert_eq!(normalise_address(typed), expected.map(str::to_string), "{typed:?}");
        }
    }
}
