use serde::{Deserialize, Serialize};

use crate::map::Map;

/// The short name of a source in addresses and in `tapedeck.json`, for example `nas-1`.
pub type SourceId = String;

/// The short name of a vendor in addresses and in `tapedeck.json`, for example `synology`.
pub type VendorId = String;

/// One configured vendor system. It holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Unique on the page.
    pub id: SourceId,
    /// Which vendor's interface it speaks.
    pub vendor: VendorId,
    /// What people call it.
    pub name: String,
    /// Where it is: an absolute address that ends with `/`.
    pub base_url: String,
    /// The zone of its clock, an IANA name, where somebody said it.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// The vendor's other settings by the key of their form field, for example `account`.
    #[serde(default)]
    pub settings: Map<String, String>,
}

impl Source {
    /// One of the vendor's settings; empty if it is not set.
    pub fn setting(&self, key: &str) -> &str {
        self.settings.get(key).map_or("", String::as_str)
    }
}
