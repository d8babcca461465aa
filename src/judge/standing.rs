//! Row 1 for one statement: whether it says anything that the promise can be held against.

use crate::extract::{Role, Statement};
use crate::language::{Act, Holder, Polarity};
use crate::rules::{Applies, FacetId};

use super::case::Case;
use super::clearance::Clearance;
use super::period::Period;
use super::value;

/// How much of the promise a statement makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// All of it.
    Whole,
    /// That it is not broken in this way.
    Facet(FacetId),
}

impl Made {
    /// The only facet that the statement speaks for.
    pub(super) fn facet(self) -> Option<FacetId> {
        match self {
            Self::Whole => None,
            Self::Facet(facet) => Some(facet),
        }
    }
}

impl Case<'_> {
    /// Whether the promise stands though no text repeats it.
    pub(super) fn stands(&self) -> bool {
        self.promise.applies == Applies::Always
    }

    /// Why we do not say it, of now or later, about a subject of the promise; `None` where we do.
    pub(super) fn not_asserted(&self, statement: &Statement) -> Option<Clearance> {
        let reading = &statement.reading;
        if reading.act != Act::Statement {
            return Some(Clearance::Act(reading.act));
        }
        if reading.holder != Holder::We {
            return Some(Clearance::Holder(reading.holder));
        }
        if Period::of(&reading.time, self.today).is_none() {
            return Some(Clearance::Past);
        }
        let outside = statement
            .scope
            .outside(&self.promise.subjects, &self.ruleset.subjects);
        outside.then_some(Clearance::Subject)
    }

    /// Whether we say it, of now or later, about a subject of the promise.
    pub(super) fn asserted(&self, statement: &Statement) -> bool {
        self.not_asserted(statement).is_none()
    }

    /// Why the promise is not held against the statement's channel, or on its days.
    pub(super) fn not_held(&self, statement: &Statement) -> Option<Clearance> {
        let in_channel = self.promise.channels.as_ref().is_none_or(|channels| {
            statement
                .channel
                .is_some_and(|channel| channels.contains(&channel))
        });
        if !in_channel {
            return Some(Clearance::Channel);
        }
        let promised = Period::new(self.promise.from, self.promise.until);
        let said = Period::on_the_day(&statement.reading.time, self.today);
        let holds = said.is_some_and(|period| period.overlaps(promised));
        (!holds).then_some(Clearance::Days)
    }

    /// Whether a statement makes the promise, and how much of it: a claim, a breach denied,
    /// a value that meets it.
    ///
    /// A claim that its own sentence narrows promises no more than what is left of it.
    pub(super) fn makes(&self, statement: &Statement) -> Option<Made> {
        let made = match (statement.role, statement.reading.polarity) {
            (Role::Claim, Polarity::Affirmed) => Made::Whole,
            (Role::Breach(facet), Polarity::Negated) => Made::Facet(facet),
            (Role::Value, Polarity::Affirmed) if value::meets(self, statement) => Made::Whole,
            _ => return None,
        };
        let stands = self.stands() || !statement.reading.narrowed;
        (stands && self.asserted(statement)).then_some(made)
    }
}
