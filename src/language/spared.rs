//! What is said not to be so of another thing right behind a statement: "late payers are fined;
//! *early payers aren't*", 柜台转账收费，*手机银行不在此列*.

use std::ops::Range;

use serde::Deserialize;

use super::Language;
use super::sequences::Sequences;
use super::structure::{stands_at, words_of};
use crate::text::Prose;

/// So many clauses behind a statement are looked at, up to the first of the next sentence.
const CLAUSES: usize = 3;
/// The thing is named in no more tokens than this.
const LONGEST_NAME: usize = 16;

/// The words that spare something.
#[derive(Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct SparedData {
    /// Denials that end their clause, whose verb is that of the statement: "don't".
    ends: Vec<String>,
    /// What is said of a charge that is not made, wherever it stands in its clause: "pay nothing".
    unpaid: Vec<String>,
    /// Words that may stand behind those that end a clause.
    particles: Vec<String>,
    /// Words by which a sentence speaks of all parts of a thing, so that it spares none: "whole".
    whole: Sequences,
    /// Words by which it speaks of all customers or cases: "each order".
    each: Sequences,
    /// Words that open what a customer may wish for beside an offer: "if you'd like".
    wishes: Sequences,
    /// Words that open what he may choose, which may be a part of the offer: "if you choose".
    chooses: Sequences,
    /// What is chosen beside an offer: "express", "gift wrap".
    extras: Sequences,
    /// Words by which he wishes for the offer itself: "keep", "continue".
    stays: Sequences,
    /// Words by which an exception is what he himself chooses: "unless *you choose*".
    opts: Sequences,
    /// What he then chooses: "plan".
    offers: Sequences,
}

/// The same, as words.
#[derive(Clone, Debug, Default)]
pub(super) struct Spared {
    ends: Vec<Vec<String>>,
    unpaid: Vec<Vec<String>>,
    particles: Vec<String>,
    whole: Sequences,
    each: Sequences,
    wishes: Sequences,
    chooses: Sequences,
    extras: Sequences,
    stays: Sequences,
    opts: Sequences,
    offers: Sequences,
}

impl Spared {
    pub(super) fn new(data: &SparedData) -> Self {
        let words = |list: &[String]| list.iter().map(|words| words_of(words)).collect();
        Self {
            ends: words(&data.ends),
            unpaid: words(&data.unpaid),
            whole: data.whole.clone(),
            each: data.each.clone(),
            wishes: data.wishes.clone(),
            chooses: data.chooses.clone(),
            extras: data.extras.clone(),
            stays: data.stays.clone(),
            opts: data.opts.clone(),
            offers: data.offers.clone(),
            particles: data
                .particles
                .iter()
                .flat_map(|word| words_of(word))
                .collect(),
        }
    }
}

impl Language {
    /// The words that name what is spared in the clauses behind some tokens; `of_charge` where these
    /// name a charge.
    #[must_use]
    pub(crate) fn spared(
        &self,
        prose: &Prose,
        target: &Range<usize>,
        of_charge: bool,
    ) -> Option<Range<usize>> {
        let tokens = prose.tokens();
        let last = target.end.checked_sub(1)?;
        let own = tokens.get(last)?.clause;
        let behind = &prose.clauses()[own + 1..];
        let sentence = prose.clauses()[own].sentence;
        let of_sentence = behind
            .iter()
            .take_while(|clause| clause.sentence == sentence);
        // And the first of the next one.
        let most = CLAUSES.min(of_sentence.count() + 1);
        let mut behind = behind.iter().take(most);
        behind.find_map(|clause| self.spared_in(prose, clause.first..clause.end, of_charge))
    }

    /// Whether a condition is that a customer wishes for something, and not for the offer to go on.
    #[must_use]
    pub(crate) fn tells_wish(&self, condition: &str) -> bool {
        let stands = |words: &Sequences| words.stand_in_text(condition);
        stands(&self.spared.wishes) && !stands(&self.spared.stays)
    }

    /// Whether a condition is that a customer chooses something beside an offer, of which the offer
    /// says nothing: "if you choose express delivery".
    #[must_use]
    pub(crate) fn tells_extra_beside(&self, condition: &str, offer: &str) -> bool {
        self.tells_extra(|words| words.stand_in_text(condition))
            && !self.spared.extras.stand_in_text(offer)
    }

