//! One phrase cannot both make and break a promise.
//!
//! Phrases are compared as folded text: linear in their number.

use std::borrow::Cow;
use std::hash::BuildHasher;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::rules::draft::Draft;
use crate::rules::file::PhraseTable;
use crate::rules::mistake::{Mistake, Mistakes};
use crate::rules::place::{At, Place};
use crate::rules::ruleset::{Promise, Subjects};
use crate::text::Folded;

/// More promises than this with one claim are not compared one by one.
const MOST_COMPARED: usize = 16;

pub(super) fn check(
    drafts: &[Draft],
    promises: &[Promise],
    subjects: &Subjects,
    mistakes: &Mistakes,
) {
    let breaches: Vec<Written> = drafts
        .iter()
        .enumerate()
        .flat_map(|(at, draft)| {
            let tables = draft.written.breaches.iter().map(|facet| &facet.phrases);
            tables.flat_map(move |table| Written::all(at, table))
        })
        .collect();
    // Nearly all claims end here.
    let hashes: FxHashSet<u64> = breaches.iter().map(|breach| breach.hash).collect();
    let mut claims: Vec<Written> = drafts
        .iter()
        .enumerate()
        .flat_map(|(at, draft)| Written::all(at, &draft.written.claims))
        .filter(|claim| hashes.contains(&claim.hash))
        .collect();
    claims.sort_by_key(|claim| (claim.hash, claim.promise));
    for breach in &breaches {
        let owners = breach.owners(&claims);
        let both = Both {
            drafts,
            promises,
            subjects,
            breach: breach.promise,
        };
        if let Some(mistake) = both.mistake(breach.phrase, &owners) {
            mistakes.report(mistake);
        }
    }
}

/// A phrase of the promise of an index, and the hash of its folded text.
struct Written<'a> {
    hash: u64,
    promise: usize,
    phrase: &'a At<Arc<str>>,
}

impl<'a> Written<'a> {
    fn all(promise: usize, table: &'a PhraseTable) -> impl Iterator<Item = Self> {
        table.phrases().map(move |(_, phrase)| Self {
            hash: FxBuildHasher.hash_one(folded(phrase)),
            promise,
            phrase,
        })
    }

    /// The promises that it claims too, each with the place of its first such claim; `claims` are
    /// sorted by hash and promise.
    fn owners(&self, claims: &[Self]) -> Vec<(usize, Place)> {
        let first = claims.partition_point(|claim| claim.hash < self.hash);
        let alike = claims[first..]
            .iter()
            .take_while(|claim| claim.hash == self.hash);
        let equal = alike.filter(|claim| folded(claim.phrase) == folded(self.phrase));
        let mut owners: Vec<_> = equal
            .map(|claim| (claim.promise, claim.phrase.place))
            .collect();
        owners.dedup_by_key(|&mut (promise, _)| promise);
        owners
    }
}

struct Both<'a> {
    drafts: &'a [Draft],
    promises: &'a [Promise],
    subjects: &'a Subjects,
    /// The promise that has the phrase as a breach.
    breach: usize,
}

impl Both<'_> {
    fn mistake(&self, phrase: &At<Arc<str>>, owners: &[(usize, Place)]) -> Option<Mistake> {
        let code = "claim-and-breach";
        let id = &self.drafts[self.breach].id;
        if let Ok(own) = owners.binary_search_by_key(&self.breach, |&(at, _)| at) {
            let message = format!(
                "`{}` both makes and breaks the promise `{id}`",
                phrase.value
            );
            let help = "keep it in `claims` or in `breaches`".to_owned();
            let mistake = Mistake::new(code, phrase.place, message).help(help);
            return Some(mistake.also(owners[own].1, "a claim here"));
        }
        let mut others = owners.iter().take(MOST_COMPARED);
        let &(other, place) = others.find(|&&(at, _)| self.are_comparable(at))?;
        let message = format!(
            "`{}` breaks `{id}` and claims `{}`",
            phrase.value, self.drafts[other].id
        );
        let help = "a text with it keeps one promise by breaking the other: \
                    give them different subjects, or take it out of one";
        let mistake = Mistake::new(code, phrase.place, message).warning();
        Some(mistake.help(help.to_owned()).also(place, "a claim here"))
    }

    fn are_comparable(&self, claim: usize) -> bool {
        let (claim, breach) = (&self.promises[claim], &self.promises[self.breach]);
        self.subjects.overlap(&claim.subjects, &breach.subjects)
    }
}

fn folded(phrase: &At<Arc<str>>) -> Cow<'_, str> {
    let folded = Folded::new(&phrase.value).into_text();
    if folded.trim().len() < folded.len() {
        Cow::Owned(folded.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        folded
    }
}
