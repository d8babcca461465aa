//! The statements that were let off, each with its reason in words.

use std::sync::Arc;

use crate::message::Messages;
use crate::rules::Ruleset;

use super::apart::Considered;
use super::clearance::{Apart, Clearance};
use super::finding::Side;
use super::trail::{Decision, Judgement};

/// A statement that was let off, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleared {
    /// The promise: `name`, or `pack/name`.
    pub promise: String,
    /// The facet that would be broken; `None` for values and unnamed facets.
    pub facet: Option<String>,
    /// Why it was let off.
    pub clearance: Clearance,
    /// The same in words, without a stop.
    pub reason: String,
    /// The same with what holds the nearest of the other side apart.
    pub told: String,
    /// The statement.
    pub statement: Side,
    /// The nearest statement of the other side.
    pub nearest: Option<Nearest>,
}

/// A statement of the other side, and what holds the two apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The statement.
    pub side: Side,
    /// What holds the two apart; `None` where they were compared.
    pub apart: Option<Apart>,
    /// The same in words, without a stop; empty where they were compared.
    pub reason: String,
}

impl Nearest {
    /// One of [`Decision::considered`], told in the words of `messages`.
    #[must_use]
    pub fn new(ruleset: &Ruleset, messages: &Messages, other: Considered) -> Self {
        let reason = other.apart.map(|apart| apart.words(messages));
        Self {
            side: Side::of(ruleset, other.statement),
            apart: other.apart,
            reason: reason.unwrap_or_default(),
        }
    }

    /// A reason together with what holds this statement apart.
    fn beside(&self, messages: &Messages, reason: &str) -> Option<String> {
        let place = self.side.place.as_ref().filter(|_| self.apart.is_some())?;
        let line = place.line();
        let given = [("path", &*place.path), ("line", &line)];
        let place = messages.text("place.line", &given);
        let given = [
            ("reason", reason),
            ("place", &place),
            ("apart", &self.reason),
        ];
        Some(messages.text("cleared.beside", &given))
    }
}

impl Judgement<'_> {
    /// The statements that were let off, by path and place, then by promise; told in the words of
    /// `messages`.
    #[must_use]
    pub fn let_off(&self, ruleset: &Ruleset, messages: &Messages) -> Vec<Cleared> {
        let let_off = |decision: &Decision| {
            let clearance = decision.cleared.filter(|clearance| clearance.lets_off())?;
            let statement = decision.statement;
            let promise = ruleset.promise(statement.promise);
            let nearest = decision.considered.first();
            let nearest = nearest.map(|&other| Nearest::new(ruleset, messages, other));
            let reason = clearance.words(messages);
            let beside = nearest.as_ref().and_then(|it| it.beside(messages, &reason));
            Some(Cleared {
                promise: promise.id.clone(),
                facet: statement.role.facet_in(promise).map(str::to_owned),
                clearance,
                told: beside.unwrap_or_else(|| reason.clone()),
                reason,
                statement: Side::of(ruleset, statement),
                nearest,
            })
        };
        let mut cleared: Vec<Cleared> = self.decisions.iter().filter_map(let_off).collect();
        cleared.sort_by_cached_key(|cleared| {
            let place = cleared.statement.place.as_ref();
            let place = place.map(|place| (Arc::clone(&place.path), place.span));
            (place, cleared.promise.clone(), cleared.facet.clone())
        });
        cleared
    }
}
