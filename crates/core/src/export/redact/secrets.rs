//! Secrets in texts: found by the words before them, and by how they look.

use regex_lite::{Captures, Regex};

use super::MASK;

/// Words that name a secret, wherever they stand in a key. Sources: the forms of all five vendors, RFC 6265, RFC 6750,
/// the signed addresses of Amazon S3, Azure Storage, Google Cloud Storage, UCloud US3 and Huawei OBS.
const NAMES: &str = "pass(?:word|wd|phrase|code)?|pwd|secret|token|api[_-]?key|access[_-]?key(?:[_-]?id)?|private[_-]?key\
    |secret[_-]?key|authorization|cookie|credentials?|signature|session[_-]?id|otp(?:[_-]?code)?|_?sid|jwt|bearer";

/// What finds them.
#[derive(Debug)]
pub(super) struct Secrets {
    /// Each with the group that stays before what is masked.
    patterns: Vec<Regex>,
    key: Option<Regex>,
}

impl Secrets {
    pub(super) fn new() -> Secrets {
        // What follows a name: a quoted text, or all up to where a value ends.
        let value = r#"(?:\\"[^"\\]*\\"|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'&;,)}\]]+)"#;
        let patterns = [
            // Blocks of keys and certificates' keys.
            r"(?s)(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)".to_string(),
            // Headers, to the end of their line.
            r"(?i)(\b(?:proxy-)?(?:authorization|(?:set-)?cookie)\s*[:=]\s*)[^\r\n]+".to_string(),
            r"(?i)(\b(?:bearer|basic)\s+)[a-z0-9._~+/=-]{8,}".to_string(),
            // `password=…`, `"token": "…"`, `x-amz-signature=…`.
            format!(r#"(?i)((?:\b|[_-])(?:[a-z0-9]+[_-])*(?:{NAMES})\\?["']?\s*[:=]\s*){value}"#),
            // Shared signatures of Azure and the like, in an address only: `sig` is a word elsewhere.
            r"(?i)([?&](?:sig|sign|key|code|e|auth|ak|sk|x-[a-z]+-(?:security-token|credential|signature)|googleaccessid|accesskeyid|ossaccesskeyid|ucloudpublickey)=)[^\s&#]+"
                .to_string(),
            // The user and the password of an address.
            r"(?i)(\b[a-z][a-z0-9+.-]*://)[^\s/@:]*:[^\s/@]+".to_string(),
            // Tokens that tell by their look: JSON Web Tokens, keys of Amazon, GitHub, Slack.
            r"()\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*)?".to_string(),
            r"()\b(?:AKIA|ASIA)[A-Z0-9]{16}\b".to_string(),
            r"()\b(?:gh[pousr]_[A-Za-z0-9]{20,}|xox[abprs]-[A-Za-z0-9-]{10,})".to_string(),
        ];
        let key = format!(
            r"(?i)^(?:.*[^a-z0-9])?(?:{NAMES})$|(?:password|secret|token|accesskey|privatekey|apikey|signature)$"
        );
        Secrets {
            patterns: patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect(),
            key: Regex::new(&key).ok(),
        }
    }

    /// A text with its secrets masked.
    pub(super) fn masked(&self, text: &str) -> String {
        let mut text = text.to_string();
        for pattern in &self.patterns {
            if pattern.is_match(&text) {
                let mask = |found: &Captures<'_>| format!("{}{MASK}", found.get(1).map_or("", |kept| kept.as_str()));
                text = pattern.replace_all(&text, mask).into_owned();
            }
        }
        text
    }

    /// Whether what a key names is a secret.
    pub(super) fn is_key(&self, key: &str) -> bool {
        self.key.as_ref().is_some_and(|pattern| pattern.is_match(key))
    }

    /// Whether all patterns could be read.
    #[cfg(test)]
    pub(super) fn is_whole(&self) -> bool {
        self.patterns.len() == 9 && self.key.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked_and_words_are_not() {
        let secrets = Secrets::new();
        assert!(secrets.is_whole());
        for (text, expected) in [
            ("login with password=hunter2 failed", "login with password=*** failed"),
            ("Password: hunter2, user: admin", "Password: ***, user: admin"),
            (r#"{"passwd":"a b\"c","user":"x"}"#, r#"{"passwd":***,"user":"x"}"#),
            ("GET /x?_sid=abc.def&name=y", "GET /x?_sid=***&name=y"),
            (
                "GET https://b.s3.test/k?X-Amz-Credential=AK%2Fz&X-Amz-Signature=0a1b&x=1",
                "GET https://b.s3.test/k?X-Amz-Credential=***&X-Amz-Signature=***&x=1",
            ),
            ("https://a.blob.test/c?sv=2020&sig=ab%2Bc%3D", "https://a.blob.test/c?sv=2020&sig=***"),
            ("Authorization: Bearer abcdefghijkl", "Authorization: ***"),
            ("sent Bearer abc.def_ghi-jkl to it", "sent Bearer *** to it"),
            ("Cookie: id=1; other=2\nnext line", "Cookie: ***\nnext line"),
            ("Set-Cookie=id=1; Path=/", "Set-Cookie=***"),
            ("smb://joe:pw@nas/share", "smb://***@nas/share"),
            ("eyJhbGciOi.eyJzdWIi.c2ln ends", "*** ends"),
            ("key AKIAIOSFODNN7EXAMPLE used", "key *** used"),
            ("SecretKey = 'a b c' there", "SecretKey = *** there"),
            ("client_secret=xyz", "client_secret=***"),
            (
                "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nrest",
                "-----BEGIN RSA PRIVATE KEY-----***\nrest",
            ),
            ("The password was changed.", "The password was changed."),
            ("Token expired; 3 tokens left", "Token expired; 3 tokens left"),
            ("12 files copied: a=b", "12 files copied: a=b"),
            ("side=left", "side=left"),
        ] {
            assert_eq!(secrets.masked(text), expected);
        }
    }

    #[test]
    fn keys_of_secrets_are_known() {
        let secrets = Secrets::new();
        for key in [
            "password",
            "Passwd",
            "_sid",
            "SynoToken",
            "accessToken",
            "X-Auth-Token",
            "api_key",
            "secretKey",
            "set-cookie",
            "otp_code",
            "Authorization",
            "Signature",
            "user_password",
        ] {
            assert!(secrets.is_key(key), "{key}");
        }
        for key in ["user", "log_id", "task_name", "status", "inside", "tokens_left", "params", "compass"] {
            assert!(!secrets.is_key(key), "{key}");
        }
    }

    #[test]
    fn masking_twice_is_masking_once() {
        let secrets = Secrets::new();
        for text in ["password=a&token=b", "Cookie: x", "a://b:c@d", r#""token":"x""#] {
            let once = secrets.masked(text);
            assert_eq!(secrets.masked(&once), once);
        }
    }
}
