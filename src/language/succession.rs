//! Amounts that take the place of others: "was $50, *now* $65", 由50元*调整为*65元, "*rises* from $5 to $8".

use std::ops::Range;

use serde::Deserialize;

use super::Language;
use super::sequences::Sequences;
use crate::text::Prose;

/// So many tokens may stand between an amount and what takes its place.
const LONGEST: usize = 12;
/// So many of them between the word that says so and that amount.
const FILLER: usize = 2;
/// A verb of change stands in so many tokens before the range that it changes in.
const VERB: usize = 4;

/// The words by which one amount takes the place of another.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct Succession {
    /// What stands right before the later amount: "now", "lên", 调整为.
    now: Sequences,
    /// What stands before the earlier one and gives it up: "rises" from 5, "no longer" 5.
    changes: Sequences,
    /// What then parts the two: "to", "but".
    joiners: Sequences,
}

impl Language {
    /// Whether the amount of the tokens `later` takes the place of that of `earlier`, in one sentence, and
    /// nothing is named between them: not "$50, and the *deposit* now $65".
    pub(crate) fn succeeds(
        &self,
        prose: &Prose,
        earlier: &Range<usize>,
        later: &Range<usize>,
    ) -> bool {
        if later.is_empty()
            || earlier.end > later.start
            || later.start - earlier.end > LONGEST
            || prose.sentence_of(earlier.start) != prose.sentence_of(later.start)
        {
            return false;
        }
        let clause = prose.clauses()[prose.tokens()[later.start].clause];
        let first = clause.first.max(earlier.end);
        let changed = self.is_changed(prose, earlier);
        // A comparator is a part of the amount: "up to $65".
        let end = (later.start + 1).min(later.end);
        let told = |at: usize| {
            let succession = &self.succession;
            let joiner = || succession.joiners.longest_at(prose, at);
            let joiner = changed.then(joiner).flatten();
            succession.now.longest_at(prose, at).max(joiner)
        };
        let (mut at, mut is_told) = (first, false);
        while at < end {
            match told(at) {
                Some(length) => {
                    is_told = at + length + FILLER >= later.start;
                    at += length;
                }
                None if at >= later.start || self.says_little(prose.word(at)) => at += 1,
                None => return false,
            }
        }
        // What limits the later amount leaves the earlier as it was: "$60, reduced to $30 for kids".
        let rest = later.end..clause.end;
        let bracket = prose.original()[prose.tokens()[later.end - 1].span.end..]
            .trim_start()
            .starts_with(['(', '（']);
        is_told && (changed || (rest.is_empty() && !bracket))
    }

    /// Whether what gives up an amount stands right before its tokens.
    fn is_changed(&self, prose: &Prose, range: &Range<usize>) -> bool {
        let mut near = range.start.saturating_sub(VERB)..range.start;
        near.any(|at| {
            let mut lengths = self.succession.changes.lengths_at(prose, at);
            lengths.any(|length| at + length <= range.start)
        })
    }

    /// The tokens of the later end of a range that something changes in: "rises from $5 to *$8*".
    pub(crate) fn changes_to(&self, prose: &Prose, range: &Range<usize>) -> Option<Range<usize>> {
        let joiners = &self.succession.joiners;
        let mut inside = range.clone().skip(1);
        let end = inside.find_map(|at| Some(at + joiners.longest_at(prose, at)?))?;
        (end < range.end && self.is_changed(prose, range)).then_some(end..range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;
    use crate::text::Span;

    /// A text without its brackets, and what stands in each.
    fn marked(marked: &str) -> (String, Vec<Span>) {
        let (mut text, mut starts, mut spans) = (String::new(), Vec::new(), Vec::new());
        for c in marked.chars() {
            match c {
                '[' => starts.push(text.len()),
                ']' => spans.push(Span::new(starts.pop().unwrap(), text.len())),
                _ => text.push(c),
            }
        }
        (text, spans)
    }

    #[test]
    fn an_amount_may_take_the_place_of_another() {
        let far = "for every one of the guests who came by the early train today";
        let far = format!("It was [$50] {far}, now [$65].");
        for (code, text, expected) in [
            ("en", "It was [$50], now [$65].", true),
            ("en", "It was [$50] and is now [$65].", true),
            ("en", "It rises from [$5] to [$8].", true),
            ("en", "It costs from [$5] to [$8].", false),
            ("en", "It was [$50], and the deposit is now [$65].", false),
            ("en", "It was [$50]. It is now [$65].", false),
            ("en", "It was [$50], now [$65] for children.", false),
            ("en", "It was [$50], now [$65] (children).", false),
            ("en", "It was [$50], plus [$65].", false),
            ("en", &far, false),
            ("vi", "Giá [50.000đ], nay [65.000đ].", true),
            ("vi", "Tăng từ [50.000đ] lên [65.000đ].", true),
            ("vi", "Giá [50.000đ] và [65.000đ].", false),
            ("zh", "由[50元]调整为[65元]。", true),
            ("zh", "[50元]和[65元]。", false),
        ] {
            let (plain, spans) = marked(text);
            let languages = Languages::builtin();
            let prose = Prose::new(&plain, languages.abbreviations());
            let language = languages.get(code).unwrap();
            let [one, other] = [0, 1].map(|at| prose.tokens_in(spans[at]));
            assert_eq!(language.succeeds(&prose, &one, &other), expected, "{text}");
            assert!(!language.succeeds(&prose, &other, &one), "{text}");
        }
    }

    #[test]
    fn a_range_may_be_a_change() {
        for (code, text, expected) in [
            ("en", "It rises [from $5 to $8].", Some("$8")),
            ("en", "It costs [from $5 to $8].", None),
            ("en", "It rises [$5].", None),
            ("en", "It rises [from $5 to].", None),
            ("vi", "Tăng [từ 50.000đ lên 65.000đ].", Some("65.000đ")),
            ("vi", "Giá [từ 50.000đ lên 65.000đ].", None),
        ] {
            let (plain, spans) = marked(text);
            let languages = Languages::builtin();
            let prose = Prose::new(&plain, languages.abbreviations());
            let language = languages.get(code).unwrap();
            let found = language.changes_to(&prose, &prose.tokens_in(spans[0]));
            let words = found.map(|found| prose.span_of(found.start, found.end));
            let words = words.map(|span| plain[span.range()].trim_start_matches('$'));
            let expected = expected.map(|words| words.trim_start_matches('$'));
            assert_eq!(words, expected, "{text}");
        }
    }
}
