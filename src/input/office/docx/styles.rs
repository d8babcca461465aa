//! What the styles of a document say about its structure.

use std::collections::HashMap;

use super::properties::{Properties, level};
use crate::input::office::{Refusal, tokens};
use crate::input::xml::Token;

/// No style is based on more than so many others.
const DEEPEST: usize = 16;

/// What paragraphs of a style are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Text,
    Title,
    /// A line of a table of contents, which repeats a heading.
    Contents,
}

#[derive(Default)]
struct Style {
    kind: Kind,
    based_on: Option<String>,
    own: Properties,
}

/// The styles of a document, by their identifiers.
#[derive(Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        let mut styles = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        for token in tokens(text) {
            match token? {
                Token::Open(element) if &*element.name == "style" => {
                    let id = element.attribute("styleId").unwrap_or_default();
                    open = Some((id.to_owned(), Style::default()));
                }
                Token::Open(element) => {
                    let Some((_, style)) = &mut open else {
                        continue;
                    };
                    let value = element.attribute("val").unwrap_or_default();
                    match &*element.name {
                        "name" => style.name(value),
                        "basedOn" => style.based_on = Some(value.to_owned()),
                        _ => style.own.take(&element),
                    }
                }
                Token::Close(name) if &*name == "style" => styles.extend(open.take()),
                _ => {}
            }
        }
        Ok(Self(styles))
    }

    /// What a style says, what it is based on included.
    pub(super) fn of(&self, id: &str) -> (Kind, Properties) {
        let mut found = (Kind::Text, Properties::default());
        let mut next = Some(id);
        for _ in 0..DEEPEST {
            let Some(style) = next.and_then(|id| self.0.get(id)) else {
                break;
            };
            if found.0 == Kind::Text {
                found.0 = style.kind;
            }
            found.1 = found.1.over(&style.own);
            next = style.based_on.as_deref();
        }
        found
    }
}

impl Style {
    /// Names of built-in styles are English in every language of the program.
    fn name(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        if name == "title" {
            self.kind = Kind::Title;
        } else if name.starts_with("toc ") || name == "table of figures" {
            self.kind = Kind::Contents;
        } else if let Some(number) = name.strip_prefix("heading ") {
            self.own.outline = self.own.outline.or(level(number.trim(), 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_inherit() {
        let styles = Styles::read(
            r#"<w:styles>
                <w:style w:styleId="A"><w:name w:val="Heading 2"/><w:rPr><w:b/></w:rPr></w:style>
                <w:style w:styleId="B"><w:name w:val="Own"/><w:basedOn w:val="A"/><w:rPr><w:b w:val="0"/></w:rPr></w:style>
                <w:style w:styleId="C"><w:name w:val="toc 1"/><w:basedOn w:val="C"/></w:style>
            </w:styles>"#,
        )
        .unwrap();
        let (kind, own) = styles.of("B");
        assert_eq!(
            (kind, own.outline, own.bold),
            (Kind::Text, Some(2), Some(false))
        );
        assert_eq!(styles.of("C").0, Kind::Contents);
        assert_eq!(styles.of("none").0, Kind::Text);
    }
}
