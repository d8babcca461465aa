//! Things that a document tells apart under the labels of its rows, columns or paragraphs.
//!
//! Who reads "Apartments: cancel free of charge" and "Hostel beds: no refund" in one table knows
//! which of them is promised, and so what other texts mean by those names.

use std::collections::BTreeMap;

use crate::extract::{Role, Statement};
use crate::language::{Language, Languages};
use crate::quantity::{Comparison, against_each_other};

use super::Case;
use super::claims::Claim;
use super::exceptions::breaches;
use super::wording::Wording;
use crate::text::fold::is_han;

/// So many contrasts of one promise are known.
const MOST: usize = 64;
/// So many claims of one document are looked at.
const MOST_BESIDE: usize = 64;

/// The contrasts in which the texts tell a promise and what breaks it.
pub(super) struct Contrasts<'a>(Vec<Contrast<'a>>);

/// Two siblings of one document: one has the promise, and the other has not.
struct Contrast<'a> {
    language: &'a str,
    /// The words of the first one's label that the second one's does not have.
    promised: Wording,
    /// The same of the second.
    broken: Wording,
}

impl<'a> Contrasts<'a> {
    /// Those between `claims` and the breaches beside them.
    pub(super) fn new(case: &Case<'a>, claims: &[Claim<'a>]) -> Self {
        let mut labelled: BTreeMap<&str, Vec<&Statement>> = BTreeMap::new();
        for claim in claims.iter().map(|claim| claim.statement) {
            let beside: &mut Vec<_> = labelled.entry(&claim.place.path).or_default();
            if lines(claim).nth(1).is_some() && beside.len() < MOST_BESIDE {
                beside.push(claim);
            }
        }
        labelled.retain(|_, claims| !claims.is_empty());
        if labelled.is_empty() {
            return Self(Vec::new());
        }
        let beside = |breach: &'a Statement| {
            let claims = labelled.get(&*breach.place.path).into_iter().flatten();
            claims.filter_map(move |claim| Contrast::new(claim, breach))
        };
        Self(breaches(case).flat_map(beside).take(MOST).collect())
    }

    /// Whether a claim is about a thing that is promised, by a name that tells it from what `breach`
    /// is about.
    pub(super) fn tell_apart(&self, claim: &Statement, breach: &Statement) -> bool {
        if self.0.is_empty() || claim.scope.everything || breach.scope.everything || lists(claim) {
            return false;
        }
        let (promised, broken) = (Wording::labelled(claim), Wording::labelled(breach));
        self.0.iter().any(|contrast| {
            contrast.language == &*claim.language
                && contrast.language == &*breach.language
                && names(&promised, &contrast.promised, &contrast.broken)
                && names(&broken, &contrast.broken, &contrast.promised)
        })
    }
}

impl<'a> Contrast<'a> {
    /// `None` where the two differ in more than one of the labels that they stand under, or in what
    /// is but a word more, or an amount: the steps of one price are no two things.
    fn new(claim: &'a Statement, breach: &'a Statement) -> Option<Self> {
        if claim.language != breach.language || lines(claim).count() != lines(breach).count() {
            return None;
        }
        let mut differing = lines(claim)
            .zip(lines(breach))
            .filter(|(one, other)| one != other);
        let (one, other) = differing.next().filter(|_| differing.next().is_none())?;
        let language = Languages::builtin().get(&claim.language)?;
        if language.names_aspect(one) || language.names_aspect(other) {
            return None;
        }
        let (of_claim, of_breach) = (
            Wording::of_label(claim, one)?,
            Wording::of_label(breach, other)?,
        );
        let promised = of_claim.clone().without(&of_breach);
        let broken = of_breach.without(&of_claim);
        (promised.len() > 0 && broken.len() > 0).then_some(Self {
            language: &claim.language,
            promised,
            broken,
        })
    }
}

/// Whether two statements of one document stand under labels that name two things, as in "Courier:
/// from £40" and "Collection: from £20".
pub(super) fn are_labelled_apart(one: &Statement, other: &Statement) -> bool {
    one.place.path == other.place.path && Contrast::new(one, other).is_some()
}

/// Whether the page of `one` gives the value of `other` too, under a label that tells it from `one`:
/// who reads there of main and of supplementary cards knows which of them another page means.
pub(super) fn is_told_of_another(case: &Case, one: &Statement, other: &Statement) -> bool {
    let Some(value) = other.value.as_deref() else {
        return false;
    };
    let gives_it = |beside: &&Statement| {
        let told = beside.value.as_deref();
        told.is_some_and(|told| against_each_other(told, value) == Comparison::Meets)
    };
    let page = case.on_page(&one.place.path).take(MOST_BESIDE);
    one.place.path != other.place.path
        && page
            .filter(|beside| beside.role == Role::Value && case.asserted(beside))
            .filter(gives_it)
            .any(|beside| Contrast::new(one, beside).is_some())
}

/// Whether the sentences of two statements open with words and a colon that tell them apart.
pub(super) fn are_led_apart(one: &Statement, other: &Statement) -> bool {
    let lead = |statement: &Statement| {
        let sentence = statement.place.sentence();
        let (lead, _) = sentence.split_once([':', '：'])?;
        Some(Wording::of_sentence(&statement.language, lead))
    };
    let leads = lead(one).zip(lead(other));
    leads.is_some_and(|(own, its)| {
        own.clone().without(&its).len() > 0 && its.without(&own).len() > 0
    })
}

