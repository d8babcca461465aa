//! From what is written to the checked and compiled form.
//!
//! Names are looked up and texts are compiled here. What fails is reported and left out, so that
//! everything else is still checked in the same run.

mod channels;
mod inputs;
mod names;
mod phrases;
mod promises;
mod subjects;
mod values;
mod waivers;

use std::collections::HashMap;

use crate::phrase::PhraseSet;
use crate::text::Span;

use super::check;
use super::draft::Draft;
use super::file::RulesFile;
use super::mistake::Mistakes;
use super::place::{At, FileIndex, Place};
use super::ruleset::{ChannelId, Declared, LanguageId, Ruleset, SubjectId};

pub(super) use channels::read_globs;
pub(super) use names::{Names, unknown_name};
pub(super) use phrases::Lexicon;

/// The parts that every step of building looks things up in.
pub(super) struct Builder<'a> {
    pub mistakes: &'a Mistakes,
    /// The texts of all files, by their index.
    pub texts: &'a [&'a str],
    /// The first file that is a pack; packs come last.
    pub first_pack: FileIndex,
    words: phrases::WordLists,
    pub channels: Names<ChannelId>,
    pub subjects: Names<SubjectId>,
    languages: HashMap<String, LanguageId>,
}

/// Everything that was read of one project.
pub(super) struct Input<'a> {
    pub mistakes: &'a Mistakes,
    pub texts: &'a [&'a str],
    /// The project's files, then the packs in use.
    pub files: &'a [RulesFile],
    pub first_pack: FileIndex,
    /// The codes of the languages in use.
    pub languages: Vec<String>,
    /// The promises that are in force.
    pub drafts: &'a [Draft],
    /// The ids of promises that are switched off or replaced.
    pub silenced: &'a [String],
}

/// Checks and compiles; the result is sound where no error was reported.
pub(super) fn build(input: Input) -> Ruleset {
    let mistakes = input.mistakes;
    let own = &input.files[..input.first_pack.min(input.files.len())];
    let mut lexicon = Lexicon::with_room_for(input.drafts);
    let mut builder = Builder {
        mistakes,
        texts: input.texts,
        first_pack: input.first_pack,
        words: phrases::WordLists::new(input.files, input.first_pack, mistakes),
        channels: Names::new("channel"),
        subjects: Names::new("subject"),
        languages: HashMap::new(),
    };
    let languages = channels::languages(&mut builder, own, input.languages);
    let channels = channels::channels(&mut builder, own);
    let subjects = subjects::subjects(&mut builder, input.files, &mut lexicon);
    let promises = promises::promises(&builder, input.drafts, &mut lexicon);
    let waivers = waivers::waivers(&builder, own, &promises, input.silenced);
    check::all(&builder, &lexicon, input.drafts, &promises, &subjects, own);
    let exclude: Vec<_> = own.iter().flat_map(|file| &file.exclude).cloned().collect();
    Ruleset {
        channels,
        languages,
        subjects,
        promises,
        phrases: PhraseSet::new(lexicon.phrases),
        phrase_roles: lexicon.roles,
        phrase_uses: lexicon.uses,
        exclude: read_globs(mistakes, &exclude),
        inputs: inputs::inputs(mistakes, own),
        waivers,
        found: Vec::new(),
        sources: Vec::new(),
    }
}

impl Builder<'_> {
    /// A place as the finished rules keep it.
    pub(super) fn declared(&self, place: Place) -> Declared {
        Declared {
            file: self.mistakes.file(place).clone(),
            span: place.span,
            in_pack: place.file >= self.first_pack,
        }
    }

    /// The place of some bytes of a text's value; the whole text where escapes hide them.
    pub(super) fn inside(&self, text: &At<impl AsRef<str>>, inner: Span) -> Place {
        let Place { file, span } = text.place;
        let value = text.value.as_ref();
        let raw = self
            .texts
            .get(file)
            .and_then(|text| text.get(span.range()))
            .unwrap_or_default();
        let quotes = ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|quotes| raw.starts_with(quotes));
        let Some(quotes) = quotes else {
            return text.place;
        };
        // A text that nobody closed has its mistake elsewhere.
        let body = raw.strip_prefix(quotes);
        let Some(body) = body.and_then(|raw| raw.strip_suffix(quotes)) else {
            return text.place;
        };
        let skipped = body.len() - body.trim_start_matches(['\r', '\n']).len();
        let start = match body.strip_suffix(value) {
            Some("") => quotes.len(),
            Some(before) if before.len() == skipped && quotes.len() == 3 => quotes.len() + skipped,
            _ => return text.place,
        };
        if inner.end > value.len() {
            return text.place;
        }
        Place {
            file,
            span: inner.shifted(span.start + start),
        }
    }
}
