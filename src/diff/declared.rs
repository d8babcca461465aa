//! What a change took away from declared promises.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::extract::Place;
use crate::judge::{About, Finding, Side, SideRole};
use crate::quantity::{Comparison, Promised, against_promise};
use crate::rules::{Applies, ChannelId, Is, Level, Promise, Required, Ruleset};

use super::note::{Note, note};
use super::{Change, State};

/// The notes about promises that are declared no more, or bind less.
///
/// One that has a new name and the same summary is the same.
pub(super) fn weakened(old: &State, new: &State, change: &Change) -> Vec<Finding> {
    let (before, after) = (own(old.ruleset), own(new.ruleset));
    let mut notes = Vec::new();
    for (id, was) in &before {
        let renamed = || {
            let mut came = after.iter().filter(|(id, _)| !before.contains_key(*id));
            let same = came.find(|(_, now)| !was.summary.is_empty() && now.summary == was.summary);
            same.map(|(_, now)| *now)
        };
        let Some(now) = after.get(id).copied().or_else(renamed) else {
            notes.push(undeclared(old.ruleset, was, new, change));
            continue;
        };
        let told = Pair {
            old: (old.ruleset, was),
            new: (new.ruleset, now),
            change,
        };
        notes.extend(told.values());
        notes.extend(told.settings().into_iter().map(|key| told.setting(key)));
    }
    notes
}

/// The promises that the project itself declares.
fn own(ruleset: &Ruleset) -> BTreeMap<&str, &Promise> {
    let promises = ruleset.promises.iter();
    let own = promises.filter(|promise| !promise.declared.in_pack);
    own.map(|promise| (promise.id.as_str(), promise)).collect()
}

fn undeclared(ruleset: &Ruleset, was: &Promise, new: &State, change: &Change) -> Finding {
    let messages = change.messages;
    let side = before(ruleset, was);
    let then = side.place.as_deref();
    let at = then.and_then(|place| {
        let mut sources = new.ruleset.sources.iter();
        let source = sources.find(|source| *source.name() == place.path)?;
        let line = change.lines.nearest_or_gap(&place.path, place.start.line)?;
        Some(Arc::new(super::front::line_of(source, line)))
    });
    let given = [("promise", &*messages.quote(&was.id))];
    note(&Note {
        promise: was,
        facet: None,
        message: messages.text("weakened.undeclared", &given),
        key: String::new(),
        primary: Side {
            role: SideRole::Change,
            place: at,
            about: Arc::new(About::default()),
        },
        before: Some(side),
    })
}

fn before(ruleset: &Ruleset, promise: &Promise) -> Side {
    Side {
        role: SideRole::Before,
        ..declared(ruleset, promise)
    }
}

fn declared(ruleset: &Ruleset, promise: &Promise) -> Side {
    let source = ruleset.source_of(&promise.declared);
    Side {
        role: SideRole::Promise,
        place: source.map(|source| Arc::new(Place::new(source, promise.declared.span))),
        about: Arc::new(About::default()),
    }
}

/// A promise in both states.
struct Pair<'a> {
    old: (&'a Ruleset, &'a Promise),
    new: (&'a Ruleset, &'a Promise),
    change: &'a Change<'a>,
}

