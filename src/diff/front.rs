//! Which side of a finding stands first: the one that the change touched, since hosts show only
//! what lies on changed lines.

use std::sync::Arc;

use crate::extract::Place;
use crate::judge::{About, Finding, Side, SideRole, Verdict};
use crate::message::Messages;
use crate::rules::{Declared, Ruleset};
use crate::text::{Source, Span};

use super::Change;
use super::lines::{Lines, Touch};

/// How much of a side was touched.
pub(super) fn touch(side: &Side, lines: &Lines) -> Touch {
    let place = side.place.as_deref();
    place.map_or(Touch::No, |place| lines.touch(place))
}

/// The finding with the touched side first.
///
/// Where no side lies on changed lines, the changed line that is nearest to one of them, or one
/// of the rules files, stands before them.
pub(super) fn fronted(finding: Finding, ruleset: &Ruleset, change: &Change) -> Finding {
    let lines = change.lines;
    let sides = std::iter::once(&finding.primary).chain(&finding.related);
    let touched = sides.map(|side| touch(side, lines));
    // Of equal ones the first: the verdict's own side before the others.
    let found = touched
        .enumerate()
        .min_by_key(|&(index, touch)| (touch, index));
    let (index, nearest) = found.unwrap_or((0, Touch::No));
    if nearest <= Touch::Part {
        return turned(finding, index, change.messages);
    }
    let line = changed_promise(&finding.promise, ruleset, lines)
        .or_else(|| changed_line(&finding, change))
        .or_else(|| changed_rules(&finding, ruleset, lines));
    let turned = turned(finding, index, change.messages);
    match line {
        Some(place) => behind(turned, place, change.messages),
        None => turned,
    }
}

/// The finding with the side of this index first: 0 is the primary one.
fn turned(finding: Finding, index: usize, messages: &Messages) -> Finding {
    let Some(other) = index.checked_sub(1) else {
        return finding;
    };
    let mut related = finding.related.clone();
    let first = related.remove(other);
    let message = told(&finding, &first, messages);
    related.insert(0, finding.primary.clone());
    Finding {
        message,
        ruled: 1,
        primary: first,
        related,
        ..finding
    }
}

/// The finding behind a changed line that led to it.
fn behind(finding: Finding, place: Place, messages: &Messages) -> Finding {
    let mut related = finding.related;
    related.insert(0, finding.primary);
    let message = messages.text("turned.change", &[("message", &finding.message)]);
    Finding {
        message,
        ruled: finding.ruled + 1,
        primary: Side {
            role: SideRole::Change,
            place: Some(Arc::new(place)),
            about: Arc::new(About::default()),
        },
        related,
        ..finding
    }
}

/// What the finding says, told from the side of `first`.
fn told(finding: &Finding, first: &Side, messages: &Messages) -> String {
    let quoted = |side: &Side| match side.place.as_deref().filter(|_| side.is_text()) {
        Some(place) => messages.quote(place.text()),
        None => messages.quote(&finding.promise),
    };
    let ruled = &finding.primary;
    let at = ruled.place.as_deref().map_or_else(String::new, |place| {
        let line = place.line();
        messages.text("place.line", &[("path", &place.path), ("line", &line)])
    });
    let values = ruled.role == SideRole::Value && first.role == SideRole::Value;
    let key = match finding.verdict {
        Verdict::Contradicted if values => "contradicted.texts",
        Verdict::Contradicted => "turned.contradicted",
        Verdict::Eroded => "turned.eroded",
        Verdict::Review if values => "review.texts",
        _ => "turned.other",
    };
    let given = [
        ("said", &*quoted(first)),
        ("other", &*quoted(ruled)),
        ("place", &*at),
    ];
    let first = messages.text(key, &given);
    let graver = matches!(finding.verdict, Verdict::Contradicted | Verdict::Eroded);
    let todo = (graver && finding.advice.is_none()).then(|| messages.text("todo.breach", &[]));
    messages.sentences(std::iter::once(first).chain(todo))
}

/// The first changed line of the tables of a promise.
pub(super) fn changed_promise(promise: &str, ruleset: &Ruleset, lines: &Lines) -> Option<Place> {
    let id = ruleset.promise_named(promise)?;
    let declared = &ruleset.promise(id).declared;
    let source = ruleset.source_of(declared)?;
    let changed =
        table_lines(source, declared, promise).find(|&line| lines.has_line(source.name(), line))?;
    Some(line_of(source, changed))
}

/// The lines from the header of a promise to the first table that is none of its own.
fn table_lines<'s>(
    source: &'s Source,
    declared: &Declared,
    promise: &'s str,
) -> impl Iterator<Item = u32> + 's {
    let header = source.position(declared.span.start).line;
    let is_own = move |line: &str| {
        let name = line.trim_start_matches('[').trim_start();
        let rest = name.strip_prefix("promise.").unwrap_or_default();
        let rest = rest.trim_start_matches('"').strip_prefix(promise);
        rest.is_some_and(|rest| rest.starts_with(['.', ']', '"', ' ']))
    };
    let mut numbered = (1..).zip(source.text().lines());
    let behind = numbered
        .by_ref()
        .skip_while(move |(number, _)| *number < header);
    let own = behind.enumerate().take_while(move |(index, (_, line))| {
        *index == 0 || !line.starts_with('[') || is_own(line)
    });
    let own: Vec<u32> = own.map(|(_, (number, _))| number).collect();
    own.into_iter()
}

/// The changed line that is nearest to a side, the verdict's own side first.
fn changed_line(finding: &Finding, change: &Change) -> Option<Place> {
    let sides = std::iter::once(&finding.primary).chain(&finding.related);
    let places = sides
        .filter(|side| side.is_text())
        .filter_map(|side| side.place.as_deref());
    let mut lines = places.filter_map(|place| {
        let line = change.lines.nearest(&place.path, place.start.line)?;
        let source = (change.source)(&place.path)?;
        Some(line_of(&source, line))
    });
    lines.next()
}

/// The first changed line of a rules file, where no text of the finding was touched.
fn changed_rules(finding: &Finding, ruleset: &Ruleset, lines: &Lines) -> Option<Place> {
    let mut sides = std::iter::once(&finding.primary).chain(&finding.related);
    if sides.any(|side| side.is_text() && touch(side, lines) < Touch::No) {
        return None;
    }
    let mut places = ruleset.sources.iter().filter_map(|source| {
        let first = lines.nearest(source.name(), 0)?;
        Some(line_of(source, first))
    });
    places.next()
}

/// The place of a whole line, without the space around it.
pub(super) fn line_of(source: &Source, line: u32) -> Place {
    let text = source.text();
    let starts = std::iter::once(0).chain(line_ends(text));
    let start = starts.take(line as usize).last().unwrap_or_default();
    let rest = &text[start..];
    let whole = rest.split(['\n', '\r']).next().unwrap_or_default();
    let indent = whole.len() - whole.trim_start().len();
    let words = whole.trim();
    let start = start + indent;
    Place::new(source, Span::new(start, start + words.len()))
}

/// Where the lines behind the first begin.
fn line_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let ends = |at: &usize| match bytes[*at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    (0..bytes.len()).filter(ends).map(|at| at + 1)
}
