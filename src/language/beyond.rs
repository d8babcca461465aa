//! What lies beyond a promise though its words break it: what a customer is made to bear for a wrong
//! of his own or by the law, and what he chooses beside what he was promised.

use std::ops::Range;

use serde::Deserialize;

use super::Language;
use super::sequences::Sequences;
use crate::text::{Abbreviations, Mark, Prose};

/// A word that turns a wrong into what is fought stands so many tokens before it at most.
const BEFORE: usize = 3;
/// An item of a list has no more tokens than this.
const ITEM: usize = 3;
/// So many items of a list are looked at on each side.
const LISTED: usize = 16;
/// So many tokens on each side of a target are looked at.
const SIDE: usize = 100;
/// A sentence of no more tokens may say what the next is for: "In a hurry?"
const SHORT: usize = 8;

/// The words that tell what lies beyond a promise.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct BeyondData {
    /// What nobody may do, and who sees to that: "tampered", 调包.
    wrongs: Sequences,
    /// Words by which a sentence gives a wrong as its reason, or speaks of all: "because of".
    reasons: Sequences,
    /// Words between two things that are told alike: "or".
    links: Sequences,
    /// Words before a wrong by which it is fought, and not done: "prevent".
    fought: Sequences,
    /// Words by which something else is taken for a wrong: "is deemed".
    deemed: Sequences,
    /// What ordinary use brings about: "wear".
    ordinary: Sequences,
    /// Words of a promise that holds for wrongs and mishaps too: "whatever happens".
    covering: Sequences,
    /// Words for what nobody needs: "optional".
    optional: Sequences,
    /// Words by which somebody wishes for something: "would rather".
    wishes: Sequences,
    /// Words by which all stays well without it: "for nothing".
    kept: Sequences,
    /// Words by which a charge that we bear is borne by others too: "half".
    divided: Sequences,
    /// Words by which what is nothing becomes something: "at first".
    turning: Sequences,
    /// Words by which something is asked for more than what was promised: "each additional".
    more: Sequences,
    /// Words of a promise of one thing and no more: "one bag".
    first: Sequences,
    /// Words of a promise without a bound: "unlimited".
    boundless: Sequences,
    /// Words for a service that speaks with people: "hotline".
    services: Sequences,
    /// What has hours of its own beside it: "museum".
    facilities: Sequences,
    /// Words by which no choice is left: "either way".
    forced: Sequences,
}

impl Language {
    /// Whether the sentence of a promise says that it holds for wrongs and mishaps too.
    #[must_use]
    pub(crate) fn covers_wrongs(&self, sentence: &str) -> bool {
        let words = &self.beyond;
        let prose = Prose::new(sentence, &Abbreviations::default());
        let stands = |words: &Sequences| words.stand_in(&prose, 0..prose.tokens().len());
        stands(&words.covering) || stands(&words.wrongs)
    }

    /// Whether a sentence asks for more than what that of a promise gives, which is one or the first.
    #[must_use]
    pub(crate) fn asks_for_more(&self, sentence: &str, promise: &str) -> bool {
        let words = &self.beyond;
        words.more.stand_in_text(sentence)
            && words.first.stand_in_text(promise)
            && !words.boundless.stand_in_text(promise)
            && !words.more.stand_in_text(promise)
    }

    /// Whether a sentence tells of something with hours of its own, and that of a promise of a service.
    #[must_use]
    pub(crate) fn tells_of_facility(&self, sentence: &str, promise: &str) -> bool {
        let words = &self.beyond;
        let tells = |text: &str| {
            (
                words.facilities.stand_in_text(text),
                words.services.stand_in_text(text),
            )
        };
        tells(sentence) == (true, false)
            && tells(promise) == (false, true)
            && !words.boundless.stand_in_text(sentence)
    }

    /// Whether the sentence of some tokens says that what is nothing becomes something.
    #[must_use]
    pub(crate) fn turns(&self, prose: &Prose, target: &Range<usize>) -> bool {
        let sentence = sentence_near(prose, target);
        self.beyond.turning.stand_in(prose, sentence)
    }

    /// Whether the sentence of some tokens says that others bear a part of what we do.
    #[must_use]
    pub(crate) fn divides(&self, prose: &Prose, target: &Range<usize>) -> bool {
        let sentence = sentence_near(prose, target);
        self.beyond.divided.stand_in(prose, sentence)
    }

    /// Whether what some tokens tell is for a wrong of the customer's own, or the law demands it of
    /// everyone, by the words of their sentence.
    #[must_use]
    pub(crate) fn is_for_a_wrong(&self, prose: &Prose, target: &Range<usize>) -> bool {
        let sentence = sentence_near(prose, target);
        let words = &self.beyond;
        let stands = |words: &Sequences| words.stand_in(prose, sentence.clone());
        let is_wrong = |at: usize| {
            let length = words.wrongs.longest_at(prose, at)?;
            let fought = at.saturating_sub(BEFORE).max(sentence.start)..at;
            let beside = at + length <= target.start || target.end <= at;
            (beside && !words.fought.stand_in(prose, fought)).then_some(at)
        };
        let mut wrongs = sentence.clone().filter_map(is_wrong).peekable();
        wrongs.peek().is_some()
            && !stands(&words.deemed)
            && !stands(&words.ordinary)
            && !stands(&words.reasons)
            && wrongs.all(|at| self.lists_wrongs(prose, at, target))
    }

