//! Divides a folded text into tokens, clauses and sentences, in one pass.

use super::fold::{Folded, is_han};
use super::letters::{is_letter, is_letter_or_digit};
use super::prose::{Abbreviations, Clause, LONGEST_CLAUSE, Mark, Sentence, Token, TokenKind};
use super::{HARD_BREAK, Span};

/// A sentence of this many clauses is cut, so that what looks at whole sentences stays linear.
const LONGEST_SENTENCE: usize = 128;

/// Sections are numbered below this.
const LAST_SECTION: u8 = 40;

/// A text shorter than this many bytes behind a number is its unit, not a sentence.
const SHORTEST_SENTENCE: usize = 24;

/// A label of more tokens than this, Han characters counted one by one, is a clause.
const LONGEST_LABEL: usize = 8;

/// Signs that may stand before an amount.
const CURRENCIES: &str = "$€£¥₫";

/// What a character, or a run that begins with it, is.
enum Piece {
    Token(TokenKind, usize),
    Mark(Mark, usize),
    Skip(usize),
}

pub(super) struct Divider<'a> {
    folded: &'a Folded<'a>,
    text: &'a str,
    abbreviations: &'a Abbreviations,
    pub(super) tokens: Vec<Token>,
    pub(super) clauses: Vec<Clause>,
    pub(super) sentences: Vec<Sentence>,
    clause_first: usize,
    clause_length: usize,
    sentence_first: usize,
    opened: Mark,
}

impl<'a> Divider<'a> {
    pub(super) fn new(folded: &'a Folded<'a>, abbreviations: &'a Abbreviations) -> Self {
        Self {
            folded,
            text: folded.text(),
            abbreviations,
            tokens: Vec::new(),
            clauses: Vec::new(),
            sentences: Vec::new(),
            clause_first: 0,
            clause_length: 0,
            sentence_first: 0,
            opened: Mark::Edge,
        }
    }

    pub(super) fn run(&mut self) {
        let mut at = 0;
        while let Some(c) = self.text[at..].chars().next() {
            match self.piece(at, c) {
                Piece::Skip(end) => at = end,
                Piece::Mark(mark, end) => {
                    self.mark(mark, end);
                    at = end;
                }
                Piece::Token(kind, end) => {
                    self.cut_when_long(self.text[at..end].chars().count());
                    let folded = Span::new(at, end);
                    let span = self.folded.original_span(folded);
                    let clause = self.clauses.len();
                    self.tokens.push(Token {
                        kind,
                        folded,
                        span,
                        clause,
                    });
                    if self.numbers_section(at, end) {
                        self.mark(Mark::Bullet, end);
                    }
                    at = end;
                }
            }
        }
        self.mark(Mark::Edge, self.text.len());
    }

    fn piece(&self, at: usize, c: char) -> Piece {
        let end = at + c.len_utf8();
        if is_han(c) {
            return Piece::Token(TokenKind::Han, end);
        }
        if is_letter_or_digit(c) {
            return self.word(at);
        }
        let (before, after) = (self.before(at), self.text[end..].chars().next());
        let digits = before.is_some_and(char::is_numeric) && after.is_some_and(char::is_numeric);
        match c {
            ' ' if before.is_some_and(is_han) && after.is_some_and(is_han) => {
                Piece::Mark(Mark::Space, end)
            }
            ',' => Piece::Mark(Mark::Comma, end),
            '、' => Piece::Mark(Mark::Enumeration, end),
            ';' => Piece::Mark(Mark::Semicolon, end),
            ':' | '–' | '—' if digits => Piece::Token(TokenKind::Symbol, end),
            ':' if self.labels_amount(end) => Piece::Skip(end),
            ':' => Piece::Mark(Mark::Colon, end),
            '–' | '—' => Piece::Mark(Mark::Dash, end),
            '-' if before == Some(' ') && after == Some(' ') => Piece::Mark(Mark::Dash, end),
            '(' if self.plural_ending(at).is_some() => {
                Piece::Skip(self.plural_ending(at).unwrap_or(end))
            }
            '(' | '[' | '【' | '〔' | '{' => Piece::Mark(Mark::Open, end),
            ')' | ']' | '】' | '〕' | '}' => Piece::Mark(Mark::Close, end),
            '…' => Piece::Mark(Mark::Ellipsis, end),
            '!' => Piece::Mark(Mark::Exclamation, end),
            '?' => Piece::Mark(Mark::Question, end),
            '。' => Piece::Mark(Mark::Stop, end),
            '.' if self.text[at..].starts_with("...") => Piece::Mark(Mark::Ellipsis, at + 3),
            '.' if self.stop_ends_sentence(at, end) => Piece::Mark(Mark::Stop, end),
            HARD_BREAK | '|' | '•' | '‣' | '▪' | '●' | '■' | '◆' | '★' | '☆' => {
                Piece::Mark(Mark::Bullet, end)
            }
            '.' if after.is_some_and(char::is_alphanumeric) => Piece::Token(TokenKind::Symbol, end),
            '%' | '/' | '&' | '$' | '+' | '#' | '@' | '=' | '<' | '>' | '~' | '€' | '£' | '¥'
            | '₫' | '×' | '≥' | '≤' | '‰' | '°' => Piece::Token(TokenKind::Symbol, end),
            _ if is_pictograph(c) => Piece::Mark(Mark::Bullet, end),
            _ => Piece::Skip(end),
        }
    }

