//! Accepted findings: by a directive in a text, by a waiver in the rules file, or because they are
//! in the baseline.
//!
//! Whoever accepts gives a reason, and nothing vanishes: accepted findings are kept with who
//! accepted them, and a suppression that is past, wrong or without effect is a finding itself.
//!
//! A finding holds one text and all that stand against it. A suppression on the first text accepts
//! the finding; one on another text takes that text out of the comparison, and the finding stays
//! as long as another stands against it.

mod baseline;
mod notice;
mod pairs;
mod suppression;

use std::sync::Arc;

use jiff::civil::Date;

use crate::extract::{Extract, Place};
use crate::judge::{self, Finding};
use crate::message::Messages;
use crate::rules::Ruleset;

pub use baseline::Baseline;
#[cfg(feature = "schema")]
pub use baseline::baseline_schema;
pub(crate) use baseline::{Known, pair_up, tight};
pub(crate) use notice::number;
use suppression::Suppression;

/// A finding that someone accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The finding.
    pub finding: Finding,
    /// Who accepted it; at least one.
    pub by: Vec<Acceptance>,
}

/// Who accepted a finding, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Where that is written.
    pub kind: AcceptanceKind,
    /// Why.
    pub reason: Arc<str>,
    /// The last day on which it holds; `None` is without end.
    pub until: Option<Date>,
    /// Who accepted it, where that is known.
    pub owner: Option<Arc<str>>,
    /// Where it is written; `None` where that has no place.
    pub place: Option<Arc<Place>>,
}

/// Where it is written that a finding is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum AcceptanceKind {
    /// In a text.
    Directive,
    /// In a rules file.
    Waiver,
    /// In the baseline.
    Baseline,
}

/// What is left of findings, and what was accepted.
#[derive(Clone, Debug, Default)]
pub struct Suppressed {
    /// The findings that stand, with those about suppressions.
    pub findings: Vec<Finding>,
    /// The findings that someone accepted.
    pub accepted: Vec<Accepted>,
}

/// Divides `findings`, which are those of `documents`, into those that stand and those that are
/// accepted on the day `today`.
///
/// Findings about suppressions are told in the words of `messages`.
#[must_use]
pub fn suppress(
    ruleset: &Ruleset,
    documents: &[Extract],
    today: Date,
    messages: &Messages,
    findings: Vec<Finding>,
) -> Suppressed {
    let (suppressions, mut notices) = suppression::collect(ruleset, documents, today, messages);
    if suppressions.is_empty() && notices.is_empty() {
        return Suppressed {
            findings,
            accepted: Vec::new(),
        };
    }
    let mut accepted = Vec::new();
    let mut standing = Vec::new();
    for finding in findings {
        let whole = suppressions.iter().filter(|one| one.accepts(&finding));
        let by: Vec<&Suppression> = whole.collect();
        if by.is_empty() {
            standing.push(finding);
        } else {
            accepted.push(acceptance(finding, &by));
        }
    }
    let setting = pairs::Setting {
        ruleset,
        documents,
        today,
        messages,
    };
    let (mut findings, by_pairs) = pairs::without_pairs(&setting, &suppressions, standing);
    accepted.extend(by_pairs);
    let unused = suppressions.iter().filter(|one| !one.used.get());
    notices.extend(unused.map(|one| one.unused(messages)));
    notice::number(&mut notices);
    findings.extend(notices);
    findings.sort_by(judge::finding_order);
    accepted.sort_by(|a, b| judge::finding_order(&a.finding, &b.finding));
    Suppressed { findings, accepted }
}

/// A finding with those that accept it, which are used by that.
fn acceptance(finding: Finding, by: &[&Suppression]) -> Accepted {
    let accepts = |one: &&Suppression| {
        one.used.set(true);
        one.acceptance()
    };
    Accepted {
        finding,
        by: by.iter().map(accepts).collect(),
    }
}
