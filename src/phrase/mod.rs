//! Phrases of rules files: a plain form that knows brackets and literal words.

use std::collections::BTreeMap;

use crate::text::Span;

/// Named lists of phrases, to use in others as `$name`.
pub type Words = BTreeMap<String, Vec<String>>;

/// One phrase.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// As written.
    pub text: String,
}

/// A mistake in a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseError {
    /// The bytes of the phrase that are wrong.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Phrase {
    /// Reads one phrase.
    ///
    /// # Errors
    ///
    /// Names that `words` does not hold, and groups that are not closed.
    pub fn parse(text: &str, words: &Words) -> Result<Self, Vec<PhraseError>> {
        let mut errors = Vec::new();
        if let Some(at) = text.find('(')
            && !text.contains(')')
        {
            errors.push(PhraseError {
                span: Span::new(at, at + 1),
                message: "the group is not closed".to_owned(),
                help: Some("write `)` where it ends".to_owned()),
            });
        }
        for (at, _) in text.match_indices('$') {
            let rest = &text[at + 1..];
            let len = rest
                .find(|c: char| !c.is_alphanumeric() && c != '-')
                .unwrap_or(rest.len());
            if !words.contains_key(&rest[..len]) {
                errors.push(PhraseError {
                    span: Span::new(at, at + 1 + len),
                    message: format!("`${}` is not in `[words]`", &rest[..len]),
                    help: None,
                });
            }
        }
        if errors.is_empty() {
            Ok(Self {
                text: text.to_owned(),
            })
        } else {
            Err(errors)
        }
    }
}

/// All phrases of a set of rules.
#[derive(Clone, Debug, Default)]
pub struct PhraseSet {
    phrases: Vec<Phrase>,
}

impl PhraseSet {
    /// Takes phrases; each keeps its index.
    #[must_use]
    pub fn new(phrases: Vec<Phrase>) -> Self {
        Self { phrases }
    }

    /// The phrases.
    #[must_use]
    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }
}
