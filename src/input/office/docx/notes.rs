//! Footnotes and endnotes, kept until they are referred to.

use std::collections::HashMap;

use crate::input::office::{Refusal, tokens};
use crate::input::xml::Token;

/// Where notes stand.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

impl NoteKind {
    pub(super) const ALL: [Self; 2] = [Self::Footnote, Self::Endnote];

    /// The name of its element, and of its unit.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Footnote => "footnote",
            Self::Endnote => "endnote",
        }
    }

    /// The kind of the part that holds them.
    pub(super) fn part(self) -> &'static str {
        match self {
            Self::Footnote => "footnotes",
            Self::Endnote => "endnotes",
        }
    }
}

/// A note that is referred to.
pub(super) struct Note {
    pub(super) kind: NoteKind,
    /// Which of its kind, in the order of the text, from 1.
    pub(super) number: usize,
    pub(super) tokens: Vec<Token>,
}

impl Note {
    /// The name by which the builder knows it.
    pub(super) fn label(&self) -> String {
        let prefix = match self.kind {
            NoteKind::Footnote => "",
            NoteKind::Endnote => "e",
        };
        format!("{prefix}{}", self.number)
    }
}

/// The notes of a document.
#[derive(Default)]
pub(super) struct Notes {
    texts: HashMap<(NoteKind, String), Vec<Token>>,
    taken: [usize; 2],
}

impl Notes {
    /// Reads the part that holds the notes of one kind.
    pub(super) fn read(&mut self, kind: NoteKind, text: &str) -> Result<(), Refusal> {
        let mut open: Option<(String, Vec<Token>)> = None;
        for token in tokens(text) {
            match token? {
                Token::Open(element) if *element.name == *kind.name() && open.is_none() => {
                    let id = element.attribute("id").unwrap_or_default();
                    open = Some((id.to_owned(), Vec::new()));
                }
                Token::Close(name) if *name == *kind.name() => {
                    if let Some((id, tokens)) = open.take() {
                        self.texts.insert((kind, id), tokens);
                    }
                }
                token => {
                    if let Some((_, tokens)) = &mut open {
                        tokens.push(token);
                    }
                }
            }
        }
        Ok(())
    }

    /// The note with this identifier, the first time that it is referred to.
    pub(super) fn take(&mut self, kind: NoteKind, id: &str) -> Option<Note> {
        let tokens = self.texts.remove(&(kind, id.to_owned()))?;
        let taken = &mut self.taken[usize::from(kind == NoteKind::Endnote)];
        *taken += 1;
        Some(Note {
            kind,
            number: *taken,
            tokens,
        })
    }
}
