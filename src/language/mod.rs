//! What the words around a phrase make of it: said or denied, asked, supposed, by whom, when,
//! how firmly, under which conditions.
//!
//! All words are data, one file a language; no language is named in code. Knows tokens, clauses
//! and sentences; knows nothing of promises, documents or subjects.

mod act;
mod amounts;
mod beyond;
mod branches;
mod certainty;
mod charge;
mod condition;
mod cue;
mod cues;
mod date_reader;
mod dates;
mod definition;
mod detect;
mod discourse;
mod extent;
mod file;
mod foreign;
mod gap;
mod gazetteer;
mod holder;
mod hours;
mod kinds;
mod lexicon;
mod list;
mod months;
mod nth;
mod opening;
mod opposites;
mod places;
mod polarity;
mod quote;
mod reach;
mod reading;
#[cfg(feature = "records")]
mod record;
mod recurrence;
mod scene;
#[cfg(feature = "schema")]
mod schema;
mod sequences;
mod shapes;
mod sides;
mod spared;
mod structure;
mod succession;
mod tiers;
mod time;
mod titles;
mod topics;
mod trie;
mod written;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::quantity::{Goods, Numerals, Reader, Units};
use crate::text::{Abbreviations, Prose, Span};

pub use amounts::Amount;
pub(crate) use branches::are_branches_apart;
pub use cue::Category;
pub use discourse::{Answer, LeadReading, answer, begins_with_denial, lead, stand_together};
pub use file::LanguageError;
pub use gap::{goes_on, holds_denial};
pub use kinds::KindPlace;
pub use months::Months;
pub use places::{are_places_apart, names_place};
pub use quote::{is_quotation, is_quoted_part};
pub use reading::{Act, Certainty, Condition, ConditionKind, Cue, Holder, Polarity, Reading, Time};
#[cfg(feature = "schema")]
pub use schema::language_schema;
pub use sides::{Aside, Side};
pub(crate) use tiers::are_tiers_apart;

use scene::Scene;

/// Who a label such as "Customer:" gives the word to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpeakerRole {
    /// A customer.
    Customer,
    /// Ourselves.
    Us,
    /// A question.
    Question,
    /// The answer to one.
    Answer,
}

/// One language: what its data file says.
#[derive(Clone, Debug)]
pub struct Language {
    /// Its code, such as the `en` of `rules/lang/en.toml`.
    pub code: Arc<str>,
    profile: detect::Profile,
    /// Whether its letters carry marks that people leave out.
    marked: bool,
    structure: structure::Structure,
    sides: sides::Sides,
    nth: nth::Nth,
    spared: spared::Spared,
    beyond: beyond::BeyondData,
    recurrence: recurrence::Recurrence,
    succession: succession::Succession,
    titles: titles::Titles,
    topics: topics::Topics,
    places: places::PlaceWords,
    numerals: Numerals,
    quantities: Arc<OnceLock<Reader>>,
    cues: cues::Cues,
    clock: Vec<String>,
    dates: dates::DateWords,
    speakers: HashMap<String, SpeakerRole>,
}

/// The built-in languages: code and data file.
const BUILTIN_FILES: [(&str, &str); 3] = [
    ("en", include_str!("../../rules/lang/en.toml")),
    ("vi", include_str!("../../rules/lang/vi.toml")),
    ("zh", include_str!("../../rules/lang/zh.toml")),
];

/// All languages that a run knows.
#[derive(Clone, Debug)]
pub struct Languages {
    all: Vec<Language>,
    abbreviations: Abbreviations,
    common: detect::Common,
    goods: OnceLock<Goods>,
    foreign: OnceLock<foreign::Foreign>,
}

