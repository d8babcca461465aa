//! A block made ready for reading: its prose, its language and the phrases found in it.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::ops::Range;

use crate::language::Language;
use crate::phrase::{Amount, Beside, Match, Size, WordsOfText};
use crate::quantity::{Kind, Quantity, Sense, Units};
use crate::rules::{PhraseRole, Ruleset, SubjectId, Subjects};
use crate::text::fold::fold_word;
use crate::text::{Folded, Prose, Span, is_torn};

use super::Extractor;
use super::fired::Fired;

/// A match lies in one clause, and a clause is cut at this many bytes.
const LONGEST_MATCH: usize = 4 * 512;

/// A block's prose with the phrases found in it.
pub(super) struct Analysis<'a> {
    pub prose: Prose<'a>,
    /// The words of phrases in its tokens.
    pub words: WordsOfText,
    pub language: &'a Language,
    /// Whether phrases were matched without the marks on their letters.
    pub bare: bool,
    /// The amounts of money above zero, where a phrase asks for any.
    pub money: Vec<Span>,
    /// All quantities of the text, once they are asked for.
    quantities: OnceCell<Vec<Quantity>>,
    /// What survived the look-alikes and the better matches, in the order of the text.
    pub hits: Vec<Hit>,
    /// The names of subjects, the longest where they overlap, in the order of the text.
    pub names: Vec<Name>,
    /// The subjects of these names, sorted, each once.
    pub subjects: Vec<SubjectId>,
    /// The tokens of words that name everything: "all plans".
    pub everything: Vec<usize>,
    /// The tokens of words that name all but what was named: "other plans".
    pub others: Vec<usize>,
    /// The tokens of words that point back: "this plan".
    pub back: Vec<usize>,
}

/// A subject's name in a text.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub subject: SubjectId,
    pub tokens: Range<usize>,
    pub span: Span,
}

/// A phrase found in a text, and what it is for.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub found: Match,
    pub role: PhraseRole,
}

impl<'a> Analysis<'a> {
    /// Reads `text`; `None` where no phrase has all its words in it.
    pub(super) fn new(
        extractor: Extractor<'a>,
        text: &'a str,
        language: impl FnOnce(&str) -> &'a Language,
    ) -> Option<Self> {
        let phrases = extractor.phrases;
        let folded = Folded::new(text);
        let ascii = folded.text().is_ascii();
        let may = phrases.may_match_either(folded.text(), ascii);
        if !may.written && !may.bare {
            return None;
        }
        let prose = Prose::of(folded, extractor.languages.abbreviations());
        let words = phrases.vocabulary().words(&prose);
        let plain = may.written && phrases.may_match_in(&prose, &words, false);
        let bare = || ascii && phrases.may_match_in(&prose, &words, true);
        if !plain && !bare() {
            return None;
        }
        let language = language(text);
        (plain || language.written_with_marks())
            .then(|| Self::of(extractor, prose, words, language))
    }

    /// Reads `text` whatever it holds.
    pub(super) fn ungated(
        extractor: Extractor<'a>,
        text: &'a str,
        language: impl FnOnce(&str) -> &'a Language,
    ) -> Self {
        let prose = Prose::new(text, extractor.languages.abbreviations());
        let words = extractor.phrases.vocabulary().words(&prose);
        Self::of(extractor, prose, words, language(text))
    }

    /// The quantities of the text, of whatever kind.
    pub(super) fn quantities(&self, units: &Units) -> &[Quantity] {
        self.quantities
            .get_or_init(|| read_quantities(&self.prose, self.language, units))
    }

    /// The names in the sentence of some words, as spans of the text.
    pub(super) fn names_beside(&self, words: &Range<usize>, most: usize) -> Vec<Span> {
        let last = self.prose.tokens().len().saturating_sub(1);
        let sentence = self.prose.sentence_of(words.start.min(last));
        let sentence = self.prose.sentence_tokens(sentence);
        let start = sentence.start.max(words.start.saturating_sub(most));
        let end = sentence.end.min(words.end + most);
        let first = self.names.partition_point(|name| name.tokens.start < start);
        self.names[first..]
            .iter()
            .take_while(|name| name.tokens.start < end)
            .map(|name| name.span)
            .collect()
    }

