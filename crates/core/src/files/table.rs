//! The rows of a table as records, by the names of its columns.

use serde_json::{Map, Value};

use super::names::{self, Role};
use super::sink::Sink;
use super::stamp;
use super::{anyone, own, sessions};
use crate::model::{Line, Record};
use crate::vendors::saved::{self, Form};

/// A table of which the columns are known.
pub(super) struct Table {
    names: Vec<String>,
    kind: Kind,
}

enum Kind {
    /// Of whoever wrote it: what each column is for, and the column of each role.
    Anyone([Option<usize>; Role::ALL.len()]),
    /// What this program exported, and whether its records stand in it as they came.
    Own(Form, bool),
    /// A vendor's own export: its names are those of the vendor's records.
    Vendor(Form),
    /// Sessions of backups as an appliance exports them.
    Sessions(sessions::Columns),
}

/// Names in the export of a NAS that its records write in another way.
const EXPORTED: [(&str, &str); 3] = [("task", "task_name"), ("device", "device_name"), ("user", "user_name")];

impl Table {
    /// A table with a row of headings.
    pub(super) fn new(headings: &[String]) -> Table {
        let names: Vec<String> = headings.iter().map(|name| name.trim().to_string()).collect();
        let record = Value::Object(object(&names, |_| Value::from(0))).to_string();
        let kind = if let Some(form) = own::recognise_table(&names) {
            Kind::Own(form, names.iter().any(|name| name == "raw"))
        } else if let Some(form) = saved::recognise(&record) {
            Kind::Vendor(form)
        } else if let Some(columns) = sessions::Columns::find(&names) {
            Kind::Sessions(columns)
        } else {
            let mut best: [Option<(usize, usize)>; Role::ALL.len()] = Default::default();
            for (column, name) in names.iter().enumerate() {
                let Some((role, rank)) = names::role(name) else { continue };
                let known = &mut best[role as usize];
                if known.is_none_or(|(_, other)| rank < other) {
                    *known = Some((column, rank));
                }
            }
            Kind::Anyone(best.map(|best| best.map(|(column, _)| column)))
        };
        Table { names, kind }
    }

    /// A table without headings, by what stands in its columns.
    pub(super) fn without_headings(rows: &[Vec<String>]) -> Table {
        let width = rows.first().map_or(0, Vec::len);
        let all = |column: usize, test: fn(&str) -> bool| {
            rows.iter().all(|row| row.get(column).is_some_and(|cell| test(cell)))
        };
        let time = (0..width).find(|column| all(*column, stamp::is_written_out));
        let severity = (0..width).find(|column| all(*column, is_severity));
        let length = |column: &usize| rows.iter().filter_map(|row| row.get(*column)).map(String::len).sum::<usize>();
        let others = (0..width).filter(|column| Some(*column) != time && Some(*column) != severity);
        let mut columns: [Option<usize>; Role::ALL.len()] = Default::default();
        columns[Role::Time as usize] = time;
        columns[Role::Severity as usize] = severity;
        columns[Role::Text as usize] = others.max_by_key(length);
        Table { names: (1..=width).map(|number| number.to_string()).collect(), kind: Kind::Anyone(columns) }
    }

    /// Takes a row. `broken`: what is known to be wrong with it.
    pub(super) fn row(&self, cells: &[String], raw: &str, broken: Option<&str>, sink: &mut Sink<'_>, path: &str) {
        let odd = (cells.len() != self.names.len())
            .then(|| format!("it has {} fields, and the table {} columns", cells.len(), self.names.len()));
        let mut record = match &self.kind {
            Kind::Vendor(form) => {
                let mut map = object(&self.names, |column| value(cells.get(column).map_or("", |cell| cell)));
                for (exported, name) in EXPORTED {
                    if let Some(value) = map.remove(exported) {
                        map.insert(name.to_string(), value);
                    }
                }
                form(&sink.notes.about.source, &Value::Object(map).to_string())
            }
            Kind::Own(form, _) => {
                let cell = |column: usize| own::unguarded(cells.get(column).map_or("", |cell| cell));
                let map = object(&self.names, |column| Value::from(cell(column)));
                form(&sink.notes.about.source, &Value::Object(map).to_string())
            }
            Kind::Sessions(columns) => columns.run(cells, sink.notes),
            Kind::Anyone(columns) => Record::Line(Box::new(self.line(columns, cells, sink))),
        };
        let with_raw = matches!(self.kind, Kind::Own(_, true));
        let (kept, problem) = match &mut record {
            Record::Line(line) => (&mut line.raw, &mut line.problem),
            Record::Run(run) => (&mut run.raw, &mut run.problem),
        };
        if !with_raw {
            *kept = raw.to_string();
        }
        if let Some(broken) = broken {
            *problem = Some(broken.to_string());
        } else if problem.is_none() {
            *problem = odd;
        }
        sink.record(record, path);
    }

