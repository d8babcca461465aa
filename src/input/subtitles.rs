//! Subtitles: SRT and WebVTT. Cues are joined into sentences, and voices are speakers.

use std::borrow::Cow;

use super::builder::Builder;
use super::escape::unescaped;
use super::lead;
use super::plain::lines;
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::{MappedText, Source, Span};

/// A sentence that goes on over more cues is cut, so that a file without full stops has blocks.
const MOST_CUES: usize = 12;

/// SubRip.
pub struct SubRip;

/// WebVTT.
pub struct WebVtt;

impl Format for SubRip {
    fn name(&self) -> &'static str {
        "srt"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["srt"]
    }

    fn read(&self, source: Source, _: &Settings) -> Result<Document, Problem> {
        Ok(read(source, false))
    }
}

impl Format for WebVtt {
    fn name(&self) -> &'static str {
        "vtt"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["vtt"]
    }

    fn read(&self, source: Source, _: &Settings) -> Result<Document, Problem> {
        Ok(read(source, true))
    }
}

/// Reads cues; `notes` says whether there may be comments between them.
fn read(source: Source, notes: bool) -> Document {
    let mut builder = Builder::new(true);
    let mut reader = Reader {
        text: source.text(),
        builder: &mut builder,
        sentence: MappedText::default(),
        cues: 0,
        in_cue: false,
        voice: None,
        notes,
        note: None,
        fresh: true,
    };
    for line in lines(source.text()) {
        reader.line(line.span);
    }
    reader.end_note();
    reader.end();
    builder.finish(source)
}

struct Reader<'s> {
    text: &'s str,
    builder: &'s mut Builder,
    /// The sentence that is open.
    sentence: MappedText,
    /// Over how many cues it has gone.
    cues: usize,
    in_cue: bool,
    /// Who spoke last.
    voice: Option<&'s str>,
    /// Whether there may be comments.
    notes: bool,
    /// The comment that is open.
    note: Option<Span>,
    /// Whether the line before was blank, so that a comment may begin.
    fresh: bool,
}

impl Reader<'_> {
    fn line(&mut self, span: Span) {
        let body = &self.text[span.range()];
        let fresh = std::mem::replace(&mut self.fresh, body.trim().is_empty());
        if self.fresh {
            self.in_cue = false;
            self.end_note();
            return;
        }
        if let Some(note) = &mut self.note {
            note.end = span.end;
            return;
        }
        let named = body.strip_prefix("NOTE");
        let is_note = named.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
        if self.notes && fresh && is_note {
            self.note = Some(span);
            return;
        }
        if body.contains("-->") {
            self.in_cue = true;
            self.cues += 1;
            return;
        }
        // Numbers and names of cues, the head of a file, notes and styles.
        if self.in_cue {
            self.words(span);
        }
    }

    /// Ends a comment, which speaks of the sentence that is open or comes next.
    fn end_note(&mut self) {
        let Some(span) = self.note.take() else {
            return;
        };
        let said = self.text[span.range()].trim_start_matches("NOTE");
        self.builder.comment(said.trim(), span);
    }

    fn words(&mut self, span: Span) {
        let (voice, text) = self.without_tags(span);
        let text = text.trimmed();
        if text.is_blank() {
            return;
        }
        let words = text.text();
        let said = words.trim_start_matches(['-', '–', '—', ' ']);
        let labelled = lead::label(said).is_some() && !said.starts_with(char::is_lowercase);
        let changes = voice.is_some_and(|voice| self.voice != Some(&self.text[voice.range()]));
        if said.len() < words.len() || labelled || changes || self.cues > MOST_CUES {
            self.end();
        }
        if let Some(voice) = voice.filter(|_| changes) {
            self.voice = Some(&self.text[voice.range()]);
            self.sentence.push(&self.text[voice.range()], voice.start);
            let end = Span::new(voice.end, voice.end);
            self.sentence.push_replaced(": ", end);
        } else if !self.sentence.text().is_empty() {
            let start = text.whole().unwrap_or_default().start;
            self.sentence.push_replaced("\n", Span::new(start, start));
        }
        let from = words.len() - said.len();
        text.append_to(&mut self.sentence, Span::new(from, words.len()));
        let closing = |c: char| matches!(c, '"' | '”' | '’' | '」' | ')' | '）' | '♪' | ' ');
        let closed = words.trim_end_matches(closing);
        if closed.ends_with(['.', '!', '?', '…', '。', '！', '？']) && !closed.ends_with("...")
        {
            self.end();
        }
    }

    fn end(&mut self) {
        let sentence = std::mem::take(&mut self.sentence);
        self.builder.mapped(&sentence);
        self.builder.end_block();
        self.cues = 0;
    }

    /// A line without tags, with the voice that one of them names.
    fn without_tags(&self, span: Span) -> (Option<Span>, MappedText) {
        let body = &self.text[span.range()];
        let mut voice = None;
        let special = |c: char| matches!(c, '<' | '{' | '&');
        let text = unescaped(self.text, span, special, |rest| {
            let end = match rest.as_bytes()[0] {
                b'<' => rest.find('>')? + 1,
                b'{' if rest.starts_with("{\\") => rest.find('}')? + 1,
                b'&' => return entity(rest),
                _ => return None,
            };
            Some((end, Cow::Borrowed("")))
        });
        if let Some(at) = body.find("<v") {
            let tag = &body[at + 2..];
            let name = tag.find([' ', '\t']).zip(tag.find('>'));
            if let Some((space, end)) = name.filter(|(space, end)| space < end) {
                let name = tag[space..end].trim();
                let start = at + 2 + space + tag[space..end].find(name).unwrap_or_default();
                let name = Span::new(start, start + name.len()).shifted(span.start);
                voice = Some(name).filter(|name| !name.is_empty());
            }
        }
        (voice, text)
    }
}

/// The entities that WebVTT has.
fn entity(rest: &str) -> Option<(usize, Cow<'static, str>)> {
    let known = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", "\u{a0}"),
        ("&lrm;", ""),
        ("&rlm;", ""),
    ];
    let (name, made) = known.iter().find(|(name, _)| rest.starts_with(name))?;
    Some((name.len(), Cow::Borrowed(made)))
}
