//! Why a statement has no finding: the row that cleared it, and what holds two statements apart.

use crate::language::{Act, Holder};
use crate::message::Messages;

/// Why a statement has no finding of its own.
///
/// The first reason in the order of the verdict tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clearance {
    /// Row 1: it is asked, told to the customer to do, mentioned or supposed.
    Act(Act),
    /// Row 1: others say it, or it is about others.
    Holder(Holder),
    /// Row 1: it is over.
    Past,
    /// Row 1: it is about none of the promise's subjects.
    Subject,
    /// Row 1: the promise is not held against its channel.
    Channel,
    /// Row 1: the promise does not hold on its days.
    Days,
    /// Row 1: its value is denied, so that it gives none.
    NotGiven,
    /// Row 1: no value is promised for what it is about.
    Unpromised,
    /// Row 1: its value is of another kind than the other side's.
    Kind,
    /// Row 1: hedged or under a condition, it is held against no other text.
    Loose,
    /// Row 1: what it would be held against speaks of something else.
    Apart(Apart),
    /// Row 1: it is told in passing, of nothing by name, in the channel that alone makes the promise.
    Passing,
    /// No text makes the promise where this one could be held against it.
    Unclaimed,
    /// Only texts that repeat promises, as terms and answers do, make this one of a built-in pack.
    Repeated,
    /// Row 3: a breach that is denied, which claims its facet.
    Denied,
    /// Row 6: under an exception that the promise allows.
    Allowed,
    /// Row 6: under an exception that a disclosure of the promise names in the same sentence.
    Told,
    /// Row 6: it lies behind the limit that the claims tell.
    Limited,
    /// Row 6: the pages that advertise the promise tell this exception themselves.
    Excepted,
    /// Row 6: it is for a wrong of the customer's own, or the law demands it of everyone.
    Wrong,
    /// Row 6: its own sentence narrows it, and it asks only for what is left.
    Narrowed,
    /// It makes the promise.
    Claims,
    /// It says an exception, and is held against nothing itself.
    Discloses,
    /// Its value is as promised.
    Meets,
    /// Its value is the one that the others are held against.
    Reference,
    /// Its value is that of the reference.
    Agrees,
    /// The rules switch off the findings of this row.
    Off(u8),
}

/// What holds two statements apart, so that one says nothing of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Apart {
    /// They are about different subjects.
    Subject,
    /// They stand in different columns, rows or sections of one document, which are different
    /// things.
    Sibling,
    /// They hold on different days.
    Days,
    /// They hold in different places.
    Place,
    /// One speaks for another facet.
    Facet,
    /// Both stand in one sentence, which weighs one against the other.
    Sentence,
}

impl Clearance {
    /// The row of the verdict tables that cleared the statement; `None` where none needed to.
    #[must_use]
    pub fn row(self) -> Option<u8> {
        match self {
            Self::Act(_)
            | Self::Holder(_)
            | Self::Past
            | Self::Subject
            | Self::Channel
            | Self::Days
            | Self::NotGiven
            | Self::Unpromised
            | Self::Kind
            | Self::Loose
            | Self::Passing
            | Self::Apart(_) => Some(1),
            Self::Denied => Some(3),
            Self::Allowed
            | Self::Told
            | Self::Limited
            | Self::Excepted
            | Self::Wrong
            | Self::Narrowed => Some(6),
            Self::Off(row) => Some(row),
            Self::Unclaimed
            | Self::Repeated
            | Self::Claims
            | Self::Discloses
            | Self::Meets
            | Self::Reference
            | Self::Agrees => None,
        }
    }

    /// A stable name in kebab-case.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Act(_) => "act",
            Self::Holder(_) => "holder",
            Self::Past => "past",
            Self::Subject => "subject",
            Self::Channel => "channel",
            Self::Days => "days",
            Self::NotGiven => "not-given",
            Self::Unpromised => "unpromised",
            Self::Kind => "kind",
            Self::Loose => "loose",
            Self::Apart(apart) => apart.code(),
            Self::Passing => "passing",
            Self::Unclaimed => "unclaimed",
            Self::Repeated => "repeated",
            Self::Denied => "denied",
            Self::Allowed => "allowed",
            Self::Told => "told",
            Self::Limited => "limited",
            Self::Excepted => "excepted",
            Self::Wrong => "wrong",
            Self::Narrowed => "narrowed",
            Self::Claims => "claims",
            Self::Discloses => "discloses",
            Self::Meets => "meets",
            Self::Reference => "reference",
            Self::Agrees => "agrees",
            Self::Off(_) => "off",
        }
    }

    /// The reason in words, without a stop.
    #[must_use]
    pub fn words(self, messages: &Messages) -> String {
        let key = match self {
            Self::Act(Act::Question) => "question",
            Self::Act(Act::Instruction) => "instruction",
            Self::Act(Act::Mention) => "mention",
            Self::Act(Act::Hypothetical) => "hypothetical",
            Self::Holder(Holder::Customer) => "customer",
            Self::Holder(_) => "other",
            Self::Apart(apart) => return apart.words(messages),
            _ => self.code(),
        };
        messages.text(&format!("cleared.{key}"), &[])
    }

    /// Whether the statement was let off: it could have broken the promise, and does not.
    ///
    /// What makes the promise, keeps it or says an exception was never accused.
    #[must_use]
    pub fn lets_off(self) -> bool {
        !matches!(
            self,
            Self::Claims | Self::Discloses | Self::Meets | Self::Reference | Self::Agrees
        )
    }

    /// Whether the statement's own reading decided, before anything was held against it.
    pub(super) fn is_its_own(self) -> bool {
        matches!(
            self,
            Self::Act(_)
                | Self::Holder(_)
                | Self::Past
                | Self::Subject
                | Self::Channel
                | Self::Days
                | Self::NotGiven
                | Self::Unpromised
                | Self::Loose
                | Self::Discloses
        )
    }
}

impl Apart {
    /// A stable name in kebab-case.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Sibling => "sibling",
            Self::Days => "days",
            Self::Place => "place",
            Self::Facet => "facet",
            Self::Sentence => "sentence",
        }
    }

    /// The reason in words, without a stop.
    #[must_use]
    pub fn words(self, messages: &Messages) -> String {
        messages.text(&format!("apart.{}", self.code()), &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_accused_is_let_off() {
        for let_off in [Clearance::Denied, Clearance::Subject, Clearance::Unclaimed] {
            assert!(let_off.lets_off(), "{let_off:?}");
        }
        for innocent in [Clearance::Claims, Clearance::Meets, Clearance::Discloses] {
            assert!(!innocent.lets_off(), "{innocent:?}");
            assert_eq!(innocent.row(), None, "{innocent:?}");
        }
    }
}
