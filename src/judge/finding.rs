//! Findings: a verdict with both sides and the reasons.

use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::extract::{Place, Role, Statement};
use crate::language::Polarity;
use crate::rules::{ChannelId, Ruleset};
use crate::text::Span;

/// What two statements, or a statement and the declared promise, amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// One side says what the other excludes.
    Contradicted,
    /// One side takes back a part of what the other says.
    Eroded,
    /// A claim stands without the disclosure that it must have.
    Undisclosed,
    /// A claim stands outside the promise's days, or without valid evidence.
    Unsupported,
    /// A channel that must state the promise does not.
    Missing,
    /// A number or unit can be read in several ways; a person must look.
    Review,
    /// A breach that a disclosure near every claim makes acceptable.
    Qualified,
    /// A text gives more than was promised.
    Exceeds,
    /// A hedged value that holds the promised one.
    Vague,
    /// A promise or a subject that no text speaks of.
    Unmatched,
}

impl Verdict {
    /// All verdicts, in the order of their names in reports.
    pub const ALL: [Self; 10] = [
        Self::Contradicted,
        Self::Eroded,
        Self::Undisclosed,
        Self::Unsupported,
        Self::Missing,
        Self::Review,
        Self::Qualified,
        Self::Exceeds,
        Self::Vague,
        Self::Unmatched,
    ];

    /// The name in rules files and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Contradicted => "contradicted",
            Self::Eroded => "eroded",
            Self::Undisclosed => "undisclosed",
            Self::Unsupported => "unsupported",
            Self::Missing => "missing",
            Self::Review => "review",
            Self::Qualified => "qualified",
            Self::Exceeds => "exceeds",
            Self::Vague => "vague",
            Self::Unmatched => "unmatched",
        }
    }
}

/// What a side of a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SideRole {
    /// A text that makes the promise.
    Claim,
    /// A text that breaks it.
    Breach,
    /// A text that gives a value.
    Value,
    /// A text that says an exception.
    Disclosure,
    /// The answer that turned a question into a statement.
    Answer,
    /// The promise as the rules file declares it.
    Promise,
    /// A subject as the rules file declares it.
    Subject,
}

/// One side of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What the side is.
    pub role: SideRole,
    /// Where it stands; `None` for a promise of a built-in pack.
    pub place: Option<Arc<Place>>,
    /// The channel of its document.
    pub channel: Option<String>,
    /// The subjects that it is about.
    pub subject: Vec<String>,
}

impl Side {
    /// A statement as one side; a breach that is denied is a claim.
    #[must_use]
    pub fn of(ruleset: &Ruleset, statement: &Statement) -> Self {
        let role = match statement.role {
            Role::Claim => SideRole::Claim,
            Role::Breach(_) if statement.reading.polarity == Polarity::Negated => SideRole::Claim,
            Role::Breach(_) => SideRole::Breach,
            Role::Value => SideRole::Value,
            Role::Disclosure(_) => SideRole::Disclosure,
        };
        let channel = |id: ChannelId| ruleset.channels[id.index()].id.clone();
        let named = statement.scope.named.iter();
        Self {
            role,
            place: Some(statement.place.clone()),
            channel: statement.channel.map(channel),
            subject: named
                .map(|&id| ruleset.subjects.id(id).to_owned())
                .collect(),
        }
    }
}

/// A verdict with both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The promise: `name`, or `pack/name`; of a note about a subject `subject.NAME`.
    pub promise: String,
    /// What the promise says, as its author put it; may be empty.
    pub summary: String,
    /// The facet that is broken; `None` for values and unnamed facets.
    pub facet: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, why, and what to do, in one line; its first sentence can stand alone.
    pub message: String,
    /// What to do about it.
    pub advice: Option<String>,
    /// Who answers for the promise.
    pub owner: Option<String>,
    /// Where to read more.
    pub link: Option<String>,
    /// 16 hexadecimal digits that stay the same while the promise, the facet and the text do.
    pub fingerprint: String,
    /// The breach, the denial, the deviating value or the lonely claim.
    pub primary: Side,
    /// The other sides, nearest first.
    pub related: Vec<Side>,
    /// How many comparable claims there are besides those in `related`.
    pub others: usize,
    /// The row of the verdict table, 1 to 10; 0 for [`Verdict::Unmatched`].
    pub row: u8,
    /// The reasons, in the order of reading.
    pub because: Vec<BecauseText>,
}

/// One reason for a finding, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BecauseText {
    /// A stable name of the kind of reason, in kebab-case.
    pub code: &'static str,
    /// The reason in words.
    pub text: String,
    /// The bytes that it speaks of, in the file of the primary side.
    pub span: Option<Span>,
}
