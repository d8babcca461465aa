//! A phrase that is a regular expression: `/…/`.
//!
//! Its literal parts are folded, so that it can be written in any case and normalisation; it is
//! looked for in one line at a time, in time linear in the line.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{
    Capture, Class, ClassBytesRange, ClassUnicodeRange, Hir, HirKind, Repetition,
};

use super::Match;
use super::error::PhraseError;
use super::line::Line;
use crate::text::Span;
use crate::text::fold::{fold_word, is_han};

/// The compiled expression takes no more bytes than this.
const LARGEST: usize = 1 << 20;
/// A range of characters is compiled to no more states than this.
const OF_A_RANGE: usize = 24;
/// An expression of no more steps is compiled to far less than [`LARGEST`].
const SURELY_SMALL: usize = 2048;
const DEEPEST: u32 = 32;
/// A class of no more characters than this counts as a literal character.
const NARROW_CLASS: usize = 16;

/// A regular expression, compiled when it is first tried where its size is told without that.
#[derive(Clone, Debug)]
pub(super) struct Regular {
    expression: String,
    regex: OnceLock<Regex>,
    /// The number of literal characters that every match holds.
    literal: usize,
    /// Every match holds one of these; `None` where there are no such.
    pub(super) anchors: Option<Vec<String>>,
}

/// Whether a phrase is meant as a regular expression.
pub(super) fn is_regular(text: &str) -> bool {
    text.trim_start().starts_with(['/', '／'])
}

impl Regular {
    pub(super) fn new(text: &str) -> Result<Self, PhraseError> {
        let (body, start) = body(text)?;
        let whole = Span::new(start, start + body.len());
        let mut parser = ParserBuilder::new().nest_limit(DEEPEST).build();
        let hir = match parser.parse(body) {
            Ok(hir) => folded(hir),
            Err(error) => return Err(mistake(&error, body, start)),
        };
        let literal = literal(&hir);
        if literal < 2 {
            let message = "a regular expression that may match without two literal characters";
            return Err(PhraseError::new(whole, message)
                .help("whatever alternatives are taken, a phrase holds literal text"));
        }
        let regular = Self {
            expression: hir.to_string(),
            regex: OnceLock::new(),
            literal,
            anchors: anchors(&hir, ExtractKind::Prefix)
                .or_else(|| anchors(&hir, ExtractKind::Suffix)),
        };
        if steps(&hir) > SURELY_SMALL {
            let regex = compiled(&regular.expression).map_err(|_| {
                PhraseError::new(whole, "a regular expression that is too large")
                    .help("lower the numbers of its repetitions, or write several phrases")
            })?;
            regular.regex.get_or_init(|| regex);
        }
        Ok(regular)
    }

    /// Whether it may match in a folded text; `false` is certain.
    pub(super) fn may_match(&self, folded: &str) -> bool {
        let anchors = self.anchors.as_ref();
        anchors.is_none_or(|anchors| anchors.iter().any(|anchor| folded.contains(&**anchor)))
    }

    fn regex(&self) -> &Regex {
        self.regex
            .get_or_init(|| compiled(&self.expression).expect("a small expression compiles"))
    }

    /// Adds the matches in `line` to `found`.
    pub(super) fn find(&self, phrase: usize, line: Line, found: &mut Vec<Match>) {
        let tokens = &line.prose.tokens()[line.first..line.end];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return;
        };
        let text = &line.prose.folded()[first.folded.start..last.folded.end];
        for hit in self.regex().find_iter(text) {
            let hit = Span::from(hit.range()).shifted(first.folded.start);
            let from = tokens.partition_point(|token| token.folded.end <= hit.start);
            let to = tokens.partition_point(|token| token.folded.start < hit.end);
            if from < to {
                let span = line.prose.original_span(hit);
                found.push(Match {
                    phrase,
                    tokens: line.first + from..line.first + to,
                    span,
                    literal: self.literal,
                    words: vec![span],
                    gaps: Vec::new(),
                    value: None,
                });
            }
        }
    }
}

fn compiled(expression: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(expression)
        .size_limit(LARGEST)
        .dfa_size_limit(LARGEST)
        .build()
}

/// An upper bound of what the expression takes when it is compiled, in characters and ranges.
fn steps(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(text) => text.0.len(),
        HirKind::Class(Class::Unicode(class)) => OF_A_RANGE * class.ranges().len() + 1,
        HirKind::Class(Class::Bytes(class)) => class.ranges().len() + 1,
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min.saturating_add(1));
            steps(&repetition.sub)
                .saturating_mul(times as usize)
                .saturating_add(1)
        }
        HirKind::Capture(capture) => steps(&capture.sub).saturating_add(1),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            let parts = parts.iter().map(steps);
            parts.fold(1, |all, part| all.saturating_add(part).saturating_add(1))
        }
    }
}