    /// Whether all that is listed beside a wrong are wrongs: not "misuse, stains, batteries", nor "stains or
    /// misuse"; and whether it stands in the clause of the target, or in the one before that.
    fn lists_wrongs(&self, prose: &Prose, wrong: usize, target: &Range<usize>) -> bool {
        let clauses = prose.clauses();
        let own = prose.tokens()[wrong].clause;
        let its = prose.tokens()[target.start].clause;
        let item = |at: usize| clauses[at].end - clauses[at].first <= ITEM;
        let joins = |at: usize| match clauses[at].closed {
            Mark::Enumeration => true,
            Mark::Comma => item(at) && clauses.get(at + 1).is_some() && item(at + 1),
            _ => false,
        };
        let first = (0..own)
            .rev()
            .take(LISTED)
            .take_while(|&at| joins(at))
            .last();
        let last = (own..clauses.len()).take(LISTED).find(|&at| !joins(at));
        let listed = first.unwrap_or(own)..last.unwrap_or(own) + 1;
        let near = own <= its && (own == its || listed.end >= its);
        let holds = |tokens: Range<usize>| self.beyond.wrongs.stand_in(prose, tokens);
        near && { listed }.all(|at| {
            let clause = clauses[at].first..clauses[at].end;
            let is_link = |&token: &usize| self.beyond.links.longest_at(prose, token).is_some();
            let mut start = clause.start;
            let parts = clause.clone().filter(is_link).all(|link| {
                let part = std::mem::replace(&mut start, link + 1)..link;
                part.is_empty() || holds(part)
            });
            let rest = start..clause.end;
            parts && (holds(rest.clone()) || (rest.start <= target.start && target.end <= rest.end))
        })
    }

    /// The clause that says that all stays well without what somebody may choose, which some tokens tell;
    /// `None` where nothing says so, or no choice is left.
    pub(crate) fn kept_beside(&self, prose: &Prose, target: &Range<usize>) -> Option<Range<usize>> {
        let words = &self.beyond;
        let own = prose.sentence_of(target.start);
        let sentence = sentence_near(prose, target);
        let next = (own + 1 < prose.sentences().len()).then(|| prose.sentence_tokens(own + 1));
        let next = next.map_or(sentence.end..sentence.end, |next| near(&next, target));
        let before = own.checked_sub(1).map(|own| prose.sentence_tokens(own));
        let opened = before.filter(|before| before.len() <= SHORT);
        let opened = opened.unwrap_or(sentence.start..sentence.start);
        let whole = opened.start..next.end;
        let beside = |tokens: &Range<usize>| tokens.clone().filter(|at| !target.contains(at));
        let stands = |words: &Sequences, tokens: &Range<usize>| {
            beside(tokens).find(|&at| words.longest_at(prose, at).is_some())
        };
        let wished = opened.start..sentence.end;
        let chosen = stands(&words.optional, &sentence).or_else(|| stands(&words.wishes, &wished));
        if chosen.is_none() || stands(&words.forced, &(sentence.start..next.end)).is_some() {
            return None;
        }
        let kept = stands(&words.kept, &whole)?;
        let clause = prose.clauses()[prose.tokens()[kept].clause];
        Some(clause.first..clause.end)
    }
}

/// The tokens of the sentence of a target that are near it.
fn sentence_near(prose: &Prose, target: &Range<usize>) -> Range<usize> {
    near(
        &prose.sentence_tokens(prose.sentence_of(target.start)),
        target,
    )
}

/// The tokens among some that are near a target.
fn near(tokens: &Range<usize>, target: &Range<usize>) -> Range<usize> {
    let start = tokens.start.max(target.start.saturating_sub(SIDE));
    start..tokens.end.min(target.end + SIDE).max(start)
}

#[cfg(test)]
mod tests {
    use super::super::Languages;
    use super::*;
    use crate::text::Span;

    /// Why what the bracketed words tell lies beyond a promise.
    #[derive(Debug, PartialEq, Eq)]
    enum Beyond {
        Wrong,
        Choice,
    }

    fn beyond(code: &str, marked: &str) -> Option<Beyond> {
        let text = marked.replace(['[', ']'], "");
        let span = Span::new(marked.find('[')?, marked.find(']')? - 1);
        let languages = Languages::builtin();
        let prose = Prose::new(&text, languages.abbreviations());
        let language = languages.get(code)?;
        let target = prose.tokens_in(span);
        if language.is_for_a_wrong(&prose, &target) {
            return Some(Beyond::Wrong);
        }
        let kept = language.kept_beside(&prose, &target);
        kept.map(|_| Beyond::Choice)
    }

