//! What a sentence speaks of first, and whether it says that things are well there: "*Sheds* cost
//! £120. *Wardrobes* we put up ourselves."

use std::ops::Range;

use serde::Deserialize;

use super::sequences::Sequences;
use super::{Language, holds_denial};
use crate::text::{Clause, Mark, Prose};

/// So many words and openers are passed over before a topic.
const MOST_PASSED: usize = 6;
/// A sentence of more tokens has no topic.
const LONGEST: usize = 256;
/// So many sentences are looked at before and behind.
const BESIDE: usize = 3;

/// The words that tell one topic of a text from another.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct Topics {
    /// What may open a sentence before its topic, and says nothing of it: "no", "on".
    openers: Sequences,
    /// What turns from one topic to another: "as for".
    turns: Sequences,
    /// What says that a thing is as it should be: "itself", "as before".
    kept: Sequences,
    /// What says at the end of a clause that nothing is paid: "on the house".
    free: Sequences,
    /// Topics that set nothing apart: "customers", "the fee".
    common: Sequences,
    /// So many tokens tell a topic.
    length: usize,
}

impl Language {
    /// The topic of the stretch of a text that some tokens stand in, and those of the stretches beside
    /// it that say that things are well there; a stretch is a sentence, or what a semicolon parts of
    /// one, or a comma before what says so. `None` where there are none, or the topic is among the tokens.
    ///
    /// Beside a charge (`of_charge`) it must be said that nothing is paid; else a turn to the topic behind
    /// the tokens, or a word that a thing is as it should be, is enough.
    pub(crate) fn topics(
        &self,
        prose: &Prose,
        target: &Range<usize>,
        of_charge: bool,
    ) -> Option<(Range<usize>, Vec<Range<usize>>)> {
        let last = prose.tokens().len().checked_sub(1)?;
        let here = prose.sentence_of(target.start.min(last));
        let near = here.saturating_sub(BESIDE)..(here + BESIDE + 1).min(prose.sentences().len());
        let stretches =
            near.flat_map(|sentence| self.stretches(prose, sentence, target.start, of_charge));
        let (own, others): (Vec<_>, Vec<_>) =
            stretches.partition(|stretch| stretch.contains(&target.start));
        let own = own.into_iter().next()?;
        let first = prose.tokens().get(target.start)?.clause;
        let clause = prose.clauses()[first].first..own.end;
        let tells = |(topic, _): &(Range<usize>, bool)| topic.end <= target.start;
        let topic = self.topic(prose, clause).filter(tells);
        let (topic, _) = topic.or_else(|| self.topic(prose, own.clone()).filter(tells))?;
        let word = |at: usize| prose.word(at);
        let is_named_here = |name: &Range<usize>| {
            let mut own = own.clone();
            own.any(|at| (at..at + name.len()).map(word).eq(name.clone().map(word)))
        };
        let well = |stretch: Range<usize>| {
            let (topic, turned) = self.topic(prose, stretch.clone())?;
            let rest = topic.end..stretch.end;
            let is_well = if of_charge {
                self.is_free(prose, &rest)
            } else {
                self.topics.kept.stand_in(prose, rest) || (turned && stretch.start >= own.end)
            };
            (is_well && !is_named_here(&topic)).then_some(topic)
        };
        let others: Vec<_> = others.into_iter().filter_map(well).collect();
        (!others.is_empty()).then_some((topic, others))
    }

    /// The tokens of the parts of a sentence that semicolons divide, and in the part of the target commas
    /// before a clause that says that things are well.
    fn stretches(
        &self,
        prose: &Prose,
        sentence: usize,
        target: usize,
        of_charge: bool,
    ) -> Vec<Range<usize>> {
        if prose.sentence_tokens(sentence).len() > LONGEST {
            return Vec::new();
        }
        let whole = &prose.sentences()[sentence];
        let clauses = &prose.clauses()[whole.first..whole.end];
        let is_well = |clause: &Clause| {
            let tokens = clause.first..clause.end;
            if of_charge {
                self.is_free(prose, &tokens)
            } else {
                self.topics.kept.stand_in(prose, tokens)
            }
        };
        let parts = clauses.split_inclusive(|clause| clause.closed == Mark::Semicolon);
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for part in parts {
            let whole = part[0].first..part[part.len() - 1].end;
            if !whole.contains(&target) {
                stretches.push(whole);
                continue;
            }
            let after_comma = |at: usize| at > 0 && part[at - 1].closed == Mark::Comma;
            let mut first = whole.start;
            for (at, clause) in part.iter().enumerate() {
                if after_comma(at) && is_well(clause) {
                    stretches.push(first..clause.first);
                    first = clause.first;
                }
            }
            stretches.push(first..whole.end);
        }
        stretches
    }

