//! Reads a language's data file.
//!
//! The tables `[text]`, `[cues]` and `[structure]` are read here; `[numbers]` belongs to the
//! quantities.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};

use super::beyond::BeyondData;
use super::cue::{Category, Group};
use super::cues::{self, Cues};
use super::dates::{DateData, DateWords};
use super::detect::{Profile, TextData};
use super::nth::{Nth, NthData};
use super::places::{PlaceWords, PlacesData};
use super::recurrence::Recurrence;
use super::sides::{Sides, SidesData};
use super::spared::{Spared, SparedData};
use super::structure::{Structure, StructureData};
use super::succession::Succession;
use super::titles::Titles;
use super::topics::Topics;
use super::{Language, SpeakerRole};
use crate::quantity::Numerals;
use crate::text::fold::{fold_word, without_marks};
use crate::text::{Abbreviations, Prose};

/// A mistake in a language's data file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LanguageError {
    /// The code of the language.
    pub code: String,
    /// What is wrong, with its place in the file where there is one.
    pub message: String,
}

impl fmt::Display for LanguageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "language `{}`: {}", self.code, self.message)
    }
}

impl std::error::Error for LanguageError {}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    text: TextData,
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "super::schema::Cues"))]
    cues: toml::Table,
    #[serde(default)]
    structure: StructureData,
    /// What sentences set themselves apart from.
    #[serde(default)]
    sides: SidesData,
    /// Periods that are told by their number.
    #[serde(default)]
    nth: NthData,
    /// What is said not to be so of another thing.
    #[serde(default)]
    spared: SparedData,
    /// What lies beyond a promise though its words break it.
    #[serde(default)]
    beyond: BeyondData,
    /// What makes a time one by which something comes again.
    #[serde(default)]
    recurrence: Recurrence,
    /// What says that one amount takes the place of another.
    #[serde(default)]
    succession: Succession,
    /// Titles and labels of who speaks or acts.
    #[serde(default)]
    titles: Titles,
    /// What tells one topic of a text from another.
    #[serde(default)]
    topics: Topics,
    /// What limits sentences to places.
    #[serde(default)]
    places: PlacesData,
    #[serde(default)]
    numbers: Numerals,
}

#[derive(Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct SpeakerData {
    customer: Vec<String>,
    us: Vec<String>,
    question: Vec<String>,
    answer: Vec<String>,
}

/// Reads one file: the language, and its abbreviations.
///
/// The cues of one that is not `checked` are known to be right.
pub(super) fn parse(
    code: &str,
    text: &str,
    checked: bool,
) -> Result<(Language, Vec<String>), LanguageError> {
    let error = |message: String| LanguageError {
        code: code.into(),
        message,
    };
    let file: File = toml::from_str(text).map_err(|e| error(e.to_string()))?;
    let marks = file.text.unmarked;
    let mut cues = Cues::new(marks);
    let mut dates = DateData::default();
    let mut speakers = SpeakerData::default();
    let mut clock: Vec<String> = Vec::new();
    for (key, value) in file.cues {
        let wrong = |e: toml::de::Error| error(format!("`cues.{key}`: {}", e.message()));
        match key.as_str() {
            "dates" => dates = value.try_into().map_err(wrong)?,
            "clock" => clock = value.try_into().map_err(wrong)?,
            "speakers" => speakers = value.try_into().map_err(wrong)?,
            _ => {
                let category = category(&key)
                    .ok_or_else(|| error(format!("`cues.{key}` is no category of cues")))?;
                let groups: Vec<Group> = value.try_into().map_err(wrong)?;
                for group in groups {
                    let mut words = group.words.iter().filter(|_| checked);
                    if let Some(wrong) = words.find_map(|cue| cues::mistake(cue)) {
                        return Err(error(format!("`cues.{key}`: {wrong}")));
                    }
                    cues.add(category, group);
                }
            }
        }
    }
    let language = Language {
        code: code.into(),
        marked: marks,
        structure: Structure::new(&file.structure),
        sides: Sides::new(&file.sides),
        nth: Nth::new(&file.nth),
        places: PlaceWords::new(&file.places),
        spared: Spared::new(&file.spared),
        beyond: file.beyond,
        recurrence: file.recurrence,
        succession: file.succession,
        titles: file.titles,
        topics: file.topics,
        numerals: file.numbers,
        quantities: Arc::default(),
        profile: Profile::new(&file.text),
        cues,
        clock: clock.iter().map(|word| fold_word(word)).collect(),
        dates: DateWords::new(&dates),
        speakers: labels(&speakers, marks),
    };
    Ok((language, file.text.abbreviations))
}

/// The form in which speakers' labels are compared.
pub(super) fn speaker_key(label: &str) -> String {
    let prose = Prose::new(label, &Abbreviations::default());
    let words: Vec<&str> = (0..prose.tokens().len()).map(|t| prose.word(t)).collect();
    words.join(" ")
}

fn category(key: &str) -> Option<Category> {
    let key: StrDeserializer<'_, ValueError> = key.into_deserializer();
    Category::deserialize(key).ok()
}

fn labels(data: &SpeakerData, unmarked: bool) -> HashMap<String, SpeakerRole> {
    let roles = [
        (&data.customer, SpeakerRole::Customer),
        (&data.us, SpeakerRole::Us),
        (&data.question, SpeakerRole::Question),
        (&data.answer, SpeakerRole::Answer),
    ];
    let mut labels = HashMap::new();
    for (words, role) in roles {
        for word in words {
            let key = speaker_key(word);
            if unmarked {
                labels.insert(without_marks(&key), role);
            }
            labels.insert(key, role);
        }
    }
    labels
}
