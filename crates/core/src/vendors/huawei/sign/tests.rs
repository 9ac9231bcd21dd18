use proptest::prelude::*;

use super::*;

fn keys() -> Keys {
    Keys { access: "AccessKey".into(), secret: "SecretKey".into(), token: String::new() }
}

fn header(headers: &[(String, String)], name: &str) -> String {
    headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// The vector of the vendor's Python SDK.
#[test]
fn the_published_vector() {
    let now = Timestamp::parse_iso("2020-06-08T02:39:00.250Z").unwrap();
    let request = Signed {
        method: Method::Post,
        host: "service.endpoint.myhuaweicloud.com",
        path: &path(&["resources"]),
        query: &[("size", "1".into())],
        body: b"{\"name\":\"test\",\"id\":1}",
    };
    let headers = headers(&request, &keys(), now);
    assert_eq!(header(&headers, "X-Sdk-Date"), "20200608T023900Z");
    assert_eq!(
        header(&headers, "Authorization"),
        "SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-sdk-date, \
         Signature=436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f"
    );
    assert_eq!(headers.len(), 2);
}

#[test]
fn a_temporary_key_signs_its_token_too() {
    let keys = Keys { token: "t0ken".into(), ..keys() };
    let request = Signed { method: Method::Get, host: "h", path: "", query: &[], body: b"" };
    let headers = headers(&request, &keys, Timestamp(0));
    assert_eq!(header(&headers, "X-Security-Token"), "t0ken");
    assert!(header(&headers, "Authorization").contains("SignedHeaders=host;x-sdk-date;x-security-token, "));
}

#[test]
fn an_empty_body_has_the_hash_of_nothing() {
    let expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(hex(&Sha256::digest(b"")), expected);
}

#[test]
fn what_is_encoded_and_in_which_order() {
    let pairs = [("b", "2".to_string()), ("a", "~-_.".into()), ("a b", "ü+/".into()), ("a", "*".into())];
    assert_eq!(query(&pairs), "a=%2A&a=~-_.&a%20b=%C3%BC%2B%2F&b=2");
    assert_eq!(path(&["v1", "a/b", "ü"]), "v1/a%2Fb/%C3%BC");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is encoded can be read again, holds nothing that would end a value or a part, and does not depend on the
    /// order in which it was given.
    #[test]
    fn encoding_is_canonical(pairs in prop::collection::vec((".{0,8}", ".{0,8}"), 0..6), parts in prop::collection::vec(".{0,8}", 0..4)) {
        let given: Vec<(&str, String)> = pairs.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
        let text = query(&given);
        let turned: Vec<_> = given.iter().rev().cloned().collect();
        prop_assert_eq!(&query(&turned), &text);
        let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let mut read: Vec<(String, String)> =
            text.split('&').filter_map(|pair| pair.split_once('=')).map(|(k, v)| (decode(k), decode(v))).collect();
        let mut expected = pairs.clone();
        read.sort();
        expected.sort();
        prop_assert_eq!(read, expected);
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let encoded = path(&parts);
        prop_assert!(encoded.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~%/".contains(&b)), "{}", encoded);
        if !parts.is_empty() {
            prop_assert_eq!(encoded.split('/').map(decode).collect::<Vec<_>>(), parts);
        }
    }
}
