//! `upload_cert`: a form of several parts, with the file last and the session in none of its addresses.

use tapedeck_core::error::Kind;
use tapedeck_core::http::Request;
use tapedeck_core::model::Action;
use tapedeck_core::vendors::Call;

use crate::vendor::*;

fn upload(files: &[(&str, &str, &[u8])]) -> Call {
    let files = files.iter().map(|(key, name, content)| (key.to_string(), name.to_string(), content.to_vec()));
    Call::Act(Action { files: files.collect(), ..Action::new("upload_cert", &[]) })
}

fn request(files: &[(&str, &str, &[u8])]) -> Request {
    built(&source(), &session(&[("sid", "SID-1"), ("syno_token", "TOK-1")]), &upload(files))
}

fn refused(call: &Call) -> (Kind, String) {
    let error = vendor().ask(&source(), &session(&[]), call).err().expect("refused");
    (error.kind, error.detail)
}

#[test]
fn the_whole_form() {
    let request = request(&[("file_tmp", "log \"server\".pem", b"PEM\r\n\xff")]);
    assert_eq!(request.url, "https://nas.example/webapi/entry.cgi");
    let kind = ("Content-Type".to_string(), "multipart/form-data; boundary=----tapedeck-0".to_string());
    assert_eq!(request.headers, [kind]);
    let mut expected = Vec::new();
    for (name, value) in [
        ("api", "SYNO.ActiveBackup.Log"),
        ("version", "1"),
        ("method", "upload_cert"),
        ("_sid", "SID-1"),
        ("SynoToken", "TOK-1"),
    ] {
        let part = format!("------tapedeck-0\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        expected.extend(part.into_bytes());
    }
    expected.extend(
        b"------tapedeck-0\r\nContent-Disposition: form-data; name=\"file_tmp\"; filename=\"log %22server%22.pem\"\r\n",
    );
    expected.extend(b"Content-Type: application/octet-stream\r\n\r\nPEM\r\n\xff\r\n------tapedeck-0--\r\n");
    assert_eq!(request.body, expected);
    let printed = format!("{request:?} {}", request.url);
    assert!(!printed.contains("SID-1") && !printed.contains("TOK-1"), "{printed}");
}

/// A file that has the line between the parts in it would end in the middle.
#[test]
fn the_line_between_the_parts_is_in_no_file() {
    let content = b"x----tapedeck-0y----tapedeck-1z";
    let request = request(&[("file_tmp", "a.pem", content)]);
    assert_eq!(request.headers[0].1, "multipart/form-data; boundary=----tapedeck-2");
    assert!(request.body.windows(content.len()).any(|window| window == content));
}

#[test]
fn exactly_the_one_file_goes() {
    let refusal = |detail: &str| (Kind::BadValue, detail.to_string());
    assert_eq!(refused(&upload(&[])), refusal("file_tmp: required"));
    assert_eq!(refused(&upload(&[("cert", "a", b"")])), refusal("cert: not known here"));
    assert_eq!(refused(&upload(&[("file_tmp", "a", b""), ("file_tmp", "b", b"")])), refusal("file_tmp: one at a time"));
}
