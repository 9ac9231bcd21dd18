//! Values, rows and damage of every kind.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed};
use serde_json::{Map, Value};

/// The same cases in every run: the seed is fixed.
pub fn config(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(0x7A9E_DEC5), failure_persistence: None, ..Config::default() }
}

/// What random values of one vendor are made of.
#[derive(Clone, Copy)]
pub struct Words {
    /// The keys that the vendor looks at, and one that it does not.
    pub keys: &'static [&'static str],
    /// Texts that mean something, or nearly.
    pub texts: &'static [&'static str],
    /// Spans of numbers that mean something, the end not included.
    pub numbers: &'static [(i64, i64)],
}

impl Words {
    fn scalar(self) -> impl Strategy<Value = Value> {
        let number = move || select(self.numbers.to_vec()).prop_flat_map(|(from, to)| from..to);
        prop_oneof![
            1 => Just(Value::Null),
            1 => any::<bool>().prop_map(Value::from),
            1 => any::<i64>().prop_map(Value::from),
            1 => any::<u64>().prop_map(Value::from),
            1 => any::<f64>().prop_map(Value::from),
            // What means something comes more often, and in every disguise.
            3 => number().prop_map(Value::from),
            1 => number().prop_map(|number| Value::from(number as f64)),
            1 => number().prop_map(|number| Value::from(format!(" {number} "))),
            3 => select(self.texts.to_vec()).prop_map(Value::from),
            1 => any::<String>().prop_map(Value::from),
        ]
    }

    fn pairs(self, most: usize, value: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
        let object = |pairs: Vec<(&str, Value)>| -> Map<String, Value> {
            pairs.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
        };
        prop::collection::vec((select(self.keys.to_vec()), value), 0..most).prop_map(move |pairs| object(pairs).into())
    }

    /// Anything that JSON can say.
    pub fn value(self) -> BoxedStrategy<Value> {
        self.scalar()
            .prop_recursive(3, 24, 5, move |inner| {
                let list = prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from);
                prop_oneof![list, self.pairs(5, inner)]
            })
            .boxed()
    }

    /// The text of a row: random values under the keys that matter, now and then something that is no row at all. With
    /// or without spaces in it: it must be kept as it is.
    pub fn row_text(self) -> BoxedStrategy<String> {
        let row = prop_oneof![8 => self.pairs(14, self.value()), 1 => self.value()];
        let written = |(row, spaced): (Value, bool)| {
            if spaced { serde_json::to_string_pretty(&row) } else { serde_json::to_string(&row) }.expect("JSON")
        };
        (row, any::<bool>()).prop_map(written).boxed()
    }

    /// So many changes.
    pub fn changes(self, count: std::ops::Range<usize>) -> BoxedStrategy<Vec<Change>> {
        let what = prop_oneof![
            Just(What::Delete),
            self.value().prop_map(What::Replace),
            (select(self.keys.to_vec()), self.value()).prop_map(|(key, value)| What::Insert(key.to_string(), value)),
        ];
        let change = (any::<Index>(), what).prop_map(|(place, what)| Change { place, what });
        prop::collection::vec(change, count).boxed()
    }
}

/// One thing that happens to an answer.
#[derive(Clone, Debug)]
pub struct Change {
    place: Index,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Delete,
    Replace(Value),
    Insert(String, Value),
}

/// The places in a value, as pointers; the root is not one.
fn places(value: &Value, at: &str, out: &mut Vec<String>) {
    let mut go = |key: String, value: &Value| {
        let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        out.push(at.clone());
        places(value, &at, out);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| go(key.clone(), value)),
        Value::Array(list) => list.iter().enumerate().for_each(|(at, value)| go(at.to_string(), value)),
        _ => {}
    }
}

fn apply(root: &mut Value, change: Change) {
    let mut all = Vec::new();
    places(root, "", &mut all);
    if all.is_empty() {
        return;
    }
    let place = change.place.get(&all);
    let (parent, key) = place.rsplit_once('/').expect("a pointer");
    let key = key.replace("~1", "/").replace("~0", "~");
    if let What::Replace(value) = change.what {
        *root.pointer_mut(place).expect("what is there") = value;
        return;
    }
    match (change.what, root.pointer_mut(parent).expect("a parent")) {
        (What::Delete, Value::Object(map)) => drop(map.shift_remove(&key)),
        (What::Delete, Value::Array(list)) => drop(list.remove(key.parse().expect("a place"))),
        (What::Insert(name, value), Value::Object(map)) => drop(map.insert(name, value)),
        (What::Insert(_, value), Value::Array(list)) => list.insert(key.parse().expect("a place"), value),
        _ => {}
    }
}

/// An answer after these changes. One that is no JSON stays as it is: other tests damage it.
pub fn changed(body: &[u8], changes: Vec<Change>) -> Vec<u8> {
    let Ok(mut root) = serde_json::from_slice::<Value>(body) else { return body.to_vec() };
    changes.into_iter().for_each(|change| apply(&mut root, change));
    serde_json::to_vec(&root).expect("JSON")
}

/// What happens to bytes on the way.
#[derive(Clone, Debug)]
pub struct Damage {
    flips: Vec<(Index, u8)>,
    cut: Option<Index>,
}

/// Some bits turned, and perhaps the end cut off.
pub fn damage() -> impl Strategy<Value = Damage> {
    let flips = prop::collection::vec((any::<Index>(), 0u8..8), 0..4);
    (flips, prop::option::of(any::<Index>())).prop_map(|(flips, cut)| Damage { flips, cut })
}

impl Damage {
    /// Only what a connection does that breaks.
    pub fn end_of(&self, body: &[u8]) -> Vec<u8> {
        Damage { flips: Vec::new(), cut: self.cut }.of(body)
    }

    pub fn of(&self, body: &[u8]) -> Vec<u8> {
        let mut body = body.to_vec();
        if body.is_empty() {
            return body;
        }
        for (at, bit) in &self.flips {
            let at = at.index(body.len());
            body[at] ^= 1 << bit;
        }
        if let Some(cut) = self.cut {
            body.truncate(cut.index(body.len()));
        }
        body
    }
}

/// Depths around what a JSON reader takes, and far beyond.
pub const DEPTHS: [usize; 6] = [10, 126, 127, 128, 129, 5_000];

/// A list in a list in a list.
pub fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

#[test]
fn changes_reach_every_place() {
    let value = serde_json::json!({"a/b": [1, {"c~": 2}]});
    let mut all = Vec::new();
    places(&value, "", &mut all);
    assert_eq!(all, ["/a~1b", "/a~1b/0", "/a~1b/1", "/a~1b/1/c~0"]);
    assert!(all.iter().all(|place| value.pointer(place).is_some()));
}
