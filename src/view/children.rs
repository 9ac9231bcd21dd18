//! What stands between the tags of a component.

use std::rc::Rc;

use super::Part;
use crate::signals::Make;

/// Children that are drawn once.
pub type Children = Box<dyn FnOnce() -> Part>;
/// Children that are drawn any number of times.
pub type ChildrenFn = Rc<dyn Make<Part>>;

/// A function as the kind of children that a component takes.
pub fn children<F, C: FromFunction<F>>(function: F) -> C {
    C::from_function(function)
}

/// A kind of children.
pub trait FromFunction<F> {
    /// A function as such children.
    fn from_function(function: F) -> Self;
}

impl<F: FnOnce() -> Part + 'static> FromFunction<F> for Children {
    fn from_function(function: F) -> Children {
        Box::new(function)
    }
}

impl<F: Fn() -> Part + 'static> FromFunction<F> for ChildrenFn {
    fn from_function(function: F) -> ChildrenFn {
        Rc::new(function)
    }
}
