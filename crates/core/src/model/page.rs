use serde::{Deserialize, Serialize};

use super::Timestamp;

/// One page of records as a vendor answered it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows, in the vendor's order.
    pub rows: Vec<T>,
    /// How many records match in all, if the vendor says so.
    pub total: Option<u64>,
    /// Only what is not older than this was asked for, because the vendor does not answer for all time.
    pub since: Option<Timestamp>,
}

impl<T> Page<T> {
    /// Rows that are everything there is.
    pub fn whole(rows: Vec<T>) -> Page<T> {
        Page { total: Some(rows.len() as u64), rows, since: None }
    }
}
