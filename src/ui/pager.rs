//! Steps through a long result.

use crate::prelude::*;

use super::{Button, Glyph};
use crate::messages::ui as text;
use crate::view::{Part, text, view};

/// The page, counted from zero, on which a row is, and the number of pages.
pub fn page_of(first_row: u64, total: u64, page_size: u64) -> (u64, u64) {
    let size = page_size.max(1);
    let pages = total.div_ceil(size).max(1);
    ((first_row / size).min(pages - 1), pages)
}

/// First, previous, "Page 3 of 38", next, last.
#[component]
pub fn Pager(
    /// The row at the top of the table.
    #[prop(into)]
    first_row: Signal<u64>,
    /// How many rows there are; nothing while nobody knows.
    #[prop(into)]
    total: Signal<Option<u64>>,
    /// How many rows are on a page.
    page_size: u64,
    /// Called with the row to go to.
    #[prop(into)]
    on_go: Callback<u64>,
) -> Part {
    let at = Memo::new(move |_| page_of(first_row.get(), total.get().unwrap_or(0), page_size));
    let is_first = Signal::derive(move || at.get().0 == 0);
    let is_last = Signal::derive(move || at.get().0 + 1 >= at.get().1);
    let go = move |page: u64| on_go.run(page * page_size);
    let shown = text(move || text::page_of(at.get().0 + 1, total.get().map(|_| at.get().1)));
    view! {
        <div class="pager" role="group" aria-label=text::pages()>
            <Button label=text::first_page() glyph=Glyph::First icon_only=true quiet=true disabled=is_first
                on_press=move || go(0) />
            <Button label=text::previous_page() glyph=Glyph::ChevronLeft icon_only=true quiet=true disabled=is_first
                on_press=move || go(at.get_untracked().0.saturating_sub(1)) />
            <span class="pager-at">{shown}</span>
            <Button label=text::next_page() glyph=Glyph::ChevronRight icon_only=true quiet=true disabled=is_last
                on_press=move || go(at.get_untracked().0 + 1) />
            <Button label=text::last_page() glyph=Glyph::Last icon_only=true quiet=true disabled=is_last
                on_press=move || go(at.get_untracked().1 - 1) />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::page_of;

    #[test]
    fn counts_pages() {
        for (row, total, expected) in
            [(0, 0, (0, 1)), (0, 200, (0, 1)), (199, 201, (0, 2)), (200, 201, (1, 2)), (9999, 7553, (37, 38))]
        {
            assert_eq!(page_of(row, total, 200), expected, "row {row} of {total}");
        }
    }
}