    /// Whether a condition, of which words are told to stand in it, is that a customer chooses
    /// something beside the offer.
    pub(super) fn tells_extra(&self, stands: impl Fn(&Sequences) -> bool) -> bool {
        let spared = &self.spared;
        stands(&spared.chooses) && stands(&spared.extras) && !stands(&spared.stays)
    }

    /// Whether an exception is that a customer himself chooses another offer: "unless you choose the
    /// yearly plan".
    #[must_use]
    pub(crate) fn tells_own_choice(&self, exception: &str) -> bool {
        let stands = |words: &Sequences| words.stand_in_text(exception);
        stands(&self.spared.opts) && stands(&self.spared.offers) && !stands(&self.spared.stays)
    }

    /// Whether a sentence speaks of all parts of a thing.
    #[must_use]
    pub(crate) fn says_whole(&self, sentence: &str) -> bool {
        self.spared.whole.stand_in_text(sentence)
    }

    /// Whether a sentence speaks of all customers or cases.
    #[must_use]
    pub(crate) fn says_each(&self, sentence: &str) -> bool {
        self.spared.each.stand_in_text(sentence)
    }

    fn spared_in(
        &self,
        prose: &Prose,
        clause: Range<usize>,
        of_charge: bool,
    ) -> Option<Range<usize>> {
        let particle = |at: &usize| {
            self.spared
                .particles
                .iter()
                .any(|word| prose.word(*at) == word)
        };
        let particles = clause.clone().rev().take_while(particle).count();
        let end = clause.end - particles;
        let ended = self.spared.ends.iter().filter_map(|words| {
            let start = end.checked_sub(words.len())?;
            (start > clause.start && stands_at(words, prose, start)).then_some(start)
        });
        let unpaid = self.spared.unpaid.iter().filter(|_| of_charge);
        let unpaid = unpaid.filter_map(|words| {
            (clause.start + 1..clause.end).find(|&at| stands_at(words, prose, at))
        });
        let at = ended.chain(unpaid).min()?;
        (at - clause.start <= LONGEST_NAME).then_some(clause.start..at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;
    use crate::text::Span;

    fn check(code: &str, marked: &str, of_charge: bool, expected: Option<&str>) {
        let span = Span::new(marked.find('[').unwrap(), marked.find(']').unwrap() - 1);
        let text = marked.replace(['[', ']'], "");
        let languages = Languages::builtin();
        let prose = Prose::new(&text, languages.abbreviations());
        let language = languages.get(code).unwrap();
        let found = language.spared(&prose, &prose.tokens_in(span), of_charge);
        let words = found.map(|found| prose.span_of(found.start, found.end));
        let words = words.map(|span| &text[span.range()]);
        assert_eq!(words, expected, "{marked}");
    }

    #[test]
    fn what_is_spared_is_named_behind_the_breach() {
        let spared = |code, text, name| check(code, text, true, Some(name));
        let none = |code, text| check(code, text, true, None);
        spared("en", "Guests pay a [fee]; members don't.", "members");
        spared(
            "en",
            "Late payers are [fined]. Early payers aren't.",
            "Early payers",
        );
        spared(
            "en",
            "Guests pay a [fee], early members don't.",
            "early members",
        );
        none("en", "Guests pay a [fee]; the sauna stays open.");
        none("en", "Guests pay a [fee]; don't.");
        none("en", "Guests pay a [fee] and members don't.");
        none("en", "Guests pay a [fee]. It is small. Members don't.");
        none(
            "en",
            "Guests pay a [fee]; all those of our many guests who came by the early train to see us once again don't.",
        );
        spared(
            "vi",
            "Khách lẻ chịu [phí hủy]; hội viên thì không.",
            "hội viên",
        );
        none("vi", "Khách lẻ chịu [phí hủy]; hội viên cũng vậy.");
        spared("zh", "柜台收取[取消费]，手机银行不在此列。", "手机银行");
        none("zh", "柜台收取[取消费]，手机银行也收。");
    }

    #[test]
    fn who_pays_nothing_is_spared_a_charge_alone() {
        let free = "Guests pay a [fee]; members pay nothing at all.";
        check("en", free, true, Some("members"));
        check("en", free, false, None);
    }
}
