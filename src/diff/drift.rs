//! What texts said before a change, and say less firmly, for less, or no more.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::extract::{Extract, Place, Role, Statement};
use crate::judge::{Finding, Side, SideRole};
use crate::language::{Act, Certainty, Holder, Polarity, Time};
use crate::quantity::{Comparison, Promised, against_each_other, against_promise};
use crate::rules::{Is, Promise};
use crate::text::Folded;

use super::note::{Note, note};
use super::pairs::sentence;
use super::{Change, State};

/// A statement with the state that it belongs to.
#[derive(Clone, Copy)]
struct Said<'s> {
    state: &'s State<'s>,
    document: &'s Extract,
    statement: &'s Statement,
}

impl<'s> Said<'s> {
    fn promise(self) -> &'s Promise {
        self.state.ruleset.promise(self.statement.promise)
    }

    fn place(self) -> &'s Arc<Place> {
        &self.statement.place
    }

    /// Whether the brand says it, of now or later, and says no less than it promises: a claim,
    /// a breach denied, a value.
    fn holds(self) -> bool {
        let reading = &self.statement.reading;
        let affirmed = reading.polarity == Polarity::Affirmed;
        let makes = match self.statement.role {
            Role::Claim | Role::Value => affirmed,
            Role::Breach(_) => !affirmed,
            Role::Disclosure(_) => false,
        };
        makes
            && reading.act == Act::Statement
            && reading.holder == Holder::We
            && reading.time != Time::Past
    }

    /// What it speaks of: its promise and its role there, by names that both states have.
    fn matter(self) -> Matter<'s> {
        let promise = self.promise();
        Matter {
            promise: &promise.id,
            role: self.statement.role.name(),
            facet: self.statement.role.facet_in(promise),
        }
    }

    fn channel(self) -> Option<&'s str> {
        let channel = self.statement.channel?;
        Some(&self.state.ruleset.channels[channel.index()].id)
    }

    fn subjects(self) -> Vec<&'s str> {
        let named = self.statement.scope.named.iter();
        let subjects = &self.state.ruleset.subjects;
        named.map(|&subject| subjects.id(subject)).collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Matter<'s> {
    promise: &'s str,
    role: &'static str,
    facet: Option<&'s str>,
}

/// The notes about texts of which the change took something away.
pub(super) fn weakened(old: &State, new: &State, change: &Change) -> Vec<Finding> {
    let (before, after) = without_equals(old, new);
    let mut by_file: HashMap<(Matter, &str), Vec<Said>> = HashMap::new();
    for said in after.iter().filter(|said| !is_disclosure(**said)) {
        let key = (said.matter(), &*said.document.path);
        by_file.entry(key).or_default().push(*said);
    }
    let moved = moved(old, new);
    let mut notes = Vec::new();
    for said in before {
        let path = &*said.document.path;
        let path = moved.get(path).copied().unwrap_or(path);
        if is_disclosure(said) {
            notes.extend(dropped(said, path, new, change));
            continue;
        }
        if !said.holds() {
            continue;
        }
        let candidates = by_file.get_mut(&(said.matter(), path));
        match candidates.and_then(|candidates| nearest(said, candidates)) {
            Some(now) if is_weaker(said, now) => notes.push(reworded(said, now, change)),
            Some(_) => {}
            None if is_still_said(said, new) => {}
            None => notes.push(gone(said, path, new, change)),
        }
    }
    notes
}

/// The statements of both states without those that stand in the same words in both, wherever.
fn without_equals<'s>(old: &'s State<'s>, new: &'s State<'s>) -> (Vec<Said<'s>>, Vec<Said<'s>>) {
    let all = |state: &'s State<'s>| {
        let documents = state.extracts.iter();
        documents.flat_map(move |document| {
            document.statements.iter().map(move |statement| Said {
                state,
                document,
                statement,
            })
        })
    };
    let key = |said: &Said<'s>| (said.matter(), sentence(said.place()), said.channel());
    let mut left: HashMap<_, usize> = HashMap::new();
    for said in all(new) {
        *left.entry(key(&said)).or_default() += 1;
    }
    let mut equals: HashMap<_, usize> = HashMap::new();
    let mut before = Vec::new();
    for said in all(old) {
        let key = key(&said);
        match left.get_mut(&key).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                *equals.entry(key).or_default() += 1;
            }
            None => before.push(said),
        }
    }
    let after = all(new).filter(|said| match equals.get_mut(&key(said)) {
        Some(equals) if *equals > 0 => {
            *equals -= 1;
            false
        }
        _ => true,
    });
    let after = after.collect();
    (before, after)
}

