//! An element as plain data, and what of it is on the page.

use std::borrow::Cow;

use leptos::ev::EventDescriptor;
use leptos::html::ElementType;
use leptos::prelude::Owner;
use leptos::tachys::renderer::CastFrom;
use leptos::tachys::renderer::types::{Element as Node, Event};
use leptos::tachys::renderer::{RemoveEventHandler, Rndr};

use super::attribute::{Attribute, Kind, Set, Value};
use super::mounted::{Mounted, build, replace_with};
use super::part::Part;
use crate::signals::{NodeRef, TakeMut};

/// The namespace of drawings.
const SVG: &str = "http://www.w3.org/2000/svg";

/// What is done with a new element.
type Fill = Box<dyn FnOnce(&Node)>;

/// An element that is not on the page yet.
pub struct Element {
    tag: &'static str,
    place: u32,
    attributes: Vec<Attribute>,
    listeners: Vec<Listener>,
    fill: Option<Fill>,
    children: Vec<Part>,
}

struct Listener {
    event: Cow<'static, str>,
    /// What a handler makes belongs to whoever wrote the view.
    owner: Owner,
    handler: Box<dyn TakeMut<Event>>,
}

/// A number for the place in the program where a view is written.
pub const fn place(file: &str, line: u32, column: u32) -> u32 {
    let mut hash = line.wrapping_mul(0x9E37_79B9) ^ column.wrapping_mul(0x85EB_CA6B);
    let bytes = file.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

impl Element {
    /// An element without anything.
    pub fn new(tag: &'static str) -> Element {
        let (attributes, listeners, children) = (Vec::new(), Vec::new(), Vec::new());
        Element { tag, place: 0, attributes, listeners, fill: None, children }
    }

    /// Two elements that are written at the same place are the same element at two times.
    pub fn written_at(mut self, place: u32) -> Element {
        self.place = place;
        self
    }

    /// Sets an attribute.
    pub fn attribute(self, name: &'static str, value: impl Into<Value>) -> Element {
        self.with(Kind::Attribute, name, value.into())
    }

    /// Sets a class beside those of the attribute `class`.
    pub fn class(self, name: &'static str, value: impl Into<Value>) -> Element {
        self.with(Kind::Class, name, value.into())
    }

    /// Sets a property of the element's object.
    pub fn property(self, name: &'static str, value: impl Into<Value>) -> Element {
        self.with(Kind::Property, name, value.into())
    }

    /// Sets a property of the element's own style.
    pub fn style(self, name: &'static str, value: impl Into<Value>) -> Element {
        self.with(Kind::Style, name, value.into())
    }

    fn with(mut self, kind: Kind, name: &'static str, value: Value) -> Element {
        self.attributes.push(Attribute { kind, name, value });
        self
    }

    /// Listens to an event.
    pub fn on<E: EventDescriptor>(self, event: E, mut handler: impl FnMut(E::EventType) + 'static) -> Element
    where
        E::EventType: From<Event>,
    {
        self.listen(event.name(), Box::new(move |event: Event| handler(event.into())))
    }

    fn listen(mut self, event: Cow<'static, str>, handler: Box<dyn TakeMut<Event>>) -> Element {
        let owner = Owner::current().unwrap_or_default();
        self.listeners.push(Listener { event, owner, handler });
        self
    }

    /// Fills a reference as soon as the element is there.
    pub fn node_ref<E: ElementType + 'static>(mut self, node: NodeRef<E>) -> Element
    where
        E::Output: CastFrom<Node>,
    {
        self.fill = Some(Box::new(move |element| node.load(element)));
        self
    }

    /// Puts something into it, behind what is in it already.
    pub fn child(mut self, child: impl Into<Part>) -> Element {
        self.children.push(child.into());
        self
    }

    /// Makes the element, still outside of the document.
    pub(super) fn build(self) -> BuiltElement {
        let node = Rndr::create_element(self.tag, matches!(self.tag, "svg" | "path").then_some(SVG));
        let attributes = self.attributes.into_iter().map(|attribute| Set::new(&node, attribute)).collect();
        let listeners = self.listeners.into_iter().map(|listener| listen(&node, listener)).collect();
        if let Some(fill) = self.fill {
            fill(&node);
        }
        let children: Vec<Mounted> = self.children.into_iter().map(build).collect();
        children.iter().for_each(|child| child.mount(&node, None));
        BuiltElement { node, tag: self.tag, place: self.place, attributes, listeners, children }
    }
}

/// An element of the page.
pub struct BuiltElement {
    pub(super) node: Node,
    tag: &'static str,
    place: u32,
    attributes: Vec<Set>,
    /// Dropping one ends it.
    listeners: Vec<RemoveEventHandler<Node>>,
    children: Vec<Mounted>,
}

impl BuiltElement {
    /// Whether the element can become the other one without being replaced.
    pub(super) fn can_become(&self, next: &Element) -> bool {
        self.tag == next.tag
            && self.place == next.place
            && self.children.len() == next.children.len()
            && self.attributes.len() == next.attributes.len()
            && self.attributes.iter().zip(&next.attributes).all(|(set, next)| set.is(next))
    }

    /// Makes it the other one.
    pub(super) fn become_(&mut self, next: Element) {
        for (set, next) in self.attributes.iter_mut().zip(next.attributes) {
            set.change(&self.node, next.value);
        }
        self.listeners.clear();
        self.listeners.extend(next.listeners.into_iter().map(|listener| listen(&self.node, listener)));
        if let Some(fill) = next.fill {
            fill(&self.node);
        }
        for (child, next) in self.children.iter_mut().zip(next.children) {
            replace_with(child, next);
        }
    }
}

fn listen(node: &Node, listener: Listener) -> RemoveEventHandler<Node> {
    let Listener { event, owner, mut handler } = listener;
    let handler = move |event| {
        #[cfg(debug_assertions)]
        let _zone = leptos::reactive::diagnostics::SpecialNonReactiveZone::enter();
        owner.with(|| handler.take_mut(event));
    };
    Rndr::add_event_listener(node, &event, Box::new(handler))
}
