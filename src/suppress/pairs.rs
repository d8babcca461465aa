//! Suppressions on the other side of a finding: they take one text out of the comparison.
//!
//! What is left of a finding is what judging says without that text, so that a suppressed claim
//! that was absolute, or the only one, changes the verdict as if it were not written.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::extract::{Extract, Place, Role, Statement};
use crate::judge::{self, Finding};
use crate::language::Polarity;
use crate::message::Messages;
use crate::rules::{PromiseId, Ruleset};

use super::suppression::Suppression;
use super::{Accepted, acceptance};

/// What a run is judged by.
pub(super) struct Setting<'a> {
    pub ruleset: &'a Ruleset,
    pub documents: &'a [Extract],
    pub today: Date,
    pub messages: &'a Messages,
}

/// Rows behind this one hold a text against nothing but itself.
const LAST_COMPARING_ROW: u8 = 7;

/// The suppressions that may take a text out of one finding, as indices, each with whether the
/// finding's own text is the second of the pair.
type Muting = Vec<(usize, bool)>;

/// Takes suppressed texts out of the findings that stand; those that nothing is left against are
/// accepted.
pub(super) fn without_pairs(
    setting: &Setting,
    suppressions: &[Suppression],
    findings: Vec<Finding>,
) -> (Vec<Finding>, Vec<Accepted>) {
    let muted: Vec<Muted> = suppressions.iter().map(Muted::new).collect();
    let mut groups: BTreeMap<(PromiseId, Muting), Vec<Finding>> = BTreeMap::new();
    let mut standing = Vec::new();
    for finding in findings {
        let muting = muting(setting, suppressions, &muted, &finding);
        match muting.first() {
            None => standing.push(finding),
            Some(&(first, _)) => {
                let key = (suppressions[first].promise, muting);
                groups.entry(key).or_default().push(finding);
            }
        }
    }
    let mut accepted = Vec::new();
    for ((promise, muting), findings) in groups {
        let rest = setting.judged_without(promise, &muting, suppressions);
        for finding in findings {
            let left = rest.iter().find(|other| is_same(other, &finding));
            let changed = left.is_none_or(|left| {
                (left.others, &left.related) != (finding.others, &finding.related)
            });
            let by = muting.iter().map(|&(index, _)| &suppressions[index]);
            let by = in_play(by.collect(), &finding);
            match left {
                None => accepted.push(acceptance(finding, &by)),
                Some(left) if changed => {
                    for one in &by {
                        one.used.set(true);
                    }
                    standing.push(Finding {
                        fingerprint: finding.fingerprint,
                        ..left.clone()
                    });
                }
                Some(_) => standing.push(finding),
            }
        }
    }
    (standing, accepted)
}

/// Whether a suppression covers any text that a finding can be held against.
struct Muted<'s, 'a> {
    suppression: &'s Suppression<'a>,
    any: OnceCell<bool>,
}

impl<'s, 'a> Muted<'s, 'a> {
    fn new(suppression: &'s Suppression<'a>) -> Self {
        Self {
            suppression,
            any: OnceCell::new(),
        }
    }

    fn any(&self, setting: &Setting) -> bool {
        *self.any.get_or_init(|| {
            let mut statements = setting.statements(self.suppression.promise);
            statements.any(|statement| {
                let place = Some(&*statement.place);
                is_held_against(statement)
                    && (self.suppression.covers(place) || self.suppression.names_other(place))
            })
        })
    }
}

fn muting(
    setting: &Setting,
    suppressions: &[Suppression],
    muted: &[Muted],
    finding: &Finding,
) -> Muting {
    if finding.row == 0 || finding.row > LAST_COMPARING_ROW {
        return Vec::new();
    }
    let place = finding.primary.place.as_deref();
    let mut found = Vec::new();
    for (index, one) in suppressions.iter().enumerate() {
        if !one.concerns(finding) || !muted[index].any(setting) {
            continue;
        }
        // The pair may be written from either side.
        if one.covers_other(place) {
            found.push((index, true));
        }
        if one.covers(place) {
            found.push((index, false));
        }
    }
    found
}

/// Those whose text is shown beside the finding; all, where none is.
fn in_play<'s, 'a>(by: Vec<&'s Suppression<'a>>, finding: &Finding) -> Vec<&'s Suppression<'a>> {
    let primary = finding.primary.place.as_deref();
    let is_beside = |one: &&Suppression| {
        finding
            .related
            .iter()
            .filter(|side| side.is_text())
            .any(|side| {
                let other = side.place.as_deref();
                let from_other = one.covers(other) && one.covers_other(primary);
                from_other || (one.covers(primary) && one.covers_other(other))
            })
    };
    let shown: Vec<_> = by.iter().copied().filter(is_beside).collect();
    if shown.is_empty() { by } else { shown }
}

/// Whether both are about one text and one way of breaking the promise.
fn is_same(a: &Finding, b: &Finding) -> bool {
    let place = |finding: &Finding| {
        let place = finding.primary.place.as_deref();
        place.map(|place: &Place| (place.path.clone(), place.span))
    };
    let compares = (1..=LAST_COMPARING_ROW).contains(&a.row);
    compares && a.promise == b.promise && a.facet == b.facet && place(a) == place(b)
}

/// Whether others are held against the statement.
fn is_held_against(statement: &Statement) -> bool {
    match statement.role {
        Role::Claim | Role::Value => true,
        Role::Breach(_) => statement.reading.polarity == Polarity::Negated,
        Role::Disclosure(_) => false,
    }
}

impl Setting<'_> {
    fn statements(&self, promise: PromiseId) -> impl Iterator<Item = &Statement> {
        let all = self
            .documents
            .iter()
            .flat_map(|document| &document.statements);
        all.filter(move |statement| statement.promise == promise)
    }

    /// The findings of one promise without the texts that are suppressed.
    fn judged_without(
        &self,
        promise: PromiseId,
        muting: &Muting,
        suppressions: &[Suppression],
    ) -> Vec<Finding> {
        let is_muted = |statement: &Statement| {
            let place = Some(&*statement.place);
            is_held_against(statement)
                && muting.iter().any(|&(index, primary_is_other)| {
                    let one = &suppressions[index];
                    if primary_is_other {
                        one.covers(place)
                    } else {
                        one.covers_other(place)
                    }
                })
        };
        let rest = |document: &Extract| {
            let own = document.statements.iter();
            let own = own.filter(|one| one.promise == promise && !is_muted(one));
            Extract {
                path: document.path.clone(),
                channel: document.channel,
                statements: own.cloned().collect(),
                subjects: Vec::new(),
                parts: Vec::new(),
                told: document.told.clone(),
                blocks: document.blocks,
                foreign: false,
                directives: Vec::new(),
            }
        };
        let documents: Vec<Extract> = self.documents.iter().map(rest).collect();
        judge::judge(self.ruleset, &documents, self.today, self.messages)
    }
}
