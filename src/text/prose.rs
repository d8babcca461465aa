//! Tokens, clauses and sentences of one folded text.
//!
//! Phrases and cues are matched over tokens, and never across the end of a clause.

use std::collections::HashSet;

use super::Span;
use super::divide::Divider;
use super::fold::Folded;

/// A clause longer than this many characters is cut, so that matching stays linear.
pub(super) const LONGEST_CLAUSE: usize = 512;

/// Words that end with a full stop inside a sentence, folded and without the last stop.
#[derive(Clone, Debug, Default)]
pub struct Abbreviations {
    words: HashSet<String>,
    /// Those that are abbreviations before a number alone: "No. 5", but "No. You pay nothing".
    counting: HashSet<String>,
}

impl Abbreviations {
    /// Takes abbreviations such as "Dr." or "v.v.", with or without their last stop; "No. #" is one
    /// before a number alone.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let fold = |word: &str| super::fold::fold_word(word.trim_end_matches('.'));
        let mut all = Self::default();
        for word in words {
            match word.strip_suffix(" #") {
                Some(word) => all.counting.insert(fold(word)),
                None => all.words.insert(fold(word)),
            };
        }
        all
    }

    /// Whether the word is one, before what follows its stop.
    pub(super) fn hold(&self, word: &str, next: Option<char>) -> bool {
        let counts = || next.is_some_and(|next| next.is_numeric() || next == '#');
        self.words.contains(word) || (self.counting.contains(word) && counts())
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A run of letters and digits with at least one letter; an apostrophe may stand inside.
    Word,
    /// A run of digits, with separators inside: `1,000.5`.
    Number,
    /// One Han character.
    Han,
    /// A sign that belongs to a clause, such as `%`, `/` or `&`.
    Symbol,
}

/// A word, a numeral, a Han character or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its bytes in [`Prose::folded`].
    pub folded: Span,
    /// Its bytes in the text that was folded.
    pub span: Span,
    /// The index of its clause.
    pub clause: usize,
}

/// What stands at the border of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// The begin or end of the text.
    Edge,
    /// A comma.
    Comma,
    /// The enumeration comma 、.
    Enumeration,
    /// A semicolon.
    Semicolon,
    /// A colon.
    Colon,
    /// A dash between words.
    Dash,
    /// An opening parenthesis.
    Open,
    /// A closing parenthesis.
    Close,
    /// A space between Han characters.
    Space,
    /// An ellipsis.
    Ellipsis,
    /// A full stop.
    Stop,
    /// An exclamation mark.
    Exclamation,
    /// A question mark.
    Question,
    /// A bullet, a bar, a pictograph or a forced line break.
    Bullet,
    /// The clause was too long and was cut.
    Length,
}

impl Mark {
    /// Whether the mark ends a sentence.
    #[must_use]
    pub fn ends_sentence(self) -> bool {
        matches!(
            self,
            Self::Edge | Self::Stop | Self::Exclamation | Self::Question | Self::Bullet
        )
    }
}

/// The tokens between two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Index of the first token.
    pub first: usize,
    /// One past the index of the last token.
    pub end: usize,
    /// The index of its sentence.
    pub sentence: usize,
    /// The mark before it.
    pub opened: Mark,
    /// The mark behind it.
    pub closed: Mark,
}

/// The clauses up to a mark that ends a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Index of the first clause.
    pub first: usize,
    /// One past the index of the last clause.
    pub end: usize,
    /// From the first byte of its first token to the end of its closing mark, in the text that
    /// was folded.
    pub span: Span,
    /// The mark that ends it.
    pub closed: Mark,
}

/// A folded text with its tokens, clauses and sentences.
#[derive(Clone, Debug)]
pub struct Prose<'t> {
    original: &'t str,
    folded: Folded<'t>,
    tokens: Vec<Token>,
    clauses: Vec<Clause>,
    sentences: Vec<Sentence>,
}

impl<'t> Prose<'t> {
    /// Folds and divides `text`, in time linear in its length.
    #[must_use]
    pub fn new(text: &'t str, abbreviations: &Abbreviations) -> Self {
        Self::of(Folded::new(text), abbreviations)
    }

    /// Divides a text that is folded already, in time linear in its length.
    #[must_use]
    pub fn of(folded: Folded<'t>, abbreviations: &Abbreviations) -> Self {
        let mut divider = Divider::new(&folded, abbreviations);
        divider.run();
        let Divider {
            tokens,
            clauses,
            sentences,
            ..
        } = divider;
        Self {
            original: folded.original(),
            folded,
            tokens,
            clauses,
            sentences,
        }
    }