/// The new paths of files that are gone: the only new file that shares most of its sentences.
fn moved<'s>(old: &'s State, new: &'s State) -> HashMap<&'s str, &'s str> {
    let paths = |state: &'s State| -> HashSet<&'s str> {
        state
            .extracts
            .iter()
            .map(|document| &*document.path)
            .collect()
    };
    let (there, here) = (paths(old), paths(new));
    let sentences = |document: &Extract| -> HashSet<String> {
        let all = document.statements.iter();
        all.map(|statement| sentence(&statement.place)).collect()
    };
    let came: Vec<(&str, HashSet<String>)> = new
        .extracts
        .iter()
        .filter(|document| !there.contains(&*document.path))
        .map(|document| (&*document.path, sentences(document)))
        .collect();
    let gone = old.extracts.iter();
    let gone = gone.filter(|document| !here.contains(&*document.path));
    let mut moved = HashMap::new();
    for document in gone {
        let own = sentences(document);
        let shares = |(_, others): &&(&str, HashSet<String>)| {
            2 * own.intersection(others).count() > own.len()
        };
        let name = |path: &'s str| path.rsplit('/').next();
        let same_name = |(path, _): &&(&'s str, _)| name(path) == name(&document.path);
        let found = came
            .iter()
            .find(shares)
            .or_else(|| came.iter().find(same_name));
        if let Some((path, _)) = found {
            moved.insert(&*document.path, *path);
        }
    }
    moved
}

fn is_disclosure(said: Said) -> bool {
    matches!(said.statement.role, Role::Disclosure(_))
}

/// Takes the statement that took the place of an old one: of the same subjects, if there is one.
fn nearest<'s>(said: Said, candidates: &mut Vec<Said<'s>>) -> Option<Said<'s>> {
    let subjects = said.subjects();
    let same = candidates.iter().position(|now| now.subjects() == subjects);
    let at = same.or((!candidates.is_empty()).then_some(0))?;
    Some(candidates.remove(at))
}

/// Whether a text of the channel still makes the promise, of the same subjects.
fn is_still_said(said: Said, new: &State) -> bool {
    let (matter, channel, subjects) = (said.matter(), said.channel(), said.subjects());
    let mut all = new.extracts.iter().flat_map(|document| {
        document.statements.iter().map(move |statement| Said {
            state: new,
            document,
            statement,
        })
    });
    all.any(|now| {
        now.matter() == matter
            && now.channel() == channel
            && now.holds()
            && now.subjects() == subjects
            && !is_weaker(said, now)
    })
}

/// Whether the new text binds less than the old.
fn is_weaker(old: Said, new: Said) -> bool {
    let (was, is) = (&old.statement.reading, &new.statement.reading);
    let conditions: HashSet<String> = was.conditions.iter().map(|one| folded(&one.text)).collect();
    let more = is
        .conditions
        .iter()
        .any(|one| !conditions.contains(&folded(&one.text)));
    let more_narrow = more && is.conditions.len() > was.conditions.len();
    !new.holds()
        || firmness(is.certainty) < firmness(was.certainty)
        || (is.narrowed && !was.narrowed)
        || more_narrow
        || is_less(old, new)
}

fn folded(text: &str) -> String {
    Folded::new(text).text().to_owned()
}

fn firmness(certainty: Certainty) -> u8 {
    match certainty {
        Certainty::Hedged => 0,
        Certainty::Stated => 1,
        Certainty::Absolute => 2,
    }
}

/// Whether the value is worse than what was promised, while the old one was not; where no value is
/// promised, whether it is another.
fn is_less(old: Said, new: Said) -> bool {
    let (Some(was), Some(is)) = (&old.statement.value, &new.statement.value) else {
        return false;
    };
    let Some(promised) = promised(old) else {
        return against_each_other(was, is) == Comparison::Differs;
    };
    let fine = |comparison| matches!(comparison, Comparison::Meets | Comparison::Exceeds);
    match (
        against_promise(promised, was),
        against_promise(promised, is),
    ) {
        (Comparison::Exceeds, Comparison::Meets) => true,
        (was, Comparison::Worse | Comparison::Differs | Comparison::Vague) => fine(was),
        _ => false,
    }
}

