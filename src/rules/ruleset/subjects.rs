//! What statements can be about: small trees, one set of them for each kind.

use std::collections::{HashMap, HashSet};

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
    /// Whether its names count only where they are written with a capital.
    pub capital: bool,
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

    pub(super) fn push(&mut self, subject: Subject) {
        self.by_id
            .insert(subject.id.clone(), SubjectId::new(self.list.len()));
        self.list.push(subject);
    }

    /// The kind with this name, which is new where no subject is of it.
    pub(super) fn kind_named(&mut self, name: &str) -> KindId {
        let known = self.kinds.iter().position(|kind| kind == name);
        KindId::new(known.unwrap_or_else(|| {
            self.kinds.push(name.to_owned());
            self.kinds.len() - 1
        }))
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
        if let ([one], [two]) = (a, b) {
            let same_kind = self.kind(*one) == self.kind(*two);
            return !same_kind || self.is_part_of(*one, *two) || self.is_part_of(*two, *one);
        }
        let (above_a, above_b) = (self.with_wholes(a), self.with_wholes(b));
        let in_a = b.iter().filter(|id| above_a.contains(id));
        let in_b = a.iter().filter(|id| above_b.contains(id));
        let related: HashSet<KindId> = in_a.chain(in_b).map(|&id| self.kind(id)).collect();
        let kinds_of_b: HashSet<KindId> = b.iter().map(|&id| self.kind(id)).collect();
        let mut kinds_of_a = a.iter().map(|&id| self.kind(id));
        kinds_of_a.all(|kind| !kinds_of_b.contains(&kind) || related.contains(&kind))
    }

    /// Subjects with all that they are part of; each is visited once.
    fn with_wholes(&self, ids: &[SubjectId]) -> HashSet<SubjectId> {
        let mut found = HashSet::new();
        for &id in ids {
            let mut next = Some(id);
            while let Some(id) = next.filter(|&id| found.insert(id)) {
                next = self.parent(id);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Subjects `kind:name<part-of`, in an order in which each stands after its whole.
    fn subjects(written: &[&str]) -> Subjects {
        let mut list: Vec<Subject> = Vec::new();
        let kinds = vec!["product".to_owned(), "contact".to_owned()];
        for text in written {
            let (kind, rest) = text.split_once(':').unwrap();
            let (id, whole) = rest.split_once('<').unwrap_or((rest, ""));
            let whole = list.iter().position(|subject| subject.id == whole);
            list.push(Subject {
                id: id.to_owned(),
                kind: KindId::new(kinds.iter().position(|known| known == kind).unwrap()),
                part_of: whole.map(SubjectId::new),
                paths: Globs::default(),
                each: None,
                capital: false,
                declared: Declared {
                    file: "test".into(),
                    span: crate::text::Span::default(),
                    in_pack: false,
                },
            });
        }
        Subjects::new(list, kinds)
    }

    #[test]
    fn promises_overlap_where_one_thing_can_be_of_both() {
        let subjects = subjects(&[
            "product:mobile",
            "product:freedom<mobile",
            "product:basic<mobile",
            "contact:hotline",
            "contact:chat",
        ]);
        for (a, b, expected) in [
            ("", "", true),
            ("", "freedom", true),
            ("freedom", "mobile", true),
            ("freedom", "basic", false),
            ("freedom basic", "basic", true),
            ("freedom", "hotline", true),
            ("freedom hotline", "freedom chat", false),
            ("freedom hotline", "mobile hotline", true),
        ] {
            let ids = |names: &str| -> Vec<SubjectId> {
                names
                    .split_whitespace()
                    .map(|name| subjects.find(name).unwrap())
                    .collect()
            };
            assert_eq!(subjects.overlap(&ids(a), &ids(b)), expected, "{a} | {b}");
            assert_eq!(subjects.overlap(&ids(b), &ids(a)), expected, "{b} | {a}");
        }
    }
}
