//! Markdown: CommonMark with tables, footnotes, definition lists, front matter and HTML inside.
//!
//! Every position is the parser's own.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::builder::Builder;
use super::directives::prepared;
use super::front_matter;
use super::html::{Fragment, Machine};
use super::marks::Opening;
use super::table::CellSpec;
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::{MappedText, Source, Span};

/// What stands for a code span, so that the words around it do not meet.
const OBJECT: &str = "\u{fffc}";

/// The Markdown format.
pub struct Markdown;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn read(&self, source: Source, _: &Settings) -> Result<Document, Problem> {
        let (parsed, titles) = prepared(source.text());
        let mut reader = Reader {
            text: source.text(),
            parsed: &parsed,
            titles: titles.into_iter().peekable(),
            builder: Builder::new(true),
            machine: Machine::default(),
            open: Vec::new(),
            lists: Vec::new(),
            html: Vec::new(),
            in_metadata: false,
            in_head: false,
            images: 0,
        };
        for (event, range) in Parser::new_ext(&parsed, options()).into_offset_iter() {
            reader.event(event, range);
        }
        let builder = reader.builder;
        Ok(builder.finish(source))
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

struct List {
    starred: bool,
    range: Range<usize>,
}

struct Reader<'s> {
    text: &'s str,
    /// What the parser reads: the same bytes but for line ends.
    parsed: &'s str,
    /// Titles of `:::` containers that are still to come.
    titles: Peekable<IntoIter<Span>>,
    builder: Builder,
    machine: Machine,
    /// For each open element, how many containers were open before it.
    open: Vec<usize>,
    lists: Vec<List>,
    /// Lines of an HTML block, as spans of the source.
    html: Vec<Span>,
    in_metadata: bool,
    in_head: bool,
    images: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = Span::from(range.clone());
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(_) if self.in_metadata => {}
            Event::Text(text) => {
                if self.text.get(range.clone()) == Some(&*text) {
                    self.builder.text(&text, range.start);
                } else {
                    self.builder.replaced(&text, span);
                }
            }
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.builder.replaced(OBJECT, span);
            }
            Event::SoftBreak => self.builder.line_end(self.text, span),
            Event::HardBreak => {
                self.builder.hard_break(span);
            }
            Event::Html(_) => self.html.push(span),
            Event::InlineHtml(_) => {
                let html = &self.text[range.clone()];
                let segments = [(0, range.start)];
                self.machine
                    .feed(Fragment::new(html, &segments), &mut self.builder);
            }
            Event::FootnoteReference(label) => self.builder.reference(&label),
            Event::Rule => self.builder.divide(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if self
            .titles
            .peek()
            .is_some_and(|title| title.start < range.start)
        {
            self.container_title();
        }
        self.open.push(self.builder.depth());
        let builder = &mut self.builder;
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => builder.end_block(),
            Tag::Heading { level, .. } => builder.heading(level as u8),
            Tag::BlockQuote(_) => builder.quote(),
            Tag::CodeBlock(_) => {
                builder.divide();
                builder.mute();
            }
            Tag::List(number) => {
                let starred = number.is_none() && self.text[range.clone()].starts_with('*');
                self.lists.push(List { starred, range });
                builder.list();
            }
            Tag::Item => {
                builder.item();
                if let Some(list) = self.lists.last()
                    && list.starred
                    && list.range.start == range.start
                    && self
                        .text
                        .get(range.end..list.range.end)
                        .is_none_or(|rest| rest.trim().is_empty())
                {
                    builder.opening(Opening::Asterisk);
                }
            }
            Tag::FootnoteDefinition(label) => builder.footnote(&label),
            Tag::DefinitionList => builder.terms(),
            Tag::DefinitionListTitle => builder.term(),
            Tag::DefinitionListDefinition => builder.definition(),
            Tag::Table(_) => builder.table(),
            Tag::TableHead => {
                self.in_head = true;
                builder.row();
            }
            Tag::TableRow => builder.row(),
            Tag::TableCell => builder.cell(CellSpec::plain(self.in_head)),
            Tag::Emphasis => {
                builder.inline();
                if self.text[range].starts_with('*') {
                    builder.opening(Opening::Asterisk);
                }
            }
            Tag::Strong => {
                builder.strong();
                if self.text[range].starts_with("**") {
                    builder.opening(Opening::Asterisks);
                }
            }
            Tag::Strikethrough => builder.mute(),
            Tag::Image { title, .. } => {
                self.link_title(&title, &range);
                if self.images == 0 {
                    self.builder.begin_aside();
                }
                self.images += 1;
            }
            Tag::Link { title, .. } => self.link_title(&title, &range),
            Tag::MetadataBlock(kind) => {
                self.in_metadata = true;
                self.front_matter(kind, Span::from(range));
            }
            Tag::Superscript => builder.raise(),
            Tag::Subscript => builder.inline(),
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph => self.builder.end_block(),
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Image => {
                self.images = self.images.saturating_sub(1);
                if self.images == 0 {
                    self.builder.end_aside();
                }
            }
            TagEnd::MetadataBlock(_) => self.in_metadata = false,
            TagEnd::TableHead => self.in_head = false,
            _ => {}
        }
        let depth = self.open.pop().unwrap_or_default();
        // A paragraph opens no container, but inline HTML in it may have left some open.
        if !matches!(end, TagEnd::HtmlBlock) {
            self.builder.close_to(depth);
            self.machine.forget(self.builder.depth());
        }
        if matches!(end, TagEnd::CodeBlock) {
            self.builder.divide();
        }
    }

    /// Feeds the lines of an HTML block to the HTML reader, what stands before each line left out.
    fn html_block(&mut self) {
        let lines = std::mem::take(&mut self.html);
        let Some((first, last)) = lines.first().zip(lines.last()) else {
            return;
        };
        let joined = lines.windows(2).all(|pair| pair[0].end == pair[1].start);
        if joined {
            let segments = [(0, first.start)];
            let html = &self.text[first.start..last.end];
            return self
                .machine
                .feed(Fragment::new(html, &segments), &mut self.builder);
        }
        let (mut html, mut segments) = (String::new(), Vec::new());
        for line in lines {
            segments.push((html.len(), line.start));
            html.push_str(&self.text[line.range()]);
        }
        self.machine
            .feed(Fragment::new(&html, &segments), &mut self.builder);
    }

    fn container_title(&mut self) {
        let Some(title) = self.titles.next() else {
            return;
        };
        self.builder.end_block();
        self.builder.text(&self.text[title.range()], title.start);
        self.builder.end_block();
    }

    fn link_title(&mut self, title: &str, range: &Range<usize>) {
        // A title without escapes is a part of the source itself, so its address is its place.
        let start = (title.as_ptr() as usize).wrapping_sub(self.parsed.as_ptr() as usize);
        let inside = start >= range.start && start + title.len() <= range.end;
        let text = if inside && self.text.get(start..start + title.len()) == Some(title) {
            MappedText::verbatim(title, start)
        } else {
            let mut text = MappedText::default();
            text.push_replaced(title, Span::from(range.clone()));
            text
        };
        self.builder.attribute(text);
    }

    fn front_matter(&mut self, kind: MetadataBlockKind, span: Span) {
        let fields = match kind {
            MetadataBlockKind::YamlStyle => front_matter::yaml(self.parsed, span),
            MetadataBlockKind::PlusesStyle => front_matter::toml(self.parsed, span),
        };
        for field in fields {
            let mut text = MappedText::default();
            if self.text[field.span.range()] == field.value {
                text.push(&field.value, field.span.start);
            } else {
                text.push_replaced(&field.value, field.span);
            }
            match field.name.to_ascii_lowercase().as_str() {
                "title" => self.builder.title(text),
                "description" => self.builder.attribute(text),
                _ => {}
            }
            self.builder.field(field);
        }
    }
}
