//! The shared components, one a file.
//!
//! What belongs here: what more than one page needs to draw, told by its properties alone.
//! What does not: anything that knows a page, the state or the engine.
//!
//! Text comes from `messages::ui` or from the page. What the browser must be asked is a function of `browser`.

mod button;
mod chips;
mod completeness;
mod copy_button;
mod copying;
mod dialog;
mod drawer;
mod faces;
mod facts;
mod field;
mod glyph;
mod grid;
mod icon;
mod id;
mod menu;
mod notice;
mod page_head;
mod pager;
mod raw;
mod search_box;
mod select;
mod status;
mod tone;

pub use button::Button;
pub use chips::{OutcomeChip, SeverityChip};
pub use completeness::{BarState, CompletenessBar};
pub use copy_button::CopyButton;
pub use copying::Copying;
pub use dialog::Dialog;
pub use drawer::Drawer;
pub use faces::{Empty, ErrorFace, Loading};
pub use facts::Facts;
pub use field::{AreaField, ChoiceField, SwitchField, TextField};
pub use glyph::Glyph;
pub use grid::{
    Cell, CellKind, Column, Grid, GridRow, Marks, Ranges, RowTone, Rows, few, fits_of_field, marked, of_field,
};
pub use icon::Icon;
pub use id::unique;
pub use menu::{Menu, MenuCheck, MenuItem};
pub use notice::Notice;
pub use page_head::page_head;
pub use pager::Pager;
pub use raw::Raw;
pub use search_box::{Completion, SearchBox, Suggestion};
pub use select::Select;
pub use status::{Mark, OutcomeMark, SeverityMark, mark_view};
pub use tone::Tone;
