//! Row 1 for two statements: what holds them apart.

use crate::extract::{Role, Statement};
use crate::language::{are_branches_apart, are_places_apart, are_tiers_apart};
use crate::rules::FacetId;

use super::case::Case;
use super::clearance::Apart;
use super::period::Period;

/// A statement of the other side that was looked at.
#[derive(Clone, Copy, Debug)]
pub struct Considered<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// What holds the two apart; `None` where they were compared.
    pub apart: Option<Apart>,
}

/// What holds a claim apart from a statement that would break `facet`, or the whole promise.
pub(super) fn apart(
    case: &Case,
    claim: &Statement,
    statement: &Statement,
    facet: Option<FacetId>,
) -> Option<Apart> {
    let same_document = claim.place.path == statement.place.path;
    if let Role::Breach(own) = claim.role
        && facet != Some(own)
    {
        return Some(Apart::Facet);
    }
    let days = |statement: &Statement| Period::of(&statement.reading.time, case.today);
    match (days(claim), days(statement)) {
        (Some(one), Some(other)) if one.overlaps(other) => {}
        _ => return Some(Apart::Days),
    }
    if let Some(apart) = apart_by_limits(claim, statement) {
        return Some(apart);
    }
    let subjects = &case.ruleset.subjects;
    if claim.scope.disjoint(&statement.scope, subjects, false) {
        return Some(Apart::Subject);
    }
    if same_document && claim.scope.disjoint(&statement.scope, subjects, true) {
        return Some(Apart::Sibling);
    }
    (statement.role == Role::Value && in_one_sentence(claim, statement)).then_some(Apart::Sentence)
}

/// Whether a claim and a statement hold in other places, or in other months of every year.
pub(super) fn apart_by_limits(claim: &Statement, statement: &Statement) -> Option<Apart> {
    let (promised, its) = (&claim.limits, &statement.limits);
    if are_places_apart(&promised.sides, &its.sides)
        || are_branches_apart(&promised.sides, &its.sides)
    {
        return Some(Apart::Place);
    }
    if are_tiers_apart(&promised.sides, &its.sides) {
        return Some(Apart::Subject);
    }
    let months = promised.months.zip(its.months);
    months
        .is_some_and(|(promised, its)| promised.is_apart_from(its))
        .then_some(Apart::Days)
}

/// Whether both stand in the same sentence of the same document.
pub(super) fn in_one_sentence(one: &Statement, other: &Statement) -> bool {
    one.place.path == other.place.path && one.locus.spot == other.locus.spot
}
