//! The files of the workspace.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::source::Source;

/// A text file, by its path from the root of the workspace.
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    /// An example of a rule's test.
    pub fn example(path: &str, text: &str) -> File {
        File { path: path.into(), text: text.into() }
    }

    /// As Rust, without tests.
    pub fn product(&self) -> Source {
        Source::read(&self.text).without_tests()
    }

    /// Whether all of it is test code, by its name.
    pub fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/") || self.path.starts_with("src/web_tests")
    }
}

/// An offence, told with its place.
pub fn offence(file: &File, line: usize, what: impl std::fmt::Display) -> String {
    format!("{}:{line}: {what}", file.path)
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn read(path: &str) -> File {
    let text = std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    File { path: path.into(), text }
}

/// The Rust files of the product below a folder, without files that are tests.
pub fn rust(folder: &str) -> Vec<File> {
    let files: Vec<_> = below(folder).iter().filter(|path| path.ends_with(".rs")).map(|path| read(path)).collect();
    assert!(!files.is_empty(), "nothing in {folder}");
    files.into_iter().filter(|file| !file.is_test()).collect()
}

/// The paths of all files below a folder.
pub fn below(folder: &str) -> Vec<String> {
    let mut out = Vec::new();
    walk(&root().join(folder), &mut out);
    out.sort();
    out
}

fn walk(folder: &Path, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let made = name.starts_with("target") || ["dist", ".git", ".tools", "node_modules"].contains(&name.as_str());
        if path.is_dir() && !made {
            walk(&path, out);
        } else if path.is_file() {
            let path = path.strip_prefix(root()).expect("below the root");
            out.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
}

/// The files that are in the repository or are about to be; without git, all that are not made by a build.
pub fn repository() -> Vec<String> {
    let git = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .ok()
        .filter(|output| output.status.success());
    match git {
        Some(output) => {
            let paths = String::from_utf8_lossy(&output.stdout).lines().map(str::to_string).collect::<Vec<_>>();
            paths.into_iter().filter(|path| root().join(path).is_file()).collect()
        }
        None => below("."),
    }
}

#[test]
fn the_repository_is_found() {
    let paths = repository();
    for path in ["Cargo.toml", "crates/core/src/lib.rs"] {
        assert!(paths.iter().any(|found| found.trim_start_matches("./") == path), "{path} in {} files", paths.len());
    }
}
