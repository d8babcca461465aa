//! What the styles of a text say about its structure.

use std::collections::HashMap;

use crate::input::office::{Refusal, tokens};
use crate::input::xml::{Element, Token};

/// No style is based on more than so many others.
const DEEPEST: usize = 16;

/// What is said of a text; `None` where nothing is said.
#[derive(Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) bold: Option<bool>,
    pub(super) raised: Option<bool>,
    /// Whether it is hidden or struck out.
    pub(super) unseen: Option<bool>,
    pub(super) title: bool,
}

/// The styles of a document, by their names, each with the one that it is based on.
#[derive(Default)]
pub(super) struct Styles(HashMap<String, (Style, Option<String>)>);

impl Styles {
    /// Takes the styles of one part.
    pub(super) fn read(&mut self, text: &str) -> Result<(), Refusal> {
        let mut open: Option<(String, (Style, Option<String>))> = None;
        for token in tokens(text) {
            match token? {
                Token::Open(element) if &*element.name == "style" => {
                    let name = element.attribute("name").unwrap_or_default();
                    let parent = element.attribute("parent-style-name");
                    let style = Style {
                        title: name == "Title",
                        ..Style::default()
                    };
                    open = Some((name.to_owned(), (style, parent.map(str::to_owned))));
                }
                Token::Open(element) if &*element.name == "text-properties" => {
                    if let Some((_, (style, _))) = &mut open {
                        style.take(&element);
                    }
                }
                Token::Open(element) if &*element.name == "body" => break,
                Token::Close(name) if &*name == "style" => self.0.extend(open.take()),
                _ => {}
            }
        }
        Ok(())
    }

    /// What a style says, what it is based on included.
    pub(super) fn of(&self, name: &str) -> Style {
        let mut found = Style::default();
        let mut next = Some(name);
        for _ in 0..DEEPEST {
            let Some((style, parent)) = next.and_then(|name| self.0.get(name)) else {
                break;
            };
            found = Style {
                bold: found.bold.or(style.bold),
                raised: found.raised.or(style.raised),
                unseen: found.unseen.or(style.unseen),
                title: found.title || style.title,
            };
            next = parent.as_deref();
        }
        found
    }
}

impl Style {
    fn take(&mut self, element: &Element) {
        if let Some(weight) = element.attribute("font-weight") {
            self.bold = Some(matches!(weight, "bold" | "600" | "700" | "800" | "900"));
        }
        if let Some(position) = element.attribute("text-position") {
            self.raised = Some(position.starts_with("super"));
        }
        let struck = element.attribute("text-line-through-style");
        let struck = struck.map(|style| style != "none");
        let hidden = element.attribute("display").map(|shown| shown == "none");
        if struck.is_some() || hidden.is_some() {
            self.unseen = Some(struck == Some(true) || hidden == Some(true));
        }
    }
}
