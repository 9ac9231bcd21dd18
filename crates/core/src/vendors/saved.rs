//! Records of answers that somebody saved: whose they are is told by the names in them.

use crate::model::Record;

use super::{datafor, huawei, surfercloud, synology, veeam};

/// Makes a record of the text of one: of which source, and the text.
pub type Form = fn(&str, &str) -> Record;

/// What a record is, by its shape. Nothing if it is none of a vendor's.
pub fn recognise(raw: &str) -> Option<Form> {
    [
        synology::saved::recognise,
        veeam::saved::recognise,
        datafor::saved::recognise,
        surfercloud::saved::recognise,
        huawei::saved::recognise,
    ]
    .into_iter()
    .find_map(|recognise| recognise(raw))
}

/// Whether all these names stand in a record.
pub(super) fn has(raw: &str, names: &[&str]) -> bool {
    names.iter().all(|name| {
        raw.match_indices(name).any(|(at, _)| raw[..at].ends_with('"') && raw[at + name.len()..].starts_with('"'))
    })
}
