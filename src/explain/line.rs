//! Why a line has a finding, or has none.

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use crate::document::Document;
use crate::extract::{Extract, Extractor, Fate, Given, Inspected, Seen, Statement};
use crate::judge::decide;
use crate::message::Messages;
use crate::rules::Ruleset;
use crate::text::{Source, Span};

use super::VERSION;
use super::layout::{hanging, quoted};
use super::ruling::Explained;
use super::words;

/// The column of texts behind their labels.
const INDENT: usize = 14;

/// One line with its blocks, its phrases, its statements and what became of each.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinePage<'m> {
    version: u32,
    path: String,
    line: u32,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<String>,
    /// The blocks with a text in the line; none where it is blank, code, markup or front matter.
    blocks: Vec<BlockOutput>,
    statements: Vec<Explained>,
    #[serde(skip)]
    messages: &'m Messages,
}

/// A block with a text in the line.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct BlockOutput {
    kind: &'static str,
    bytes: [usize; 2],
    language: String,
    /// What it is about, and where that was found.
    about: Vec<String>,
    /// From the innermost.
    headings: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    phrases: Vec<PhraseOutput>,
    /// The promises that a word of the block gave cause to try.
    tried: Vec<String>,
}

/// A phrase that stands in the line, or nearly does.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct PhraseOutput {
    /// The promise with its facet, or the subject that the phrase names.
    of: String,
    role: &'static str,
    /// As the rules write it.
    phrase: String,
    text: String,
    bytes: [usize; 2],
    /// `taken`, `taken-out`, or `near`: all words stand in the clause, and not as the phrase asks.
    fate: &'static str,
    /// The phrase that took it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<ByOutput>,
}

/// The phrase that took another out.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ByOutput {
    of: String,
    role: &'static str,
    phrase: String,
    text: String,
    bytes: [usize; 2],
}

/// A file has no such line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchLine {
    /// How many lines it has.
    pub lines: u32,
}

impl fmt::Display for NoSuchLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.lines {
            0 => f.write_str("the file is empty"),
            1 => f.write_str("the file has one line"),
            lines => write!(f, "the file has {lines} lines"),
        }
    }
}

impl std::error::Error for NoSuchLine {}

/// The page of line `line`, 1-based, of `document`, whose extract is among `documents`.
///
/// `documents` are settled and may come in any order; `given` is what was given when the document
/// was extracted. The page is in the words of `messages`.
///
/// # Errors
///
/// When the document has no such line.
pub fn line<'m>(
    ruleset: &Ruleset,
    messages: &'m Messages,
    (document, given): (&Document, &Given),
    documents: &[Extract],
    today: Date,
    line: u32,
) -> Result<LinePage<'m>, NoSuchLine> {
    let source = &document.source;
    let span = span_of(source, line)?;
    let path = source.name();
    let here = |statement: &Statement| {
        let place = &statement.place;
        place.path == *path && place.start.line <= line && line <= place.end().line
    };
    let judgement = decide(ruleset, documents, today, messages, &here);
    let position = |offset: usize| {
        let position = source.position(offset);
        (position.line, position.column)
    };
    let decisions = judgement
        .decisions
        .iter()
        .filter(|decision| here(decision.statement));
    let mut decisions: Vec<_> = decisions.collect();
    decisions.sort_by_key(|decision| decision.statement.place.span);
    let statements = decisions.into_iter();
    let statements = statements
        .map(|decision| Explained::new(ruleset, messages, &judgement, decision, &position));
    let own = documents.iter().find(|extract| extract.path == *path);
    let channel = own.and_then(|extract| extract.channel);
    let inspected = Extractor::new(ruleset).inspect(document, given, span);
    let blocks = inspected
        .iter()
        .map(|block| block_output(ruleset, messages, source, block));
    Ok(LinePage {
        version: VERSION,
        path: path.to_string(),
        line,
        text: source.slice(span).to_owned(),
        channel: channel.map(|id| ruleset.channels[id.index()].id.clone()),
        blocks: blocks.collect(),
        statements: statements.collect(),
        messages,
    })
}

/// The bytes of a line without its end.
fn span_of(source: &Source, line: u32) -> Result<Span, NoSuchLine> {
    let text = source.text();
    let (mut start, mut lines) = (0, 0);
    while start < text.len() {
        lines += 1;
        let end = text[start..]
            .find(['\n', '\r'])
            .map_or(text.len(), |at| start + at);
        if lines == line {
            return Ok(Span::new(start, end));
        }
        let pair = text[end..].starts_with("\r\n");
        start = end + if pair { 2 } else { 1 };
    }
    Err(NoSuchLine { lines })
}

fn block_output(
    ruleset: &Ruleset,
    messages: &Messages,
    source: &Source,
    block: &Inspected,
) -> BlockOutput {
    let promises = block
        .tried
        .iter()
        .filter_map(|&phrase| ruleset.phrase_roles[phrase].promise());
    let mut promises: Vec<_> = promises.collect();
    promises.sort_unstable();
    promises.dedup();
    let tried = promises
        .into_iter()
        .map(|id| ruleset.promise(id).id.clone());
    BlockOutput {
        kind: words::block(block.kind),
        bytes: [block.span.start, block.span.end],
        language: block.language.to_string(),
        about: words::about(ruleset, messages, &block.scope),
        headings: block.headings.clone(),
        speaker: block.speaker.clone(),
        phrases: block
            .phrases
            .iter()
            .map(|seen| phrase_output(ruleset, source, seen))
            .collect(),
        tried: tried.collect(),
    }
}

