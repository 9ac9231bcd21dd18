use std::fmt;

use tapedeck_core::model::{TimeRange, Timestamp};

/// Of which time a list is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Span {
    /// Everything there is.
    #[default]
    All,
    /// The last so many hours, counted when the list is read.
    Last {
        /// How many.
        hours: u32,
    },
    /// Between two instants.
    Between(TimeRange),
}

impl Span {
    /// The spans that are offered.
    pub(crate) const OFFERED: [Span; 7] = [
        Span::Last { hours: 1 },
        Span::Last { hours: 24 },
        Span::Last { hours: 7 * 24 },
        Span::Last { hours: 30 * 24 },
        Span::Last { hours: 90 * 24 },
        Span::Last { hours: 365 * 24 },
        Span::All,
    ];

    /// The instants, counted from now.
    pub(crate) fn range(self, now_ms: i64) -> TimeRange {
        match self {
            Span::All => TimeRange::default(),
            Span::Last { hours } => {
                // On whole minutes, so that two lists opened together ask the same.
                let now = now_ms.div_euclid(60_000) * 60_000;
                TimeRange { from: Some(Timestamp(now - i64::from(hours) * 3_600_000)), to: None }
            }
            Span::Between(range) => range,
        }
    }

    /// Reads a relative start: `-7d`, `-24h`.
    pub(crate) fn relative(text: &str) -> Option<Span> {
        let text = text.strip_prefix('-')?;
        let (number, factor) = match (text.strip_suffix('d'), text.strip_suffix('h')) {
            (Some(days), _) => (days, 24),
            (_, Some(hours)) => (hours, 1),
            _ => return None,
        };
        let hours = number.parse::<u32>().ok()?.checked_mul(factor)?;
        (hours > 0).then_some(Span::Last { hours })
    }
}

/// The relative start as `relative` reads it; absolute spans and all have none.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Span::Last { hours } if hours % 24 == 0 => write!(f, "-{}d", hours / 24),
            Span::Last { hours } => write!(f, "-{hours}h"),
            Span::All | Span::Between(_) => Ok(()),
        }
    }
}
