//! What statements can be about: small trees, one set of them for each kind.

use std::collections::HashMap;

use super::{Declared, Globs, KindId, SubjectId};

/// All declared subjects.
#[derive(Clone, Debug, Default)]
pub struct Subjects {
    list: Vec<Subject>,
    kinds: Vec<String>,
    by_id: HashMap<String, SubjectId>,
}

/// A thing that statements can be about: a plan, a product, a way to reach someone.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its id.
    pub id: String,
    /// Its kind; subjects of different kinds say nothing of one another.
    pub kind: KindId,
    /// What it is a part of; of the same kind.
    pub part_of: Option<SubjectId>,
    /// Files that are about it.
    pub paths: Globs,
    /// Makes one part of it for each file or heading of some paths.
    pub each: Option<Each>,
    /// Where it is declared.
    pub declared: Declared,
}

/// One subject for each file, or each heading, of some paths.
#[derive(Clone, Debug)]
pub struct Each {
    /// The files.
    pub paths: Globs,
    /// What names the subjects.
    pub from: TitleFrom,
}

/// What names a subject that a file makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TitleFrom {
    /// The title of the file.
    Title,
    /// Every heading of the file.
    Heading,
    /// The name of the file, without its ending.
    FileName,
    /// A field of its front matter.
    Field(String),
}

/// The kind of a subject that declares none.
pub const DEFAULT_KIND: &str = "product";

impl Subjects {
    pub(in crate::rules) fn new(list: Vec<Subject>, kinds: Vec<String>) -> Self {
        let ids = list.iter().enumerate();
        let by_id = ids
            .map(|(at, subject)| (subject.id.clone(), SubjectId::new(at)))
            .collect();
        Self { list, kinds, by_id }
    }

    /// The number of subjects.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether none is declared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All subjects with their ids, in the order of the rules files.
    pub fn iter(&self) -> impl Iterator<Item = (SubjectId, &Subject)> {
        self.list
            .iter()
            .enumerate()
            .map(|(at, subject)| (SubjectId::new(at), subject))
    }

    /// The subject of an id.
    #[must_use]
    pub fn get(&self, id: SubjectId) -> &Subject {
        &self.list[id.index()]
    }

    /// The subject with this name in the rules files.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<SubjectId> {
        self.by_id.get(id).copied()
    }

    /// The name in the rules files.
    #[must_use]
    pub fn id(&self, id: SubjectId) -> &str {
        &self.get(id).id
    }

    /// The kind of a subject.
    #[must_use]
    pub fn kind(&self, id: SubjectId) -> KindId {
        self.get(id).kind
    }

    /// The name of a kind.
    #[must_use]
    pub fn kind_name(&self, kind: KindId) -> &str {
        &self.kinds[kind.index()]
    }

    /// Whether the kind is that of subjects that declare none, which "all plans" names.
    #[must_use]
    pub fn is_default_kind(&self, kind: KindId) -> bool {
        self.kind_name(kind) == DEFAULT_KIND
    }

    /// What a subject is directly a part of.
    #[must_use]
    pub fn parent(&self, id: SubjectId) -> Option<SubjectId> {
        self.get(id).part_of
    }

    /// Whether `part` is `whole`, or a part of it at any depth.
    #[must_use]
    pub fn is_part_of(&self, part: SubjectId, whole: SubjectId) -> bool {
        std::iter::successors(Some(part), |&id| self.parent(id)).any(|id| id == whole)
    }

    /// Whether two promises with these subjects can be about one thing.
    ///
    /// An empty list is the whole brand; several of one kind are any of these, and of several
    /// kinds all must fit.
    #[must_use]
    pub fn overlap(&self, a: &[SubjectId], b: &[SubjectId]) -> bool {
        a.iter().all(|&mine| {
            let kind = self.kind(mine);
            let mut its = b.iter().filter(|&&its| self.kind(its) == kind).peekable();
            its.peek().is_none()
                || a.iter()
                    .filter(|&&other| self.kind(other) == kind)
                    .any(|&one| {
                        b.iter()
                            .any(|&two| self.is_part_of(one, two) || self.is_part_of(two, one))
                    })
        })
    }
}
