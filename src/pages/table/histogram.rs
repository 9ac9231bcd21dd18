//! The rows by time, above the table. A part of them is chosen by dragging or by keyboard, and shown closer.

mod drawing;

use crate::prelude::*;
use leptos::ev;
use leptos::html;
use tapedeck_core::model::TimeRange;
use tapedeck_core::vendors::Subject;

use super::TableState;
use super::face::Face;
use crate::browser::element;
use crate::messages::counts as messages;
use crate::state::address::Span;
use crate::ui::{Button, Glyph};
use crate::view::{Part, changing, flag, text, view};
use drawing::{HEIGHT, STEP, bar_at, moved, paths, sum};

/// Dates that no calendar has: a bar may end where time does.
const FAR: i64 = 8_000_000_000_000_000;

/// What is chosen on the bars.
#[derive(Clone, Copy)]
struct Brush {
    table: TableState,
    /// The bar that is looked at.
    cursor: RwSignal<Option<usize>>,
    /// Where choosing began, if several bars are being chosen.
    anchor: RwSignal<Option<usize>>,
    dragging: StoredValue<bool>,
    /// The spans that were left by zooming in, with what they were left for.
    left: StoredValue<Vec<(Span, Span)>>,
}

/// The bars, with what they say below them.
#[component]
pub(super) fn Histogram(
    /// The table.
    table: TableState,
    /// What stands in place of the table, if it has no rows.
    face: Memo<Face>,
) -> Part {
    let TableState { app, list, subject, .. } = table;
    let brush = Brush {
        table,
        cursor: RwSignal::new(None),
        anchor: RwSignal::new(None),
        dragging: StoredValue::new(false),
        left: StoredValue::new(Vec::new()),
    };
    let plot = NodeRef::<html::Div>::new();
    let at = move |event: &ev::PointerEvent| {
        let place = plot.get_untracked().map(|plot| element::place(&plot)).unwrap_or_default();
        bar_at(f64::from(event.client_x()) - place.left, place.width, brush.count_untracked())
    };
    let press = move |event: ev::PointerEvent| {
        if event.button() == 0 && brush.count_untracked() > 0 {
            element::capture_pointer(&event);
            brush.look_at(Some(at(&event)), true);
            brush.anchor.set(brush.cursor.get_untracked());
            brush.dragging.set_value(true);
        }
    };
    let drag = move |event: ev::PointerEvent| {
        if brush.count_untracked() > 0 {
            brush.look_at(Some(at(&event)), brush.dragging.get_value());
        }
    };
    let release = move |_: ev::PointerEvent| {
        if brush.dragging.get_value() {
            brush.zoom();
        }
    };
    let leave = move |_: ev::PointerEvent| {
        if !brush.dragging.get_value() && brush.anchor.get_untracked().is_none() {
            brush.look_at(None, false);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if brush.key(&event.key(), event.shift_key()) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let hidden = flag(move || {
        let shows = matches!(*face.read(), Face::Rows | Face::Loading);
        !shows && !matches!(app.address.read().span, Span::Between(_))
    });
    let chosen = move || brush.anchor.get().and(brush.chosen());
    let share = move |bars: usize| percent(bars, brush.count());
    let draw = move || {
        let counts = list.counts.get();
        let bars = counts.as_ref().map_or(&[][..], |counts| &counts.bars);
        let size = format!("0 0 {} {HEIGHT}", (bars.len() * STEP).max(1));
        let parts: Part =
            paths(bars).into_iter().map(|(kind, path)| view! { <path class=class(subject, kind) d=path /> }).collect();
        view! { <svg viewBox=size preserveAspectRatio="none" aria-hidden="true">{parts}</svg> }
    };
    view! {
        <section class="panel hist" hidden=hidden>
            <div
                class="hist-plot"
                node_ref=plot
                role="slider"
                tabindex="0"
                aria-label=messages::by_time(subject)
                aria-description=messages::BARS_HELP
                aria-valuemin="0"
                aria-valuemax=text(move || brush.count().saturating_sub(1).to_string())
                aria-valuenow=text(move || brush.cursor.get().unwrap_or_default().to_string())
                aria-valuetext=text(move || brush.readout().unwrap_or_else(|| brush.whole()))
                on:pointerdown=press
                on:pointermove=drag
                on:pointerup=release
                on:pointercancel=move |_| brush.clear()
                on:pointerleave=leave
                on:keydown=key
            >
                {changing(draw)}
                <span
                    class="hist-cursor"
                    hidden=flag(move || brush.cursor.get().is_none() || chosen().is_some())
                    style:left=text(move || share(brush.cursor.get().unwrap_or_default()))
                    style:width=text(move || share(1))
                ></span>
                <span
                    class="hist-brush"
                    hidden=flag(move || chosen().is_none())
                    style:left=text(move || share(chosen().map_or(0, |(first, _)| first)))
                    style:width=text(move || share(chosen().map_or(0, |(first, last)| last + 1 - first)))
                ></span>
            </div>
            <p class="hist-foot" aria-hidden="true">
                <span>{text(move || brush.readout().unwrap_or_else(|| brush.edge(false)))}</span>
                <span>{text(move || if brush.readout().is_none() { brush.edge(true) } else { String::new() })}</span>
            </p>
            <div class="hist-tools">
                {changing(move || read_all(table))}
                {changing(move || zoom_out(brush))}
            </div>
        </section>
    }
}

/// The class that colours a kind of row.
fn class(subject: Subject, kind: usize) -> &'static str {
    const LINES: [&str; 5] = ["h-bad", "h-warn", "h-odd", "h-info", "h-off"];
    const RUNS: [&str; 8] = ["h-bad", "h-miss", "h-warn", "h-odd", "h-info", "h-off", "h-off", "h-ok"];
    let classes = match subject {
        Subject::Lines => &LINES[..],
        Subject::Runs => &RUNS[..],
    };
    classes.get(kind).copied().unwrap_or("h-odd")
}

fn percent(part: usize, of: usize) -> String {
    format!("calc(100% * {part} / {})", of.max(1))
}

/// A list that is long is read to its end only if somebody wants it.
fn read_all(table: TableState) -> Part {
    let unread = table.list.counts.read().as_ref().map_or(0, |counts| counts.unread);
    let reads = table.list.state.read().as_ref().is_some_and(|state| state.sources.iter().any(|source| source.loading));
    if unread == 0 || reads || table.counting.whole.get() {
        return Part::Nothing;
    }
    let press = move |()| table.counting.whole.set(true);
    view! { <Button label=messages::read_all(unread) quiet=true on_press=press /> }
}

fn zoom_out(brush: Brush) -> Part {
    match brush.table.app.address.read().span {
        Span::Between(_) => view! {
            <Button label=messages::ZOOM_OUT.to_string() glyph=Glyph::ZoomOut icon_only=true
                on_press=move |()| brush.zoom_out() />
        },
        _ => Part::Nothing,
    }
}

impl Brush {
    fn count(self) -> usize {
        self.table.list.counts.read().as_ref().map_or(0, |counts| counts.bars.len())
    }

    fn count_untracked(self) -> usize {
        untrack(|| self.count())
    }

    /// Looks at a bar; what was chosen before is let go, unless it is to grow.
    fn look_at(self, bar: Option<usize>, extends: bool) {
        if !extends && self.anchor.get_untracked().is_some() {
            self.anchor.set(None);
        }
        if self.cursor.get_untracked() != bar {
            self.cursor.set(bar);
        }
    }

    fn clear(self) {
        self.dragging.set_value(false);
        self.look_at(None, false);
    }

    /// The first and the last bar that are chosen or looked at.
    fn chosen(self) -> Option<(usize, usize)> {
        // There may be fewer bars than there were.
        let last = self.count().checked_sub(1)?;
        let cursor = self.cursor.get()?.min(last);
        let anchor = self.anchor.get().unwrap_or(cursor).min(last);
        Some((anchor.min(cursor), anchor.max(cursor)))
    }

    /// Does what a key is for. Whether it was for the bars.
    fn key(self, key: &str, extends: bool) -> bool {
        let before = self.cursor.get_untracked();
        if let Some(to) = moved(key, before, self.count_untracked()) {
            if extends && self.anchor.get_untracked().is_none() {
                self.anchor.set(Some(before.unwrap_or(to)));
            }
            self.look_at(Some(to), extends);
            return true;
        }
        match key {
            "Enter" | " " if before.is_some() => self.zoom(),
            "Escape" if before.is_some() => self.clear(),
            _ => return false,
        }
        true
    }

    /// Shows the time of the chosen bars only.
    fn zoom(self) {
        let chosen = untrack(|| self.chosen());
        self.clear();
        let app = self.table.app;
        let Some((counts, (first, last))) = self.table.list.counts.get_untracked().zip(chosen) else { return };
        let end = |at: usize| counts.ends.get(at).copied().filter(|end| end.0.abs() < FAR);
        let (mut from, mut to) = (end(first), end(last + 1));
        let before = app.address.read_untracked().span;
        if let Span::Between(range) = before {
            // The first and the last bar may be longer than what is shown.
            from = from.max(range.from);
            to = to.into_iter().chain(range.to).min();
        }
        let after = Span::Between(TimeRange { from, to });
        if after == before {
            return;
        }
        self.left.update_value(|left| left.push((before, after)));
        self.go(after);
    }

    /// Back to what was shown before zooming in, or to all time.
    fn zoom_out(self) {
        let now = self.table.app.address.read_untracked().span;
        let left = self.left.try_update_value(|left| {
            // Somebody who chose another time since then does not come back to those.
            left.iter()
                .rposition(|(_, after)| *after == now)
                .map(|at| left.drain(at..).next().map(|(before, _)| before))
        });
        self.go(left.flatten().flatten().unwrap_or(Span::All));
    }

    fn go(self, span: Span) {
        let mut address = self.table.app.address.get_untracked();
        address.span = span;
        self.table.app.go(address);
    }

    /// What the bars say that are chosen or looked at.
    fn readout(self) -> Option<String> {
        let (first, last) = self.chosen()?;
        self.say(first, last)
    }

    /// What all bars say together, to those who do not see them.
    fn whole(self) -> String {
        self.count().checked_sub(1).and_then(|last| self.say(0, last)).unwrap_or_default()
    }

    fn say(self, first: usize, last: usize) -> Option<String> {
        let counts = self.table.list.counts.get()?;
        let times = self.table.app.times()?;
        let span = times.span(*counts.ends.get(first)?, *counts.ends.get(last + 1)?);
        let mut sums = [0; 8];
        for bar in counts.bars.get(first..=last)? {
            bar.iter().zip(&mut sums).for_each(|(count, sum)| *sum += u64::from(*count));
        }
        Some(messages::bars(&span, self.table.subject, sums))
    }

    /// Where the bars begin or end; at their end also what is not counted.
    fn edge(self, end: bool) -> String {
        let Some((counts, times)) = self.table.list.counts.get().zip(self.table.app.times()) else {
            return String::new();
        };
        let at = if end { counts.ends.last() } else { counts.ends.first() };
        let shown = at.map(|at| times.minute(*at)).unwrap_or_default();
        match (end, counts.unread) {
            (true, 1..) => format!("{} · {shown}", messages::counted(counts.bars.iter().map(sum).sum(), counts.unread)),
            _ => shown,
        }
    }
}
