//! Reads the text of a phrase into its parts.

use std::sync::Arc;

use super::contractions::Contractions;
use super::error::{PhraseError, nearest};
use super::lex::{Lexeme, LexemeKind, Run, lexemes};
use super::literal;
use super::syntax::{Node, Wanted};
use crate::quantity::Kind;
use crate::text::fold::is_han;
use crate::text::{Span, TokenKind};

/// Groups stand in each other no deeper than this.
const DEEPEST: usize = 16;
/// A group glued to a word is taken as its ending up to this many bytes.
const LONGEST_PLURAL: usize = 2;
/// `(a & b & c)` holds no more operands than this.
const MOST_OPERANDS: usize = 4;
const KINDS: [&str; 13] = [
    "data", "speed", "money", "duration", "percent", "count", "number", "length", "weight", "time",
    "schedule", "date", "value",
];

/// What a name stands for.
pub(super) enum Found {
    Words(Arc<Node>),
    /// Why it stands for nothing, and what to write instead.
    Nothing(String, Option<String>),
}

impl Found {
    pub(super) fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let help = nearest(name, known).map(|near| format!("did you mean `${near}`?"));
        Self::Nothing(format!("`[words]` has no `{name}`"), help)
    }
}

/// Reads `text`; mistakes are added to `errors`, what is right around them is kept.
pub(super) fn parse(
    text: &Arc<str>,
    find: &mut dyn FnMut(&str) -> Found,
    errors: &mut Vec<PhraseError>,
) -> Node {
    let lexemes = lexemes(text, errors);
    let mut parser = Parser {
        text,
        lexemes,
        at: 0,
        find,
        errors,
        gave_up: false,
    };
    let mut nodes = parser.sequence(0);
    while let Some(Lexeme { kind, span, .. }) = parser.next() {
        let (message, help) = match kind {
            LexemeKind::Close => ("`)` without `(`", "write `\\)` for the sign"),
            LexemeKind::Bar => ("`|` outside a group", "write `(a|b)` for one of the two"),
            _ => (
                "`&` outside a group",
                "write `(a & b)` for both in either order, `\\&` for the sign",
            ),
        };
        let (message, help) = (message.to_owned(), help.to_owned());
        let error = PhraseError::new(*span, message).help(help);
        parser.errors.push(error);
        nodes.extend(parser.sequence(0));
    }
    Node::sequence(nodes)
}

struct Parser<'a> {
    text: &'a Arc<str>,
    lexemes: Vec<Lexeme<'a>>,
    at: usize,
    find: &'a mut dyn FnMut(&str) -> Found,
    errors: &'a mut Vec<PhraseError>,
    /// Whether the rest of the phrase is not read.
    gave_up: bool,
}

/// What `*` and `?` may follow.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    /// White space, a gap or a mistake.
    Nothing,
    Word,
    Han,
    Group,
    Starred,
}

