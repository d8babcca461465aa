//! What is told to a person about a file: severity, message, places, help.
//!
//! A mistake in a rules file is a [`Diagnostic`]; findings are drawn by the same renderer.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::Serialize;

use crate::text::Span;

/// How grave something is; the order is from the mildest to the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Shown on request only.
    Note,
    /// Worth knowing.
    Info,
    /// Worth mending.
    Warning,
    /// Must be mended.
    Error,
}

impl Severity {
    /// One step milder; [`Severity::Info`] stays, since a note is another kind of thing.
    #[must_use]
    pub fn lowered(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Info => Self::Info,
            Self::Note => Self::Note,
        }
    }

    /// The name as it is written in rules files and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Severity {
    type Err = UnknownSeverity;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        [Self::Note, Self::Info, Self::Warning, Self::Error]
            .into_iter()
            .find(|severity| severity.name() == name)
            .ok_or(UnknownSeverity)
    }
}

/// A name that is no severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownSeverity;

impl fmt::Display for UnknownSeverity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a severity is `error`, `warning`, `info` or `note`")
    }
}

impl std::error::Error for UnknownSeverity {}

/// A place in a file with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The name of the file's [`Source`](crate::text::Source).
    pub file: Arc<str>,
    /// The bytes meant, in the decoded text.
    pub span: Span,
    /// What to see there; may be empty.
    pub message: String,
}

/// Something to be told to a person, with its places.
///
/// The message says what is wrong in one line that can stand alone: lower case, no full stop,
/// names in backticks. The help says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// A stable name of the kind of mistake, in kebab-case.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where; the first is the main place.
    pub labels: Vec<Label>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at one place.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>, label: Label) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            labels: vec![label],
            help: None,
        }
    }

    /// The same with a help line.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with another place.
    #[must_use]
    pub fn with_label(mut self, label: Label) -> Self {
        self.labels.push(label);
        self
    }
}
