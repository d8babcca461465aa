//! Many phrases, looked for together.

use std::sync::OnceLock;

use super::anchor::{Anchor, Frequencies};
use super::compile::Program;
use super::gate::Gate;
use super::line::Lines;
use super::matcher::Matcher;
use super::vocabulary::Words;
use super::{Amount, Body, Match, Phrase, Vocabulary};
use crate::text::Prose;

/// Phrases that are looked for together; each is known by its index.
///
/// Its automata are built when they are first needed.
#[derive(Clone, Debug)]
pub struct PhraseSet {
    phrases: Vec<Phrase>,
    gate: OnceLock<Gate>,
    bare_gate: OnceLock<Gate>,
    vocabulary: OnceLock<Vocabulary>,
}

impl PhraseSet {
    /// Takes the phrases in the order of their indices.
    #[must_use]
    pub fn new(phrases: Vec<Phrase>) -> Self {
        Self {
            phrases,
            gate: OnceLock::new(),
            bare_gate: OnceLock::new(),
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
        self.gate().may_match(folded, |_| true)
    }

    /// Whether any phrase may match in a text, by all the words that it must have; with `bare`, as
    /// people write it without diacritics.
    ///
    /// Asks more than [`PhraseSet::may_match`], and takes longer. `false` is certain, `true` is
    /// likely.
    pub(crate) fn may_match_in(&self, prose: &Prose, words: &Words, bare: bool) -> bool {
        let here = words.of(0..prose.tokens().len());
        let gate = if bare { self.bare_gate() } else { self.gate() };
        gate.may_match(prose.folded(), |phrase| self.has_words(phrase, &here))
    }

    /// Whether any phrase that holds a quantity may match in a text.
    ///
    /// Where it is `false`, [`PhraseSet::find`] does as well without quantities, save that a
    /// dash or a colon inside one then ends the clause.
    pub(crate) fn needs_amounts(&self, prose: &Prose, words: &Words) -> bool {
        let here = words.of(0..prose.tokens().len());
        let needs =
            |phrase: usize| self.phrases[phrase].has_amounts() && self.has_words(phrase, &here);
        self.gate().may_match(prose.folded(), needs)
    }

    /// Whether all words that a phrase must have are among some, which are sorted.
    fn has_words(&self, phrase: usize, words: &[u32]) -> bool {
        match &self.phrases[phrase].body {
            Body::Items(node, _) => self.vocabulary().may_match(node, phrase, words),
            Body::Regular(_) => true,
        }
    }

    /// Whether [`PhraseSet::find_bare`] may find anything in a folded text.
    ///
    /// `false` is certain, `true` is likely.
    #[must_use]
    pub fn may_match_bare(&self, folded: &str) -> bool {
        self.bare_gate().may_match(folded, |_| true)
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
        let gate = if bare { self.bare_gate() } else { self.gate() };
        let lines = Lines::new(prose, amounts);
        let mut matcher = Matcher::default();
        let mut found = Vec::new();
        let (mut entered, mut here) = (None, Vec::new());
        for (at, phrase) in gate.candidates(&lines) {
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
            Gate::new(phrases.map(|(index, phrase)| (index, frequencies.anchors(phrase))))
        })
    }

    fn bare_gate(&self) -> &Gate {
        self.bare_gate.get_or_init(|| {
            let frequencies = Frequencies::new(&self.phrases);
            let phrases = self.phrases.iter().enumerate();
            let marked = phrases
                .filter(|(_, phrase)| phrase.node().is_some_and(|node| node.marked_words() >= 2));
            Gate::new(marked.filter_map(|(index, phrase)| {
                let anchors = frequencies.anchors(phrase)?;
                Some((index, Some(anchors.into_iter().map(Anchor::bare).collect())))
            }))
        })
    }
}