impl<'a> Parser<'a> {
    fn next(&mut self) -> Option<&Lexeme<'a>> {
        self.at += 1;
        self.lexemes.get(self.at - 1)
    }

    fn error(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.errors.push(PhraseError::new(span, message).help(help));
    }

    /// The items up to `)`, `|`, `&` or the end.
    fn sequence(&mut self, depth: usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut last = Last::Nothing;
        while let Some(lexeme) = self.lexemes.get_mut(self.at) {
            let span = lexeme.span;
            let glued = if lexeme.spaced { Last::Nothing } else { last };
            last = match std::mem::replace(&mut lexeme.kind, LexemeKind::Gap) {
                kind @ (LexemeKind::Close | LexemeKind::Bar | LexemeKind::And) => {
                    lexeme.kind = kind;
                    break;
                }
                LexemeKind::Text(run) => self.text(&run, glued, &mut nodes),
                LexemeKind::Gap => {
                    nodes.push(Node::Gap);
                    Last::Nothing
                }
                LexemeKind::Name(name) => {
                    match (self.find)(name) {
                        Found::Words(node) => nodes.push(Node::Named(node)),
                        Found::Nothing(message, help) => {
                            nodes.push(Node::OneOf(Vec::new()));
                            let error = PhraseError::new(span, message);
                            self.errors.push(PhraseError { help, ..error });
                        }
                    }
                    Last::Group
                }
                LexemeKind::Kind(name) => {
                    nodes.push(self.amount(&name.to_lowercase(), span));
                    Last::Group
                }
                LexemeKind::Star => self.star(span, glued, &mut nodes),
                LexemeKind::Question => self.question(span, glued, &mut nodes),
                LexemeKind::Open => {
                    self.at += 1;
                    let node = self.group(span, depth + 1);
                    if glued == Last::Word {
                        self.plural(span, &node);
                    }
                    nodes.push(node);
                    Last::Group
                }
            };
            self.at += 1;
        }
        Contractions::builtin().open(nodes)
    }

    /// The group behind `(` at `open`; ends at its `)`.
    fn group(&mut self, open: Span, depth: usize) -> Node {
        if depth > DEEPEST {
            self.error(
                open,
                "groups stand too deep in each other",
                "write two phrases",
            );
            self.at = self.lexemes.len();
            self.gave_up = true;
            return Node::OneOf(Vec::new());
        }
        let mut branches = Vec::new();
        let (mut bars, mut ands) = (false, false);
        loop {
            let from = self.at;
            let nodes = self.sequence(depth);
            let lexeme = self.lexemes.get(self.at);
            let end = lexeme.map_or(self.text.len(), |lexeme| lexeme.span.start);
            if self.at == from {
                let span = Span::new(open.start, lexeme.map_or(end, |lexeme| lexeme.span.end));
                let help = "write `(a)?` for what may be missing, `\\(` for the sign";
                self.error(span, "a group with nothing in one of its places", help);
            }
            branches.push(Node::sequence(nodes));
            match lexeme_kind(&self.lexemes, self.at) {
                Some(LexemeKind::Bar) => bars = true,
                Some(LexemeKind::And) => ands = true,
                Some(_) => break,
                None if self.gave_up => break,
                None => {
                    self.error(open, "`(` without `)`", "write `\\(` for the sign");
                    break;
                }
            }
            self.at += 1;
        }
        let end = self
            .lexemes
            .get(self.at)
            .map_or(self.text.len(), |close| close.span.end);
        let span = Span::new(open.start, end);
        if bars && ands {
            let help = "put one of the two in a group of its own, as in `((a|b) & c)`";
            self.error(span, "`|` and `&` in one group", help);
        } else if ands && branches.len() > MOST_OPERANDS {
            let message = format!("more than {MOST_OPERANDS} items in any order");
            self.error(span, message, "write several phrases");
        } else if ands {
            return Node::All(branches);
        } else if branches.len() == 1 {
            return branches.remove(0);
        }
        Node::OneOf(branches)
    }

    /// Reports an ending in parentheses, as in `fee(s)`: a group is a word of its own.
    fn plural(&mut self, open: Span, group: &Node) {
        if let Node::Word(word) = group
            && word.kind == TokenKind::Word
            && word.text().len() <= LONGEST_PLURAL
        {
            let help = "write `fee*` for any ending, `(fee|fees)` for one, or leave a space";
            self.error(open, "a group is no ending of the word before it", help);
        }
    }

    fn amount(&mut self, name: &str, span: Span) -> Node {
        match name {
            "value" => Node::Amount(Wanted::Value),
            "number" => Node::Amount(Wanted::Number),
            _ => {
                if let Ok(kind) = name.parse::<Kind>() {
                    return Node::Amount(Wanted::Kind(kind));
                }
                let help = match nearest(name, KINDS) {
                    Some(near) => format!("did you mean `{{{near}}}`?"),
                    None => format!("the kinds are {}", KINDS.join(", ")),
                };
                self.error(span, format!("no quantity is called `{name}`"), help);
                Node::OneOf(Vec::new())
            }
        }
    }

    fn star(&mut self, span: Span, last: Last, nodes: &mut Vec<Node>) -> Last {
        let (message, help) = match last {
            Last::Word | Last::Group => {
                let node = nodes.pop().and_then(Node::with_any_ending);
                if let Some(node) = node {
                    nodes.push(node);
                    return Last::Starred;
                }
                ("`*` follows no word", "`*` stands for any ending of a word")
            }
            Last::Han => (
                "`*` directly after Han characters, which have no word end",
                "write `...` for a gap; put the word in a group, as in `(退款)*`",
            ),
            Last::Starred => ("`*` twice", "one `*` stands for any ending"),
            Last::Nothing => (
                "`*` follows no word",
                "`*` stands for any ending of a word; write `...` for a gap, `\\*` for the sign",
            ),
        };
        self.error(span, message, help);
        Last::Nothing
    }

    fn question(&mut self, span: Span, last: Last, nodes: &mut Vec<Node>) -> Last {
        let (message, help) = match last {
            Last::Word | Last::Group | Last::Starred => {
                if let Some(node) = nodes.pop() {
                    nodes.push(Node::Optional(Box::new(node)));
                }
                return Last::Nothing;
            }
            Last::Han => (
                "`?` directly after Han characters, which have no word end",
                "put what may be missing in a group, as in `不(再)?限速`",
            ),
            Last::Nothing => (
                "`?` follows no word or group",
                "`?` makes the word or group before it optional; a question mark itself ends a \
                 clause, and a phrase sees one clause",
            ),
        };
        self.error(span, message, help);
        Last::Nothing
    }

    /// Adds the words of literal text; none may be glued to a `*`.
    fn text(&mut self, run: &Run, glued: Last, nodes: &mut Vec<Node>) -> Last {
        if glued == Last::Starred {
            let letter = |c: char| c.is_alphanumeric() && !is_han(c);
            let word = run.text.find(|c| !letter(c)).unwrap_or(run.text.len());
            if word > 0 {
                let span = run.phrase_span(Span::new(0, word));
                let help = "`*` stands at the end of a word; leave a space before the next one";
                self.error(span, "`*` inside a word", help);
            }
        }
        let before = nodes.len();
        literal::add_words(self.text, run, nodes, self.errors);
        match nodes[before..].last() {
            Some(Node::Word(word)) if word.kind == TokenKind::Han => Last::Han,
            Some(_) => Last::Word,
            None => Last::Nothing,
        }
    }
}

fn lexeme_kind<'l, 't>(lexemes: &'l [Lexeme<'t>], at: usize) -> Option<&'l LexemeKind<'t>> {
    lexemes.get(at).map(|lexeme| &lexeme.kind)
}
