//! What a statement is about: declared subjects, and the nameless ones that structure makes.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::rules::{SubjectId, Subjects};

use super::statement::Statement;

/// The group of plans that are known by the shape of their names.
pub(super) const PLANS: usize = usize::MAX;

/// The group of things that are known by the headers of columns.
pub(super) const HEADERS: usize = usize::MAX - 1;

/// What a statement is about.
///
/// Empty lists mean unknown, which is comparable with everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scope {
    /// The declared subjects of all kinds, sorted, each once.
    pub named: Vec<SubjectId>,
    /// Subjects that the text takes out: "all plans except Basic".
    pub excluded: Vec<SubjectId>,
    /// Whether the text speaks of all things: "every plan".
    pub everything: bool,
    /// The nameless things that structure makes: a column, a sibling paragraph. Several of one
    /// group are all meant, as by a cell across columns.
    pub nameless: Vec<Nameless>,
    /// The parts of `named` that documents make by their titles, sorted, each once.
    pub parts: Vec<Part>,
    /// The words in which such a part could be named, nearest first; empty once [`settle`] ran.
    ///
    /// [`settle`]: super::settle
    pub said: Vec<Arc<str>>,
    /// How each named subject was found.
    pub from: Vec<Found>,
}

/// One of several things that have no declared name, in one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Nameless {
    /// The group of different things, such as the columns of one table.
    pub group: usize,
    /// Which of them.
    pub member: usize,
}

/// A subject that a document makes by its title or a heading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Part {
    /// The declared subject that it is a part of.
    pub of: SubjectId,
    /// Its name, folded; the same name is the same part in every document.
    pub name: Arc<str>,
}

/// Where the subject of a statement was found, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Found {
    /// In its clause.
    Clause,
    /// In its sentence.
    Sentence,
    /// Named earlier in its paragraph.
    Paragraph,
    /// In a cell of its row.
    Row,
    /// In a header of its column.
    Column,
    /// In its run-in heading or term.
    RunIn,
    /// In the sentence before its list.
    Lead,
    /// In an "applies to" line of its section.
    Applies,
    /// Earlier in its section, where the sentence points back: "this plan".
    Section,
    /// In a heading.
    Heading,
    /// In the front matter.
    FrontMatter,
    /// By the path of its file.
    Path,
}

impl Found {
    /// A stable name of the place, in kebab-case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Clause => "clause",
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
            Self::Row => "row",
            Self::Column => "column",
            Self::RunIn => "run-in",
            Self::Lead => "lead",
            Self::Applies => "applies",
            Self::Section => "section",
            Self::Heading => "heading",
            Self::FrontMatter => "front-matter",
            Self::Path => "path",
        }
    }
}

impl Scope {
    /// Forgets the named subjects that are not `wanted`.
    pub(super) fn keep(&mut self, wanted: impl Fn(SubjectId) -> bool) {
        let named = self.named.iter().zip(&self.from);
        let kept = named.filter(|(subject, _)| wanted(**subject));
        (self.named, self.from) = kept.map(|(&subject, &from)| (subject, from)).unzip();
        self.excluded.retain(|&subject| wanted(subject));
    }

    /// Names subjects, which are sorted, where none is named yet.
    pub(super) fn name(&mut self, subjects: Vec<SubjectId>, from: Found) {
        if self.named.is_empty() {
            self.from = vec![from; subjects.len()];
            self.named = subjects;
        }
    }

    /// The scope without what only its own document knows.
    #[must_use]
    pub fn named_only(&self) -> Self {
        Self {
            named: self.named.clone(),
            excluded: self.excluded.clone(),
            everything: self.everything,
            parts: self.parts.clone(),
            ..Self::default()
        }
    }

    /// The nameless things by which statements of one document are about the same: those that
    /// headers name, else all.
    #[must_use]
    pub fn thing(&self) -> Vec<Nameless> {
        let named = self.nameless.iter().filter(|its| its.group >= HEADERS);
        let named: Vec<Nameless> = named.copied().collect();
        if named.is_empty() {
            return self.nameless.clone();
        }
        named
    }

