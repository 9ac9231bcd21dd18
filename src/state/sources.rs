//! The sources on the page: what the hoster offers, what the reader added, and the demo.

use tapedeck_core::config::Config;
use tapedeck_core::model::Source;
use tapedeck_core::query::folded;
use tapedeck_core::vendors::Credentials;

use crate::messages::sources as messages;

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

/// One source of the demo.
struct DemoSource {
    vendor: &'static str,
    id: &'static str,
    name: &'static str,
    /// Behind `demo:`.
    address: &'static str,
    zone: Option<&'static str>,
    settings: &'static [(&'static str, &'static str)],
}

const DEMO_SOURCES: [DemoSource; 5] = [
    DemoSource {
        vendor: "synology",
        id: "demo-nas",
        name: messages::DEMO_NAS,
        address: "nas/",
        zone: Some("Europe/Berlin"),
        settings: &[("account", ACCOUNT)],
    },
    DemoSource {
        vendor: "veeam-azure",
        id: "demo-azure",
        name: messages::DEMO_AZURE,
        address: "vbaz/",
        zone: None,
        settings: &[("userName", ACCOUNT)],
    },
    DemoSource {
        vendor: "huawei-clouddc",
        id: "demo-rack",
        name: messages::DEMO_RACK,
        address: "clouddc/",
        zone: None,
        settings: &[("region", "ap-southeast-3"), ("iamUrl", "demo:clouddc/")],
    },
    DemoSource {
        vendor: "surfercloud",
        id: "demo-databases",
        name: messages::DEMO_DATABASES,
        address: "surfercloud/",
        zone: None,
        settings: &[("region", "cn-zj"), ("publicKey", ACCOUNT)],
    },
    DemoSource {
        vendor: "datafor",
        id: "demo-bi",
        name: messages::DEMO_BI,
        address: "datafor/datafor/",
        zone: Some("Asia/Shanghai"),
        settings: &[("account", ACCOUNT)],
    },
];

const ACCOUNT: &str = "admin";

/// What every system of the demo lets in. They are simulated, so this is no secret.
pub(crate) fn demo_credentials() -> Credentials {
    let names = ["account", "userName", "publicKey"].map(|key| (key, ACCOUNT));
    let secrets = ["password", "privateKey"].map(|key| (key, "tapedeck"));
    names.into_iter().chain(secrets).collect()
}

/// The demo's sources.
pub(crate) fn demo() -> Vec<Source> {
    let source = |demo: &DemoSource| Source {
        id: demo.id.into(),
        vendor: demo.vendor.into(),
        name: demo.name.into(),
        base_url: format!("{DEMO}{}", demo.address),
        time_zone: demo.zone.map(str::to_string),
        settings: demo.settings.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect(),
    };
    DEMO_SOURCES.iter().map(source).collect()
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
    for c in folded(name).chars() {
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
        let taken: Vec<SourceEntry> = demo()
            .into_iter()
            .take(1)
            .map(|source| SourceEntry::own(Source { id: "office-nas".into(), ..source }))
            .collect();
        for (name, id) in [("Office NAS", "office-nas-2"), ("  Büro: 1 ", "b-ro-1"), ("备份", "source"), ("a", "a")]
        {
            assert_eq!(new_id(name, &taken), id, "{name}");
        }
    }

    #[test]
    fn what_the_hoster_offers_wins() {
        let offered: Vec<_> =
            demo().into_iter().take(1).map(|source| Source { name: "offered".into(), ..source }).collect();
        let config = Config { sources: offered, ..Config::default() };
        let merged = merge(&config, demo());
        assert_eq!(merged.len(), 5);
        assert_eq!((merged[0].origin, merged[0].source.name.as_str()), (Origin::Offered, "offered"));
        assert_eq!(merged[1].origin, Origin::Demo);
    }
}
