//! One certificate from its binary form.

use sha2::{Digest, Sha256};
use x509_cert::Certificate as X509;
use x509_cert::der::asn1::{ObjectIdentifier, UintRef};
use x509_cert::der::{Decode, Encode, Header, Reader, SliceReader};
use x509_cert::ext::pkix::{BasicConstraints, SubjectAltName};
use x509_cert::spki::SubjectPublicKeyInfoOwned;
use x509_cert::time::Time;

use super::{Certificate, name};
use crate::model::Timestamp;

const DAY_MS: i64 = 86_400_000;

/// What stands in it; `None` for what is no certificate. Something behind it is left alone.
pub(super) fn certificate(der: &[u8], now: Timestamp) -> Option<Certificate> {
    let mut reader = SliceReader::new(der).ok()?;
    let whole = X509::decode(&mut reader).ok()?;
    let length = usize::try_from(whole.encoded_len().ok()?).ok()?;
    let content = whole.tbs_certificate();
    let names = content.get_extension::<SubjectAltName>().ok().flatten();
    let authority = content.get_extension::<BasicConstraints>().ok().flatten();
    let (key, key_bits) = key(content.subject_public_key_info());
    let (from, to) = (instant(content.validity().not_before), instant(content.validity().not_after));
    Some(Certificate {
        subject: name::distinguished(content.subject()),
        issuer: name::distinguished(content.issuer()),
        names: names.map(|(_, names)| names.0.iter().map(name::other).collect()).unwrap_or_default(),
        from,
        to,
        days_left: to.0.saturating_sub(now.0).div_euclid(DAY_MS),
        key,
        key_bits,
        sha256: fingerprint(der.get(..length).unwrap_or(der)),
        is_authority: authority.is_some_and(|(_, constraints)| constraints.ca),
    })
}

fn instant(time: Time) -> Timestamp {
    Timestamp(i64::try_from(time.to_unix_duration().as_millis()).unwrap_or(i64::MAX))
}

fn fingerprint(der: &[u8]) -> String {
    let pairs: Vec<String> = Sha256::digest(der).iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.join(":")
}

/// The kind of a key, and how many bits it has.
fn key(info: &SubjectPublicKeyInfoOwned) -> (String, Option<u32>) {
    let kind = info.algorithm.oid.to_string();
    match kind.as_str() {
        "1.2.840.113549.1.1.1" => ("RSA".into(), info.subject_public_key.as_bytes().and_then(modulus_bits)),
        "1.2.840.10045.2.1" => {
            let curve = info.algorithm.parameters.as_ref().and_then(|any| any.decode_as::<ObjectIdentifier>().ok());
            let curve = curve.map(|oid| oid.to_string()).unwrap_or_default();
            match curve.as_str() {
                "1.2.840.10045.3.1.7" => ("EC P-256".into(), Some(256)),
                "1.3.132.0.34" => ("EC P-384".into(), Some(384)),
                "1.3.132.0.35" => ("EC P-521".into(), Some(521)),
                "1.3.132.0.10" => ("EC secp256k1".into(), Some(256)),
                other => (format!("EC {other}"), None),
            }
        }
        "1.2.840.10040.4.1" => ("DSA".into(), None),
        "1.3.101.112" => ("Ed25519".into(), None),
        "1.3.101.113" => ("Ed448".into(), None),
        _ => (kind, None),
    }
}

/// How many bits the modulus of an RSA key has: the first number of its sequence.
fn modulus_bits(key: &[u8]) -> Option<u32> {
    let mut reader = SliceReader::new(key).ok()?;
    Header::decode(&mut reader).ok()?;
    let modulus: UintRef<'_> = reader.decode().ok()?;
    let bytes = modulus.as_bytes();
    let bits = u32::try_from(bytes.len()).ok()?.checked_mul(8)?;
    Some(bits - bytes.first()?.leading_zeros())
}
