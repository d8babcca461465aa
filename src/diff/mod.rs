//! What a change does: findings of the new state less those of the old, with the side first that
//! the change touched.
//!
//! Both states are judged as a whole, so that a deleted disclosure, an edited heading and a
//! changed rules file count as much as a changed claim does.

mod declared;
mod drift;
mod front;
mod lines;
mod news;
mod note;
mod pairs;
mod patch;

use jiff::civil::Date;

use crate::extract::Extract;
use crate::judge::{Finding, finding_order};
use crate::message::Messages;
use crate::report::Report;
use crate::rules::Ruleset;
use crate::suppress::number;
use crate::text::Source;

pub use lines::Lines;

/// The content at one time, judged.
#[derive(Clone, Debug)]
pub struct State<'r> {
    /// The rules of that time.
    pub ruleset: &'r Ruleset,
    /// The statements of all documents.
    pub extracts: Vec<Extract>,
    /// What they amount to.
    pub report: Report,
}

/// A change from one state to another.
#[derive(Clone, Copy)]
pub struct Change<'c> {
    /// The lines of the new state that it touched.
    pub lines: &'c Lines,
    /// The text of a file of the new state; `None` where it cannot be had.
    pub source: &'c dyn Fn(&str) -> Option<Source>,
    /// The day on which both states were judged.
    pub today: Date,
    /// The words of findings, the same as those of both states.
    pub messages: &'c Messages,
}

/// The report of what the change brought: findings and notes that the old state has not.
///
/// A finding is old where one of the same promise, facet and verdict, with the same sentence on
/// its first side and one of the same on the others, was there and not milder. One that is old but
/// for a claim that the change brought is reported against that claim. What the change took away
/// from claims, values and promises is a note of the verdict
/// [`Weakened`](crate::judge::Verdict::Weakened).
///
/// # Examples
///
/// ```
/// use pledgelint::diff::{Change, Lines, changes};
/// use pledgelint::message::Messages;
/// use pledgelint::{Checker, Ruleset, date};
///
/// let ruleset = Ruleset::builtin();
/// let checker = Checker::new(&ruleset);
/// let today = date(2026, 6, 1);
/// let spec = || checker.read("spec.md", b"Mobile data is throttled after 30 GB.");
/// let old = checker.state([spec()], today);
/// let new = checker.state([checker.read("ad.md", b"Unlimited data!"), spec()], today);
/// let lines = Lines::parse("ad.md:1").expect("a list of lines");
/// let change = Change { lines: &lines, source: &|_| None, today, messages: Messages::standard() };
/// let report = changes(&old, new, &change);
/// assert_eq!(&*report.findings[0].primary.place.as_ref().unwrap().path, "ad.md");
/// ```
#[must_use]
pub fn changes(old: &State, new: State, change: &Change) -> Report {
    let lines = change.lines;
    let again = pairs::with_new_claims(old, &new, change);
    let before = |of: fn(&Report) -> &Vec<Finding>| of(&old.report);
    let findings = before(|report| &report.findings);
    let notes = before(|report| &report.notes);
    let are_news = news::news(findings, &new.report.findings, lines);
    let are_new_notes = news::news(notes, &new.report.notes, lines);
    let mut weakened = declared::weakened(old, &new, change);
    weakened.extend(drift::weakened(old, &new, change));
    number(&mut weakened);
    let ruleset = new.ruleset;
    let keep = |(finding, is_news): (Finding, bool)| {
        if is_news {
            return Some(finding);
        }
        let other = again.iter().find(|other| pairs::is_same(other, &finding))?;
        Some(Finding {
            fingerprint: finding.fingerprint,
            ..other.clone()
        })
    };
    let report = new.report;
    let findings = report.findings.into_iter().zip(are_news);
    let notes = report.notes.into_iter().zip(are_new_notes);
    let notes = notes.filter_map(|(note, is_news)| is_news.then_some(note));
    let mut notes = in_front(notes, ruleset, change);
    notes.extend(weakened);
    notes.sort_by(finding_order);
    Report {
        findings: in_front(findings.filter_map(keep), ruleset, change),
        notes,
        ..report
    }
}

/// The report of findings and notes with a side on the changed lines, whether new or old: for
/// hosts that give no old state.
#[must_use]
pub fn touched(new: State, change: &Change) -> Report {
    let is_touched = |finding: &Finding| news::is_touched(finding, change.lines);
    let report = new.report;
    let findings = report.findings.into_iter().filter(is_touched);
    let notes = report.notes.into_iter().filter(is_touched);
    Report {
        findings: in_front(findings, new.ruleset, change),
        notes: in_front(notes, new.ruleset, change),
        ..report
    }
}

/// Findings with their touched sides first, in the order of those.
fn in_front(
    findings: impl Iterator<Item = Finding>,
    ruleset: &Ruleset,
    change: &Change,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = findings
        .map(|finding| front::fronted(finding, ruleset, change))
        .collect();
    findings.sort_by(finding_order);
    findings
}
