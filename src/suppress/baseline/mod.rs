//! The baseline: findings that were there when a project began to be checked.
//!
//! An entry knows a finding by its promise, its facet, its verdict and the sentences of both
//! sides, folded, and by its number among equals: never by a path or a line. So it still fits
//! when text moves, and no more when one of the sentences changes.

mod key;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::diagnostic::Severity;
use crate::extract::Place;
use crate::judge::{Finding, finding_order};
use crate::message::Messages;
use crate::rules::Ruleset;
use crate::text::{Source, Span};

use super::notice::{self, Notice, What};
use super::{Acceptance, AcceptanceKind, Accepted, Suppressed};
use key::{Key, others};
pub(crate) use key::{Known, pair_up, tight};

/// The version of the file that is written, and the last that is read.
const VERSION: u32 = 1;

/// Known findings, each accepted as long as it stays the same.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    entries: Vec<Entry>,
    /// Where each entry is written; empty for a baseline that was not read.
    places: Vec<Arc<Place>>,
    strict: bool,
}

/// What a finding is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Entry {
    #[serde(flatten)]
    key: Key,
    /// The folded sentences of the other sides that are shown, sorted.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    others: BTreeSet<String>,
    /// Which of the findings with this key it is, from 1.
    index: usize,
}

#[derive(Deserialize)]
struct File<'a> {
    version: u32,
    #[serde(borrow)]
    entries: Vec<&'a RawValue>,
}

/// The file, as its schema has it.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct BaselineFile {
    /// The version of this contract.
    version: u32,
    /// Known findings.
    entries: Vec<Entry>,
}

/// The JSON Schema of `pledgelint-baseline.json`.
///
/// # Panics
///
/// Never: a schema of our own types is JSON.
#[cfg(feature = "schema")]
#[must_use]
pub fn baseline_schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(BaselineFile)).expect("a schema is JSON")
}

impl Baseline {
    /// The findings of a run as a baseline.
    ///
    /// Left out are findings of promises that allow no suppression, and those about suppressions.
    #[must_use]
    pub fn of(ruleset: &Ruleset, findings: &[Finding]) -> Self {
        let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
        let known = findings.iter().filter(|finding| may_hold(ruleset, finding));
        let entry = |finding: &Finding| {
            let key = Key::of(finding);
            let count = counts.entry(key.clone()).or_default();
            *count += 1;
            Entry {
                key,
                others: others(finding),
                index: *count,
            }
        };
        let mut entries: Vec<Entry> = known.map(entry).collect();
        entries.sort();
        Self {
            entries,
            ..Self::default()
        }
    }

    /// Reads a baseline; `name` is what reports call the file.
    ///
    /// # Errors
    ///
    /// In words, where the text is no baseline, or one of a later version.
    pub fn parse(name: &str, text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if file.version > VERSION {
            return Err(format!(
                "version {} of the baseline is newer than this program, which reads {VERSION}",
                file.version
            ));
        }
        let source = Source::new(name, text.to_owned());
        let mut baseline = Self::default();
        for raw in file.entries {
            let entry = serde_json::from_str(raw.get()).map_err(|error| error.to_string())?;
            // An entry is a part of the text itself, so its address is its place.
            let start = raw.get().as_ptr() as usize - text.as_ptr() as usize;
            let span = Span::new(start, start + raw.get().len());
            baseline.entries.push(entry);
            baseline.places.push(Arc::new(Place::new(&source, span)));
        }
        Ok(baseline)
    }

    /// The same; entries that no longer occur are errors where `strict`, else warnings.
    #[must_use]
    pub fn strict(self, strict: bool) -> Self {
        Self { strict, ..self }
    }

