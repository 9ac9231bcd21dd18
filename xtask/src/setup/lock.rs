//! Versions out of `Cargo.lock`, so that each is written in one place only.

use crate::failure::{Attempt, Failure};
use crate::places::Places;
use std::fs;

/// The locked version of a package.
pub fn version(places: &Places, package: &str) -> Attempt<String> {
    let lock = fs::read_to_string(places.root.join("Cargo.lock")).map_err(Failure::of("Reading Cargo.lock"))?;
    find(&lock, package).ok_or_else(|| {
        Failure::new(format!("Cargo.lock has no {package}: run `cargo update --workspace`, then the command again."))
    })
}

fn find(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines();
    lines.find(|line| *line == format!("name = \"{package}\""))?;
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_by_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(find(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(find(lock, "leptos"), None);
    }
}
