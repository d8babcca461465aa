//! Rows 3 to 6 for breaches.

use crate::extract::Statement;
use crate::language::{Certainty, ConditionKind, Polarity};
use crate::rules::FacetId;

use super::Case;
use super::case::Others;
use super::claims::{Claims, Comparable};
use super::finding::{Finding, Verdict};
use super::ground::Ground;

/// Holds one breach against the promise and its claims.
pub(super) fn judge<'a>(
    case: &Case<'a>,
    claims: &Claims<'a>,
    statement: &'a Statement,
    facet: FacetId,
) -> Option<Finding> {
    // Row 1, and row 3: a breach that is denied claims its facet.
    if !case.asserted(statement)
        || !case.held(statement)
        || statement.reading.polarity == Polarity::Negated
    {
        return None;
    }
    let comparable = claims.comparable_with(statement, Some(facet));
    if !case.stands() && comparable.count == 0 {
        return None;
    }
    if qualified(case, &comparable, facet) {
        return case.finding(Verdict::Qualified, 4, statement, comparable);
    }
    if statement.allowed {
        return None;
    }
    if plain(statement) {
        return case.finding(Verdict::Contradicted, 5, statement, comparable);
    }
    eroded(case, statement, comparable)
}

/// Row 4: a disclosure that cures the facet stands near every claim, none of them absolute.
fn qualified(case: &Case, comparable: &Comparable, facet: FacetId) -> bool {
    let mut disclosures = case.promise.disclosures.iter().enumerate();
    !comparable.absolute
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

/// Row 6.
pub(super) fn eroded<'a>(
    case: &Case<'a>,
    statement: &'a Statement,
    comparable: Comparable<'a>,
) -> Option<Finding> {
    let absolute = comparable.absolute;
    let mut others = Others::from(comparable);
    if absolute {
        others.reason = Some(Ground::Absolute);
        return case.finding(Verdict::Contradicted, 6, statement, others);
    }
    case.finding(Verdict::Eroded, 6, statement, others)
}
