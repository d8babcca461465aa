//! Phrases against a plain matcher, on made-up grammars and texts.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::text::fold::{is_han, without_marks};

/// A part of a made-up phrase.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Word(&'static str),
    AnyEnding(&'static str),
    OneOf(Vec<Vec<Item>>),
    All(Vec<Vec<Item>>),
    Optional(Vec<Item>),
    Gap,
    Amount,
}

/// Made-up quantities, as ranges of tokens.
type Amounts = Vec<(usize, usize)>;

const WORDS: [&str; 7] = ["a", "ab", "b", "c", "d", "限", "量"];

pub(super) fn items() -> impl Strategy<Value = Vec<Item>> {
    let leaf = prop_oneof![
        4 => prop::sample::select(&WORDS[..]).prop_map(Item::Word),
        1 => prop::sample::select(&WORDS[..5]).prop_map(Item::AnyEnding),
        1 => Just(Item::Gap),
        1 => Just(Item::Amount),
    ];
    let item = leaf.prop_recursive(3, 12, 3, |item| {
        let branch = prop::collection::vec(item.clone(), 1..3);
        prop_oneof![
            prop::collection::vec(branch.clone(), 2..4).prop_map(Item::OneOf),
            prop::collection::vec(branch.clone(), 2..4).prop_map(Item::All),
            branch.prop_map(Item::Optional),
        ]
    });
    prop::collection::vec(item, 1..4)
}

pub(super) fn written(items: &[Item]) -> String {
    let group = |branches: &[Vec<Item>], sign: &str| {
        let branches: Vec<_> = branches.iter().map(|branch| written(branch)).collect();
        format!("({})", branches.join(sign))
    };
    let item = |item: &Item| match item {
        Item::Word(word) => (*word).to_owned(),
        Item::AnyEnding(word) => format!("{word}*"),
        Item::OneOf(branches) => group(branches, "|"),
        Item::All(branches) => group(branches, " & "),
        Item::Optional(items) => format!("({})?", written(items)),
        Item::Gap => "...".to_owned(),
        Item::Amount => "{data}".to_owned(),
    };
    items.iter().map(item).collect::<Vec<_>>().join(" ")
}

/// A way to match: where it ends, its literal characters, the tokens that it skips.
type Way = (usize, usize, usize);

/// Matches by trying everything.
struct Plain<'a> {
    tokens: &'a [&'static str],
    /// All quantities, and their parts without comparator.
    amounts: &'a [(usize, usize)],
    /// One past the last token of the line.
    end: usize,
}

