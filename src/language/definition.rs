//! What a sentence defines: "“Added sugar” means …", 工本费指….

use std::ops::Range;

use crate::text::{Mark, Prose, Span};

use super::Language;
use super::sequences::Sequences;

/// Before the quotation mark of a term stand no more tokens: "in these terms “to close” means".
const BEFORE: usize = 8;

/// A term of a glossary has no more tokens.
const LONGEST_TERM: usize = 8;

const OPENING: [char; 6] = ['“', '"', '「', '『', '«', '‘'];
const CLOSING: [char; 6] = ['”', '"', '」', '』', '»', '’'];

impl Language {
    /// Whether a title heads explanations of words.
    pub(crate) fn heads_glossary(&self, title: &str) -> bool {
        self.titles.glossaries.stand_in_text(title)
    }

    /// The term that the sentence of some words defines by them, speaking neither of us nor of the
    /// reader: one in quotation marks, or any where the sentence stands in a `glossary`. What gives a
    /// number says how it is.
    pub(crate) fn defined_term(
        &self,
        prose: &Prose,
        words: Span,
        glossary: impl FnOnce() -> bool,
    ) -> Option<Span> {
        let tokens = prose.tokens_in(words);
        let last = tokens.end.checked_sub(1)?;
        let sentence = prose.sentence_tokens(prose.sentence_of(last));
        let stands = |words: &Sequences| {
            let mut places = (sentence.start..tokens.end).filter_map(|at| {
                let length = words.longest_at(prose, at)?;
                (at + length < tokens.end).then_some((at, length))
            });
            places.next()
        };
        let defined = stands(&self.titles.defines);
        let (at, length) = defined.or_else(|| stands(&self.titles.explains))?;
        let begin = prose.tokens()[sentence.start].span.start;
        let begin = prose.original()[..begin].trim_end_matches(OPENING).len();
        let before = &prose.original()[begin..prose.tokens()[at].span.start];
        let quoted = || {
            let term = before.trim_end().strip_suffix(CLOSING)?;
            let open = term.rfind(OPENING)?;
            let lead = prose.tokens_in(Span::new(begin, begin + open)).len();
            (lead <= BEFORE).then(|| Span::new(begin + open, begin + before.len()))
        };
        let clause_of = |token: usize| prose.tokens()[token].clause;
        let short = || {
            let plain = defined.is_some() || clause_of(at) == clause_of(sentence.start);
            at - sentence.start <= LONGEST_TERM && plain && glossary()
        };
        let term = defined
            .and_then(|_| quoted())
            .or_else(|| short().then(|| Span::new(begin, begin + before.len())))?;
        let end = prose.clauses()[prose.tokens()[last].clause].end;
        let gives_none = !prose.original()[words.range()].contains(char::is_numeric);
        (gives_none && self.speaks_of_nobody(prose, at + length..end)).then_some(term)
    }

    /// Whether some words are the entry of a glossary, before the colon or dash of a sentence that speaks behind
    /// it neither of us nor of the reader and gives no number: "Cancellation fee: what some ask for."
    pub(crate) fn is_entry(&self, prose: &Prose, words: Span) -> bool {
        let Some(last) = prose.tokens_in(words).last() else {
            return false;
        };
        let clause = prose.clauses()[prose.tokens()[last].clause];
        let whole = prose.sentence_tokens(clause.sentence);
        let said = clause.end..whole.end;
        let text = said.clone().map(|token| prose.word(token));
        matches!(clause.closed, Mark::Colon | Mark::Dash)
            && clause.first == whole.start
            && !said.is_empty()
            && !text.flat_map(str::chars).any(char::is_numeric)
            && self.speaks_of_nobody(prose, said)
    }

    /// The term of an entry of a glossary, before a colon or a dash, where some words stand behind it
    /// in a sentence that begins or ends like an explanation, speaks neither of us nor of the reader and
    /// gives no number: "Renewal: what some ask for each year."
    pub(crate) fn explained_term(&self, prose: &Prose, words: Span) -> Option<Span> {
        let last = prose.tokens_in(words).last()?;
        let whole = prose.sentence_tokens(prose.sentence_of(last));
        let first = prose.clauses()[prose.tokens()[whole.start].clause];
        let said = first.end..whole.end;
        let is_term = first.end - first.first <= LONGEST_TERM
            && matches!(first.closed, Mark::Colon | Mark::Dash)
            && said.contains(&last);
        let digits = |token: usize| prose.word(token).contains(char::is_numeric);
        let finite = |token: &usize| self.structure.finite.contains(prose.word(*token));
        let begins = || {
            let verb = said.clone().find(finite);
            let relatives = &self.titles.entry_relatives;
            let begin = self.titles.entry_begins.longest_at(prose, said.start);
            begin.is_some() && verb.is_none_or(|verb| relatives.stand_in(prose, said.start..verb))
        };
        let ends = |at: usize| {
            let length = self.titles.entry_ends.longest_at(prose, at);
            length.is_some_and(|length| at + length == said.end)
        };
        let explains = is_term && (begins() || said.clone().any(ends));
        (explains && !said.clone().any(digits) && self.speaks_of_nobody(prose, said))
            .then(|| prose.span_of(first.first, first.end))
    }

