//! Rows 3 to 6 for breaches.

use crate::extract::{Role, Statement};
use crate::language::{Category, Certainty, ConditionKind, Cue, Polarity};
use crate::rules::FacetId;

use super::Case;
use super::beyond::{is_chosen, is_for_a_wrong, is_of_facility};
use super::case::Others;
use super::claims::Claims;
use super::clearance::{Apart, Clearance};
use super::comparable::Comparable;
use super::finding::Verdict;
use super::ground::Ground;
use super::kept::Kept;
use super::limits::{is_wished_for, names_audience, prices_exception, tells_other_limit};
use super::others::kept_to_others;
use super::trail::Ruling;

/// Holds one breach against the promise and its claims.
pub(super) fn judge<'a>(
    case: &Case<'a>,
    claims: &Claims<'_, 'a>,
    statement: &'a Statement,
    facet: FacetId,
) -> Ruling<'a> {
    let row_1 = case.not_asserted(statement);
    if let Some(clearance) = row_1.or_else(|| case.not_held(statement)) {
        return clearance.into();
    }
    if statement.reading.polarity == Polarity::Negated {
        return denied(case, claims, statement, facet);
    }
    let mut comparable = claims.comparable_with(statement, Some(facet));
    claims.add_narrowed(&mut comparable, statement, facet);
    if !case.stands() && comparable.count == 0 {
        return Clearance::Unclaimed.into();
    }
    if let Some(apart) = claims.leave_out_elsewhere(&mut comparable, statement, Some(facet)) {
        return Clearance::Apart(apart).into();
    }
    if qualified(case, &comparable, statement, facet) {
        return Ruling::spoke(Verdict::Qualified, 4, comparable);
    }
    if claims.leave_out_limited(&mut comparable, statement, facet) {
        return Clearance::Limited.into();
    }
    if claims.restate_limited(&comparable, statement) {
        return Clearance::Limited.into();
    }
    if claims.leave_out_contrasted(&mut comparable, statement, Some(facet))
        || claims.leave_to_special(&comparable, statement)
    {
        return Clearance::Apart(Apart::Subject).into();
    }
    if statement.allowed {
        return Clearance::Allowed.into();
    }
    if lies_behind(statement, &comparable) {
        return Clearance::Limited.into();
    }
    if let Some(apart) = kept_to_others(case, claims, &comparable, statement, Some(facet)) {
        return Clearance::Apart(apart).into();
    }
    if claims.tell_exception(&comparable, statement, Some(facet)) {
        return Clearance::Excepted.into();
    }
    if is_for_a_wrong(&comparable, statement) {
        return Clearance::Wrong.into();
    }
    if is_of_facility(&comparable, statement) {
        return Clearance::Apart(Apart::Subject).into();
    }
    let wished =
        |claim: &&Statement| is_chosen(claim, statement) || is_wished_for(claim, statement);
    if comparable.count > 0 && comparable.nearest.iter().all(wished) {
        return about_something_else(Kept::Perhaps, comparable);
    }
    if let Some(kept) = claims.keep_beside(&comparable, statement, Some(facet)) {
        return about_something_else(kept, comparable);
    }
    if in_passing(claims, statement, &comparable) {
        return Clearance::Passing.into();
    }
    if case.is_only_repeated(&comparable) {
        return Clearance::Repeated.into();
    }
    if plain(statement) {
        return Ruling::spoke(Verdict::Contradicted, 5, comparable);
    }
    if case.summary_tells(statement) {
        return Clearance::Allowed.into();
    }
    eroded(comparable)
}

/// Whether every claim says its own limit, and one of them in the block of the breach, which only
/// tells what lies behind it: "Free until 18:00. After that we charge one night."
fn lies_behind(statement: &Statement, claims: &Comparable) -> bool {
    let limited = |claim: &&Statement| claim.role == Role::Claim && claim.reading.narrowed;
    let beside = |claim: &&Statement| {
        claim.place.path == statement.place.path
            && claim.locus.spot.block == statement.locus.spot.block
    };
    !statement.reading.conditions.is_empty()
        && claims.count == claims.nearest.len()
        && claims.nearest.iter().all(limited)
        && claims.nearest.iter().any(beside)
}

/// Whether one channel alone makes the promise, and tells the breach in passing, in another section
/// than its claims: who promises speaks of others, of ingredients and of times past without saying
/// so each time, and breaks his word under a name, in a row or in a footnote.
fn in_passing(claims: &Claims, statement: &Statement, comparable: &Comparable) -> bool {
    let beside = |claim: &&Statement| {
        claim.place.path == statement.place.path
            && claim.locus.spot.section == statement.locus.spot.section
    };
    statement.passing
        && comparable.count > 0
        && claims.all_speak_for(statement.channel)
        && !comparable.nearest.iter().any(beside)
}

