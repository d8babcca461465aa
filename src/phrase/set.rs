//! Many phrases, looked for together.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::anchor::Frequencies;
use super::contractions::Contractions;
use super::gate::{Gate, MayMatch, Sought};
use super::line::Lines;
use super::matcher::Matcher;
use super::regular::Regular;
use super::sketch::{Says, may_take};
use super::vocabulary::{Sieve, Words, is_broken};
use super::{Amount, Beside, Match, Phrase, Vocabulary, Words as Names};
use crate::text::{Abbreviations, Prose};

/// In a text of no more folded bytes the words of phrases are looked for one by one before it is
/// divided into tokens; in a longer one that could take longer than dividing it.
const LONGEST_SEARCHED: usize = 4096;

/// Texts of no more folded bytes in all for each phrase are divided and looked through by their
/// words: building the gate takes longer than what it would save.
const FEW: usize = 24;

/// Fewer phrases are not worth narrowing to a document.
const MANY: usize = 1024;

/// A document of more bytes holds so many words that most phrases have to be parsed.
const LONGEST_NARROWED: usize = 32 << 10;

/// So many documents are read by the phrases that each may hold; for more all are parsed.
const MOST_NARROWED: usize = 6;

/// Phrases that are looked for together; each is known by its index.
///
/// Its automaton is built when enough was looked through to pay for it; what is found is the same
/// before and behind.
#[derive(Clone, Debug)]
pub struct PhraseSet {
    phrases: Vec<Phrase>,
    /// A bit for each phrase that is looked for, where not all are.
    wanted: Option<Arc<[u64]>>,
    /// The texts so far that it was narrowed to.
    narrowed: Arc<AtomicUsize>,
    /// The folded bytes that were asked for so far, until the gate is built.
    asked: Arc<AtomicUsize>,
    gate: OnceLock<Gate>,
    expressions: OnceLock<Gate>,
    vocabulary: OnceLock<Vocabulary>,
    asks_for_dates: OnceLock<bool>,
    /// The phrases that are regular expressions.
    regular: OnceLock<Vec<usize>>,
}

impl PhraseSet {
    /// Takes the phrases in the order of their indices.
    #[must_use]
    pub fn new(phrases: Vec<Phrase>) -> Self {
        Self {
            phrases,
            wanted: None,
            narrowed: Arc::default(),
            asked: Arc::default(),
            gate: OnceLock::new(),
            expressions: OnceLock::new(),
            vocabulary: OnceLock::new(),
            asks_for_dates: OnceLock::new(),
            regular: OnceLock::new(),
        }
    }

