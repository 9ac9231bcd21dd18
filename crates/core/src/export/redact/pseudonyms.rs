//! The other names that were given out.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Whose name it is; as a word, what its other name begins with.
pub(super) type Kind = &'static str;

/// Other names, the same for the same. Copies give out the same names: what is copied now and exported later can be read
/// side by side.
#[derive(Clone, Debug, Default)]
pub struct Pseudonyms(Rc<RefCell<Given>>);

#[derive(Debug, Default)]
struct Given {
    names: HashMap<(Kind, String), String>,
    counts: HashMap<Kind, usize>,
}

impl Pseudonyms {
    /// The other name of what is called so, in capital or small letters.
    pub(super) fn of(&self, kind: Kind, name: &str) -> String {
        let key = (kind, name.trim().to_lowercase());
        let Given { names, counts } = &mut *self.0.borrow_mut();
        let new = || {
            let count = counts.entry(kind).or_default();
            *count += 1;
            format!("{kind}-{count}")
        };
        names.entry(key).or_insert_with(new).clone()
    }
}
