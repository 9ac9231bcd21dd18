//! What people and servers give beside answers and logs: certificates, and names for files.

use tapedeck_core::certificate::{Problem, inspect};
use tapedeck_core::file_name::{of_disposition, safe};

use crate::NOW;

/// Looks at a file of certificates, as it is and as what stands in a PEM file. What may be sent holds a certificate, and
/// no key that the reader has found.
pub fn certificate(data: &[u8]) {
    for file in [data.to_vec(), [b"-----BEGIN CERTIFICATE-----\n", data, b"\n-----END CERTIFICATE-----\n"].concat()] {
        let seen = inspect(&file, NOW);
        if seen.is_usable() {
            assert!(!seen.certificates.is_empty() && !seen.problems.contains(&Problem::PrivateKey), "{seen:?}");
            let sums = seen.certificates.iter().map(|certificate| &certificate.sha256);
            assert!(sums.into_iter().all(|sum| sum.bytes().filter(u8::is_ascii_hexdigit).count() == 64), "{seen:?}");
        }
    }
}

/// Takes the name of a file out of a header. It leads nowhere, can be stored, and stays as it is when it is made safe again.
pub fn disposition(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for header in [text.to_string(), format!("attachment; filename=\"{text}\""), format!("attachment; filename*={text}")] {
        let Some(name) = of_disposition(&header) else { continue };
        assert!(!name.is_empty() && name.len() <= 200, "{name:?}");
        assert!(!name.contains(['/', '\\', '\0', ':']) && !name.starts_with('.'), "{name:?}");
        assert_eq!(safe(&name).as_ref(), Some(&name));
    }
}
