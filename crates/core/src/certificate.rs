//! What a file of certificates holds, and what is wrong with it: looked at before it is sent anywhere.
//!
//! It says what stands in the certificates. Whether their signatures are good is for the system that gets them.

mod judge;
mod name;
mod pem;
mod read;

use serde::{Deserialize, Serialize};

use crate::model::Timestamp;

/// The largest file that is looked at, in bytes. A bundle of all authorities of the web fits.
pub const LARGEST: u64 = 256 * 1024;

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// Its certificates, in the order of the file.
    pub certificates: Vec<Certificate>,
    /// What is wrong with it. What makes it useless comes first.
    pub problems: Vec<Problem>,
}

impl Inspection {
    /// Whether the file may be sent: there is a certificate in it, and nothing that must not leave this computer.
    pub fn is_usable(&self) -> bool {
        !self.certificates.is_empty() && !self.problems.iter().any(Problem::is_fatal)
    }
}

/// What stands in one certificate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    /// Whom it is for: `CN=syslog.example.com, O=Example, C=DE`.
    pub subject: String,
    /// Who gave it.
    pub issuer: String,
    /// The other names of the subject: hosts, addresses, mail addresses.
    pub names: Vec<String>,
    /// From when on it is good.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// Whole days until it expires; below zero since then.
    pub days_left: i64,
    /// The kind of its key: `RSA`, `EC P-256`, `Ed25519`, or the number of what is not known.
    pub key: String,
    /// How many bits the key has, where that says something.
    pub key_bits: Option<u32>,
    /// The SHA-256 of its binary form, as pairs of hexadecimal digits with colons.
    pub sha256: String,
    /// Whether it may sign others.
    pub is_authority: bool,
}

/// What is wrong with a file. Certificates are counted from 1, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// There is nothing in it.
    Empty,
    /// It is larger than [`LARGEST`].
    TooLarge,
    /// There is a private key in it.
    PrivateKey,
    /// It is something else than a certificate, as far as it says so: the label of a PEM block.
    Other(String),
    /// There is no certificate in it.
    NoCertificate,
    /// This certificate cannot be read.
    Broken(usize),
    /// This certificate has expired.
    Expired(usize),
    /// This certificate is not good yet.
    NotYet(usize),
    /// This certificate expires within a month.
    ExpiresSoon(usize),
    /// Each certificate was given by one in the file, but not by the next one. The right order of what is there.
    Order(Vec<usize>),
    /// This certificate was given by none in the file, and there are some behind it.
    Unrelated(usize),
    /// This certificate is there twice.
    Twice(usize),
    /// The key of this certificate is too short to be safe, and many systems refuse it.
    WeakKey(usize),
}

impl Problem {
    /// Whether the file is useless with it, or must not be sent.
    pub fn is_fatal(&self) -> bool {
        matches!(
            self,
            Problem::Empty
                | Problem::TooLarge
                | Problem::PrivateKey
                | Problem::Other(_)
                | Problem::NoCertificate
                | Problem::Broken(_)
        )
    }
}

/// Whether a file is meant as a certificate or a key, by its name and its beginning. It may be none all the same.
pub fn is_meant(name: &str, start: &[u8]) -> bool {
    const ENDINGS: [&str; 9] = ["pem", "crt", "cer", "der", "key", "p12", "pfx", "csr", "p7b"];
    let ending = name.rsplit('.').next().unwrap_or_default();
    ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
        || start.windows(11).any(|window| window == b"-----BEGIN ")
        // A sequence of DER, as certificates and keys begin.
        || matches!(start, [0x30, 0x81..=0x83, ..])
}

/// Looks at a file: PEM with any number of blocks and any text between them, or DER, also several in a row.
pub fn inspect(file: &[u8], now: Timestamp) -> Inspection {
    let mut problems = Vec::new();
    if file.iter().all(u8::is_ascii_whitespace) {
        return Inspection { certificates: Vec::new(), problems: vec![Problem::Empty] };
    }
    if file.len() as u64 > LARGEST {
        return Inspection { certificates: Vec::new(), problems: vec![Problem::TooLarge] };
    }
    let mut certificates = Vec::new();
    for part in pem::parts(file) {
        let at = certificates.len() + 1;
        match part {
            pem::Part::Certificate(Some(der)) => match read::certificate(&der, now) {
                Some(certificate) => certificates.push(certificate),
                None => problems.push(Problem::Broken(at)),
            },
            pem::Part::Certificate(None) => problems.push(Problem::Broken(at)),
            pem::Part::PrivateKey => problems.push(Problem::PrivateKey),
            pem::Part::Other(label) => problems.push(Problem::Other(label)),
        }
    }
    if certificates.is_empty() && problems.is_empty() {
        problems.push(Problem::NoCertificate);
    }
    problems.dedup();
    // A key is what matters most of all.
    problems.sort_by_key(|problem| *problem != Problem::PrivateKey);
    problems.extend(judge::each(&certificates, now));
    problems.extend(judge::chain(&certificates));
    Inspection { certificates, problems }
}
