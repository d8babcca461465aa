//! Turns tags and texts into calls of the builder; keeps the stack of open elements.
//!
//! Each open element knows the nearest list, row, cell… around it, so that an implied or an
//! unmatched end tag costs no search, however deep the markup is nested.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span as GumSpan, Tokenizer};

use super::element::{Attribute, Element, attribute, element};
use super::fragment::Fragment;
use crate::document::Field;
use crate::input::builder::Builder;
use crate::input::table::CellSpec;
use crate::text::{MappedText, Span};

/// How far an end tag of the line looks for its start.
const FARTHEST_START: usize = 32;

/// The innermost open elements of each part, as indices into the stack.
#[derive(Clone, Copy, Default)]
struct Nearest {
    list: Option<usize>,
    item: Option<usize>,
    terms: Option<usize>,
    term: Option<usize>,
    table: Option<usize>,
    head: Option<usize>,
    row: Option<usize>,
    cell: Option<usize>,
    heading: Option<usize>,
    scope: Option<usize>,
    scope_heading: Option<usize>,
    quote: Option<usize>,
    deleted: Option<usize>,
    hidden: Option<usize>,
}

struct OpenElement {
    element: Element,
    /// How many containers the builder had before.
    depth: usize,
    outside: Nearest,
}

/// A start tag whose attributes are being read.
struct Tag {
    element: Element,
    attribute: Attribute,
    texts: Vec<MappedText>,
    value: Option<MappedText>,
    content: Option<(MappedText, Span)>,
    name: String,
    kind: String,
    language: Option<(String, Span)>,
    role: Option<Element>,
    columns: usize,
    rows: usize,
}

impl Tag {
    fn new(element: Element) -> Self {
        Self {
            element,
            attribute: Attribute::Other,
            texts: Vec::new(),
            value: None,
            content: None,
            name: String::new(),
            kind: String::new(),
            language: None,
            role: None,
            columns: 1,
            rows: 1,
        }
    }
}

/// The open elements of a document; lives on from fragment to fragment.
#[derive(Default)]
pub(in crate::input) struct Machine {
    stack: Vec<OpenElement>,
    nearest: Nearest,
    /// The text of a page's title, while it is open.
    title: Option<MappedText>,
}

