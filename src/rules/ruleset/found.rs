//! Subjects that nobody declared, as the texts name them.

use std::sync::Arc;

use crate::phrase::{Phrase, PhraseSet, Words};
use crate::text::Span;

use super::{
    DEFAULT_KIND, Declared, Globs, KindId, PhraseRole, PhraseUse, PromiseId, Ruleset, Subject,
    SubjectId,
};

/// A subject that was found in the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSubject {
    /// Its id, which no other subject has.
    pub id: String,
    /// Its names, as phrases.
    pub names: Vec<String>,
    /// What it is a part of, by its index among those that were found before it.
    pub part_of: Option<usize>,
}

impl Ruleset {
    /// Whether the project's own rules files declare a subject; packs do not count.
    #[must_use]
    pub fn declares_subjects(&self) -> bool {
        let mut subjects = self.subjects.iter();
        subjects.any(|(_, subject)| !subject.declared.in_pack)
    }

    /// Whether a subject parts what is said of a promise: a pack's own does for that pack alone.
    #[must_use]
    pub fn concerns(&self, subject: SubjectId, promise: PromiseId) -> bool {
        let subject = &self.subjects.get(subject).declared;
        let promise = &self.promises[promise.index()].declared;
        !subject.in_pack || subject.file.is_empty() || subject.file == promise.file
    }

    /// The same rules with more subjects, of the kind that plans and products are of.
    ///
    /// They count as a pack's: that one does not occur is no news. A name that begins with a
    /// capital counts only where it is written with one: "Plus" is a plan, "plus" is none. Names
    /// that are no phrases are left out.
    #[must_use]
    pub fn with_found(mut self, found: &[FoundSubject]) -> Self {
        let first = self.subjects.len();
        let kind = self.subjects.kind_named(DEFAULT_KIND);
        let mut phrases = self.phrases.phrases().to_vec();
        for one in found {
            let id = SubjectId::new(self.subjects.len());
            let declared = Declared {
                file: Arc::from(""),
                span: Span::default(),
                in_pack: true,
            };
            let part_of = one.part_of.map(|whole| SubjectId::new(first + whole));
            self.subjects.push(subject(one, kind, part_of, &declared));
            for name in &one.names {
                let Ok(phrase) = Phrase::parse(name.as_str(), &Words::default()) else {
                    continue;
                };
                phrases.push(phrase);
                self.phrase_roles.push(PhraseRole::SubjectName(id));
                self.phrase_uses.push(PhraseUse {
                    language: None,
                    declared: declared.clone(),
                });
            }
        }
        self.phrases = PhraseSet::new(phrases);
        self.found.extend_from_slice(found);
        self
    }
}

fn subject(
    found: &FoundSubject,
    kind: KindId,
    part_of: Option<SubjectId>,
    declared: &Declared,
) -> Subject {
    let mut letters = found.names.iter().filter_map(|name| name.chars().next());
    Subject {
        id: found.id.clone(),
        kind,
        part_of,
        paths: Globs::default(),
        each: None,
        capital: letters.all(char::is_uppercase),
        declared: declared.clone(),
    }
}
