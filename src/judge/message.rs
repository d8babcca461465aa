//! The words of findings, and their fingerprints.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::text::fold::fold_word;

use super::Case;
use super::finding::{Finding, Verdict};
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
    let promise = case.promise;
    Finding {
        promise: promise.id.clone(),
        summary: promise.summary.clone(),
        facet: None,
        verdict: Verdict::Unmatched,
        severity: Severity::Note,
        message: telling::unmatched(case),
        advice: promise.advice.clone(),
        owner: promise.owner.clone(),
        link: promise.link.clone(),
        fingerprint: fingerprint(&promise.id, None, "unmatched"),
        primary: case.promise_side(),
        related: Vec::new(),
        others: 0,
        row: 0,
        because: Vec::new(),
    }
}

/// 16 hexadecimal digits for a promise, a facet and a text, compared under folding.
///
/// FNV-1a of 64 bits: stable over versions and machines, which the standard hasher is not.
pub(super) fn fingerprint(promise: &str, facet: Option<&str>, text: &str) -> String {
    let folded = fold_word(text);
    let parts = [promise, facet.unwrap_or_default(), &folded];
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Tells findings of one fingerprint apart by their order: the second gets `-2`.
pub(super) fn number_fingerprints(findings: &mut [Finding]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let count = seen.entry(finding.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.fingerprint = format!("{}-{count}", finding.fingerprint);
        }
    }
}
