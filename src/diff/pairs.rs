//! Findings that are old, but for a claim that is new: a new ad makes the breach of an old text
//! its own concern.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::extract::{Extract, Place, Role, Statement};
use crate::judge::{self, Finding};
use crate::language::Polarity;
use crate::rules::Ruleset;
use crate::suppress::{suppress, tight};
use crate::text::Folded;

use super::lines::{Lines, Touch};
use super::{Change, State};

/// The findings of the new state with claims that the old state has not, each judged against these
/// alone.
pub(super) fn with_new_claims(old: &State, new: &State, change: &Change) -> Vec<Finding> {
    let fresh = fresh(old, new, change.lines);
    if fresh.is_empty() {
        return Vec::new();
    }
    let promises: HashSet<usize> = fresh.values().copied().collect();
    let is_kept = |one: &&Statement| {
        promises.contains(&one.promise.index())
            && (!is_claim(one) || fresh.contains_key(&place(&one.place)))
    };
    let documents = new.extracts.iter().map(|document| Extract {
        statements: document
            .statements
            .iter()
            .filter(is_kept)
            .cloned()
            .collect(),
        ..document.clone()
    });
    let documents: Vec<Extract> = documents.collect();
    let (ruleset, today, messages) = (new.ruleset, change.today, change.messages);
    let found = judge::judge(ruleset, &documents, today, messages);
    let mut found = suppress(ruleset, &documents, today, messages, found).findings;
    found.retain(|finding| {
        let mut texts = finding.related.iter().filter(|side| side.is_text());
        finding.row > 0
            && finding.severity > Severity::Note
            && texts.any(|side| {
                let place = side.place.as_deref().map(self::place);
                place.is_some_and(|place| fresh.contains_key(&place))
            })
    });
    found
}

/// Whether both are about one text and one way of breaking one promise.
pub(super) fn is_same(a: &Finding, b: &Finding) -> bool {
    let at = |finding: &Finding| finding.primary.place.as_deref().map(place);
    a.row > 0 && b.row > 0 && a.promise == b.promise && a.facet == b.facet && at(a) == at(b)
}

type At = (Arc<str>, usize, usize);

fn place(place: &Place) -> At {
    (Arc::clone(&place.path), place.span.start, place.span.end)
}

/// Whether it only makes the promise, and is no value, which may break it too.
fn is_claim(statement: &Statement) -> bool {
    let negated = statement.reading.polarity == Polarity::Negated;
    match statement.role {
        Role::Claim => !negated,
        Role::Breach(_) => negated,
        Role::Value | Role::Disclosure(_) => false,
    }
}

/// The claims that the old state has not, each with the index of its promise.
fn fresh(old: &State, new: &State, lines: &Lines) -> HashMap<At, usize> {
    let mut known: HashMap<Meaning, usize> = HashMap::new();
    for (meaning, _) in claims(old) {
        *known.entry(meaning).or_default() += 1;
    }
    let mut claims: Vec<_> = claims(new).collect();
    // Of equal ones those that the change did not touch are the old ones.
    claims.sort_by_key(|(_, statement)| lines.touch(&statement.place) <= Touch::Part);
    let mut fresh = HashMap::new();
    for (meaning, statement) in claims {
        match known.get_mut(&meaning).filter(|left| **left > 0) {
            Some(left) => *left -= 1,
            None => {
                fresh.insert(place(&statement.place), statement.promise.index());
            }
        }
    }
    fresh
}

/// What a claim says, of what, by whom, and what its document discloses beside it.
#[derive(PartialEq, Eq, Hash)]
struct Meaning {
    promise: String,
    facet: Option<String>,
    sentence: String,
    subjects: Vec<String>,
    channel: Option<String>,
    disclosures: BTreeSet<String>,
}

fn claims<'s>(state: &'s State) -> impl Iterator<Item = (Meaning, &'s Statement)> {
    state.extracts.iter().flat_map(move |document| {
        let claims = document.statements.iter().filter(|one| is_claim(one));
        claims.map(move |one| (meaning(state.ruleset, document, one), one))
    })
}

fn meaning(ruleset: &Ruleset, document: &Extract, statement: &Statement) -> Meaning {
    let promise = ruleset.promise(statement.promise);
    let subjects = statement.scope.named.iter();
    let subjects = subjects.map(|&subject| ruleset.subjects.id(subject).to_owned());
    let channel = statement.channel;
    let disclosures = document.statements.iter().filter(|other| {
        other.promise == statement.promise && matches!(other.role, Role::Disclosure(_))
    });
    Meaning {
        promise: promise.id.clone(),
        facet: statement.role.facet_in(promise).map(str::to_owned),
        sentence: sentence(&statement.place),
        subjects: subjects.collect(),
        channel: channel.map(|channel| ruleset.channels[channel.index()].id.clone()),
        disclosures: disclosures.map(|other| sentence(&other.place)).collect(),
    }
}

/// The folded sentence of a place.
pub(super) fn sentence(place: &Place) -> String {
    let folded = place.sentence();
    if folded.is_empty() {
        tight(Folded::new(place.text()).text())
    } else {
        tight(&folded)
    }
}
