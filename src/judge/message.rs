//! The words of findings, and their fingerprints.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::extract::{Place, Statement};
use crate::text::fold::fold_word;

use super::Case;
use super::case::Others;
use super::finding::{Finding, Verdict};

/// A quotation is cut to this many characters in a message.
const LONGEST_QUOTE: usize = 60;

/// What is wrong and why, in one line that can stand alone.
pub(super) fn message(
    case: &Case,
    verdict: Verdict,
    statement: &Statement,
    others: &Others,
) -> String {
    let said = quoted(&statement.place.text);
    let other = others
        .nearest
        .first()
        .map(|other| format!("{} in {}", quoted(&other.place.text), place(&other.place)));
    let against = match (&other, case.stands()) {
        (Some(other), _) => other.clone(),
        (None, _) => promised(case),
    };
    let reason = others.reason.map(|(_, reason)| reason);
    match verdict {
        Verdict::Contradicted => format!("{said} contradicts {against}"),
        Verdict::Eroded => format!("{said} takes back a part of {against}"),
        Verdict::Undisclosed => format!("{said} needs its disclosure next to it"),
        Verdict::Unsupported => {
            let reason = reason.unwrap_or("nothing on file supports it");
            format!("{said} cannot be claimed: {reason}")
        }
        Verdict::Missing => format!("{} is not stated", promised(case)),
        Verdict::Review => {
            format!("{said} can be read in several ways and may contradict {against}")
        }
        Verdict::Qualified => format!("{said} is disclosed next to every claim"),
        Verdict::Exceeds => format!("{said} gives more than {against}"),
        Verdict::Vague => format!("{said} leaves open whether {against} is kept"),
        Verdict::Unmatched => format!("no text speaks of {}", promised(case)),
    }
}

/// The finding that a channel does not state the promise.
pub(super) fn missing(case: &Case, channel: &str, severity: Severity) -> Finding {
    Finding {
        verdict: Verdict::Missing,
        severity,
        message: format!("channel `{channel}` never states {}", promised(case)),
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
        message: format!("no text speaks of {}", promised(case)),
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

fn promised(case: &Case) -> String {
    let promise = case.promise;
    if promise.summary.is_empty() {
        format!("the promise `{}`", promise.id)
    } else {
        format!(
            "the promise {}",
            quoted(promise.summary.trim_end_matches(['.', '。']))
        )
    }
}

fn place(place: &Place) -> String {
    format!("{}:{}", place.path, place.start.line)
}

/// The text on one line, in quotation marks, cut where it is long.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cut: String = line.chars().take(LONGEST_QUOTE).collect();
    if cut.len() < line.len() {
        cut.push('…');
    }
    format!("\"{cut}\"")
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
