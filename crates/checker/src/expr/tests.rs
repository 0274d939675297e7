//! Putting answers into expressions.

use super::*;
use Truth::{No, Unknown, Yes};

#[test]
fn answers_are_put_in_one_after_the_other() {
    let mut exprs = Exprs::new();
    // Two variables of three states: yes only where both have their one candidate.
    let truths = vec![No, No, No, No, Unknown, Unknown, No, Unknown, Yes];
    let both = exprs.table(vec![(0, 3), (1, 3)], truths);
    let first = exprs.put(both, 0, FIRST);
    assert_eq!(exprs.vars(first), 0b10);
    assert_eq!(exprs.put(first, 1, FIRST), YES);
    assert_eq!(exprs.put(first, 1, OPEN), UNKNOWN);
    assert_eq!(exprs.put(both, 0, NOT_ASKED), NO);
    let second = exprs.put(both, 1, FIRST);
    assert_eq!(exprs.put(second, 0, FIRST), YES);
    assert_eq!(exprs.put(second, 0, OPEN), UNKNOWN);
}

#[test]
fn what_is_not_known_settles_nothing() {
    let mut exprs = Exprs::new();
    let leaf = exprs.table(vec![(0, 3)], vec![No, Unknown, Yes]);
    let all = exprs.all([leaf, UNKNOWN]);
    assert_eq!(exprs.put(all, 0, FIRST), UNKNOWN);
    assert_eq!(exprs.put(all, 0, NOT_ASKED), NO);
    let reached = exprs.not_excluded(leaf);
    assert_eq!(exprs.put(reached, 0, OPEN), YES);
    assert_eq!(exprs.put(reached, 0, NOT_ASKED), NO);
}
