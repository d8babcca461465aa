//! What a reading is: how a phrase is meant, and which cues say so.

use std::sync::Arc;

use jiff::civil::Date;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::cue::Category;
use crate::text::Span;

/// Whether a phrase is said or denied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It is said.
    #[default]
    Affirmed,
    /// It is denied.
    Negated,
}

impl Polarity {
    /// The opposite.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Affirmed => Self::Negated,
            Self::Negated => Self::Affirmed,
        }
    }
}

/// What the sentence does with a phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// It states it.
    #[default]
    Statement,
    /// It asks; nothing is asserted.
    Question,
    /// It tells the customer what to do; nothing is asserted.
    Instruction,
    /// It speaks about the words; nothing is asserted.
    Mention,
    /// It supposes; nothing is asserted.
    Hypothetical,
}

/// Whose deed, or whose words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Holder {
    /// The brand.
    #[default]
    We,
    /// A customer.
    Customer,
    /// Another provider.
    Other,
}

/// When it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Time {
    /// Today.
    #[default]
    Now,
    /// No longer.
    Past,
    /// Not yet.
    Future,
    /// From one day to another, both included; `None` is an open end.
    Period {
        /// The first day.
        from: Option<Date>,
        /// The last day.
        until: Option<Date>,
    },
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Time {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Time".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let day = || serde_json::json!({"type": ["string", "null"], "format": "date"});
        schemars::json_schema!({
            "description": "When it holds.",
            "anyOf": [
                {"enum": ["now", "past", "future"]},
                {
                    "type": "object",
                    "description": "The first and the last day; null is without bound.",
                    "properties": {"from": day(), "until": day()},
                    "required": ["from", "until"],
                },
            ],
        })
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Now => serializer.serialize_str("now"),
            Self::Past => serializer.serialize_str("past"),
            Self::Future => serializer.serialize_str("future"),
            Self::Period { from, until } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("from", &from.map(|day| day.to_string()))?;
                map.serialize_entry("until", &until.map(|day| day.to_string()))?;
                map.end()
            }
        }
    }
}

/// How firmly it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Without exception.
    Absolute,
    /// Plainly.
    #[default]
    Stated,
    /// Committing to less than it says.
    Hedged,
}

/// What sort of condition it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ConditionKind {
    /// An amount of the promised thing that a customer reaches by using it.
    Threshold,
    /// Circumstances or hours outside it.
    Event,
    /// What it does not hold for.
    Exception,
    /// Whom or which products it holds for alone.
    Audience,
}

impl ConditionKind {
    /// The name in `facts` and in reasons.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Threshold => "threshold",
            Self::Event => "event",
            Self::Exception => "exception",
            Self::Audience => "audience",
        }
    }
}

/// A condition that a phrase stands under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// Its kind.
    pub kind: ConditionKind,
    /// Its words, as written.
    pub text: Arc<str>,
    /// Its bytes in the text that was read.
    #[serde(rename = "bytes", serialize_with = "as_pair")]
    pub span: Span,
}

/// A cue that a reading rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cue {
    /// What it is.
    #[serde(rename = "code", serialize_with = "as_name")]
    pub category: Category,
    /// Its words, as written.
    pub text: Arc<str>,
    /// Its bytes in the text that was read.
    #[serde(rename = "bytes", serialize_with = "as_pair")]
    pub span: Span,
}

/// How a phrase is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Said or denied.
    pub polarity: Polarity,
    /// What the sentence does with it.
    pub act: Act,
    /// Whose it is.
    pub holder: Holder,
    /// When it holds.
    pub time: Time,
    /// How firmly it is said.
    pub certainty: Certainty,
    /// The conditions that it stands under, in the order of the text.
    pub conditions: Vec<Condition>,
    /// Whether its own sentence limits it: by its conditions, or by one of another clause.
    pub narrowed: bool,
    /// The bytes of the answer that made a statement of a question.
    #[serde(skip)]
    pub answer: Option<Box<Span>>,
    /// The cues that all of this rests on, in the order of the text.
    pub cues: Vec<Cue>,
}

impl Reading {
    /// Whether it is a question that asks something of what it names, so that its answer says
    /// nothing of whether that is so.
    pub(crate) fn is_asked_of(&self) -> bool {
        let mut cues = self.cues.iter();
        self.act == Act::Question && cues.any(|cue| cue.category == Category::AskedOf)
    }
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is that of serde"
)]
fn as_pair<S: Serializer>(span: &Span, serializer: S) -> Result<S::Ok, S::Error> {
    [span.start, span.end].serialize(serializer)
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is that of serde"
)]
fn as_name<S: Serializer>(category: &Category, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(category.name())
}
