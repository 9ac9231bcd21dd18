//! What is wrong with certificates that can be read.

use super::{Certificate, Problem};
use crate::model::Timestamp;

/// With less than so many days left, somebody should ask for the next one now.
const SOON_DAYS: i64 = 30;
/// RSA keys below so many bits are refused by most systems.
const RSA_BITS: u32 = 2048;

/// What is wrong with each on its own.
pub(super) fn each(all: &[Certificate], now: Timestamp) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, one) in (1..).zip(all) {
        if one.to < now {
            problems.push(Problem::Expired(at));
        } else if one.from > now {
            problems.push(Problem::NotYet(at));
        } else if one.days_left < SOON_DAYS {
            problems.push(Problem::ExpiresSoon(at));
        }
        if one.key == "RSA" && one.key_bits.is_some_and(|bits| bits < RSA_BITS) {
            problems.push(Problem::WeakKey(at));
        }
    }
    problems
}

/// What is wrong with several together: each must have been given by the next one.
pub(super) fn chain(all: &[Certificate]) -> Vec<Problem> {
    let twice = |at: usize| all[..at].iter().any(|earlier| earlier.sha256 == all[at].sha256);
    let mut problems: Vec<Problem> = (0..all.len()).filter(|at| twice(*at)).map(|at| Problem::Twice(at + 1)).collect();
    let path: Vec<usize> = (0..all.len()).filter(|at| !twice(*at)).collect();
    let follows = |pair: &[usize]| all[pair[0]].issuer == all[pair[1]].subject;
    if path.len() < 2 || path.windows(2).all(follows) {
        return problems;
    }
    let right = sorted(all, &path);
    if right.windows(2).all(follows) {
        problems.push(Problem::Order(right.into_iter().map(|at| at + 1).collect()));
    } else {
        let lost = right.windows(2).find(|pair| !follows(pair)).map(|pair| pair[0] + 1);
        problems.extend(lost.map(Problem::Unrelated));
    }
    problems
}

/// From the one that gave none of the others, each followed by who gave it. What is not on that way comes behind.
fn sorted(all: &[Certificate], path: &[usize]) -> Vec<usize> {
    let gave_another = |at: usize| path.iter().any(|other| *other != at && all[*other].issuer == all[at].subject);
    let mut left = path.to_vec();
    let mut out = Vec::new();
    let mut next = left.iter().copied().find(|at| !gave_another(*at)).or_else(|| left.first().copied());
    while let Some(at) = next {
        out.push(at);
        left.retain(|other| *other != at);
        next = left.iter().copied().find(|other| all[*other].subject == all[at].issuer);
    }
    out.extend(left);
    out
}
