//! The column store of lines and runs: append, read, filter, sort, count.
//!
//! A row is a place in the columns, from 0; its id, which no other row of the page has, is given when it is appended.
//! Rows are never changed and never removed.
//!
//! What may take longer than a moment is an object with a `step`, which works for a while and says whether it is done:
//! a worker can answer in between. The measure of a while is a *budget*: one unit is about what one row costs, some ten
//! nanoseconds. Those objects go on where they stopped when rows were appended meanwhile.
//!
//! | part | what it is |
//! |---|---|
//! | [`Splitter`] | finds the records in an answer while it arrives |
//! | [`Ingest`] | an answer on its way into the book |
//! | [`Filter`] | the rows that match a query |
//! | [`Sorting`] | rows in order |
//! | [`Facets`] | the values of a field with their counts |
//! | [`Histogram`] | rows by time and by how bad they are |
//! | [`Collapse`] | rows that say the same, taken together |
//! | [`find`] | from one match to the next |

mod arena;
mod bits;
mod collapse;
mod facets;
mod filter;
mod find;
mod forms;
mod grow;
mod histogram;
mod ingest;
mod number;
mod people;
mod raws;
mod shapes;
mod sort;
mod splitter;
mod table;
mod words;

use crate::model::{Counts, Line, Outcome, Record, Run, Severity, SourceId, Timestamp, VendorId};
use forms::{Form, FormId, Grade, Happening, Once, Place};
use shapes::{Kept, Shapes, Where};
use words::{WordId, Words};

pub use bits::Bits;
pub use collapse::{Alike, Collapse, Group};
pub use facets::{Facet, Facets};
pub use filter::Filter;
pub use find::{Found, find};
pub use histogram::{Histogram, buckets};
pub use ingest::{Fed, Ingest, Read, Reader};
pub use number::plain as plain_number;
pub use raws::RawCache;
pub use shapes::{Hole, ShapeId};
pub use sort::{Order, Sorting};
pub use splitter::{Rest, Splitter};

/// No time, no duration.
const NONE: i64 = i64::MIN;
/// So many rows lie between the moves of two columns.
const APART: usize = 8 << 10;
/// No run.
const NO_RUN: u32 = u32::MAX;

/// Lines and runs, by column.
#[derive(Debug)]
pub struct Logbook {
    first_id: u64,
    /// When it was written or began.
    times: Vec<i64>,
    forms: Vec<FormId>,
    /// The vendor's own number, packed.
    numbers: Vec<u64>,
    /// The run a line belongs to, or a run's own number: of `runs`.
    run: Vec<u32>,
    /// What only runs have. Empty as long as there are none.
    ended: Vec<i64>,
    durations: Vec<i64>,
    counts: Vec<Counts>,
    raws: raws::Raws,
    shapes: Shapes,
    /// Where the record of each row is kept as it came.
    kept: Kept,
    form: Once<Form>,
    happening: Once<Happening>,
    place: Once<Place>,
    /// Texts that repeat: of every column but those below.
    names: Words,
    /// What happened, in words.
    texts: Words,
    runs: Words,
    /// Numbers of records that are no numbers.
    ids: Words,
    /// The items of runs that have not exactly one: the numbers of their names, with commas between.
    lists: Words,
    /// The vendors of the sources, as names.
    vendors: Vec<(WordId, WordId)>,
    /// What people call the sources, as names.
    titles: Vec<(WordId, WordId)>,
    problems: usize,
}

/// A number of a [`Form`], for readers that know which rows have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known(FormId);

/// The numbers of a line of which all else is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// When it was written.
    pub time: Option<Timestamp>,
    /// The vendor's own number of it.
    pub number: u64,
    /// The run it belongs to.
    pub run: Option<u64>,
}

