//! Places in rules files as people and editors count them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::rules::{Declared, Ruleset, builtin_packs};
use crate::text::Source;

/// A place in a rules file or a built-in pack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written {
    /// The name of the file; of a built-in pack, `pack:NAME`.
    pub file: Arc<str>,
    /// 1-based line.
    pub line: u32,
    /// 1-based column in Unicode scalar values.
    pub column: u32,
    /// Whether the file is a built-in pack, which has no path.
    pub in_pack: bool,
}

/// The texts of all files that rules were read from.
pub(super) struct Texts(BTreeMap<Arc<str>, Source>);

impl Texts {
    pub(super) fn of(ruleset: &Ruleset) -> Self {
        let own = ruleset.sources.iter().cloned();
        let packs = builtin_packs()
            .iter()
            .map(|pack| Source::new(pack.file_name(), pack.text.to_owned()));
        let named = own
            .chain(packs)
            .map(|source| (source.name().clone(), source));
        Self(named.collect())
    }

    pub(super) fn place(&self, declared: &Declared) -> Written {
        let source = self.0.get(&declared.file);
        let position = source.map(|source| source.position(declared.span.start));
        let position = position.unwrap_or_default();
        Written {
            file: declared.file.clone(),
            line: position.line,
            column: position.column,
            in_pack: declared.in_pack,
        }
    }
}