    fn line(&self, columns: &[Option<usize>; Role::ALL.len()], cells: &[String], sink: &mut Sink<'_>) -> Line {
        let cell = |role: Role| {
            let column = columns[role as usize]?;
            cells.get(column).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
        };
        let text = |role: Role| cell(role).unwrap_or_default().to_string();
        let mut line = Line::unreadable(&sink.notes.about.source, String::new(), String::new());
        line.problem = None;
        let when = match (cell(Role::Day), cell(Role::Time)) {
            (Some(day), Some(time)) if stamp::whole(time).is_none() => format!("{day} {time}"),
            (day, time) => time.or(day).unwrap_or_default().to_string(),
        };
        line.time = match stamp::whole(&when) {
            Some(stamp) => stamp.instant(sink.notes),
            None => when.parse().ok().map(anyone::number_of),
        };
        if line.time.is_none() && !when.is_empty() {
            line.problem = Some(match stamp::whole(&when) {
                Some(_) => "its day and its month could be either way round".to_string(),
                None => format!("its time cannot be read: {when}"),
            });
        }
        line.severity_code = text(Role::Severity);
        line.severity = names::severity(&line.severity_code);
        (line.item, line.job, line.user) = (text(Role::Item), text(Role::Job), text(Role::User));
        (line.code, line.id, line.text) = (text(Role::Code), text(Role::Id), text(Role::Text));
        let shown = |(column, cell): (usize, &String)| {
            let known = columns.contains(&Some(column));
            (!known && !cell.trim().is_empty()).then(|| match self.names.get(column) {
                Some(name) => format!("{name}: {}", cell.trim()),
                None => cell.trim().to_string(),
            })
        };
        // What is for nothing that is known is told behind, so that it is seen and found.
        let all = Some(std::mem::take(&mut line.text)).filter(|text| !text.is_empty());
        let all = all.into_iter().chain(cells.iter().enumerate().filter_map(shown));
        line.text = all.collect::<Vec<_>>().join(" · ");
        line
    }
}

/// Whether these could be headings.
pub(super) fn are_headings(cells: &[String]) -> bool {
    let word = |cell: &String| {
        let cell = cell.trim();
        cell.len() <= 64 && cell.contains(char::is_alphabetic) && stamp::whole(cell).is_none()
    };
    let named = cells.iter().filter(|cell| word(cell)).count();
    named * 5 >= cells.len() * 4
}

/// How many of these names are known.
pub(super) fn known(cells: &[String]) -> usize {
    cells.iter().filter(|cell| names::role(cell).is_some()).count()
}

/// Whether a table with these headings is one of records that somebody's export writes.
pub(super) fn is_export(cells: &[String]) -> bool {
    matches!(Table::new(cells).kind, Kind::Own(..) | Kind::Vendor(_) | Kind::Sessions(_))
}

fn is_severity(cell: &str) -> bool {
    names::severity(cell) != crate::model::Severity::Unknown
}

fn object(names: &[String], value: impl Fn(usize) -> Value) -> Map<String, Value> {
    names.iter().enumerate().map(|(column, name)| (name.clone(), value(column))).collect()
}

/// A cell as the value it would have in a record: a number where it is one.
fn value(cell: &str) -> Value {
    match cell.trim().parse::<i64>() {
        Ok(number) => Value::from(number),
        Err(_) => Value::from(cell),
    }
}
