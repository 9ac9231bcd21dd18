//! An evidence bundle: what is listed, twice; what was asked; the sum of each file. One zip file for somebody who was not
//! there.

use serde_json::{Value, json};

use super::zip::{Written, Zip};
use super::{Column, Form, Hide, Plan, Redactor, Writer};
use crate::model::{Record, SourceId, TimeRange, Timestamp};
use crate::vendors::Subject;

/// The version of the manifest.
const VERSION: u32 = 1;

/// What the rows are, for the manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// Runs or lines.
    pub subject: Subject,
    /// The one run of which these are the lines.
    pub run: Option<String>,
    /// What the rows match, in the filter language.
    pub query: String,
    /// The span of time that was asked for.
    pub range: TimeRange,
    /// The reader's time zone: what days and dates in the query mean.
    pub zone: String,
    /// When it is made.
    pub made: Timestamp,
    /// The version of the program.
    pub program: String,
    /// The sources: short name, what people call it, vendor; no vendor for an opened file.
    pub sources: Vec<(SourceId, String, String)>,
    /// Whether these are all rows that match, and not some of them.
    pub all: bool,
}

/// A bundle in the making: rows are written once for each of [`Bundle::PASSES`].
#[derive(Debug)]
pub struct Bundle {
    about: About,
    plan: Plan,
    names: Vec<(SourceId, String)>,
    zip: Zip,
    writer: Option<Writer>,
    files: Vec<Written>,
    out: String,
}

impl Bundle {
    /// How often each row is written.
    pub const PASSES: u64 = 2;

    /// A bundle, ready for its first row.
    pub fn new(plan: Plan, redactor: Redactor, names: Vec<(SourceId, String)>, about: About) -> Bundle {
        let mut bundle =
            Bundle { about, plan, names, zip: Zip::new(), writer: None, files: Vec::new(), out: String::new() };
        bundle.begin(redactor);
        bundle
    }

    /// Begins the next file of rows.
    fn begin(&mut self, redactor: Redactor) {
        let Plan { columns, bom, hide, local, .. } = self.plan.clone();
        let plan = match self.files.len() {
            0 => Plan { form: Form::Ndjson, columns: Column::all(self.about.subject), bom: false, hide, local },
            _ => Plan { form: Form::Csv, columns, bom, hide, local },
        };
        self.zip.begin(&format!("{}.{}", word(self.about.subject), plan.form.ending()));
        // Names that were given out in the first file are the same in the second.
        let writer = Writer::new(plan, redactor, self.names.clone());
        writer.begin(&mut self.out);
        self.writer = Some(writer);
    }

    /// Whether the records as they came are needed for the rows that come next.
    pub fn needs_raw(&self) -> bool {
        self.writer.as_ref().is_some_and(Writer::needs_raw)
    }

    /// Writes a row.
    pub fn row(&mut self, record: &Record, offset: &dyn Fn(Timestamp) -> i32) {
        if let Some(writer) = &mut self.writer {
            writer.row(record, offset, &mut self.out);
        }
        self.zip.write(&self.out);
        self.out.clear();
    }

    /// All rows were written. Whether they are to be written once more.
    pub fn end_pass(&mut self) -> bool {
        let Some(writer) = self.writer.take() else { return false };
        writer.end(&mut self.out);
        self.zip.write(&self.out);
        self.out.clear();
        self.files.extend(self.zip.end());
        let more = (self.files.len() as u64) < Bundle::PASSES;
        let redactor = writer.into_redactor();
        match more {
            true => self.begin(redactor),
            // The manifest needs it once more.
            false => self.writer = Some(Writer::new(self.plan.clone(), redactor, Vec::new())),
        }
        more
    }

    /// The zip file, with what tells of the rest. `rows` were written, and these are all that were asked for unless `partly`.
    pub fn finish(mut self, rows: u64, partly: bool) -> Vec<u8> {
        let Some(writer) = self.writer.take() else { return Vec::new() };
        let redactor = writer.into_redactor();
        self.add("README.txt", &readme(self.about.subject));
        let manifest = manifest(&self.about, self.plan.hide, &redactor, &self.files, rows, partly);
        self.add("manifest.json", &format!("{manifest:#}\n"));
        self.zip.finish()
    }

    fn add(&mut self, name: &str, text: &str) {
        self.zip.begin(name);
        self.zip.write(text);
        self.files.extend(self.zip.end());
    }
}

fn word(subject: Subject) -> &'static str {
    match subject {
        Subject::Runs => "runs",
        Subject::Lines => "lines",
    }
}

fn manifest(about: &About, hide: Hide, redactor: &Redactor, files: &[Written], rows: u64, partly: bool) -> Value {
    let time = |time: Option<Timestamp>| time.map(Timestamp::iso);
    let source = |(id, name, vendor): &(SourceId, String, String)| {
        let [id, name] =
            if hide.hosts { [redactor.source(id), redactor.source(id)] } else { [id.clone(), redactor.text(name)] };
        json!({ "id": id, "name": name, "vendor": vendor })
    };
    let file = |file: &Written| json!({ "name": file.name, "bytes": file.size, "sha256": file.sha256 });
    json!({
        "format": "tapedeck-evidence",
        "version": VERSION,
        "program": format!("Tapedeck {}", about.program),
        "made": about.made.iso(),
        "page": word(about.subject),
        "run": about.run,
        "query": redactor.query(&about.query, about.sources.iter().map(|(id, name, _)| (id.as_str(), name.as_str()))),
        "from": time(about.range.from),
        "to": time(about.range.to),
        "timeZone": about.zone,
        "sources": about.sources.iter().map(source).collect::<Vec<_>>(),
        "rows": rows,
        "selection": !about.all,
        "complete": !partly,
        "replaced": {
            "secrets": true,
            "users": hide.users,
            "hosts": hide.hosts,
            "addresses": hide.addresses,
            "mail": hide.mail,
            "paths": hide.paths,
        },
        "files": files.iter().map(file).collect::<Vec<_>>(),
    })
}

fn readme(subject: Subject) -> String {
    let word = word(subject);
    format!(
        "This is what Tapedeck listed.\n\
         \n\
         {word}.ndjson   all that is known of each row, one JSON object a line, with the record as it came\n\
         {word}.csv      the columns that were chosen, for spreadsheets\n\
         manifest.json   what was asked, of which sources, when, how many rows, and the SHA-256 of each other file\n\
         \n\
         Times are in UTC. The time zone in the manifest is the one in which days of the query are meant.\n\
         \"complete\" is false where a source failed or the reading was stopped: then rows are missing.\n\
         Passwords, tokens, keys and cookies are always written as ***. What else was replaced by other names,\n\
         such as user-1, says \"replaced\"; the same name is replaced by the same other name in all files.\n\
         \n\
         To check a file:  sha256sum {word}.ndjson\n"
    )
}

#[cfg(test)]
mod tests;
