//! Forms and queries: `a=1&b=two+words`.

/// Names and values, decoded, in the order in which they came. What is no UTF-8 becomes replacement characters.
pub(crate) fn pairs(encoded: &[u8]) -> impl Iterator<Item = (String, String)> {
    form_urlencoded::parse(encoded).into_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_without_a_value_is_empty_and_nothing_at_all_is_no_pair() {
        let pairs: Vec<_> = super::pairs(b"a=b=c&&+d%2b&=%zz&e=%FF&").collect();
        let expected = [("a", "b=c"), (" d+", ""), ("", "%zz"), ("e", "\u{FFFD}")];
        assert_eq!(pairs, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