impl Pair<'_> {
    /// Values that are worse than they were, each with its subject.
    fn values(&self) -> Vec<Finding> {
        let (was, is) = (values(self.old), values(self.new));
        let less = was.iter().filter_map(|(subject, old)| {
            let new = is.get(subject).or_else(|| is.get(""));
            let weaker = new.is_none_or(|new| {
                let comparison = against_promise(old, new.quantity());
                !matches!(comparison, Comparison::Meets | Comparison::Exceeds)
            });
            weaker.then_some((*subject, *old, new.copied()))
        });
        less.map(|(subject, old, new)| self.value(subject, old, new))
            .collect()
    }

    fn value(&self, subject: &str, old: &Promised, new: Option<&Promised>) -> Finding {
        let Some(new) = new else {
            return self.setting("value");
        };
        let messages = self.change.messages;
        let name = match subject {
            "" => self.new.1.id.clone(),
            subject => format!("{}.{subject}", self.new.1.id),
        };
        let given = [
            ("promise", &*messages.quote(&name)),
            ("old", &*messages.quote(old.text())),
            ("new", &*messages.quote(new.text())),
        ];
        self.note(subject, messages.text("weakened.value", &given))
    }

    fn setting(&self, key: &str) -> Finding {
        let messages = self.change.messages;
        let promise = messages.quote(&self.new.1.id);
        let given = [("promise", &*promise), ("key", key)];
        self.note(key, messages.text("weakened.setting", &given))
    }

    fn note(&self, key: &str, message: String) -> Finding {
        let (ruleset, promise) = self.new;
        let lines = self.change.lines;
        let changed = super::front::changed_promise(&promise.id, ruleset, lines);
        let side = declared(ruleset, promise);
        note(&Note {
            promise,
            facet: None,
            message,
            key: key.to_owned(),
            primary: Side {
                place: changed.map(Arc::new).or(side.place),
                ..side
            },
            before: Some(before(self.old.0, self.old.1)),
        })
    }

    /// The keys of settings that bind less than they did.
    fn settings(&self) -> Vec<&'static str> {
        let (was, is) = (self.old.1, self.new.1);
        let fewer_facets = was.facets.iter().any(|facet| !is.facets.contains(facet));
        let checks = [
            (
                "severity",
                level(is.severities.default) < level(was.severities.default),
            ),
            (
                "applies",
                was.applies == Applies::Always && is.applies == Applies::WhenClaimed,
            ),
            (
                "channels",
                self.lost(was.channels.as_ref(), is.channels.as_ref()),
            ),
            (
                "stated-in",
                self.lost(Some(&was.stated_in), Some(&is.stated_in)),
            ),
            ("from", is.from > was.from),
            ("until", ends(is) < ends(was)),
            ("breaches", fewer_facets),
            ("disclosure.required", requires(was) && !requires(is)),
            ("evidence", was.evidence.is_some() && is.evidence.is_none()),
            ("suppressible", is.suppressible && !was.suppressible),
        ];
        let less = checks.into_iter().filter(|(_, less)| *less);
        less.map(|(key, _)| key).collect()
    }

    /// Whether a channel is held to it no more; `None` is every channel.
    fn lost(&self, was: Option<&Vec<ChannelId>>, is: Option<&Vec<ChannelId>>) -> bool {
        let name =
            |ruleset: &Ruleset, channel: &ChannelId| ruleset.channels[channel.index()].id.clone();
        match (was, is) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(was), Some(is)) => {
                let is: Vec<String> = is.iter().map(|channel| name(self.new.0, channel)).collect();
                was.iter()
                    .any(|channel| !is.contains(&name(self.old.0, channel)))
            }
        }
    }
}

/// The declared values by subject; the empty one is for all.
fn values<'a>((ruleset, promise): (&'a Ruleset, &'a Promise)) -> BTreeMap<&'a str, &'a Promised> {
    match promise.value.as_ref().map(|rule| &rule.is) {
        None | Some(Is::Anything) => BTreeMap::new(),
        Some(Is::Same(promised)) => BTreeMap::from([("", promised)]),
        Some(Is::BySubject(values)) => values
            .iter()
            .map(|(subject, promised)| (ruleset.subjects.id(*subject), promised))
            .collect(),
    }
}

fn level(level: Level) -> Option<Severity> {
    match level {
        Level::Off => None,
        Level::At(severity) => Some(severity),
    }
}

/// The last day; a promise without one ends last.
fn ends(promise: &Promise) -> (bool, Option<jiff::civil::Date>) {
    (promise.until.is_none(), promise.until)
}

fn requires(promise: &Promise) -> bool {
    let mut disclosures = promise.disclosures.iter();
    disclosures.any(|disclosure| disclosure.required != Required::Never)
}