impl Plain<'_> {
    /// All ways to match `items` from `at` on.
    fn ways(&self, items: &[Item], at: usize) -> Vec<Way> {
        let Some((item, rest)) = items.split_first() else {
            return vec![(at, 0, 0)];
        };
        let mut all = Vec::new();
        for (middle, literal, skipped) in self.ways_of(item, at) {
            for (end, more, also) in self.ways(rest, middle) {
                all.push((end, literal + more, skipped + also));
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    fn ways_of(&self, item: &Item, at: usize) -> Vec<Way> {
        let token = self.tokens[..self.end].get(at).copied();
        let word = |fits: bool, word: &str| {
            let way = fits.then(|| (at + 1, word.chars().count(), 0));
            way.into_iter().collect()
        };
        match item {
            Item::Word(text) => word(token == Some(text), text),
            Item::AnyEnding(stem) => word(token.is_some_and(|token| token.starts_with(stem)), stem),
            Item::OneOf(branches) => branches
                .iter()
                .flat_map(|branch| self.ways(branch, at))
                .collect(),
            Item::Optional(items) => {
                let mut all = self.ways(items, at);
                all.push((at, 0, 0));
                all
            }
            Item::Gap => {
                let cost = |token: &&str| if token.chars().any(is_han) { 1 } else { 2 };
                let room = |end: usize| self.tokens[at..end].iter().map(cost).sum::<usize>();
                let ends = (at..=self.end).take_while(|&end| room(end) <= 12);
                ends.map(|end| (end, 0, end - at)).collect()
            }
            Item::Amount => {
                let here = self.amounts.iter().filter(|&&(first, _)| first == at);
                here.map(|&(_, end)| (end, 0, 0)).collect()
            }
            Item::All(operands) => {
                let mut all = Vec::new();
                for first in 0..operands.len() {
                    let mut others = operands.clone();
                    let mut items = others.remove(first);
                    if !others.is_empty() {
                        items.push(Item::Gap);
                        items.push(Item::All(others));
                    }
                    all.extend(self.ways(&items, at));
                }
                all
            }
        }
    }

    /// The matches from `start` on: (first token, end, literal characters).
    fn matches(&self, items: &[Item], start: usize) -> Vec<(usize, usize, usize)> {
        let best = |at: usize| {
            let ways = self.ways(items, at).into_iter();
            ways.map(|(end, literal, skipped)| (literal, std::cmp::Reverse(skipped), end))
                .max()
        };
        let mut found = Vec::new();
        let mut at = start;
        while at < self.end {
            let Some(mut chosen) = best(at) else {
                at += 1;
                continue;
            };
            let mut other = at + 1;
            while other < chosen.2 {
                if let Some(rival) = best(other)
                    && (rival.0, rival.1) > (chosen.0, chosen.1)
                {
                    (at, chosen) = (other, rival);
                }
                other += 1;
            }
            found.push((at, chosen.2, chosen.0));
            at = chosen.2;
        }
        found
    }
}

/// The token ranges of the clauses, those that a quantity or an `opening` joins as one.
fn lines_of(
    clauses: &[Vec<&str>],
    amounts: &[(usize, usize)],
    opening: Option<usize>,
) -> Vec<(usize, usize)> {
    let mut lines: Vec<(usize, usize)> = Vec::new();
    let mut first = 0;
    for (index, clause) in clauses.iter().enumerate() {
        let end = first + clause.len();
        let joined = amounts.iter().any(|&(from, to)| from < first && first < to)
            || opening.is_some_and(|opening| opening + 1 == index);
        match lines.last_mut() {
            Some(line) if joined => line.1 = end,
            _ => lines.push((first, end)),
        }
        first = end;
    }
    lines
}

/// A text of clauses of these words.
fn clauses() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    let words = ["a", "ab", "abc", "b", "c", "d", "限", "量", "不"];
    let clause = prop::collection::vec(prop::sample::select(words.to_vec()), 1..14);
    prop::collection::vec(clause, 1..4)
}

fn amounts() -> impl Strategy<Value = Amounts> {
    prop::collection::vec((0_usize..24, 1_usize..4), 0..4)
}

fn text_of(clauses: &[Vec<&str>]) -> String {
    let han = |word: &str| word.chars().any(is_han);
    let mut text = String::new();
    for clause in clauses {
        for pair in clause.windows(2) {
            text.push_str(pair[0]);
            if !(han(pair[0]) && han(pair[1])) {
                text.push(' ');
            }
        }
        text.push_str(clause[clause.len() - 1]);
        text.push('，');
    }
    text
}

fn found(set: &PhraseSet, text: &str) -> Vec<(usize, Range<usize>, usize)> {
    let prose = Prose::new(text, &Abbreviations::default());
    let found = set.find(&prose, &[]).into_iter();
    found
        .map(|found| (found.phrase, found.tokens, found.literal))
        .collect()
}

/// A text of words of three scripts.
fn sentence() -> impl Strategy<Value = String> {
    let words = [
        "data", "không", "giới", "hạn", "free", "freedom", "不", "限", "流量", "hủy", "gói", "30",
        "%", ",", "đổi", "trả",
    ];
    let words = prop::collection::vec(prop::sample::select(words.to_vec()), 1..20);
    words.prop_map(|words| words.join(" "))
}

fn full_width(text: &str) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
        _ => c,
    };
    text.chars().map(wide).collect()
}

