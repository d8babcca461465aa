//! A first rules file, drawn from the content: who speaks, what the built-in packs find promised,
//! and the values that texts give now.
//!
//! Nothing is invented: every line carries the place that it was taken from.

mod channels;
mod names;
mod page;
mod values;

use std::collections::BTreeMap;

use crate::extract::{Extractor, Given, Role, Statement};
use crate::input;
use crate::language::{Act, Holder, Polarity, Time};
use crate::report::Problem;
use crate::rules::{PromiseId, Ruleset};

use names::Names;

/// What is known of the content so far.
#[derive(Debug)]
pub struct Survey<'r> {
    ruleset: &'r Ruleset,
    extractor: Extractor<'r>,
    paths: Vec<String>,
    names: Names,
    made: BTreeMap<PromiseId, Made>,
}

/// Where a promise is made.
#[derive(Debug, Default)]
struct Made {
    claims: Vec<Statement>,
    values: Vec<Statement>,
}

impl<'r> Survey<'r> {
    /// A survey by the promises of `ruleset`, which are those of the built-in packs: see
    /// [`Ruleset::builtin`].
    #[must_use]
    pub fn new(ruleset: &'r Ruleset) -> Self {
        Self {
            ruleset,
            extractor: Extractor::new(ruleset),
            paths: Vec::new(),
            names: Names::default(),
            made: BTreeMap::new(),
        }
    }

    /// Looks at one file; `path` is relative to the folder of the rules file.
    ///
    /// The order of the files decides what is named first.
    ///
    /// # Errors
    ///
    /// When the bytes are no text that can be decoded.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), Problem> {
        let document = input::read(path, bytes).map_err(|problem| Problem {
            path: problem.path,
            message: problem.message,
        })?;
        self.paths.push(path.to_owned());
        self.names.look_at(&document);
        let extract = self.extractor.extract(&document, &Given::default());
        for statement in extract.statements.into_iter().filter(is_promise) {
            let made = self.made.entry(statement.promise).or_default();
            match statement.role {
                Role::Claim | Role::Breach(_) => made.claims.push(statement),
                Role::Value => made.values.push(statement),
                Role::Disclosure(_) => {}
            }
        }
        Ok(())
    }

    /// How many files were looked at.
    #[must_use]
    pub fn files(&self) -> usize {
        self.paths.len()
    }

    /// How many promises are made in them.
    #[must_use]
    pub fn promises(&self) -> usize {
        self.made.values().filter(|made| made.is_any()).count()
    }

    /// The rules file as TOML, with comments.
    #[must_use]
    pub fn rules_file(&self) -> String {
        page::write(self)
    }
}

impl Made {
    fn is_any(&self) -> bool {
        !self.claims.is_empty() || !self.values.is_empty()
    }

    /// The first place where the promise is made.
    fn first(&self) -> Option<&Statement> {
        self.claims.first().or(self.values.first())
    }
}

/// Whether a statement makes its promise: the brand's own, plain and of today; a breach must be
/// denied.
fn is_promise(statement: &Statement) -> bool {
    let reading = &statement.reading;
    let denied = reading.polarity == Polarity::Negated;
    denied == matches!(statement.role, Role::Breach(_))
        && reading.act == Act::Statement
        && reading.holder == Holder::We
        && reading.time == Time::Now
        && !statement.bare
}
