//! What is on the page, and how one view takes the place of another.

use std::borrow::Cow;

use leptos::prelude::RenderEffect;
use leptos::tachys::renderer::types::{Element as Parent, Node, Placeholder, Text};
use leptos::tachys::renderer::{CastFrom, Rndr};

use super::Alive;
use super::element::BuiltElement;
use super::part::Part;
use crate::signals::watched;

/// A part that is on the page. Dropping it ends its effects, and leaves its nodes.
pub enum Mounted {
    Nothing(Placeholder),
    Text(Text, Cow<'static, str>),
    /// With the effect that follows the text.
    Changes(Text, #[allow(dead_code, reason = "dropping it ends it")] RenderEffect<()>),
    Element(BuiltElement),
    /// With what stands behind the last one, and is there even if there is none.
    Many(Vec<Mounted>, Placeholder),
    Changing(RenderEffect<Mounted>),
}

/// Draws a part into an element. What comes back keeps it alive.
pub fn mount(parent: &Parent, part: Part) -> Mounted {
    let mounted = build(part);
    mounted.mount(parent, None);
    mounted
}

/// Makes the nodes of a part, still outside of the document.
pub(super) fn build(part: Part) -> Mounted {
    match part {
        Part::Nothing => Mounted::Nothing(Rndr::create_placeholder()),
        Part::Text(text) => Mounted::Text(Rndr::create_text_node(&text), text),
        Part::Changes(text) => {
            // What reads nothing that changes is written once.
            if let (Some(text), true) = watched(|| text.try_get()) {
                return build(Part::Text(text.into()));
            }
            let node = Rndr::create_text_node("");
            let shown = node.clone();
            let mut last = String::new();
            let follow = RenderEffect::new(move |_| {
                if let Some(text) = text.try_get()
                    && text != last
                {
                    Rndr::set_text(&shown, &text);
                    last = text;
                }
            });
            Mounted::Changes(node, follow)
        }
        Part::Element(element) => Mounted::Element(element.build()),
        Part::Many(parts) => Mounted::Many(parts.into_iter().map(build).collect(), Rndr::create_placeholder()),
        Part::Changing(view) => {
            let alive = Alive::new();
            Mounted::Changing(RenderEffect::new(move |before| match before {
                None => build(view.make()),
                // Told to draw again before it was taken away: what it would read is gone.
                Some(mounted) if alive.has_ended() => mounted,
                Some(mut mounted) => {
                    replace_with(&mut mounted, view.make());
                    mounted
                }
            }))
        }
    }
}

/// Puts a part in the place of what is there. What is the same stays as it is, with focus and selection.
pub(super) fn replace_with(mounted: &mut Mounted, part: Part) {
    match (&mut *mounted, part) {
        (Mounted::Nothing(_), Part::Nothing) => {}
        (Mounted::Text(node, last), Part::Text(text)) => {
            if *last != text {
                Rndr::set_text(node, &text);
                *last = text;
            }
        }
        (Mounted::Element(element), Part::Element(next)) if element.can_become(&next) => element.become_(*next),
        (Mounted::Many(list, end), Part::Many(parts)) => {
            for gone in list.drain(parts.len().min(list.len())..) {
                gone.unmount();
            }
            let mut parts = parts.into_iter();
            list.iter_mut().zip(parts.by_ref()).for_each(|(mounted, part)| replace_with(mounted, part));
            let parent = parent_of(end);
            list.extend(parts.map(|part| {
                let new = build(part);
                if let Some(parent) = &parent {
                    new.mount(parent, Some(end));
                }
                new
            }));
        }
        (_, part) => {
            let new = build(part);
            let place = mounted.first();
            if let Some(parent) = parent_of(&place) {
                new.mount(&parent, Some(&place));
            }
            std::mem::replace(mounted, new).unmount();
        }
    }
}

fn parent_of(node: &Node) -> Option<Parent> {
    Rndr::get_parent(node).and_then(Parent::cast_from)
}

impl Mounted {
    /// Puts it into an element, before another node or at the end.
    pub(super) fn mount(&self, parent: &Parent, before: Option<&Node>) {
        match self {
            Mounted::Nothing(node) => Rndr::insert_node(parent, node, before),
            Mounted::Text(node, _) | Mounted::Changes(node, _) => Rndr::insert_node(parent, node, before),
            Mounted::Element(element) => Rndr::insert_node(parent, &element.node, before),
            Mounted::Many(list, end) => {
                list.iter().for_each(|mounted| mounted.mount(parent, before));
                Rndr::insert_node(parent, end, before);
            }
            Mounted::Changing(effect) => {
                effect.with_value_mut(|mounted| mounted.mount(parent, before));
            }
        }
    }

    /// Takes it off the page.
    fn unmount(&self) {
        match self {
            Mounted::Nothing(node) => Rndr::remove(node),
            Mounted::Text(node, _) | Mounted::Changes(node, _) => Rndr::remove(node),
            Mounted::Element(element) => Rndr::remove(&element.node),
            Mounted::Many(list, end) => {
                list.iter().for_each(Mounted::unmount);
                Rndr::remove(end);
            }
            Mounted::Changing(effect) => {
                effect.with_value_mut(|mounted| mounted.unmount());
            }
        }
    }

    /// Its first node.
    fn first(&self) -> Node {
        match self {
            Mounted::Nothing(node) => node.clone().into(),
            Mounted::Text(node, _) | Mounted::Changes(node, _) => node.clone().into(),
            Mounted::Element(element) => element.node.clone().into(),
            Mounted::Many(list, end) => list.first().map_or_else(|| end.clone().into(), Mounted::first),
            Mounted::Changing(effect) => {
                effect.with_value_mut(|mounted| mounted.first()).unwrap_or_else(|| Rndr::create_placeholder().into())
            }
        }
    }
}
