//! Names of people, companies and hosts in words.

use core::net::{Ipv4Addr, Ipv6Addr};

use x509_cert::der::{Tag, Tagged};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::name::Name;

/// A name, the most special part first: `CN=syslog.example.com, O=Example, C=DE`.
pub(super) fn distinguished(name: &Name) -> String {
    let mut parts: Vec<String> = name
        .iter()
        .map(|part| {
            let oid = part.oid.to_string();
            let text = text(part.value.tag(), part.value.value());
            format!("{}={}", label(&oid).unwrap_or(&oid), text)
        })
        .collect();
    parts.reverse();
    parts.join(", ")
}

/// The usual short name of a part.
fn label(oid: &str) -> Option<&'static str> {
    Some(match oid {
        "2.5.4.3" => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "street",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.42" => "GN",
        "2.5.4.97" => "organizationIdentifier",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.2.840.113549.1.9.1" => "emailAddress",
        _ => return None,
    })
}

/// A text in one of the ways that certificates write it. What is no text is shown as its bytes.
fn text(tag: Tag, bytes: &[u8]) -> String {
    let wide = |size: usize, number: fn(&[u8]) -> u32| {
        bytes.chunks(size).map(|one| char::from_u32(number(one)).unwrap_or('\u{fffd}')).collect()
    };
    let plain = match tag {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::NumericString | Tag::VisibleString => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        // Latin 1 in practice.
        Tag::TeletexString => bytes.iter().copied().map(char::from).collect(),
        // Two bytes a letter; no certificate uses the letters that need four.
        Tag::BmpString => wide(2, |two| two.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte))),
        _ => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    };
    // A name must not look like two lines, nor turn the direction of what stands beside it.
    plain.chars().map(|c| if c.is_control() || is_direction(c) { '\u{fffd}' } else { c }).collect()
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// One of the other names of a subject.
pub(super) fn other(name: &GeneralName) -> String {
    match name {
        GeneralName::DnsName(text) => text.to_string(),
        GeneralName::Rfc822Name(text) => text.to_string(),
        GeneralName::UniformResourceIdentifier(text) => text.to_string(),
        GeneralName::DirectoryName(name) => distinguished(name),
        GeneralName::RegisteredId(oid) => oid.to_string(),
        GeneralName::IpAddress(bytes) => address(bytes.as_bytes()),
        GeneralName::OtherName(other) => other.type_id.to_string(),
        GeneralName::EdiPartyName(_) => "EDI".to_string(),
    }
}

fn address(bytes: &[u8]) -> String {
    if let Ok(four) = <[u8; 4]>::try_from(bytes) {
        return Ipv4Addr::from(four).to_string();
    }
    match <[u8; 16]>::try_from(bytes) {
        Ok(sixteen) => Ipv6Addr::from(sixteen).to_string(),
        Err(_) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}