impl Machine {
    /// Reads a fragment; what it leaves open stays open for the next.
    pub(in crate::input) fn feed(&mut self, fragment: Fragment<'_>, builder: &mut Builder) {
        let mut tag = Tag::new(Element::Inline);
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: GumSpan<usize>| {
            self.event(
                &event,
                Span::new(span.start, span.end.max(span.start)),
                fragment,
                &mut tag,
                builder,
            );
            None::<Infallible>
        });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(fragment.html, emitter).finish();
    }

    /// Forgets elements whose containers the builder has closed.
    pub(in crate::input) fn forget(&mut self, depth: usize) {
        while let Some(open) = self.stack.pop_if(|open| open.depth >= depth) {
            self.nearest = open.outside;
        }
    }

    fn event(
        &mut self,
        event: &CallbackEvent<'_>,
        span: Span,
        fragment: Fragment<'_>,
        tag: &mut Tag,
        builder: &mut Builder,
    ) {
        match *event {
            CallbackEvent::OpenStartTag { name } => *tag = Tag::new(element(name)),
            CallbackEvent::AttributeName { name } => tag.attribute = attribute(name),
            CallbackEvent::AttributeValue { value } => {
                read_attribute(tag, &String::from_utf8_lossy(value), span, fragment);
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = std::mem::replace(tag, Tag::new(Element::Inline));
                self.start(tag, fragment.source_span(span), self_closing, builder);
            }
            CallbackEvent::EndTag { name } => {
                self.end(element(name), fragment.source_span(span), builder);
            }
            CallbackEvent::String { value } => {
                if let Some(title) = &mut self.title {
                    *title = fragment.text(span, &String::from_utf8_lossy(value));
                } else if !builder.muted() {
                    self.text(&String::from_utf8_lossy(value), span, fragment, builder);
                }
            }
            CallbackEvent::Comment { value } => {
                builder.comment(&String::from_utf8_lossy(value), fragment.source_span(span));
            }
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn text(&self, value: &str, span: Span, fragment: Fragment<'_>, builder: &mut Builder) {
        if builder.at_start() && value.trim().is_empty() {
            return;
        }
        // Text between cells is no part of the table.
        let in_table = self.nearest.table.is_some() && self.nearest.cell.is_none();
        if in_table && value.trim().is_empty() {
            return;
        }
        builder.mapped(&fragment.text(span, value));
    }

    fn start(&mut self, tag: Tag, span: Span, self_closing: bool, builder: &mut Builder) {
        if self.nearest.hidden.is_some() {
            // Inside, only what may close it counts; `template` nests.
            if tag.element == Element::Hidden && !self_closing {
                self.open(Element::Hidden, builder, |_| {});
            }
            return;
        }
        let border = !matches!(
            tag.element,
            Element::Inline
                | Element::Strong
                | Element::Raised
                | Element::Code
                | Element::Deleted
                | Element::Break
                | Element::Image
                | Element::Input
        );
        if border {
            builder.end_block();
        }
        let element = tag
            .role
            .filter(|_| matches!(tag.element, Element::Border))
            .unwrap_or(tag.element);
        self.structure(element, &tag, span, self_closing, builder);
        for text in tag.texts {
            builder.attribute(text);
        }
    }

    fn structure(
        &mut self,
        element: Element,
        tag: &Tag,
        span: Span,
        self_closing: bool,
        builder: &mut Builder,
    ) {
        match element {
            Element::Divider => builder.divide(),
            Element::Break => {
                builder.hard_break(span);
            }
            Element::Heading(level) => {
                self.close(self.nearest.heading, builder);
                self.open(element, builder, |builder| builder.heading(level));
            }
            Element::List => self.open(element, builder, Builder::list),
            Element::Item => {
                self.close(self.nearest.item, builder);
                self.open(element, builder, Builder::item);
            }
            Element::Terms => self.open(element, builder, Builder::terms),
            Element::Term | Element::Definition => {
                self.close(self.nearest.term, builder);
                let opens = if element == Element::Term {
                    Builder::term
                } else {
                    Builder::definition
                };
                self.open(element, builder, opens);
            }
            Element::Table => self.open(element, builder, Builder::table),
            Element::TableHead | Element::TableBody if self.nearest.table.is_some() => {
                self.close(self.nearest.row, builder);
                self.close(self.nearest.head, builder);
                self.open(element, builder, Builder::inline);
            }
            Element::Row if self.nearest.table.is_some() => {
                self.close(self.nearest.row, builder);
                self.open(element, builder, Builder::row);
            }
            Element::Cell | Element::HeaderCell if self.nearest.table.is_some() => {
                self.close(self.nearest.cell, builder);
                if self.nearest.row.is_none() {
                    self.open(Element::Row, builder, Builder::row);
                }
                let spec = CellSpec {
                    header: element == Element::HeaderCell || self.in_head(),
                    columns: tag.columns,
                    rows: tag.rows,
                };
                self.open(element, builder, |builder| builder.cell(spec));
            }
            Element::ScopeHeading => {
                self.close(self.nearest.scope_heading, builder);
                self.open(element, builder, Builder::scoped_heading);
            }
            Element::Scope => self.open(element, builder, Builder::scope),
            Element::Quote => self.open(element, builder, Builder::quote),
            Element::Strong => self.open(element, builder, Builder::strong),
            Element::Raised => self.open(element, builder, Builder::raise),
            Element::Code => {
                builder.replaced("\u{fffc}", span);
                self.open(element, builder, Builder::mute);
            }
            Element::Deleted => self.open(element, builder, Builder::mute),
            Element::Hidden if !self_closing => self.open(element, builder, Builder::mute),
            // A part of a table without a table is like any other element.
            Element::Inline
            | Element::Border
            | Element::Image
            | Element::TableHead
            | Element::TableBody
            | Element::Row
            | Element::Cell
            | Element::HeaderCell
            | Element::Hidden => {}
            Element::Title => self.title = Some(MappedText::default()),
            Element::Meta => meta(tag, builder),
            Element::Root => {
                if let Some((value, span)) = tag.language.clone() {
                    builder.field(Field {
                        name: "lang".to_owned(),
                        value,
                        span,
                    });
                }
            }
            Element::Input => {
                if matches!(tag.kind.as_str(), "submit" | "button" | "reset")
                    && let Some(value) = tag.value.clone()
                {
                    builder.attribute(value);
                }
            }
        }
    }

    fn end(&mut self, element: Element, span: Span, builder: &mut Builder) {
        if element == Element::Title
            && let Some(title) = self.title.take()
        {
            let title = title.trimmed();
            if let Some(span) = title.whole().filter(|_| self.nearest.hidden.is_none()) {
                let value = title.text().to_owned();
                builder.field(Field {
                    name: "title".to_owned(),
                    value,
                    span,
                });
                builder.title(title);
            }
            return;
        }
        if self.nearest.hidden.is_some() && element != Element::Hidden {
            return;
        }
        match element {
            Element::Border | Element::Root => builder.end_block(),
            Element::Heading(_) => self.close(self.nearest.heading, builder),
            Element::List => self.close(self.nearest.list, builder),
            Element::Item => self.close(self.nearest.item, builder),
            Element::Terms => self.close(self.nearest.terms, builder),
            Element::Term | Element::Definition => self.close(self.nearest.term, builder),
            Element::Table => self.close(self.nearest.table, builder),
            Element::TableHead | Element::TableBody => {
                self.close(self.nearest.row, builder);
                self.close(self.nearest.head, builder);
            }
            Element::Row => self.close(self.nearest.row, builder),
            Element::Cell | Element::HeaderCell => self.close(self.nearest.cell, builder),
            Element::ScopeHeading => self.close(self.nearest.scope_heading, builder),
            Element::Scope => self.close(self.nearest.scope, builder),
            Element::Quote => self.close(self.nearest.quote, builder),
            Element::Deleted => self.close(self.nearest.deleted, builder),
            Element::Hidden => self.close(self.nearest.hidden, builder),
            Element::Strong | Element::Raised | Element::Code => {
                self.close_inline(element, builder);
            }
            Element::Break => {
                builder.hard_break(span);
            }
            Element::Divider
            | Element::Inline
            | Element::Title
            | Element::Meta
            | Element::Image
            | Element::Input => {}
        }
    }

    fn open(&mut self, element: Element, builder: &mut Builder, enter: impl FnOnce(&mut Builder)) {
        let index = self.stack.len();
        self.stack.push(OpenElement {
            element,
            depth: builder.depth(),
            outside: self.nearest,
        });
        enter(builder);
        let here = Some(index);
        let nearest = &mut self.nearest;
        match element {
            Element::List => {
                nearest.list = here;
                nearest.item = None;
            }
            Element::Item => nearest.item = here,
            Element::Terms => {
                nearest.terms = here;
                nearest.term = None;
            }
            Element::Term | Element::Definition => nearest.term = here,
            Element::Table => {
                *nearest = Nearest {
                    table: here,
                    deleted: nearest.deleted,
                    ..Nearest::default()
                };
            }
            Element::TableHead | Element::TableBody => nearest.head = here,
            Element::Row => {
                nearest.row = here;
                nearest.cell = None;
            }
            Element::Cell | Element::HeaderCell => nearest.cell = here,
            Element::Heading(_) => nearest.heading = here,
            Element::ScopeHeading => nearest.scope_heading = here,
            Element::Scope => {
                nearest.scope = here;
                nearest.scope_heading = None;
            }
            Element::Quote => nearest.quote = here,
            Element::Deleted => nearest.deleted = here,
            Element::Hidden => nearest.hidden = here,
            _ => {}
        }
    }

    /// Closes an element and all inside it.
    fn close(&mut self, index: Option<usize>, builder: &mut Builder) {
        let Some(index) = index.filter(|&index| index < self.stack.len()) else {
            return;
        };
        let open = &self.stack[index];
        self.nearest = open.outside;
        builder.close_to(open.depth);
        self.stack.truncate(index);
    }

    /// Closes the last element of this kind, unless an element of structure opened since.
    fn close_inline(&mut self, element: Element, builder: &mut Builder) {
        let inline = |open: &OpenElement| {
            matches!(
                open.element,
                Element::Strong | Element::Raised | Element::Code
            )
        };
        let last = self.stack.iter().enumerate().rev().take(FARTHEST_START);
        let found = last
            .take_while(|(_, open)| inline(open))
            .find(|(_, open)| open.element == element);
        let index = found.map(|(index, _)| index);
        self.close(index, builder);
    }

    fn in_head(&self) -> bool {
        let head = self.nearest.head.and_then(|index| self.stack.get(index));
        head.is_some_and(|open| open.element == Element::TableHead)
    }
}

fn read_attribute(tag: &mut Tag, value: &str, span: Span, fragment: Fragment<'_>) {
    let number = || value.trim().parse::<usize>().unwrap_or(1).clamp(1, 65_534);
    match tag.attribute {
        Attribute::Text => tag.texts.push(fragment.text(span, value)),
        Attribute::Value => tag.value = Some(fragment.text(span, value)),
        Attribute::Content => {
            tag.content = Some((fragment.text(span, value), fragment.source_span(span)));
        }
        Attribute::Language => tag.language = Some((value.to_owned(), fragment.source_span(span))),
        Attribute::Kind => tag.kind = value.to_ascii_lowercase(),
        Attribute::Name => tag.name = value.to_ascii_lowercase(),
        Attribute::Columns => tag.columns = number(),
        Attribute::Rows => tag.rows = number(),
        Attribute::Role => {
            tag.role = match value {
                "table" => Some(Element::Table),
                "row" => Some(Element::Row),
                "cell" | "gridcell" => Some(Element::Cell),
                "columnheader" | "rowheader" => Some(Element::HeaderCell),
                _ => None,
            }
        }
        Attribute::Other => {}
    }
}

/// A description or title for search engines and shared links.
fn meta(tag: &Tag, builder: &mut Builder) {
    let Some((text, span)) = tag.content.clone() else {
        return;
    };
    let spoken = [
        "description",
        "og:description",
        "twitter:description",
        "og:title",
        "twitter:title",
    ];
    if spoken.contains(&tag.name.as_str()) {
        let field = Field {
            name: tag.name.clone(),
            value: text.text().to_owned(),
            span,
        };
        builder.field(field);
        builder.attribute(text);
    }
}
