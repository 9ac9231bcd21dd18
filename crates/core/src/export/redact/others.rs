//! Other names for people and places, the same for the same.

use std::collections::HashMap;

use regex_lite::{Regex, RegexBuilder};

use super::pseudonyms::{Kind, Pseudonyms};
use crate::export::Hide;

const USER: Kind = "user";
const HOST: Kind = "host";
const SOURCE: Kind = "source";
const ADDRESS: Kind = "address";
const MAIL: Kind = "mail";
const PATH: Kind = "path";

/// The other names, as they are given out.
#[derive(Debug)]
pub(super) struct Others {
    /// Names that are found in texts, by the word that they begin with; the longest first.
    known: HashMap<String, Vec<Known>>,
    /// What is found by how it looks. The groups are mail, address and host and path, in the order of `KINDS`.
    looks: Option<Regex>,
    kinds: Vec<Kind>,
    given: Pseudonyms,
}

/// A name that is found in texts, in small letters.
#[derive(Debug)]
struct Known {
    name: String,
    kind: Kind,
    /// What it is the name of, where that has several.
    of: Option<String>,
}

const MAIL_LOOKS: &str = r"([a-z0-9._%+'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)";
const ADDRESS_LOOKS: &str = r"(\b(?:\d{1,3}\.){3}\d{1,3}\b|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})";
/// Names with dots that end in letters; not the names of files with the usual endings, and no versions.
const HOST_LOOKS: &str = r"((?:\b[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|net|org|edu|gov|io|dev|cloud|local|lan|home|internal|intranet|corp|test|example|invalid|localdomain|arpa|info|biz|[a-z]{2}\.[a-z]{2}|de|at|ch|uk|fr|nl|eu|us|cn|hk|tw|jp|kr|sg|in|au|nz|ca|br|it|es|pl|se|no|fi|dk)\b)";
const PATH_LOOKS: &str = r#"((?:\b[a-z]:|\\\\[^\s\\/"'<>|]+)?(?:\\[^\s\\/:"'<>|*?]+)+\\?|(?:^|[\s"'(=\[])(?:~|\.\.?)?(?:/[^\s/:"'<>|,;)\]]+){1,}/?)"#;

impl Others {
    pub(super) fn new<'a>(
        hide: Hide,
        users: impl IntoIterator<Item = &'a str>,
        hosts: impl IntoIterator<Item = &'a str>,
        given: Pseudonyms,
    ) -> Others {
        let users = users.into_iter().filter(|_| hide.users).map(|name| (name, USER, None));
        let hosts = hosts.into_iter().filter(|_| hide.hosts).map(|name| (name, HOST, None));
        let looks = [
            (hide.mail, MAIL, MAIL_LOOKS),
            (hide.addresses, ADDRESS, ADDRESS_LOOKS),
            (hide.paths, PATH, PATH_LOOKS),
            (hide.hosts, HOST, HOST_LOOKS),
        ];
        let looks: Vec<_> = looks.into_iter().filter(|(hidden, ..)| *hidden).collect();
        let pattern = looks.iter().map(|(.., pattern)| *pattern).collect::<Vec<_>>().join("|");
        let regex = RegexBuilder::new(&pattern).case_insensitive(true).build().ok();
        Others {
            known: known(users.chain(hosts)),
            looks: regex.filter(|_| !looks.is_empty()),
            kinds: looks.iter().map(|(_, kind, _)| *kind).collect(),
            given,
        }
    }

    /// Finds nothing but sources, by their short names and by what people call them. It gives out the same names.
    pub(super) fn of_sources<'a>(&self, sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> Others {
        let both = |(id, name): (&'a str, &'a str)| [(id, SOURCE, None), (name, SOURCE, Some(id.to_lowercase()))];
        Others {
            known: known(sources.into_iter().flat_map(both)),
            looks: None,
            kinds: Vec::new(),
            given: self.given.clone(),
        }
    }

    /// The other name of a user.
    pub(super) fn user(&self, name: &str) -> String {
        self.given.of(USER, name)
    }

    /// The other name of what is backed up.
    pub(super) fn host(&self, name: &str) -> String {
        // Who has backed himself up is hidden by one name.
        let name = name.trim().to_lowercase();
        let known = self.known.get(&name[..word(&name)]).and_then(|names| names.iter().find(|own| own.name == name));
        self.given.of(known.map_or(HOST, |known| known.kind), &name)
    }

    /// The other name of a source.
    pub(super) fn source(&self, id: &str) -> String {
        self.given.of(SOURCE, id)
    }

    /// A text with other names in it.
    pub(super) fn replaced(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for found in self.looks.iter().flat_map(|looks| looks.captures_iter(text)) {
            let groups = self.kinds.iter().enumerate();
            let Some((kind, place)) = groups.filter_map(|(at, kind)| Some((*kind, found.get(at + 1)?))).next() else {
                continue;
            };
            let whole = place.as_str();
            // What stands before a path is not of it.
            let own = if kind == PATH {
                whole.trim_start_matches([' ', '\t', '\n', '"', '\'', '(', '=', '['])
            } else {
                whole
            };
            if own.len() < 2 || kind == ADDRESS && !is_address(own) {
                continue;
            }
            self.words(&text[from..place.end() - own.len()], &mut out);
            out.push_str(&self.given.of(kind, own));
            from = place.end();
        }
        self.words(&text[from..], &mut out);
        out
    }

    /// Writes a text with other names for those that are known.
    fn words(&self, text: &str, out: &mut String) {
        if self.known.is_empty() {
            out.push_str(text);
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let length = word(rest);
            if length == 0 {
                let sign = rest.chars().next().map_or(rest.len(), char::len_utf8);
                out.push_str(&rest[..sign]);
                rest = &rest[sign..];
                continue;
            }
            // A full stop ends a sentence, and may be part of a name.
            let begins = [&rest[..length], rest[..length].trim_end_matches(['.', '-'])];
            let found = begins.into_iter().find_map(|begin| {
                let names = self.known.get(&begin.to_lowercase())?;
                names.iter().find_map(|known| Some((starts_with(rest, &known.name)?, known)))
            });
            match found {
                Some((end, known)) => {
                    out.push_str(&self.given.of(known.kind, known.of.as_deref().unwrap_or(&known.name)));
                    rest = &rest[end..];
                }
                None => {
                    out.push_str(&rest[..length]);
                    rest = &rest[length..];
                }
            }
        }
    }
}

