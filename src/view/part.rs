//! A part of a view.

use std::borrow::Cow;
use std::rc::Rc;

use super::element::Element;
use crate::signals::{Make, Signal};

/// A part of a view that is not on the page yet.
pub enum Part {
    /// Nothing.
    Nothing,
    /// A text that stays.
    Text(Cow<'static, str>),
    /// A text that changes.
    Changes(Signal<String>),
    /// An element.
    Element(Box<Element>),
    /// Several, one after the other.
    Many(Vec<Part>),
    /// Something that is drawn anew when what it reads changes.
    Changing(Rc<dyn Make<Part>>),
}

impl From<()> for Part {
    fn from((): ()) -> Part {
        Part::Nothing
    }
}

impl From<&'static str> for Part {
    fn from(text: &'static str) -> Part {
        Part::Text(text.into())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Part {
        Part::Text(text.into())
    }
}

impl From<Signal<String>> for Part {
    fn from(text: Signal<String>) -> Part {
        Part::Changes(text)
    }
}

impl From<Element> for Part {
    fn from(element: Element) -> Part {
        Part::Element(Box::new(element))
    }
}

impl<T: Into<Part>> From<Option<T>> for Part {
    fn from(part: Option<T>) -> Part {
        part.map_or(Part::Nothing, Into::into)
    }
}

impl From<Vec<Part>> for Part {
    fn from(parts: Vec<Part>) -> Part {
        Part::Many(parts)
    }
}

impl FromIterator<Part> for Part {
    fn from_iter<I: IntoIterator<Item = Part>>(parts: I) -> Part {
        Part::Many(parts.into_iter().collect())
    }
}
