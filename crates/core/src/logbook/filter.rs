//! The rows that match a query.
//!
//! A condition on names or texts is answered once for every name and text, then once for every form; a row costs looking
//! up one bit. Conditions on times and numbers look at the row's own columns.

use super::bits::Bits;
use super::forms::{Form, Grade};
use super::words::Words;
use super::{Logbook, NO_RUN};
use crate::model::Field;
use crate::query::{Check, Column, Context, Key, Leaf, Matcher, Node, Query, Scope, grades};

/// How many bytes of text one unit of a budget is worth.
const BYTES_A_UNIT: usize = 64;
/// So many rows are computed at a time, as words of 64: they stay in the cache.
const BLOCK: usize = 64;

/// The rows that match a query: made once, stepped until it is done, and again after rows were appended.
pub struct Filter {
    nodes: Vec<Node>,
    answers: Vec<Answers>,
    /// For every node, whether it is answered for forms as a whole, and that answer.
    of_forms: Vec<Option<Bits>>,
    /// For every node, the nodes it joins.
    operands: Vec<Vec<usize>>,
    /// The nodes that are computed for rows, in order.
    steps: Vec<usize>,
    forms: usize,
    rows: Bits,
}

/// What a condition says of names and texts.
#[derive(Default)]
struct Answers {
    names: Bits,
    named: usize,
    texts: Bits,
    read: usize,
    runs: Bits,
    ran: usize,
    /// Severities and outcomes.
    grades: (u8, u8),
    /// What is said of a text that is not there.
    empty: bool,
    vendors: Bits,
    /// The sources of which what people call them passes.
    titles: Bits,
    /// Of the places and happenings that forms have in common, whether anything that is shown of them passes.
    places: Bits,
    happenings: Bits,
}

impl Answers {
    fn name(&self, id: u32) -> bool {
        self.names.get(id as usize)
    }

    fn grade(&self, grade: Grade) -> bool {
        match grade {
            Grade::Line(severity) => self.grades.0 >> severity & 1 == 1,
            Grade::Run(outcome) => self.grades.1 >> outcome & 1 == 1,
        }
    }

    /// Answers for places and happenings that are new, once their names are answered.
    fn answer_shown(&mut self, book: &Logbook) {
        let places = book.place.values();
        for (id, place) in places.iter().enumerate().skip(self.places.len()) {
            let names = [place.job, place.item, place.file, place.user];
            if names.into_iter().any(|id| self.name(id)) || self.titles.get(place.source as usize) {
                self.places.insert(id as u32);
            }
        }
        self.places.resize(places.len());
        let happenings = book.happening.values();
        for (id, happening) in happenings.iter().enumerate().skip(self.happenings.len()) {
            let names = [happening.code, happening.action, happening.kind, happening.code_name];
            if self.grade(happening.grade) || names.into_iter().any(|id| self.name(id)) {
                self.happenings.insert(id as u32);
            }
        }
        self.happenings.resize(happenings.len());
    }

    /// Whether anything passes that is shown of a form. What a record does not have is shown as an empty text.
    fn shown(&self, form: &Form) -> bool {
        self.texts.get(form.text as usize)
            || self.places.get(form.place as usize)
            || self.happenings.get(form.happening as usize)
            || self.name(0)
            || form.problem.checked_sub(1).is_some_and(|id| self.name(id))
    }
}

/// Which of the words a condition looks at.
struct Needs {
    names: bool,
    texts: bool,
    runs: bool,
}

