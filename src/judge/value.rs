//! Values: held against what is promised, or against each other.

use std::collections::BTreeMap;

use crate::extract::{Role, Scope, Statement};
use crate::language::{Certainty, Polarity};
use crate::quantity::{Comparison, Promised, Quantity, against_each_other, against_promise};
use crate::rules::Is;

use super::Case;
use super::apart::{Considered, apart};
use super::breach;
use super::case::Others;
use super::claims::Claims;
use super::clearance::Clearance;
use super::finding::Verdict;
use super::period::Period;
use super::trail::Ruling;

/// Whether the statement gives a value that meets what is promised, and so claims the promise.
pub(super) fn meets(case: &Case, statement: &Statement) -> bool {
    matches!(
        compare(case, statement),
        Some((Comparison::Meets | Comparison::Exceeds, _))
    )
}

/// Rows 1 to 7 for a value: held against what is promised, or against the other texts.
pub(super) fn judge<'a>(
    case: &Case<'a>,
    claims: &Claims<'_, 'a>,
    references: &References<'a>,
    statement: &'a Statement,
) -> Ruling<'a> {
    if let Some(clearance) = not_given(case, statement) {
        return clearance.into();
    }
    if is_open(case) {
        return against_reference(case, references, statement);
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
    if !case.stands() && comparable.count == 0 {
        return Clearance::Unclaimed.into();
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

/// Row 1: why the statement gives no value.
fn not_given(case: &Case, statement: &Statement) -> Option<Clearance> {
    let denied = statement.reading.polarity == Polarity::Negated;
    let denied = denied.then_some(Clearance::NotGiven);
    case.not_asserted(statement).or(denied)
}

/// Whether the promise declares no value, so that every text must give the same.
fn is_open(case: &Case) -> bool {
    let rule = case.promise.value.as_ref();
    rule.is_some_and(|rule| matches!(rule.is, Is::Anything))
}

fn compare<'a>(case: &'a Case, statement: &Statement) -> Option<(Comparison, &'a Promised)> {
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

/// The values that the others are held against, by what they are about and when, where nothing
/// is declared.
///
/// A value is held against the reference among all that are comparable with it: that of the
/// highest authority, then the most frequent, then the first by path.
pub(super) struct References<'a>(BTreeMap<(Scope, Period), &'a Statement>);

impl<'a> References<'a> {
    /// The references of a promise; none where it declares its value.
    pub(super) fn new(case: &Case<'a>) -> Self {
        let mut groups: BTreeMap<(Scope, Period), Vec<&'a Statement>> = BTreeMap::new();
        if !is_open(case) {
            return Self(BTreeMap::new());
        }
        for &statement in &case.statements {
            let counts = statement.role == Role::Value
                && not_given(case, statement).is_none()
                && not_compared(statement).is_none();
            let key = Self::key(case, statement).filter(|_| counts);
            if let Some(key) = key {
                groups.entry(key).or_default().push(statement);
            }
        }
        let of_group = |(scope, period): &(Scope, Period)| {
            let peers = groups.iter().filter(|((other, days), _)| {
                days.overlaps(*period) && !other.disjoint(scope, &case.ruleset.subjects, false)
            });
            let peers: Vec<_> = peers.flat_map(|(_, group)| group.iter().copied()).collect();
            Some(((scope.clone(), *period), reference(case, &peers)?))
        };
        Self(groups.keys().filter_map(of_group).collect())
    }

    fn key(case: &Case, statement: &Statement) -> Option<(Scope, Period)> {
        let period = Period::of(&statement.reading.time, case.today)?;
        Some((statement.scope.named_only(), period))
    }

    /// Whether a statement is held against a reference, and not against claims.
    pub(super) fn settle(case: &Case, statement: &Statement) -> bool {
        statement.role == Role::Value && is_open(case)
    }

    /// The reference of a value that is none itself.
    pub(super) fn considered(
        &self,
        case: &Case<'a>,
        statement: &'a Statement,
    ) -> Option<Considered<'a>> {
        let reference = self.get(case, statement);
        let reference = reference.filter(|reference| !std::ptr::eq(*reference, statement))?;
        Some(Considered {
            statement: reference,
            apart: apart(case, reference, statement, None),
        })
    }

    fn get(&self, case: &Case, statement: &Statement) -> Option<&'a Statement> {
        self.0.get(&Self::key(case, statement)?).copied()
    }
}

/// Rows 2 and 5 where nothing is declared: every value that deviates from its reference.
fn against_reference<'a>(
    case: &Case<'a>,
    references: &References<'a>,
    statement: &'a Statement,
) -> Ruling<'a> {
    let cleared = not_compared(statement).or_else(|| case.not_held(statement));
    if let Some(clearance) = cleared {
        return clearance.into();
    }
    let Some(reference) = references.get(case, statement) else {
        return Clearance::Unclaimed.into();
    };
    if std::ptr::eq(reference, statement) {
        return Clearance::Reference.into();
    }
    if let Some(apart) = apart(case, reference, statement, None) {
        return Clearance::Apart(apart).into();
    }
    let (Some(told), Some(held)) = (&statement.value, &reference.value) else {
        return Clearance::Unpromised.into();
    };
    let others = Others {
        count: 1,
        nearest: vec![reference],
        ..Others::default()
    };
    match against_each_other(told, held) {
        Comparison::Ambiguous => Ruling::spoke(Verdict::Review, 2, others),
        Comparison::Differs | Comparison::Worse => Ruling::spoke(Verdict::Contradicted, 5, others),
        Comparison::Incomparable => Clearance::Kind.into(),
        Comparison::Meets | Comparison::Exceeds | Comparison::Vague => Clearance::Agrees.into(),
    }
}

/// Why a value is held against no other text's.
fn not_compared(statement: &Statement) -> Option<Clearance> {
    let reading = &statement.reading;
    if statement.allowed {
        return Some(Clearance::Allowed);
    }
    let loose = statement.value.is_none()
        || reading.certainty == Certainty::Hedged
        || !reading.conditions.is_empty();
    loose.then_some(Clearance::Loose)
}

/// The value of the highest authority, then the most frequent, then the first by path.
fn reference<'a>(case: &Case, values: &[&'a Statement]) -> Option<&'a Statement> {
    let mut frequency: BTreeMap<String, usize> = BTreeMap::new();
    let key = |value: &Statement| value.value.as_ref().map(same_key).unwrap_or_default();
    for value in values {
        *frequency.entry(key(value)).or_default() += 1;
    }
    let authority = |value: &Statement| {
        value.channel.map_or(0, |channel| {
            case.ruleset.channels[channel.index()].authority
        })
    };
    values.iter().copied().min_by_key(|value| {
        (
            std::cmp::Reverse((authority(value), frequency[&key(value)])),
            &*value.place.path,
            value.place.span,
        )
    })
}

/// Equal for equal values, in whatever words.
fn same_key(quantity: &Quantity) -> String {
    format!("{:?} {:?}", quantity.value, quantity.per)
}
