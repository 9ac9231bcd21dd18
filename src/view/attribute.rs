//! What an element says of itself: attributes, classes, styles, properties.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::RenderEffect;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::Element as Node;

use crate::signals::{Signal, watched};

/// Where a value goes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Attribute,
    Class,
    Property,
    Style,
}

/// A value that is set on an element.
pub(super) struct Attribute {
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    pub(super) value: Value,
}

/// A value, or where to read it.
pub enum Value {
    /// It stays.
    Fixed(Plain),
    /// It is read again when it changes.
    Text(Signal<String>),
    /// The same, and it may be missing.
    Maybe(Signal<Option<String>>),
    /// The same for something that holds or not.
    Flag(Signal<bool>),
}

/// What is set.
#[derive(Clone, PartialEq)]
pub enum Plain {
    /// Nothing: no attribute, no class.
    Nothing,
    /// Something that holds or not: an attribute without a value, or none.
    Flag(bool),
    /// A text.
    Text(Cow<'static, str>),
}

impl Value {
    /// What it is now. `None` once its signal is gone.
    fn now(&self) -> Option<Plain> {
        Some(match self {
            Value::Fixed(plain) => plain.clone(),
            Value::Text(text) => text.try_get()?.into(),
            Value::Maybe(text) => text.try_get()?.into(),
            Value::Flag(flag) => Plain::Flag(flag.try_get()?),
        })
    }
}

/// A value on an element of the page.
pub(super) struct Set {
    kind: Kind,
    name: &'static str,
    /// What stands there now.
    last: Rc<RefCell<Plain>>,
    /// Follows the value, if it can change.
    follows: Option<RenderEffect<()>>,
}

impl Set {
    pub(super) fn new(node: &Node, attribute: Attribute) -> Set {
        let Attribute { kind, name, value } = attribute;
        let mut set = Set { kind, name, last: Rc::new(RefCell::new(Plain::Nothing)), follows: None };
        set.change(node, value);
        set
    }

    /// Whether both are the same attribute.
    pub(super) fn is(&self, other: &Attribute) -> bool {
        self.kind == other.kind && self.name == other.name
    }

    /// Sets another value in place of the one before.
    pub(super) fn change(&mut self, node: &Node, value: Value) {
        let (kind, name, last) = (self.kind, self.name, self.last.clone());
        if let Value::Fixed(plain) = value {
            self.follows = None;
            put(node, kind, name, &last, plain);
            return;
        }
        // What reads nothing that changes is set once.
        let (plain, stays) = watched(|| value.now());
        if stays {
            self.follows = None;
            if let Some(plain) = plain {
                put(node, kind, name, &last, plain);
            }
            return;
        }
        let node = node.clone();
        self.follows = Some(RenderEffect::new(move |_| {
            if let Some(plain) = value.now() {
                put(&node, kind, name, &last, plain);
            }
        }));
    }
}

/// Sets a value unless it stands there already.
fn put(node: &Node, kind: Kind, name: &'static str, last: &RefCell<Plain>, plain: Plain) {
    if *last.borrow() == plain {
        return;
    }
    match (kind, &plain) {
        (Kind::Attribute, Plain::Text(text)) => Rndr::set_attribute(node, name, text),
        (Kind::Attribute, Plain::Flag(true)) => Rndr::set_attribute(node, name, ""),
        (Kind::Attribute, _) => Rndr::remove_attribute(node, name),
        (Kind::Class, Plain::Flag(true)) => Rndr::add_class(&Rndr::class_list(node), name),
        (Kind::Class, _) => Rndr::remove_class(&Rndr::class_list(node), name),
        (Kind::Property, Plain::Text(text)) => Rndr::set_property_or_value(node, name, &text.as_ref().into()),
        (Kind::Property, plain) => Rndr::set_property(node, name, &(*plain == Plain::Flag(true)).into()),
        (Kind::Style, Plain::Text(text)) => Rndr::set_css_property(&Rndr::style(node), name, text),
        (Kind::Style, _) => Rndr::remove_css_property(&Rndr::style(node), name),
    }
    last.replace(plain);
}

impl From<&'static str> for Plain {
    fn from(text: &'static str) -> Plain {
        Plain::Text(text.into())
    }
}

impl From<String> for Plain {
    fn from(text: String) -> Plain {
        Plain::Text(text.into())
    }
}

impl From<bool> for Plain {
    fn from(flag: bool) -> Plain {
        Plain::Flag(flag)
    }
}

impl<T: Into<Plain>> From<Option<T>> for Plain {
    fn from(value: Option<T>) -> Plain {
        value.map_or(Plain::Nothing, Into::into)
    }
}

impl<T: Into<Plain>> From<T> for Value {
    fn from(plain: T) -> Value {
        Value::Fixed(plain.into())
    }
}

impl From<Signal<String>> for Value {
    fn from(text: Signal<String>) -> Value {
        Value::Text(text)
    }
}

impl From<Signal<Option<String>>> for Value {
    fn from(text: Signal<Option<String>>) -> Value {
        Value::Maybe(text)
    }
}

impl From<Signal<bool>> for Value {
    fn from(flag: Signal<bool>) -> Value {
        Value::Flag(flag)
    }
}
