//! Findings: a verdict with both sides and the reasons.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::extract::{Place, Role, Statement};
use crate::language::Polarity;
use crate::rules::{ChannelId, Ruleset, SubjectId};
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
    /// A suppression that accepts nothing.
    Unused,
    /// A suppression whose last day is past, or cannot be read.
    Expired,
    /// A suppression that is written wrong.
    Malformed,
    /// A suppression for a promise that allows none.
    Refused,
    /// A claim, a value or a promise of which a change took something away.
    Weakened,
}

impl Verdict {
    /// All verdicts, in the order of their names in reports.
    pub const ALL: [Self; 15] = [
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
        Self::Unused,
        Self::Expired,
        Self::Malformed,
        Self::Refused,
        Self::Weakened,
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
            Self::Unused => "unused",
            Self::Expired => "expired",
            Self::Malformed => "malformed",
            Self::Refused => "refused",
            Self::Weakened => "weakened",
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
    /// A directive or a waiver.
    Suppression,
    /// A changed line that is none of the others: a heading, a setting of the rules.
    Change,
    /// What stood there before a change; its place is that of the old state.
    Before,
}

/// One side of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What the side is.
    pub role: SideRole,
    /// Where it stands; `None` for a promise of a built-in pack.
    pub place: Option<Arc<Place>>,
    /// Who speaks of what; sides share it.
    pub about: Arc<About>,
}

/// Who speaks, and of what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The channel of the document.
    pub channel: Option<String>,
    /// The subjects.
    pub subject: Vec<String>,
}

impl About {
    /// What a statement's channel and named subjects are called.
    pub(super) fn new(
        ruleset: &Ruleset,
        channel: Option<ChannelId>,
        subjects: &[SubjectId],
    ) -> Self {
        let id = |&subject: &SubjectId| ruleset.subjects.id(subject).to_owned();
        Self {
            channel: channel.map(|channel| ruleset.channels[channel.index()].id.clone()),
            subject: subjects.iter().map(id).collect(),
        }
    }
}

impl Side {
    /// Whether it is a text that speaks of the promise: not what a rules file declares, a
    /// suppression, a changed line, or what stood there before.
    #[must_use]
    pub fn is_text(&self) -> bool {
        !matches!(
            self.role,
            SideRole::Promise
                | SideRole::Subject
                | SideRole::Suppression
                | SideRole::Change
                | SideRole::Before
        )
    }

    /// A statement as one side; a breach that is denied is a claim.
    #[must_use]
    pub fn of(ruleset: &Ruleset, statement: &Statement) -> Self {
        let about = About::new(ruleset, statement.channel, &statement.scope.named);
        Self::new(statement, Arc::new(about))
    }

    pub(super) fn new(statement: &Statement, about: Arc<About>) -> Self {
        let role = match statement.role {
            Role::Claim => SideRole::Claim,
            Role::Breach(_) if statement.reading.polarity == Polarity::Negated => SideRole::Claim,
            Role::Breach(_) => SideRole::Breach,
            Role::Value => SideRole::Value,
            Role::Disclosure(_) => SideRole::Disclosure,
        };
        Self {
            role,
            place: Some(Arc::clone(&statement.place)),
            about,
        }
    }
}

/// A verdict with both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The promise: `name`, or `pack/name`; of a note about a subject `subject.NAME`, of a
    /// suppression the name that it has, or `suppression`.
    pub promise: Arc<str>,
    /// What the promise says, as its author put it; may be empty.
    pub summary: Arc<str>,
    /// The facet that is broken; `None` for values and unnamed facets.
    pub facet: Option<Arc<str>>,
    /// The verdict.
    pub verdict: Verdict,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, why, and what to do, in one line; its first sentence can stand alone.
    pub message: String,
    /// What to do about it.
    pub advice: Option<Arc<str>>,
    /// Who answers for the promise.
    pub owner: Option<Arc<str>>,
    /// Where to read more.
    pub link: Option<Arc<str>>,
    /// Stays the same while the promise, the facet and the text do.
    pub fingerprint: Fingerprint,
    /// The breach, the denial, the deviating value or the lonely claim; after a change the side
    /// that the change touched, see [`Finding::ruled`].
    pub primary: Side,
    /// The other sides, nearest first.
    pub related: Vec<Side>,
    /// How many comparable claims there are besides those in `related`.
    pub others: usize,
    /// The row of the verdict table, 1 to 10; 0 for [`Verdict::Unmatched`],
    /// [`Verdict::Weakened`] and suppressions.
    pub row: u8,
    /// The reasons, in the order of reading.
    pub because: Vec<BecauseText>,
    /// The side that the verdict, the facet and the reasons are about: 0 is `primary`, 1 the first
    /// of `related`, and so on.
    pub ruled: usize,
    /// A change of the text that ends the finding and changes nothing else.
    pub fix: Option<Arc<Fix>>,
}

impl Finding {
    /// The side that the verdict, the facet and the reasons are about.
    #[must_use]
    pub fn ruled_side(&self) -> &Side {
        let other = self.ruled.checked_sub(1);
        let other = other.and_then(|index| self.related.get(index));
        other.unwrap_or(&self.primary)
    }
}

/// A change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced.
    pub place: Arc<Place>,
    /// What takes its place.
    pub text: String,
    /// Whether it changes nothing but what the finding is about: a promised number, an approved
    /// sentence in place of a claim, a suppression without effect. Any other is for a person to
    /// decide.
    pub safe: bool,
}

/// What stays the same while the promise, the facet and the text of a finding do.
///
/// Shown as 16 hexadecimal digits; of several with the same, the second ends in `-2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    pub(super) hash: u64,
    /// Which of the findings with this hash it is, from 1.
    pub(super) number: u32,
}

impl Fingerprint {
    /// The same, of the `number`th finding that has it, from 1.
    pub(crate) fn numbered(self, number: usize) -> Self {
        Self {
            number: u32::try_from(number).unwrap_or(u32::MAX),
            ..self
        }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:016x}", self.hash)?;
        match self.number {
            1 => Ok(()),
            number => write!(f, "-{number}"),
        }
    }
}

/// One reason for a finding, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BecauseText {
    /// The reason; findings share it.
    pub reason: Arc<ReasonText>,
    /// The bytes that it speaks of, in the file of [`Finding::ruled_side`].
    pub span: Option<Span>,
}

/// A reason in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonText {
    /// A stable name of the kind of reason, in kebab-case.
    pub code: &'static str,
    /// The reason in words.
    pub text: String,
}