/// The expression between the slashes, and where it starts.
fn body(text: &str) -> Result<(&str, usize), PhraseError> {
    let slashes = ['/', '／'];
    let trimmed = text.trim_start();
    let start = text.len() - trimmed.len();
    let inner = trimmed.trim_end().strip_prefix(slashes).unwrap_or_default();
    let start = start + trimmed.chars().next().map_or(0, char::len_utf8);
    match inner.strip_suffix(slashes) {
        Some(body) if !escapes_next(body) => Ok((body, start)),
        _ => Err(PhraseError::new(
            Span::new(0, text.len()),
            "a regular expression without its closing `/`",
        )
        .help("a regular expression is a whole phrase; write `\\/` for the sign")),
    }
}

fn escapes_next(text: &str) -> bool {
    text.bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1
}

fn mistake(error: &regex_syntax::Error, body: &str, start: usize) -> PhraseError {
    let (span, message) = match error {
        regex_syntax::Error::Parse(error) => (*error.span(), error.kind().to_string()),
        regex_syntax::Error::Translate(error) => (*error.span(), error.kind().to_string()),
        _ => return PhraseError::new(Span::new(start, start + body.len()), "a bad expression"),
    };
    let span = Span::new(span.start.offset, span.end.offset.max(span.start.offset));
    PhraseError::new(
        span.shifted(start),
        format!("a bad regular expression: {message}"),
    )
}

/// The expression with its literal parts folded as texts are.
fn folded(hir: Hir) -> Hir {
    match hir.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => Hir::literal(fold_word(text).into_bytes()),
            Err(_) => Hir::literal(literal.0),
        },
        HirKind::Class(class) => Hir::class(class),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(folded(*repetition.sub)),
            ..repetition
        }),
        HirKind::Capture(capture) => Hir::capture(Capture {
            sub: Box::new(folded(*capture.sub)),
            ..capture
        }),
        HirKind::Concat(parts) => Hir::concat(parts.into_iter().map(folded).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.into_iter().map(folded).collect()),
    }
}

/// The number of literal characters that every match holds.
fn literal(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(text) => String::from_utf8_lossy(&text.0).chars().count(),
        HirKind::Class(class) => usize::from(is_narrow(class)),
        HirKind::Repetition(repetition) => {
            literal(&repetition.sub).saturating_mul(repetition.min as usize)
        }
        HirKind::Capture(capture) => literal(&capture.sub),
        HirKind::Concat(parts) => parts.iter().map(literal).fold(0, usize::saturating_add),
        HirKind::Alternation(parts) => parts.iter().map(literal).min().unwrap_or(0),
    }
}

fn is_narrow(class: &Class) -> bool {
    let size = match class {
        Class::Unicode(class) => class.iter().map(ClassUnicodeRange::len).sum(),
        Class::Bytes(class) => class.iter().map(ClassBytesRange::len).sum(),
    };
    (1..=NARROW_CLASS).contains(&size)
}

/// Texts of letters and digits of which every match holds one.
fn anchors(hir: &Hir, kind: ExtractKind) -> Option<Vec<String>> {
    let literals = Extractor::new().kind(kind).extract(hir);
    let texts = literals.literals()?.iter().map(|literal| {
        let text = String::from_utf8_lossy(literal.as_bytes());
        longest_run(&text)
    });
    texts.collect()
}

/// The longest run of Han characters, or of other letters and digits, of two or more.
fn longest_run(text: &str) -> Option<String> {
    let mut runs = vec![String::new()];
    let mut before = None;
    for c in text.chars() {
        let sort = (c.is_alphanumeric() && c != '\u{fffd}').then(|| is_han(c));
        if sort != before {
            runs.push(String::new());
        }
        before = sort;
        if sort.is_some() {
            runs.last_mut()?.push(c);
        }
    }
    let longest = runs.into_iter().max_by_key(|run| run.chars().count())?;
    (longest.chars().nth(1).is_some()).then_some(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_expression_is_compiled_when_it_is_tried() {
        for body in [
            "ab.{40}",
            "ab[^x]{40}",
            "ab(c|d|e){60}",
            "ab(a?){300}",
            "ab(?i:strasse){3}",
        ] {
            let regular = Regular::new(&format!("/{body}/")).expect(body);
            assert!(regular.regex.get().is_none(), "{body}");
            assert!(!regular.regex().is_match("xy"), "{body}");
        }
    }

    #[test]
    fn a_large_expression_is_compiled_or_refused_at_once() {
        let regular = Regular::new(r"/ab\w{20}/").expect("it is small enough");
        assert!(regular.regex.get().is_some());
        assert!(Regular::new(r"/ab(\w{100}){100}/").is_err());
    }
}
