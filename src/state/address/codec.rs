//! Reading and printing of addresses.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use tapedeck_core::model::{Field, TimeRange, Timestamp};
use tapedeck_engine::protocol::{Gather, Sort};

use super::{Address, FILE, Lifted, Place, Span};

/// What a value in a fragment must not contain. Colons and commas stay readable.
const VALUE: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'+').add(b'<').add(b'>').add(b'?').add(b'=');
/// What a part of the path must not contain.
const PART: &AsciiSet = &VALUE.add(b'/');

impl Address {
    /// Reads a fragment, with or without its `#`. Also says which parts of it could not be read.
    pub(crate) fn parse(fragment: &str) -> (Address, Vec<String>) {
        let mut problems = Vec::new();
        let text = fragment.trim_start_matches('#');
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let mut address = Address { place: place(path, &mut problems), ..Address::default() };
        let (mut from, mut to) = (None, None);
        let (mut lifted, mut lifted_sort) = (None, None);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, raw) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decode(raw);
            let understood = match name {
                "source" => {
                    address.sources = list(&value);
                    true
                }
                "open" => {
                    address.opened.extend((!value.is_empty()).then(|| value.clone()));
                    !value.is_empty()
                }
                "q" => {
                    address.query = value;
                    true
                }
                "lifted" => {
                    lifted = (!value.is_empty()).then_some(value);
                    lifted.is_some()
                }
                "lifted-sort" => {
                    lifted_sort = sort(&value);
                    lifted_sort.is_some()
                }
                "from" => match (Span::relative(&value), Timestamp::parse_iso(&value)) {
                    (Some(span), _) => {
                        address.span = span;
                        true
                    }
                    (None, time) => {
                        from = time;
                        time.is_some()
                    }
                },
                "to" => {
                    to = Timestamp::parse_iso(&value);
                    to.is_some()
                }
                "sort" => {
                    address.sort = sort(&value);
                    address.sort.is_some()
                }
                "repeated" => {
                    address.gather = gather(&value);
                    address.gather.is_some()
                }
                "follow" => {
                    address.follow = value == "1";
                    address.follow
                }
                "columns" => {
                    let columns: Option<Vec<Field>> = list(&value).iter().map(|word| Field::from_word(word)).collect();
                    address.columns = columns.filter(|columns| !columns.is_empty());
                    address.columns.is_some()
                }
                "tz" => {
                    address.zone = (!value.is_empty()).then_some(value);
                    address.zone.is_some()
                }
                "line" | "run" => {
                    // The name of an opened file is its address, which has strokes of its own.
                    let parts = if value.starts_with(FILE) { value.rsplit_once('/') } else { value.split_once('/') };
                    address.selected = parts.map(|(source, id)| (source.to_string(), id.to_string()));
                    address.selected.is_some()
                }
                _ => false,
            };
            if !understood {
                problems.push(pair.to_string());
            }
        }
        address.lifted = lifted.map(|query| Lifted { query, sort: lifted_sort });
        if from.is_some() || to.is_some() {
            address.span = Span::Between(TimeRange { from, to });
        }
        (address, problems)
    }
}

fn place(path: &str, problems: &mut Vec<String>) -> Place {
    let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match parts.as_slice() {
        [] | ["overview"] => Place::Overview,
        ["runs"] => Place::Runs,
        ["runs", source, run] => Place::Run { source: (*source).to_string(), run: (*run).to_string() },
        ["logs"] => Place::Logs,
        ["files"] => Place::Files,
        ["sources"] => Place::Sources,
        ["sources", source, "administration"] => Place::Administration { source: (*source).to_string() },
        _ => {
            problems.push(path.to_string());
            Place::Runs
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Overview => f.write_str("#/overview")?,
            Place::Runs => f.write_str("#/runs")?,
            Place::Run { source, run } => {
                write!(f, "#/runs/{}/{}", utf8_percent_encode(source, PART), utf8_percent_encode(run, PART))?;
            }
            Place::Logs => f.write_str("#/logs")?,
            Place::Files => f.write_str("#/files")?,
            Place::Sources => f.write_str("#/sources")?,
            Place::Administration { source } => {
                write!(f, "#/sources/{}/administration", utf8_percent_encode(source, PART))?;
            }
        }
        let mut pairs: Vec<(&str, String)> = Vec::new();
        if !self.sources.is_empty() {
            pairs.push(("source", self.sources.join(",")));
        }
        pairs.extend(self.opened.iter().map(|address| ("open", address.clone())));
        if !self.query.is_empty() {
            pairs.push(("q", self.query.clone()));
        }
        if let Some(Lifted { query, sort }) = &self.lifted {
            pairs.push(("lifted", query.clone()));
            pairs.extend(sort.map(|sort| ("lifted-sort", written(sort))));
        }
        match self.span {
            Span::All => {}
            Span::Last { .. } => pairs.push(("from", self.span.to_string())),
            Span::Between(range) => {
                pairs.extend(range.from.map(|from| ("from", from.iso())));
                pairs.extend(range.to.map(|to| ("to", to.iso())));
            }
        }
        if let Some(sort) = self.sort {
            pairs.push(("sort", written(sort)));
        }
        if let Some(Gather { numbers_ignored, anywhere }) = self.gather {
            let which = if numbers_ignored { "numbers" } else { "equal" };
            pairs.push(("repeated", format!("{which}{}", if anywhere { ",anywhere" } else { "" })));
        }
        if self.follow {
            pairs.push(("follow", "1".to_string()));
        }
        if let Some(columns) = &self.columns {
            pairs.push(("columns", columns.iter().map(|field| field.word()).collect::<Vec<_>>().join(",")));
        }
        pairs.extend(self.zone.clone().map(|zone| ("tz", zone)));
        if let Some((source, id)) = &self.selected {
            let name = if self.place == Place::Runs { "run" } else { "line" };
            pairs.push((name, format!("{source}/{id}")));
        }
        for (index, (name, value)) in pairs.iter().enumerate() {
            let joint = if index == 0 { '?' } else { '&' };
            write!(f, "{joint}{name}={}", utf8_percent_encode(value, VALUE))?;
        }
        Ok(())
    }
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn list(value: &str) -> Vec<String> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_string).collect()
}

fn gather(value: &str) -> Option<Gather> {
    let (which, anywhere) = match value.strip_suffix(",anywhere") {
        Some(which) => (which, true),
        None => (value, false),
    };
    let numbers_ignored = match which {
        "equal" => false,
        "numbers" => true,
        _ => return None,
    };
    Some(Gather { numbers_ignored, anywhere })
}

fn written(sort: Sort) -> String {
    format!("{}{}", if sort.descending { "-" } else { "" }, sort.field.word())
}

fn sort(value: &str) -> Option<Sort> {
    let (word, descending) = match value.strip_prefix('-') {
        Some(word) => (word, true),
        None => (value, false),
    };
    Some(Sort { field: Field::from_word(word)?, descending })
}
