//! Records as they came. Only the texts in them change: all else stays letter by letter, also in what is no JSON.

use super::{MASK, Redactor};
use crate::export::json;

/// A record without secrets and without what is to be hidden.
pub(super) fn redacted(by: &Redactor, raw: &str) -> String {
    if !raw.trim_start().starts_with(['{', '[']) {
        return by.text(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    // The key of what comes next, and how deep one is in the list or object that a secret's key names.
    let (mut key, mut secret) = (None::<String>, 0_usize);
    while let Some(at) = rest.find(|letter: char| !letter.is_whitespace() && letter != ',') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let names_secret = key.as_deref().is_some_and(|key| by.secrets.is_key(key));
        let length = length(rest);
        let (piece, behind) = rest.split_at(length);
        if piece.starts_with('"') {
            let text = serde_json::from_str::<String>(piece).ok();
            if text.is_some() && behind.trim_start().starts_with(':') {
                key = text;
                out.push_str(piece);
                rest = behind;
                continue;
            }
            let hides_user = by.hide.users && key.as_deref().is_some_and(is_user);
            match text {
                _ if names_secret || secret > 0 => json::string(MASK, &mut out),
                Some(text) if hides_user && !text.is_empty() => json::string(&by.others.user(&text), &mut out),
                // A record in a record, as some vendors write them.
                Some(text) => {
                    let inner = text.trim_start().starts_with(['{', '[']);
                    let new = if inner { redacted(by, &text) } else { by.text(&text) };
                    if new == text { out.push_str(piece) } else { json::string(&new, &mut out) }
                }
                None => out.push_str(&by.text(piece)),
            }
            key = None;
        } else {
            match piece {
                "{" | "[" if names_secret || secret > 0 => secret += 1,
                "}" | "]" => secret = secret.saturating_sub(1),
                _ => {}
            }
            let is_value = piece.starts_with(|letter: char| letter.is_ascii_digit() || letter == '-');
            if is_value && (names_secret || secret > 0) {
                json::string(MASK, &mut out);
            } else if piece.len() == 1 || is_value {
                out.push_str(piece);
            } else {
                out.push_str(&by.text(piece));
            }
            if piece != ":" {
                key = None;
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// How long the piece is that a text begins with: a text in quotation marks, a sign, or all up to the next of those.
fn length(text: &str) -> usize {
    match text.as_bytes().first() {
        Some(b'"') => {
            let mut escaped = false;
            for (at, byte) in text.bytes().enumerate().skip(1) {
                match byte {
                    b'\\' if !escaped => escaped = true,
                    b'"' if !escaped => return at + 1,
                    _ => escaped = false,
                }
            }
            text.len()
        }
        Some(b'{' | b'}' | b'[' | b']' | b':') => 1,
        _ => text.find(['"', '{', '}', '[', ']', ':', ',']).unwrap_or(text.len()),
    }
}

/// Whether what a key names is somebody's name.
fn is_user(key: &str) -> bool {
    ["user", "username", "user_name", "account", "owner", "login", "operator"]
        .into_iter()
        .any(|name| key.eq_ignore_ascii_case(name))
}
