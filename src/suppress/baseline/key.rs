//! What a finding is known by, whatever file and line it stands in.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::judge::{Finding, Side, SideRole};
use crate::text::Folded;
use crate::text::fold::is_han;

/// What one finding is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    key: Key,
    others: BTreeSet<String>,
}

impl Known {
    pub(crate) fn of(finding: &Finding) -> Self {
        Self::new(Key::of(finding), others(finding))
    }

    pub(super) fn new(key: Key, others: BTreeSet<String>) -> Self {
        Self { key, others }
    }
}

/// For each of `new` the one of `old` that it is, each of which is one at most.
///
/// Of several that fit, that with the same other sides comes first; then any that shares one, so
/// that a new claim makes no old finding new.
pub(crate) fn pair_up(old: &[Known], new: &[Option<&Known>]) -> Vec<Option<usize>> {
    let mut by_key: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
    for (index, known) in old.iter().enumerate() {
        by_key.entry(&known.key).or_default().push(index);
    }
    let mut found = vec![None; new.len()];
    let mut used = vec![false; old.len()];
    for fits in [is_equal, shares_one] {
        for (new, found) in new.iter().zip(&mut found) {
            let Some(new) = new.filter(|_| found.is_none()) else {
                continue;
            };
            let candidates = by_key.get(&new.key).into_iter().flatten();
            let mut candidates =
                candidates.filter(|&&index| !used[index] && fits(&old[index].others, &new.others));
            if let Some(&index) = candidates.next() {
                used[index] = true;
                *found = Some(index);
            }
        }
    }
    found
}

fn is_equal(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    a == b
}

fn shares_one(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    !a.is_disjoint(b)
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Key {
    pub promise: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facet: Option<String>,
    pub verdict: String,
    /// The folded sentence of the first side; its fingerprint where that is no text.
    pub text: String,
}

impl Key {
    pub(super) fn of(finding: &Finding) -> Self {
        let text = sentence(&finding.primary);
        Self {
            promise: finding.promise.to_string(),
            facet: finding.facet.as_deref().map(str::to_owned),
            verdict: finding.verdict.name().to_owned(),
            text: text.unwrap_or_else(|| finding.fingerprint.to_string()),
        }
    }
}

/// The folded sentences of the texts on the other side.
pub(super) fn others(finding: &Finding) -> BTreeSet<String> {
    let related = finding.related.iter();
    let texts = related.filter(|side| side.role != SideRole::Answer);
    texts.filter_map(sentence).collect()
}

/// The folded sentence of a text.
fn sentence(side: &Side) -> Option<String> {
    let place = side.place.as_deref().filter(|_| side.is_text())?;
    let sentence = place.sentence();
    Some(if sentence.is_empty() {
        tight(Folded::new(place.text()).text())
    } else {
        tight(&sentence)
    })
}

/// A folded text without spaces beside Han characters: a paragraph in other lines has them where
/// lines end.
pub(crate) fn tight(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        let before_han = chars.peek().copied().is_some_and(is_han);
        if c != ' ' || !(before_han || out.ends_with(is_han)) {
            out.push(c);
        }
    }
    out
}
