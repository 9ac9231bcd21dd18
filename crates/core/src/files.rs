//! What people open: files of whoever wrote them, recognised by what is in them and not by their names.
//!
//! | part | what it is |
//! |---|---|
//! | [`FileReader`] | a file on its way into the logbook |
//! | [`About`] | what is known about it before: its source, its zone, what is wanted of it, what is read at most |
//! | [`Report`] | what is told of it beside its rows |
//!
//! Inside, one thing takes bytes and gives bytes on: `unpack` finds what a file is packed in (`gzip`, `tarball`,
//! `zipped`), `text` finds out its letters and whether it is JSON (`records`), a table (`csv`, `html`, `table`) or lines
//! (`plain`, `syslog`). All of them take pieces of any size, and keep no more of them than one record.

mod anyone;
mod csv;
mod evidence;
mod gzip;
mod html;
mod letters;
mod lines;
mod names;
mod own;
mod plain;
mod reader;
mod records;
mod report;
mod sessions;
mod sink;
mod stamp;
mod syslog;
mod table;
mod tarball;
mod text;
mod unpack;
mod zipped;
mod zone;

pub use reader::{End, FileReader};
pub use report::{Entry, Evidence, Fate, Format, Limits, Packing, Report, Shape, Trouble};
pub use sink::About;
pub use zone::Zone;