impl Filter {
    /// For a query. Times are resolved against the context now.
    pub fn new(query: &Query, context: &Context<'_>) -> Filter {
        let Matcher { nodes } = query.matcher(context);
        let mut operands: Vec<Vec<usize>> = Vec::with_capacity(nodes.len());
        let mut of_forms: Vec<Option<Bits>> = Vec::with_capacity(nodes.len());
        let mut open: Vec<usize> = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            let count = match node {
                Node::Leaf(_) => 0,
                Node::Not => 1,
                Node::All(count) | Node::Any(count) => *count,
            };
            let joined = open.split_off(open.len().saturating_sub(count));
            open.push(at);
            let is_pure = match node {
                Node::Leaf(leaf) => is_of_forms(leaf),
                _ => joined.iter().all(|at| of_forms[*at].is_some()),
            };
            of_forms.push(is_pure.then(Bits::default));
            operands.push(joined);
        }
        // What is inside of a node that is answered for forms as a whole is not computed for rows.
        let mut inside = vec![false; nodes.len()];
        for at in (0..nodes.len()).rev().filter(|at| of_forms[*at].is_some()) {
            operands[at].iter().for_each(|at| inside[*at] = true);
        }
        let steps = (0..nodes.len()).filter(|at| !inside[*at]).collect();
        let answers = nodes.iter().map(|node| match node {
            Node::Leaf(Leaf::Text(_, check)) => {
                Answers { grades: grades(check), empty: check.passes(""), ..Answers::default() }
            }
            _ => Answers::default(),
        });
        Filter { answers: answers.collect(), nodes, of_forms, operands, steps, forms: 0, rows: Bits::default() }
    }

    /// The rows that match, of those that were looked at.
    pub fn rows(&self) -> &Bits {
        &self.rows
    }

    /// Works for a while. Whether all rows of the book were looked at.
    pub fn step(&mut self, book: &Logbook, budget: usize) -> bool {
        let mut left = budget.max(1);
        self.answer(book, &mut left);
        self.answer_forms(book, &mut left);
        left > 0 && self.answer_rows(book, left)
    }

    /// Answers the conditions for names and texts that are new.
    fn answer(&mut self, book: &Logbook, left: &mut usize) {
        for (node, answers) in self.nodes.iter().zip(&mut self.answers) {
            let Node::Leaf(Leaf::Text(scope, check)) = node else { continue };
            let needs = needs(*scope);
            if needs.names {
                answer(&book.names, check, *scope, (&mut answers.names, &mut answers.named), left);
                if matches!(scope, Scope::Shown | Scope::Key(Key::Field(Field::Source))) {
                    answers.titles = titles(book, &answers.names);
                }
                if *scope == Scope::Key(Key::Vendor) {
                    answers.vendors = vendors(book, &answers.names);
                }
            }
            if needs.texts {
                answer(&book.texts, check, *scope, (&mut answers.texts, &mut answers.read), left);
            }
            if needs.runs {
                answer(&book.runs, check, *scope, (&mut answers.runs, &mut answers.ran), left);
            }
            if *left == 0 {
                return;
            }
        }
    }

    /// Answers what is pure for forms that are new.
    fn answer_forms(&mut self, book: &Logbook, left: &mut usize) {
        let forms = book.form.values();
        // Every condition is answered for every form.
        let each = self.nodes.len().max(1);
        let to = forms.len().min(self.forms.saturating_add(left.div_ceil(each)));
        if *left == 0 || self.forms >= to {
            return;
        }
        *left = left.saturating_sub((to - self.forms) * each);
        for at in 0..self.nodes.len() {
            let (before, rest) = self.of_forms.split_at_mut(at);
            let Some(Some(bits)) = rest.first_mut() else { continue };
            bits.resize(to);
            match &self.nodes[at] {
                Node::Leaf(Leaf::Fixed(value)) => {
                    if *value {
                        bits.fill(self.forms, to);
                    }
                }
                Node::Leaf(Leaf::Text(Scope::Shown, check)) => {
                    let all = matches!(check, Check::Contains(parts) if parts.iter().any(String::is_empty));
                    self.answers[at].answer_shown(book);
                    let answers = &self.answers[at];
                    for (id, form) in forms.iter().enumerate().take(to).skip(self.forms) {
                        if all || answers.shown(form) {
                            bits.set(id);
                        }
                    }
                }
                Node::Leaf(Leaf::Text(Scope::Key(key), _)) => {
                    let answers = &self.answers[at];
                    for (id, form) in forms.iter().enumerate().take(to).skip(self.forms) {
                        if holds(*key, answers, book, form) {
                            bits.set(id);
                        }
                    }
                }
                Node::Leaf(Leaf::Span(..)) => {}
                Node::Not => {
                    // What is negated stands before.
                    if let Some(Some(inner)) = before.last() {
                        (self.forms..to).filter(|id| !inner.get(*id)).for_each(|id| bits.set(id));
                    }
                }
                Node::All(_) | Node::Any(_) => {
                    let all = matches!(self.nodes[at], Node::All(_));
                    let operands = &self.operands[at];
                    for id in self.forms..to {
                        let mut values =
                            operands.iter().map(|at| before[*at].as_ref().is_some_and(|bits| bits.get(id)));
                        if if all { values.all(|value| value) } else { values.any(|value| value) } {
                            bits.set(id);
                        }
                    }
                }
            }
        }
        self.forms = to;
    }

    /// Computes rows as far as their forms, names and texts are answered.
    fn answer_rows(&mut self, book: &Logbook, left: usize) -> bool {
        let whole = self.forms == book.form.values().len();
        if !whole {
            return false;
        }
        // The last word is computed anew: rows were appended to it.
        self.rows.truncate(self.rows.len() / 64 * 64);
        let to = book.len().min(self.rows.len().saturating_add(left));
        let pure = self.of_forms.last().and_then(Option::as_ref);
        while self.rows.len() < to {
            let from = self.rows.len();
            let end = book.len().min(from + BLOCK * 64);
            let words = match (pure, self.nodes.is_empty()) {
                (_, true) => [u64::MAX; BLOCK],
                (Some(bits), _) => by_form(bits, &book.forms[from..end]),
                (None, _) => self.block(book, from, end),
            };
            for (word, start) in words.into_iter().zip((from..end).step_by(64)) {
                let len = (end - start).min(64);
                self.rows.push_word(word & (u64::MAX >> (64 - len)), len);
            }
        }
        self.rows.len() == book.len()
    }

    /// Computes a block of rows, operands before what joins them.
    fn block(&self, book: &Logbook, from: usize, end: usize) -> [u64; BLOCK] {
        let mut stack: Vec<[u64; BLOCK]> = Vec::with_capacity(8);
        for at in self.steps.iter().copied() {
            let value = match (&self.nodes[at], &self.of_forms[at]) {
                (_, Some(bits)) => by_form(bits, &book.forms[from..end]),
                (Node::Leaf(leaf), None) => self.leaf(book, at, leaf, from, end),
                (Node::Not, None) => stack.pop().unwrap_or([0; BLOCK]).map(|word| !word),
                (Node::All(count), None) => {
                    let operands = stack.drain(stack.len().saturating_sub(*count)..);
                    operands.fold([u64::MAX; BLOCK], |mut all, operand| {
                        all.iter_mut().zip(operand).for_each(|(all, word)| *all &= word);
                        all
                    })
                }
                (Node::Any(count), None) => {
                    let operands = stack.drain(stack.len().saturating_sub(*count)..);
                    operands.fold([0; BLOCK], |mut any, operand| {
                        any.iter_mut().zip(operand).for_each(|(any, word)| *any |= word);
                        any
                    })
                }
            };
            stack.push(value);
        }
        stack.pop().unwrap_or([u64::MAX; BLOCK])
    }

    fn leaf(&self, book: &Logbook, at: usize, leaf: &Leaf, from: usize, end: usize) -> [u64; BLOCK] {
        match leaf {
            Leaf::Fixed(value) => [if *value { u64::MAX } else { 0 }; BLOCK],
            Leaf::Text(..) => {
                let runs = &self.answers[at].runs;
                // No run is shown as an empty text, which is the first of the texts.
                by_row(&book.run[from..end], |run| runs.get(if *run == NO_RUN { 0 } else { *run as usize }))
            }
            Leaf::Span(column, spans) => {
                let inside = |value: i64| spans.iter().any(|(from, to)| *from <= value && value < *to);
                let column = match column {
                    Column::Time => &book.times,
                    Column::Ended => &book.ended,
                    Column::Duration => &book.durations,
                    Column::Errors => {
                        let counts = book.counts.get(from..end).unwrap_or_default();
                        let mut at = from;
                        return by_row(counts, |counts| {
                            at += 1;
                            inside(counts.error) && book.is_run(at - 1)
                        });
                    }
                };
                let values = column.get(from..end).unwrap_or_default();
                match spans.as_slice() {
                    [(first, last)] => by_row(values, |value| *first <= *value && *value < *last),
                    _ => by_row(values, |value| inside(*value)),
                }
            }
        }
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let answers = |of: &Answers| {
            [&of.names, &of.texts, &of.runs, &of.places, &of.happenings].into_iter().map(Bits::bytes).sum::<usize>()
        };
        self.rows.bytes()
            + self.answers.iter().map(answers).sum::<usize>()
            + self.of_forms.iter().flatten().map(Bits::bytes).sum::<usize>()
    }
}

