//! Two promises that declare values for one topic and one subject must be able to hold together.

use std::collections::HashMap;

use crate::quantity::{Consistency, Promised, consistency};
use crate::rules::draft::Draft;
use crate::rules::mistake::{Mistake, Mistakes};
use crate::rules::ruleset::{Is, Promise, SubjectId, Subjects};
use crate::text::fold::fold_word;

/// More promises than this about one topic are not compared one by one.
const MOST_COMPARED: usize = 16;

pub(super) fn check(
    drafts: &[Draft],
    promises: &[Promise],
    subjects: &Subjects,
    mistakes: &Mistakes,
) {
    let mut topics: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        let Some(value) = draft
            .written
            .value
            .as_ref()
            .filter(|_| draft.pack.is_none())
        else {
            continue;
        };
        let mut told = false;
        for (_, phrase) in value.topic.phrases() {
            let others = topics.entry(fold_word(phrase.value.trim())).or_default();
            let mut compared = others.iter().take(MOST_COMPARED).filter(|_| !told);
            let other = compared
                .find(|&&other| other != at && exclude(&promises[other], &promises[at], subjects));
            if let Some(&other) = other {
                told = true;
                mistakes.report(contradiction(&drafts[other], draft));
            }
            if others.last() != Some(&at) {
                others.push(at);
            }
        }
    }
}

fn contradiction(first: &Draft, second: &Draft) -> Mistake {
    let message = format!(
        "`{}` and `{}` promise different values for one thing",
        first.id, second.id
    );
    let help = "give them different subjects, topics or days, or keep one".to_owned();
    let place = |draft: &Draft| {
        draft
            .written
            .value
            .as_ref()
            .map_or(draft.written.place, |value| value.place)
    };
    let mistake = Mistake::new("promises-contradict", place(second), message);
    mistake.help(help).also(place(first), "the other value")
}

/// Whether no text can keep both.
fn exclude(a: &Promise, b: &Promise, subjects: &Subjects) -> bool {
    let days = a
        .until
        .zip(b.from)
        .is_none_or(|(until, from)| from <= until)
        && b.until
            .zip(a.from)
            .is_none_or(|(until, from)| from <= until);
    days && declared(a).any(|(about, value)| {
        declared(b).any(|(other_about, other)| {
            subjects.overlap(about, other_about) && values_exclude(value, other)
        })
    })
}

/// The values that a promise declares, each with what it is about.
fn declared(promise: &Promise) -> impl Iterator<Item = (&[SubjectId], &Promised)> {
    let is = promise.value.as_ref().map(|value| &value.is);
    let same = match is {
        Some(Is::Same(value)) => Some((promise.subjects.as_slice(), value)),
        _ => None,
    };
    let by_subject = match is {
        Some(Is::BySubject(values)) => values.as_slice(),
        _ => &[],
    };
    let by_subject = by_subject
        .iter()
        .map(|(id, value)| (std::slice::from_ref(id), value));
    same.into_iter().chain(by_subject)
}

/// Whether no one value keeps both. Two schedules never exclude each other: the fuller keeps both.
fn values_exclude(a: &Promised, b: &Promised) -> bool {
    let (a, b) = (a.quantity(), b.quantity());
    let apart = a
        .interval()
        .zip(b.interval())
        .is_some_and(|(a, b)| a.is_disjoint(b));
    apart && consistency(a, b) == Consistency::Contradicted
}
