//! Statements and findings in words.

use crate::document::BlockKind;
use crate::extract::{Role, Scope, Statement};
use crate::language::{Act, Certainty, Holder, Polarity, Time};
use crate::rules::{PhraseRole, Promise, Ruleset};

use super::layout::{listed, quoted};

/// What a statement does to its promise: its facet for a breach, else its role.
pub(super) fn role(ruleset: &Ruleset, statement: &Statement) -> String {
    let promise = ruleset.promise(statement.promise);
    match (statement.role, statement.role.facet_in(promise)) {
        (Role::Breach(_), Some(facet)) => facet.to_owned(),
        _ => statement.role.name().to_owned(),
    }
}

/// The promise and its facet: `unlimited-data.slowed`.
pub(super) fn dotted(promise: &Promise, role: Role) -> String {
    match role.facet_in(promise) {
        Some(facet) => format!("{}.{facet}", promise.id),
        None => promise.id.clone(),
    }
}

/// What sets a reading apart from a plain statement of ours, today.
pub(super) fn reading(statement: &Statement) -> Vec<String> {
    let reading = &statement.reading;
    let mut words: Vec<String> = Vec::new();
    let mut say = |word: &str| words.push(word.to_owned());
    match reading.polarity {
        Polarity::Affirmed => {}
        Polarity::Negated => say("denied"),
    }
    match reading.act {
        Act::Statement => {}
        Act::Question => say("a question"),
        Act::Instruction => say("an instruction"),
        Act::Mention => say("mentioned"),
        Act::Hypothetical => say("supposed"),
    }
    match reading.holder {
        Holder::We => {}
        Holder::Customer => say("a customer's"),
        Holder::Other => say("another provider's"),
    }
    match reading.time {
        Time::Now => {}
        Time::Past => say("past"),
        Time::Future => say("future"),
        Time::Period { from, until } => {
            let from = from.map(|day| format!("from {day}"));
            let until = until.map(|day| format!("until {day}"));
            let days: Vec<String> = from.into_iter().chain(until).collect();
            say(&days.join(" "));
        }
    }
    match reading.certainty {
        Certainty::Stated => {}
        Certainty::Absolute => say("absolute"),
        Certainty::Hedged => say("hedged"),
    }
    words.extend(reading.conditions.iter().map(|condition| {
        let text = quoted(&condition.text, 60);
        format!("{}: {text}", condition.kind.name())
    }));
    words
}

/// What a scope is about, each with where it was found.
pub(super) fn about(ruleset: &Ruleset, scope: &Scope) -> Vec<String> {
    let subjects = &ruleset.subjects;
    let pairs = scope.named.iter().zip(&scope.from);
    let named = pairs.map(|(&id, from)| format!("{} ({})", subjects.id(id), from.words()));
    let mut about: Vec<String> = named.collect();
    if scope.everything {
        about.push("everything (named in the sentence)".to_owned());
    }
    about.extend(
        scope
            .excluded
            .iter()
            .map(|&id| format!("not {}", subjects.id(id))),
    );
    about.extend(scope.parts.iter().map(|part| {
        format!(
            "{} (a part of {})",
            quoted(&part.name, 40),
            subjects.id(part.of)
        )
    }));
    if !scope.nameless.is_empty() {
        about.push("a thing of its own by its column, row or heading".to_owned());
    }
    about
}

/// What a phrase is for: `unlimited-data.slowed`, or a subject.
pub(super) fn phrase_role(ruleset: &Ruleset, role: PhraseRole) -> (String, &'static str) {
    let promise = |id| ruleset.promise(id);
    match role {
        PhraseRole::Claim(id) => (promise(id).id.clone(), "claim"),
        PhraseRole::Breach(id, facet) => (dotted(promise(id), Role::Breach(facet)), "breach"),
        PhraseRole::Lookalike(id) => (promise(id).id.clone(), "look-alike"),
        PhraseRole::Allow(id) => (promise(id).id.clone(), "allowed exception"),
        PhraseRole::Disclosure(id, _) => (promise(id).id.clone(), "disclosure"),
        PhraseRole::Topic(id) => (promise(id).id.clone(), "topic of the value"),
        PhraseRole::SubjectName(id) => (ruleset.subjects.id(id).to_owned(), "subject's name"),
    }
}

/// What a block is, in words.
pub(super) fn block(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list item",
        BlockKind::Cell => "table cell",
        BlockKind::Attribute => "attribute",
        BlockKind::Title => "title",
        BlockKind::Footnote => "footnote",
    }
}

/// Ids of promises, the first dozen, and how many more there are.
pub(super) fn first_of(ids: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown = listed(ids.iter().take(SHOWN).map(String::as_str));
    match ids.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => format!("{shown} and {more} more"),
        _ => shown,
    }
}
