//! Where values come from, whatever their type.

use std::any::Any;
use std::cell::{Cell as StdCell, RefCell};
use std::rc::Rc;

use leptos::prelude::{ArcMemo, ArcTrigger, ArenaItem, Get, GetUntracked, LocalStorage, Notify, Track, untrack};

use super::function::{Make, TakeMut};

thread_local! {
    /// How often something that can change was read.
    static READS: StdCell<u32> = const { StdCell::new(0) };
}

/// Looks at something, and says whether it will always be the same: nothing that can change was read for it.
pub fn watched<T>(look: impl FnOnce() -> T) -> (T, bool) {
    let before = READS.get();
    let result = untrack(look);
    (result, READS.get() == before)
}

fn read_once_more() {
    READS.set(READS.get().wrapping_add(1));
}

/// A value of any type.
pub(super) type Value = Rc<dyn Any>;

/// Where a value comes from.
#[derive(Clone)]
pub(super) enum Source {
    /// It stays.
    Fixed(Value),
    /// It is set.
    Set(Rc<Cell>),
    /// It is calculated whenever it is read.
    Derived(Rc<dyn Make<Value>>),
    /// It is calculated when what it reads has changed. The number tells the graph of a change.
    Memo(ArcMemo<u32>, Rc<Calculation>),
}

/// A value that is set.
pub(super) struct Cell {
    changed: ArcTrigger,
    value: RefCell<Value>,
}

/// A value that is calculated, and the last result.
pub(super) struct Calculation {
    calculate: Box<dyn Make<Value>>,
    same: fn(&dyn Any, &dyn Any) -> bool,
    last: RefCell<Option<Value>>,
}

impl Calculation {
    /// Calculates. The number rises with every change of the result.
    fn run(&self, number: u32) -> u32 {
        let new = self.calculate.make();
        if self.last.borrow().as_ref().is_some_and(|last| (self.same)(&**last, &*new)) {
            return number;
        }
        // The one before is dropped when nothing is borrowed: its end may read signals.
        let before = self.last.replace(Some(new));
        drop(before);
        number.wrapping_add(1)
    }
}

/// A source that lives as long as the component or effect in which it was made.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Handle(ArenaItem<Source, LocalStorage>);

impl Handle {
    pub(super) fn new(source: Source) -> Handle {
        Handle(ArenaItem::new_local(source))
    }

    /// A value that stays.
    pub(super) fn fixed(value: Value) -> Handle {
        Handle::new(Source::Fixed(value))
    }

    /// A value that is set, at its beginning.
    pub(super) fn set_from(value: Value) -> Handle {
        let cell = Cell { changed: ArcTrigger::new(), value: RefCell::new(value) };
        Handle::new(Source::Set(Rc::new(cell)))
    }

    /// A value that is calculated when what it reads has changed, and what tells whether the result is the same.
    pub(super) fn memo(calculate: Box<dyn Make<Value>>, same: fn(&dyn Any, &dyn Any) -> bool) -> Handle {
        let calculation = Rc::new(Calculation { calculate, same, last: RefCell::new(None) });
        // The graph wants what may cross threads, and a handle may.
        let handle = ArenaItem::<_, LocalStorage>::new_local(calculation.clone());
        let number = ArcMemo::new(move |number: Option<&u32>| {
            let number = number.copied().unwrap_or_default();
            handle.try_get_value().map_or(number, |calculation: Rc<Calculation>| calculation.run(number))
        });
        Handle::new(Source::Memo(number, calculation))
    }

    /// The value now, which whoever runs now follows. `None` once the component is gone.
    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn read(self) -> Option<Value> {
        match self.0.try_get_value()? {
            Source::Fixed(value) => Some(value),
            Source::Set(cell) => {
                read_once_more();
                cell.changed.track();
                Some(cell.value.borrow().clone())
            }
            Source::Derived(calculate) => Some(calculate.make()),
            Source::Memo(number, calculation) => {
                read_once_more();
                number.get();
                calculation.last.borrow().clone()
            }
        }
    }

    /// The value now. `None` once the component is gone.
    pub(super) fn read_untracked(self) -> Option<Value> {
        match self.0.try_get_value()? {
            Source::Fixed(value) => Some(value),
            Source::Set(cell) => Some(cell.value.borrow().clone()),
            Source::Derived(calculate) => Some(untrack(|| calculate.make())),
            Source::Memo(number, calculation) => {
                number.get_untracked();
                calculation.last.borrow().clone()
            }
        }
    }

    /// Sets the value, and tells who follows it. Gives it back where it cannot be set any more.
    pub(super) fn set(self, value: Value) -> Option<Value> {
        let Some(Source::Set(cell)) = self.0.try_get_value() else { return Some(value) };
        let before = cell.value.replace(value);
        // Dropped when nothing is borrowed: its end may read signals.
        drop(before);
        cell.changed.notify();
        None
    }

    /// Changes the value, after a copy was made for whoever looks at it now. Whether it was still there.
    pub(super) fn update(
        self,
        copy: fn(&dyn Any) -> Value,
        change: &mut dyn for<'a> TakeMut<&'a mut dyn Any>,
        tell: bool,
    ) -> bool {
        let Some(Source::Set(cell)) = self.0.try_get_value() else { return false };
        {
            let mut value = cell.value.borrow_mut();
            if Rc::get_mut(&mut value).is_none() {
                let copied = copy(&**value);
                *value = copied;
            }
            if let Some(value) = Rc::get_mut(&mut value) {
                change.take_mut(value);
            }
        }
        if tell {
            cell.changed.notify();
        }
        true
    }

    /// Tells who follows the value that it changed.
    pub(super) fn notify(self) {
        if let Some(Source::Set(cell)) = self.0.try_get_value() {
            cell.changed.notify();
        }
    }
}

/// Stops: what was asked for went with its component.
#[cold]
#[cfg_attr(debug_assertions, track_caller)]
pub(super) fn gone() -> ! {
    panic!("a signal was read after its component was gone")
}
