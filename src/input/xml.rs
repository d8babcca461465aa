//! XML as tokens with their places.
//!
//! No entity but the five of XML itself and numbers is resolved, so that no document grows; a
//! document type is passed over.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::builder::Remark;
use crate::text::{MappedText, Span};

/// A part of a document.
pub(super) enum Token {
    /// A start tag, with its name without prefix.
    Open(Element),
    /// An end tag; an empty element has one too.
    Close(Box<str>),
    Text(MappedText),
}

/// A start tag.
pub(super) struct Element {
    pub(super) name: Box<str>,
    /// The whole tag in the source.
    pub(super) span: Span,
    attributes: Vec<(Box<str>, Box<str>)>,
}

impl Element {
    /// The value of an attribute, by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let (_, value) = attributes.find(|(its, _)| &**its == name)?;
        Some(value)
    }

    /// The value of the last attribute with this name without prefix.
    #[cfg(feature = "office")]
    pub(super) fn last_attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter().rev();
        let (_, value) = attributes.find(|(its, _)| &**its == name)?;
        Some(value)
    }

    /// An attribute's value as a text; it stands for its whole tag.
    pub(super) fn attribute_text(&self, name: &str) -> Option<MappedText> {
        let mut text = MappedText::default();
        text.push_replaced(self.attribute(name)?, self.span);
        Some(text)
    }
}

/// The tokens of a document.
pub(super) struct Tokens<'s> {
    text: &'s str,
    reader: Reader<&'s [u8]>,
    /// The end of an empty element, which comes next.
    closing: Option<Box<str>>,
    /// How many elements are open.
    depth: usize,
    done: bool,
    /// The comments before the last token that have not been taken.
    remarks: Vec<Remark>,
}

/// Where a document is no XML, and why.
pub(super) type Mistake = (usize, Cow<'static, str>);

impl<'s> Tokens<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        Self {
            text,
            reader,
            closing: None,
            depth: 0,
            done: false,
            remarks: Vec::new(),
        }
    }

    /// Takes the comments that stood before the last token.
    pub(super) fn remarks(&mut self) -> Vec<Remark> {
        std::mem::take(&mut self.remarks)
    }

    fn token(&mut self) -> Result<Option<Token>, Mistake> {
        if let Some(name) = self.closing.take() {
            return Ok(Some(Token::Close(name)));
        }
        loop {
            let start = self.reader.buffer_position() as usize;
            let event = self.reader.read_event().map_err(|error| {
                let at = self.reader.error_position() as usize;
                (at, error.to_string().into())
            })?;
            let span = Span::new(start, self.reader.buffer_position() as usize);
            return Ok(Some(match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    Token::Open(element(&tag, span))
                }
                Event::Empty(tag) => {
                    let element = element(&tag, span);
                    self.closing = Some(element.name.clone());
                    Token::Open(element)
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close(local(tag.name().as_ref()).into())
                }
                Event::Text(_) => Token::Text(self.verbatim(span)),
                Event::CData(_) => {
                    let inside = Span::new(start + "<![CDATA[".len(), span.end - "]]>".len());
                    Token::Text(self.verbatim(inside))
                }
                Event::GeneralRef(_) => Token::Text(reference(self.text, span)),
                Event::Eof if self.depth > 0 => return Err((start, "the end is missing".into())),
                Event::Eof => return Ok(None),
                Event::Comment(_) => {
                    self.remark(span);
                    continue;
                }
                Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            }));
        }
    }

    fn remark(&mut self, span: Span) {
        let written = self.text.get(span.range()).unwrap_or_default();
        let said = written.strip_prefix("<!--").unwrap_or(written);
        let said = said.strip_suffix("-->").unwrap_or(said);
        self.remarks.push(Remark {
            text: said.trim().to_owned(),
            span,
        });
    }

    fn verbatim(&self, span: Span) -> MappedText {
        MappedText::verbatim(self.text.get(span.range()).unwrap_or_default(), span.start)
    }
}

impl Iterator for Tokens<'_> {
    type Item = Result<Token, Mistake>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let token = self.token();
        self.done = token.is_err();
        token.transpose()
    }
}

fn element(tag: &BytesStart, span: Span) -> Element {
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false).flatten().map(|attribute| {
        let name = local(attribute.key.as_ref()).into();
        let value = resolved(&MappedText::verbatim(&attribute.value, 0));
        (name, value.into_boxed_str())
    });
    Element {
        name: local(tag.name().as_ref()).into(),
        span,
        attributes: attributes.collect(),
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute with its references resolved.
fn resolved(value: &MappedText) -> String {
    let whole = Span::new(0, value.text().len());
    let text = super::escape::unescaped(
        value.text(),
        whole,
        |c| c == '&',
        |rest| {
            let end = rest.find(';')? + 1;
            Some((end, resolve(&rest[1..end - 1])?.into()))
        },
    );
    text.text().to_owned()
}

/// What a reference stands for; one that is unknown is text.
fn reference(text: &str, span: Span) -> MappedText {
    let written = text.get(span.range()).unwrap_or_default();
    let name = written.trim_start_matches('&').trim_end_matches(';');
    let Some(made) = resolve(name) else {
        return MappedText::verbatim(written, span.start);
    };
    let mut mapped = MappedText::default();
    mapped.push_replaced(&made, span);
    mapped
}

fn resolve(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_predefined_entity(name).map(str::to_owned);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).map(String::from)
}
