/// One page of records as a vendor answered it.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The rows, in the vendor's order.
    pub rows: Vec<T>,
    /// How many records match in all, if the vendor says so.
    pub total: Option<u64>,
}