/// What was promised for the subject of a statement.
fn promised(said: Said<'_>) -> Option<&Promised> {
    match &said.promise().value.as_ref()?.is {
        Is::Anything => None,
        Is::Same(promised) => Some(promised),
        Is::BySubject(values) => {
            let named = &said.statement.scope.named;
            let of = values.iter().find(|(subject, _)| named.contains(subject));
            of.map(|(_, promised)| promised)
        }
    }
}

fn reworded(old: Said, new: Said, change: &Change) -> Finding {
    let messages = change.messages;
    let (was, is) = (words(old.place()), words(new.place()));
    let given = [
        ("old", &*messages.quote(&was)),
        ("new", &*messages.quote(&is)),
    ];
    note(&Note {
        promise: old.promise(),
        facet: old.matter().facet,
        message: messages.text("weakened.text", &given),
        key: format!("{} {}", sentence(old.place()), sentence(new.place())),
        primary: Side::of(new.state.ruleset, new.statement),
        before: Some(before(old)),
    })
}

fn gone(old: Said, path: &str, new: &State, change: &Change) -> Finding {
    told(old, path, new, change, "weakened.gone")
}

/// The note that a disclosure was taken out of a file that still makes the claim.
fn dropped(old: Said, path: &str, new: &State, change: &Change) -> Option<Finding> {
    let mut documents = new.extracts.iter();
    let document = documents.find(|document| *document.path == *path)?;
    let id = new.ruleset.promise_named(&old.promise().id)?;
    let of_promise = || {
        let all = document.statements.iter();
        all.filter(|statement| statement.promise == id)
    };
    let disclosed = of_promise().any(|one| matches!(one.role, Role::Disclosure(_)));
    let claimed = of_promise()
        .any(|one| one.role == Role::Claim && one.reading.polarity == Polarity::Affirmed);
    (claimed && !disclosed).then(|| told(old, path, new, change, "weakened.disclosure"))
}

/// A note about words that are no longer there; its place is where they were taken out.
fn told(old: Said, path: &str, new: &State, change: &Change, key: &str) -> Finding {
    let messages = change.messages;
    let (path_then, line) = (&old.place().path, old.place().line());
    let place = messages.text("place.line", &[("path", path_then), ("line", &line)]);
    let was = messages.quote(&words(old.place()));
    let there = new.extracts.iter().any(|document| *document.path == *path);
    let line = change.lines.nearest_or_gap(path, old.place().start.line);
    let line = line.filter(|_| there && old.place().unit.is_none());
    let at = line.and_then(|line| {
        let source = (change.source)(path)?;
        Some(Arc::new(super::front::line_of(&source, line)))
    });
    let about = Side::of(old.state.ruleset, old.statement).about;
    note(&Note {
        promise: old.promise(),
        facet: old.matter().facet,
        message: messages.text(key, &[("old", &was), ("place", &place)]),
        key: sentence(old.place()),
        primary: Side {
            role: SideRole::Change,
            place: at,
            about,
        },
        before: Some(before(old)),
    })
}

fn before(old: Said) -> Side {
    Side {
        role: SideRole::Before,
        ..Side::of(old.state.ruleset, old.statement)
    }
}

/// The sentence around a place, as it is written.
fn words(place: &Place) -> String {
    let text = &place.excerpt.text;
    let start = place.span.start - place.excerpt.offset;
    let end = start + place.span.len();
    let ends = |c: char| matches!(c, '\n' | '\r' | '!' | '?' | '。' | '！' | '？' | '|' | '\t');
    let stop = |(_, c): &(usize, char), rest: &str| {
        ends(*c) || (*c == '.' && !rest.starts_with(|next: char| next.is_alphanumeric()))
    };
    let stops = text.char_indices().filter(|found| {
        let rest = &text[found.0 + found.1.len_utf8()..];
        stop(found, rest)
    });
    let (mut from, mut to) = (0, text.len());
    for (at, c) in stops {
        if at < start {
            from = at + c.len_utf8();
        } else if at >= end {
            to = at;
            break;
        }
    }
    text[from..to].trim().to_owned()
}