    fn of(
        extractor: Extractor<'a>,
        prose: Prose<'a>,
        words: WordsOfText,
        language: &'a Language,
    ) -> Self {
        let quantities = OnceCell::new();
        let read = || read_quantities(&prose, language, extractor.units);
        let told = told(extractor, &prose, &words, language, || {
            quantities.get_or_init(read).as_slice()
        });
        let (found, bare) = find(extractor, &prose, &words, language, told.beside());
        let amounts = told.amounts;
        let mut hits = sorted(extractor.ruleset, found);
        hits.retain(|hit| !hit.found.gaps.is_empty() || !is_torn(&prose, &hit.found.tokens));
        // The amount before a comma is no value of what the main clause names.
        hits.retain(|hit| {
            let spans = near(&amounts, hit.found.span).iter();
            let spans = spans.map(|amount| amount.span);
            let crosses = || main_clause(&prose, &hit.found.tokens, spans).is_some();
            !(matches!(hit.role, PhraseRole::Topic(_)) && crosses())
        });
        if let Some(fired) = extractor.fired {
            note(fired, &hits, &prose);
        }
        let (names, mut hits) = settle(&extractor.ruleset.subjects, &prose, hits);
        hits.retain(|hit| {
            !charges_nothing(extractor.ruleset, hit, &amounts)
                && !is_unbounded(extractor.ruleset, hit, &amounts)
                && !skips_nothing(hit, &prose, || quantities.get_or_init(read))
        });
        let charged = |amount: &&Amount| amount.kind == Kind::Money && amount.size != Size::Nothing;
        let money = amounts.iter().filter(charged).map(|amount| amount.core);
        let money = money.collect();
        let everything = language.everything(&prose);
        let others = language.others(&prose);
        let back = language.points_back(&prose);
        let mut subjects: Vec<_> = names.iter().map(|name| name.subject).collect();
        subjects.sort_unstable();
        subjects.dedup();
        Self {
            prose,
            words,
            language,
            bare,
            money,
            quantities,
            hits,
            names,
            subjects,
            everything,
            others,
            back,
        }
    }
}

/// All matches in a text, and whether it was read without the marks on its letters too.
pub(super) fn find(
    extractor: Extractor,
    prose: &Prose,
    words: &WordsOfText,
    language: &Language,
    beside: Beside,
) -> (Vec<Match>, bool) {
    let phrases = extractor.phrases;
    let mut found = phrases.find_by(prose, words, beside, false);
    let bare = language.written_with_marks() && prose.folded().is_ascii();
    if bare {
        found.extend(phrases.find_by(prose, words, beside, true));
    }
    (found, bare)
}

/// Whether an amount leaves out a limit: "over 80 GB", "under $50", but not "up to 5 GB".
fn lies_outside(quantity: &Quantity) -> bool {
    quantity
        .interval()
        .is_some_and(|interval| match interval.sense {
            Sense::AtLeast => interval.low.is_some_and(|low| low.open),
            Sense::AtMost => interval.high.is_some_and(|high| high.open),
            Sense::Exact | Sense::Within | Sense::Range | Sense::Unlimited => false,
        })
}

/// The first token of the main clause, where some tokens go on into it from a clause that opens the
/// sentence: "(after 80 GB, your speed) drops"; a comma within an amount opens no clause.
pub(super) fn main_clause(
    prose: &Prose,
    tokens: &Range<usize>,
    mut amounts: impl Iterator<Item = Span>,
) -> Option<usize> {
    let first = prose.main_clause(tokens)?;
    let begin = prose.tokens()[first].span.start;
    let within = amounts.any(|amount| amount.start < begin && begin < amount.end);
    (!within).then_some(first)
}

/// What phrases are told of the text that they are looked for in.
pub(super) struct Told {
    amounts: Vec<Amount>,
    openings: Vec<usize>,
}

impl Told {
    pub(super) fn beside(&self) -> Beside<'_> {
        Beside {
            amounts: &self.amounts,
            openings: &self.openings,
        }
    }
}