    /// What a stretch speaks of first, and whether it turns to it from something else.
    fn topic(&self, prose: &Prose, stretch: Range<usize>) -> Option<(Range<usize>, bool)> {
        let topics = &self.topics;
        let (mut at, mut turned) = (stretch.start, false);
        for _ in 0..MOST_PASSED {
            if at >= stretch.end {
                return None;
            }
            if topics.common.longest_at(prose, at).is_some() {
                return None;
            }
            let turn = topics.turns.longest_at(prose, at);
            let passed = turn.or_else(|| topics.openers.longest_at(prose, at));
            turned |= turn.is_some();
            match passed {
                Some(passed) => at += passed,
                None if self.says_little(prose.word(at)) || is_numeral(prose.word(at)) => at += 1,
                None => break,
            }
        }
        let end = (at + topics.length).min(stretch.end);
        (end > at).then_some((at..end, turned))
    }

    /// Whether a clause of some tokens ends by saying that nothing is paid, and denies it not: "on the
    /// house", but not "free hangers" and "are not free".
    fn is_free(&self, prose: &Prose, tokens: &Range<usize>) -> bool {
        let denies = |before: Range<usize>| {
            !before.is_empty() && holds_denial(prose, prose.span_of(before.start, before.end), self)
        };
        tokens.clone().any(|at| {
            let end = prose.clauses()[prose.tokens()[at].clause].end;
            let mut lengths = self.topics.free.lengths_at(prose, at);
            lengths.any(|length| at + length == end) && !denies(tokens.start..at)
        })
    }
}

