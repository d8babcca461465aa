//! Judging, with or without its trail: what became of each statement, and why.
//!
//! Findings and decisions come out of the same rulings, so that an explanation cannot differ
//! from the verdict.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::rc::Rc;

use jiff::civil::Date;

use crate::extract::{Extract, Role, Statement};
use crate::message::Messages;
use crate::rules::{ChannelId, PromiseId, Ruleset};

use super::apart::Considered;
use super::case::{Case, Others, Run};
use super::claims::Claims;
use super::clearance::Clearance;
use super::finding::{Finding, Verdict};
use super::nearby::path_order;
use super::references::References;
use super::{message, unmatched};

/// What the rows make of a statement.
pub(super) enum Ruling<'a> {
    /// A row gives a verdict.
    Spoke {
        verdict: Verdict,
        row: u8,
        others: Others<'a>,
    },
    /// No row does.
    Cleared(Clearance),
}

impl<'a> Ruling<'a> {
    pub(super) fn spoke(verdict: Verdict, row: u8, others: impl Into<Others<'a>>) -> Self {
        Self::Spoke {
            verdict,
            row,
            others: others.into(),
        }
    }
}

impl From<Clearance> for Ruling<'_> {
    fn from(clearance: Clearance) -> Self {
        Self::Cleared(clearance)
    }
}

/// All findings, and what became of every statement.
#[derive(Clone, Debug)]
pub struct Judgement<'a> {
    /// As [`judge`] gives them.
    pub findings: Vec<Finding>,
    /// One decision a statement: by promise, then by path and place.
    pub decisions: Vec<Decision<'a>>,
}

/// What became of one statement.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// Its findings: indices into [`Judgement::findings`].
    pub findings: Vec<usize>,
    /// Why it has none; `None` where it has.
    pub cleared: Option<Clearance>,
    /// The statements of the other side that were looked at, nearest first, at most five; only
    /// where they were asked for.
    pub considered: Vec<Considered<'a>>,
}

/// Judges all statements of all documents.
///
/// `documents` may come in any order; findings are sorted by the path and place of their primary
/// side, then by promise. They are told in the words of `messages`.
#[must_use]
pub fn judge(
    ruleset: &Ruleset,
    documents: &[Extract],
    today: Date,
    messages: &Messages,
) -> Vec<Finding> {
    let record = Record::new(None);
    record.run(ruleset, documents, today, messages).findings
}

/// Judges as [`judge`] does, and keeps what became of every statement.
///
/// For the statements that are `wanted` the nearest of the other side are kept too; each costs
/// the number of groups of claims.
#[must_use]
pub fn decide<'a>(
    ruleset: &'a Ruleset,
    documents: &'a [Extract],
    today: Date,
    messages: &'a Messages,
    wanted: &dyn Fn(&Statement) -> bool,
) -> Judgement<'a> {
    Record::new(Some(wanted)).run(ruleset, documents, today, messages)
}

