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

/// What a run came to, in one line.
pub(super) fn summary(messages: &Messages, report: &Report) -> String {
    let read = [
        ("summary.files", report.files),
        ("summary.statements", report.statements),
    ];
    let unread = Some(("summary.unread", report.problems.len())).filter(|(_, count)| *count > 0);
    let counted = |(key, count): (&str, usize)| messages.counted(key, count);
    let accepted = Some(("summary.suppressed", report.suppressed.len()));
    let accepted = accepted.filter(|(_, count)| *count > 0);
    let read = read.into_iter().chain(unread).chain(accepted);
    let read = messages.list(read.map(counted));
    if report.findings.is_empty() {
        return messages.text("summary.clean", &[("read", &read)]);
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