impl Logbook {
    /// An empty book. Its rows get the ids from `first_id` on.
    pub fn new(first_id: u64) -> Logbook {
        Logbook {
            first_id,
            times: Vec::new(),
            forms: Vec::new(),
            numbers: Vec::new(),
            run: Vec::new(),
            ended: Vec::new(),
            durations: Vec::new(),
            counts: Vec::new(),
            raws: raws::Raws::default(),
            shapes: Shapes::default(),
            kept: Kept::default(),
            form: Once::new(),
            happening: Once::new(),
            place: Once::new(),
            names: Words::new(),
            texts: Words::new(),
            runs: Words::new(),
            ids: Words::new(),
            lists: Words::new(),
            vendors: Vec::new(),
            titles: Vec::new(),
            problems: 0,
        }
    }

    /// The id of its first row.
    pub fn first_id(&self) -> u64 {
        self.first_id
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// How many rows have a problem note.
    pub fn problems(&self) -> usize {
        self.problems
    }

    /// A row's id.
    pub fn id(&self, row: u32) -> u64 {
        self.first_id + u64::from(row)
    }

    /// The row of an id, if it is in this book.
    pub fn row(&self, id: u64) -> Option<u32> {
        let row = id.checked_sub(self.first_id)?;
        ((row as usize) < self.len()).then_some(row as u32)
    }

    /// Says which vendor's a source is, so that `vendor:` can be asked for. To be said before its rows are filtered.
    pub fn set_vendor(&mut self, source: &SourceId, vendor: &VendorId) {
        let (source, vendor) = (self.names.intern(source), self.names.intern(vendor));
        self.vendors.retain(|(known, _)| *known != source);
        self.vendors.push((source, vendor));
    }

    /// Says what people call a source: it can be asked for by that, too. To be said before its rows are filtered.
    pub fn set_title(&mut self, source: &SourceId, title: &str) {
        let (source, title) = (self.names.intern(source), self.names.intern(title));
        self.titles.retain(|(known, _)| *known != source);
        self.titles.push((source, title));
    }

    /// The sources of which that is known, with what people call them.
    pub fn titles(&self) -> impl Iterator<Item = (&str, &str)> {
        self.titles.iter().map(|(source, title)| (self.names.get(*source), self.names.get(*title)))
    }

    /// The sources of which that is known, with their vendors.
    pub fn vendors(&self) -> impl Iterator<Item = (&str, &str)> {
        self.vendors.iter().map(|(source, vendor)| (self.names.get(*source), self.names.get(*vendor)))
    }

    /// Appends a record. Returns its row.
    pub fn append(&mut self, record: &Record) -> u32 {
        match record {
            Record::Line(line) => self.append_line(line),
            Record::Run(run) => self.append_run(run),
        }
    }

    /// Appends a line. Returns its row.
    pub fn append_line(&mut self, line: &Line) -> u32 {
        let known = self.know(line);
        self.append_line_as(known, line)
    }

    /// Appends a line of which is known what it has in common with others. Returns its row.
    pub fn append_line_as(&mut self, known: Known, line: &Line) -> u32 {
        let number = number::pack(&line.id, &mut self.ids);
        self.push(known, line.time, number, line.run.as_deref(), &line.raw)
    }

    /// Appends a run. Returns its row.
    pub fn append_run(&mut self, run: &Run) -> u32 {
        let items = self.items(&run.items);
        let happening = self.happening.intern(Happening {
            grade: Grade::Run(run.outcome as u8),
            grade_code: 0,
            code: self.names.intern(&run.code),
            code_name: 0,
            remedy: 0,
            action: self.names.intern(&run.action),
            kind: self.names.intern(&run.kind),
        });
        let place = self.place.intern(Place {
            source: self.names.intern(&run.source),
            job: self.names.intern(&run.job),
            job_id: self.names.intern(&run.job_id),
            item: self.names.intern(&run.items.join(", ")),
            items,
            user: 0,
            file: 0,
        });
        let problem = self.problem(run.problem.as_deref());
        let form = self.form.intern(Form { happening, place, text: 0, problem });
        let rows = self.len();
        if self.ended.len() < rows {
            self.ended.resize(rows, NONE);
            self.durations.resize(rows, NONE);
            self.counts.resize(rows, Counts::default());
        }
        let number = number::pack(&run.id, &mut self.ids);
        let row = self.push(Known(form), run.started, number, Some(&run.id), &run.raw);
        self.ended.truncate(rows);
        self.durations.truncate(rows);
        self.counts.truncate(rows);
        grow::push(&mut self.ended, run.ended.map_or(NONE, |time| time.0));
        grow::push(&mut self.durations, run.duration.unwrap_or(NONE));
        grow::push(&mut self.counts, run.counts);
        row
    }

    /// What a line has in common with others: all but time, number, run and raw record. For readers that see the same
    /// again and again; its rows are appended with [`Logbook::append_shaped`].
    pub fn know(&mut self, line: &Line) -> Known {
        let happening = self.happening.intern(Happening {
            grade: Grade::Line(line.severity as u8),
            grade_code: self.names.intern(&line.severity_code),
            code: self.names.intern(&line.code),
            code_name: self.names.intern(&line.code_name),
            remedy: self.names.intern(&line.remedy),
            action: 0,
            kind: 0,
        });
        let place = self.place.intern(Place {
            source: self.names.intern(&line.source),
            job: self.names.intern(&line.job),
            job_id: 0,
            item: self.names.intern(&line.item),
            items: 0,
            user: self.names.intern(&line.user),
            file: self.names.intern(&line.file),
        });
        let problem = self.problem(line.problem.as_deref());
        self.know_form(Form { happening, place, text: 0, problem }, &line.text)
    }

    /// The form of this one with a text.
    fn know_form(&mut self, form: Form, text: &str) -> Known {
        let texts = self.texts.len();
        let text = self.texts.intern(text);
        let form = Form { text, ..form };
        // Most texts with values in them are said once. One that is said again gets a form that is found.
        Known(if self.texts.len() > texts { self.form.add(form) } else { self.form.intern(form) })
    }

    /// Keeps what is left of a record when its numbers are cut out, and [`Hole::mark`] stands for each.
    pub fn shape(&mut self, left: &[u8]) -> ShapeId {
        self.shapes.add(left)
    }

    /// What is left of the records of a shape.
    pub fn shape_text(&self, shape: ShapeId) -> &[u8] {
        self.shapes.get(shape)
    }

    /// Bytes that all shapes take together, without the values of single records.
    pub fn shape_bytes(&self) -> usize {
        self.shapes.text_bytes()
    }

    /// What is known of a line that says something else than one that is known, and is like it in all else.
    pub fn know_text(&mut self, known: Known, text: &str) -> Known {
        match self.form.values().get(known.0 as usize) {
            Some(form) => self.know_form(*form, text),
            None => known,
        }
    }

    /// Makes room for so many rows more, so that the columns need not grow one step after the other.
    pub fn make_room(&mut self, rows: usize) {
        // Should there be more, the columns are not all moved at the same row: together that takes a tenth of a second.
        let room = |nth: usize| rows + nth * APART;
        self.times.reserve_exact(room(0));
        self.forms.reserve_exact(room(1));
        self.numbers.reserve_exact(room(2));
        self.run.reserve_exact(room(3));
        self.kept.make_room(room(4));
    }

    /// Appends a line of which all but these numbers and values is known. Returns its row. The time is in whole seconds,
    /// and the numbers are plain ones: the record is written from them. There are as many values as the shape has places
    /// for them.
    pub fn append_shaped(&mut self, known: Known, shape: ShapeId, numbers: Numbers, values: &[&[u8]]) -> u32 {
        let mut digits = Digits::default();
        let run = numbers.run.map(|run| digits.print(run));
        self.kept.push(match values {
            [] => Where::Shaped(shape),
            values => Where::Filled(self.shapes.fill(shape, values)),
        });
        self.push_columns(known, numbers.time, numbers.number, run)
    }

    fn push(&mut self, form: Known, time: Option<Timestamp>, number: u64, run: Option<&str>, raw: &str) -> u32 {
        self.kept.push(Where::Packed(self.raws.push(raw)));
        self.push_columns(form, time, number, run)
    }

    fn push_columns(&mut self, form: Known, time: Option<Timestamp>, number: u64, run: Option<&str>) -> u32 {
        let row = self.times.len() as u32;
        // An instant that is the mark of none is as good as none.
        grow::push(&mut self.times, time.map_or(NONE, |time| time.0));
        grow::push(&mut self.forms, form.0);
        grow::push(&mut self.numbers, number);
        let run = match (run, self.run.last()) {
            (None, _) => NO_RUN,
            // Lines of one run stand together.
            (Some(run), Some(last)) if *last != NO_RUN && self.runs.get(*last) == run => *last,
            (Some(run), _) => self.runs.intern(run),
        };
        grow::push(&mut self.run, run);
        if !self.ended.is_empty() {
            grow::push(&mut self.ended, NONE);
            grow::push(&mut self.durations, NONE);
            grow::push(&mut self.counts, Counts::default());
        }
        self.problems += usize::from(self.form.values()[form.0 as usize].problem != 0);
        row
    }

    fn items(&mut self, items: &[String]) -> WordId {
        if items.is_empty() || items.len() == 1 && !items[0].is_empty() {
            return 0;
        }
        let ids: Vec<String> = items.iter().map(|item| self.names.intern(item).to_string()).collect();
        self.lists.intern(&ids.join(","))
    }

    fn problem(&mut self, problem: Option<&str>) -> WordId {
        problem.map_or(0, |problem| self.names.intern(problem) + 1)
    }

    /// A row as a record, without the record as it came.
    pub fn record(&self, row: u32) -> Option<Record> {
        let at = row as usize;
        let form = *self.form.values().get(*self.forms.get(at)? as usize)?;
        let happening = *self.happening.values().get(form.happening as usize)?;
        let place = *self.place.values().get(form.place as usize)?;
        let name = |id: WordId| self.names.get(id).to_string();
        let problem = form.problem.checked_sub(1).map(name);
        let id = number::unpack(*self.numbers.get(at)?, &self.ids);
        let time = instant(*self.times.get(at)?);
        Some(match happening.grade {
            Grade::Line(severity) => Record::Line(Box::new(Line {
                source: name(place.source),
                id,
                time,
                severity: Severity::ALL.get(usize::from(severity)).copied().unwrap_or(Severity::Unknown),
                severity_code: name(happening.grade_code),
                job: name(place.job),
                item: name(place.item),
                file: name(place.file),
                user: name(place.user),
                code: name(happening.code),
                code_name: name(happening.code_name),
                text: self.texts.get(form.text).to_string(),
                remedy: name(happening.remedy),
                run: self.run_of(at).map(str::to_string),
                problem,
                raw: String::new(),
            })),
            Grade::Run(outcome) => Record::Run(Box::new(Run {
                source: name(place.source),
                id,
                job: name(place.job),
                job_id: name(place.job_id),
                action: name(happening.action),
                outcome: Outcome::ALL.get(usize::from(outcome)).copied().unwrap_or(Outcome::Unknown),
                code: name(happening.code),
                started: time,
                ended: self.ended.get(at).copied().and_then(instant),
                duration: self.durations.get(at).copied().filter(|duration| *duration != NONE),
                items: self.item_ids(&place).into_iter().map(name).collect(),
                kind: name(happening.kind),
                counts: self.counts.get(at).copied().unwrap_or_default(),
                problem,
                raw: String::new(),
            })),
        })
    }

    /// A row as a record, complete.
    pub fn record_with_raw(&self, row: u32, cache: &mut RawCache) -> Option<Record> {
        let mut record = self.record(row)?;
        let raw = self.raw(row, cache)?.into_owned();
        match &mut record {
            Record::Line(line) => line.raw = raw,
            Record::Run(run) => run.raw = raw,
        }
        Some(record)
    }

    /// The record of a row as it came.
    pub fn raw<'a>(&self, row: u32, cache: &'a mut RawCache) -> Option<std::borrow::Cow<'a, str>> {
        let row = row as usize;
        let (shape, values): (_, &[u8]) = match self.kept.get(row)? {
            Where::Packed(nth) => return self.raws.get(nth, cache),
            Where::Shaped(shape) => (shape, &[]),
            Where::Filled(nth) => self.shapes.filled(nth)?,
        };
        Some(std::borrow::Cow::Owned(self.shapes.write(shape, values, |hole| match hole {
            Hole::Seconds => self.time(row as u32).map_or(0, |time| (time.0 / 1000) as u64),
            Hole::Run => self.run_of(row).and_then(|run| run.parse().ok()).unwrap_or_default(),
            Hole::Number | Hole::Value => self.numbers.get(row).copied().unwrap_or_default(),
        })))
    }

    /// When the record of a row was written or began.
    pub fn time(&self, row: u32) -> Option<Timestamp> {
        self.times.get(row as usize).copied().and_then(instant)
    }

    /// The rows of a source that have this number at the vendor.
    pub fn numbered(&self, source: &str, id: &str) -> Vec<u32> {
        let number = number::find(id, &self.ids);
        let Some((number, source)) = number.zip(self.names.find(source)) else { return Vec::new() };
        let is_of = |row: usize| {
            let form = self.forms.get(row).and_then(|form| self.form.values().get(*form as usize));
            form.and_then(|form| self.place.values().get(form.place as usize)).is_some_and(|of| of.source == source)
        };
        let rows = self.numbers.iter().enumerate().filter(|(_, own)| **own == number);
        rows.filter(|(row, _)| is_of(*row)).map(|(row, _)| row as u32).collect()
    }

    fn run_of(&self, at: usize) -> Option<&str> {
        self.run.get(at).filter(|run| **run != NO_RUN).map(|run| self.runs.get(*run))
    }

    fn is_run(&self, at: usize) -> bool {
        let form = self.forms.get(at).and_then(|form| self.form.values().get(*form as usize));
        let happening = form.and_then(|form| self.happening.values().get(form.happening as usize));
        happening.is_some_and(|happening| matches!(happening.grade, Grade::Run(_)))
    }

    /// The names of the items of a place.
    fn item_ids(&self, place: &Place) -> Vec<WordId> {
        match (place.items, place.item) {
            (0, 0) => Vec::new(),
            (0, item) => vec![item],
            (list, _) => self.lists.get(list).split(',').filter_map(|id| id.parse().ok()).collect(),
        }
    }

    /// Bytes held by all of it.
    pub fn bytes(&self) -> usize {
        self.times.capacity() * 8
            + self.forms.capacity() * 4
            + self.numbers.capacity() * 8
            + self.run.capacity() * 4
            + (self.ended.capacity() + self.durations.capacity()) * 8
            + self.counts.capacity() * size_of::<Counts>()
            + self.raws.bytes()
            + self.shapes.bytes()
            + self.kept.bytes()
            + self.form.bytes()
            + self.happening.bytes()
            + self.place.bytes()
            + [&self.names, &self.texts, &self.runs, &self.ids, &self.lists]
                .into_iter()
                .map(Words::bytes)
                .sum::<usize>()
    }
}

fn instant(time: i64) -> Option<Timestamp> {
    (time != NONE).then_some(Timestamp(time))
}

/// A number printed without asking for memory.
#[derive(Default)]
struct Digits([u8; 20]);

impl Digits {
    fn print(&mut self, mut number: u64) -> &str {
        let mut at = self.0.len();
        loop {
            at -= 1;
            self.0[at] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                return std::str::from_utf8(&self.0[at..]).unwrap_or_default();
            }
        }
    }
}