    /// How many findings it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The file, with one entry a line.
    ///
    /// # Panics
    ///
    /// Never: an entry is made of texts and a number.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = format!("{{\"version\": {VERSION}, \"entries\": [");
        for (index, entry) in self.entries.iter().enumerate() {
            text.push_str(if index == 0 { "\n" } else { ",\n" });
            let line = serde_json::to_string(entry).expect("an entry is made of texts");
            text.push_str(&line);
        }
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n]}}");
        text
    }

    /// The same without the entries that none of these findings is.
    #[must_use]
    pub fn pruned(&self, ruleset: &Ruleset, findings: &[Finding]) -> Self {
        let (_, used) = self.matched(ruleset, findings);
        let entries = self.entries.iter().zip(&used).filter(|(_, used)| **used);
        Self {
            entries: entries.map(|(entry, _)| entry.clone()).collect(),
            ..Self::default()
        }
    }

    /// Takes the known findings out of those that stand, and tells of entries that no longer
    /// occur.
    #[must_use]
    pub fn apply(
        &self,
        ruleset: &Ruleset,
        messages: &Messages,
        suppressed: Suppressed,
    ) -> Suppressed {
        let Suppressed {
            findings,
            mut accepted,
        } = suppressed;
        let (known, used) = self.matched(ruleset, &findings);
        let reason: Arc<str> = messages.text("suppression.baseline", &[]).into();
        let mut standing = Vec::new();
        for (finding, entry) in findings.into_iter().zip(known) {
            let Some(entry) = entry else {
                standing.push(finding);
                continue;
            };
            let by = Acceptance {
                kind: AcceptanceKind::Baseline,
                reason: Arc::clone(&reason),
                until: None,
                owner: None,
                place: self.places.get(entry).cloned(),
            };
            accepted.push(Accepted {
                finding,
                by: vec![by],
            });
        }
        let stale = used.iter().enumerate().filter(|(_, used)| !**used);
        let mut notices: Vec<Finding> = stale
            .map(|(entry, _)| self.stale(ruleset, messages, entry))
            .collect();
        notice::number(&mut notices);
        standing.extend(notices);
        standing.sort_by(finding_order);
        accepted.sort_by(|a, b| finding_order(&a.finding, &b.finding));
        Suppressed {
            findings: standing,
            accepted,
        }
    }

    /// The finding that an entry no longer occurs.
    fn stale(&self, ruleset: &Ruleset, messages: &Messages, entry: usize) -> Finding {
        let key = &self.entries[entry].key;
        let promise = ruleset.promise_named(&key.promise);
        let owner = promise.and_then(|id| ruleset.promise(id).owner.as_deref());
        let told = notice::finding(
            messages,
            &Notice {
                promise: &key.promise,
                owner,
                facet: key.facet.as_deref(),
                channel: None,
                place: self.places.get(entry),
                what: What::Stale(&key.text),
            },
        );
        Finding {
            severity: if self.strict {
                Severity::Error
            } else {
                told.severity
            },
            ..told
        }
    }

    /// For each finding the entry that it is, and for each entry whether it is one.
    fn matched(&self, ruleset: &Ruleset, findings: &[Finding]) -> (Vec<Option<usize>>, Vec<bool>) {
        let entries = self.entries.iter();
        let old = entries.map(|entry| Known::new(entry.key.clone(), entry.others.clone()));
        let old: Vec<Known> = old.collect();
        let new = findings.iter().map(|finding| {
            let may = may_hold(ruleset, finding);
            may.then(|| Known::of(finding))
        });
        let new: Vec<Option<Known>> = new.collect();
        let new: Vec<Option<&Known>> = new.iter().map(Option::as_ref).collect();
        let found = pair_up(&old, &new);
        let mut used = vec![false; old.len()];
        for &entry in found.iter().flatten() {
            used[entry] = true;
        }
        (found, used)
    }
}

/// Whether a baseline may hold a finding.
fn may_hold(ruleset: &Ruleset, finding: &Finding) -> bool {
    let promise = ruleset.promise_named(&finding.promise);
    let allowed = promise.is_none_or(|id| ruleset.promise(id).suppressible);
    finding.row > 0 && finding.severity > Severity::Note && allowed
}
