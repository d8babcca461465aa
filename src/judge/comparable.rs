//! The claims that one statement can be held against.

use crate::extract::{Statement, Voice};
use crate::quantity::tell_two_limits;

use super::apart::in_one_sentence;
use super::claims::{Claim, is_absolute};
use super::group::Tally;
use super::limits::is_other_side;

/// What the claims that are comparable with a statement amount to.
#[derive(Default)]
pub(super) struct Comparable<'a> {
    /// How many there are.
    pub count: usize,
    pub(super) tally: Tally,
    /// The nearest, at most five: same document, then same language and channel, then by path.
    pub nearest: Vec<&'a Statement>,
}

impl<'a> Comparable<'a> {
    /// Whether every claim, and at least one, has the disclosure in its distance.
    pub(super) fn disclosed(&self, disclosure: usize) -> bool {
        self.count > 0 && self.tally.lacking[disclosure] == 0
    }

    /// Whether one of them is absolute.
    pub(super) fn is_absolute(&self) -> bool {
        self.tally.absolute > 0
    }

    /// Whether there are some, and none stands where promises are made.
    pub(super) fn are_repeated(&self) -> bool {
        self.count > 0 && self.tally.promising == 0
    }

    /// Adds a claim, behind the nearest.
    pub(super) fn add(&mut self, claim: &Claim<'a>) {
        self.tally.add(claim);
        self.count += 1;
        self.nearest.push(claim.statement);
    }

    /// Leaves out a statement that is itself among the claims.
    pub(super) fn leave_out(&mut self, statement: &Statement) {
        self.leave_out_where(|claim| std::ptr::eq(claim, statement));
    }

    /// Leaves out what stands in the same sentence: "not 14 but 30 days" is no contradiction.
    pub(super) fn leave_out_sentence(&mut self, statement: &Statement) {
        self.leave_out_where(|claim| in_one_sentence(claim, statement));
    }

    /// Leaves out claims with a limit of the same kind, equal or of another currency: what one of
    /// them promises, the other does not take back.
    pub(super) fn leave_out_as_limited(&mut self, claim: &Statement) {
        let same = |other: &Statement| {
            let mut limits = claim.limits.all().filter(|limit| limit.is_bound());
            limits.any(|limit| other.limits.all().any(|its| !tell_two_limits(limit, its)))
        };
        self.leave_out_where(same);
    }

    /// Leaves out claims about another side, place or team that serves people; whether there were
    /// any, and none is left.
    pub(super) fn leave_out_other_sides(&mut self, statement: &Statement) -> bool {
        let before = self.count;
        self.leave_out_where(|claim| is_other_side(claim, statement));
        before > 0 && self.count == 0
    }

    pub(super) fn leave_out_where(&mut self, out: impl Fn(&Statement) -> bool) {
        for claim in self.nearest.extract_if(.., |claim| out(claim)) {
            self.count -= 1;
            self.tally.absolute -= usize::from(is_absolute(claim));
            self.tally.promising -= usize::from(claim.voice == Voice::Makes);
        }
    }
}
