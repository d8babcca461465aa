//! How a finding can be ended, and who accepted it.

use std::sync::Arc;

use serde::Serialize;

use crate::judge::Fix;
use crate::suppress::{Acceptance, AcceptanceKind};

use super::PositionOutput;

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct FixOutput {
    path: String,
    start: PositionOutput,
    end: PositionOutput,
    /// What is replaced: half-open, in the decoded UTF-8 text.
    bytes: [usize; 2],
    /// What takes its place.
    text: String,
    /// Whether `--fix` applies it; else `--unsafe-fixes` does.
    safe: bool,
}

impl From<&Fix> for FixOutput {
    fn from(fix: &Fix) -> Self {
        let place = &fix.place;
        Self {
            path: place.path.to_string(),
            start: place.start.into(),
            end: place.end().into(),
            bytes: [place.span.start, place.span.end],
            text: fix.text.clone(),
            safe: fix.safe,
        }
    }
}

/// Who accepted a finding, and why.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct SuppressionOutput {
    kind: AcceptanceKind,
    reason: Arc<str>,
    /// The last day on which it holds, as `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
}

impl From<&Acceptance> for SuppressionOutput {
    fn from(by: &Acceptance) -> Self {
        let place = by.place.as_deref();
        Self {
            kind: by.kind,
            reason: Arc::clone(&by.reason),
            until: by.until.map(|day| day.to_string()),
            owner: by.owner.clone(),
            path: place.map(|place| place.path.to_string()),
            line: place.map(|place| place.start.line),
        }
    }
}