impl Languages {
    /// The languages that are built in.
    ///
    /// # Panics
    ///
    /// Never: a test parses the built-in files.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Languages> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            Self::read(&BUILTIN_FILES, false).expect("the built-in language files are well formed")
        })
    }

    /// The codes of the languages that are built in; costs nothing, since no file is read.
    pub fn builtin_codes() -> impl Iterator<Item = &'static str> {
        BUILTIN_FILES.iter().map(|(code, _)| *code)
    }

    /// Reads language files, each a code and the text of its file.
    ///
    /// # Errors
    ///
    /// When a file is no TOML, has an unknown key or category, or a cue without words.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, LanguageError> {
        Self::read(files, true)
    }

    fn read(files: &[(&str, &str)], checked: bool) -> Result<Self, LanguageError> {
        let mut languages = Vec::new();
        let mut abbreviations = Vec::new();
        for (code, text) in files {
            let (language, words) = file::parse(code, text, checked)?;
            languages.push(language);
            abbreviations.extend(words);
        }
        let profiles = languages.iter().map(|language| &language.profile);
        Ok(Self {
            common: detect::Common::new(profiles),
            goods: OnceLock::new(),
            foreign: OnceLock::new(),
            all: languages,
            abbreviations: Abbreviations::new(abbreviations.iter().map(String::as_str)),
        })
    }

    /// The language with this code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Language> {
        self.all.iter().find(|language| &*language.code == code)
    }

    /// All languages, in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = &Language> {
        self.all.iter()
    }

    /// The language that a text is written in, judged by its begin.
    ///
    /// `None` when nothing speaks for any of them.
    #[must_use]
    pub fn detect(&self, text: &str) -> Option<&Language> {
        let folded = detect::prefix(text);
        let profiles = self.all.iter().map(|language| &language.profile);
        let scores = self.common.scores(profiles, folded.text());
        let mut best: Option<(usize, &Language)> = None;
        for (language, score) in self.all.iter().zip(scores) {
            if score > best.map_or(0, |(best, _)| best) {
                best = Some((score, language));
            }
        }
        best.map(|(_, language)| language)
    }

    /// Whether a text is written in a language that is recognised and not read, judged by its begin:
    /// in another script, or with more of the commonest words of another language than of a known one.
    #[must_use]
    pub fn is_foreign(&self, text: &str) -> bool {
        let profiles = self.all.iter().map(|language| &language.profile);
        self.foreign().is_of(text, profiles)
    }

    /// Whether a tag such as `fr` is that of a language which is recognised and not read.
    #[must_use]
    pub fn is_foreign_tag(&self, tag: &str) -> bool {
        self.get(tag).is_none() && self.foreign().has(tag)
    }

    fn foreign(&self) -> &foreign::Foreign {
        self.foreign.get_or_init(|| {
            let profiles = || self.all.iter().map(|language| &language.profile);
            foreign::Foreign::new(|word| profiles().any(|profile| profile.is_surely_common(word)))
        })
    }

    /// Whether an amount of what is bought or sold may stand in a text, whatever its language.
    ///
    /// `false` is certain, `true` is likely; much quicker than reading the text.
    #[must_use]
    pub fn may_trade(&self, units: &Units, text: &str) -> bool {
        let numerals = self.all.iter().map(|language| &language.numerals);
        let goods = self.goods.get_or_init(|| Goods::new(units, numerals));
        goods.may_stand_in(text)
    }

    /// The abbreviations of all languages, for dividing texts.
    #[must_use]
    pub fn abbreviations(&self) -> &Abbreviations {
        &self.abbreviations
    }

    /// Who a speaker's label stands for in any of the languages; a colon at its end is ignored.
    #[must_use]
    pub fn speaker(&self, label: &str) -> Option<SpeakerRole> {
        let key = file::speaker_key(label);
        self.all
            .iter()
            .find_map(|language| language.speakers.get(&key).copied())
    }
}

/// The phrase that a reading is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// Its bytes in [`Prose::original`].
    pub span: Span,
    /// The parts of it that its pattern left open; a negation there counts.
    pub gaps: Vec<Span>,
    /// Names beside it, whose words are no cues.
    pub names: Vec<Span>,
}

impl From<Span> for Target {
    fn from(span: Span) -> Self {
        Self {
            span,
            gaps: Vec::new(),
            names: Vec::new(),
        }
    }
}

/// Whether the word right before a topic does something with it that is not to keep it: the days
/// in which to "register the warranty" are not those of the warranty.
#[must_use]
pub fn is_handled(prose: &Prose, topic: Span, language: &Language) -> bool {
    let scene = Scene::new(prose, &topic.into(), language, &[]);
    scene.is_some_and(|scene| {
        let mut handling = scene.hits_of(Category::Handling);
        handling.any(|hit| {
            (hit.end..=hit.end + 1).contains(&scene.target.start) && scene.is_in_one_clause(hit)
        })
    })
}

/// Whether hours are those outside which something holds: "outside office hours".
#[must_use]
pub fn is_outside(prose: &Prose, hours: Span, language: &Language) -> bool {
    let scene = Scene::new(prose, &hours.into(), language, &[]);
    scene.is_some_and(|scene| {
        let target = &scene.target;
        let mut hits = scene.hits_of(Category::Outside);
        hits.any(|hit| {
            let before =
                hit.rule.reaches_right() && (hit.end..=hit.end + 1).contains(&target.start);
            before || (hit.rule.reaches_left() && hit.tokens.start == target.end)
        })
    })
}

/// Whether a topic is only the event that an amount is counted from: the days "after dispatch"
/// are not those of the dispatch.
#[must_use]
pub fn is_origin(prose: &Prose, topic: Span, amount: Span, language: &Language) -> bool {
    let scene = Scene::new(prose, &topic.into(), language, &[]);
    scene.is_some_and(|scene| {
        let mut origins = scene.hits_of(Category::Origin);
        origins.any(|hit| {
            if hit.rule.reaches_right() {
                let near = (hit.end..=hit.end + 1).contains(&scene.target.start);
                near && amount.end <= scene.prose.span_of(hit.tokens.start, hit.end).start
            } else {
                hit.tokens.start == scene.target.end && topic.end <= amount.start
            }
        })
    })
}

/// Reads how the phrase `target` is meant, by the cues of its sentence and, for questions, of
/// the next one.
///
/// `amounts` are the quantities of the prose, for thresholds. A target without a word gives the
/// plain reading. Takes time for some 200 words around the target, however long the prose is.
#[must_use]
pub fn read(
    prose: &Prose,
    target: impl Into<Target>,
    language: &Language,
    amounts: &[Amount],
) -> Reading {
    read_beside(prose, &target.into(), language, (amounts, &[]))
}

/// The same for a target that amounts limit which not everybody reaches: the second of `amounts` are
/// the bytes of those that something falls short of, "below $50".
#[must_use]
pub(crate) fn read_beside(
    prose: &Prose,
    target: &Target,
    language: &Language,
    (amounts, short): (&[Amount], &[Span]),
) -> Reading {
    let Some(mut scene) = Scene::new(prose, target, language, amounts) else {
        return Reading::default();
    };
    scene.shortfalls = short.iter().map(|&span| prose.tokens_in(span)).collect();
    scene.read()
}
