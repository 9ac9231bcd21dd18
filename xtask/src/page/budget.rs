//! How much a first visit transfers, and how much it may.

use crate::failure::{Attempt, Failure};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Brotli bytes of html, css, js and wasm.
///
/// Raised only with what people get for it, and never above the 350 KB of the finished product.
pub const BUDGET: u64 = 343 * 1024;

/// Brotli bytes of the engine with the vendors' clients, loaded by a worker with the first source.
pub const ENGINE_BUDGET: u64 = 690 * 1024;

/// Brotli bytes of what is loaded only when somebody wants the demo: five vendors' servers.
pub const DEMO_BUDGET: u64 = 152 * 1024;

/// What is loaded later: what it is, how the names of its files begin, and its budget.
const LATER: [(&str, &str, u64); 2] = [("engine", "engine-", ENGINE_BUDGET), ("demo", "demo-", DEMO_BUDGET)];

/// A file of the page, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// The file.
    pub name: String,
    /// As it is.
    pub raw: u64,
    /// As servers send it to old clients.
    pub gzip: u64,
    /// As servers send it.
    pub brotli: u64,
}

/// The sizes of the files in a folder that count, by name. Compressed forms must lie beside them.
pub fn sizes(folder: &Path) -> Attempt<Vec<Size>> {
    let failed =
        |what: &Path| Failure::of(format!("Reading {}", what.file_name().unwrap_or_default().to_string_lossy()));
    let length = |path: &Path| fs::metadata(path).map(|data| data.len()).map_err(failed(path));
    let mut sizes = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !["html", "css", "js", "wasm"].iter().any(|kind| name.ends_with(&format!(".{kind}"))) {
            continue;
        }
        let beside = |ending: &str| length(&folder.join(format!("{name}.{ending}")));
        sizes.push(Size { raw: length(&path)?, gzip: beside("gz")?, brotli: beside("br")?, name });
    }
    sizes.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(sizes)
}

/// The sizes as a table, with the sum of what everybody loads.
pub fn table(sizes: &[Size]) -> String {
    let (later, first): (Vec<&Size>, Vec<&Size>) = sizes.iter().partition(|size| is_later(size));
    let sum = |pick: fn(&Size) -> u64| first.iter().map(|size| pick(size)).sum();
    let total = Size {
        name: "first load".into(),
        raw: sum(|size| size.raw),
        gzip: sum(|size| size.gzip),
        brotli: sum(|size| size.brotli),
    };
    let width = sizes.iter().map(|size| size.name.len()).max().unwrap_or(0).max(12);
    let mut table = format!("{:width$} {:>10} {:>10} {:>10}\n", "file", "raw", "gzip", "brotli");
    for Size { name, raw, gzip, brotli } in first.iter().copied().chain([&total]).chain(later) {
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "{name:width$} {:>10} {:>10} {:>10}",
            kilobytes(*raw),
            kilobytes(*gzip),
            kilobytes(*brotli)
        );
    }
    table
}

/// Fails where the page is too big.
pub fn check(sizes: &[Size]) -> Attempt<()> {
    let weight = |counts: &dyn Fn(&&Size) -> bool| sizes.iter().filter(counts).map(|size| size.brotli).sum::<u64>();
    let page = ("page", weight(&|size| !is_later(size)), BUDGET);
    let later = LATER.map(|(what, begin, budget)| (what, weight(&|size| size.name.starts_with(begin)), budget));
    for (what, total, budget) in [page].into_iter().chain(later) {
        if total > budget {
            let (total, over, budget) = (kilobytes(total), kilobytes(total - budget), kilobytes(budget));
            return Err(Failure::new(format!(
                "The {what} is {total} in brotli, {over} over its budget of {budget}: make it smaller."
            )));
        }
    }
    Ok(())
}

fn is_later(size: &Size) -> bool {
    LATER.iter().any(|(_, begin, _)| size.name.starts_with(begin))
}

fn kilobytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{} KB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(name: &str, brotli: u64) -> Size {
        Size { name: name.into(), raw: brotli * 4, gzip: brotli * 2, brotli }
    }

    #[test]
    fn the_budget_is_a_limit_and_not_a_byte_more() {
        assert_eq!(check(&[size("a.wasm", BUDGET - 10), size("a.js", 10)]), Ok(()));
        let sentence = check(&[size("a.wasm", BUDGET), size("a.js", 1)]).unwrap_err().to_string();
        let (total, budget) = (kilobytes(BUDGET + 1), kilobytes(BUDGET));
        let expected = format!("The page is {total} in brotli, 0.1 KB over its budget of {budget}: make it smaller.");
        assert_eq!(sentence, expected);
    }

    #[test]
    fn the_engine_has_a_budget_of_its_own() {
        assert_eq!(check(&[size("a.wasm", BUDGET), size("engine-1.wasm", ENGINE_BUDGET)]), Ok(()));
        let sentence = check(&[size("engine-1.wasm", ENGINE_BUDGET), size("engine-1.js", 1)]).unwrap_err().to_string();
        let total = kilobytes(ENGINE_BUDGET + 1);
        assert!(sentence.starts_with(&format!("The engine is {total}")), "{sentence}");
    }

    #[test]
    fn the_demo_has_a_budget_of_its_own() {
        assert_eq!(check(&[size("a.wasm", BUDGET), size("demo-1.wasm", DEMO_BUDGET)]), Ok(()));
        let sentence = check(&[size("demo-1.wasm", DEMO_BUDGET + 1)]).unwrap_err().to_string();
        assert!(sentence.starts_with("The demo is 152.1 KB"), "{sentence}");
        let table = table(&[size("a.wasm", 1024), size("demo-1.wasm", 2048)]);
        assert!(table.lines().last().unwrap_or_default().starts_with("demo-1.wasm"), "after the sum: {table}");
        assert!(table.contains("1.0 KB\ndemo-1.wasm"), "the sum is without it: {table}");
    }

    #[test]
    fn the_table_ends_with_the_sum() {
        let table = table(&[size("index.html", 1024), size("tapedeck.wasm", 2048)]);
        let last = table.lines().last().unwrap_or_default();
        assert_eq!(
            last.split_whitespace().collect::<Vec<_>>(),
            ["first", "load", "12.0", "KB", "6.0", "KB", "3.0", "KB"]
        );
        assert_eq!(table.lines().count(), 4);
    }
}