    #[test]
    fn a_wrong_is_none_that_is_fought_or_made_of_something_else() {
        let wrong =
            |code, marked| assert_eq!(beyond(code, marked), Some(Beyond::Wrong), "{marked}");
        let none = |code, marked| assert_eq!(beyond(code, marked), None, "{marked}");
        wrong("en", "Pans that were thrown at a wall are [not covered].");
        none("en", "Pans that were dropped are [not covered].");
        none("en", "To prevent fraud, payouts [take three days].");
        none(
            "en",
            "Heavy use is deemed misuse, and the line is [limited].",
        );
        none("en", "Misuse, stains, dents are [not covered].");
        none("en", "Misuse and wear are [not covered].");
        none("en", "There is a [misuse fee] of £5.");
        wrong("zh", "替考、作弊的，[不予退费]。");
        none("zh", "作弊、缺考、迟到的，[不予退费]。");
        none("zh", "试穿视为恶意退货，[不予退货]。");
        wrong("vi", "Thuê bao phát tán thư rác bị [ngừng dịch vụ].");
        none("vi", "Để phòng chống gian lận, tiền [về sau ba ngày].");
        let far = format!("Fraud {} and a [fee].", "so on ".repeat(SIDE));
        none("en", &far);
    }

    #[test]
    fn a_choice_leaves_the_offer_as_it_is() {
        let choice =
            |code, marked| assert_eq!(beyond(code, marked), Some(Beyond::Choice), "{marked}");
        let none = |code, marked| assert_eq!(beyond(code, marked), None, "{marked}");
        choice(
            "en",
            "An optional blessing [costs £5]; the visit stays free.",
        );
        none("en", "An optional blessing [costs £5].");
        none("en", "It [costs £5], and is not optional.");
        choice(
            "en",
            "In a hurry? An evening slot [costs £5]. Standard delivery stays free.",
        );
        none("en", "In a hurry? An evening slot [costs £5].");
        none(
            "en",
            "An evening slot [costs £5]. Standard delivery stays free.",
        );
        none(
            "en",
            "Would you rather have an evening slot? It [costs £5]. Both cost the same.",
        );
        none(
            "en",
            "Would you rather have the evening slot that so many of us like? It [costs £5]. All stays free.",
        );
        choice("zh", "想改闪送的[另付18元]，普通快递照样不要钱。");
        none("zh", "想寄快递，两种都需[付18元]。");
        choice(
            "vi",
            "Ai muốn giao gấp thì [trả 30.000đ], giao thường vẫn miễn phí.",
        );
        none(
            "vi",
            "Muốn giao gấp hay chậm, cả hai đều tính [phí 30.000đ].",
        );
    }

    #[test]
    fn a_promise_of_one_thing_is_not_of_the_next() {
        let languages = Languages::builtin();
        let language = languages.get("en").unwrap();
        let asks = |promise| language.asks_for_more("Each additional bag costs £9.", promise);
        assert!(asks("One bag is free."));
        assert!(!asks("Bags are free."));
        assert!(!asks("One price, and all bags are free."));
        assert!(!asks("Your first and each additional bag are free."));
        assert!(!language.asks_for_more("A bag costs £9.", "One bag is free."));
    }

    #[test]
    fn a_museum_has_hours_of_its_own() {
        let languages = Languages::builtin();
        let tells = |code, sentence: &str, promise: &str| {
            let language = languages.get(code).unwrap();
            language.tells_of_facility(sentence, promise)
        };
        assert!(tells(
            "en",
            "The museum shuts at six.",
            "Help by phone at all hours."
        ));
        assert!(!tells(
            "en",
            "Help by phone ends at six.",
            "Help by phone at all hours."
        ));
        assert!(!tells(
            "en",
            "The museum and the phone line shut at six.",
            "Help at all hours."
        ));
        assert!(!tells(
            "en",
            "The museum shuts at six.",
            "Open at all hours."
        ));
        assert!(!tells(
            "en",
            "The museum shuts at six.",
            "Help in the museum at all hours."
        ));
        assert!(tells(
            "vi",
            "Căng tin nghỉ chủ nhật.",
            "Tổng đài hỗ trợ 24/7."
        ));
        assert!(tells("zh", "自提仓周末休息。", "24小时客服在线。"));
    }

    #[test]
    fn what_is_covered_is_no_excuse() {
        let languages = Languages::builtin();
        let covers = |sentence| languages.get("en").unwrap().covers_wrongs(sentence);
        assert!(covers("Guaranteed for life, whatever happens."));
        assert!(covers("We pay for vandalism too."));
        assert!(!covers("Guaranteed for life."));
    }

    #[test]
    fn what_is_half_ours_is_half_theirs() {
        let languages = Languages::builtin();
        let divides = |text: &str| {
            let prose = Prose::new(text, languages.abbreviations());
            languages.get("en").unwrap().divides(&prose, &(0..2))
        };
        assert!(divides("The fee is ours, and half is yours."));
        assert!(!divides("The fee is ours. Half is enough."));
    }
}
