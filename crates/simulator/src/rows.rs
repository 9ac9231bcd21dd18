//! The rows of a list, and what a fault makes of them.

use crate::faults::Kind;
use crate::json::Json;

/// A row that is a bare text.
const TEXT_ROW: &str = r#""this is not a row""#;

/// Writes `count` rows into an open list. A fault leaves them out, or puts a row that no client can read as one (`bad`),
/// a text or nothing in the place of some.
pub(crate) fn write<T>(
    json: &mut Json,
    rows: impl IntoIterator<Item = T>,
    count: usize,
    (blemish, bad): (Option<Kind>, &str),
    write: impl Fn(&mut Json, T),
) {
    if blemish == Some(Kind::NoRows) {
        return;
    }
    for (nth, row) in rows.into_iter().enumerate() {
        match blemish {
            Some(Kind::BadRow) if nth == count / 2 => drop(json.raw(bad)),
            Some(Kind::BadRows) if nth == count / 2 => drop(json.raw(TEXT_ROW)),
            Some(Kind::BadRows) if nth == count / 3 => drop(json.raw("null")),
            _ => write(json, row),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_spoils_some_rows_and_leaves_the_others() {
        for (blemish, expected) in [
            (None, "[0,1,2,3]"),
            (Some(Kind::Slow), "[0,1,2,3]"),
            (Some(Kind::NoRows), "[]"),
            (Some(Kind::BadRow), "[0,1,{},3]"),
            (Some(Kind::BadRows), r#"[0,null,"this is not a row",3]"#),
        ] {
            let mut json = Json::new();
            json.open('[');
            write(&mut json, 0..4, 4, (blemish, "{}"), |json, row| {
                json.number(row);
            });
            json.close(']');
            assert_eq!(json.finish(), expected, "{blemish:?}");
        }
    }
}
