//! Periods that are told by their number: "from month 13", 第13个月起, "từ tháng thứ 13" lie behind the
//! twelve months before.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Language;
use super::structure::{stands_at, words_of};
use crate::quantity::{Kind, Quantity, Units};
use crate::text::fold::fold_word;
use crate::text::{Prose, Span};

/// A number has no more tokens than this: 二十五.
const LONGEST_NUMBER: usize = 3;
/// What makes a numeral an ordinal has no more letters than this: "13th".
const LONGEST_ENDING: usize = 2;
/// What stands for the number in the data.
const NUMBER: char = '#';

/// The words for numbered periods.
#[derive(Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct NthData {
    /// Ordinals in words.
    words: BTreeMap<String, u32>,
    /// How they are told.
    periods: Vec<PeriodData>,
}

/// One way to tell them.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PeriodData {
    /// What is said; `#` is the number.
    said: Vec<String>,
    /// The bound behind which it lies, in the same language; `#` is the number.
    is: String,
    /// By how much that is less than the number: the first month begins at once.
    #[serde(default)]
    less: u32,
}

/// The same, as words.
#[derive(Clone, Debug, Default)]
pub(super) struct Nth {
    words: BTreeMap<String, u32>,
    /// By their first words.
    periods: FxHashMap<String, Vec<Period>>,
}

#[derive(Clone, Debug)]
struct Period {
    before: Vec<String>,
    behind: Vec<String>,
    is: String,
    less: u32,
}

impl Nth {
    pub(super) fn new(data: &NthData) -> Self {
        let mut periods: FxHashMap<String, Vec<Period>> = FxHashMap::default();
        for data in &data.periods {
            let parts = data.said.iter().filter_map(|said| said.split_once(NUMBER));
            for (before, behind) in parts {
                let before = words_of(before);
                let Some(first) = before.first().cloned() else {
                    continue;
                };
                periods.entry(first).or_default().push(Period {
                    before,
                    behind: words_of(behind),
                    is: data.is.clone(),
                    less: data.less,
                });
            }
        }
        let ordinals = data.words.iter();
        Self {
            periods,
            words: ordinals.map(|(word, &n)| (fold_word(word), n)).collect(),
        }
    }
}

impl Language {
    /// The bounds behind which the numbered periods among some tokens lie.
    #[must_use]
    pub(crate) fn numbered_periods(
        &self,
        prose: &Prose,
        tokens: &Range<usize>,
        units: &Units,
    ) -> Vec<Quantity> {
        let mut found: Vec<Quantity> = Vec::new();
        for at in tokens.clone() {
            let periods = self.nth.periods.get(prose.word(at));
            let mut periods = periods.into_iter().flatten();
            let bound = periods.find_map(|period| {
                let (number, end) = self.stands_nth(period, prose, at)?;
                let number = number
                    .checked_sub(period.less)
                    .filter(|&number| number > 0)?;
                let is = period.is.replace(NUMBER, &number.to_string());
                let mut read = self.quantities(units).read(&is, Some(Kind::Duration));
                let span: Span = prose.span_of(at, end.min(tokens.end).max(at + 1));
                let bound = read.pop()?;
                Some(Quantity {
                    span,
                    core: span,
                    ..bound
                })
            });
            found.extend(bound);
        }
        found
    }

    /// The number of a period that is told at a token, and where its words end.
    fn stands_nth(&self, period: &Period, prose: &Prose, at: usize) -> Option<(u32, usize)> {
        if !stands_at(&period.before, prose, at) {
            return None;
        }
        let start = at + period.before.len();
        (1..=LONGEST_NUMBER).find_map(|length| {
            let end = start + length;
            let behind = end + period.behind.len();
            if behind > prose.tokens().len() {
                return None;
            }
            let ends = period.behind.is_empty() || stands_at(&period.behind, prose, end);
            let number = ends.then(|| self.number_of(prose, start..end)).flatten();
            number.map(|number| (number, behind))
        })
    }

