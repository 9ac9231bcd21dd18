//! The name under which a file is saved: what the answer calls it (RFC 6266), and nothing in it that could lead elsewhere.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// How long a name may be, in bytes: file systems take 255, and the browser may add a number.
const LONGEST: usize = 180;

/// What Windows takes for a device, whatever follows the first dot.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The name in a `Content-Disposition`, made safe. The extended name (`filename*`) is the better one.
pub fn of_disposition(header: &str) -> Option<String> {
    let mut plain = None;
    for (key, value) in parameters(header) {
        if key.eq_ignore_ascii_case("filename*")
            && let Some(name) = extended(&value)
        {
            return safe(&name);
        }
        if key.eq_ignore_ascii_case("filename") && plain.is_none() {
            // Not in the RFC, but servers write it and browsers read it.
            plain = Some(percent_decode_str(&value).decode_utf8().map_or_else(|_| value.clone(), Cow::into_owned));
        }
    }
    safe(&plain?)
}

/// A name that is a name and no path, that every system can store, and that looks like what it is. Nothing if nothing of
/// it is left.
pub fn safe(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let kept = name.chars().filter(|c| !hidden(*c));
    let name: String = kept.map(|c| if "<>:\"|?*".contains(c) { '_' } else { c }).collect();
    let name = name.trim_start_matches([' ', '.']).trim_end_matches([' ', '.']);
    if name.is_empty() {
        return None;
    }
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_device = DEVICES.iter().any(|device| {
        stem.strip_prefix(device).is_some_and(|rest| {
            rest.is_empty()
                || (rest.len() == 1 && rest != "0" && device.len() == 3 && rest.bytes().all(|b| b.is_ascii_digit()))
        })
    });
    Some(short(&if is_device { format!("_{name}") } else { name.to_string() }))
}

/// A name that is too long loses its middle and keeps its ending.
fn short(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_string();
    }
    let ending = name.rfind('.').map(|at| &name[at..]).filter(|ending| ending.len() <= 20).unwrap_or_default();
    let mut end = LONGEST - ending.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    // What was in the middle may be at the end now, where Windows takes it away.
    [name[..end].trim_end_matches([' ', '.']), ending].concat()
}

/// The parameters of a header field. A semicolon in quotation marks ends none.
fn parameters(header: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let (mut part, mut quoted, mut escaped) = (String::new(), false, false);
    for c in header.chars().chain([';']) {
        match c {
            _ if escaped => {
                part.push(c);
                escaped = false;
            }
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                if let Some((key, value)) = part.split_once('=') {
                    out.push((key.trim().to_string(), value.trim().to_string()));
                }
                part.clear();
            }
            _ => part.push(c),
        }
    }
    out
}

/// `UTF-8'en'a%20b`.
fn extended(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (charset, _, text) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes: Vec<u8> = percent_decode_str(text).collect();
    if charset.eq_ignore_ascii_case("iso-8859-1") {
        return Some(bytes.into_iter().map(char::from).collect());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Found by the fuzz target: a long name was cut behind a blank, and ended with it.
    #[test]
    fn a_name_that_was_cut_is_safe_as_well() {
        let long = format!("{} {}", "x".repeat(LONGEST - 1), "y".repeat(40));
        let name = safe(&long).unwrap();
        assert_eq!((name.len(), safe(&name).as_ref()), (LONGEST - 1, Some(&name)));
    }

    #[test]
    fn the_name_that_an_answer_gives() {
        for (header, expected) in [
            ("attachment; filename=\"Sessions 1.csv\"", Some("Sessions 1.csv")),
            ("attachment; filename=x.csv; filename*=UTF-8''Sitzungen%20%C3%BC.csv", Some("Sitzungen ü.csv")),
            ("attachment; filename*=UTF-8'de'%e2%82%ac.zip; filename=euro.zip", Some("€.zip")),
            ("attachment; filename*=ISO-8859-1''%FCber.log", Some("über.log")),
            ("attachment; filename*=UTF-8''%FC.log; filename=plain.log", Some("plain.log")),
            ("attachment; FileName = \"a;b\\\"c.txt\"", Some("a;b_c.txt")),
            (
                "attachment; filename=\"Backup_2026.10.10-02.00.00.205+0800.zip\"",
                Some("Backup_2026.10.10-02.00.00.205+0800.zip"),
            ),
            ("attachment; filename=a%20b.csv", Some("a b.csv")),
            ("attachment; filename=50%.csv", Some("50%.csv")),
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            ("attachment; filename*=UTF-8''..%2F..%2Fevil.html", Some("evil.html")),
            ("attachment; filename=\"\"", None),
            ("attachment; filename=\"..\"", None),
            ("attachment", None),
            ("", None),
        ] {
            assert_eq!(of_disposition(header).as_deref(), expected, "{header}");
        }
    }

    #[test]
    fn a_name_is_made_safe() {
        for (name, expected) in [
            ("postgresql-slow.log", "postgresql-slow.log"),
            ("C:\\logs\\a.txt", "a.txt"),
            ("a\r\nb\0.csv", "ab.csv"),
            ("log\u{202e}cvs.exe", "logcvs.exe"),
            ("what? <1>|\"2\".csv", "what_ _1___2_.csv"),
            (".bashrc", "bashrc"),
            ("end. . ", "end"),
            ("NUL", "_NUL"),
            ("com1.txt", "_com1.txt"),
            ("console.txt", "console.txt"),
            ("com10.txt", "com10.txt"),
        ] {
            assert_eq!(safe(name).as_deref(), Some(expected), "{name:?}");
        }
        for nothing in ["", "/", "...", "a/", "\u{202e}"] {
            assert_eq!(safe(nothing), None, "{nothing:?}");
        }
        let long = format!("{}ü.tar.gz", "é".repeat(200));
        let short = safe(&long).unwrap();
        assert!(short.len() <= LONGEST && short.ends_with("é.gz"), "{short}");
    }
}
