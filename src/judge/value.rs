//! Values: held against what is promised, or against each other.

use crate::extract::{Scope, Statement};
use crate::language::Polarity;
use crate::quantity::{Comparison, Promised, against_promise};
use crate::rules::Is;

use super::Case;
use super::breach;
use super::claims::Claims;
use super::finding::{Finding, Verdict};

/// Whether the statement gives a value that meets what is promised, and so claims the promise.
pub(super) fn meets(case: &Case, statement: &Statement) -> bool {
    matches!(
        compare(case, statement),
        Some((Comparison::Meets | Comparison::Exceeds, _))
    )
}

/// Rows 2, 5, 6 and 7 for a value with something promised.
pub(super) fn judge<'a>(
    case: &Case<'a>,
    claims: &Claims<'a>,
    statement: &'a Statement,
) -> Option<Finding> {
    if !usable(case, statement) || !case.held(statement) || statement.allowed {
        return None;
    }
    let (comparison, _) = compare(case, statement)?;
    let mut comparable = claims.comparable_with(statement, None);
    comparable.leave_out_sentence(statement);
    if !case.stands() && comparable.count == 0 {
        return None;
    }
    match comparison {
        Comparison::Worse | Comparison::Differs if breach::plain(statement) => {
            case.finding(Verdict::Contradicted, 5, statement, comparable)
        }
        Comparison::Worse | Comparison::Differs => breach::eroded(case, statement, comparable),
        Comparison::Ambiguous => case.finding(Verdict::Review, 2, statement, comparable),
        Comparison::Exceeds => case.finding(Verdict::Exceeds, 7, statement, comparable),
        Comparison::Vague => case.finding(Verdict::Vague, 7, statement, comparable),
        Comparison::Meets | Comparison::Incomparable => None,
    }
}

/// Whether it is one of our texts that affirms a value.
pub(super) fn usable(case: &Case, statement: &Statement) -> bool {
    case.asserted(statement) && statement.reading.polarity == Polarity::Affirmed
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
