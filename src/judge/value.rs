//! Values: held against what is promised, or against each other.

use crate::extract::{Role, Scope, Statement};
use crate::language::Polarity;
use crate::quantity::{Comparison, Promised, against_promise};
use crate::rules::Is;

use super::Case;
use super::breach;
use super::claims::Claims;
use super::clearance::{Apart, Clearance};
use super::comparable::Comparable;
use super::contrast::is_told_of_another;
use super::exceptions::is_in_advertisement;
use super::finding::Verdict;
use super::kept::Kept;
use super::limits::tells_price;
use super::others::kept_to_others;
use super::references::References;
use super::trail::Ruling;

/// Whether the statement gives a value that meets what is promised, and so claims the promise.
pub(super) fn meets(case: &Case, statement: &Statement) -> bool {
    matches!(
        compare(case, statement),
        Some((Comparison::Meets | Comparison::Exceeds, _))
    )
}

/// Whether the statement gives a value that is not as promised.
pub(super) fn deviates(case: &Case, statement: &Statement) -> bool {
    matches!(
        compare(case, statement),
        Some((
            Comparison::Worse | Comparison::Differs | Comparison::Vague,
            _
        ))
    )
}

/// Rows 1 to 7 for a value: held against what is promised, or against the other texts.
pub(super) fn judge<'a>(
    case: &Case<'a>,
    claims: &Claims<'_, 'a>,
    references: Option<&References<'a>>,
    statement: &'a Statement,
) -> Ruling<'a> {
    if let Some(clearance) = not_given(case, statement) {
        return clearance.into();
    }
    if let Some(references) = references {
        return references.judge(case, statement);
    }
    if let Some(clearance) = case.not_held(statement) {
        return clearance.into();
    }
    match compare(case, statement) {
        None => Clearance::Unpromised.into(),
        Some((Comparison::Incomparable, _)) => Clearance::Kind.into(),
        Some((Comparison::Meets, _)) => Clearance::Meets.into(),
        Some(_) if statement.allowed => Clearance::Allowed.into(),
        Some((comparison, _)) => against_declared(case, claims, statement, comparison),
    }
}

/// Rows 2, 5, 6 and 7 for a value with something promised.
fn against_declared<'a>(
    case: &Case<'a>,
    claims: &Claims<'_, 'a>,
    statement: &'a Statement,
    comparison: Comparison,
) -> Ruling<'a> {
    let mut comparable = claims.comparable_with(statement, None);
    comparable.leave_out_sentence(statement);
    if comparable.leave_out_other_sides(statement) {
        return Clearance::Limited.into();
    }
    comparable.leave_out_where(|claim| {
        is_told_of_another(case, claim, statement) || tells_price(claim, statement)
    });
    if let Some(apart) = claims.leave_out_elsewhere(&mut comparable, statement, None) {
        return Clearance::Apart(apart).into();
    }
    if !case.stands() && comparable.count == 0 {
        return Clearance::Unclaimed.into();
    }
    let deviates = !matches!(comparison, Comparison::Exceeds | Comparison::Meets);
    let contrasted = deviates && claims.leave_out_contrasted(&mut comparable, statement, None);
    if contrasted || claims.leave_to_special(&comparable, statement) {
        return Clearance::Apart(Apart::Subject).into();
    }
    let others = || kept_to_others(case, claims, &comparable, statement, None);
    if let Some(apart) = deviates.then(others).flatten() {
        return Clearance::Apart(apart).into();
    }
    if deviates && claims.tell_exception(&comparable, statement, None) {
        return Clearance::Excepted.into();
    }
    let small = !statement.locus.marks.is_empty();
    if deviates && !small && gives_both(case, &comparable, statement) {
        return breach::about_something_else(Kept::Perhaps, comparable);
    }
    let beside = || claims.keep_beside(&comparable, statement, None);
    if let Some(kept) = deviates.then(beside).flatten() {
        return breach::about_something_else(kept, comparable);
    }
    if deviates && case.is_only_repeated(&comparable) {
        return Clearance::Repeated.into();
    }
    match comparison {
        Comparison::Ambiguous => Ruling::spoke(Verdict::Review, 2, comparable),
        Comparison::Worse | Comparison::Differs if breach::plain(statement) => {
            Ruling::spoke(Verdict::Contradicted, 5, comparable)
        }
        Comparison::Worse | Comparison::Differs => breach::eroded(comparable),
        Comparison::Exceeds => Ruling::spoke(Verdict::Exceeds, 7, comparable),
        Comparison::Vague => Ruling::spoke(Verdict::Vague, 7, comparable),
        Comparison::Meets => Clearance::Meets.into(),
        Comparison::Incomparable => Clearance::Kind.into(),
    }
}

/// Whether an advertisement with a deviating value makes the promise too, or gives the promised value:
/// it gives two of two things. Never where there is no other text.
fn gives_both(case: &Case, comparable: &Comparable, value: &Statement) -> bool {
    let is_promise = |claim: &&Statement| {
        let meets = || matches!(compare(case, claim), Some((Comparison::Meets, _)));
        claim.place.path == value.place.path && (claim.role == Role::Claim || meets())
    };
    !case.alone && is_in_advertisement(case, value) && comparable.nearest.iter().any(is_promise)
}

/// Row 1: why the statement gives no value.
pub(super) fn not_given(case: &Case, statement: &Statement) -> Option<Clearance> {
    let denied = statement.reading.polarity == Polarity::Negated;
    let denied = denied.then_some(Clearance::NotGiven);
    case.not_asserted(statement).or(denied)
}

/// Whether the promise declares no value, so that every text must give the same.
pub(super) fn is_open(case: &Case) -> bool {
    let rule = case.promise.value.as_ref();
    rule.is_some_and(|rule| matches!(rule.is, Is::Anything))
}

/// Holds the statement's value against what is promised for its subject.
pub(super) fn compare<'a>(
    case: &'a Case,
    statement: &Statement,
) -> Option<(Comparison, &'a Promised)> {
    let told = statement.value.as_ref()?;
    let promised = promised_for(case, &statement.scope)?;
    Some((against_promise(promised, told), promised))
}

/// What is promised for a scope: the same value for all, or that of its nearest subject.
fn promised_for<'a>(case: &'a Case, scope: &Scope) -> Option<&'a Promised> {
    let rule = case.promise.value.as_ref()?;
    match &rule.is {
        Is::Anything => None,
        Is::Same(promised) => Some(promised),
        Is::BySubject(values) => {
            let subjects = &case.ruleset.subjects;
            let of = |named| {
                let mut nearest = Some(named);
                while let Some(subject) = nearest {
                    if let Some((_, promised)) = values.iter().find(|(id, _)| *id == subject) {
                        return Some(promised);
                    }
                    nearest = subjects.parent(subject);
                }
                None
            };
            scope.named.iter().copied().find_map(of)
        }
    }
}
