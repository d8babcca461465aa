//! PO, the catalogues of gettext: source texts with their translations.

use std::sync::Arc;

use super::builder::Remark;
use super::catalog::{Catalog, language_of, unknown};
use super::escape::{backslash, unescaped};
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::{MappedText, Source, Span};

/// PO and its templates.
pub struct Po;

impl Format for Po {
    fn name(&self) -> &'static str {
        "po"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["po", "pot"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        let mut reader = Reader {
            text: source.text(),
            catalog: Catalog::new(settings),
            source: unknown(),
            target: language_of(source.name()),
            entry: Entry::default(),
            part: Part::None,
        };
        reader.read();
        let catalog = reader.catalog;
        Ok(catalog.finish(source))
    }
}

/// The part of an entry that is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    None,
    Context,
    Source,
    Target,
}

#[derive(Default)]
struct Entry {
    context: MappedText,
    sources: Vec<MappedText>,
    targets: Vec<MappedText>,
    /// Whether its translation is out of date, so that no program shows it.
    fuzzy: bool,
    /// Comments of translators and programmers.
    remarks: Vec<Remark>,
}

struct Reader<'t, 's> {
    text: &'t str,
    catalog: Catalog<'s>,
    source: Arc<str>,
    target: Option<Arc<str>>,
    entry: Entry,
    part: Part,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        let mut at = 0;
        for line in self.text.split_inclusive(['\n', '\r']) {
            self.line(line, at);
            at += line.len();
        }
        self.end();
    }

    fn line(&mut self, line: &str, at: usize) {
        let body = line.trim();
        if body.is_empty() {
            return;
        }
        if body.starts_with('#') {
            // Comments stand before what they speak of.
            if self.part == Part::Target {
                self.end();
            }
            self.entry.fuzzy |= body.starts_with("#,") && body.contains("fuzzy");
            self.remark(line, at);
            return;
        }
        let keyword = body.find(|c: char| !c.is_ascii_lowercase() && c != '_');
        let keyword = &body[..keyword.unwrap_or(0)];
        match keyword {
            "msgctxt" | "msgid" => {
                if self.part == Part::Target || (keyword == "msgctxt" && self.part != Part::None) {
                    self.end();
                }
                self.part = if keyword == "msgid" {
                    Part::Source
                } else {
                    Part::Context
                };
                self.begin();
            }
            "msgid_plural" => self.begin(),
            "msgstr" => {
                self.part = Part::Target;
                self.begin();
            }
            _ => {}
        }
        self.string(line, at);
    }

    /// A comment that a person wrote, before an entry.
    fn remark(&mut self, line: &str, at: usize) {
        let start = at + line.len() - line.trim_start().len();
        let body = line.trim();
        let said = match body.as_bytes().get(1) {
            // An entry that is out of use: what was said of it is said of nothing.
            Some(b'~') => {
                self.hand_on();
                return self.catalog.pass();
            }
            Some(b',' | b':' | b'|') => return,
            Some(b'.') => &body[2..],
            _ => &body[1..],
        };
        self.entry.remarks.push(Remark {
            text: said.trim().to_owned(),
            span: Span::new(start, start + body.len()),
        });
    }

    /// Hands the comments of the present entry on to the message that comes next.
    fn hand_on(&mut self) {
        for remark in std::mem::take(&mut self.entry.remarks) {
            self.catalog.remark(remark);
        }
    }

    /// Begins a text of the present part.
    fn begin(&mut self) {
        match self.part {
            Part::Source => self.entry.sources.push(MappedText::default()),
            Part::Target => self.entry.targets.push(MappedText::default()),
            Part::Context | Part::None => {}
        }
    }

    /// Appends the string of a line to the text that is being read.
    fn string(&mut self, line: &str, at: usize) {
        let Some((open, close)) = line.find('"').zip(line.rfind('"')) else {
            return;
        };
        let span = Span::new(at + open + 1, at + close.max(open + 1));
        let part = unescaped(self.text, span, |c| c == '\\', backslash);
        let text = match self.part {
            Part::None => None,
            Part::Context => Some(&mut self.entry.context),
            Part::Source => self.entry.sources.last_mut(),
            Part::Target => self.entry.targets.last_mut(),
        };
        if let Some(text) = text {
            part.append_to(text, Span::new(0, part.text().len()));
        }
    }

    fn end(&mut self) {
        self.hand_on();
        let entry = std::mem::take(&mut self.entry);
        self.part = Part::None;
        if entry
            .sources
            .first()
            .is_some_and(|source| source.text().is_empty())
        {
            self.catalog.pass();
            return self.header(&entry);
        }
        self.catalog.message(Some(&entry.context));
        for source in &entry.sources {
            self.catalog.side(source, Some(&self.source));
        }
        if !entry.fuzzy {
            for target in &entry.targets {
                self.catalog.side(target, self.target.as_ref());
            }
        }
    }

    /// The header is the translation of the empty text.
    fn header(&mut self, entry: &Entry) {
        let header = entry.targets.first().map_or("", MappedText::text);
        for line in header.lines() {
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            let tag = || {
                Some(value.trim())
                    .filter(|value| !value.is_empty())
                    .map(Arc::from)
            };
            match name.trim() {
                "Language" => self.target = tag().or(self.target.take()),
                "X-Source-Language" => self.source = tag().unwrap_or(unknown()),
                _ => {}
            }
        }
    }
}
