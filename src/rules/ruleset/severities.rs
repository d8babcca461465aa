//! How grave the findings of a promise are.

use crate::diagnostic::Severity;

/// A severity, or none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Not reported.
    Off,
    /// Reported so.
    At(Severity),
}

/// The severities of one promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Severities {
    /// What the verdict tables start from.
    pub default: Level,
    /// By the name of a verdict or a facet, taken as it stands.
    named: Vec<(String, Level)>,
}

impl Severities {
    pub(in crate::rules) fn new(default: Level, named: Vec<(String, Level)>) -> Self {
        Self { default, named }
    }

    /// What was declared for a verdict or a facet by its name.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<Level> {
        self.named
            .iter()
            .find(|(known, _)| known == name)
            .map(|&(_, level)| level)
    }
}
