//! Rows as text for elsewhere: what is copied, and what is saved as a file.
//!
//! Secrets are never written. What else is hidden is said by [`Hide`].
//!
//! | part | what it is |
//! |---|---|
//! | [`Plan`] | in which form, with which columns, and what is hidden: plain data, which the page writes |
//! | [`Writer`] | writes one row after the other |
//! | [`Bundle`] | writes them as a zip file, with what tells where they are from |
//! | [`Redactor`] | what is written instead of what nobody shall read |

mod bundle;
mod columns;
mod csv;
mod json;
mod markdown;
mod plan;
mod redact;
mod text;
mod zip;

pub use bundle::{About, Bundle};
pub use columns::Column;
pub use plan::{Form, Hide, Plan};
pub use redact::{Pseudonyms, Redactor};

use crate::model::{Field, Record, SourceId, Timestamp};

/// Writes rows in a form, one after the other.
#[derive(Debug)]
pub struct Writer {
    plan: Plan,
    redactor: Redactor,
    /// What people call the sources.
    names: Vec<(SourceId, String)>,
    rows: u64,
}

impl Writer {
    /// A writer. Sources that are not named are written by their short names.
    pub fn new(plan: Plan, redactor: Redactor, names: Vec<(SourceId, String)>) -> Writer {
        Writer { plan, redactor, names, rows: 0 }
    }

    /// What replaces names, with those that it has given out.
    pub(super) fn into_redactor(self) -> Redactor {
        self.redactor
    }

    /// How many rows were written.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Whether the records as they came are written too: the rows must have them.
    pub fn needs_raw(&self) -> bool {
        self.plan.columns.contains(&Column::Raw)
    }

    /// Writes what stands before the rows.
    pub fn begin(&self, out: &mut String) {
        if self.plan.bom {
            out.push('\u{feff}');
        }
        let heads = self.plan.columns.iter().map(|column| column.word());
        match self.plan.form {
            Form::Csv => csv::row(heads, out),
            Form::Tsv => text::tabs(heads, out),
            Form::Markdown => markdown::head(heads, out),
            Form::Json => out.push('['),
            // A bundle has writers of other forms.
            Form::Text | Form::Ndjson | Form::Bundle => {}
        }
    }

    /// Writes a row. `offset` is how far the reader's clocks are ahead of UTC at an instant, in minutes.
    pub fn row(&mut self, record: &Record, offset: &dyn Fn(Timestamp) -> i32, out: &mut String) {
        let first = self.rows == 0;
        self.rows += 1;
        let cells: Vec<String> = self.plan.columns.iter().map(|column| self.cell(*column, record, offset)).collect();
        let columns = &self.plan.columns;
        match self.plan.form {
            Form::Csv => csv::row(&cells, out),
            Form::Tsv => text::tabs(&cells, out),
            Form::Markdown => markdown::row(&cells, out),
            Form::Text => text::line(&cells, out),
            Form::Json => {
                out.push_str(if first { "\n" } else { ",\n" });
                json::object(columns, &cells, out);
            }
            Form::Ndjson | Form::Bundle => {
                json::object(columns, &cells, out);
                out.push('\n');
            }
        }
    }

    /// Writes what stands behind the rows.
    pub fn end(&self, out: &mut String) {
        if self.plan.form == Form::Json {
            out.push_str("\n]\n");
        }
    }

    /// A row as it is and as it will be written, each as one line of text. For showing what is hidden.
    pub fn compare(&self, record: &Record, offset: &dyn Fn(Timestamp) -> i32) -> (String, String) {
        let columns = self.plan.columns.iter().filter(|column| **column != Column::Raw);
        let (mut before, mut after) = (String::new(), String::new());
        let plain: Vec<String> = columns.clone().map(|column| self.plain(*column, record, offset)).collect();
        let hidden: Vec<String> = columns.map(|column| self.cell(*column, record, offset)).collect();
        text::line(&plain, &mut before);
        text::line(&hidden, &mut after);
        (before.trim_end().to_string(), after.trim_end().to_string())
    }

    fn cell(&self, column: Column, record: &Record, offset: &dyn Fn(Timestamp) -> i32) -> String {
        self.redactor.cell(column, self.plain(column, record, offset), record)
    }

    fn plain(&self, column: Column, record: &Record, offset: &dyn Fn(Timestamp) -> i32) -> String {
        let time = match (column, record) {
            (Column::Shown(Field::Time), _) => record.time(),
            (Column::Shown(Field::Ended), Record::Run(run)) => run.ended,
            _ => None,
        };
        match time.filter(|_| self.plan.local) {
            Some(time) => time.iso_at(offset(time)),
            None => column.text(record, &self.names),
        }
    }
}

#[cfg(test)]
mod tests;
