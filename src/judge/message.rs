//! The words of findings, and their fingerprints.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::Severity;
use crate::text::Folded;

use super::Case;
use super::finding::{Finding, Fingerprint, Verdict};
use super::telling;

/// The finding that a channel does not state the promise.
pub(super) fn missing(case: &Case, channel: &str, severity: Severity) -> Finding {
    Finding {
        verdict: Verdict::Missing,
        severity,
        message: telling::missing(case, channel),
        fingerprint: fingerprint(&case.promise.id, None, channel),
        row: 10,
        ..unmatched(case)
    }
}

/// The note that no text speaks of the promise.
pub(super) fn unmatched(case: &Case) -> Finding {
    let names = &case.names;
    Finding {
        promise: Arc::clone(&names.id),
        summary: Arc::clone(&names.summary),
        facet: None,
        verdict: Verdict::Unmatched,
        severity: Severity::Note,
        message: telling::unmatched(case),
        advice: names.advice.clone(),
        owner: names.owner.clone(),
        link: names.link.clone(),
        fingerprint: fingerprint(&names.id, None, "unmatched"),
        primary: case.promise_side(),
        related: Vec::new(),
        others: 0,
        row: 0,
        because: Vec::new(),
        ruled: 0,
        fix: None,
    }
}

/// Of a promise, a facet and a text, compared under folding.
///
/// FNV-1a of 64 bits: stable over versions and machines, which the standard hasher is not.
pub(crate) fn fingerprint(promise: &str, facet: Option<&str>, text: &str) -> Fingerprint {
    let folded = Folded::new(text);
    let parts = [promise, facet.unwrap_or_default(), folded.text()];
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    Fingerprint { hash, number: 1 }
}

/// Tells findings of one fingerprint apart by their order.
pub(super) fn number_fingerprints(findings: &mut [Finding]) {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    for Finding { fingerprint, .. } in findings {
        let count = seen.entry(fingerprint.hash).or_default();
        *count += 1;
        fingerprint.number = *count;
    }
}