fn is_of_forms(leaf: &Leaf) -> bool {
    match leaf {
        Leaf::Fixed(_) => true,
        Leaf::Text(scope, _) => *scope != Scope::Key(Key::Field(Field::Run)),
        Leaf::Span(..) => false,
    }
}

fn needs(scope: Scope) -> Needs {
    let key = |field| scope == Scope::Key(Key::Field(field));
    Needs {
        names: !key(Field::Text) && !key(Field::Run) && !key(Field::Severity) && !key(Field::Outcome),
        texts: scope == Scope::Shown || key(Field::Text),
        runs: key(Field::Run),
    }
}

/// Answers a condition for words that are new, as far as the budget goes.
fn answer(words: &Words, check: &Check, scope: Scope, (bits, done): (&mut Bits, &mut usize), left: &mut usize) {
    let cost = match check {
        Check::Pattern(pattern) => pattern.cost(),
        _ => 1,
    };
    while *left > 0 && *done < words.len() {
        let most = (left.saturating_mul(BYTES_A_UNIT) / cost).clamp(1, 1 << 20);
        let (to, bytes) = match check {
            Check::Contains(parts) if scope == Scope::Shown || parts.iter().all(|part| !part.is_empty()) => {
                let mut end = (*done, 0);
                for part in parts {
                    end = words.search(part, *done, most, bits);
                }
                end
            }
            _ => words.test(&|text| check.passes(text), *done, most, bits),
        };
        *left = left.saturating_sub((bytes.saturating_mul(cost) / BYTES_A_UNIT + (to - *done) / 4).max(1));
        *done = to;
    }
}

