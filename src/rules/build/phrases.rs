//! Compiles phrases, each with what it is for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::phrase::{Phrase, Words, WordsError};
use crate::rules::draft::Draft;
use crate::rules::file::{ANY, PhraseTable, RulesFile};
use crate::rules::mistake::{Mistake, Mistakes};
use crate::rules::place::{At, FileIndex, Place};
use crate::rules::ruleset::{PhraseRole, PhraseUse};

use super::Builder;
use super::names::Names;

/// All phrases so far; the lists run in parallel.
pub(in crate::rules) struct Lexicon {
    pub phrases: Vec<Phrase>,
    pub roles: Vec<PhraseRole>,
    pub uses: Vec<PhraseUse>,
    /// Where each was written.
    pub places: Vec<Place>,
    /// Languages that were already reported as not in use.
    unused: BTreeSet<String>,
}

impl Lexicon {
    /// Room for the phrases of these promises, so that growing moves none.
    pub(super) fn with_room_for(drafts: &[Draft]) -> Self {
        let tables = drafts.iter().flat_map(|draft| draft.written.tables());
        let phrases = tables.map(|table| table.phrases().count()).sum();
        Self {
            phrases: Vec::with_capacity(phrases),
            roles: Vec::with_capacity(phrases),
            uses: Vec::with_capacity(phrases),
            places: Vec::with_capacity(phrases),
            unused: BTreeSet::new(),
        }
    }

    /// Compiles the phrases of a table; bad ones are reported and left out.
    pub(super) fn add(&mut self, builder: &Builder, table: &PhraseTable, role: PhraseRole) {
        for list in &table.lists {
            let code = list.language.value.as_str();
            let language = builder.languages.get(code).copied();
            if code != ANY && language.is_none() {
                self.report_unused(builder, &list.language);
                continue;
            }
            for text in &list.phrases {
                if let Some(phrase) = compile(builder, text) {
                    self.phrases.push(phrase);
                    self.roles.push(role);
                    self.places.push(text.place);
                    self.uses.push(PhraseUse {
                        language,
                        declared: builder.declared(text.place),
                    });
                }
            }
        }
    }

    fn report_unused(&mut self, builder: &Builder, language: &At<String>) {
        let in_pack = language.place.file >= builder.first_pack;
        if in_pack || !self.unused.insert(language.value.clone()) {
            return;
        }
        let message = format!(
            "`{}` is not among `languages`: its phrases are unused",
            language.value
        );
        let help = format!("add \"{}\" to `languages`", language.value);
        let mistake = Mistake::new("unused-language", language.place, message).warning();
        builder.mistakes.report(mistake.help(help));
    }
}

/// A phrase; one of a built-in pack, which a test holds to be right, is parsed when it is needed.
fn compile(builder: &Builder, text: &At<Arc<str>>) -> Option<Phrase> {
    let words = builder.words.of(text.place.file);
    if text.place.file >= builder.first_pack {
        return Some(Phrase::known(Arc::clone(&text.value), words));
    }
    match Phrase::parse(Arc::clone(&text.value), words) {
        Ok(phrase) => Some(phrase),
        Err(errors) => {
            for error in errors {
                let place = builder.inside(text, error.span);
                let mistake = Mistake::new("bad-phrase", place, error.message);
                builder.mistakes.report(mistake.help(error.help));
            }
            None
        }
    }
}

/// The words that phrases can use: the project's files share theirs, each pack has its own.
pub(super) struct WordLists {
    own: Arc<Words>,
    packs: BTreeMap<FileIndex, Arc<Words>>,
}

impl WordLists {
    pub(super) fn new(files: &[RulesFile], first_pack: FileIndex, mistakes: &Mistakes) -> Self {
        let (own, packs) = files.split_at(first_pack.min(files.len()));
        let of_pack = |pack: &RulesFile| {
            (
                pack.place.file,
                together(std::slice::from_ref(pack), mistakes).into(),
            )
        };
        Self {
            own: together(own, mistakes).into(),
            packs: packs.iter().map(of_pack).collect(),
        }
    }

    pub(super) fn of(&self, file: FileIndex) -> &Arc<Words> {
        self.packs.get(&file).unwrap_or(&self.own)
    }
}

fn together(files: &[RulesFile], mistakes: &Mistakes) -> Words {
    let mut names = Names::new("word list");
    let mut written: BTreeMap<&str, &[At<String>]> = BTreeMap::new();
    for (name, phrases) in files.iter().flat_map(|file| &file.words) {
        if names.declare(name, (), mistakes) {
            written.insert(&name.value, phrases);
        }
    }
    let texts = written.iter().map(|(name, phrases)| {
        let phrases = phrases.iter().map(|phrase| phrase.value.clone());
        ((*name).to_owned(), phrases.collect())
    });
    let (words, errors) = Words::new(&texts.collect());
    for WordsError { name, index, error } in errors {
        let phrase = written
            .get(name.as_str())
            .and_then(|phrases| phrases.get(index));
        if let Some(phrase) = phrase {
            let mistake = Mistake::new("bad-phrase", phrase.place, error.message);
            mistakes.report(mistake.help(error.help));
        }
    }
    words
}
