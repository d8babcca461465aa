//! One phrase cannot both make and break a promise.
//!
//! Phrases are compared by their items: linear in their number.

use rustc_hash::FxHashSet;

use crate::phrase::Phrase;
use crate::rules::build::Lexicon;
use crate::rules::draft::Draft;
use crate::rules::mistake::{Mistake, Mistakes};
use crate::rules::place::Place;
use crate::rules::ruleset::{PhraseRole, Promise, PromiseId, Subjects};

/// More promises than this with one claim are not compared one by one.
const MOST_COMPARED: usize = 16;

pub(super) fn check(
    lexicon: &Lexicon,
    drafts: &[Draft],
    promises: &[Promise],
    subjects: &Subjects,
    mistakes: &Mistakes,
) {
    let breaches = lexicon.written(|role| match role {
        PhraseRole::Breach(promise, _) => Some(promise),
        _ => None,
    });
    let breaches: Vec<Written> = breaches.collect();
    // Nearly all claims end here.
    let hashes: FxHashSet<u64> = breaches.iter().map(|breach| breach.hash).collect();
    let claims = lexicon.written(|role| match role {
        PhraseRole::Claim(promise) => Some(promise),
        _ => None,
    });
    let mut claims: Vec<Written> = claims
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
        if let Some(mistake) = both.mistake(breach, &owners) {
            mistakes.report(mistake);
        }
    }
}

/// A phrase of a promise, where it was written, and the hash of what it takes.
struct Written<'a> {
    hash: u64,
    promise: PromiseId,
    phrase: &'a Phrase,
    place: Place,
}

impl Lexicon {
    /// The phrases of a role, in their order.
    fn written(
        &self,
        promise: impl Fn(PhraseRole) -> Option<PromiseId>,
    ) -> impl Iterator<Item = Written<'_>> {
        let phrases = self.phrases.iter().zip(&self.roles).zip(&self.places);
        phrases.filter_map(move |((phrase, &role), &place)| {
            Some(Written {
                promise: promise(role)?,
                hash: phrase.hash_of_items(),
                phrase,
                place,
            })
        })
    }
}

impl Written<'_> {
    /// The promises that it claims too, each with the place of its first such claim; `claims` are
    /// sorted by hash and promise.
    fn owners(&self, claims: &[Self]) -> Vec<(PromiseId, Place)> {
        let first = claims.partition_point(|claim| claim.hash < self.hash);
        let alike = claims[first..]
            .iter()
            .take_while(|claim| claim.hash == self.hash);
        let equal = alike.filter(|claim| claim.phrase.has_the_items_of(self.phrase));
        let mut owners: Vec<_> = equal.map(|claim| (claim.promise, claim.place)).collect();
        owners.dedup_by_key(|&mut (promise, _)| promise);
        owners
    }
}

struct Both<'a> {
    drafts: &'a [Draft],
    promises: &'a [Promise],
    subjects: &'a Subjects,
    /// The promise that has the phrase as a breach.
    breach: PromiseId,
}

impl Both<'_> {
    fn mistake(&self, breach: &Written, owners: &[(PromiseId, Place)]) -> Option<Mistake> {
        let code = "claim-and-breach";
        let (phrase, place) = (breach.phrase.text(), breach.place);
        let id = &self.drafts[self.breach.index()].id;
        if let Ok(own) = owners.binary_search_by_key(&self.breach, |&(at, _)| at) {
            let message = format!("`{phrase}` both makes and breaks the promise `{id}`");
            let help = "keep it in `claims` or in `breaches`".to_owned();
            let mistake = Mistake::new(code, place, message).help(help);
            return Some(mistake.also(owners[own].1, "a claim here"));
        }
        let mut others = owners.iter().take(MOST_COMPARED);
        let &(other, claim) = others.find(|&&(at, _)| self.are_comparable(at))?;
        let message = format!(
            "`{phrase}` breaks `{id}` and claims `{}`",
            self.drafts[other.index()].id
        );
        let help = "a text with it keeps one promise by breaking the other: \
                    give them different subjects, or take it out of one";
        let mistake = Mistake::new(code, place, message).warning();
        Some(mistake.help(help.to_owned()).also(claim, "a claim here"))
    }

    fn are_comparable(&self, claim: PromiseId) -> bool {
        let of = |id: PromiseId| &self.promises[id.index()];
        let (claim, breach) = (of(claim), of(self.breach));
        self.subjects.overlap(&claim.subjects, &breach.subjects)
    }
}
