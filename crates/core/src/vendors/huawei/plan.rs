//! What has to be asked to have all lines of a span: CloudDC answers events for thirty days at a time, and one level at
//! a time.

use super::mapping::List;
use crate::model::{Severity, TimeRange, Timestamp};

const DAY: i64 = 86_400_000;
/// The longest span that events are asked for: thirty days, less what rounding to whole seconds may add.
const WINDOW: i64 = 30 * DAY - 2000;
/// How far back events are asked for when nobody says from when on.
const USUAL: i64 = 90 * DAY;
/// How far back events are asked for at most: a request for every thirty days must have an end.
const LONGEST: i64 = 1830 * DAY;

/// The levels of alarms and of events that are a severity; `None` for a severity that the vendor cannot be asked for.
pub(super) fn levels(severity: Severity) -> Option<[&'static [&'static str]; 2]> {
    match severity {
        Severity::Error => Some([&["1", "2"], &["critical", "major"]]),
        Severity::Warning => Some([&["3", "4"], &["minor"]]),
        Severity::Info => Some([&[], &["info"]]),
        Severity::Debug | Severity::Unknown => None,
    }
}

/// One list to be read to its end.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) list: List,
    /// Only this level.
    pub(super) level: Option<&'static str>,
    /// From when on, included.
    pub(super) from: Option<Timestamp>,
    /// Until when, included.
    pub(super) to: Option<Timestamp>,
}

/// All that has to be read, and from when on events are read if that is not all that was asked for.
pub(super) fn parts(range: TimeRange, severity: Option<Severity>, now: Timestamp) -> (Vec<Part>, Option<Timestamp>) {
    let one = |levels: &[&'static str]| levels.iter().copied().map(Some).collect();
    let [alarms, events]: [Vec<Option<&'static str>>; 2] = match severity.and_then(levels) {
        Some([alarms, events]) => [one(alarms), one(events)],
        None => [vec![None], vec![None]],
    };
    let mut out = Vec::new();
    for level in alarms {
        // Nobody says whether an alarm's first or last instant is compared: from the first of the span until now has
        // every alarm that began in the span, either way.
        let from = range.from.filter(|from| from.0 > 0);
        out.push(Part { list: List::Alarms, level, from, to: from.map(|_| now) });
    }
    let earliest = Timestamp(now.0.saturating_sub(LONGEST));
    let (from, since) = match range.from {
        None => (Timestamp(now.0.saturating_sub(USUAL)), true),
        Some(from) => (from.max(earliest), from < earliest),
    };
    let end = range.to.map_or(now, |to| Timestamp(to.0.saturating_sub(1)).min(now));
    for level in events {
        // The newest first, as they are looked at.
        let mut to = end;
        while to >= from {
            let start = Timestamp(to.0.saturating_sub(WINDOW - 1)).max(from);
            out.push(Part { list: List::Events, level, from: Some(start), to: Some(to) });
            to = Timestamp(start.0.saturating_sub(1));
        }
    }
    (out, since.then_some(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_154_400_000);

    fn events(range: TimeRange, severity: Option<Severity>) -> Vec<(i64, i64)> {
        let (parts, _) = parts(range, severity, NOW);
        let span = |part: Part| Some((part.from?.0, part.to?.0));
        parts.into_iter().filter(|part| part.list == List::Events).filter_map(span).collect()
    }

    #[test]
    fn windows_cover_the_span_without_gaps_and_without_twice() {
        for days in [1, 29, 30, 31, 60, 61, 400] {
            let from = NOW.0 - days * DAY;
            let mut windows = events(TimeRange { from: Some(Timestamp(from)), to: None }, None);
            windows.reverse();
            assert_eq!((windows[0].0, windows[windows.len() - 1].1), (from, NOW.0), "{days}");
            assert!(windows.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0), "{days}: {windows:?}");
            assert!(windows.iter().all(|(from, to)| to - from < WINDOW), "{days}: {windows:?}");
        }
    }

    #[test]
    fn an_open_span_is_cut_and_says_so() {
        let (all, since) = parts(TimeRange::default(), None, NOW);
        assert_eq!(since, Some(Timestamp(NOW.0 - USUAL)));
        assert_eq!(all.len(), 1 + 4, "alarms of all time, and ninety days with both ends");
        assert_eq!((all[0].from, all[0].to), (None, None));
        let ancient = TimeRange { from: Some(Timestamp(i64::MIN)), to: None };
        let (all, since) = parts(ancient, None, NOW);
        assert_eq!((all.len(), since), (1 + 62, Some(Timestamp(NOW.0 - LONGEST))));
        assert_eq!(all[0].from, None, "no vendor knows an instant before 1970");
    }

    #[test]
    fn what_lies_ahead_has_no_events() {
        let range = TimeRange { from: Some(Timestamp(NOW.0 + 1)), to: Some(Timestamp(i64::MAX)) };
        assert_eq!(events(range, None), []);
        let turned = TimeRange { from: Some(Timestamp(20)), to: Some(Timestamp(10)) };
        assert_eq!(events(turned, None), []);
    }

    #[test]
    fn a_severity_is_asked_level_by_level() {
        let day = TimeRange { from: Some(Timestamp(NOW.0 - DAY)), to: None };
        let asked = |severity| -> Vec<(List, Option<&str>)> {
            parts(day, Some(severity), NOW).0.into_iter().map(|part| (part.list, part.level)).collect()
        };
        assert_eq!(
            asked(Severity::Error),
            [
                (List::Alarms, Some("1")),
                (List::Alarms, Some("2")),
                (List::Events, Some("critical")),
                (List::Events, Some("major"))
            ]
        );
        assert_eq!(asked(Severity::Info), [(List::Events, Some("info"))]);
    }
}
