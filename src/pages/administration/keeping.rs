//! Retention: how long the log is kept, and what a new limit deletes.

use crate::prelude::*;
use tapedeck_core::model::{TimeRange, Timestamp};
use tapedeck_core::vendors::{Answer, Call, PageRequest, VendorFilter};

use super::change::{Change, part, stopper};
use super::settings::Settings;
use crate::browser::clock;
use crate::messages::administration as messages;
use crate::ui::{Button, TextField};
use crate::view::{Part, view};

const DAY_MS: i64 = 86_400_000;
const DAYS: &str = "retention_days";
const LINES: &str = "retention_counts";

/// A limit as it is typed: 0 is none.
fn limit(text: &str) -> Option<u64> {
    // More digits than these are no limit that anybody means, and would not fit everywhere.
    text.trim().parse().ok().filter(|limit: &u64| *limit < 1_000_000_000)
}

/// Whether a limit takes away what the one before let stay.
fn is_lower(now: u64, then: u64) -> bool {
    then > 0 && (now == 0 || then < now)
}

/// The part of the page.
#[component]
pub(super) fn Keeping(
    /// The settings.
    settings: Settings,
) -> Part {
    let (days, lines) = (settings.field(DAYS), settings.field(LINES));
    let tried = RwSignal::new(false);
    let stop = RwSignal::new("");
    let change = Change::new(settings, Some(Callback::new(move |()| settings.app.refresh())));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        stop.set("");
        let (Some(days), Some(lines)) = (limit(&days.read_untracked()), limit(&lines.read_untracked())) else { return };
        match change.of_settings("set_info", &[(DAYS, days.to_string()), (LINES, lines.to_string())]) {
            Some(plan) => {
                warn(change, settings, days, lines);
                change.check(plan);
            }
            None => stop.set(messages::NOTHING_CHANGED),
        }
    };
    let problem = move |value: RwSignal<String>| {
        Signal::derive(move || {
            (tried.get() && limit(&value.read()).is_none()).then(|| messages::NUMBER_WRONG.to_string())
        })
    };
    let form = move || {
        view! {
            <form class="form" novalidate on:submit=submit>
                <div class="form-pair">
                    <TextField
                        label=messages::DAYS
                        value=days
                        help=messages::ZERO_HELP
                        error=problem(days)
                        required=true
                        input_mode="numeric"
                    />
                    <TextField
                        label=messages::LINES
                        value=lines
                        help=messages::ZERO_HELP
                        error=problem(lines)
                        required=true
                        input_mode="numeric"
                    />
                </div>
                {stopper(stop)}
                <div class="row form-actions">
                    <Button label=messages::CHECK.to_string() primary=true submit=true />
                </div>
            </form>
        }
    };
    part(messages::KEEPING_TITLE, messages::KEEPING_TEXT, change.view(form))
}

/// Says what the new limits delete, as soon as the source has counted it.
fn warn(change: Change, settings: Settings, days: u64, lines: u64) {
    let now = |key| untrack(|| limit(&settings.now(key))).unwrap_or_default();
    let (fewer_days, fewer_lines) = (is_lower(now(DAYS), days), is_lower(now(LINES), lines));
    if !fewer_days && !fewer_lines {
        change.warning.set(messages::NOTHING_DELETED.to_string());
        return;
    }
    change.warning.set(messages::COUNTING.to_string());
    // The page may be gone when an answer comes.
    let say = move |text: Option<String>| {
        change.warning.try_set(text.unwrap_or_else(|| messages::NOT_COUNTED.to_string()));
    };
    let limit = Timestamp(clock::now_ms() - i64::try_from(days).unwrap_or_default().saturating_mul(DAY_MS));
    count(settings, None, move |all| {
        let Some(all) = all else { return say(None) };
        let over = fewer_lines.then(|| all.saturating_sub(lines));
        if !fewer_days {
            return say(Some(messages::deletes(None, over, all)));
        }
        count(settings, Some(limit), move |older| {
            say(older.map(|older| messages::deletes(Some((older, days)), over, all)));
        });
    });
}

/// Has the source count its lines, or those before an instant.
pub(super) fn count(settings: Settings, before: Option<Timestamp>, tell: impl FnOnce(Option<u64>) + 'static) {
    let filter = VendorFilter { range: TimeRange { from: None, to: before }, ..VendorFilter::default() };
    let question = Call::Lines(PageRequest { offset: 0, limit: 1, filter });
    settings.app.ask(&settings.source(), question, move |result| {
        tell(if let Ok(Answer::Lines(page)) = result { page.total } else { None });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_lower_if_it_takes_something_away() {
        for (now, then, lower) in [(0, 30, true), (30, 0, false), (30, 30, false), (30, 29, true), (0, 0, false)] {
            assert_eq!(is_lower(now, then), lower, "{now} to {then}");
        }
    }

    #[test]
    fn a_limit_is_a_whole_number() {
        for (text, value) in
            [("0", Some(0)), (" 30 ", Some(30)), ("", None), ("-1", None), ("1.5", None), ("1e9", None)]
        {
            assert_eq!(limit(text), value, "{text:?}");
        }
        assert_eq!(limit("99999999999999999999"), None);
    }
}