    /// Whether a word opens a clause that says more of the thing before it: "that".
    pub(super) fn is_relative(&self, prose: &Prose, token: usize) -> bool {
        self.titles.relatives.longest_at(prose, token).is_some()
    }

    fn speaks_of_nobody(&self, prose: &Prose, said: Range<usize>) -> bool {
        !self.names_ourselves(prose, said.clone()) && !self.titles.reader.stand_in(prose, said)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Languages;
    use super::*;

    /// What the bracketed words define.
    fn term(marked: &str, in_glossary: bool) -> Option<String> {
        let text = marked.replace(['[', ']'], "");
        let words = Span::new(marked.find('[')?, marked.find(']')? - 1);
        let languages = Languages::builtin();
        let prose = Prose::new(&text, languages.abbreviations());
        let language = languages.get("en")?;
        let term = language.defined_term(&prose, words, || in_glossary)?;
        Some(text[term.range()].trim().to_owned())
    }

    #[test]
    fn a_sentence_defines_a_term_in_quotation_marks() {
        let fee = "“Admin charge” means a [fee that some banks add].";
        assert_eq!(term(fee, false).as_deref(), Some("“Admin charge”"));
        assert_eq!(term("“Admin charge” means a [fee of £5].", false), None);
        assert_eq!(
            term("“Admin charge” means a [fee that you pay].", false),
            None
        );
        assert_eq!(
            term("Leaving early means a [fee that banks add].", false),
            None
        );
        assert_eq!(
            term("The “admin charge” is a [fee that banks add].", false),
            None
        );
    }

    #[test]
    fn a_glossary_needs_no_quotation_marks() {
        let fee = "Markup is a [fee that some banks add].";
        assert_eq!(term(fee, true).as_deref(), Some("Markup"));
        assert_eq!(term(fee, false), None);
    }

    #[test]
    fn an_entry_tells_nothing_of_us() {
        let languages = Languages::builtin();
        let language = languages.get("en").unwrap();
        let is_entry = |text: &str| {
            let prose = Prose::new(text, languages.abbreviations());
            language.is_entry(&prose, Span::new(0, 10))
        };
        assert!(is_entry("Annual fee: what some banks ask for."));
        assert!(!is_entry("Annual fee: we take it in January."));
        assert!(!is_entry("Annual fee: a sum of 40 dollars."));
        assert!(!is_entry("Annual fee:"));
        assert!(!is_entry("Annual fee and more."));
    }

    #[test]
    fn an_entry_explains_what_stands_behind_its_term() {
        let languages = Languages::builtin();
        let language = languages.get("en").unwrap();
        let term = |marked: &str| {
            let text = marked.replace(['[', ']'], "");
            let words = Span::new(marked.find('[')?, marked.find(']')? - 1);
            let prose = Prose::new(&text, languages.abbreviations());
            let term = language.explained_term(&prose, words)?;
            Some(text[term.range()].to_owned())
        };
        let renewal = "Renewal: what some firms [charge for each year].";
        assert_eq!(term(renewal).as_deref(), Some("Renewal"));
        assert_eq!(
            term("Renewal – what some firms [charge for].").as_deref(),
            Some("Renewal")
        );
        assert_eq!(
            term("Renewal: the 30 euros that some firms [charge]."),
            None
        );
        assert_eq!(term("Renewal: what we [charge for each year]."), None);
        assert_eq!(term("Renewal: the fee is [charged on the last day]."), None);
        assert_eq!(term("Renewal: a fee is [charged on the last day]."), None);
        let fee = "Renewal: a fee that is [charged on the last day].";
        assert_eq!(term(fee).as_deref(), Some("Renewal"));
        assert_eq!(term("Renewal: what you [pay for each year]."), None);
        assert_eq!(term("Renewal is what some firms [charge for]."), None);
        assert_eq!(term("[Renewal]: what some firms charge for."), None);
        let long = "What one two three four five six seven eight: what firms [charge].";
        assert_eq!(term(long), None);
    }
}