/// Names by the word that they begin with.
fn known<'a>(names: impl Iterator<Item = (&'a str, Kind, Option<String>)>) -> HashMap<String, Vec<Known>> {
    let mut known: HashMap<String, Vec<Known>> = HashMap::new();
    for (name, kind, of) in names {
        let name = name.trim().to_lowercase();
        let same = known.entry(name[..word(&name)].to_string()).or_default();
        // What is the name of a user and of a host is the user's.
        if !name.is_empty() && !same.iter().any(|known| known.name == name) {
            same.push(Known { name, kind, of });
        }
    }
    known.values_mut().for_each(|same| same.sort_by_key(|known| std::cmp::Reverse(known.name.len())));
    known
}

/// How long the word is that a text begins with.
fn word(text: &str) -> usize {
    text.find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '$')))
        .unwrap_or(text.len())
}

/// Where a name in small letters ends with which a text begins, if the word ends there too.
fn starts_with(text: &str, name: &str) -> Option<usize> {
    let mut letters = text.char_indices();
    let mut wanted = name.chars().peekable();
    while wanted.peek().is_some() {
        let (_, letter) = letters.next()?;
        for small in letter.to_lowercase() {
            if wanted.next() != Some(small) {
                return None;
            }
        }
    }
    let end = letters.next().map_or(text.len(), |(at, _)| at);
    let behind = &text[end..];
    // A full stop behind it must end a sentence.
    let rest = &behind[..word(behind)];
    rest.trim_matches(['.', '-']).is_empty().then_some(end)
}

/// Not a time of day, and no version that has four numbers but too large ones.
fn is_address(text: &str) -> bool {
    text.parse::<core::net::IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const USERS: [&str; 3] = ["admin", "Änne Meier", "o.brown"];
    const HOSTS: [&str; 3] = ["LT-0231", "SQL server 2", "SQL server"];

    #[test]
    fn names_are_replaced_by_the_same_names_everywhere() {
        let others = Others::new(Hide::ALL, USERS, HOSTS, Pseudonyms::default());
        for (text, expected) in [
            ("User admin backed up LT-0231.", "User user-1 backed up host-1."),
            ("ADMIN and administrator", "user-1 and administrator"),
            ("lt-02310 is another, (LT-0231) is not", "lt-02310 is another, (host-1) is not"),
            ("SQL server 2 and SQL server", "host-2 and host-3"),
            ("änne meier, o.brown", "user-2, user-3"),
            ("from 10.0.0.7 and fe80::1 at 10:11:12", "from address-1 and address-2 at 10:11:12"),
            ("DSM 7.2.1.64570 at 300.1.1.1", "DSM 7.2.1.64570 at 300.1.1.1"),
            ("mail to a.b@example.com sent", "mail to mail-1 sent"),
            ("nas.example.com:5001 down", "host-4:5001 down"),
            ("in /volume1/Data/x.txt now", "in path-1 now"),
            (r"in C:\Users\x\y.doc now", "in path-2 now"),
            (r"\\srv\share\f", "path-3"),
            ("3/4 done, and/or", "3/4 done, and/or"),
            ("10.0.0.7 again", "address-1 again"),
        ] {
            assert_eq!(others.replaced(text), expected, "{text}");
        }
        assert_eq!([others.user("Admin"), others.host("lt-0231"), others.host("new")], ["user-1", "host-1", "host-5"]);
    }

    #[test]
    fn only_what_is_chosen_is_hidden() {
        let text = "admin at LT-0231, 10.0.0.7, a@b.de, /etc/x, nas.example.com";
        for (hide, expected) in [
            (Hide::default(), text.to_string()),
            (Hide { users: true, ..Hide::default() }, text.replace("admin", "user-1")),
            (Hide { addresses: true, ..Hide::default() }, text.replace("10.0.0.7", "address-1")),
            (Hide { mail: true, ..Hide::default() }, text.replace("a@b.de", "mail-1")),
            (Hide { paths: true, ..Hide::default() }, text.replace("/etc/x", "path-1")),
            (
                Hide { hosts: true, ..Hide::default() },
                text.replace("LT-0231", "host-1").replace("@b.de", "@host-2").replace("nas.example.com", "host-3"),
            ),
        ] {
            assert_eq!(Others::new(hide, USERS, HOSTS, Pseudonyms::default()).replaced(text), expected, "{hide:?}");
        }
    }
}
