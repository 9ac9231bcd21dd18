//! Views that are kept under a name: an address, and what of it is the reader's own setting.

use serde::{Deserialize, Serialize};

use super::address::Address;

/// A view under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SavedView {
    /// What its reader calls it.
    pub(crate) name: String,
    /// The fragment of its address.
    pub(crate) address: String,
}

impl SavedView {
    /// A view as it is now, without the record that is open.
    pub(crate) fn of(name: &str, address: Address) -> SavedView {
        SavedView { name: name.to_string(), address: Address { selected: None, ..address }.to_string() }
    }
}

/// Views with one more. One of the same name is replaced.
pub(crate) fn put(mut views: Vec<SavedView>, view: SavedView) -> Vec<SavedView> {
    match views.iter_mut().find(|known| known.name == view.name) {
        Some(known) => *known = view,
        None => views.push(view),
    }
    views
}

/// Views with another name for one. One that had this name before goes.
pub(crate) fn renamed(mut views: Vec<SavedView>, from: &str, to: &str) -> Vec<SavedView> {
    if from != to {
        views.retain(|view| view.name != to);
    }
    if let Some(view) = views.iter_mut().find(|view| view.name == from) {
        view.name = to.to_string();
    }
    views
}

/// The addresses of views that are of use to everybody. Their names are in `messages::views`.
pub(crate) const BUILT_IN: [&str; 5] = [
    "#/runs?q=outcome:failed,missed&from=-7d",
    "#/runs?q=outcome:warning&from=-7d",
    "#/runs?from=-30d&sort=-duration",
    "#/logs?q=severity:error&from=-1d",
    "#/logs?q=severity%3E%3Dwarning&from=-7d",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::address::Place;

    fn views(names: &[&str]) -> Vec<SavedView> {
        names.iter().map(|name| SavedView { name: name.to_string(), address: format!("#/runs?q={name}") }).collect()
    }

    fn names(views: &[SavedView]) -> Vec<&str> {
        views.iter().map(|view| view.name.as_str()).collect()
    }

    #[test]
    fn a_name_is_there_once() {
        assert_eq!(names(&put(views(&["a", "b"]), SavedView::of("c", Address::default()))), ["a", "b", "c"]);
        let replaced = put(views(&["a", "b"]), SavedView::of("a", Address::default()));
        assert_eq!((names(&replaced), replaced[0].address.as_str()), (vec!["a", "b"], "#/overview"));
        assert_eq!(names(&renamed(views(&["a", "b"]), "a", "b")), ["b"]);
        assert_eq!(renamed(views(&["a", "b"]), "a", "b")[0].address, "#/runs?q=a");
        assert_eq!(names(&renamed(views(&["a", "b"]), "a", "a")), ["a", "b"]);
        assert_eq!(names(&renamed(views(&["a"]), "x", "y")), ["a"]);
    }

    #[test]
    fn built_in_views_are_addresses_that_can_be_read() {
        for address in BUILT_IN {
            let (read, problems) = Address::parse(address);
            assert_eq!((problems, read.to_string().as_str()), (vec![], address));
            assert!(matches!(read.place, Place::Runs | Place::Logs), "{address}");
            assert!(read.query.parse::<tapedeck_core::query::Query>().is_ok(), "{address}");
        }
    }
}
