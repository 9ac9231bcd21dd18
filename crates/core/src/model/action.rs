use serde::{Deserialize, Serialize};

use crate::map::Map;

/// Something that is done at a vendor's system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Which: one of those that the vendor's capabilities name.
    pub name: String,
    /// What it needs, by the key of the form field.
    pub values: Map<String, String>,
    /// Files that go with it: the key, the name, the content.
    pub files: Vec<(String, String, Vec<u8>)>,
}

impl Action {
    /// An action with values.
    pub fn new(name: &str, values: &[(&str, &str)]) -> Action {
        let values = values.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
        Action { name: name.to_string(), values, files: Vec::new() }
    }

    /// One value; empty if it was not given.
    pub fn get(&self, key: &str) -> &str {
        self.values.get(key).map_or("", String::as_str)
    }
}
