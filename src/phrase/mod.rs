//! Phrases of rules files: the grammar, and many phrases looked for in a text together.
//!
//! A phrase is parsed and checked once, compiled to steps over the tokens of a text, and tried
//! only in clauses that hold one of its anchors. Whatever a rules file says, matching takes time
//! linear in the text. Knows nothing of promises, documents or languages.

mod alternatives;
mod anchor;
mod check;
mod compile;
mod contractions;
mod error;
mod gate;
mod gathered;
mod lex;
mod line;
mod literal;
mod matcher;
mod needs;
mod parse;
mod regular;
mod set;
mod sketch;
mod syntax;
#[cfg(test)]
mod tests;
mod tried;
mod vocabulary;
mod words;

use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxBuildHasher;

use crate::quantity::{Kind, Quantity};
use crate::text::Span;

pub use error::PhraseError;
pub use set::PhraseSet;
pub use tried::Tried;
pub(crate) use vocabulary::Words as WordsOfText;
pub use vocabulary::{Head, Said, Vocabulary};
pub use words::{Words, WordsError};

use compile::Program;
use regular::Regular;
use syntax::{Node, Wanted};

/// A phrase that has no mistake; it is parsed and compiled once, its copies with it.
#[derive(Clone, Debug)]
pub struct Phrase {
    text: Arc<str>,
    lazy: Arc<Lazy>,
}

#[derive(Debug)]
struct Lazy {
    /// What it may use as `$name`, while it is not parsed.
    words: Option<Arc<Words>>,
    parsed: OnceLock<Parsed>,
}

#[derive(Debug)]
struct Parsed {
    body: Body,
    has_amounts: bool,
}

#[derive(Debug)]
enum Body {
    /// Compiled when it is first tried: most phrases stand in no text of a run.
    Items(Node, OnceLock<Program>),
    Regular(Regular),
}

/// A quantity in a text, as far as phrases need to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Its bytes in the original text, comparator and *per* included.
    pub span: Span,
    /// Its bytes without comparator and *per*.
    pub core: Span,
    /// What it measures.
    pub kind: Kind,
    /// Whether it has a *per*.
    pub has_per: bool,
    /// Whether it is nothing, something or all there is.
    pub size: Size,
}

/// What is known of a text that phrases are looked for in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// Its quantities, in any order.
    pub amounts: &'a [Amount],
    /// The clauses that say when or in which case the next one holds, by their index, so that
    /// phrases see both at once: "after 80 GB, …". None is the last of the text.
    pub openings: &'a [usize],
}

impl<'a> From<&'a [Amount]> for Beside<'a> {
    fn from(amounts: &'a [Amount]) -> Self {
        Self {
            amounts,
            openings: &[],
        }
    }
}

/// How much a quantity is, as far as a breach that names it may break nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Zero, and nothing else.
    Nothing,
    /// Something, or unknown.
    Something,
    /// Without end, and no time: "unlimited".
    Endless,
}

impl Size {
    /// How much a quantity is.
    #[must_use]
    pub fn of(quantity: &Quantity) -> Self {
        match quantity.kind {
            _ if quantity.is_zero() => Self::Nothing,
            // "For life" may be what a breach takes the end of.
            kind if kind != Kind::Duration && quantity.is_endless() => Self::Endless,
            _ => Self::Something,
        }
    }
}

/// A place where a phrase matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The index of the phrase.
    pub phrase: usize,
    /// The tokens from the first to the last that it took or skipped.
    pub tokens: Range<usize>,
    /// The bytes of these tokens in the original text.
    pub span: Span,
    /// The number of literal characters; gaps, endings and quantities count nothing.
    pub literal: usize,
    /// The original bytes of each token that a literal word took, in order.
    pub words: Vec<Span>,
    /// The original bytes that each `...` or `&` skipped, where it skipped any.
    pub gaps: Vec<Span>,
    /// The original bytes that `{value}` took.
    pub value: Option<Span>,
}

impl Phrase {
    /// Parses and checks a phrase; `words` are the phrases that it may use as `$name`.
    ///
    /// # Errors
    ///
    /// All mistakes in the phrase, in the order of their places: a bad operator, an unknown name
    /// or kind, a mark that ends a clause (among them – and —), too little literal text.
    pub fn parse(text: impl Into<Arc<str>>, words: &Words) -> Result<Self, Vec<PhraseError>> {
        let text = text.into();
        let parsed = Parsed::of(&text, words)?;
        let lazy = Lazy {
            words: None,
            parsed: parsed.into(),
        };
        Ok(Self {
            text,
            lazy: lazy.into(),
        })
    }

