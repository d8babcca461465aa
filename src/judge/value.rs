//! Values: held against what is promised, or against each other.

use std::collections::BTreeMap;

use crate::extract::{Nameless, Role, Scope, Statement};
use crate::language::{Certainty, Polarity};
use crate::quantity::{Comparison, Promised, Quantity, against_each_other, against_promise};
use crate::rules::Is;

use super::Case;
use super::breach;
use super::case::Others;
use super::claims::Claims;
use super::finding::{Finding, Verdict};
use super::period::Period;

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

fn usable(case: &Case, statement: &Statement) -> bool {
    case.asserted(statement) && statement.reading.polarity == Polarity::Affirmed
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

/// Row 5 where nothing is declared: every value that deviates from the reference is a finding.
///
/// The reference is the value of the highest authority, then the most frequent, then the first.
pub(super) fn compare_texts(case: &Case, findings: &mut Vec<Finding>) {
    let Some(rule) = &case.promise.value else {
        return;
    };
    if !matches!(rule.is, Is::Anything) {
        return;
    }
    let usable = |statement: &&&Statement| {
        statement.role == Role::Value
            && statement.value.is_some()
            && usable(case, statement)
            && statement.reading.certainty != Certainty::Hedged
            && statement.reading.conditions.is_empty()
            && !statement.allowed
    };
    let values: Vec<&Statement> = case.statements.iter().filter(usable).copied().collect();
    let mut groups: BTreeMap<(Scope, Period), Vec<&Statement>> = BTreeMap::new();
    for &value in &values {
        let Some(period) = Period::of(&value.reading.time, case.today) else {
            continue;
        };
        groups
            .entry((value.scope.named_only(), period))
            .or_default()
            .push(value);
    }
    let mut references: Vec<&Statement> = Vec::new();
    for ((scope, period), group) in &groups {
        let peers = groups.iter().filter(|((other, days), _)| {
            days.overlaps(*period) && !other.disjoint(scope, &case.ruleset.subjects, false)
        });
        let peers: Vec<&Statement> = peers.flat_map(|(_, group)| group.iter().copied()).collect();
        let Some(reference) = reference(case, &peers) else {
            continue;
        };
        references.push(reference);
        let of_things = references_of_things(case, group);
        for &value in group {
            if !case.held(value) {
                continue;
            }
            let own = of_things.get(&thing(value));
            let own = own.filter(|own| !std::ptr::eq(**own, value));
            let found = own.and_then(|own| differs(case, value, own));
            let settled = references.iter().any(|other| std::ptr::eq(*other, value));
            findings.extend(found.or_else(|| {
                let general = (!settled).then_some(reference)?;
                differs(case, value, general)
            }));
        }
    }
}

/// The nameless thing of one document that a statement is about.
fn thing(statement: &Statement) -> (&str, Vec<Nameless>) {
    (&statement.place.path, statement.scope.thing())
}

/// A reference for each nameless thing that has several values.
fn references_of_things<'a>(
    case: &Case,
    values: &[&'a Statement],
) -> BTreeMap<(&'a str, Vec<Nameless>), &'a Statement> {
    let mut things: BTreeMap<(&str, Vec<Nameless>), Vec<&Statement>> = BTreeMap::new();
    let nameless = |value: &&Statement| !value.scope.nameless.is_empty();
    for value in values.iter().copied().filter(nameless) {
        things.entry(thing(value)).or_default().push(value);
    }
    let several = things.into_iter().filter(|(_, values)| values.len() > 1);
    let of_thing = |(thing, values): (_, Vec<&'a Statement>)| {
        reference(case, &values).map(|reference| (thing, reference))
    };
    several.filter_map(of_thing).collect()
}

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

fn differs(case: &Case, value: &Statement, reference: &Statement) -> Option<Finding> {
    let same_document = value.place.path == reference.place.path;
    let same_sentence = same_document && value.locus.spot == reference.locus.spot;
    if same_sentence
        || value
            .scope
            .disjoint(&reference.scope, &case.ruleset.subjects, same_document)
    {
        return None;
    }
    let (told, held) = (value.value.as_ref()?, reference.value.as_ref()?);
    let others = Others {
        count: 1,
        nearest: vec![reference],
        ..Others::default()
    };
    match against_each_other(told, held) {
        Comparison::Differs | Comparison::Worse => {
            case.finding(Verdict::Contradicted, 5, value, others)
        }
        Comparison::Ambiguous => case.finding(Verdict::Review, 2, value, others),
        _ => None,
    }
}
