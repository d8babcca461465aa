//! Many phrases, looked for together.

use std::sync::OnceLock;

use super::anchor::Frequencies;
use super::compile::Program;
use super::gate::{Gate, MayMatch, Sought};
use super::line::Lines;
use super::matcher::Matcher;
use super::vocabulary::{Seen, Words};
use super::{Amount, Body, Match, Phrase, Vocabulary};
use crate::text::Prose;

/// In a text of no more folded bytes the words of phrases are looked for one by one before it is
/// divided into tokens; in a longer one that could take longer than dividing it.
const LONGEST_SEARCHED: usize = 4096;

/// Phrases that are looked for together; each is known by its index.
///
/// Its automata are built when they are first needed.
#[derive(Clone, Debug)]
pub struct PhraseSet {
    phrases: Vec<Phrase>,
    gate: OnceLock<Gate>,
    vocabulary: OnceLock<Vocabulary>,
}

impl PhraseSet {
    /// Takes the phrases in the order of their indices.
    #[must_use]
    pub fn new(phrases: Vec<Phrase>) -> Self {
        Self {
            phrases,
            gate: OnceLock::new(),
            vocabulary: OnceLock::new(),
        }
    }

    /// The phrases, in the order of their indices.
    #[must_use]
    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }

    /// The words of all phrases.
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary
            .get_or_init(|| Vocabulary::new(&self.phrases))
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
        let mut counts = self.counting(folded);
        self.gate().may_match_either(folded, bare, &mut counts)
    }

    /// Whether all words that a phrase must have may stand in a folded text.
    fn counting<'a>(&'a self, folded: &'a str) -> impl FnMut(usize) -> bool + 'a {
        let mut seen = Seen::new(folded);
        move |phrase| match &self.phrases[phrase].body {
            Body::Items(node, _) if folded.len() <= LONGEST_SEARCHED => {
                self.vocabulary().may_stand(node, phrase, &mut seen)
            }
            _ => true,
        }
    }

    /// Whether any phrase may match in a text, by all the words that it must have; with `bare`, as
    /// people write it without diacritics.
    ///
    /// Asks more than [`PhraseSet::may_match`], and takes longer. `false` is certain, `true` is
    /// likely.
    pub(crate) fn may_match_in(&self, prose: &Prose, words: &Words, bare: bool) -> bool {
        let here = words.all();
        let has_words = |phrase| self.has_words(phrase, here);
        self.gate().may_match(prose.folded(), bare, has_words)
    }

    /// Whether any phrase that holds a quantity may match in a text.
    ///
    /// Where it is `false`, [`PhraseSet::find`] does as well without quantities, save that a
    /// dash or a colon inside one then ends the clause.
    pub(crate) fn needs_amounts(&self, prose: &Prose, words: &Words) -> bool {
        let here = words.all();
        let needs =
            |phrase: usize| self.phrases[phrase].has_amounts() && self.has_words(phrase, here);
        self.gate().may_match(prose.folded(), false, needs)
    }

    /// Whether all words that a phrase must have are among some, which are sorted.
    fn has_words(&self, phrase: usize, words: &[u32]) -> bool {
        match &self.phrases[phrase].body {
            Body::Items(node, _) => self.vocabulary().may_match(node, phrase, words),
            Body::Regular(_) => true,
        }
    }

    /// The matches of all phrases, in the order of their first tokens, then of the phrases.
    ///
    /// Matches of one phrase do not overlap: of those that do, the one with the most literal
    /// characters is taken, then the one that skips the fewest words, then the first, then the
    /// longest. Matches of different phrases may overlap.
    #[must_use]
    pub fn find(&self, prose: &Prose, amounts: &[Amount]) -> Vec<Match> {
        self.find_by(prose, &self.vocabulary().words(prose), amounts, false)
    }

    /// The matches of phrases as people write them without diacritics.
    ///
    /// Only matches with two marked syllables or more are found: fewer could be any word. Meant
    /// for sentences without a diacritic; in others a word that carries marks matches nothing.
    #[must_use]
    pub fn find_bare(&self, prose: &Prose, amounts: &[Amount]) -> Vec<Match> {
        self.find_by(prose, &self.vocabulary().words(prose), amounts, true)
    }

    /// The matches as [`PhraseSet::find`] gives them, or [`PhraseSet::find_bare`]; `words` are
    /// those of the text.
    pub(crate) fn find_by(
        &self,
        prose: &Prose,
        words: &Words,
        amounts: &[Amount],
        bare: bool,
    ) -> Vec<Match> {
        let lines = Lines::new(prose, amounts);
        let mut matcher = Matcher::default();
        let mut found = Vec::new();
        let (mut entered, mut here) = (None, Vec::new());
        for (at, phrase) in self.gate().candidates(&lines, bare) {
            let line = lines.line(at);
            if entered != Some(at) {
                here = words.of(line.first..line.end);
                entered = Some(at);
            }
            if !self.has_words(phrase, &here) {
                continue;
            }
            match &self.phrases[phrase].body {
                Body::Items(node, program) => {
                    let program = program.get_or_init(|| Program::new(node));
                    matcher.find(phrase, program, line, bare, &mut found);
                }
                Body::Regular(regular) => regular.find(phrase, line, &mut found),
            }
        }
        found.sort_by_key(|found| (found.tokens.start, found.phrase));
        found
    }

    pub(super) fn gate(&self) -> &Gate {
        self.gate.get_or_init(|| {
            let frequencies = Frequencies::new(&self.phrases);
            let phrases = self.phrases.iter().enumerate();
            Gate::new(phrases.map(|(index, phrase)| Sought {
                phrase: index,
                anchors: frequencies.anchors(phrase),
                bare: phrase.node().is_some_and(|node| node.has_marked_words(2)),
            }))
        })
    }
}
