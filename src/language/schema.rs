//! The JSON Schema of a language's data file, from the types that read it.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::cue::Group;
use super::dates::DateData;
use super::file::{File, SpeakerData};

/// The table `[cues]`: dates and speakers, and the groups of each category of cues.
#[derive(JsonSchema)]
#[allow(
    dead_code,
    reason = "only its schema is used; the table is read by its keys"
)]
pub(super) struct Cues {
    dates: Option<DateData>,
    speakers: Option<SpeakerData>,
    /// Words that stand beside hours.
    clock: Option<Vec<String>>,
    #[serde(flatten)]
    categories: BTreeMap<String, Vec<Group>>,
}

/// The JSON Schema of the files in `rules/lang/`, for editors and for authors of languages.
///
/// # Panics
///
/// Never: a schema of our own types is JSON.
#[must_use]
pub fn language_schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(File)).expect("a schema is JSON")
}
