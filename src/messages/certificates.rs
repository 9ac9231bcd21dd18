//! Certificates before they are sent.

use tapedeck_core::certificate::{Certificate, LARGEST, Problem};

use crate::browser::numbers::{bytes, grouped};

pub(crate) const TITLE: &str = "Certificate of the log server";
pub(crate) const TEXT: &str = "With TLS, the system trusts only the server whose certificate it has. \
    The file is looked at in this tab and is never stored.";
pub(crate) const CHOOSE: &str = "Choose a file";
pub(crate) const DROP: &str = "or drop it here: PEM or DER, one certificate or a chain.";
pub(crate) const PASTE: &str = "Certificate as text";
pub(crate) const PASTE_HELP: &str = "Begins with -----BEGIN CERTIFICATE-----.";
pub(crate) const LOOKING: &str = "Looking at the file…";
pub(crate) const NOT_READ: &str = "The browser could not read this file. It may have been moved or changed meanwhile.";
pub(crate) const UPLOAD: &str = "Continue";
pub(crate) const ANOTHER: &str = "Take another file";
pub(crate) const FILE: &str = "File";
pub(crate) const PASTED: &str = "pasted.pem";
pub(crate) const SUBJECT: &str = "For";
pub(crate) const ISSUER: &str = "Given by";
pub(crate) const ITSELF: &str = "itself";
pub(crate) const NAMES: &str = "Other names";
pub(crate) const VALID: &str = "Valid";
pub(crate) const KEY: &str = "Key";
pub(crate) const USE: &str = "Use";
pub(crate) const AUTHORITY: &str = "may sign others";
pub(crate) const SHA: &str = "SHA-256";
pub(crate) const GOOD: &str = "This file can be sent.";

/// The heading of one of several certificates.
pub(crate) fn number(at: usize, all: usize) -> String {
    if all == 1 { "The certificate".into() } else { format!("Certificate {at} of {all}") }
}

pub(crate) fn more(count: usize) -> String {
    format!("And {} more.", grouped(count as u64))
}

pub(crate) fn valid(from: &str, to: &str, certificate: &Certificate) -> String {
    let days = match certificate.days_left {
        days if days < 0 => format!("{} days ago", grouped(days.unsigned_abs())),
        1 => "1 day left".into(),
        days => format!("{} days left", grouped(days.unsigned_abs())),
    };
    format!("{from} to {to} ({days})")
}

pub(crate) fn key(certificate: &Certificate) -> String {
    match certificate.key_bits {
        // The name of a curve says it.
        Some(bits) if !certificate.key.starts_with("EC") => {
            format!("{}, {} bits", certificate.key, grouped(u64::from(bits)))
        }
        _ => certificate.key.clone(),
    }
}

pub(crate) fn file(name: &str, size: u64) -> String {
    format!("{name}, {}", bytes(size))
}

/// What is wrong with a file, and what to do.
pub(crate) fn problem(problem: &Problem, all: usize) -> String {
    let which = |at: usize| if all > 1 { format!("Certificate {at}") } else { "This certificate".into() };
    match problem {
        Problem::Empty => "There is nothing in this file.".into(),
        Problem::TooLarge => {
            format!("This file is larger than {}, so it is no certificate. Nothing was read of it.", bytes(LARGEST))
        }
        Problem::PrivateKey => "There is a private key in this file. It must stay secret, and is never sent: \
            give a file with the certificate alone."
            .into(),
        Problem::Other(label) if label.contains("REQUEST") => {
            "This asks for a certificate and is none. Give the file that came back.".into()
        }
        Problem::Other(label) => format!("There is something else in this file: {}.", label.to_ascii_lowercase()),
        Problem::NoCertificate => "This file is no certificate: neither PEM nor DER.".into(),
        Problem::Broken(at) => format!("{} cannot be read: it is cut off or changed.", which(*at)),
        Problem::Expired(at) => format!("{} has expired. Most systems refuse a server that shows it.", which(*at)),
        Problem::NotYet(at) => format!("{} is not valid yet. Most systems refuse it until then.", which(*at)),
        Problem::ExpiresSoon(at) => format!("{} expires within a month.", which(*at)),
        Problem::Order(right) => {
            let right: Vec<String> = right.iter().map(usize::to_string).collect();
            format!("The chain is in another order than usual. From the server to the root it is {}.", right.join(", "))
        }
        Problem::Unrelated(at) => format!("{} was not given by any other in this file: it is no chain.", which(*at)),
        Problem::Twice(at) => format!("{} is there twice.", which(*at)),
        Problem::WeakKey(at) => format!("{} has a key that is too short. Many systems refuse it.", which(*at)),
    }
}