/// The quantities of a text as phrases see them, where a phrase asks for any, and the clauses that
/// open a sentence.
pub(super) fn told<'q>(
    extractor: Extractor,
    prose: &Prose,
    words: &WordsOfText,
    language: &Language,
    quantities: impl FnOnce() -> &'q [Quantity],
) -> Told {
    if !extractor.phrases.needs_amounts(words) {
        return Told {
            amounts: Vec::new(),
            openings: language.openings(prose, &[]),
        };
    }
    let quantities = quantities();
    let opens = |quantity: &&Quantity| {
        lies_outside(quantity) || language.lies_beyond(prose, &prose.tokens_in(quantity.core))
    };
    let beyond = quantities.iter().filter(opens);
    let beyond: Vec<Range<usize>> = beyond.map(|own| prose.tokens_in(own.span)).collect();
    let amount = |quantity: &Quantity| Amount {
        span: quantity.span,
        core: quantity.core,
        kind: quantity.kind,
        has_per: quantity.per.is_some(),
        size: Size::of(quantity),
    };
    let mut amounts: Vec<Amount> = quantities.iter().map(amount).collect();
    if extractor.phrases.asks_for_dates() {
        let days = language.quantities(extractor.units);
        let days = days.read(prose.original(), Some(Kind::Date));
        let days = days.iter().filter(|day| day.kind == Kind::Date);
        let days: Vec<Amount> = days.map(amount).collect();
        amounts.retain(|amount| !days.iter().any(|day| day.span.overlaps(amount.span)));
        amounts.extend(days);
        amounts.sort_by_key(|amount| amount.span.start);
    }
    Told {
        openings: language.openings(prose, &beyond),
        amounts,
    }
}

fn read_quantities(prose: &Prose, language: &Language, units: &Units) -> Vec<Quantity> {
    language.quantities(units).read(prose.original(), None)
}

/// The amounts that share a byte with a span, of `amounts` in the order of the text.
fn near(amounts: &[Amount], span: Span) -> &[Amount] {
    let first = amounts.partition_point(|amount| amount.span.end <= span.start);
    let end = amounts.partition_point(|amount| amount.span.start < span.end);
    &amounts[first..end.max(first)]
}

/// Whether the quantities of a breach have no end, and so are no limit: "unlimited users".
fn is_unbounded(ruleset: &Ruleset, hit: &Hit, amounts: &[Amount]) -> bool {
    let inside = |amount: &&Amount| hit.found.span.contains(amount.core);
    let mut own = near(amounts, hit.found.span).iter().filter(inside);
    let phrase = &ruleset.phrases.phrases()[hit.found.phrase];
    let by_amount = matches!(hit.role, PhraseRole::Breach(..)) && phrase.has_amounts();
    by_amount
        && own.next().is_some_and(|first| first.size == Size::Endless)
        && own.all(|own| own.size == Size::Endless)
}

/// Whether a breach by an amount of money names none: "delivery costs $0".
fn charges_nothing(ruleset: &Ruleset, hit: &Hit, amounts: &[Amount]) -> bool {
    let phrase = &ruleset.phrases.phrases()[hit.found.phrase];
    let kind = match hit.role {
        PhraseRole::Breach(..) if phrase.asks_for(Kind::Money) => Kind::Money,
        PhraseRole::Breach(..) if phrase.asks_for(Kind::Percent) => Kind::Percent,
        _ => return false,
    };
    let inside = |amount: &&Amount| hit.found.span.contains(amount.core);
    let of_kind = |amount: &&Amount| amount.kind == kind;
    let near = near(amounts, hit.found.span).iter();
    let mut money = near.filter(inside).filter(of_kind);
    money
        .next()
        .is_some_and(|first| first.size == Size::Nothing)
        && money.all(|amount| amount.size == Size::Nothing)
}

/// Whether a breach skips amounts, and all of them are nothing: "contains 0 g of sugar". At a time of
/// nothing it is not nothing.
fn skips_nothing<'q>(
    hit: &Hit,
    prose: &Prose,
    quantities: impl FnOnce() -> &'q Vec<Quantity>,
) -> bool {
    let gaps = &hit.found.gaps;
    let may_hold = |gap: &Span| prose.original()[gap.range()].contains(['0', '０']);
    if !matches!(hit.role, PhraseRole::Breach(..)) || !gaps.iter().any(may_hold) {
        return false;
    }
    let inside = |quantity: &&Quantity| gaps.iter().any(|gap| gap.contains(quantity.core));
    let mut skipped = quantities().iter().filter(inside).peekable();
    let is_nothing = |quantity: &Quantity| quantity.is_zero() && quantity.kind != Kind::Duration;
    skipped.peek().is_some() && skipped.all(is_nothing)
}