/// What statements of a promise are held against: its claims, and where it declares no value the
/// other texts' values.
type Sides<'c, 'a> = (&'c Claims<'c, 'a>, Option<&'c References<'a>>);

/// A finding, and the index of the decision that it belongs to.
type Found = (Finding, Option<usize>);

/// The findings of a run as they come, each with the decision that it belongs to.
pub(super) struct Record<'a, 'w> {
    findings: Vec<Found>,
    decisions: Vec<Decision<'a>>,
    /// Whose other side is kept; `None` where nobody asks for decisions.
    wanted: Option<&'w dyn Fn(&Statement) -> bool>,
}

impl<'a, 'w> Record<'a, 'w> {
    fn new(wanted: Option<&'w dyn Fn(&Statement) -> bool>) -> Self {
        Self {
            findings: Vec::new(),
            decisions: Vec::new(),
            wanted,
        }
    }

    fn run(
        mut self,
        ruleset: &'a Ruleset,
        documents: &'a [Extract],
        today: Date,
        messages: &'a Messages,
    ) -> Judgement<'a> {
        let mut by_promise: Vec<Vec<&'a Statement>> = vec![Vec::new(); ruleset.promises.len()];
        // In the order of paths, so that little is left to sort.
        let mut by_path: Vec<&Extract> = documents.iter().collect();
        by_path.sort_by_key(|document| &document.path);
        for statement in by_path.iter().flat_map(|document| &document.statements) {
            by_promise[statement.promise.index()].push(statement);
        }
        let told = by_path.iter().filter(|document| !document.told.is_empty());
        let told = told.map(|document| (&*document.path, &*document.told));
        let mut speak = documents.iter().filter(|it| !it.statements.is_empty());
        let common = Run {
            today,
            messages,
            told: Rc::new(told.collect()),
            alone: speak.nth(1).is_none(),
        };
        let channels = documents.iter().filter_map(|document| document.channel);
        let channels: BTreeSet<ChannelId> = channels.collect();
        for (index, mut statements) in by_promise.into_iter().enumerate() {
            statements.sort_by(|a, b| place_order(a, b));
            let id = PromiseId::new(index);
            let case = Case::new(ruleset, id, common.clone(), statements);
            case.judge(&channels, &mut self);
        }
        let notes = unmatched::subjects(ruleset, documents, messages);
        self.findings
            .extend(notes.into_iter().map(|note| (note, None)));
        self.finish()
    }

    /// Takes a finding that belongs to no statement.
    pub(super) fn find(&mut self, finding: Finding) {
        self.findings.push((finding, None));
    }

    /// Takes all rulings about one statement.
    pub(super) fn rule(
        &mut self,
        case: &Case<'a>,
        (claims, references): Sides<'_, 'a>,
        statement: &'a Statement,
        rulings: impl Iterator<Item = Ruling<'a>>,
    ) {
        let decision = self.wanted.map(|_| self.decisions.len());
        let before = self.findings.len();
        let mut cleared = None;
        for ruling in rulings {
            let clearance = match ruling {
                Ruling::Cleared(clearance) => clearance,
                Ruling::Spoke {
                    verdict,
                    row,
                    others,
                } => match case.finding(verdict, row, statement, &others) {
                    Some(mut finding) => {
                        if let Some(ground) = others.reason {
                            finding.severity = ground.cap(finding.severity);
                        }
                        self.findings.push((finding, decision));
                        continue;
                    }
                    None => Clearance::Off(row),
                },
            };
            cleared.get_or_insert(clearance);
        }
        let Some(wanted) = self.wanted else { return };
        let cleared = cleared.filter(|_| self.findings.len() == before);
        let compared = !cleared.is_some_and(Clearance::is_its_own);
        let considered = if compared && wanted(statement) {
            considered(case, (claims, references), statement)
        } else {
            Vec::new()
        };
        self.decisions.push(Decision {
            statement,
            findings: Vec::new(),
            cleared,
            considered,
        });
    }

    fn finish(mut self) -> Judgement<'a> {
        // Those of one promise come in order, which a stable sort makes use of.
        self.findings.sort_by(|(a, _), (b, _)| finding_order(a, b));
        for (index, (_, decision)) in self.findings.iter().enumerate() {
            if let Some(decision) = *decision {
                self.decisions[decision].findings.push(index);
            }
        }
        let findings = self.findings.into_iter().map(|(finding, _)| finding);
        let mut findings: Vec<Finding> = findings.collect();
        message::number_fingerprints(&mut findings);
        Judgement {
            findings,
            decisions: self.decisions,
        }
    }
}

/// The other side of a statement: claims for what breaks the promise, and what breaks it for a
/// claim.
fn considered<'a>(
    case: &Case<'a>,
    (claims, references): Sides<'_, 'a>,
    statement: &'a Statement,
) -> Vec<Considered<'a>> {
    if let Some(references) = references.filter(|_| statement.role == Role::Value) {
        let reference = references.considered(case, statement);
        return reference.into_iter().collect();
    }
    if case.makes(statement).is_some() {
        return case.opponents(statement);
    }
    let facet = match statement.role {
        Role::Breach(facet) => Some(facet),
        _ => None,
    };
    claims.considered(statement, facet)
}

/// By the path and place of the primary side, then by promise; what has no place comes first.
pub(crate) fn finding_order(a: &Finding, b: &Finding) -> Ordering {
    let places = match (&a.primary.place, &b.primary.place) {
        (Some(a), Some(b)) => path_order(&a.path, &b.path).then(a.span.cmp(&b.span)),
        (a, b) => a.is_some().cmp(&b.is_some()),
    };
    places.then_with(|| a.promise.cmp(&b.promise))
}

fn place_order(a: &Statement, b: &Statement) -> Ordering {
    let key = |statement: &Statement| (statement.place.span.start, statement.role);
    path_order(&a.place.path, &b.place.path).then_with(|| key(a).cmp(&key(b)))
}
