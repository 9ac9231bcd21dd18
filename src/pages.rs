//! Pages: each a file, with its private parts in a folder of the same name. What two pages share is in `table`.

mod administration;
mod files;
mod logs;
mod overview;
mod run;
mod runs;
mod shell;
mod sources;
mod table;

pub(crate) use shell::Shell;
