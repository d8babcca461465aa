//! What a finding is known by, whatever file and line it stands in.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::judge::{Finding, Side, SideRole};
use crate::text::Folded;
use crate::text::fold::is_han;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
pub(in crate::suppress) fn tight(folded: &str) -> String {
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
