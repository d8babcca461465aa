//! Subjects that no text names.

use std::collections::HashSet;
use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::extract::{Extract, Place};
use crate::message::Messages;
use crate::rules::{Ruleset, Subject, SubjectId};

use super::finding::{About, Finding, Side, SideRole, Verdict};
use super::message::fingerprint;

/// A note for each declared subject that no document names, is about, or makes a part of.
///
/// A subject occurs where a part of it does. A pack brings subjects for many trades; that some do
/// not occur is no news.
pub(super) fn subjects(
    ruleset: &Ruleset,
    documents: &[Extract],
    messages: &Messages,
) -> Vec<Finding> {
    let mut occur: HashSet<SubjectId> = HashSet::new();
    for document in documents {
        let made = document.parts.iter().map(|part| part.of);
        for subject in document.subjects.iter().copied().chain(made) {
            let wholes = std::iter::successors(Some(subject), |&id| ruleset.subjects.parent(id));
            for whole in wholes {
                if !occur.insert(whole) {
                    break;
                }
            }
        }
    }
    let missing = ruleset.subjects.iter().filter(|(id, subject)| {
        let declared = !subject.declared.in_pack;
        declared && !occur.contains(id)
    });
    let notes = missing.map(|(_, subject)| note(ruleset, subject, messages));
    notes.collect()
}

fn note(ruleset: &Ruleset, subject: &Subject, messages: &Messages) -> Finding {
    let key = format!("subject.{}", subject.id);
    let declared = &subject.declared;
    let place = ruleset.source_of(declared);
    Finding {
        fingerprint: fingerprint(&key, None, "unmatched"),
        promise: key.into(),
        summary: "".into(),
        facet: None,
        verdict: Verdict::Unmatched,
        severity: Severity::Note,
        message: messages.text("unmatched.subject", &[("subject", &subject.id)]),
        advice: None,
        owner: None,
        link: None,
        primary: Side {
            role: SideRole::Subject,
            place: place.map(|source| Arc::new(Place::new(source, declared.span))),
            about: Arc::new(About {
                channel: None,
                subject: vec![subject.id.clone()],
            }),
        },
        related: Vec::new(),
        others: 0,
        row: 0,
        because: Vec::new(),
        ruled: 0,
        fix: None,
    }
}
