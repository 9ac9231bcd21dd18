//! Files that people open.

use tapedeck_core::files::{Evidence, Fate, Packing, Report, Shape, Trouble};

use crate::browser::numbers::{bytes, grouped};

pub(crate) const OPEN: &str = "Open file";
pub(crate) const OPEN_A_FILE: &str = "Open a log file";
pub(crate) const AGAIN: &str = "Open again";
pub(crate) const OPENED: &str = "Opened files";
pub(crate) const DROP: &str = "Drop files to open them";
pub(crate) const DROP_TEXT: &str = "Logs, exports, saved answers, and archives of them. They stay on this computer.";
pub(crate) const WELCOME_TEXT: &str =
    "A log file can be dropped anywhere on the page, or pasted. It is read on this computer and sent nowhere.";
pub(crate) const PASTED: &str = "Pasted text.txt";
pub(crate) const ZONE: &str = "Time zone of the file";
pub(crate) const READING: &str = "reading…";
pub(crate) const ONLY_FILE: &str = "Only the lines of this file";

pub(crate) fn close(name: &str) -> String {
    format!("Close {name}")
}

pub(crate) const NOTHING_TEXT: &str =
    "It was looked for a list of records in JSON, a table, and lines of text. Its content decides, not its name.";
pub(crate) const NOTHING_REMEDY: &str =
    "Open another file, or unpack this one first if it is packed in a way that is not known here.";

pub(crate) fn nothing(name: &str) -> String {
    format!("Nothing in {name} can be shown")
}

/// Files that were open before a reload.
pub(crate) fn lost(names: &[String]) -> String {
    let them = if names.len() == 1 { "it" } else { "them" };
    format!(
        "{} had been opened before the page was loaded again. A page cannot open {them} by itself.",
        names.join(", ")
    )
}

/// What a file is: "Table (;), windows-1252, in gzip".
pub(crate) fn format(report: &Report) -> String {
    let mut words = Vec::new();
    if let Some(format) = &report.format {
        words.push(match format.shape {
            Shape::Json => "JSON".into(),
            Shape::JsonLines => "JSON, a record a line".into(),
            Shape::Table('\t') => "table (tabs)".into(),
            Shape::Table(between) => format!("table ({between})"),
            Shape::Html => "web page".into(),
            Shape::Lines => "lines".into(),
        });
        words.extend(format.letters.clone());
    }
    words.extend(report.packed.iter().map(|packing| {
        match packing {
            Packing::Gzip => "gzip",
            Packing::Tar => "tar",
            Packing::Zip => "zip",
        }
        .to_string()
    }));
    words.join(" · ")
}

pub(crate) fn size(size: u64) -> String {
    bytes(size)
}

/// What an evidence bundle says of itself; the time is as it is written elsewhere on the page.
pub(crate) fn evidence(evidence: &Evidence, made: &str) -> String {
    let whole = if evidence.whole { "" } else { "; rows were missing" };
    match evidence.query.as_str() {
        "" => format!("Evidence bundle of {made}{whole}"),
        query => format!("Evidence bundle of {made}, filter {query}{whole}"),
    }
}

/// How many entries an archive has.
pub(crate) fn entries(report: &Report) -> String {
    let all = report.entries.len() as u64 + report.untold;
    let noun = if all == 1 { "entry" } else { "entries" };
    match report.left_out {
        0 => format!("{} {noun}", grouped(all)),
        left => format!("{} {noun}, {} left out", grouped(all), grouped(left)),
    }
}

pub(crate) fn untold(count: u64) -> String {
    format!("and {} more that are not listed here", grouped(count))
}

fn rows(count: u64) -> String {
    format!("{} {}", grouped(count), if count == 1 { "row" } else { "rows" })
}

/// What became of an entry.
pub(crate) fn fate(fate: &Fate) -> String {
    match fate {
        Fate::Read(count) => rows(*count),
        Fate::Opened => "an archive, opened".into(),
        Fate::Copy => "read from another file of the bundle".into(),
        Fate::Left(why) => format!("left out: {}", trouble(why)),
        Fate::Broken(count, why) => format!("{}, then: {}", rows(*count), trouble(why)),
    }
}

/// Why something could not be read.
pub(crate) fn trouble(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Path => "its path leads out of the archive".into(),
        Trouble::NoFile => "it is a link or a device, not a file".into(),
        Trouble::Binary => "it is not text".into(),
        Trouble::Encrypted => "it is encrypted".into(),
        Trouble::Method(number) => format!("it is compressed by a method that is not known here ({number})"),
        Trouble::Memory(most) => format!("it is more than fits into {} of memory", bytes(*most)),
        Trouble::TooLarge(most) => format!("it is more than the {} that are read of one file", bytes(*most)),
        Trouble::LargeZip(most) => {
            format!("a zip file is read up to {}; unpack it, and open what is in it", bytes(*most))
        }
        Trouble::Ratio => "it unpacks to far more than any log does, so it was stopped".into(),
        Trouble::Nested => "it is an archive inside too many others".into(),
        Trouble::TooMany(most) => format!("it has more than the {} entries that are read", grouped(*most)),
        Trouble::Cut => "it ends in the middle".into(),
        Trouble::Damaged(detail) => format!("it is damaged ({detail})"),
        Trouble::Trailing => "something that is not part of it follows its end".into(),
    }
}

/// What is missing of a file, for the completeness bar.
pub(crate) fn warning(report: &Report) -> Option<String> {
    match (&report.trouble, report.left_out) {
        (Some(why), _) => Some(trouble(why)),
        (None, 0) => None,
        (None, _) => Some(entries(report)),
    }
}

pub(crate) fn runs(count: u64) -> String {
    format!("{} {}", grouped(count), if count == 1 { "run" } else { "runs" })
}

/// What had to be assumed about its times.
pub(crate) fn times(report: &Report) -> &'static str {
    if report.yearless { "Times without a year (the last that fits), in" } else { "Times in" }
}
