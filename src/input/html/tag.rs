//! A start tag and those of its attributes that are read.

use super::element::{Attribute, Element, element};
use super::fragment::Fragment;
use crate::document::Field;
use crate::input::builder::Builder;
use crate::text::{MappedText, Span};

/// A start tag whose attributes are being read.
pub(super) struct Tag {
    /// Its name, in lower case.
    pub(super) written: Vec<u8>,
    pub(super) element: Element,
    /// Whether it says that it is not shown.
    pub(super) hidden: bool,
    pub(super) attribute: Attribute,
    pub(super) texts: Vec<MappedText>,
    pub(super) value: Option<MappedText>,
    pub(super) content: Option<(MappedText, Span)>,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) language: Option<(String, Span)>,
    pub(super) role: Option<Element>,
    /// The anchor that it links to, and the one that it is.
    pub(super) target: Option<String>,
    pub(super) anchor: Option<String>,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

impl Tag {
    /// A tag with this name, and without attributes.
    pub(super) fn new(name: &[u8]) -> Self {
        Self {
            written: name.to_vec(),
            element: element(name),
            hidden: false,
            attribute: Attribute::Other,
            texts: Vec::new(),
            value: None,
            content: None,
            name: String::new(),
            kind: String::new(),
            language: None,
            role: None,
            target: None,
            anchor: None,
            columns: 1,
            rows: 1,
        }
    }

    /// Reads the value of the attribute named last.
    pub(super) fn read(&mut self, value: &str, span: Span, fragment: Fragment<'_>) {
        let number = || value.trim().parse::<usize>().unwrap_or(1).clamp(1, 65_534);
        match self.attribute {
            Attribute::Text => self.texts.push(fragment.text(span, value)),
            Attribute::Value => self.value = Some(fragment.text(span, value)),
            Attribute::Content => {
                self.content = Some((fragment.text(span, value), fragment.source_span(span)));
            }
            Attribute::Language => {
                self.language = Some((value.to_owned(), fragment.source_span(span)));
            }
            Attribute::Kind => self.kind = value.to_ascii_lowercase(),
            Attribute::Name => self.name = value.to_ascii_lowercase(),
            Attribute::Columns => self.columns = number(),
            Attribute::Rows => self.rows = number(),
            Attribute::Role => {
                self.role = match value {
                    "table" => Some(Element::Table),
                    "row" => Some(Element::Row),
                    "cell" | "gridcell" => Some(Element::Cell),
                    "columnheader" | "rowheader" => Some(Element::HeaderCell),
                    _ => None,
                }
            }
            Attribute::Target => self.target = value.strip_prefix('#').map(str::to_owned),
            Attribute::Anchor => self.anchor = Some(value.to_owned()),
            // It is shown once somebody looks for it.
            Attribute::Hidden => self.hidden = value != "until-found",
            Attribute::Style => {
                let style: String = value.split_whitespace().collect();
                self.hidden |= style.to_ascii_lowercase().contains("display:none");
            }
            Attribute::Other => {}
        }
    }

    /// A description or title for search engines and shared links.
    pub(super) fn meta(&self, builder: &mut Builder) {
        let Some((text, span)) = self.content.clone() else {
            return;
        };
        let spoken = [
            "description",
            "og:description",
            "twitter:description",
            "og:title",
            "twitter:title",
        ];
        if spoken.contains(&self.name.as_str()) {
            let field = Field {
                name: self.name.clone(),
                value: text.text().to_owned(),
                span,
            };
            builder.field(field);
            builder.attribute(text);
        }
    }
}