/// The matches with what they are for, by their begin, the longest first.
pub(super) fn sorted(ruleset: &Ruleset, found: Vec<Match>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = found
        .into_iter()
        .map(|found| Hit {
            role: ruleset.phrase_roles[found.phrase],
            found,
        })
        .collect();
    hits.sort_by_key(|hit| (hit.found.span.start, Reverse(hit.found.span.end), hit.role));
    hits
}

/// Notes what each match does: a look-alike must take another out, the others must stay.
fn note(fired: &Fired, hits: &[Hit], prose: &Prose) {
    for (at, hit) in hits.iter().enumerate() {
        let decided = if hit.role.is_lookalike() {
            overlapping(hits, at).any(|other| hit.beats(other))
        } else {
            beaten_by(hits, at).is_none()
        };
        let words = hit.found.words.iter();
        let words = words.map(|word| fold_word(&prose.original()[word.range()]));
        fired.add(hit.found.phrase, decided, words.collect());
    }
}

/// The hit that takes the one at `at` out; `hits` are sorted by their begin.
pub(super) fn beaten_by(hits: &[Hit], at: usize) -> Option<&Hit> {
    overlapping(hits, at).find(|other| other.beats(&hits[at]))
}

/// Takes out what a look-alike covers, and of overlapping matches of one promise all but the one
/// with the most literal characters; divides names from the rest.
///
/// A disclosure stands beside a breach and hides none; topics and names hide nothing either.
fn settle(subjects: &Subjects, prose: &Prose, hits: Vec<Hit>) -> (Vec<Name>, Vec<Hit>) {
    let beaten: Vec<bool> = (0..hits.len())
        .map(|at| beaten_by(&hits, at).is_some())
        .collect();
    let mut names: Vec<Name> = Vec::new();
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for (hit, beaten) in hits.into_iter().zip(beaten) {
        let span = hit.found.span;
        if let PhraseRole::SubjectName(subject) = hit.role {
            // Sorted by begin, longest first: what lies inside an earlier name is a part of it.
            let inside = names.iter().rev().take(8).any(|name| {
                name.span.contains(span)
                    && (name.span != span || name.subject == subject)
                    && subjects.kind(name.subject) == subjects.kind(subject)
            });
            let written = prose.original()[span.range()].chars().next();
            let capital = written.is_some_and(char::is_uppercase);
            if !inside && (capital || !subjects.get(subject).capital) {
                names.push(Name {
                    subject,
                    tokens: hit.found.tokens,
                    span,
                });
            }
        } else if !beaten && !hit.role.is_lookalike() {
            let again = kept
                .iter()
                .rev()
                .take(8)
                .any(|other| other.role == hit.role && other.found.span.overlaps(span));
            if !again {
                kept.push(hit);
            }
        }
    }
    (names, kept)
}

/// The hits that share bytes with the one at `at`; `hits` are sorted by their begin.
fn overlapping(hits: &[Hit], at: usize) -> impl Iterator<Item = &Hit> {
    let span = hits[at].found.span;
    let after = hits[at + 1..]
        .iter()
        .take_while(move |hit| hit.found.span.start < span.end);
    let before = hits[..at].iter().rev();
    let before = before.take_while(move |hit| hit.found.span.start + LONGEST_MATCH > span.start);
    before
        .chain(after)
        .filter(move |hit| hit.found.span.overlaps(span))
}

impl Hit {
    fn beats(&self, other: &Self) -> bool {
        if self.role.promise() != other.role.promise() || self.role.promise().is_none() {
            return false;
        }
        if self.role.is_lookalike() {
            let is_taken_out = other.role.is_stated() || matches!(other.role, PhraseRole::Topic(_));
            return is_taken_out && self.shares_word(other);
        }
        self.role.is_stated()
            && other.role.is_stated()
            && self.role != other.role
            && self.shares_word(other)
            && (self.found.literal, other.found.span) > (other.found.literal, self.found.span)
    }

    fn shares_word(&self, other: &Self) -> bool {
        let overlaps = |word: &Span| other.found.words.iter().any(|its| its.overlaps(*word));
        self.found.words.iter().any(overlaps)
    }
}
