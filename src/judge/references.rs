//! Rows 2 and 5 where nothing is declared: texts that give different values for one thing.
//!
//! Every value that deviates from its reference is a finding.

use std::collections::{BTreeSet, HashMap};

use crate::extract::{Role, Scope, Statement, ValueBeside, Voice};
use crate::language::{Certainty, Languages, Polarity};
use crate::quantity::{Comparison, Kind, Quantity, Sense, against_each_other};
use crate::text::fold::fold_word;

use super::Case;
use super::apart::{Considered, apart, in_one_sentence};
use super::case::Others;
use super::clearance::{Apart, Clearance};
use super::contrast::{are_labelled_apart, are_led_apart, is_told_of_another};
use super::exceptions::advertises_in;
use super::finding::Verdict;
use super::limits::{addressed, is_other_side, special};
use super::texts::{Texts, thing};
use super::trail::Ruling;
use super::value;
use super::wording::Wording;

/// So many values of a page are held beside another value.
const MOST_BESIDE: usize = 16;

/// So many statements of a page are looked through for another step of a list.
const MOST_STEPS: usize = 256;
/// So many values of all pages that advertise are.
const MOST_ADVERTISED: usize = 128;

/// What each value of a promise is held against.
pub(super) struct References<'a> {
    /// By the address of the statement.
    against: HashMap<*const Statement, Against<'a>>,
    /// The values of pages that people read before they buy, up to [`MOST_BESIDE`] of each.
    advertised: Vec<&'a Statement>,
}

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
        let pages = case
            .statements
            .chunk_by(|a, b| a.place.path == b.place.path);
        let is_value = |statement: &&&'a Statement| statement.role == Role::Value;
        let advertised = pages
            .filter(|page| advertises_in(case, page[0]))
            .flat_map(|page| page.iter().filter(is_value).take(MOST_BESIDE).copied());
        Some(Self {
            against: found,
            advertised: advertised.take(MOST_ADVERTISED).collect(),
        })
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
        // What one section gives of two things is held against what is advertised.
        let elsewhere = |reference: &'a Statement| {
            let is_same = reference
                .value
                .as_deref()
                .is_none_or(|value| gives(statement, value));
            let beside = !is_same && are_of_one_section(statement, reference);
            let advertised = self.advertised.iter().filter(move |_| beside).copied();
            advertised.filter(|other| other.place.path != statement.place.path)
        };
        let references = against
            .each()
            .flat_map(|reference| std::iter::once(reference).chain(elsewhere(reference)));
        for reference in references {
            match differs(case, statement, reference) {
                Ruling::Spoke { .. }
                    if self.is_told_beside(case, statement, reference)
                        || gives_in_sentence(case, statement, reference) =>
                {
                    nearest = nearest.or(Some(Clearance::Excepted));
                }
                Ruling::Spoke { .. }
                    if is_told_of_another(case, statement, reference)
                        || is_told_of_another(case, reference, statement)
                        || is_given_beside(case, statement, reference) =>
                {
                    nearest = nearest.or(Some(Clearance::Apart(Apart::Sibling)));
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
        let own = std::ptr::from_ref(statement);
        self.against.get(&own).copied()
    }

    /// Whether the page of the reference, or one that advertises, gives the other value too, of something
    /// that the reference does not speak of: who reads there that the core is guaranteed for 15 years also
    /// reads that the cover is for 2.
    fn is_told_beside(
        &self,
        case: &Case<'a>,
        statement: &Statement,
        reference: &Statement,
    ) -> bool {
        let own = Wording::labelled(statement);
        if is_told_in_block(&own, statement, reference) {
            return true;
        }
        let of_reference = match reference.limits.values.first() {
            Some(own) => Wording::of_sentence(
                &reference.language,
                &format!("{}\n{}", own.clause, reference.labels),
            ),
            None => Wording::labelled(reference),
        };
        let page = case
            .on_page(&reference.place.path)
            .filter(|other| other.role == Role::Value)
            .take(MOST_BESIDE);
        let elsewhere = |other: &&&Statement| {
            other.place.path != reference.place.path && other.place.path != statement.place.path
        };
        let advertised = self.advertised.iter().filter(elsewhere).copied();
        let mut beside = page.chain(advertised).filter(|other| {
            !std::ptr::eq(*other, reference)
                && !std::ptr::eq(*other, statement)
                && other.language == statement.language
        });
        beside.any(|other| {
            let words = |told: &Wording| own.shared(&told.clone().without(&of_reference)) > 0;
            let is_same = |value: &Quantity| gives(statement, value);
            let mut others = other.limits.values.iter().skip(1);
            case.asserted(other)
                && (other.value.as_deref().is_some_and(is_same) && words(&Wording::labelled(other))
                    || others.any(|told| {
                        is_same(&told.amount)
                            && words(&Wording::of_sentence(&other.language, &told.clause))
                    }))
        })
    }
}

/// Whether the block of the reference gives the other value too, in a clause that has as many words of the
/// other statement as the reference's own: "within 15 minutes on chat, two hours by mail".
fn is_told_in_block(own: &Wording, statement: &Statement, reference: &Statement) -> bool {
    let words = |told: &ValueBeside| {
        let clause = Wording::of_sentence(&reference.language, &told.clause);
        own.shared(&clause)
    };
    let Some((first, others)) = reference.limits.values.split_first() else {
        return false;
    };
    let is_own = statement.place.path == reference.place.path
        && statement.locus.spot.block == reference.locus.spot.block;
    let has_as_many = |told: &ValueBeside| words(told) >= words(first);
    !is_own
        && statement.language == reference.language
        && others
            .iter()
            .any(|told| gives(statement, &told.amount) && has_as_many(told))
}

/// Whether the sentence of a value gives that of the reference too: "within 30 days, of which the
/// first 7 are those of the law".
fn gives_in_sentence(case: &Case, statement: &Statement, reference: &Statement) -> bool {
    let mut page = case.on_page(&statement.place.path);
    let is_same = |value: &Quantity| gives(reference, value);
    statement.place.path != reference.place.path
        && page.any(|other| {
            other.role == Role::Value
                && in_one_sentence(other, statement)
                && case.asserted(other)
                && other.reading.polarity == Polarity::Affirmed
                && other.value.as_deref().is_some_and(is_same)
        })
}

/// Whether another row or item of its section gives the reference's value, under a label of its own, so
/// that a value is that of another step: "100M: 59元, *300M: 79元*".
fn is_given_beside(case: &Case, statement: &Statement, reference: &Statement) -> bool {
    let labels = |one: &'_ Statement| one.labels.lines().next().map(str::to_owned);
    let own = labels(statement);
    let is_same = |value: &Quantity| gives(reference, value);
    let is_step = |other: &Statement| {
        let its = labels(other);
        (own.is_some() && its.is_some() && own != its) || are_led_apart(statement, other)
    };
    let mut page = case.on_page(&statement.place.path).take(MOST_STEPS);
    statement.place.path != reference.place.path
        && page.any(|other| {
            other.role == Role::Value
                && other.locus.spot.section == statement.locus.spot.section
                && other.locus.spot.block != statement.locus.spot.block
                && case.asserted(other)
                && other.value.as_deref().is_some_and(is_same)
                && is_step(other)
        })
}

/// Whether a statement gives a value.
fn gives(statement: &Statement, value: &Quantity) -> bool {
    let own = statement.value.as_deref();
    own.is_some_and(|own| against_each_other(own, value) == Comparison::Meets)
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
    if are_of_one_section(statement, reference) {
        return Clearance::Apart(Apart::Sibling).into();
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
    if is_other_side(reference, statement) {
        return Clearance::Limited.into();
    }
    if statement.voice == Voice::Repeats && reference.voice == Voice::Repeats {
        return Clearance::Repeated.into();
    }
    if comes_again(statement) != comes_again(reference)
        && (is_deadline(statement) || is_deadline(reference))
    {
        return Ruling::spoke(Verdict::Review, 2, others);
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

/// Whether a value is the time by which something comes again: "a box every 30 days".
fn comes_again(value: &Statement) -> bool {
    let is_time = value.value.as_deref().map(|value| value.kind) == Some(Kind::Duration);
    let language = Languages::builtin().get(&value.language);
    is_time
        && language.is_some_and(|language| {
            language.recurs(&value.place.sentence(), &fold_word(value.place.text()))
        })
}

/// Whether a value is the most that something takes: "within 3 days".
fn is_deadline(value: &Statement) -> bool {
    let interval = value.value.as_deref().and_then(Quantity::interval);
    interval.is_some_and(|interval| matches!(interval.sense, Sense::AtMost | Sense::Within))
}

/// Whether both stand in one section, in one language, and none in small print or under a name, each
/// behind a colon and words that the other has not: "2.1 Urgent: within 30 minutes", "2.2 Normal: within
/// 4 hours". Their writer had both before his eyes.
fn are_of_one_section(a: &Statement, b: &Statement) -> bool {
    let small = !a.locus.marks.is_empty() || !b.locus.marks.is_empty();
    let is_nameless = |scope: &Scope| {
        scope.named.is_empty() && scope.parts.is_empty() && scope.nameless.is_empty()
    };
    a.place.path == b.place.path
        && a.locus.spot.section == b.locus.spot.section
        && a.language == b.language
        && !small
        && is_nameless(&a.scope)
        && is_nameless(&b.scope)
        && are_led_apart(a, b)
}

/// Whether one of them names customers or a use with a deal of their own, and the other does not.
fn are_of_two_deals(a: &Statement, b: &Statement) -> bool {
    let names_other = |one: &Statement, other: &Statement| {
        special(one).any(|group| !addressed(other).any(|its| its == group))
    };
    names_other(a, b) || names_other(b, a)
}