fn spelling_set() -> PhraseSet {
    let phrases = [
        "free data",
        "không giới hạn",
        "($data & 不限)",
        "hủy ... gói",
        "đổi trả",
        "30%",
    ];
    PhraseSet::new(phrases.into_iter().map(phrase).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn the_same_as_trying_everything(
        items in items(),
        last in prop::sample::select(&WORDS[..5]),
        clauses in clauses(),
        amounts in amounts(),
        opening in prop::option::of(0_usize..4),
    ) {
        let items: Vec<_> = items.into_iter().chain([Item::Word(last)]).collect();
        let opening = opening.filter(|opening| opening + 1 < clauses.len());
        let tokens = clauses.concat();
        let amounts = amounts.into_iter().filter_map(|(first, length)| {
            let end = (first + length).min(tokens.len());
            (first < end).then_some((first, end))
        });
        let amounts: Vec<_> = amounts.collect();
        // The first word of three is the comparator, which the phrase may take or leave.
        let cores = amounts.iter().filter(|(first, end)| end - first == 3);
        let parts: Vec<_> = cores.map(|&(first, end)| (first + 1, end)).collect();
        let edges = [amounts.clone(), parts].concat();

        let mut expected = Vec::new();
        for (first, end) in lines_of(&clauses, &amounts, opening) {
            let plain = Plain { tokens: &tokens, amounts: &edges, end };
            let matches = plain.matches(&items, first).into_iter();
            expected.extend(matches.map(|(start, end, literal)| (0, start..end, literal)));
        }

        let text = text_of(&clauses);
        let prose = Prose::new(&text, &Abbreviations::default());
        let amounts: Vec<_> = amounts.iter().map(|&(first, end)| Amount {
            span: prose.span_of(first, end),
            core: prose.span_of(if end - first == 3 { first + 1 } else { first }, end),
            kind: Kind::Data,
            has_per: false,
            size: Size::Something,
        }).collect();
        let set = PhraseSet::new(vec![phrase(&written(&items))]);
        let openings: Vec<usize> = opening.into_iter().collect();
        let beside = Beside { amounts: &amounts, openings: &openings };
        let words = set.vocabulary().words(&prose);
        let found = set.find_by(&prose, &words, beside, false).into_iter();
        let found: Vec<_> = found.map(|found| (0, found.tokens, found.literal)).collect();
        let says = set::TextWords::of([text.as_str()].into_iter(), &Abbreviations::default());
        let sketched = says.is_none_or(|says| {
            sketch::may_take(&written(&items), &says, &|_| true)
        });
        prop_assert!(sketched || found.is_empty(), "{} in {}", written(&items), text);
        prop_assert_eq!(found, expected, "{} in {}", written(&items), text);
    }

    #[test]
    fn without_diacritics_the_same_is_found(text in sentence()) {
        let set = spelling_set();
        let prose = Prose::new(&text, &Abbreviations::default());
        let bare_text = without_marks(prose.folded());
        let bare_prose = Prose::new(&bare_text, &Abbreviations::default());
        let marked = |span: &Span| without_marks(&text[span.range()]) != text[span.range()];
        let told = |found: Match| (found.phrase, found.tokens, found.literal);
        let expected = set.find(&prose, &[]).into_iter();
        let expected = expected.filter(|found| found.words.iter().filter(|word| marked(word)).count() >= 2);
        let expected: Vec<_> = expected.map(told).collect();
        let found: Vec<_> = set.find_bare(&bare_prose, &[]).into_iter().map(told).collect();
        let says = set::TextWords::of([bare_text.as_str()].into_iter(), &Abbreviations::default());
        if let Some(says) = says {
            for (index, ..) in &found {
                let text = set.phrases()[*index].text();
                prop_assert!(sketch::may_take(text, &says, &|_| true), "{} in {}", text, bare_text);
            }
        }
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn regular_expressions_are_tried_wherever_they_match(text in sentence()) {
        let prose = Prose::new(&text, &Abbreviations::default());
        let lines = line::Lines::new(&prose, Beside::default());
        for pattern in [
            "/(free|giới) d/", "/fr?ee.*không/", "/\\w+ hạn/", "/不限?流/", "/[不流].{0,9}限/", "/free( data)?$/",
        ] {
            let parsed = phrase(pattern);
            let mut expected = Vec::new();
            for index in 0..lines.len() {
                parsed.regular().unwrap().find(0, lines.line(index), &mut expected);
            }
            let found = PhraseSet::new(vec![parsed]).find(&prose, &[]);
            prop_assert_eq!(found, expected, "{}", pattern);
        }
    }

    #[test]
    fn other_spellings_match_the_same(text in sentence()) {
        let set = spelling_set();
        let expected = found(&set, &text);
        let nfd: String = text.nfd().collect();
        for other in [text.to_uppercase(), nfd.to_uppercase(), nfd, full_width(&text)] {
            prop_assert_eq!(found(&set, &other), expected.clone(), "{}", other);
        }
    }

    #[test]
    fn phrases_find_the_same_alone_and_together(text in sentence()) {
        let set = spelling_set();
        let mut alone = Vec::new();
        for (index, phrase) in set.phrases().iter().enumerate() {
            let matches = found(&PhraseSet::new(vec![phrase.clone()]), &text).into_iter();
            alone.extend(matches.map(|(_, tokens, literal)| (index, tokens, literal)));
        }
        alone.sort_by_key(|(phrase, tokens, _)| (tokens.start, *phrase));
        prop_assert_eq!(found(&set, &text), alone);
    }

    #[test]
    fn nothing_panics(
        pattern in "[a限不đ0 ()|&*?.…$\\\\{}/,!%\u{ff5c}\u{ff1f}\u{ff0a}\u{301}-]{0,24}|\\PC{0,24}",
        text in "[a限不đ0 (),.!%\u{301}“”:–-]{0,40}|\\PC{0,40}",
        at in 0_usize..40,
        length in 0_usize..20,
    ) {
        let amount = amount_at(&text, at, length);
        let words = words();
        let Ok(parsed) = Phrase::parse(pattern.as_str(), &words) else {
            for error in Phrase::parse(pattern.as_str(), &words).unwrap_err() {
                prop_assert!(pattern.get(error.span.range()).is_some(), "{:?}", error);
            }
            return Ok(());
        };
        let set = PhraseSet::new(vec![parsed]);
        let prose = Prose::new(&text, &Abbreviations::default());
        let matches = set.find(&prose, std::slice::from_ref(&amount));
        prop_assert!(matches.is_empty() || set.may_match(prose.folded()));
        let bare = set.find_bare(&prose, &[amount]);
        prop_assert!(bare.is_empty() || set.may_match_bare(prose.folded()));
        for found in matches.iter().chain(&bare) {
            prop_assert!(text.get(found.span.range()).is_some());
            prop_assert!(!found.tokens.is_empty());
        }
    }
}

/// A quantity at these characters, cut to the text.
fn amount_at(text: &str, at: usize, length: usize) -> Amount {
    let offset = |count: usize| {
        text.char_indices()
            .nth(count)
            .map_or(text.len(), |(at, _)| at)
    };
    let (start, end) = (offset(at), offset(at + length));
    Amount {
        span: Span::new(start, end),
        core: Span::new(start.max(offset(at + length / 4)), end),
        kind: Kind::Data,
        has_per: false,
        size: Size::Something,
    }
}
