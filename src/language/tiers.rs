//! Members of a family of products that a sentence names: "Merlin Lite", "Fibre 100", 199元套餐.

use std::ops::Range;

use crate::quantity::{Kind, Quantity};
use crate::text::{Prose, TokenKind};

use super::Language;
use super::sides::{Aside, Side};

/// What stands between the name of a family and that of its member in an [`Aside`].
const DIVIDER: char = '\t';
/// What a number as the name of a member begins with.
const NUMBER: char = '#';
/// What a name that no language knows as a member's begins with.
const NAMED: char = '~';

/// The name of a family has so many letters at least.
const LEAST_LETTERS: usize = 3;
/// Words for a kind are looked for so many tokens around those that may name a member.
const AROUND: usize = 4;
/// So many tokens at most stand between a number and the word for its kind: 199*元*套餐.
const BETWEEN: usize = 1;

/// The names of a family, which may be empty, and of its member.
type Named<'a> = (&'a str, &'a str);

impl Language {
    /// The members of families that some tokens name; a number in one of the `amounts` is none.
    pub(crate) fn tiers(
        &self,
        prose: &Prose,
        tokens: Range<usize>,
        amounts: &[Quantity],
    ) -> Vec<Aside> {
        let around = tokens.start.saturating_sub(AROUND);
        let kinds = self.kinds_among(
            prose,
            around..(tokens.end + AROUND).min(prose.tokens().len()),
        );
        let before_kind = |end: usize| kinds.iter().any(|kind| kind.tokens.start == end);
        let behind_kind = |start: usize| {
            kinds
                .iter()
                .any(|kind| kind.before_name && kind.tokens.end == start)
        };
        let mut found = Vec::new();
        for at in tokens.clone() {
            let head = self.family_before(prose, at);
            // "Student" of "Harbor Student Account", "Số" of "tài khoản Sen Số".
            let is_of_kind = || {
                let begin = at.saturating_sub(1);
                head.is_some()
                    && prose.tokens()[at].kind == TokenKind::Word
                    && is_capital(prose, at)
                    && (before_kind(at + 1) || behind_kind(begin))
            };
            let tail = if let Some(length) = self.sides.tiers.longest_at(prose, at) {
                let han = prose.tokens()[at].kind == TokenKind::Han;
                let inside = prose.clauses()[prose.tokens()[at].clause].first < at;
                let is_name = is_capital(prose, at)
                    && (inside || head.is_some() || before_kind(at + length) || behind_kind(at));
                (han || is_name).then(|| {
                    let words = (at..at + length).map(|token| prose.word(token));
                    words.collect::<Vec<_>>().join(" ")
                })
            } else if is_of_kind() {
                Some(format!("{NAMED}{}", prose.word(at)))
            } else {
                let of_kind = || (at + 1..=at + 1 + BETWEEN).any(before_kind);
                let is_number = prose.tokens()[at].kind == TokenKind::Number
                    && !amounts.iter().any(|amount| measures(prose, amount, at));
                let named = is_number && (head.is_some() || of_kind());
                named.then(|| format!("{NUMBER}{}", prose.word(at)))
            };
            let head = head.unwrap_or_default();
            found.extend(tail.map(|tail| Aside {
                side: Side::Tier,
                of: format!("{head}{DIVIDER}{tail}").into(),
            }));
        }
        found
    }

    /// The name of a family, which ends before a token: a word with a capital.
    fn family_before(&self, prose: &Prose, at: usize) -> Option<String> {
        let before = at.checked_sub(1)?;
        let (own, next) = (&prose.tokens()[before], &prose.tokens()[at]);
        let between = &prose.original()[own.span.end..next.span.start];
        let word = prose.word(before);
        let is_family = own.kind == TokenKind::Word
            && own.clause == next.clause
            && between == " "
            && is_capital(prose, before)
            && word.chars().count() >= LEAST_LETTERS
            && !self.is_no_plan(word);
        is_family.then(|| word.to_owned())
    }
}

fn is_capital(prose: &Prose, token: usize) -> bool {
    let word = &prose.original()[prose.tokens()[token].span.range()];
    word.starts_with(char::is_uppercase)
}

/// Whether a number is that of an amount with a unit: "60 GB", 199元, but not 199元套餐.
fn measures(prose: &Prose, amount: &Quantity, token: usize) -> bool {
    let plain = matches!(amount.kind, Kind::Number | Kind::Count | Kind::Money);
    !plain && prose.tokens()[token].span.overlaps(amount.core)
}