    fn number_of(&self, prose: &Prose, tokens: Range<usize>) -> Option<u32> {
        let span = prose.span_of(tokens.start, tokens.end);
        let text = &prose.original()[span.range()];
        if tokens.len() == 1 {
            let word = prose.word(tokens.start);
            if let Some(&number) = self.nth.words.get(word) {
                return Some(number);
            }
            let digits = word.trim_end_matches(char::is_alphabetic);
            let ending = word[digits.len()..].chars().count();
            if ending <= LONGEST_ENDING && digits.chars().all(|c| c.is_ascii_digit()) {
                return digits.parse().ok();
            }
        }
        let read = self
            .quantities(Units::builtin())
            .read(text, Some(Kind::Number));
        let number = read
            .first()
            .filter(|number| number.core.range().len() == text.len())?;
        number.interval()?.low?.least.try_into().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    /// What a text holds: for each period how many it lies behind, and its words.
    fn check(code: &str, text: &str, expected: &[&str]) {
        let languages = Languages::builtin();
        let language = languages.get(code).unwrap();
        let prose = Prose::new(text, languages.abbreviations());
        let all = 0..prose.tokens().len();
        let found = language.numbered_periods(&prose, &all, Units::builtin());
        let told = |quantity: &Quantity| {
            let low = quantity.written.as_ref()?.low?;
            let unit = &quantity.unit.as_ref()?.id;
            let words = &text[quantity.span.range()];
            Some(format!("{} {unit}: {words}", low.least))
        };
        let told: Vec<String> = found.iter().filter_map(told).collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn a_numbered_period_lies_behind_those_before() {
        check("en", "$9 from month 13.", &["12 month: from month 13"]);
        check(
            "en",
            "$9 from the 13th month.",
            &["12 month: from the 13th month"],
        );
        check(
            "en",
            "$9 from the second month.",
            &["1 month: from the second month"],
        );
        check(
            "en",
            "$9 from month thirteen.",
            &["12 month: from month thirteen"],
        );
        check("en", "$9 after month 12.", &["12 month: after month 12"]);
        check("vi", "99k từ tháng thứ 4.", &["3 month: từ tháng thứ 4"]);
        check(
            "vi",
            "99k từ tháng thứ hai.",
            &["1 month: từ tháng thứ hai"],
        );
        check("zh", "第13个月起每月9元。", &["12 month: 第13个月起"]);
        check("zh", "第三个月起每月9元。", &["2 month: 第三个月起"]);
        check("zh", "第十三个月起每月9元。", &["12 month: 第十三个月起"]);
        check(
            "zh",
            "第二十五个月起每月9元。",
            &["24 month: 第二十五个月起"],
        );
        check("zh", "第十二个月后每月9元。", &["12 month: 第十二个月后"]);
        check(
            "en",
            "$9 after week 2, $12 from day 31.",
            &["2 week: after week 2", "30 day: from day 31"],
        );
    }

    #[test]
    fn nothing_lies_before_the_first_period() {
        check("en", "$9 from month 1.", &[]);
        check("en", "$9 after month 0.", &[]);
        check("vi", "99k từ tháng thứ nhất.", &[]);
        check("zh", "第1个月起每月9元。", &[]);
    }

    #[test]
    fn what_numbers_no_period_is_none() {
        check("en", "$9 from month to month.", &[]);
        check("en", "$9 from month 2x4a.", &[]);
        check("en", "$9 from month", &[]);
        check("vi", "99k từ tháng thứ tự.", &[]);
        check("zh", "第几个月起都行。", &[]);
        check("zh", "第13个月的账单。", &[]);
    }

    /// Known to be wrong: a numeral of one or two letters is taken for the ending of an ordinal
    /// without digits, and a number of months for the number of a month.
    #[test]
    fn some_numbers_are_misread() {
        check("vi", "99k sau tháng thứ ba.", &[]);
        let plan = "12 month: from the 13 month";
        check("en", "$9 from the 13 month plan.", &[plan]);
    }
}