    /// Whether the colon before `at` stands between a short label and its amount: "Fee: $5".
    fn labels_amount(&self, at: usize) -> bool {
        let label = self.tokens.len() - self.clause_first;
        let behind = self.text[at..].trim_start_matches(' ').chars().next();
        let amount = behind.is_some_and(|c| c.is_ascii_digit() || CURRENCIES.contains(c));
        amount && (1..=LONGEST_LABEL).contains(&label) && self.sentence_first == self.clauses.len()
    }

    /// A run of letters and digits, apostrophes between letters and separators between digits.
    fn word(&self, at: usize) -> Piece {
        let mut kind = TokenKind::Number;
        let mut end = at;
        let mut chars = self.text[at..].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let next = chars.peek().map(|&(_, next)| next);
            let before = || self.before(at + offset);
            let inside = match c {
                _ if is_han(c) => false,
                _ if is_letter_or_digit(c) || c == '_' => true,
                '\'' => next.is_some_and(|n| n.is_alphabetic() && !is_han(n)),
                '.' | ',' => {
                    kind == TokenKind::Number
                        && before().is_some_and(|b| b.is_ascii_digit())
                        && next.is_some_and(|n| n.is_ascii_digit())
                }
                _ => false,
            };
            if !inside {
                break;
            }
            if is_letter(c) {
                kind = TokenKind::Word;
            }
            end = at + offset + c.len_utf8();
        }
        Piece::Token(kind, end)
    }

    /// Whether the text begins with the number of a section, such as `3.2`, before a sentence.
    ///
    /// Its parts are small, as those of a price are not, and what follows is no mere unit.
    fn numbers_section(&self, at: usize, end: usize) -> bool {
        let parts = || self.text[at..end].split('.');
        let small =
            |part: &str| part.len() <= 2 && part.parse().is_ok_and(|n: u8| n < LAST_SECTION);
        let rest = &self.text[end..];
        at == 0
            && parts().count() >= 2
            && parts().all(small)
            && rest.starts_with(' ')
            && rest.len() >= SHORTEST_SENTENCE
            && rest[1..].chars().take(3).all(char::is_alphanumeric)
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// The end of `(s)` or `(es)` glued to a word.
    fn plural_ending(&self, at: usize) -> Option<usize> {
        let glued = self.before(at).is_some_and(char::is_alphabetic);
        let rest = &self.text[at..];
        let length = ["(s)", "(es)"]
            .into_iter()
            .find(|ending| rest.starts_with(ending))?
            .len();
        glued.then_some(at + length)
    }

    /// A full stop ends a sentence before white space, a closing quote or the end, unless it
    /// belongs to an abbreviation, a single letter or the number of a list.
    fn stop_ends_sentence(&self, at: usize, end: usize) -> bool {
        let rest = self.text[end..].trim_start_matches(['"', '\'', ')', ']', '*', '”', '’']);
        let next = rest.chars().next();
        if next.is_some_and(|next| next != ' ' && next != HARD_BREAK && !is_han(next)) {
            return false;
        }
        let last_text = next.is_none();
        let Some(token) = self.tokens.last().filter(|token| token.folded.end == at) else {
            return true;
        };
        let word = &self.text[token.folded.range()];
        let whole = self.word_with_stops(at);
        if last_text {
            return true;
        }
        let behind = rest.trim_start().chars().next();
        if self.abbreviations.hold(word, behind) || self.abbreviations.hold(whole, behind) {
            return false;
        }
        let single =
            word.chars().count() == 1 && word.chars().all(|c| c.is_alphabetic() && !is_han(c));
        let dotted = whole.len() > word.len();
        !(single && dotted)
    }

    /// The word before `at` with the stops inside it: `v.v` before the last stop of `v.v.`.
    fn word_with_stops(&self, at: usize) -> &'a str {
        let start = self.text[..at]
            .char_indices()
            .rev()
            .take(24)
            .take_while(|&(_, c)| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’'))
            .last()
            .map_or(at, |(start, _)| start);
        &self.text[start..at]
    }

    /// Cuts the clause where another token of so many characters would make it too long.
    fn cut_when_long(&mut self, characters: usize) {
        // One more for the space that most tokens bring.
        self.clause_length += characters + 1;
        if self.clause_length > LONGEST_CLAUSE && self.clause_first < self.tokens.len() {
            let here = self.tokens.last().map_or(0, |token| token.folded.end);
            self.mark(Mark::Length, here);
            self.clause_length = characters + 1;
        }
    }

    fn mark(&mut self, mark: Mark, end: usize) {
        if self.clause_first < self.tokens.len() {
            self.clauses.push(Clause {
                first: self.clause_first,
                end: self.tokens.len(),
                sentence: self.sentences.len(),
                opened: self.opened,
                closed: mark,
            });
            self.clause_first = self.tokens.len();
            self.clause_length = 0;
            self.opened = mark;
        } else if mark.ends_sentence() || self.opened != Mark::Open {
            self.opened = mark;
        }
        let clauses = self.clauses.len() - self.sentence_first;
        if clauses >= LONGEST_SENTENCE || (mark.ends_sentence() && clauses > 0) {
            let first = self.tokens[self.clauses[self.sentence_first].first].span;
            let end = self.folded.original_span(Span::new(end, end)).start;
            self.sentences.push(Sentence {
                first: self.sentence_first,
                end: self.clauses.len(),
                span: Span::new(first.start, end.max(first.end)),
                closed: mark,
            });
            self.sentence_first = self.clauses.len();
        }
    }
}

/// Signs that writers use as bullets.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}'
        | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}
