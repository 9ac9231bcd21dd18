//! Our own evidence bundles, opened again: [`crate::export::Bundle`].

use serde_json::Value;

use super::report::Evidence;
use crate::model::Timestamp;

/// The file of a bundle that tells what the others are.
pub(super) const MANIFEST: &str = "manifest.json";
/// No manifest is larger.
pub(super) const LARGEST: usize = 1 << 20;

/// A bundle.
pub(super) struct Bundle {
    /// The name of the file in which the rows are complete.
    pub(super) rows: String,
    pub(super) told: Evidence,
}

/// Reads a manifest. Nothing if it is another program's.
pub(super) fn read(bytes: &[u8]) -> Option<Bundle> {
    let manifest: Value = serde_json::from_slice(bytes).ok()?;
    let text = |key: &str| manifest.get(key).and_then(Value::as_str);
    (text("format")? == "tapedeck-evidence").then_some(())?;
    let files = manifest.get("files")?.as_array()?;
    let names = files.iter().filter_map(|file| file.get("name")?.as_str());
    let rows = names.into_iter().find(|name| name.ends_with(".ndjson"))?.to_string();
    let flag = |key: &str| manifest.get(key).and_then(Value::as_bool);
    let told = Evidence {
        made: text("made").and_then(Timestamp::parse_iso),
        query: text("query").unwrap_or_default().to_string(),
        whole: flag("complete").unwrap_or(false),
    };
    Some(Bundle { rows, told })
}