/// The sources of which what people call them passed.
fn titles(book: &Logbook, passed: &Bits) -> Bits {
    let mut out = Bits::default();
    out.resize(book.names.len());
    // No name is not shown as an empty text.
    let found = book.titles.iter().filter(|(_, title)| *title != 0 && passed.get(*title as usize));
    found.for_each(|(source, _)| out.set(*source as usize));
    out
}

/// The names of the sources of the vendors that passed.
fn vendors(book: &Logbook, passed: &Bits) -> Bits {
    let mut out = Bits::default();
    out.resize(book.names.len());
    // A source of which nobody said whose it is has the empty vendor.
    if passed.get(0) {
        out.fill(0, book.names.len());
    }
    for (source, vendor) in &book.vendors {
        if passed.get(*vendor as usize) {
            out.set(*source as usize);
        } else {
            out.unset(*source as usize);
        }
    }
    out
}

/// Whether a condition on the texts of a field holds for a form.
fn holds(key: Key, answers: &Answers, book: &Logbook, form: &Form) -> bool {
    let (Some(happening), Some(place)) =
        (book.happening.values().get(form.happening as usize), book.place.values().get(form.place as usize))
    else {
        return false;
    };
    let name = |id: u32| answers.name(id);
    let grade = answers.grade(happening.grade);
    let is_run = matches!(happening.grade, Grade::Run(_));
    let field = match key {
        Key::Vendor => return answers.vendors.get(place.source as usize),
        Key::Field(field) => field,
    };
    match field {
        Field::Source => name(place.source) || answers.titles.get(place.source as usize),
        Field::Job => name(place.job),
        Field::Item => name(place.item),
        Field::File => name(place.file),
        Field::User => name(place.user),
        Field::Code => name(happening.code),
        Field::Action => name(happening.action),
        Field::Kind => name(happening.kind),
        Field::Text => answers.texts.get(form.text as usize),
        Field::Severity => grade && !is_run || is_run && answers.empty,
        Field::Outcome => grade && is_run || !is_run && answers.empty,
        Field::Run | Field::Time | Field::Duration | Field::Ended | Field::Errors => false,
    }
}

/// A bit of every row's form.
fn by_form(bits: &Bits, forms: &[u32]) -> [u64; BLOCK] {
    by_row(forms, |form| bits.get(*form as usize))
}

/// A bit of every row.
#[inline(always)]
fn by_row<T>(rows: &[T], mut bit: impl FnMut(&T) -> bool) -> [u64; BLOCK] {
    let mut out = [0; BLOCK];
    for (word, rows) in out.iter_mut().zip(rows.chunks(64)) {
        for (at, row) in rows.iter().enumerate() {
            *word |= u64::from(bit(row)) << at;
        }
    }
    out
}
