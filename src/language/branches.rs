//! Branches of one firm that a sentence names: "our Cork showroom", "chi nhánh Thủ Đức".
//!
//! A gazetteer knows towns; branches are named after streets, quarters and stations too, and all that
//! shows such a name is its capital beside a word for a house of the firm.

use std::ops::Range;

use crate::text::{Prose, TokenKind};

use super::Language;
use super::sides::{Aside, Side};

/// So many words at most name a branch.
const MOST_WORDS: usize = 3;
/// So many Han characters do.
const HAN_NAME: usize = 2;

impl Language {
    /// The words of the names of branches that some tokens hold, each an aside of its own.
    ///
    /// A word that opens a clause has a capital for that alone, and names none by itself.
    pub(crate) fn branches(&self, prose: &Prose, tokens: Range<usize>) -> Vec<Aside> {
        let mut found = Vec::new();
        for at in tokens.clone() {
            if self.sides.venues.longest_at(prose, at).is_some() {
                let name = self.name_before(prose, at, tokens.start);
                found.extend(name.map(|token| named(prose, token)));
            }
            if let Some(length) = self.sides.venues_before.longest_at(prose, at) {
                let name = self.name_behind(prose, at + length, tokens.end);
                found.extend(name.map(|token| named(prose, token)));
            }
            if self.places.houses.longest_at(prose, at).is_some() {
                found.extend(self.house_before(prose, at, tokens.start));
            }
        }
        found
    }

    /// The branch that the two Han characters before a token name: 朝阳院区, but not 各大院区.
    fn house_before(&self, prose: &Prose, at: usize, first: usize) -> Option<Aside> {
        let name = at.checked_sub(HAN_NAME).filter(|start| *start >= first)?..at;
        let clause = prose.tokens()[at].clause;
        let may_name = |token: usize| {
            let its = &prose.tokens()[token];
            its.kind == TokenKind::Han
                && its.clause == clause
                && !self.places.nameless.contains(prose.word(token))
        };
        let of = || name.clone().map(|token| prose.word(token));
        name.clone().all(may_name).then(|| Aside {
            side: Side::Branch,
            of: of().collect::<String>().into(),
        })
    }

    /// The tokens of a name that ends before a token.
    fn name_before(&self, prose: &Prose, end: usize, first: usize) -> Range<usize> {
        let Some(clause) = prose.tokens().get(end).map(|token| token.clause) else {
            return end..end;
        };
        let opening = prose.clauses()[clause].first;
        let least = end.saturating_sub(MOST_WORDS).max(first).max(opening);
        let mut start = end;
        while start > least && self.may_name(prose, start - 1) {
            start -= 1;
        }
        if start == opening {
            start += 1;
        }
        start.min(end)..end
    }

    /// The tokens of a name that begins at a token.
    fn name_behind(&self, prose: &Prose, start: usize, last: usize) -> Range<usize> {
        let clause_of = |token: usize| prose.tokens().get(token).map(|token| token.clause);
        let same = clause_of(start).filter(|clause| clause_of(start - 1) == Some(*clause));
        let Some(clause) = same else {
            return start..start;
        };
        let most = (start + MOST_WORDS)
            .min(last)
            .min(prose.clauses()[clause].end);
        let mut end = start;
        while end < most && self.may_name(prose, end) {
            end += 1;
        }
        start..end
    }

    fn may_name(&self, prose: &Prose, token: usize) -> bool {
        let word = prose.word(token);
        let written = &prose.original()[prose.tokens()[token].span.range()];
        prose.tokens()[token].kind == TokenKind::Word
            && written.starts_with(char::is_uppercase)
            && !self.is_no_plan(word)
            && !self.sides.no_branches.contains(word)
            && self.sides.venues.longest_at(prose, token).is_none()
    }
}

fn named(prose: &Prose, token: usize) -> Aside {
    Aside {
        side: Side::Branch,
        of: prose.word(token).into(),
    }
}

/// Whether two sentences name branches, and none that shares a word with the other's.
#[must_use]
pub(crate) fn are_branches_apart(one: &[Aside], other: &[Aside]) -> bool {
    fn words(asides: &[Aside]) -> impl Iterator<Item = &str> {
        let of_branch = asides.iter().filter(|aside| aside.side == Side::Branch);
        of_branch.map(|aside| &*aside.of)
    }
    let names = |asides: &[Aside]| words(asides).next().is_some();
    names(one) && names(other) && !words(one).any(|its| words(other).any(|word| its == word))
}

#[cfg(test)]
mod tests {
    use super::super::Languages;
    use super::*;

    fn branches(code: &str, text: &str) -> Vec<Aside> {
        let languages = Languages::builtin();
        let prose = Prose::new(text, languages.abbreviations());
        let language = languages.get(code).unwrap();
        language.branches(&prose, 0..prose.tokens().len())
    }

    fn named_in(code: &str, text: &str) -> Vec<String> {
        let found = branches(code, text).into_iter();
        found.map(|aside| aside.of.into()).collect()
    }

    #[test]
    fn a_capital_beside_a_word_for_a_house_names_a_branch() {
        for (code, text, expected) in [
            ("en", "Our Cork showroom is open.", &["cork"][..]),
            ("en", "Visit the King Street branch.", &["king", "street"]),
            (
                "en",
                "At the Old Mill Lane Road store",
                &["mill", "lane", "road"],
            ),
            ("vi", "Hãy ghé chi nhánh Thủ Đức.", &["thủ", "đức"]),
            ("vi", "Cửa hàng Lê Lợi mở cửa", &["lê", "lợi"]),
        ] {
            assert_eq!(named_in(code, text), expected, "{text}");
        }
    }

    #[test]
    fn two_han_characters_before_a_word_for_a_house_name_it() {
        assert_eq!(named_in("zh", "安予口腔朝阳院区免费挂号。"), ["朝阳"]);
        assert_eq!(named_in("zh", "通州院区挂号费50元。"), ["通州"]);
        for nameless in [
            "各个院区都免费。",
            "我院新院区免费。",
            "院区免费。",
            "朝阳，院区免费。",
        ] {
            assert_eq!(named_in("zh", nameless), [""; 0], "{nameless}");
        }
        let (a, b) = (
            branches("zh", "朝阳院区免费。"),
            branches("zh", "通州院区收费。"),
        );
        assert!(are_branches_apart(&a, &b));
    }

    #[test]
    fn what_has_no_name_of_its_own_is_no_branch() {
        for (code, text) in [
            ("en", "Flagship store: open till six."),
            ("en", "Our showroom is open."),
            ("en", "Get it in the App Store."),
            ("en", "In our Online Shop"),
            ("en", "In Cork, showroom visits are free."),
            ("vi", "Mọi cửa hàng mở cửa lúc 8 giờ."),
            ("vi", "Tại cửa hàng. Thủ Đức thì không."),
        ] {
            assert_eq!(named_in(code, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn branches_are_apart_that_share_no_word() {
        let cases = [
            (
                "Our Bath store shuts at six.",
                "Our Bristol store shuts at eight.",
                true,
            ),
            (
                "Our Bath store shuts at six.",
                "The Bath City store shuts at eight.",
                false,
            ),
            (
                "Our Bath store shuts at six.",
                "Our store shuts at eight.",
                false,
            ),
        ];
        for (one, other, expected) in cases {
            let (a, b) = (branches("en", one), branches("en", other));
            assert_eq!(are_branches_apart(&a, &b), expected, "{one} {other}");
            assert_eq!(are_branches_apart(&b, &a), expected, "{other} {one}");
        }
    }
}
