//! The name under which a file is sent: `Content-Disposition` (RFC 6266).

use percent_encoding::percent_decode_str;

use crate::http::Response;

/// The name of the file that an answer brings, without any folder. Some write it percent-encoded in the plain field too.
pub(crate) fn file_name(response: &Response) -> Option<String> {
    let header = response.header("content-disposition")?;
    let value = |key: &str| {
        let mut values = header.split(';').filter_map(|part| part.split_once('='));
        values.find(|(name, _)| name.trim().eq_ignore_ascii_case(key)).map(|(_, value)| value.trim().trim_matches('"'))
    };
    // `UTF-8'en'name`
    let extended = value("filename*").and_then(|value| value.splitn(3, '\'').nth(2));
    let name = percent_decode_str(extended.or_else(|| value("filename"))?).decode_utf8_lossy();
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    (!name.trim_matches(['.', ' ']).is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files() {
        for (header, expected) in [
            ("attachment; filename=\"Sessions 1.csv\"", Some("Sessions 1.csv")),
            ("attachment; filename=x.csv; filename*=UTF-8''Sitzungen%20%C3%BC.csv", Some("Sitzungen ü.csv")),
            ("attachment; FileName*=utf-8'de'a%27b.csv", Some("a'b.csv")),
            ("attachment; filename=Backup_2026+0800%20x.zip", Some("Backup_2026+0800 x.zip")),
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            ("attachment; filename=\"..%2F..%5Cx\u{7}.zip\"", Some("x.zip")),
            ("attachment; filename=\"..\"", None),
            ("attachment; filename=\"\"", None),
            ("attachment", None),
        ] {
            let headers = vec![("content-disposition".to_string(), header.to_string())];
            let response = Response { status: 200, headers, body: Vec::new() };
            assert_eq!(file_name(&response).as_deref(), expected, "{header}");
        }
    }
}
