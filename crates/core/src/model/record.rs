use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Line, Run, Timestamp};

/// A row of a table: a run or a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Record {
    /// A row of the *Runs* table.
    Run(Box<Run>),
    /// A row of the *Log lines* table.
    Line(Box<Line>),
}

/// What can be shown in a column, sorted by and filtered on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// When it was written or began.
    Time,
    /// How bad a line is.
    Severity,
    /// How a run ended.
    Outcome,
    /// The source's short name.
    Source,
    /// The job's name.
    Job,
    /// The item's name, or the names of all.
    Item,
    /// The file of an archive that a line stands in.
    File,
    /// Who caused it.
    User,
    /// What happened, in words.
    Text,
    /// The vendor's code.
    Code,
    /// The run a line belongs to, or the run's own number.
    Run,
    /// What a run did.
    Action,
    /// What kind of thing was backed up.
    Kind,
    /// How long a run took.
    Duration,
    /// When a run ended.
    Ended,
    /// How many errors the vendor counted in a run.
    Errors,
}

impl Field {
    /// All fields, in the order in which they are offered.
    pub const ALL: [Field; 16] = [
        Field::Time,
        Field::Severity,
        Field::Outcome,
        Field::Source,
        Field::Job,
        Field::Item,
        Field::File,
        Field::User,
        Field::Text,
        Field::Code,
        Field::Run,
        Field::Action,
        Field::Kind,
        Field::Duration,
        Field::Ended,
        Field::Errors,
    ];

    /// The field's name in addresses and in the filter language.
    pub fn word(self) -> &'static str {
        match self {
            Field::Time => "time",
            Field::Severity => "severity",
            Field::Outcome => "outcome",
            Field::Source => "source",
            Field::Job => "job",
            Field::Item => "item",
            Field::File => "file",
            Field::User => "user",
            Field::Text => "text",
            Field::Code => "code",
            Field::Run => "run",
            Field::Action => "action",
            Field::Kind => "kind",
            Field::Duration => "duration",
            Field::Ended => "ended",
            Field::Errors => "errors",
        }
    }

    /// The field of a name, whatever its case.
    pub fn from_word(word: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|f| f.word().eq_ignore_ascii_case(word))
    }
}

impl Record {
    /// The source it was read from.
    pub fn source(&self) -> &str {
        match self {
            Record::Run(run) => &run.source,
            Record::Line(line) => &line.source,
        }
    }

    /// The vendor's own number of it; empty if it gave none.
    pub fn id(&self) -> &str {
        match self {
            Record::Run(run) => &run.id,
            Record::Line(line) => &line.id,
        }
    }

    /// When it was written or began.
    pub fn time(&self) -> Option<Timestamp> {
        match self {
            Record::Run(run) => run.started,
            Record::Line(line) => line.time,
        }
    }

    /// The vendor's own code of its outcome or severity, as it came.
    pub fn code(&self) -> &str {
        match self {
            Record::Run(run) => &run.code,
            Record::Line(line) => &line.severity_code,
        }
    }

    /// What could not be read in it.
    pub fn problem(&self) -> Option<&str> {
        match self {
            Record::Run(run) => run.problem.as_deref(),
            Record::Line(line) => line.problem.as_deref(),
        }
    }

    /// The record as it came.
    pub fn raw(&self) -> &str {
        match self {
            Record::Run(run) => &run.raw,
            Record::Line(line) => &line.raw,
        }
    }

    /// The same record without the raw text, which a table does not show.
    pub fn without_raw(&self) -> Record {
        let mut copy = self.clone();
        match &mut copy {
            Record::Run(run) => run.raw = String::new(),
            Record::Line(line) => line.raw = String::new(),
        }
        copy
    }

    /// What a field shows, as text without a zone or language. Empty where the record has no such field.
    pub fn text(&self, field: Field) -> Cow<'_, str> {
        match self {
            Record::Line(line) => match field {
                Field::Time => iso(line.time),
                Field::Severity => line.severity.word().into(),
                Field::Source => line.source.as_str().into(),
                Field::Job => line.job.as_str().into(),
                Field::Item => line.item.as_str().into(),
                Field::File => line.file.as_str().into(),
                Field::User => line.user.as_str().into(),
                Field::Text => line.text.as_str().into(),
                Field::Code => line.code.as_str().into(),
                Field::Run => line.run.as_deref().unwrap_or_default().into(),
                Field::Outcome | Field::Action | Field::Kind | Field::Duration | Field::Ended | Field::Errors => {
                    "".into()
                }
            },
            Record::Run(run) => match field {
                Field::Time => iso(run.started),
                Field::Ended => iso(run.ended),
                Field::Outcome => run.outcome.word().into(),
                Field::Source => run.source.as_str().into(),
                Field::Job => run.job.as_str().into(),
                Field::Item => run.items.join(", ").into(),
                Field::Code => run.code.as_str().into(),
                Field::Run => run.id.as_str().into(),
                Field::Action => run.action.as_str().into(),
                Field::Kind => run.kind.as_str().into(),
                Field::Duration => run.duration.map(|ms| (ms / 1000).to_string()).unwrap_or_default().into(),
                Field::Errors => run.counts.error.to_string().into(),
                Field::Severity | Field::File | Field::User | Field::Text => "".into(),
            },
        }
    }
}

fn iso(time: Option<Timestamp>) -> Cow<'static, str> {
    time.map(Timestamp::iso).unwrap_or_default().into()
}