    /// Whether the two cannot be about one thing.
    ///
    /// Two scopes are disjoint where, for some kind, both name subjects and no two of these are
    /// the same or part of one another, or where they are different members of one nameless
    /// group of the same document.
    #[must_use]
    pub fn disjoint(&self, other: &Self, subjects: &Subjects, same_document: bool) -> bool {
        let all = self.everything || other.everything;
        (same_document && !all && self.siblings_of(other))
            || (!all && self.parts_differ(other))
            || disjoint(&self.named, &other.named, subjects, all)
            || self.takes_out(other, subjects)
            || other.takes_out(self, subjects)
    }

    /// Whether the scope cannot be about any of the subjects that a promise names.
    #[must_use]
    pub fn outside(&self, promised: &[SubjectId], subjects: &Subjects) -> bool {
        disjoint(&self.named, promised, subjects, self.everything)
            || (!promised.is_empty()
                && promised
                    .iter()
                    .all(|&subject| self.excludes(subject, subjects)))
    }

    /// Whether a promise names a subject of a kind that the scope says nothing of.
    #[must_use]
    pub fn unknown_for(&self, promised: &[SubjectId], subjects: &Subjects) -> bool {
        !self.everything
            && promised.iter().any(|&subject| {
                let kind = subjects.kind(subject);
                !self.named.iter().any(|&named| subjects.kind(named) == kind)
            })
    }

    /// Takes parts in, save where the scope already names something else of their kind.
    pub(super) fn take_parts(&mut self, parts: Vec<Part>, from: Found, subjects: &Subjects) {
        for part in parts {
            let kind = subjects.kind(part.of);
            let other = |&named: &SubjectId| {
                subjects.kind(named) == kind && !subjects.is_part_of(part.of, named)
            };
            if self.named.iter().any(other) {
                continue;
            }
            if let Err(at) = self.named.binary_search(&part.of) {
                self.named.insert(at, part.of);
                self.from.insert(at, from);
            }
            self.parts.push(part);
        }
        self.parts.sort();
        self.parts.dedup();
    }

    /// Whether both are parts of one subject, and of different names.
    fn parts_differ(&self, other: &Self) -> bool {
        self.parts.iter().any(|mine| {
            let mut of_same = other
                .parts
                .iter()
                .filter(|its| its.of == mine.of)
                .peekable();
            of_same.peek().is_some() && !self.parts.iter().any(|one| other.parts.contains(one))
        })
    }

    /// Whether both belong to one group of nameless things and share no member of it.
    fn siblings_of(&self, other: &Self) -> bool {
        self.nameless.iter().any(|mine| {
            let group = |its: &&Nameless| its.group == mine.group;
            let mut theirs = other.nameless.iter().filter(group).peekable();
            theirs.peek().is_some()
                && !theirs.any(|its| {
                    let own = self.nameless.iter().filter(group);
                    own.into_iter().any(|own| own.member == its.member)
                })
        })
    }

    fn takes_out(&self, other: &Self, subjects: &Subjects) -> bool {
        !other.named.is_empty()
            && !self.excluded.is_empty()
            && other
                .named
                .iter()
                .all(|&named| self.excludes(named, subjects))
    }

    fn excludes(&self, subject: SubjectId, subjects: &Subjects) -> bool {
        self.excluded
            .iter()
            .any(|&excluded| subjects.is_part_of(subject, excluded))
    }
}

/// Lets statements that are about the same share one scope.
pub(super) fn share(statements: &mut [Statement]) {
    let mut known: FxHashSet<Arc<Scope>> = FxHashSet::default();
    for statement in statements {
        if let Some(same) = known.get(&statement.scope) {
            statement.scope = Arc::clone(same);
        } else {
            known.insert(Arc::clone(&statement.scope));
        }
    }
}

fn disjoint(a: &[SubjectId], b: &[SubjectId], subjects: &Subjects, all: bool) -> bool {
    a.iter().any(|&mine| {
        let kind = subjects.kind(mine);
        if all && subjects.is_default_kind(kind) {
            return false;
        }
        let mut same_kind = b
            .iter()
            .filter(|&&its| subjects.kind(its) == kind)
            .peekable();
        same_kind.peek().is_some()
            && !a
                .iter()
                .filter(|&&its| subjects.kind(its) == kind)
                .any(|&one| {
                    b.iter()
                        .any(|&two| subjects.is_part_of(one, two) || subjects.is_part_of(two, one))
                })
    })
}
