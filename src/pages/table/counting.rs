//! What is counted beside the rows of a table.

use crate::prelude::*;
use tapedeck_core::model::Field;
use tapedeck_core::vendors::Subject;
use tapedeck_engine::protocol::{CountWish, FacetWish};

use crate::browser::media;
use crate::state::app::App;
use crate::state::list::List;
use crate::view::effect;

/// How many bars stand above a table, about: on a wide window, and on a narrow one.
const BARS: [u32; 2] = [160, 60];
/// How many values of a field are shown: at first, and after each *More*.
const MOST: [u32; 3] = [10, 50, 200];

const LINES: [Field; 7] =
    [Field::Severity, Field::Source, Field::File, Field::Job, Field::Item, Field::User, Field::Code];
const RUNS: [Field; 7] =
    [Field::Outcome, Field::Source, Field::Job, Field::Action, Field::Item, Field::Kind, Field::Code];

/// What is counted beside the rows of a table.
#[derive(Clone, Copy)]
pub(super) struct Counting {
    app: App,
    by_time: bool,
    narrow: Signal<bool>,
    /// All rows are to be read for it, however many there are.
    pub(super) whole: RwSignal<bool>,
    /// Whether the facets are shown.
    pub(super) open: RwSignal<bool>,
    /// What is wanted of each field.
    pub(super) facets: RwSignal<Vec<FacetWish>>,
}

impl Counting {
    /// For a table. The facets are shown if they were when somebody last looked; on a narrow window they would hide it.
    pub(super) fn new(app: App, subject: Subject, by_time: bool) -> Counting {
        let fields = match subject {
            Subject::Lines => &LINES[..],
            Subject::Runs => &RUNS[..],
        };
        let wish = |field: &Field| FacetWish { field: *field, containing: String::new(), most: MOST[0] };
        let narrow = media::match_media(media::NARROW);
        let open = app.preferences.read_untracked().facets && !narrow.get_untracked();
        Counting {
            app,
            by_time,
            narrow,
            whole: RwSignal::new(false),
            open: RwSignal::new(open),
            facets: RwSignal::new(fields.iter().map(wish).collect()),
        }
    }

    /// Tells what is to be counted of the list, now and whenever that changes.
    pub(super) fn follow(self, list: List) {
        // A list of something else may be longer.
        effect(move || {
            let address = self.app.address.read();
            let _ = (&address.sources, &address.opened, address.span);
            if self.whole.get_untracked() {
                self.whole.set(false);
            }
        });
        effect(move || {
            list.count(CountWish {
                bars: if self.by_time { BARS[usize::from(self.narrow.get())] } else { 0 },
                facets: if self.open.get() { self.facets.get() } else { Vec::new() },
                whole: self.whole.get(),
            });
        });
    }

    /// Shows or hides the facets. What a wide window shows is remembered.
    pub(super) fn toggle(self) {
        let open = !self.open.get_untracked();
        self.open.set(open);
        if !self.narrow.get_untracked() {
            self.app.prefer(|preferences| preferences.facets = open);
        }
    }

    /// More values of a field. `None` when no more are shown at a time.
    pub(super) fn next_most(most: u32) -> Option<u32> {
        MOST.into_iter().find(|next| *next > most)
    }
}