    /// The phrases, in the order of their indices.
    #[must_use]
    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }

    /// The same phrases under the same indices, of which only some are looked for.
    #[must_use]
    pub(crate) fn only(&self, counts: impl Fn(usize) -> bool) -> Self {
        self.restricted(|index, _| counts(index))
    }

    /// The same for those that a document may hold, whose blocks have these texts, in whatever way
    /// they are put together; `None` where looking for all costs no more.
    ///
    /// Of thousands of phrases a page needs some hundred, and only these are parsed.
    pub(crate) fn narrowed<'t>(
        &self,
        texts: impl Iterator<Item = &'t str> + Clone,
        abbreviations: &Abbreviations,
    ) -> Option<Self> {
        let bytes = texts.clone().map(str::len).sum::<usize>();
        let is_young = || self.vocabulary.get().is_none() && self.gate.get().is_none();
        let pays = self.phrases.len() >= MANY && bytes <= LONGEST_NARROWED && is_young();
        if !pays || self.narrowed.fetch_add(1, Ordering::Relaxed) >= MOST_NARROWED {
            return None;
        }
        let says = TextWords::of(texts, abbreviations)?;
        let mut known: FxHashMap<*const Names, BTreeSet<&str>> = FxHashMap::default();
        Some(self.restricted(|_, phrase| {
            let named = phrase.words().map(|words| {
                let key = std::ptr::from_ref(words);
                &*known.entry(key).or_insert_with(|| words.said_by(&says))
            });
            let stands = |name: &str| named.is_none_or(|named| named.contains(name));
            phrase.is_regular() || may_take(phrase.text(), &says, &stands)
        }))
    }

    fn restricted<'s>(&'s self, mut counts: impl FnMut(usize, &'s Phrase) -> bool) -> Self {
        let mut wanted = vec![0; self.phrases.len().div_ceil(64)];
        for (index, phrase) in self.wanted() {
            wanted[index / 64] |= u64::from(counts(index, phrase)) << (index % 64);
        }
        Self {
            wanted: Some(wanted.into()),
            ..Self::new(self.phrases.clone())
        }
    }

    fn wants(&self, phrase: usize) -> bool {
        let bits = self.wanted.as_ref();
        bits.is_none_or(|bits| bits[phrase / 64] >> (phrase % 64) & 1 == 1)
    }

    /// The phrases that are looked for, each with its index.
    fn wanted(&self) -> impl Iterator<Item = (usize, &Phrase)> {
        let phrases = self.phrases.iter().enumerate();
        phrases.filter(|&(index, _)| self.wants(index))
    }

    /// The words of all phrases.
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary
            .get_or_init(|| Vocabulary::of(&self.phrases, |phrase| self.wants(phrase)))
    }

    /// Whether any phrase may match in a folded text.
    ///
    /// `false` is certain, `true` is likely.
    #[must_use]
    pub fn may_match(&self, folded: &str) -> bool {
        let mut counts = self.counting(folded);
        self.gate().may_match(folded, false, &mut counts)
    }

    /// Whether [`PhraseSet::find_bare`] may find anything in a folded text.
    ///
    /// `false` is certain, `true` is likely.
    #[must_use]
    pub fn may_match_bare(&self, folded: &str) -> bool {
        let mut counts = self.counting(folded);
        self.gate().may_match(folded, true, &mut counts)
    }

    /// The answers of [`PhraseSet::may_match`] and, where `bare` and that is `false`, of
    /// [`PhraseSet::may_match_bare`], in one pass.
    pub(crate) fn may_match_either(&self, folded: &str, bare: bool) -> MayMatch {
        let Some(gate) = self.gate_for(folded.len()) else {
            return MayMatch {
                written: true,
                bare,
            };
        };
        let mut counts = self.counting(folded);
        gate.may_match_either(folded, bare, &mut counts)
    }

    /// Whether all words that a phrase must have may stand in a folded text.
    fn counting<'a>(&'a self, folded: &'a str) -> impl FnMut(usize) -> bool + 'a {
        let searched = folded.len() <= LONGEST_SEARCHED;
        let mut may_stand = searched.then(|| self.vocabulary().may_stand(folded));
        move |phrase| {
            let may_stand = may_stand.as_mut();
            may_stand.is_none_or(|may_stand| may_stand(phrase))
        }
    }

    /// Whether any phrase may match in a text, by all the words that it must have; with `bare`, as
    /// people write it without diacritics.
    ///
    /// Asks more than [`PhraseSet::may_match`], and takes longer. `false` is certain, `true` is
    /// likely.
    pub(crate) fn may_match_in(&self, prose: &Prose, words: &Words, bare: bool) -> bool {
        let here = Sieve::new(words.all());
        let mut phrases = self.vocabulary().may_match_any(&here, |_| true);
        phrases.next().is_some() || !bare && self.may_match_expression(prose.folded())
    }

    /// Whether a regular expression may match in a folded text.
    fn may_match_expression(&self, folded: &str) -> bool {
        if self.gate.get().is_some() {
            return self.expressions().may_match(folded, false, |_| true);
        }
        self.regular().any(|(_, regular)| regular.may_match(folded))
    }

    /// The pairs of a line and a regular expression that may match there, in order.
    fn expressions_of(&self, lines: &Lines) -> Vec<(usize, usize)> {
        if self.gate.get().is_some() {
            return self.expressions().candidates(lines, false);
        }
        let may_match = |at: usize, regular: &Regular| regular.may_match(lines.line(at).folded());
        let of_line = |at: usize| {
            let phrases = self.regular();
            let phrases = phrases.filter(move |(_, regular)| may_match(at, regular));
            phrases.map(move |(phrase, _)| (at, phrase))
        };
        (0..lines.len()).flat_map(of_line).collect()
    }

    /// The regular expressions, each with its index.
    fn regular(&self) -> impl Iterator<Item = (usize, &Regular)> {
        let indices = self.regular.get_or_init(|| {
            let regular = self.wanted().filter(|(_, phrase)| phrase.is_regular());
            regular.map(|(index, _)| index).collect()
        });
        let regular = |&index: &usize| Some((index, self.phrases[index].regular()?));
        indices.iter().filter_map(regular)
    }

    /// Whether a phrase holds a `{date}`, so that [`PhraseSet::find`] needs the days of the text.
    pub(crate) fn asks_for_dates(&self) -> bool {
        *self
            .asks_for_dates
            .get_or_init(|| self.wanted().any(|(_, phrase)| phrase.asks_for_days()))
    }

    /// Whether all words of a phrase that holds a quantity stand in a text.
    ///
    /// Where it is `false`, [`PhraseSet::find`] does as well without quantities, save that a
    /// dash or a colon inside one then ends the clause.
    pub(crate) fn needs_amounts(&self, words: &Words) -> bool {
        let here = Sieve::new(words.all());
        let counts = |phrase: usize| self.phrases[phrase].has_amounts();
        self.vocabulary()
            .may_match_any(&here, counts)
            .next()
            .is_some()
    }

    /// The matches of all phrases, in the order of their first tokens, then of the phrases.
    ///
    /// Matches of one phrase do not overlap: of those that do, the one with the most literal
    /// characters is taken, then the one that skips the fewest words, then the first, then the
    /// longest. Matches of different phrases may overlap.
    #[must_use]
    pub fn find(&self, prose: &Prose, amounts: &[Amount]) -> Vec<Match> {
        self.find_by(
            prose,
            &self.vocabulary().words(prose),
            amounts.into(),
            false,
        )
    }

    /// The matches of phrases as people write them without diacritics.
    ///
    /// Only matches with two marked syllables or more are found: fewer could be any word. Meant
    /// for sentences without a diacritic; in others a word that carries marks matches nothing.
    #[must_use]
    pub fn find_bare(&self, prose: &Prose, amounts: &[Amount]) -> Vec<Match> {
        self.find_by(prose, &self.vocabulary().words(prose), amounts.into(), true)
    }

    /// The matches as [`PhraseSet::find`] gives them, or [`PhraseSet::find_bare`]; `words` are
    /// those of the text.
    pub(crate) fn find_by(
        &self,
        prose: &Prose,
        words: &Words,
        beside: Beside,
        bare: bool,
    ) -> Vec<Match> {
        let lines = Lines::new(prose, beside);
        let mut matcher = Matcher::default();
        let mut found = Vec::new();
        for line in (0..lines.len()).map(|at| lines.line(at)) {
            let here = words.of(line.first..line.end);
            let here = Sieve::new(&here);
            let phrases = self.vocabulary().may_match_any(&here, |_| true);
            let mut phrases: Vec<usize> = phrases.collect();
            phrases.sort_unstable();
            phrases.dedup();
            for phrase in phrases {
                if let Some(program) = self.phrases[phrase].program() {
                    matcher.find(phrase, program, line, bare, &mut found);
                }
            }
        }
        let expressions = (!bare).then(|| self.expressions_of(&lines));
        for (line, phrase) in expressions.into_iter().flatten() {
            if let Some(regular) = self.phrases[phrase].regular() {
                regular.find(phrase, lines.line(line), &mut found);
            }
        }
        found.sort_by_key(|found| (found.tokens.start, found.phrase));
        found
    }

    /// The gate, where enough was looked through to build it, with so many bytes more.
    fn gate_for(&self, bytes: usize) -> Option<&Gate> {
        if let Some(gate) = self.gate.get() {
            return Some(gate);
        }
        if self.wanted.is_some() {
            return None;
        }
        let before = self.asked.fetch_add(bytes, Ordering::Relaxed);
        let few = FEW.saturating_mul(self.phrases.len());
        (before.saturating_add(bytes) > few).then(|| self.gate())
    }

    /// The gate of all phrases.
    pub(super) fn gate(&self) -> &Gate {
        self.gate.get_or_init(|| self.gate_of(|_| true))
    }

    /// The gate of the regular expressions, which have no words of their own.
    fn expressions(&self) -> &Gate {
        let regular = |phrase: &Phrase| phrase.is_regular();
        self.expressions.get_or_init(|| self.gate_of(regular))
    }

    fn gate_of(&self, counts: impl Fn(&Phrase) -> bool) -> Gate {
        let phrases = self.wanted().filter(|(_, phrase)| counts(phrase));
        let phrases: Vec<_> = phrases.collect();
        let frequencies = Frequencies::new(phrases.iter().map(|(_, phrase)| *phrase));
        Gate::new(phrases.iter().map(|&(index, phrase)| Sought {
            phrase: index,
            anchors: frequencies.anchors(phrase),
            bare: phrase.node().is_some_and(|node| node.has_marked_words(2)),
        }))
    }
}

/// The words of a text, each once.
pub(super) struct TextWords(Vec<Box<str>>);

impl TextWords {
    /// The words of texts; `None` where a word may go on from one to another.
    pub(super) fn of<'t>(
        texts: impl Iterator<Item = &'t str>,
        abbreviations: &Abbreviations,
    ) -> Option<Self> {
        let mut words = Vec::new();
        for text in texts {
            let prose = Prose::new(text, abbreviations);
            if is_broken(prose.folded()) {
                return None;
            }
            let mut before = "";
            for token in 0..prose.tokens().len() {
                let word = prose.word(token);
                words.push(Box::from(word));
                let say = &mut |word: &str| words.push(Box::from(word));
                Contractions::builtin().said_too(before, word, say);
                before = word;
            }
        }
        words.sort_unstable();
        words.dedup();
        Some(Self(words))
    }
}

impl Says for TextWords {
    fn holds(&self, word: &str) -> bool {
        self.0.binary_search_by(|own| (**own).cmp(word)).is_ok()
    }

    fn holds_begin(&self, begin: &str) -> bool {
        let first = self.0.partition_point(|own| &**own < begin);
        self.0.get(first).is_some_and(|own| own.starts_with(begin))
    }
}
