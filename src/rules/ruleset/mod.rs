//! The checked and compiled form of rules files, as reading and judging use it.
//!
//! Knows nothing of TOML. Ids are indices into the lists of one [`Ruleset`], so that they cost
//! nothing to compare; every id in it is valid.

mod found;
mod globs;
mod ids;
mod promise;
mod role;
mod severities;
mod subjects;
mod waiver;

use std::sync::Arc;

use crate::input::Settings;
use crate::phrase::PhraseSet;
use crate::text::{Source, Span};

pub use found::FoundSubject;
pub use globs::Globs;
pub use ids::{ChannelId, FacetId, KindId, LanguageId, PromiseId, SubjectId};
pub use promise::{
    Applies, Disclosure, Evidence, Example, ExampleCase, ExampleFile, Examples, Is, Promise,
    Required, ValueRule, Within,
};
pub use role::{PhraseRole, PhraseUse};
pub use severities::{Level, Severities};
pub use subjects::{DEFAULT_KIND, Each, Subject, Subjects, TitleFrom};
pub use waiver::Waiver;

/// All rules of one project, checked.
#[derive(Clone, Debug)]
pub struct Ruleset {
    /// Who speaks, in the order of the rules files.
    pub channels: Vec<Channel>,
    /// The languages in use.
    pub languages: Vec<Language>,
    /// What statements can be about.
    pub subjects: Subjects,
    /// All promises that are neither switched off nor replaced.
    pub promises: Vec<Promise>,
    /// All phrases, in one set.
    pub phrases: PhraseSet,
    /// What each phrase of [`Ruleset::phrases`] is for, by its index.
    pub phrase_roles: Vec<PhraseRole>,
    /// Where each phrase of [`Ruleset::phrases`] was written, by its index.
    pub phrase_uses: Vec<PhraseUse>,
    /// Content that is left out.
    pub exclude: Globs,
    /// How files are read, in the order of the rules files.
    pub inputs: Vec<InputRule>,
    /// Accepted findings.
    pub waivers: Vec<Waiver>,
    /// The subjects that were found in the texts, where the rules declare none.
    pub found: Vec<FoundSubject>,
    /// The rules files themselves, so that reports can show where a promise is declared.
    pub sources: Vec<Source>,
}

/// A voice: who speaks in some files.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Its name.
    pub id: String,
    /// Its files.
    pub paths: Globs,
    /// When two texts disagree, the higher is taken as the truth; 0 unless given.
    pub authority: i64,
    /// Whether promises of the packs are made there, not repeated alone; `None` where its name and the
    /// paths of its files tell.
    pub promises: Option<bool>,
    /// Speakers in its scripts whose lines are not ours.
    pub customer_speakers: Vec<String>,
}

/// How some files are read.
#[derive(Clone, Debug)]
pub struct InputRule {
    /// The files.
    pub paths: Globs,
    /// How they are read.
    pub settings: Settings,
}

/// A language in use.
#[derive(Clone, Debug)]
pub struct Language {
    /// Its code: `en`.
    pub code: String,
    /// Files that are written in it.
    pub paths: Globs,
}

/// Bytes of a rules file; packs have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The name of the rules file.
    pub file: Arc<str>,
    /// The bytes meant, in its decoded text.
    pub span: Span,
    /// Whether the file is a built-in pack, which has no path.
    pub in_pack: bool,
}

impl Ruleset {
    /// The channel with this name.
    #[must_use]
    pub fn channel_named(&self, name: &str) -> Option<ChannelId> {
        let at = self
            .channels
            .iter()
            .position(|channel| channel.id == name)?;
        Some(ChannelId::new(at))
    }

    /// The first channel whose paths hold `path`.
    #[must_use]
    pub fn channel_of(&self, path: &str) -> Option<ChannelId> {
        let at = self
            .channels
            .iter()
            .position(|channel| channel.paths.is_match(path))?;
        Some(ChannelId::new(at))
    }

    /// The code of the first language whose paths hold `path`.
    #[must_use]
    pub fn language_of(&self, path: &str) -> Option<&str> {
        let found = self
            .languages
            .iter()
            .find(|language| language.paths.is_match(path))?;
        Some(&found.code)
    }

    /// The subjects whose paths hold `path`, in the order of their ids.
    #[must_use]
    pub fn subjects_of(&self, path: &str) -> Vec<SubjectId> {
        let of_path = self
            .subjects
            .iter()
            .filter(|(_, subject)| subject.paths.is_match(path));
        of_path.map(|(id, _)| id).collect()
    }

    /// How a file is read, by the first rule whose paths hold it; `None` where none does.
    #[must_use]
    pub fn settings_of(&self, path: &str) -> Option<&Settings> {
        let mut rules = self.inputs.iter();
        let rule = rules.find(|rule| rule.paths.is_match(path))?;
        Some(&rule.settings)
    }

    /// Whether a file is left out of the content.
    #[must_use]
    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.is_match(path)
    }

    /// The rules file that a promise is declared in; `None` for a built-in pack.
    #[must_use]
    pub fn source_of(&self, declared: &Declared) -> Option<&Source> {
        let mut sources = self.sources.iter().filter(|_| !declared.in_pack);
        sources.find(|source| *source.name() == declared.file)
    }

    /// The promise with this id, such as `refund-window` or `telecom/unlimited-data`.
    #[must_use]
    pub fn promise_named(&self, id: &str) -> Option<PromiseId> {
        let at = self.promises.iter().position(|promise| promise.id == id)?;
        Some(PromiseId::new(at))
    }

    /// The promise of an id.
    #[must_use]
    pub fn promise(&self, id: PromiseId) -> &Promise {
        &self.promises[id.index()]
    }
}
