//! Which findings are new.

use crate::judge::Finding;
use crate::suppress::{Known, pair_up};

use super::lines::Touch;
use super::{Lines, front};

/// For each of the findings `new` whether it is news: none of `old` is the same, or that one was
/// milder.
///
/// Findings are the same by promise, facet, verdict and the sentences of both sides, as in a
/// baseline; of equal ones those that the change did not touch are the old ones.
pub(super) fn news(old: &[Finding], new: &[Finding], lines: &Lines) -> Vec<bool> {
    let known: Vec<Known> = old.iter().map(Known::of).collect();
    let mut order: Vec<usize> = (0..new.len()).collect();
    order.sort_by_key(|&index| is_touched(&new[index], lines));
    let asked: Vec<_> = order.iter().map(|&index| Known::of(&new[index])).collect();
    let asked: Vec<_> = asked.iter().map(Some).collect();
    let mut is_news = vec![true; new.len()];
    for (index, found) in order.into_iter().zip(pair_up(&known, &asked)) {
        is_news[index] = found.is_none_or(|at| old[at].severity < new[index].severity);
    }
    is_news
}

/// Whether a line of one of its sides was changed.
pub(super) fn is_touched(finding: &Finding, lines: &Lines) -> bool {
    let mut sides = std::iter::once(&finding.primary).chain(&finding.related);
    sides.any(|side| front::touch(side, lines) <= Touch::Part)
}
