//! A group of conditions, flat: operands before what joins them.

use super::On;

/// One step of computing a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A condition.
    Test(On),
    /// Not what was computed last.
    Not,
    /// All of the last so many.
    All(u32),
    /// Any of the last so many.
    Any(u32),
}

/// For every step, whether an odd number of negations stands over it.
pub(super) fn negated(steps: &[Step], whole: bool) -> Vec<bool> {
    let mut out = vec![whole; steps.len()];
    // What is open, seen from the end: how many operands are to come, and whether these are negated.
    let mut open: Vec<(u32, bool)> = vec![(1, whole)];
    for (at, step) in steps.iter().enumerate().rev() {
        while open.last().is_some_and(|(left, _)| *left == 0) {
            open.pop();
        }
        let Some((left, negated)) = open.last_mut() else { break };
        *left -= 1;
        let negated = *negated;
        out[at] = negated;
        match step {
            Step::Test(_) => {}
            Step::Not => open.push((1, !negated)),
            Step::All(count) | Step::Any(count) => open.push((*count, negated)),
        }
    }
    out
}
