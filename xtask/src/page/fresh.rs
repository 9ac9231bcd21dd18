//! Whether the built page is still what its sources say, so that the second time is quick.

use crate::failure::{Attempt, Failure};
use crate::page::hash::hash;
use crate::places::Places;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Folders of the repository that no page is made of. All others count, so that a new one is not forgotten.
const ELSEWHERE: [&str; 8] = [".git", ".ci", "dist", "docs", "deploy", "end2end", "fuzz", "node_modules"];

/// Whether neither the sources nor the built page changed since [`remember`].
pub fn is_fresh(places: &Places) -> bool {
    let remembered = fs::read_to_string(stamp(places));
    places.dist.join("index.html").is_file() && matches!((remembered, state(places)), (Ok(old), Ok(now)) if old == now)
}

/// Remembers that the page was built from what is there now.
pub fn remember(places: &Places) -> Attempt<()> {
    let state = state(places).map_err(Failure::of("Reading the sources"))?;
    fs::write(stamp(places), state).map_err(Failure::of("Writing the page's stamp"))
}

fn stamp(places: &Places) -> PathBuf {
    places.target.join("page.stamp")
}

/// A hash of the names, sizes and times of all files that count.
fn state(places: &Places) -> io::Result<String> {
    let mut lines = Vec::new();
    for entry in fs::read_dir(&places.root)? {
        let path = entry?.path();
        if counts(places, &path) {
            collect(&path, &mut lines)?;
        }
    }
    collect(&places.dist, &mut lines)?;
    lines.sort();
    Ok(hash(lines.join("\n").as_bytes()))
}

fn counts(places: &Places, path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let built = [&places.tools, &places.target, &places.dist].contains(&&path.to_path_buf())
        || name == ".tools"
        || name.starts_with("target");
    let text = name.ends_with(".md") || name.starts_with("LICENSE");
    !built && !text && !ELSEWHERE.contains(&&*name)
}

fn collect(path: &Path, lines: &mut Vec<String>) -> io::Result<()> {
    let data = fs::metadata(path)?;
    if !data.is_dir() {
        lines.push(line(path, &data));
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path.file_name().is_none_or(|name| name != "node_modules") {
            collect(&path, lines)?;
        }
    }
    Ok(())
}

fn line(path: &Path, data: &Metadata) -> String {
    let changed = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    format!("{} {} {}", path.display(), data.len(), changed.as_nanos())
}
