//! What can be written of a row.

use serde::{Deserialize, Serialize};

use crate::model::{Field, Record, SourceId};
use crate::vendors::Subject;

/// A column of what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Column {
    /// What a column of the table shows.
    Shown(Field),
    /// The source's short name, which the name that people call it by may hide.
    SourceId,
    /// The vendor's own number of a line.
    Number,
    /// The vendor's own code of the severity, as it came.
    SeverityCode,
    /// The vendor's constant for a line's code.
    CodeName,
    /// What to do about it.
    Remedy,
    /// The vendor's own number of the job.
    JobId,
    /// How many things inside a run succeeded, as the vendor counted.
    Succeeded,
    /// How many ended with warnings.
    Warnings,
    /// How many had nothing to do.
    NothingToDo,
    /// What could not be read in it.
    Problem,
    /// The record as it came.
    Raw,
}

const LINES: [Column; 16] = [
    Column::Shown(Field::Time),
    Column::Shown(Field::Severity),
    Column::Shown(Field::Source),
    Column::Shown(Field::Job),
    Column::Shown(Field::Item),
    Column::Shown(Field::File),
    Column::Shown(Field::Text),
    Column::Shown(Field::User),
    Column::Shown(Field::Code),
    Column::Shown(Field::Run),
    Column::SourceId,
    Column::Number,
    Column::SeverityCode,
    Column::CodeName,
    Column::Remedy,
    Column::Problem,
];

const RUNS: [Column; 18] = [
    Column::Shown(Field::Outcome),
    Column::Shown(Field::Time),
    Column::Shown(Field::Ended),
    Column::Shown(Field::Duration),
    Column::Shown(Field::Source),
    Column::Shown(Field::Job),
    Column::Shown(Field::Action),
    Column::Shown(Field::Item),
    Column::Shown(Field::Kind),
    Column::Shown(Field::Errors),
    Column::Warnings,
    Column::Succeeded,
    Column::NothingToDo,
    Column::Shown(Field::Run),
    Column::Shown(Field::Code),
    Column::SourceId,
    Column::JobId,
    Column::Problem,
];

impl Column {
    /// Everything that is known of a row, and the record as it came.
    pub fn all(subject: Subject) -> Vec<Column> {
        let known: &[Column] = match subject {
            Subject::Runs => &RUNS,
            Subject::Lines => &LINES,
        };
        known.iter().copied().chain([Column::Raw]).collect()
    }

    /// The heading, and the key in JSON. With the unit, where there is one.
    pub fn word(self) -> &'static str {
        match self {
            Column::Shown(Field::Duration) => "duration_seconds",
            Column::Shown(field) => field.word(),
            Column::SourceId => "source_id",
            Column::Number => "record",
            Column::SeverityCode => "severity_code",
            Column::CodeName => "code_name",
            Column::Remedy => "remedy",
            Column::JobId => "job_id",
            Column::Succeeded => "succeeded",
            Column::Warnings => "warnings",
            Column::NothingToDo => "nothing_to_do",
            Column::Problem => "problem",
            Column::Raw => "raw",
        }
    }

    /// Whether its values are numbers.
    pub(super) fn is_number(self) -> bool {
        matches!(
            self,
            Column::Shown(Field::Duration | Field::Errors) | Column::Succeeded | Column::Warnings | Column::NothingToDo
        )
    }

    /// What stands in it. Times are in UTC. Empty where the record has nothing of the kind.
    pub(super) fn text(self, record: &Record, names: &[(SourceId, String)]) -> String {
        match (self, record) {
            (Column::Shown(Field::Source), _) => {
                let name = names.iter().find(|(id, _)| id == record.source());
                name.map_or_else(|| record.source().to_string(), |(_, name)| name.clone())
            }
            (Column::Shown(field), _) => record.text(field).into_owned(),
            (Column::SourceId, _) => record.source().to_string(),
            (Column::Number, _) => record.id().to_string(),
            (Column::SeverityCode, Record::Line(line)) => line.severity_code.clone(),
            (Column::CodeName, Record::Line(line)) => line.code_name.clone(),
            (Column::Remedy, Record::Line(line)) => line.remedy.clone(),
            (Column::JobId, Record::Run(run)) => run.job_id.clone(),
            (Column::Succeeded, Record::Run(run)) => run.counts.success.to_string(),
            (Column::Warnings, Record::Run(run)) => run.counts.warning.to_string(),
            (Column::NothingToDo, Record::Run(run)) => run.counts.none.to_string(),
            (Column::Problem, _) => record.problem().unwrap_or_default().to_string(),
            (Column::Raw, _) => record.raw().to_string(),
            _ => String::new(),
        }
    }
}