fn phrase_output(ruleset: &Ruleset, source: &Source, seen: &Seen) -> PhraseOutput {
    let (of, role) = words::phrase_role(ruleset, ruleset.phrase_roles[seen.phrase]);
    let written = |phrase: usize| ruleset.phrases.phrases()[phrase].text().to_owned();
    let (fate, by) = match &seen.fate {
        Fate::Taken => ("taken", None),
        Fate::Near => ("near", None),
        Fate::TakenOut { by, span } => {
            let (of, role) = words::phrase_role(ruleset, ruleset.phrase_roles[*by]);
            let by = ByOutput {
                of,
                role,
                phrase: written(*by),
                text: source.slice(*span).to_owned(),
                bytes: [span.start, span.end],
            };
            ("taken-out", Some(by))
        }
    };
    PhraseOutput {
        of,
        role,
        phrase: written(seen.phrase),
        text: source.slice(seen.span).to_owned(),
        bytes: [seen.span.start, seen.span.end],
        fate,
        by,
    }
}

impl PhraseOutput {
    fn words(&self, messages: &Messages) -> String {
        let name = |role: &str| messages.text(&format!("phrase.{role}"), &[]);
        let (text, phrase) = (quoted(&self.text, 40), quoted(&self.phrase, 60));
        let role = name(self.role);
        let key = format!("phrase.{}", self.fate);
        let own = [
            ("text", &*text),
            ("phrase", &phrase),
            ("of", &self.of),
            ("role", &role),
        ];
        let Some(by) = &self.by else {
            return messages.text(&key, &own);
        };
        let (other, by_role, by) = (quoted(&by.text, 40), name(by.role), quoted(&by.phrase, 60));
        let others = [("other", &*other), ("by-role", &by_role), ("by", &by)];
        messages.text(&key, &[&own[..], &others].concat())
    }
}

impl BlockOutput {
    fn write(&self, f: &mut fmt::Formatter, messages: &Messages) -> fmt::Result {
        let say = |key: &str| messages.text(key, &[]);
        let mut row = |label: &str, text: &str| {
            let label = match label {
                "" => String::new(),
                label => say(&format!("explain.{label}")),
            };
            hanging(f, 2, &label, INDENT, text)
        };
        let kind = say(&format!("block.{}", self.kind));
        let read = [kind, self.language.clone()];
        row("read-as", &messages.list(read))?;
        let about = if self.about.is_empty() {
            say("about.nothing")
        } else {
            messages.list(self.about.iter().cloned())
        };
        row("about", &about)?;
        if let Some(speaker) = &self.speaker {
            row("speaker", speaker)?;
        }
        if !self.headings.is_empty() {
            let headings = self.headings.iter().map(|heading| quoted(heading, 60));
            row("under", &messages.list(headings))?;
        }
        for (index, phrase) in self.phrases.iter().enumerate() {
            let label = if index == 0 { "phrases" } else { "" };
            row(label, &phrase.words(messages))?;
        }
        if self.phrases.is_empty() {
            row("phrases", &say("phrase.none"))?;
        }
        match (self.tried.is_empty(), self.phrases.is_empty()) {
            (true, false) => Ok(()),
            (true, true) => row("tried", &say("phrase.untried")),
            (false, _) => row("also-tried", &words::first_of(messages, &self.tried)),
        }
    }
}

impl fmt::Display for LinePage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let say = |key: &str| self.messages.text(key, &[]);
        let channel = match &self.channel {
            Some(channel) => self
                .messages
                .text("explain.channel", &[("channel", channel)]),
            None => say("explain.no-channel"),
        };
        let place = words::placed(self.messages, &self.path, &self.line.to_string());
        let given = [("place", &*place), ("channel", &channel)];
        hanging(f, 0, "", 0, &self.messages.text("explain.placed", &given))?;
        if !self.text.trim().is_empty() {
            hanging(f, 2, "", 4, self.text.trim())?;
        }
        writeln!(f)?;
        for block in &self.blocks {
            block.write(f, self.messages)?;
            writeln!(f)?;
        }
        if self.blocks.is_empty() {
            return hanging(f, 2, "", 2, &say("explain.unread"));
        }
        if self.statements.is_empty() {
            return hanging(f, 2, "", 2, &say("explain.no-statement"));
        }
        for (index, statement) in self.statements.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{statement}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_everywhere_else() {
        let source = Source::new("a.md", "one\r\ntwo\rthree\n\nfive".to_owned());
        let line = |line| span_of(&source, line).map(|span| source.slice(span).to_owned());
        assert_eq!(line(1).unwrap(), "one");
        assert_eq!(line(2).unwrap(), "two");
        assert_eq!(line(3).unwrap(), "three");
        assert_eq!(line(4).unwrap(), "");
        assert_eq!(line(5).unwrap(), "five");
        assert_eq!(line(6), Err(NoSuchLine { lines: 5 }));
        assert_eq!(line(0), Err(NoSuchLine { lines: 5 }));
    }
}
