//! A note about what a change took away.

use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::judge::{Finding, Side, Verdict, fingerprint};
use crate::rules::Promise;

/// What it says.
pub(super) struct Note<'a> {
    pub promise: &'a Promise,
    pub facet: Option<&'a str>,
    pub message: String,
    /// What its fingerprint is made of.
    pub key: String,
    pub primary: Side,
    /// The old version.
    pub before: Option<Side>,
}

/// The note as a finding.
pub(super) fn note(note: &Note) -> Finding {
    let promise = note.promise;
    Finding {
        promise: promise.id.as_str().into(),
        summary: promise.summary.as_str().into(),
        facet: note.facet.map(Arc::from),
        verdict: Verdict::Weakened,
        severity: Severity::Note,
        message: note.message.clone(),
        advice: None,
        owner: promise.owner.as_deref().map(Arc::from),
        link: None,
        fingerprint: fingerprint(&promise.id, Some(Verdict::Weakened.name()), &note.key),
        primary: note.primary.clone(),
        related: note.before.iter().cloned().collect(),
        others: 0,
        row: 0,
        because: Vec::new(),
        ruled: 0,
        fix: None,
    }
}
