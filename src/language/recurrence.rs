//! Times by which something comes again: "every 30 days", 每30天一次, "30 ngày một lần".

use serde::Deserialize;

use super::Language;
use super::sequences::Sequences;
use crate::text::{Abbreviations, Prose, Span};

/// The words before a time are no more tokens than this.
const BEFORE: usize = 3;
/// So many tokens behind a time are looked at, in its clause.
const BEHIND: usize = 6;

/// The words that make a time one of recurrence.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct Recurrence {
    /// Words right before it: "every".
    before: Sequences,
    /// Words behind it: 一次.
    behind: Sequences,
}

impl Language {
    /// Whether something comes again by the time that a sentence tells as `time`.
    #[must_use]
    pub(crate) fn recurs(&self, sentence: &str, time: &str) -> bool {
        let prose = Prose::new(sentence, &Abbreviations::default());
        let whole = |at: &usize| !sentence[..*at].ends_with(char::is_numeric);
        let places = sentence.match_indices(time).map(|(at, _)| at).filter(whole);
        let mut places = places.peekable();
        places.peek().is_some() && places.all(|at| self.recurs_at(&prose, at, time.len()))
    }

    fn recurs_at(&self, prose: &Prose, at: usize, length: usize) -> bool {
        let own = prose.tokens_in(Span::new(at, at + length));
        let (Some(first), Some(last)) = (own.clone().next(), own.clone().last()) else {
            return false;
        };
        let mut starts = first.saturating_sub(BEFORE)..first;
        let before = |start| self.recurrence.before.longest_at(prose, start) == Some(first - start);
        let clause = prose.clauses()[prose.tokens()[last].clause];
        let behind = first..clause.end.min(last + 1 + BEHIND);
        starts.any(before) || self.recurrence.behind.stand_in(prose, behind)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Languages;

    #[track_caller]
    fn check(language: &str, sentence: &str, time: &str, expected: bool) {
        let language = Languages::builtin().get(language).unwrap();
        assert_eq!(language.recurs(sentence, time), expected, "{sentence}");
    }

    #[test]
    fn what_comes_again_is_no_deadline() {
        check("en", "a box ships every 30 days", "30 days", true);
        check("en", "a box ships once every 30 days.", "30 days", true);
        check("en", "every box ships in 30 days", "30 days", false);
        check(
            "en",
            "of 130 days a box ships every 30 days",
            "30 days",
            true,
        );
        check("en", "every 7 days, and it takes 7 days", "7 days", false);
        check("vi", "giao hàng 30 ngày một lần", "30 ngày", true);
        check("vi", "cứ 30 ngày giao hàng một lần", "30 ngày", true);
        check(
            "vi",
            "giao hàng trong 30 ngày, đổi một lần",
            "30 ngày",
            false,
        );
        check("zh", "每30天出货一次", "30天", true);
        check("zh", "30天出货，换货一次", "30天", false);
    }
}
