//! The words that stand beside findings in reports.

use crate::diagnostic::Severity;
use crate::judge::{Finding, SideRole, Verdict};
use crate::message::Messages;

use super::Report;
use super::concise::printable;

/// What to see at the place of a side.
pub(super) fn side(
    messages: &Messages,
    role: SideRole,
    finding: &Finding,
    primary: bool,
) -> String {
    let key = match role {
        SideRole::Claim if primary => "label.primary-claim",
        SideRole::Claim => "label.claim",
        SideRole::Breach => match &finding.facet {
            Some(facet) => return messages.text("label.facet", &[("facet", facet)]),
            None => "label.breach",
        },
        SideRole::Value if primary => "label.primary-value",
        SideRole::Value => "label.value",
        SideRole::Disclosure => "label.disclosure",
        SideRole::Answer => "label.answer",
        SideRole::Subject => "label.subject",
        SideRole::Suppression => "label.suppression",
        SideRole::Change => "label.change",
        SideRole::Before => "label.before",
        SideRole::Promise if finding.summary.is_empty() => "label.promise",
        SideRole::Promise => {
            let summary = printable(&finding.summary);
            return messages.text("label.promise-summary", &[("summary", &summary)]);
        }
    };
    messages.text(key, &[])
}

/// The name of a verdict.
pub(super) fn verdict(messages: &Messages, verdict: Verdict) -> String {
    messages.text(&format!("verdict.{}", verdict.name()), &[])
}

/// The promises that no text speaks of, in one line; `None` where there is none.
pub(super) fn unmatched(messages: &Messages, report: &Report) -> Option<String> {
    let names = report.unmatched.iter().take(MOST_NAMES);
    let more = report.unmatched.len() > MOST_NAMES;
    let names = names.map(|name| printable(name));
    let names = messages.list(names.chain(more.then(|| "…".to_owned())));
    (!names.is_empty()).then(|| messages.text("summary.nothing-speaks", &[("promises", &names)]))
}

/// How many promises are named that no text speaks of; a program is given all.
const MOST_NAMES: usize = 10;

/// What a run came to, in one line.
pub(super) fn summary(messages: &Messages, report: &Report) -> String {
    let read = [
        ("summary.files", report.files),
        ("summary.statements", report.statements),
    ];
    let more = [
        ("summary.foreign", report.foreign),
        ("summary.skipped", report.skipped),
        ("summary.unread", report.problems.len()),
        ("summary.suppressed", report.suppressed.len()),
        ("summary.unmatched", report.unmatched.len()),
    ];
    let counted = |(key, count): (&str, usize)| messages.counted(key, count);
    let more = more.into_iter().filter(|(_, count)| *count > 0);
    let read = messages.list(read.into_iter().chain(more).map(counted));
    if report.findings.is_empty() {
        let key = if report.problems.is_empty() {
            "summary.clean"
        } else {
            "summary.partial"
        };
        return messages.text(key, &[("read", &read)]);
    }
    let counts = [
        ("summary.errors", report.count(Severity::Error)),
        ("summary.warnings", report.count(Severity::Warning)),
        ("summary.infos", report.count(Severity::Info)),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let counts = messages.list(counts.map(counted));
    messages.text("summary.found", &[("counts", &counts), ("read", &read)])
}
