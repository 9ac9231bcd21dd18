//! References to elements.

use std::marker::PhantomData;

use leptos::html::ElementType;
use leptos::tachys::renderer::CastFrom;
use leptos::tachys::renderer::types::Element;

use super::RwSignal;
use crate::view::effect;

/// An element of the page, once it is there.
pub struct NodeRef<E>(pub(super) RwSignal<Option<Element>>, PhantomData<fn() -> E>);

impl<E: ElementType> NodeRef<E>
where
    E::Output: CastFrom<Element>,
{
    /// A reference that is not filled yet.
    pub fn new() -> NodeRef<E> {
        NodeRef(RwSignal::new(None), PhantomData)
    }

    /// Fills it.
    pub fn load(self, element: &Element) {
        self.0.set(Some(element.clone()));
    }

    /// Does something with the element as soon as it is there, once.
    pub fn on_load(self, run: impl FnOnce(E::Output) + 'static)
    where
        E: 'static,
    {
        let mut run = Some(run);
        effect(move || {
            if let Some(element) = self.get()
                && let Some(run) = run.take()
            {
                leptos::prelude::untrack(|| run(element));
            }
        });
    }

    /// The element, which whoever runs now follows.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn get(self) -> Option<E::Output> {
        self.0.get().and_then(E::Output::cast_from)
    }

    /// The element.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn get_untracked(self) -> Option<E::Output> {
        self.0.get_untracked().and_then(E::Output::cast_from)
    }

    /// The element, or `None` once the component is gone.
    pub fn try_get_untracked(self) -> Option<Option<E::Output>> {
        self.0.try_get_untracked().map(|element| element.and_then(E::Output::cast_from))
    }
}

impl<E: ElementType> Default for NodeRef<E>
where
    E::Output: CastFrom<Element>,
{
    fn default() -> NodeRef<E> {
        NodeRef::new()
    }
}