    /// The text that was folded.
    #[must_use]
    pub fn original(&self) -> &'t str {
        self.original
    }

    /// The folded text.
    #[must_use]
    pub fn folded(&self) -> &str {
        self.folded.text()
    }

    /// All tokens, in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All clauses, in order; none is empty.
    #[must_use]
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// All sentences, in order; none is empty.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The folded characters of a token.
    #[must_use]
    pub fn word(&self, token: usize) -> &str {
        &self.folded.text()[self.tokens[token].folded.range()]
    }

    /// The original bytes from the token `first` to the token before `end`.
    ///
    /// # Panics
    ///
    /// When the range is empty or holds no token.
    #[must_use]
    pub fn span_of(&self, first: usize, end: usize) -> Span {
        self.tokens[first].span.union(self.tokens[end - 1].span)
    }

    /// The first token of the main clause, where some tokens begin in a clause that opens its sentence
    /// and ends with a comma, and go on into the next.
    #[must_use]
    pub fn main_clause(&self, tokens: &std::ops::Range<usize>) -> Option<usize> {
        let clause = self.tokens.get(tokens.start)?.clause;
        let (own, next) = (self.clauses.get(clause)?, self.clauses.get(clause + 1)?);
        let opens = self.sentences[own.sentence].first == clause && next.sentence == own.sentence;
        let goes_on = next.first < tokens.end;
        (opens && goes_on && own.closed == Mark::Comma).then_some(next.first)
    }

    /// The tokens that share a byte with a span of the original text.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let first = self
            .tokens
            .partition_point(|token| token.span.end <= span.start);
        let end = self
            .tokens
            .partition_point(|token| token.span.start < span.end);
        first..end.max(first)
    }

    /// The sentence that a token stands in.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.clauses[self.tokens[token].clause].sentence
    }

    /// The tokens of a sentence.
    #[must_use]
    pub fn sentence_tokens(&self, sentence: usize) -> std::ops::Range<usize> {
        let Sentence { first, end, .. } = self.sentences[sentence];
        self.clauses[first].first..self.clauses[end - 1].end
    }

    /// The end of the first sentence that ends at or behind a byte of the original text; that of the
    /// text, where none does.
    #[must_use]
    pub fn sentence_end(&self, at: usize) -> usize {
        let own = self.sentences.partition_point(|own| own.span.end < at);
        self.sentences
            .get(own)
            .map_or(self.original().len(), |own| own.span.end)
    }

    /// The original bytes of a span of the folded text.
    #[must_use]
    pub fn original_span(&self, folded: Span) -> Span {
        self.folded.original_span(folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences divided by ` ‖ `, clauses by ` | `, tokens by a space.
    fn divided(text: &str) -> String {
        let abbreviations = Abbreviations::new(["Dr.", "v.v.", "approx."]);
        let prose = Prose::new(text, &abbreviations);
        let clause = |clause: &Clause| {
            (clause.first..clause.end)
                .map(|t| prose.word(t))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let sentence = |s: &Sentence| {
            prose.clauses()[s.first..s.end]
                .iter()
                .map(clause)
                .collect::<Vec<_>>()
                .join(" | ")
        };
        prose
            .sentences()
            .iter()
            .map(sentence)
            .collect::<Vec<_>>()
            .join(" ‖ ")
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(divided(text), expected, "{text:?}");
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        check(
            "Dr. Lee pays $9.99/mo. Free!",
            "dr lee pays $ 9.99 / mo ‖ free",
        );
        check("e.g. this one. That.", "e . g this one ‖ that");
        check(
            "Gọi TP.HCM, v.v. Miễn phí.",
            "gọi tp . hcm | v . v miễn phí",
        );
        check("不限速。不限量！真的？", "不 限 速 ‖ 不 限 量 ‖ 真 的");
        check("Fast • Free | Fun ✅ Good", "fast ‖ free ‖ fun ‖ good");
        check(
            "See example.com/free today",
            "see example . com / free today",
        );
        check("He said \"yes.\" Then no.", "he said yes ‖ then no");
    }

    #[test]
    fn the_number_of_a_section_is_no_part_of_its_sentence() {
        check(
            "3.2 Refunds take thirty days here",
            "3.2 ‖ refunds take thirty days here",
        );
        check(
            "3.2 2019年，电器质保一年。",
            "3.2 ‖ 2019 年 | 电 器 质 保 一 年",
        );
        check(
            "9.99 dollars a month for everyone here",
            "9.99 dollars a month for everyone here",
        );
        check(
            "3.5 GB of data for everybody who asks",
            "3.5 gb of data for everybody who asks",
        );
        check("3.5 stars", "3.5 stars");
    }

    #[test]
    fn clauses_end_at_marks_but_not_inside_quantities() {
        check(
            "fast, free; 1,000.5 GB: 3–5 days – or 9:00",
            "fast | free | 1,000.5 gb | 3 – 5 days | or 9 : 00",
        );
        check(
            "Don't slow down (after 30GB)",
            "don't slow down | after 30gb",
        );
        check("fee(s) apply", "fee apply");
        check("30GB流量 不限量、通话", "30gb 流 量 | 不 限 量 | 通 话");
        check("a pay-as-you-go plan", "a pay as you go plan");
    }

    #[test]
    fn long_clauses_are_cut() {
        let text = "word ".repeat(1000);
        let prose = Prose::new(&text, &Abbreviations::default());
        assert!(prose.clauses().len() >= 9);
        assert_eq!(prose.sentences().len(), 1);
    }

    #[test]
    fn sentences_of_very_many_clauses_are_cut() {
        let text = "word, ".repeat(1000);
        let prose = Prose::new(&text, &Abbreviations::default());
        assert!(prose.sentences().len() >= 7);
        let spans = prose.sentences().windows(2);
        assert!(
            spans
                .clone()
                .all(|pair| pair[0].span.end <= pair[1].span.start)
        );
    }

    #[test]
    fn sentences_span_their_mark() {
        let text = " One two.  Three?";
        let prose = Prose::new(text, &Abbreviations::default());
        let spans: Vec<_> = prose
            .sentences()
            .iter()
            .map(|s| &text[s.span.range()])
            .collect();
        assert_eq!(spans, ["One two.", "Three?"]);
    }
}