/// Row 3: a breach that is denied keeps the promise, and claims its facet; row 6 where the denial
/// has its own exception.
fn denied<'a>(
    case: &Case<'a>,
    claims: &Claims<'_, 'a>,
    statement: &'a Statement,
    facet: FacetId,
) -> Ruling<'a> {
    if !takes_out(statement, &[ConditionKind::Exception]) || denied_by_exception(statement) {
        return Clearance::Denied.into();
    }
    narrowed(case, claims, statement, Some(facet))
}

/// Whether the words of the exception are those that deny: "the fee does not apply to any ticket".
fn denied_by_exception(statement: &Statement) -> bool {
    let reading = &statement.reading;
    let denies = |cue: &&Cue| matches!(cue.category, Category::Negation | Category::Predicate);
    let mut exceptions = reading.conditions.iter();
    exceptions.any(|condition| {
        let inside = |cue: &Cue| condition.span.contains(cue.span);
        condition.kind == ConditionKind::Exception && reading.cues.iter().filter(denies).any(inside)
    })
}

/// Row 4: a disclosure that cures the facet stands near every claim, none of them absolute, and none
/// with another limit.
fn qualified(case: &Case, comparable: &Comparable, breach: &Statement, facet: FacetId) -> bool {
    let mut disclosures = case.promise.disclosures.iter().enumerate();
    let mut claims = comparable.nearest.iter();
    !comparable.is_absolute()
        && !claims.any(|claim| tells_other_limit(claim, breach))
        && disclosures
            .any(|(index, disclosure)| disclosure.cures_facet(facet) && comparable.disclosed(index))
}

/// Row 5: not hedged, and under no condition but those that every customer meets by using it.
pub(super) fn plain(statement: &Statement) -> bool {
    let reading = &statement.reading;
    reading.certainty != Certainty::Hedged
        && reading
            .conditions
            .iter()
            .all(|condition| condition.kind == ConditionKind::Threshold)
}

/// Rows 2 and 4: its own page keeps the promise beside it.
pub(super) fn about_something_else(kept: Kept, comparable: Comparable) -> Ruling {
    let mut others = Others::from(comparable);
    others.reason = Some(Ground::Beside);
    match kept {
        Kept::Apart => Ruling::spoke(Verdict::Qualified, 4, others),
        Kept::Perhaps => Ruling::spoke(Verdict::Review, 2, others),
    }
}

/// Whether every customer meets it by using the product: no exception, but how the product is.
pub(super) fn is_of_use(breach: &Statement) -> bool {
    !breach.reading.conditions.is_empty() && plain(breach)
}

/// Row 6: it takes back a part; from an absolute claim nothing can be taken back.
pub(super) fn eroded(comparable: Comparable) -> Ruling {
    let absolute = comparable.is_absolute();
    let mut others = Others::from(comparable);
    if absolute {
        others.reason = Some(Ground::Absolute);
        return Ruling::spoke(Verdict::Contradicted, 6, others);
    }
    Ruling::spoke(Verdict::Eroded, 6, others)
}

/// Row 6 for a claim, or a breach denied, whose own sentence makes an exception: eroded unless
/// `allows` or a disclosure names it.
pub(super) fn narrowed<'a>(
    case: &Case<'a>,
    claims: &Claims<'_, 'a>,
    statement: &'a Statement,
    facet: Option<FacetId>,
) -> Ruling<'a> {
    if statement.allowed || case.summary_tells(statement) {
        return Clearance::Allowed.into();
    }
    if case.disclosed_in_sentence(statement) {
        return Clearance::Told.into();
    }
    let mut comparable = claims.comparable_with(statement, facet);
    comparable.leave_out(statement);
    comparable.leave_out_as_limited(statement);
    comparable.leave_out_where(|claim| prices_exception(claim, statement));
    comparable.leave_out_where(|claim| names_audience(statement, claim));
    if !case.stands() && comparable.count == 0 {
        return Clearance::Narrowed.into();
    }
    if case.is_only_repeated(&comparable) {
        return Clearance::Repeated.into();
    }
    eroded(comparable)
}

/// Whether the statement's own sentence takes something out of it, by conditions of these kinds.
pub(super) fn takes_out(statement: &Statement, kinds: &[ConditionKind]) -> bool {
    let mut conditions = statement.reading.conditions.iter();
    statement.reading.narrowed && conditions.any(|condition| kinds.contains(&condition.kind))
}
