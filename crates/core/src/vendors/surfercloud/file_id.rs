//! What a file's number is made of: the vendor gives log files none, and asks for the instance and its zone too.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// A file at the vendor.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FileId {
    /// A backup.
    Backup { zone: String, instance: String, backup: String },
    /// A log file, with the epoch seconds that it covers.
    Log { zone: String, instance: String, begin: i64, end: i64, name: String },
}

/// What would be taken for a border between two parts.
const PART: &AsciiSet = &CONTROLS.add(b'/').add(b'%');

impl FileId {
    pub(super) fn print(&self) -> String {
        let join = |parts: &[&str]| {
            let parts: Vec<String> = parts.iter().map(|part| utf8_percent_encode(part, PART).to_string()).collect();
            parts.join("/")
        };
        match self {
            FileId::Backup { zone, instance, backup } => join(&["backup", zone, instance, backup]),
            FileId::Log { zone, instance, begin, end, name } => {
                join(&["log", zone, instance, &begin.to_string(), &end.to_string(), name])
            }
        }
    }

    pub(super) fn parse(text: &str) -> Option<FileId> {
        let decode = |part: &str| percent_decode_str(part).decode_utf8().ok().map(|part| part.into_owned());
        let parts: Vec<String> = text.split('/').map(decode).collect::<Option<_>>()?;
        let mut parts = parts.into_iter();
        let kind = parts.next()?;
        let (zone, instance) = (parts.next()?, parts.next()?);
        let id = match kind.as_str() {
            "backup" => FileId::Backup { zone, instance, backup: parts.next()? },
            "log" => FileId::Log {
                zone,
                instance,
                begin: parts.next()?.parse().ok()?,
                end: parts.next()?.parse().ok()?,
                name: parts.next()?,
            },
            _ => return None,
        };
        parts.next().is_none().then_some(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_names_survive() {
        for text in ["", "a", "a/b", "50%", "ü \n", "log/x/../%2F"] {
            let text = text.to_string();
            for id in [
                FileId::Backup { zone: text.clone(), instance: text.clone(), backup: text.clone() },
                FileId::Log { zone: String::new(), instance: text.clone(), begin: -1, end: 2, name: text.clone() },
            ] {
                assert_eq!(FileId::parse(&id.print()), Some(id));
            }
        }
        for bad in ["", "backup", "backup/z/i", "backup/z/i/b/c", "log/z/i/1/x/n", "other/z/i/b"] {
            assert_eq!(FileId::parse(bad), None, "{bad}");
        }
    }
}
