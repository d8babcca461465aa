//! Statements in words.

use jiff::civil::Date;

use crate::document::BlockKind;
use crate::extract::{Place, Role, Scope, Statement};
use crate::language::{Act, Certainty, Holder, Polarity, Time};
use crate::message::Messages;
use crate::rules::{PhraseRole, Promise, Ruleset};

use super::layout::{listed, quoted};

/// What a statement does to its promise: its facet for a breach, else its role.
pub(super) fn role(ruleset: &Ruleset, messages: &Messages, statement: &Statement) -> String {
    let promise = ruleset.promise(statement.promise);
    match (statement.role, statement.role.facet_in(promise)) {
        (Role::Breach(_), Some(facet)) => facet.to_owned(),
        _ => role_name(messages, statement.role.name()),
    }
}

/// The name of a role: `breach`.
pub(super) fn role_name(messages: &Messages, role: &str) -> String {
    messages.text(&format!("role.{role}"), &[])
}

/// The promise and its facet: `unlimited-data.slowed`.
pub(super) fn dotted(promise: &Promise, role: Role) -> String {
    match role.facet_in(promise) {
        Some(facet) => format!("{}.{facet}", promise.id),
        None => promise.id.clone(),
    }
}

/// What sets a reading apart from a plain statement of ours, today.
pub(super) fn reading(messages: &Messages, statement: &Statement) -> Vec<String> {
    let reading = &statement.reading;
    let negated = (reading.polarity == Polarity::Negated).then_some("negated");
    let act = match reading.act {
        Act::Statement => None,
        Act::Question => Some("question"),
        Act::Instruction => Some("instruction"),
        Act::Mention => Some("mention"),
        Act::Hypothetical => Some("hypothetical"),
    };
    let holder = match reading.holder {
        Holder::We => None,
        Holder::Customer => Some("customer"),
        Holder::Other => Some("other"),
    };
    let certainty = match reading.certainty {
        Certainty::Stated => None,
        Certainty::Absolute => Some("absolute"),
        Certainty::Hedged => Some("hedged"),
    };
    let say = |key: &str| messages.text(&format!("reading.{key}"), &[]);
    let said = [negated, act, holder];
    let mut words: Vec<String> = said.into_iter().flatten().map(say).collect();
    words.extend(time(messages, reading.time));
    words.extend(certainty.map(say));
    words.extend(reading.conditions.iter().map(|condition| {
        let kind = messages.text(&format!("condition.{}", condition.kind.name()), &[]);
        let text = quoted(&condition.text, 60);
        let given = [("kind", kind.as_str()), ("condition", &text)];
        messages.text("reading.condition", &given)
    }));
    words
}

fn time(messages: &Messages, time: Time) -> Option<String> {
    match time {
        Time::Now => None,
        Time::Past => Some(messages.text("reading.past", &[])),
        Time::Future => Some(messages.text("reading.future", &[])),
        Time::Period { from, until } => Some(days(messages, from, until)),
    }
}

/// "from 1 June until 31 August"; empty without an end.
pub(super) fn days(messages: &Messages, from: Option<Date>, until: Option<Date>) -> String {
    let day = |key: &str, day| messages.text(key, &[("day", &messages.day(day))]);
    let from = from.map(|from| day("reading.from", from));
    let until = until.map(|until| day("reading.until", until));
    let days: Vec<String> = from.into_iter().chain(until).collect();
    days.join(" ")
}

/// What a scope is about, each with where it was found.
pub(super) fn about(ruleset: &Ruleset, messages: &Messages, scope: &Scope) -> Vec<String> {
    let subjects = &ruleset.subjects;
    let pairs = scope.named.iter().zip(&scope.from);
    let named = pairs.map(|(&id, from)| {
        let found = messages.text(&format!("found.{}", from.name()), &[]);
        let given = [("subject", subjects.id(id)), ("found", &found)];
        messages.text("about.subject", &given)
    });
    let mut about: Vec<String> = named.collect();
    if scope.everything {
        about.push(messages.text("about.everything", &[]));
    }
    about.extend(scope.excluded.iter().map(|&id| {
        let given = [("subject", subjects.id(id))];
        messages.text("about.excluded", &given)
    }));
    about.extend(scope.parts.iter().map(|part| {
        let name = quoted(&part.name, 40);
        let given = [("name", name.as_str()), ("subject", subjects.id(part.of))];
        messages.text("about.part", &given)
    }));
    if !scope.nameless.is_empty() {
        about.push(messages.text("about.nameless", &[]));
    }
    about
}

/// What a phrase is for: `unlimited-data.slowed`, or a subject; and the name of its role.
pub(super) fn phrase_role(ruleset: &Ruleset, role: PhraseRole) -> (String, &'static str) {
    let promise = |id| ruleset.promise(id);
    match role {
        PhraseRole::Claim(id) => (promise(id).id.clone(), "claim"),
        PhraseRole::Breach(id, facet) => (dotted(promise(id), Role::Breach(facet)), "breach"),
        PhraseRole::Lookalike(id) => (promise(id).id.clone(), "look-alike"),
        PhraseRole::Allow(id) => (promise(id).id.clone(), "allowed-exception"),
        PhraseRole::Disclosure(id, _) => (promise(id).id.clone(), "disclosure"),
        PhraseRole::Topic(id) => (promise(id).id.clone(), "topic"),
        PhraseRole::SubjectName(id) => (ruleset.subjects.id(id).to_owned(), "subject-name"),
    }
}

/// The name of a kind of block.
pub(super) fn block(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list-item",
        BlockKind::Cell => "cell",
        BlockKind::Attribute => "attribute",
        BlockKind::Title => "title",
        BlockKind::Footnote => "footnote",
        BlockKind::Key => "key",
    }
}

/// Ids of promises, the first dozen, and how many more there are.
pub(super) fn first_of(messages: &Messages, ids: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown = listed(ids.iter().take(SHOWN).map(String::as_str));
    match ids.len().checked_sub(SHOWN) {
        Some(left) if left > 0 => format!("{shown} {}", more(messages, left)),
        _ => shown,
    }
}

/// How many were left out.
pub(super) fn more(messages: &Messages, count: usize) -> String {
    messages.text("explain.more", &[("count", &count.to_string())])
}

/// `path:line`.
pub(super) fn place(messages: &Messages, place: &Place) -> String {
    placed(messages, &place.path, &place.line())
}

/// `path:line`, of the two.
pub(super) fn placed(messages: &Messages, path: &str, line: &str) -> String {
    let given = [("path", path), ("line", line)];
    messages.text("place.line", &given)
}
