//! Names of subjects: within one kind, each name belongs to one subject.

use std::collections::HashMap;

use crate::rules::file::RulesFile;
use crate::rules::mistake::{Mistake, Mistakes};
use crate::rules::place::Place;
use crate::rules::ruleset::{KindId, SubjectId, Subjects};
use crate::text::fold::fold_word;

/// Packs may name what a project names too: a text then means both.
pub(super) fn check(files: &[RulesFile], subjects: &Subjects, mistakes: &Mistakes) {
    let mut taken: HashMap<(KindId, String), (SubjectId, Place)> = HashMap::new();
    for subject in files.iter().flat_map(|file| &file.subjects) {
        let Some(id) = subjects.find(&subject.id.value) else {
            continue;
        };
        for (_, name) in subject.names.phrases() {
            let key = (subjects.kind(id), fold_word(name.value.trim()));
            let &mut (owner, first) = taken.entry(key).or_insert((id, name.place));
            if owner != id {
                let message = format!(
                    "`{}` names two subjects, `{}` and `{}`",
                    name.value,
                    subjects.id(owner),
                    subject.id.value,
                );
                let help = "write more of the name, so that a text can tell them apart".to_owned();
                let mistake = Mistake::new("same-name", name.place, message).help(help);
                mistakes.report(mistake.also(first, "also here"));
            }
        }
    }
}