/// Whether two sentences name other members of one family, or other steps of what many families have:
/// "Basic" and "Premium".
#[must_use]
pub(crate) fn are_tiers_apart(one: &[Aside], other: &[Aside]) -> bool {
    fn tiers(asides: &[Aside]) -> impl Iterator<Item = Named<'_>> {
        let of_tier = asides.iter().filter(|aside| aside.side == Side::Tier);
        of_tier.filter_map(|aside| aside.of.split_once(DIVIDER))
    }
    let any = |fits: &dyn Fn(Named, Named) -> bool| {
        tiers(one).any(|its| tiers(other).any(|theirs| fits(its, theirs)))
    };
    let is_step = |(head, tail): Named| head.is_empty() || !tail.starts_with([NUMBER, NAMED]);
    let is_alike = |its: Named, theirs: Named| {
        its.1 == theirs.1 && (its.0 == theirs.0 || is_step(its) || is_step(theirs))
    };
    let of_one_family = |its: Named, theirs: Named| {
        (!its.0.is_empty() && its.0 == theirs.0) || (is_step(its) && is_step(theirs))
    };
    !any(&is_alike) && any(&of_one_family)
}

#[cfg(test)]
mod tests {
    use super::super::Languages;
    use super::*;
    use crate::quantity::Units;

    fn tiers(code: &str, text: &str) -> Vec<Aside> {
        let languages = Languages::builtin();
        let language = languages.get(code).unwrap();
        let prose = Prose::new(text, languages.abbreviations());
        let amounts = language.quantities(Units::builtin()).read(text, None);
        language.tiers(&prose, 0..prose.tokens().len(), &amounts)
    }

    fn check(code: &str, one: &str, other: &str, expected: bool) {
        let (a, b) = (tiers(code, one), tiers(code, other));
        assert_eq!(
            are_tiers_apart(&a, &b),
            expected,
            "{one} {a:?} | {other} {b:?}"
        );
        assert_eq!(are_tiers_apart(&b, &a), expected, "{other} | {one}");
    }

    #[test]
    fn members_of_a_family_are_apart() {
        let max = "The Merlin Max plan gives you unlimited data.";
        check("en", max, "On Merlin Lite, data is capped at 10GB.", true);
        check("en", max, "On Merlin Max, data is capped at 10GB.", false);
        check("en", max, "Data is capped at 10GB.", false);
        check(
            "en",
            "Fibre 500 gives you 500Mbps.",
            "Fibre 100 has 100Mbps.",
            true,
        );
        check(
            "en",
            "Fibre 500 gives you 500Mbps.",
            "Fibre 500 has 100Mbps.",
            false,
        );
        check(
            "en",
            "Basic membership is £19.",
            "Premium membership is £39.",
            true,
        );
        check(
            "en",
            "Two bags in Business.",
            "In Economy, bags cost £24.",
            true,
        );
        check(
            "vi",
            "Gói Cơ Bản không giới hạn.",
            "Gói Nâng Cao giới hạn 5GB.",
            true,
        );
        check("zh", "专业版不限人数。", "基础版限5人。", true);
        check("zh", "尊享199套餐不限速。", "入门19元套餐限速。", true);
    }

    #[test]
    fn names_beside_a_kind_are_members_of_their_family_alone() {
        let student = "The Harbor Student Account has no fees.";
        check(
            "en",
            student,
            "The Harbor Everyday Account costs $14.",
            true,
        );
        check(
            "en",
            student,
            "The Harbor Student Account costs $14.",
            false,
        );
        check("en", student, "The Harbor Account costs $14.", false);
        check(
            "en",
            "The Harbor Day Account is free.",
            "The Wren Night Account costs $14.",
            false,
        );
        check(
            "en",
            "The Harbor Day is free.",
            "The Harbor Night costs $14.",
            false,
        );
        check(
            "vi",
            "Tài khoản Sen Số miễn phí.",
            "Tài khoản Sen Trẻ thu phí.",
            true,
        );
    }

    #[test]
    fn what_is_no_name_holds_nothing_apart() {
        check(
            "en",
            "Basic rights: no fees.",
            "Premium service costs £5.",
            false,
        );
        check(
            "en",
            "We give free delivery.",
            "Standard delivery costs £5.",
            false,
        );
        check("en", "Only 60 GB left.", "Only 30 GB left.", false);
        check(
            "en",
            "Brightbox Premium is ad-free.",
            "The Brightbox Player shows adverts.",
            false,
        );
        check(
            "en",
            "Basic and Premium are ad-free.",
            "Premium shows adverts.",
            false,
        );
        check("zh", "套餐含60GB流量。", "套餐含30GB流量。", false);
    }
}
