//! Hashes in file names: a file that changes gets a new name, so that servers may let browsers keep it for ever.

/// FNV-1a of 64 bits, in hexadecimal. It tells contents apart; it is no protection.
pub fn hash(bytes: &[u8]) -> String {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    format!("{:016x}", bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix))
}

/// `stem-HASH.extension`.
pub fn hashed_name(stem: &str, extension: &str, bytes: &[u8]) -> String {
    format!("{stem}-{}.{extension}", hash(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_values_of_fnv_1a() {
        assert_eq!(hash(b""), "cbf29ce484222325");
        assert_eq!(hash(b"a"), "af63dc4c8601ec8c");
        assert_eq!(hash(b"foobar"), "85944171f73967e8");
    }

    #[test]
    fn the_name_follows_the_content() {
        assert_eq!(hashed_name("boot", "js", b"a"), "boot-af63dc4c8601ec8c.js");
        assert_ne!(hashed_name("boot", "js", b"a"), hashed_name("boot", "js", b"b"));
    }
}
