//! What a text says to the linter, in comments and in front matter.
//!
//! ```text
//! pledgelint-disable-next NAME… until=2027-01-31 reason="…"
//! pledgelint-disable NAME… reason="…"   …   pledgelint-enable NAME…
//! pledgelint-disable-file NAME… reason="…"
//! ```
//!
//! What the names mean is not known here: rules are looked up when findings are suppressed.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::document::{Comment, Document};
use crate::text::Span;

use super::Place;

/// A directive with one promise that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The promise that it accepts findings of.
    pub target: Target,
    /// The text that it speaks of.
    pub covers: Covers,
    /// The last day on which it holds; `None` is without end.
    pub until: Option<Until>,
    /// Why, as written.
    pub reason: Option<Arc<str>>,
    /// What is wrong with it, so that it accepts nothing.
    pub fault: Option<Fault>,
    /// The comment, or the value of the field; the names of one directive share it.
    pub place: Arc<Place>,
    /// What to take out with it: its line, where nothing else stands there. `None` where the
    /// comment has more names, and in front matter.
    pub removal: Option<Arc<Place>>,
}

/// The promise that a directive names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// `[pack/]promise`; empty where none is named.
    pub promise: String,
    /// The facet; `None` is all of them.
    pub facet: Option<String>,
}

/// The text that a directive speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    /// The bytes of the source from one place to another.
    Span(Span),
    /// The whole file.
    File,
}

impl Covers {
    /// Whether a place of the same file is meant.
    #[must_use]
    pub fn holds(self, span: Span) -> bool {
        match self {
            Self::Span(own) => own.contains(span),
            Self::File => true,
        }
    }
}

/// The end of a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Until {
    /// The last day.
    Day(Date),
    /// What is no date; it counts as past.
    Unreadable(String),
}

/// What is wrong with a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It gives no reason.
    NoReason,
    /// It names no promise.
    NoTarget,
    /// A word, or the directive itself, that is not known.
    Unknown(String),
    /// It ends what did not begin.
    EnablesNothing,
}

/// What all directives begin with.
const PREFIX: &str = "pledgelint-";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Command {
    Next,
    Disable,
    Enable,
    File,
}

/// A directive as it is written.
#[derive(Default)]
struct Written {
    targets: Vec<Target>,
    until: Option<Until>,
    reason: Option<Arc<str>>,
    fault: Option<Fault>,
}

/// All directives of a document, one for each name, in the order of the text.
pub(super) fn directives(document: &Document) -> Vec<Directive> {
    let mut found = Vec::new();
    let is_file = |name: &str| name.strip_prefix(PREFIX) == Some("disable-file");
    for field in document
        .front_matter
        .iter()
        .filter(|field| is_file(&field.name))
    {
        let place = Arc::new(Place::new(&document.source, field.span));
        push(
            &mut found,
            Written::read(&field.value),
            Covers::File,
            &place,
        );
    }
    let of_fields = found.len();
    let mut open: Vec<usize> = Vec::new();
    for comment in &document.comments {
        let Some(text) = comment.text.trim().strip_prefix(PREFIX) else {
            continue;
        };
        let (name, rest) = text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()));
        let place = Arc::new(Place::new(&document.source, comment.span));
        let mut written = Written::read(rest);
        let Some(command) = command(name) else {
            written.fault = Some(Fault::Unknown(format!("{PREFIX}{name}")));
            push(&mut found, written, Covers::Span(comment.span), &place);
            continue;
        };
        let rest_of_file = Span::new(comment.span.end, document.source.text().len());
        match command {
            Command::Next => {
                let covers = Covers::Span(next(document, comment));
                push(&mut found, written, covers, &place);
            }
            Command::File => push(&mut found, written, Covers::File, &place),
            Command::Disable => {
                let first = found.len();
                push(&mut found, written, Covers::Span(rest_of_file), &place);
                open.extend(first..found.len());
            }
            Command::Enable => {
                let closed = close(&mut found, &mut open, &written.targets, comment.span.start);
                if !closed {
                    written.fault = Some(Fault::EnablesNothing);
                }
                // It needs neither a name nor a reason.
                let is_fault = |fault: &Fault| !matches!(fault, Fault::NoTarget | Fault::NoReason);
                if let Some(fault) = written.fault.filter(is_fault) {
                    let written = Written {
                        fault: Some(fault),
                        ..Written::default()
                    };
                    push(&mut found, written, Covers::Span(comment.span), &place);
                }
            }
        }
    }
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for directive in &found {
        *counts.entry(directive.place.span.start).or_default() += 1;
    }
    for directive in &mut found[of_fields..] {
        let place = &directive.place;
        let alone = counts.get(&place.span.start) == Some(&1);
        directive.removal = alone.then(|| {
            let span = removal(document, place.span);
            Arc::new(Place::new(&document.source, span))
        });
    }
    found
}

/// A comment with its line end, where nothing else stands in its lines; else the comment alone.
fn removal(document: &Document, comment: Span) -> Span {
    let text = document.source.text();
    let lines = document.source.lines_around(comment);
    if text[lines.range()].trim() != text[comment.range()].trim() {
        return comment;
    }
    let rest = &text[lines.end..];
    let line_end = ["\r\n", "\n", "\r"]
        .into_iter()
        .find(|end| rest.starts_with(end));
    Span::new(lines.start, lines.end + line_end.map_or(0, str::len))
}

