//! How the process ends.

use std::process::ExitCode;

/// What the exit code says; the greater wins where two apply, save that an internal error is
/// never hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Checked, and nothing at or above the gate.
    Clean = 0,
    /// A finding at or above the gate.
    Findings = 1,
    /// Not checked, or not wholly: usage, rules, an unreadable file, no file matched.
    NotChecked = 2,
    /// A fault of this program.
    Internal = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