/// Whether a word only numbers what it stands before: ①.
fn is_numeral(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;
    use crate::text::Span;

    /// The topic of the bracketed words, and those beside it that are well; empty where there are
    /// none.
    fn told(code: &str, marked: &str, of_charge: bool) -> Vec<String> {
        let text = marked.replace(['[', ']'], "");
        let span = Span::new(marked.find('[').unwrap(), marked.find(']').unwrap() - 1);
        let languages = Languages::builtin();
        let prose = Prose::new(&text, languages.abbreviations());
        let language = languages.get(code).unwrap();
        let found = language.topics(&prose, &prose.tokens_in(span), of_charge);
        let words = |topic: Range<usize>| {
            let span = prose.span_of(topic.start, topic.end);
            prose.original()[span.range()].to_owned()
        };
        let all = found.map(|(own, others)| std::iter::once(own).chain(others));
        all.into_iter().flatten().map(words).collect()
    }

    fn check(code: &str, marked: &str, of_charge: bool, expected: &[&str]) {
        assert_eq!(told(code, marked, of_charge), expected, "{marked}");
    }

    #[test]
    fn what_costs_nothing_stands_beside_what_is_charged() {
        let beside = |code, marked, expected: [&str; 2]| check(code, marked, true, &expected);
        let none = |code, marked| check(code, marked, true, &[]);
        let sheds = ["Sheds", "Wardrobes"];
        beside(
            "en",
            "Sheds carry an [assembly charge]. Wardrobes are on the house.",
            sheds,
        );
        beside(
            "en",
            "Wardrobes are on the house. Sheds carry an [assembly charge].",
            sheds,
        );
        beside(
            "en",
            "Sheds carry an [assembly charge]; Wardrobes are on the house.",
            sheds,
        );
        beside(
            "en",
            "For all our 3 Sheds we [charge assembly]. With every 2 Wardrobes it is on the house.",
            sheds,
        );
        beside(
            "en",
            "Sheds carry an [assembly charge]. Ask us. Come in. Wardrobes are on the house.",
            sheds,
        );
        beside(
            "en",
            "Wardrobes are on the house. Ask us. Come in. Sheds carry an [assembly charge].",
            sheds,
        );
        beside(
            "vi",
            "Giường tầng chịu [phí lắp đặt] 900.000đ. Tủ quần áo thì được miễn phí.",
            ["Giường tầng", "Tủ quần"],
        );
        beside(
            "zh",
            "棚屋收取[安装费]600元。衣柜上门安装免费。",
            ["棚屋", "衣柜"],
        );
        none(
            "en",
            "Sheds carry an [assembly charge]. Wardrobes are not free.",
        );
        none(
            "en",
            "Sheds carry an [assembly charge]. Wardrobes have free hangers.",
        );
        none(
            "en",
            "Sheds carry an [assembly charge]. Wardrobes are painted.",
        );
        none(
            "en",
            "Sheds carry an [assembly charge]. Customers get it on the house.",
        );
        none(
            "en",
            "Customers pay an [assembly charge]. Wardrobes are on the house.",
        );
        none(
            "en",
            "The [assembly charge] is due. Wardrobes are on the house.",
        );
        none(
            "en",
            "Sheds and wardrobes carry an [assembly charge]. Wardrobes are on the house.",
        );
        none(
            "en",
            "[Sheds carry an assembly charge]. Wardrobes are on the house.",
        );
        none("en", "Sheds carry an [assembly charge].");
        none("en", "[]");
    }

    #[test]
    fn a_sentence_far_away_tells_nothing_of_a_charge() {
        let between = "Ask us. ".repeat(3);
        let charge = "Sheds carry an [assembly charge].";
        let free = "Wardrobes are on the house.";
        check("en", &format!("{charge} {between}{free}"), true, &[]);
        check("en", &format!("{free} {between}{charge}"), true, &[]);
        let long = format!(
            "Wardrobes come {}on the house.",
            "well made and ".repeat(90)
        );
        check("en", &format!("{charge} {long}"), true, &[]);
    }

    #[test]
    fn what_is_as_it_should_be_stands_beside_what_is_not() {
        let hours = ["bar", "gym"];
        for text in [
            "The bar [closes] at 9. The gym itself stays open.",
            "The gym itself stays open. The bar [closes] at 9.",
            "The bar [closes] at 9. As for the gym, come at night.",
            "No, the bar [closes] at nine. And as for the gym, come at night.",
        ] {
            check("en", text, false, &hours);
        }
        for text in [
            "As for the gym, come at night. The bar [closes] at 9.",
            "The bar [closes] at 9. The gym has a nurse.",
            "The gym [closes] at 9. The bar and the gym have a nurse.",
            "The bar [closes] at 9. The bar itself stays open.",
        ] {
            check("en", text, false, &[]);
        }
        let turn = "The bar [closes] at 9. As for the gym, come at night.";
        check("en", turn, true, &[]);
        check(
            "en",
            "The bar [closes] at 9, the gym never shuts.",
            false,
            &hours,
        );
        check(
            "en",
            "The bar [closes] at 9, the gym has a nurse.",
            false,
            &[],
        );
        check(
            "zh",
            "酒吧晚上九点[打烊]，健身房照常开放。",
            false,
            &["酒吧", "健身"],
        );
        check(
            "vi",
            "Quầy lễ tân [nghỉ] trưa, còn kỹ thuật viên vẫn trực cả đêm.",
            false,
            &["Quầy lễ", "kỹ thuật"],
        );
        check(
            "vi",
            "Sách bìa cứng mất 7 [ngày làm việc]. Danh thiếp thì vẫn như xưa nay.",
            false,
            &["Sách bìa", "Danh thiếp"],
        );
        check(
            "zh",
            "酒吧晚上九点[打烊]。至于健身房，另有规定。",
            false,
            &["酒吧", "健身"],
        );
    }

    /// Known to be wrong: "by" and "in" are no topics, so that "by contrast" is not seen to turn.
    #[test]
    fn some_turns_are_not_seen() {
        let turn = "The bar [closes] at nine. By contrast, the gym has a nurse.";
        check("en", turn, false, &[]);
    }
}
