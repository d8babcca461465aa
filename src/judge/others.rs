//! What keeps a promise to other things than a statement is about, where the texts alone tell things
//! apart.

use crate::extract::{Found, Statement};
use crate::rules::FacetId;
use crate::text::fold::without_marks;

use super::Case;
use super::apart::{Considered, apart};
use super::claims::Claims;
use super::clearance::Apart;
use super::comparable::Comparable;
use super::exceptions::advertises_in;
use super::wording::Wording;

/// A claim names what a row is about by so many words that the row beside it does not have.
const NAMED: usize = 2;

/// What keeps the promise to other things than the statement is about; `None` where nothing does.
///
/// Every claim is about others, by subjects that were found in the texts; or those that are
/// comparable name nothing, and the advertisements name others in their own words; or the
/// statement's own page makes the promise for another of several things that stand side by side,
/// and no claim names this one, as a subject or in its words. What is promised for all things, or absolutely, is promised for
/// each.
pub(super) fn kept_to_others<'a>(
    case: &Case<'a>,
    claims: &Claims<'_, 'a>,
    comparable: &Comparable<'a>,
    statement: &'a Statement,
    facet: Option<FacetId>,
) -> Option<Apart> {
    let found = !case.ruleset.found.is_empty() && case.promise.subjects.is_empty();
    if statement.scope.everything || claims.is_empty() {
        return None;
    }
    let considered = || claims.considered(statement, facet);
    if comparable.count == 0 {
        let is_other = |claim: &Considered| claim.apart == Some(Apart::Subject);
        let named = found && !statement.scope.named.is_empty();
        return (named && considered().iter().any(is_other)).then_some(Apart::Subject);
    }
    let same_page = |claim: &Statement| claim.place.path == statement.place.path;
    // Both name something, and are comparable: it is the same.
    let names_it =
        |claim: &Statement| !(claim.scope.named.is_empty() || statement.scope.named.is_empty());
    let binding = |claim: &&Statement| {
        claim.scope.everything
            || same_page(claim)
            || names_it(claim)
            || spells_name(case, claim, statement)
    };
    if comparable.is_absolute() || comparable.nearest.iter().any(binding) {
        return None;
    }
    // An answer that names nothing is about what the advertisements name.
    let nameless = |claim: &&Statement| claim.scope.named.is_empty() && !advertises_in(case, claim);
    let by_name = |from: &Found| {
        let beside = [
            Found::Clause,
            Found::Sentence,
            Found::RunIn,
            Found::Row,
            Found::Column,
        ];
        beside.contains(from)
    };
    let about_others = |claim: &&'a Statement| {
        claim.scope.from.iter().any(by_name)
            && apart(case, claim, statement, facet) == Some(Apart::Subject)
    };
    if found
        && comparable.nearest.iter().all(nameless)
        && claims.advertised().iter().any(about_others)
    {
        return Some(Apart::Subject);
    }
    let beside = |claim: &Considered| {
        let apart = match claim.apart {
            Some(Apart::Sibling) => true,
            Some(Apart::Subject) => found,
            _ => false,
        };
        apart && same_page(claim.statement)
    };
    let sibling = considered().into_iter().find(beside)?;
    let same = is_of_one_thing(statement, sibling.statement, &comparable.nearest);
    sibling.apart.filter(|_| !same)
}

/// Whether the sentence of a claim holds the name of what the statement is about, in small letters
/// too.
fn spells_name(case: &Case, claim: &Statement, statement: &Statement) -> bool {
    let sentence = without_marks(&claim.place.sentence());
    let mut named = statement.scope.named.iter();
    named.any(|&subject| {
        let name = case.ruleset.subjects.get(subject).id.replace('-', " ");
        sentence.contains(&name)
    })
}

/// Whether two siblings are of one thing by their words, as steps of one price are, or some claim
/// names what the first is about and the second is not.
fn is_of_one_thing(statement: &Statement, sibling: &Statement, claims: &[&Statement]) -> bool {
    // The columns of one row are told apart by their headers.
    if statement.place.start.line == sibling.place.start.line {
        return false;
    }
    let (own, its) = (Wording::of_line(statement), Wording::of_line(sibling));
    if 2 * own.shared(&its) >= own.len().min(its.len()).max(1) {
        return true;
    }
    let own = own.without(&its);
    let mut claims = claims.iter();
    claims.any(|claim| Wording::of(claim).shared(&own) >= NAMED)
}