fn command(name: &str) -> Option<Command> {
    match name {
        "disable-next" => Some(Command::Next),
        "disable" => Some(Command::Disable),
        "enable" => Some(Command::Enable),
        "disable-file" => Some(Command::File),
        _ => None,
    }
}

/// Ends the open directives of these names, or all; tells whether there was one for each.
fn close(found: &mut [Directive], open: &mut Vec<usize>, targets: &[Target], end: usize) -> bool {
    let before = open.len();
    let known = |open: &[usize], target: &Target| {
        let mut names = open.iter().map(|&index| &found[index].target);
        names.any(|name| name == target)
    };
    let all_known = targets.iter().all(|target| known(open, target));
    open.retain(|&index| {
        let directive = &mut found[index];
        let ends = targets.is_empty() || targets.contains(&directive.target);
        if let Covers::Span(span) = &mut directive.covers
            && ends
        {
            span.end = end.max(span.start);
        }
        !ends
    });
    all_known && open.len() < before
}

/// The block that a comment stands in or before; a whole table where it stands before one, and all
/// blocks of a field or a message.
fn next(document: &Document, comment: &Comment) -> Span {
    let nothing = Span::new(comment.span.end, comment.span.end);
    if comment.blocks != 1 {
        let meant = document.blocks.iter().skip(comment.before_block);
        let spans = meant.take(comment.blocks);
        let spans = spans.filter_map(|block| block.text.whole());
        return spans.reduce(Span::union).unwrap_or(nothing);
    }
    let Some(block) = document.blocks.get(comment.before_block) else {
        return nothing;
    };
    let Some(span) = block.text.whole() else {
        return nothing;
    };
    let Some(cell) = block.cell.as_ref().filter(|cell| cell.row == 0) else {
        return span;
    };
    let between = document.source.text().get(comment.span.end..span.start);
    if !between.is_some_and(|between| between.contains(['\n', '\r'])) {
        return span;
    }
    let in_table = |block: &&crate::document::Block| {
        block
            .cell
            .as_ref()
            .is_some_and(|other| other.table == cell.table)
    };
    let cells = document.blocks[comment.before_block..]
        .iter()
        .filter(in_table);
    let spans = cells.filter_map(|cell| cell.text.whole());
    spans.reduce(Span::union).unwrap_or(span)
}

fn push(found: &mut Vec<Directive>, written: Written, covers: Covers, place: &Arc<Place>) {
    let mut targets = written.targets;
    if targets.is_empty() {
        targets.push(Target::default());
    }
    found.extend(targets.into_iter().map(|target| Directive {
        target,
        covers,
        until: written.until.clone(),
        reason: written.reason.clone(),
        fault: written.fault.clone(),
        place: Arc::clone(place),
        removal: None,
    }));
}

impl Written {
    /// Reads what stands behind a directive's name: names and `key=value`, in any order.
    fn read(text: &str) -> Self {
        let mut written = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let (word, value, after) = word(rest);
            match (word, value) {
                (name, None) => written.targets.push(Target::read(name)),
                ("until", Some(day)) => {
                    let read = day.parse::<Date>();
                    let unreadable = || Until::Unreadable(day.to_owned());
                    written.until = Some(read.map_or_else(|_| unreadable(), Until::Day));
                }
                ("reason", Some(reason)) if !reason.trim().is_empty() => {
                    written.reason = Some(reason.trim().into());
                }
                ("reason", Some(_)) => {}
                (key, Some(_)) => {
                    written.fault.get_or_insert(Fault::Unknown(key.to_owned()));
                }
            }
            rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        }
        if written.targets.is_empty() {
            written.fault.get_or_insert(Fault::NoTarget);
        } else if written.reason.is_none() {
            written.fault.get_or_insert(Fault::NoReason);
        }
        written
    }
}

impl Target {
    fn read(name: &str) -> Self {
        let (promise, facet) = match name.split_once('.') {
            Some((promise, facet)) => (promise, Some(facet.to_owned())),
            None => (name, None),
        };
        Self {
            promise: promise.to_owned(),
            facet,
        }
    }
}

/// Quotation marks that a value may stand in: editors change the plain ones.
const QUOTES: [(char, char); 4] = [('"', '"'), ('\'', '\''), ('“', '”'), ('「', '」')];

/// The first word of a text that begins with one, its value behind `=`, and what comes after.
fn word(text: &str) -> (&str, Option<&str>, &str) {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '=' | ','));
    let (name, rest) = text.split_at(end.unwrap_or(text.len()));
    let Some(value) = rest.strip_prefix('=') else {
        return (name, None, rest);
    };
    let quoted = QUOTES
        .iter()
        .find_map(|&(open, close)| value.strip_prefix(open)?.split_once(close));
    if let Some((inside, after)) = quoted {
        return (name, Some(inside), after);
    }
    let end = value.find(char::is_whitespace).unwrap_or(value.len());
    (name, Some(&value[..end]), &value[end..])
}