/// Whether a claim names a row, an item or a section beside the one that a breach stands in, and not
/// that one: "free cancellation of Flex rates" beside a table of Flex and Early Bird.
pub(super) fn names_another(claim: &Statement, breach: &Statement) -> bool {
    let mut groups = breach.others.split("\n\n");
    groups.any(|labels| names_beside(claim, breach, labels))
}

/// The same for the label of a breach and those beside it.
fn names_beside(claim: &Statement, breach: &Statement, labels: &str) -> bool {
    let mut labels = labels.lines();
    let own = labels.next().unwrap_or_default();
    let elsewhere = claim.place.path != breach.place.path;
    if own.is_empty() || !elsewhere || claim.language != breach.language {
        return false;
    }
    let Some(language) = Languages::builtin().get(&claim.language) else {
        return false;
    };
    let names_nothing = |label: &str| {
        language.names_aspect(label)
            || language.is_common_title(label)
            || Wording::gives_amount(language, label)
    };
    let says_whole = language.says_whole(&claim.place.sentence());
    let its = Wording::of_name(language, own);
    let promised = Wording::of_name(language, &claim.place.sentence());
    let broken = Wording::of_name(language, &breach.place.sentence().replacen(own, "\n", 1));
    if names_nothing(own) || its.len() == 0 {
        return false;
    }
    // Where one of them is ours, the others are not: "MegaTax | $49", "ours | free".
    if !language.labels_ourselves(own)
        && labels.clone().any(|label| language.labels_ourselves(label))
    {
        return !says_whole;
    }
    let under = Wording::of_name(language, &claim.labels);
    let tells = |(own, label): (&str, &str)| {
        let (its, other) = told_apart(language, own, label);
        let said = promised.shared(&other).max(under.shared(&other));
        its.len() > 0
            && its.shared(&promised) == 0
            && other.shared(&broken) == 0
            && other.len() > 0
            && 2 * said > other.len()
            && (!says_whole || said == other.len())
    };
    let names = |label: &str| tells((own, label)) || tells(without_kind(own, label));
    labels
        .filter(|label| !names_nothing(label))
        .flat_map(|label| label.split(['/', ',', '，', '、', ';', '；']))
        .any(names)
}

/// The words of two names that the other does not have.
fn told_apart(language: &Language, one: &str, other: &str) -> (Wording, Wording) {
    let (one, other) = (
        Wording::of_name(language, one),
        Wording::of_name(language, other),
    );
    (one.clone().without(&other), other.without(&one))
}

/// Two labels without the Han characters that both end with, which name their kind: 个人版 and 专业版.
fn without_kind<'t>(one: &'t str, other: &'t str) -> (&'t str, &'t str) {
    let common = one.chars().rev().zip(other.chars().rev());
    let common = common.take_while(|(a, b)| a == b && is_han(*a));
    let length = common.map(|(letter, _)| letter.len_utf8()).sum::<usize>();
    let (own, name) = (&one[..one.len() - length], &other[..other.len() - length]);
    let names = |label: &str| label.chars().nth(1).is_some();
    if names(own) && names(name) {
        (own, name)
    } else {
        (one, other)
    }
}

/// Whether a claim is about what a sentence beside a breach speaks of, and not about what the breach's
/// own does: "free assembly of wardrobes" beside "sheds cost £120, wardrobes nothing".
pub(super) fn is_another_topic(claim: &Statement, breach: &Statement) -> bool {
    let mut topics = breach.topics.lines();
    let own = topics.next().unwrap_or_default();
    let elsewhere = claim.place.path != breach.place.path;
    let Some(language) = Languages::builtin().get(&claim.language) else {
        return false;
    };
    if own.is_empty() || !elsewhere || claim.language != breach.language {
        return false;
    }
    let sentence = claim.place.sentence();
    let promised = Wording::of_name(language, &sentence);
    let is_promised = |topic: &str| {
        let (its, other) = told_apart(language, own, topic);
        its.len() > 0
            && its.shared(&promised) == 0
            && other.len() > 0
            && promised.shared(&other) == other.len()
    };
    !language.says_whole(&sentence) && topics.any(is_promised)
}

/// Whether what a breach spares behind it is what a claim is about: "late payers are fined; *early
/// payers* aren't".
pub(super) fn is_spared(claim: &Statement, breach: &Statement) -> bool {
    if breach.spared.is_empty() || claim.language != breach.language || lists(claim) {
        return false;
    }
    let beside = breach.place.sentence().replacen(&*breach.spared, "\n", 1);
    let broken = Wording::of_sentence(&breach.language, &beside);
    let spared = Wording::of_sentence(&breach.language, &breach.spared).without(&broken);
    let said = Wording::of_sentence(&claim.language, &claim.place.sentence());
    let common = said.shared(&spared);
    common > 0 && 2 * common >= spared.len()
}

/// The labels that a statement stands under; of several, one may tell it from a sibling.
fn lines(statement: &Statement) -> impl Iterator<Item = &str> {
    statement.labels.lines()
}

/// Whether the sentence of a claim joins what it names with something else: "apartments and bunks".
fn lists(claim: &Statement) -> bool {
    Languages::builtin()
        .get(&claim.language)
        .is_none_or(|language| language.joins_any(&claim.place.sentence()))
}

/// Whether a statement has most of the words of one thing, and none of the other's.
fn names(said: &Wording, own: &Wording, others: &Wording) -> bool {
    2 * said.shared(own) > own.len() && said.shared(others) == 0
}
