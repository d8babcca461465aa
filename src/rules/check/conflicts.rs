//! One phrase cannot both make and break a promise.
//!
//! Phrases are compared as folded text: linear in their number.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::rules::draft::Draft;
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
    let mut claims: HashMap<Cow<str>, Vec<(usize, Place)>> = HashMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        for (_, phrase) in draft.written.claims.phrases() {
            let owners = claims.entry(folded(phrase)).or_default();
            if owners.last().is_none_or(|&(last, _)| last != at) {
                owners.push((at, phrase.place));
            }
        }
    }
    for (at, draft) in drafts.iter().enumerate() {
        for facet in &draft.written.breaches {
            for (_, phrase) in facet.phrases.phrases() {
                let Some(owners) = claims.get(&folded(phrase)) else {
                    continue;
                };
                let both = Both {
                    drafts,
                    promises,
                    subjects,
                    breach: at,
                };
                if let Some(mistake) = both.mistake(phrase, owners) {
                    mistakes.report(mistake);
                }
            }
        }
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
    fn mistake(&self, phrase: &At<String>, owners: &[(usize, Place)]) -> Option<Mistake> {
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

fn folded(phrase: &At<String>) -> Cow<'_, str> {
    let folded = Folded::new(&phrase.value).into_text();
    let spaced = folded.contains("  ") || folded.trim().len() < folded.len();
    if spaced {
        Cow::Owned(folded.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        folded
    }
}