    /// A phrase that is known to have no mistake, to be parsed when a text may hold it.
    pub(crate) fn known(text: impl Into<Arc<str>>, words: &Arc<Words>) -> Self {
        let lazy = Lazy {
            words: Some(Arc::clone(words)),
            parsed: OnceLock::new(),
        };
        Self {
            text: text.into(),
            lazy: lazy.into(),
        }
    }

    fn parsed(&self) -> &Parsed {
        self.lazy.parsed.get_or_init(|| {
            let none = Words::default();
            let words = self.lazy.words.as_deref().unwrap_or(&none);
            Parsed::of(&self.text, words).expect("a known phrase has no mistake")
        })
    }

    /// A hash of what the phrase takes: equal where [`Self::has_the_items_of`] holds.
    pub(crate) fn hash_of_items(&self) -> u64 {
        match &self.parsed().body {
            Body::Items(node, _) => FxBuildHasher.hash_one(node),
            Body::Regular(_) => FxBuildHasher.hash_one(&self.text),
        }
    }

    /// Whether the two take the same texts because they are written alike; case, width and the
    /// spaces between words do not count.
    pub(crate) fn has_the_items_of(&self, other: &Self) -> bool {
        match (&self.parsed().body, &other.parsed().body) {
            (Body::Items(own, _), Body::Items(other, _)) => own == other,
            (Body::Regular(_), Body::Regular(_)) => self.text == other.text,
            _ => false,
        }
    }

    /// The phrase as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the phrase holds a quantity, so that [`PhraseSet::find`] needs those of the text.
    #[must_use]
    pub fn has_amounts(&self) -> bool {
        self.parsed().has_amounts
    }

    /// Whether the phrase names an amount of money, as `{money}`.
    #[must_use]
    pub(crate) fn asks_for(&self, kind: Kind) -> bool {
        self.node()
            .is_some_and(|node| node.wants(Wanted::Kind(kind)))
    }

    /// Adds the kinds of the quantities that the phrase holds, each once; `None` for any kind.
    fn add_kinds(&self, kinds: &mut Vec<Option<Kind>>) {
        if let Some(node) = self.node() {
            node.add_kinds(kinds);
        }
    }

    /// Whether the phrase names a day, as `{date}`; it is parsed only where its text may say so.
    pub(crate) fn asks_for_days(&self) -> bool {
        let words = self.lazy.words.as_deref();
        let may_ask = words.is_none_or(|words| {
            self.text.contains("date") || (words.ask_for_days() && self.text.contains(['$', '＄']))
        });
        may_ask && self.asks_for(Kind::Date)
    }

    fn node(&self) -> Option<&Node> {
        match &self.parsed().body {
            Body::Items(node, _) => Some(node),
            Body::Regular(_) => None,
        }
    }

    /// The node with what it is compiled to, where it is no regular expression.
    fn program(&self) -> Option<&Program> {
        match &self.parsed().body {
            Body::Items(node, program) => Some(program.get_or_init(|| Program::new(node))),
            Body::Regular(_) => None,
        }
    }

    /// What it may use as `$name`, where it was not parsed at once.
    fn words(&self) -> Option<&Words> {
        self.lazy.words.as_deref()
    }

    /// Whether it is a regular expression; asks for no parsing.
    fn is_regular(&self) -> bool {
        regular::is_regular(&self.text)
    }

    fn regular(&self) -> Option<&Regular> {
        if !self.is_regular() {
            return None;
        }
        match &self.parsed().body {
            Body::Items(..) => None,
            Body::Regular(regular) => Some(regular),
        }
    }
}

impl Parsed {
    fn of(text: &Arc<str>, words: &Words) -> Result<Self, Vec<PhraseError>> {
        check::check_length(text).map_err(|error| vec![error])?;
        if regular::is_regular(text) {
            let regular = Regular::new(text).map_err(|error| vec![error])?;
            return Ok(Self {
                body: Body::Regular(regular),
                has_amounts: false,
            });
        }
        let mut errors = Vec::new();
        let node = parse::parse(text, &mut |name| words.find(name), &mut errors);
        if !errors.is_empty() {
            errors.sort_by_key(|error| error.span);
            return Err(errors);
        }
        let has_amounts = check::check(text, &node, &words.extents).map_err(|error| vec![error])?;
        Ok(Self {
            body: Body::Items(node, OnceLock::new()),
            has_amounts,
        })
    }
}
