//! Puts the reasons of a finding in words.

use std::sync::Arc;

use crate::extract::{Reason, Role, Statement};

use super::Case;
use super::case::Others;
use super::finding::{BecauseText, ReasonText};

/// The reasons for a finding about `statement`, in the order of reading.
pub(super) fn because<'a>(
    case: &Case<'a>,
    statement: &'a Statement,
    others: &Others,
) -> Vec<BecauseText> {
    let read = statement.because().map(|because| BecauseText {
        reason: case
            .names
            .reasons
            .get((statement.role, because.reason), || ReasonText {
                code: because.reason.code(),
                text: words(case, statement, because.reason),
            }),
        span: because.span,
    });
    let ground = others.reason.map(|ground| BecauseText {
        reason: Arc::new(ReasonText {
            code: ground.code(),
            text: ground.words(case),
        }),
        span: None,
    });
    read.chain(subject(case, statement)).chain(ground).collect()
}

/// One reason of a reading in words.
pub(super) fn words(case: &Case, statement: &Statement, reason: Reason) -> String {
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
        Reason::Across(across) => messages.text(
            "because.across",
            &[
                ("said", &messages.quote(&across.said)),
                ("promise", &promise),
                ("role", &role),
                ("with", &messages.quote(&across.with)),
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
    let named = scope.named.first().copied();
    let named = named.zip(scope.from.first().copied());
    if named.is_none() && case.promise.subjects.is_empty() {
        return None;
    }
    let text = || match named {
        Some((subject, from)) => {
            let found = messages.text(&format!("found.{}", from.name()), &[]);
            let id = case.ruleset.subjects.id(subject);
            let given = [("subject", id), ("found", &*found)];
            messages.text("because.subject", &given)
        }
        None => messages.text("because.no-subject", &[]),
    };
    let reason = case.names.subjects.get(named, || ReasonText {
        code: "subject",
        text: text(),
    });
    Some(BecauseText { reason, span: None })
}
