//! The sources on the page: what the hoster offers, what the reader added, and the demo.

use tapedeck_core::config::Config;
use tapedeck_core::model::Source;

/// A source and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SourceEntry {
    pub(crate) source: Source,
    pub(crate) origin: Origin,
}

/// Where a source comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// `tapedeck.json` offers it. It cannot be removed here.
    Offered,
    /// The reader added it, in this browser.
    Added,
    /// It is simulated in memory.
    Demo,
}

/// How the address of a demo source begins.
const DEMO: &str = "demo:";

impl SourceEntry {
    /// A source that the reader added, or the demo: the address tells.
    pub(crate) fn own(source: Source) -> SourceEntry {
        let origin = if source.base_url.starts_with(DEMO) { Origin::Demo } else { Origin::Added };
        SourceEntry { source, origin }
    }
}

/// The account of the demo's systems. They are simulated, so this is no secret.
pub(crate) const DEMO_ACCOUNT: (&str, &str) = ("admin", "tapedeck");

/// The demo's sources.
pub(crate) fn demo(name: &str) -> Vec<Source> {
    vec![Source {
        id: "demo-nas".into(),
        vendor: "synology".into(),
        name: name.into(),
        base_url: format!("{DEMO}nas/"),
        time_zone: Some("Europe/Berlin".into()),
        settings: [("account".to_string(), DEMO_ACCOUNT.0.to_string())].into(),
    }]
}

/// All sources: the offered ones first. A source of the reader's own whose id is offered too gives way.
pub(crate) fn merge(config: &Config, own: Vec<Source>) -> Vec<SourceEntry> {
    let offered = config.sources.iter().cloned().map(|source| SourceEntry { source, origin: Origin::Offered });
    let mut all: Vec<SourceEntry> = offered.collect();
    for source in own {
        if all.iter().all(|entry| entry.source.id != source.id) {
            all.push(SourceEntry::own(source));
        }
    }
    all
}

/// A short name for addresses, made of what people call the source, that no other source has.
pub(crate) fn new_id(name: &str, taken: &[SourceEntry]) -> String {
    let mut base = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            base.push(c);
        } else if !base.is_empty() && !base.ends_with('-') {
            base.push('-');
        }
    }
    let base = base.trim_matches('-');
    let base = if base.is_empty() { "source" } else { base };
    let free = |id: &str| taken.iter().all(|entry| entry.source.id != id);
    if free(base) {
        return base.to_string();
    }
    (2..).map(|n| format!("{base}-{n}")).find(|id| free(id)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_and_unique() {
        let taken: Vec<SourceEntry> = demo("x")
            .into_iter()
            .map(|source| SourceEntry::own(Source { id: "office-nas".into(), ..source }))
            .collect();
        for (name, id) in [("Office NAS", "office-nas-2"), ("  Büro: 1 ", "b-ro-1"), ("备份", "source"), ("a", "a")]
        {
            assert_eq!(new_id(name, &taken), id, "{name}");
        }
    }

    #[test]
    fn what_the_hoster_offers_wins() {
        let config = Config { sources: demo("offered"), ..Config::default() };
        let merged = merge(&config, demo("own"));
        assert_eq!(merged.len(), 1);
        assert_eq!((merged[0].origin, merged[0].source.name.as_str()), (Origin::Offered, "offered"));
    }
}
