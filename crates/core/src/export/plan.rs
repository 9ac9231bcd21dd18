use serde::{Deserialize, Serialize};

use super::Column;

/// A form of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// A line a row, its cells with two spaces between.
    Text,
    /// Cells with tabs between, as spreadsheets paste them.
    Tsv,
    /// RFC 4180, with CRLF, in which no cell is a formula.
    Csv,
    /// An object a line.
    Ndjson,
    /// An array of objects.
    Json,
    /// A table.
    Markdown,
    /// A zip file: [`Form::Ndjson`] of everything, [`Form::Csv`] of the columns, and what was asked.
    Bundle,
}

impl Form {
    /// How the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Text => "txt",
            Form::Tsv => "tsv",
            Form::Csv => "csv",
            Form::Ndjson => "ndjson",
            Form::Json => "json",
            Form::Markdown => "md",
            Form::Bundle => "zip",
        }
    }
}

/// What is hidden besides secrets, which always are. Each is replaced by a name that is the same wherever it stands in
/// what is written: user-1, host-2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hide {
    /// The names of users.
    pub users: bool,
    /// The names of sources, of what is backed up, and of hosts on the network.
    pub hosts: bool,
    /// IP addresses.
    pub addresses: bool,
    /// E-mail addresses.
    pub mail: bool,
    /// Paths of files and folders.
    pub paths: bool,
}

impl Hide {
    /// Everything that can be hidden.
    pub const ALL: Hide = Hide { users: true, hosts: true, addresses: true, mail: true, paths: true };
}

/// What is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// In which form.
    pub form: Form,
    /// Which columns, in order.
    pub columns: Vec<Column>,
    /// Whether it begins with the mark by which some programs know UTF-8.
    pub bom: bool,
    /// What is hidden.
    pub hide: Hide,
    /// Whether times are written in the reader's zone, each with its offset, instead of in UTC.
    pub local: bool,
}
