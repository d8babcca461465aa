//! Rows 2 and 5 where nothing is declared: texts that give different values for one thing.
//!
//! Every value that deviates from its reference is a finding.

use std::collections::{BTreeSet, HashMap};

use crate::extract::{Role, Statement};
use crate::language::Certainty;
use crate::quantity::{Comparison, against_each_other};

use super::Case;
use super::apart::{Considered, apart};
use super::case::Others;
use super::clearance::{Apart, Clearance};
use super::contrast::are_labelled_apart;
use super::finding::Verdict;
use super::limits::{addressed, special};
use super::texts::{Texts, thing};
use super::trail::Ruling;
use super::value;
use super::wording::Wording;

/// So many values of the page of a reference are held beside another value.
const MOST_BESIDE: usize = 16;

/// What each value of a promise is held against, by the address of its statement.
pub(super) struct References<'a>(HashMap<*const Statement, Against<'a>>);

#[derive(Clone, Copy)]
struct Against<'a> {
    /// The reference of the same nameless thing, where that has several values.
    thing: Option<&'a Statement>,
    /// The reference of all values about the same; `None` where the value is one itself.
    all: Option<&'a Statement>,
}

impl<'a> Against<'a> {
    /// The nearest first.
    fn each(self) -> impl Iterator<Item = &'a Statement> {
        self.thing.into_iter().chain(self.all)
    }
}

impl<'a> References<'a> {
    /// The references of a promise; `None` where it declares its value.
    pub(super) fn new(case: &Case<'a>) -> Option<Self> {
        if !value::is_open(case) {
            return None;
        }
        let texts = Texts::new(case);
        let mut references = BTreeSet::new();
        let mut found = HashMap::new();
        for ((scope, period), group) in &texts.groups {
            let Some(reference) = texts.reference(case, scope, *period) else {
                continue;
            };
            references.insert(reference);
            let of_things = texts.references_of_things(group);
            for index in group {
                let statement = texts.statement(*index);
                let own = of_things.get(&thing(statement)).filter(|own| *own != index);
                let settled = references.contains(index);
                let against = Against {
                    thing: own.map(|&own| texts.statement(own)),
                    all: (!settled).then(|| texts.statement(reference)),
                };
                found.insert(std::ptr::from_ref(statement), against);
            }
        }
        Some(Self(found))
    }

    /// Holds a value against its reference: first that of the same thing, then that of all.
    pub(super) fn judge(&self, case: &Case<'a>, statement: &'a Statement) -> Ruling<'a> {
        let cleared = not_compared(statement).or_else(|| case.not_held(statement));
        if let Some(clearance) = cleared {
            return clearance.into();
        }
        let Some(against) = self.of(statement) else {
            return Clearance::Unclaimed.into();
        };
        let mut nearest = None;
        for reference in against.each() {
            match differs(case, statement, reference) {
                Ruling::Spoke { .. } if is_told_beside(case, statement, reference) => {
                    nearest = nearest.or(Some(Clearance::Excepted));
                }
                spoke @ Ruling::Spoke { .. } => return spoke,
                Ruling::Cleared(clearance) => nearest = nearest.or(Some(clearance)),
            }
        }
        nearest.unwrap_or(Clearance::Reference).into()
    }

    /// The reference of a value that is none itself.
    pub(super) fn considered(
        &self,
        case: &Case<'a>,
        statement: &'a Statement,
    ) -> Option<Considered<'a>> {
        let reference = self.of(statement)?.each().next()?;
        Some(Considered {
            statement: reference,
            apart: apart(case, reference, statement, None),
        })
    }

    fn of(&self, statement: &Statement) -> Option<Against<'a>> {
        self.0.get(&std::ptr::from_ref(statement)).copied()
    }
}

/// Whether the texts' values are compared with this one.
pub(super) fn is_compared(case: &Case, statement: &Statement) -> bool {
    statement.role == Role::Value
        && value::not_given(case, statement).is_none()
        && not_compared(statement).is_none()
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

fn differs<'a>(case: &Case, statement: &Statement, reference: &'a Statement) -> Ruling<'a> {
    if let Some(apart) = apart(case, reference, statement, None) {
        return Clearance::Apart(apart).into();
    }
    let (Some(told), Some(held)) = (&statement.value, &reference.value) else {
        return Clearance::Unpromised.into();
    };
    let others = Others {
        count: 1,
        nearest: vec![reference],
        reason: None,
    };
    if are_labelled_apart(statement, reference) {
        return Clearance::Apart(Apart::Sibling).into();
    }
    if are_of_two_deals(statement, reference) {
        return Clearance::Apart(Apart::Subject).into();
    }
    match against_each_other(told, held) {
        Comparison::Ambiguous => Ruling::spoke(Verdict::Review, 2, others),
        Comparison::Differs | Comparison::Worse => Ruling::spoke(Verdict::Contradicted, 5, others),
        Comparison::Incomparable => Clearance::Kind.into(),
        Comparison::Meets | Comparison::Exceeds | Comparison::Vague => Clearance::Agrees.into(),
    }
}

/// Whether one of them names customers or a use with a deal of their own, and the other does not.
fn are_of_two_deals(a: &Statement, b: &Statement) -> bool {
    let names_other = |one: &Statement, other: &Statement| {
        special(one).any(|group| !addressed(other).any(|its| its == group))
    };
    names_other(a, b) || names_other(b, a)
}

/// Whether the page of the reference gives the other value too, of something that the reference does
/// not speak of: who reads there that the core is guaranteed for 15 years also reads that the cover is
/// for 2.
fn is_told_beside(case: &Case, statement: &Statement, reference: &Statement) -> bool {
    let own = Wording::labelled(statement);
    let of_reference = Wording::labelled(reference);
    let path = &*reference.place.path;
    let first = case
        .statements
        .partition_point(|other| &*other.place.path < path);
    let mut beside = case.statements[first..]
        .iter()
        .take_while(|other| &*other.place.path == path)
        .filter(|other| {
            other.role == Role::Value
                && !std::ptr::eq(**other, reference)
                && !std::ptr::eq(**other, statement)
        })
        .take(MOST_BESIDE);
    beside.any(|other| {
        let values = statement.value.as_ref().zip(other.value.as_ref());
        let same = || values.is_some_and(|(a, b)| against_each_other(a, b) == Comparison::Meets);
        case.asserted(other)
            && other.language == statement.language
            && same()
            && own.shared(&Wording::labelled(other).without(&of_reference)) > 0
    })
}
