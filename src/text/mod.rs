//! Text and places in it: spans, sources, folding, tokens, sentences and clauses.
//!
//! Knows nothing of promises, documents or languages.

mod divide;
pub mod fold;
mod letters;
mod mapped;
mod plain;
mod prose;
mod quick;
mod source;
mod span;
mod torn;

pub use fold::Folded;
pub(crate) use letters::{
    is_letter, is_letter_or_digit, is_settled, is_settled_letter, simplified,
};
pub use mapped::{HARD_BREAK, MappedText, Origin};
pub(crate) use plain::plain_words;
pub use prose::{Abbreviations, Clause, Mark, Prose, Sentence, Token, TokenKind};
pub use source::{Position, Source};
pub use span::Span;
pub(crate) use torn::is_torn;
