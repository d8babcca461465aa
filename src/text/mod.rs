//! Text and places in it: spans, sources, folding, tokens.
//!
//! Knows nothing of promises, documents or languages.

mod span;

pub use span::Span;
