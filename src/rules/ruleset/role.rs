//! What a phrase is for.

use super::{Declared, FacetId, LanguageId, PromiseId, SubjectId};

/// What a match of a phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PhraseRole {
    /// It makes the promise.
    Claim(PromiseId),
    /// It breaks a facet of the promise.
    Breach(PromiseId, FacetId),
    /// It is innocent, and takes out what it covers.
    Lookalike(PromiseId),
    /// It names an exception that the promise allows.
    Allow(PromiseId),
    /// It is the disclosure of that index.
    Disclosure(PromiseId, u32),
    /// It names what the promise's value is about.
    Topic(PromiseId),
    /// It names a subject.
    SubjectName(SubjectId),
}

impl PhraseRole {
    /// The promise that the phrase belongs to; names of subjects belong to none.
    #[must_use]
    pub fn promise(self) -> Option<PromiseId> {
        match self {
            Self::Claim(promise)
            | Self::Breach(promise, _)
            | Self::Lookalike(promise)
            | Self::Allow(promise)
            | Self::Disclosure(promise, _)
            | Self::Topic(promise) => Some(promise),
            Self::SubjectName(_) => None,
        }
    }

    /// Whether a match is taken out with what it covers.
    #[must_use]
    pub fn is_lookalike(self) -> bool {
        matches!(self, Self::Lookalike(_))
    }

    /// Whether a match states something about the promise: a claim or a breach.
    #[must_use]
    pub fn is_stated(self) -> bool {
        matches!(self, Self::Claim(_) | Self::Breach(..))
    }

    /// Whether a match alone makes a statement: a claim, a breach or a disclosure.
    #[must_use]
    pub fn makes_statement(self) -> bool {
        self.is_stated() || matches!(self, Self::Disclosure(..))
    }
}

/// Where a phrase was written.
#[derive(Clone, Debug)]
pub struct PhraseUse {
    /// The language that it was written under; `None` is `any`.
    pub language: Option<LanguageId>,
    /// Its bytes in the rules file, with the quotes.
    pub declared: Declared,
}
