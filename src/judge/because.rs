//! Puts the reasons of a finding in words.

use crate::extract::{Reason, Role, Statement};

use super::Case;
use super::case::Others;
use super::finding::BecauseText;

/// The reasons for a finding about `statement`, in the order of reading.
pub(super) fn because(case: &Case, statement: &Statement, others: &Others) -> Vec<BecauseText> {
    let read = statement.because.iter().map(|because| BecauseText {
        code: because.reason.code(),
        text: words(case, statement, &because.reason),
        span: because.span,
    });
    let ground = others
        .reason
        .map(|ground| without_place(ground.code(), ground.words(case)));
    read.chain(subject(case, statement)).chain(ground).collect()
}

/// One reason of a reading in words.
pub(super) fn words(case: &Case, statement: &Statement, reason: &Reason) -> String {
    let messages = case.messages;
    let promise = promise_and_facet(case, statement);
    let role = messages.text(&format!("role.{}", statement.role.name()), &[]);
    match reason {
        Reason::Phrase { said } => messages.text(
            "because.phrase",
            &[
                ("said", &messages.quote(said)),
                ("promise", &promise),
                ("role", &role),
            ],
        ),
        Reason::Across { said, with } => messages.text(
            "because.across",
            &[
                ("said", &messages.quote(said)),
                ("promise", &promise),
                ("role", &role),
                ("with", &messages.quote(with)),
            ],
        ),
        Reason::Value { said } => {
            let given = [("said", &*messages.quote(said)), ("promise", &promise)];
            messages.text("because.value", &given)
        }
        Reason::Cue { said, category } => {
            let meaning = messages.text(&format!("cue.{}", category.name()), &[]);
            let given = [("said", &*messages.quote(said)), ("meaning", &meaning)];
            messages.text("because.cue", &given)
        }
        Reason::Condition { said, kind } => {
            let kind = messages.text(&format!("condition.{}", kind.name()), &[]);
            let given = [("condition", &*messages.quote(said)), ("kind", &kind)];
            messages.text("because.condition", &given)
        }
    }
}

/// The promise as users write it: `unlimited-data.slowed`.
fn promise_and_facet(case: &Case, statement: &Statement) -> String {
    match (statement.role, statement.role.facet_in(case.promise)) {
        (Role::Breach(_), Some(facet)) => format!("{}.{facet}", case.promise.id),
        _ => case.promise.id.clone(),
    }
}

/// What the statement is about, or that it does not say so where the promise asks for it.
fn subject(case: &Case, statement: &Statement) -> Option<BecauseText> {
    let messages = case.messages;
    let scope = &statement.scope;
    if let Some((&subject, from)) = scope.named.first().zip(scope.from.first()) {
        let found = messages.text(&format!("found.{}", from.name()), &[]);
        let id = case.ruleset.subjects.id(subject);
        let text = messages.text("because.subject", &[("subject", id), ("found", &found)]);
        return Some(without_place("subject", text));
    }
    let asked = !case.promise.subjects.is_empty();
    asked.then(|| without_place("subject", messages.text("because.no-subject", &[])))
}

fn without_place(code: &'static str, text: String) -> BecauseText {
    BecauseText {
        code,
        text,
        span: None,
    }
}
