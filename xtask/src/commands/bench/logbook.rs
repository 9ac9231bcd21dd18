//! The logbook and the readers of files on this machine, with ten thousand to a million rows: how long each step takes,
//! and how much longer with ten times the rows.

use std::fs;
use std::path::Path;

use crate::failure::{Attempt, Failure};
use crate::places::Places;
use crate::process::{command, shown};

/// The sizes that are compared; the benches have a smaller one too.
const SIZES: [&str; 2] = ["100000", "1000000"];
/// Ten times the rows should take at most so many times as long. More is a step that looks at something again and again.
const BAR: f64 = 12.0;

/// Runs the benches, and prints how they grow.
pub fn measure(places: &Places) -> Attempt<()> {
    let mut benches = command(places, "cargo");
    benches.args(["bench", "--package", "tapedeck-core", "--bench", "logbook", "--bench", "files"]);
    benches.args(["--", "--quiet", "--noplot"]);
    if !shown(&mut benches)? {
        return Err(Failure::new("The benches failed: mend what is said above."));
    }
    let steps = growth(&places.target.join("criterion"))?;
    println!("\n{}", table(&steps));
    judge(&steps)
}

/// Fails where a step grows faster than its rows, and where none was measured.
fn judge(steps: &[Step]) -> Attempt<()> {
    let over: Vec<&str> = steps.iter().filter(|step| times(step) > BAR).map(|(name, _)| name.as_str()).collect();
    match over.as_slice() {
        _ if steps.is_empty() => {
            Err(Failure::new("The benches left no measurements, so nothing is known of how they grow."))
        }
        [] => Ok(()),
        over => Err(Failure::new(format!(
            "Ten times the rows took more than {BAR:.0} times as long: {}. A busy machine measures wrongly: run it again alone.",
            over.join("; "),
        ))),
    }
}

/// How many times as long a step takes with ten times the rows.
fn times((_, [fewer, more]): &Step) -> f64 {
    more / fewer
}

/// What a step takes with each number of rows, in milliseconds.
type Step = (String, [f64; 2]);

/// The steps that were measured with both sizes, by name.
fn growth(folder: &Path) -> Attempt<Vec<Step>> {
    let mut steps = Vec::new();
    for group in names(folder)? {
        for step in names(&folder.join(&group))? {
            let at = |size: &str| {
                let file = folder.join(&group).join(&step).join(size).join("new/estimates.json");
                median(&fs::read_to_string(file).ok()?).map(|nanoseconds| nanoseconds / 1e6)
            };
            if let (Some(fewer), Some(more)) = (at(SIZES[0]), at(SIZES[1])) {
                steps.push((format!("{group}, {step}"), [fewer, more]));
            }
        }
    }
    Ok(steps)
}

/// The median in what criterion wrote, in nanoseconds.
fn median(estimates: &str) -> Option<f64> {
    let (_, median) = estimates.split_once("\"median\":")?;
    let (_, value) = median.split_once("\"point_estimate\":")?;
    value.split([',', '}']).next()?.trim().parse().ok()
}

fn names(folder: &Path) -> Attempt<Vec<String>> {
    let entries = fs::read_dir(folder).map_err(Failure::of("Reading what the benches wrote"))?;
    let folders = entries.flatten().filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

fn table(steps: &[Step]) -> String {
    let width = steps.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let head = format!("{:width$} {:>14} {:>14} {:>8}", "step", "100,000 rows", "1,000,000 rows", "times");
    let line = |step: &Step| {
        let (name, [fewer, more]) = step;
        let times = times(step);
        let note = if times > BAR { format!("  over {BAR:.0}") } else { String::new() };
        format!("{name:width$} {fewer:>11.3} ms {more:>11.3} ms {times:>8.1}{note}")
    };
    [head].into_iter().chain(steps.iter().map(line)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_found_in_what_criterion_writes() {
        let written = r#"{"mean":{"confidence_interval":{"upper_bound":3.0},"point_estimate":1.0,"standard_error":0.1},
            "median":{"confidence_interval":{"lower_bound":1.5},"point_estimate":6.5e8,"standard_error":0.2}}"#;
        assert_eq!(median(written), Some(6.5e8));
        assert_eq!(median("{}"), None);
    }

    #[test]
    fn what_grows_faster_than_its_rows_is_marked() {
        let table = table(&[("view, sort".into(), [1.0, 11.9]), ("view, worse".into(), [1.0, 100.0])]);
        let lines: Vec<&str> = table.lines().collect();
        assert!(lines[1].ends_with("11.9"), "{table}");
        assert!(lines[2].ends_with("100.0  over 12"), "{table}");
    }

    /// A note beside a number was all that told of it, and the command ended well.
    #[test]
    fn what_grows_faster_than_its_rows_fails_the_bench() {
        let good = ("view, sort".to_string(), [1.0, 11.9]);
        assert!(judge(std::slice::from_ref(&good)).is_ok());
        assert!(judge(&[good, ("view, worse".into(), [1.0, 12.1])]).is_err());
        assert!(judge(&[]).is_err(), "nothing was measured");
    }
}
