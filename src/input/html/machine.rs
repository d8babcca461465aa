//! Turns tags and texts into calls of the builder.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span as GumSpan, Tokenizer};

use super::element::{Attribute, Element, attribute, element, is_void};
use super::fragment::Fragment;
use super::linked;
use super::stack::{Nearest, OpenElement};
use super::tag::Tag;
use crate::document::Field;
use crate::input::builder::Builder;
use crate::input::marks;
use crate::input::table::CellSpec;
use crate::text::{MappedText, Span};

/// Reads HTML into a builder; lives on from fragment to fragment.
#[derive(Default)]
pub(in crate::input) struct Machine {
    pub(super) stack: Vec<OpenElement>,
    pub(super) nearest: Nearest,
    /// The text of a page's title, while it is open.
    title: Option<MappedText>,
    /// The anchor that the open link goes to.
    link: Option<String>,
    /// Whether the text that comes is data in a script.
    data: bool,
    /// The name of an element that is not shown, and how many of that name are open in it.
    unshown: Option<(Vec<u8>, usize)>,
}

impl Machine {
    /// Reads a fragment; what it leaves open stays open for the next.
    pub(in crate::input) fn feed(&mut self, fragment: Fragment<'_>, builder: &mut Builder) {
        let mut tag = Tag::new(b"");
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

    fn event(
        &mut self,
        event: &CallbackEvent<'_>,
        span: Span,
        fragment: Fragment<'_>,
        tag: &mut Tag,
        builder: &mut Builder,
    ) {
        match *event {
            CallbackEvent::OpenStartTag { name } => *tag = Tag::new(name),
            CallbackEvent::AttributeName { name } => {
                tag.attribute = attribute(name);
                tag.hidden |= tag.attribute == Attribute::Hidden;
            }
            CallbackEvent::AttributeValue { value } => {
                tag.read(&String::from_utf8_lossy(value), span, fragment);
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = std::mem::replace(tag, Tag::new(b""));
                if self.shows(&tag, self_closing, builder) {
                    self.start(tag, fragment.source_span(span), self_closing, builder);
                }
            }
            CallbackEvent::EndTag { name } => {
                self.data = false;
                if !self.ends_unshown(name) {
                    self.end(element(name), fragment.source_span(span), builder);
                }
            }
            CallbackEvent::String { .. } if self.unshown.is_some() => {}
            CallbackEvent::String { .. } if self.data => {
                if let Some(start) = fragment.start(span) {
                    linked::read(fragment.html, span, start, builder);
                }
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

    /// Whether an element is shown; all that stands in one that is not is passed.
    fn shows(&mut self, tag: &Tag, self_closing: bool, builder: &mut Builder) -> bool {
        let void = self_closing || is_void(&tag.written);
        if let Some((name, open)) = &mut self.unshown {
            // A paragraph ends where the next begins.
            if *name == b"p" && tag.written == b"p" {
                self.unshown = None;
            } else {
                *open += usize::from(*name == tag.written && !void);
                return false;
            }
        }
        if tag.hidden && self.nearest.hidden.is_none() {
            if tag.element != Element::Inline {
                builder.end_block();
            }
            if !void {
                self.unshown = Some((tag.written.clone(), 0));
            }
            return false;
        }
        true
    }

    /// Whether an end tag stands in, or ends, an element that is not shown.
    fn ends_unshown(&mut self, name: &[u8]) -> bool {
        let Some((unshown, open)) = &mut self.unshown else {
            return false;
        };
        if *unshown == name {
            match open.checked_sub(1) {
                Some(fewer) => *open = fewer,
                None => self.unshown = None,
            }
        }
        true
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
        if let Some(anchor) = &self.link
            && marks::is_mark(value.trim())
        {
            builder.link(anchor);
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
                | Element::Link
        );
        if border {
            builder.end_block();
        }
        let element = tag
            .role
            .filter(|_| matches!(tag.element, Element::Border))
            .unwrap_or(tag.element);
        if let Some(anchor) = &tag.anchor {
            builder.anchor(anchor);
        }
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
                    names: false,
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
            Element::Hidden if tag.written == b"script" && tag.kind == "application/ld+json" => {
                self.data = true;
            }
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
            Element::Meta => tag.meta(builder),
            Element::Root => {
                if let Some((value, span)) = tag.language.clone() {
                    builder.field(Field {
                        name: "lang".to_owned(),
                        value,
                        span,
                    });
                }
            }
            Element::Link => self.link.clone_from(&tag.target),
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
            Element::Link => self.link = None,
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
}
