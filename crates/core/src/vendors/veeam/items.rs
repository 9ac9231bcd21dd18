//! The things inside a session: one list for each kind of session, of much the same shape.

use serde_json::{Map, Value};

use super::DESCRIPTOR;
use super::time::instant;
use crate::model::{Item, Outcome};
use crate::vendors::lenient::Fields;

/// The lists, by their name in the address. The first is the one of a backup.
pub(super) const LISTS: &[&str] = &[
    "protectedItems",
    "checkedItems",
    "deletedItems",
    "restoredItems",
    "restoredDatabases",
    "fileLevelRestoredItems",
    "fileLevelRestoredFileShareItems",
    "vnetRestoredItems",
    "restoredCosmosDbAccounts",
];

/// The list of a name; an empty one is the usual one.
pub(super) fn list(name: &str) -> Option<&'static str> {
    if name.is_empty() { LISTS.first().copied() } else { LISTS.iter().copied().find(|list| *list == name) }
}

/// A type of resource in words: `VirtualMachine` is "Virtual machine". A type that nobody knows yet reads well too.
fn in_words(resource_type: &str) -> String {
    let mut words = String::new();
    let mut before = ' ';
    for c in resource_type.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            words.push(' ');
            words.extend(c.to_lowercase());
        } else {
            words.push(c);
        }
        before = c;
    }
    // Azure writes an abbreviation as if it were a word.
    match words.strip_prefix("Sql ") {
        Some(rest) => format!("SQL {rest}"),
        None => words,
    }
}

/// What an item of a list is, where it does not say so itself.
fn kind_of(list: &str) -> &'static str {
    match list {
        "restoredDatabases" => "SQL database",
        "fileLevelRestoredItems" | "fileLevelRestoredFileShareItems" => "File",
        "vnetRestoredItems" => "Virtual network",
        "restoredCosmosDbAccounts" => "Cosmos DB account",
        "restoredItems" => "Virtual machine",
        _ => "",
    }
}

/// Fields that tell where a thing is or what became of it, in the order in which they are shown.
const TEXTS: [&str; 9] = [
    "error",
    "filePath",
    "path",
    "sqlServerName",
    "elasticPoolName",
    "repositoryName",
    "resourceGroupName",
    "regionName",
    "subscriptionName",
];

/// A row of one of the lists, in the session `run`.
pub(super) fn item(list: &str, run: &str, raw: &str) -> Item {
    let map = match serde_json::from_str::<Map<String, Value>>(raw) {
        Ok(map) => map,
        Err(error) => return unreadable(raw, format!("not an item: {error}")),
    };
    let mut row = Fields::new(&map);
    let nothing = Map::new();
    let mut resource = Fields::new(row.object("resource").unwrap_or(&nothing));
    let mut repository = Fields::new(row.object("repository").unwrap_or(&nothing));

    let mut name = String::new();
    for found in [row.text("name"), resource.text("name"), resource.text("displayName"), row.text("displayName")] {
        if name.is_empty() {
            name = found;
        }
    }
    let mut kind = in_words(&resource.text("resourceType"));
    if kind.is_empty() {
        kind = kind_of(list).to_string();
    }
    let texts = TEXTS.map(|key| [row.text(key), resource.text(key)]).into_iter().flatten();
    let texts = texts.chain([repository.text("name")]).filter(|text| !text.is_empty());
    let text = texts.collect::<Vec<_>>().join(", ");

    // A thing that is backed up lists its attempts, and each tells of which session it was.
    let attempt = attempt(row.value("runs"), run);
    let mut attempt = Fields::new(attempt.unwrap_or(&nothing));
    let mut rates = Fields::new(attempt.object("rates").unwrap_or(&nothing));
    let code = [row.text("status"), attempt.text("status")].into_iter().find(|code| !code.is_empty());
    let code = code.unwrap_or_default();
    let started = instant(&mut attempt, "startTime").or_else(|| instant(&mut row, "snapshotTime"));
    let ended = instant(&mut attempt, "endTime");
    let sizes = [row.int("backupSizeBytes"), rates.int("transferredDataBytes"), rates.int("processedDataBytes")];
    let size = sizes.into_iter().flatten().find_map(|size| u64::try_from(size).ok());

    if name.is_empty() {
        row.need(&["name"]);
    }
    let problems = [row, resource, repository, attempt, rates].map(Fields::problem);
    let problems: Vec<String> = problems.into_iter().flatten().collect();
    Item {
        name,
        kind,
        outcome: if code.is_empty() { Outcome::Unknown } else { DESCRIPTOR.outcome(&code) },
        code,
        started,
        duration: started.zip(ended).map(|(start, end)| end.0 - start.0).filter(|ms| *ms >= 0),
        size,
        text,
        problem: if problems.is_empty() { None } else { Some(problems.join("; ")) },
        raw: raw.to_string(),
    }
}

/// The attempt of this session; the last one if none says so.
fn attempt<'a>(runs: Option<&'a Value>, run: &str) -> Option<&'a Map<String, Value>> {
    let runs = runs?.as_array()?;
    let own = runs.iter().rev().find(|attempt| attempt.get("jobSessionId").and_then(Value::as_str) == Some(run));
    own.or(runs.last())?.as_object()
}

fn unreadable(raw: &str, problem: String) -> Item {
    Item {
        name: String::new(),
        kind: String::new(),
        outcome: Outcome::Unknown,
        code: String::new(),
        started: None,
        duration: None,
        size: None,
        text: String::new(),
        problem: Some(problem),
        raw: raw.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn types_of_resources_read_as_words() {
        for (name, words) in [
            ("VirtualMachine", "Virtual machine"),
            ("SqlDatabase", "SQL database"),
            ("Sqlite", "Sqlite"),
            ("FileShare", "File share"),
            ("VNet", "VNet"),
            ("", ""),
        ] {
            assert_eq!(in_words(name), words);
        }
    }
}
