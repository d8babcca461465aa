//! Names in running text: beside words for a kind of thing, and codes that differ in their number.
//!
//! One mention shows little. A name is taken where the texts have several of its family: two
//! plans, two cards, two codes of the same letters.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::document::BlockKind;
use crate::language::KindPlace;
use crate::text::fold::{fold_word, is_han, without_marks};
use crate::text::{Mark, Prose, Span, TokenKind};

use super::{Observed, Sighting, Structure, View, names};

/// A name has at most so many words, or Han characters.
const MOST_WORDS: usize = 3;
const MOST_HAN: usize = 6;
/// Fewer Han characters before a word for a kind are more often a part of that word.
const LEAST_HAN: usize = 2;
/// A word before a kind with fewer letters is no name by itself.
const LEAST_LETTERS: usize = 4;
/// A code of fewer letters counts only where it stands within a sentence, and often.
const SURE_STEM: usize = 2;

const OPENING: [char; 6] = ['“', '"', '「', '『', '《', '【'];

/// A place in a sentence that names a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    sighting: Sighting,
    /// What others of its kind share with it: the words for the kind, or the letters of a code.
    family: String,
    /// What the spellings of the name have in common.
    key: String,
    /// Whether its form alone shows a name: a capital within a sentence, quotes, a code.
    firm: bool,
    /// Whether it spells anew what another mention spells at the same place.
    again: bool,
}

#[cfg(feature = "records")]
crate::record::record! {
    Mention { sighting, family, key, firm, again }
}

/// Appends the names in the sentences of a document, in time linear in its length.
pub(super) fn observe(view: &View, mentions: &mut Vec<Mention>) {
    for (block, its) in view.document.blocks.iter().enumerate() {
        if its.kind == BlockKind::Key {
            continue;
        }
        let text = its.text.text();
        let heading = matches!(its.kind, BlockKind::Heading(_) | BlockKind::Title);
        let prose = Prose::new(text, view.discoverer.languages.abbreviations());
        let page = Sentences {
            view,
            block,
            prose: &prose,
            heading,
        };
        for kind in view.language().kinds_in(&prose) {
            page.beside(&kind, mentions);
        }
        page.codes(mentions);
    }
}

/// Adds to the sightings the names of which the texts have several in one family.
pub(super) fn settle(observed: &mut [Observed]) {
    let mut structural: BTreeMap<String, usize> = BTreeMap::new();
    for sighting in observed.iter().flat_map(|one| &one.sightings) {
        *structural.entry(names::key(&sighting.name)).or_default() += 1;
    }
    let mut seen: BTreeMap<(String, String), (bool, usize)> = BTreeMap::new();
    for mention in observed.iter().flat_map(|one| &one.mentions) {
        let key = (mention.family.clone(), mention.key.clone());
        let known = seen.entry(key).or_default();
        known.0 |= mention.firm;
        known.1 += usize::from(!mention.again);
    }
    let mut families: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for ((family, key), (firm, count)) in seen {
        let often = count + structural.get(&key).copied().unwrap_or_default() > 1;
        if firm || often {
            families.entry(family).or_default().insert(key);
        }
    }
    families.retain(|_, keys| keys.len() > 1);
    for one in observed {
        for mention in std::mem::take(&mut one.mentions) {
            let family = families.get(&mention.family);
            if family.is_some_and(|keys| keys.contains(&mention.key)) {
                one.sightings.push(mention.sighting);
            }
        }
    }
}

/// The sentences of one block.
struct Sentences<'a> {
    view: &'a View<'a>,
    block: usize,
    prose: &'a Prose<'a>,
    heading: bool,
}

impl Sentences<'_> {
    /// Appends the name beside words for a kind.
    fn beside(&self, kind: &KindPlace, mentions: &mut Vec<Mention>) {
        let tokens = self.prose.tokens();
        if tokens[kind.tokens.start].kind == TokenKind::Han {
            self.han(kind, mentions);
        } else if kind.before_name {
            let end = kind.tokens.end;
            let name = end..self.capitals_behind(end);
            self.latin(kind, name, true, mentions);
        } else {
            let start = self.capitals_before(kind.tokens.start);
            let name = start..kind.tokens.start;
            let opens = tokens
                .get(start)
                .is_some_and(|token| self.prose.clauses()[token.clause].first == start);
            self.latin(kind, name, !opens, mentions);
        }
    }

    fn latin(&self, kind: &KindPlace, name: Range<usize>, firm: bool, mentions: &mut Vec<Mention>) {
        // "Deposit Account Agreement" is the name of a text.
        let goes_on = self.capitals_behind(kind.tokens.end) > kind.tokens.end;
        if name.is_empty() || (!kind.before_name && goes_on) {
            return;
        }
        let length = name.len() + kind.tokens.len();
        let is_heading = self.heading && kind.before_name && length == self.prose.tokens().len();
        if !is_heading && (self.heading || !self.has_small_letters(&name)) {
            return;
        }
        let written = self.written(&name);
        let letters = written.chars().filter(|c| c.is_alphabetic()).count();
        let stands_alone = name.len() > 1
            || written.contains(|c: char| c.is_ascii_digit())
            || (!kind.before_name && letters >= LEAST_LETTERS);
        let whole = name.start.min(kind.tokens.start)..name.end.max(kind.tokens.end);
        // "Every Plank plan" may be each plan of a firm.
        let before = whole.start.checked_sub(1);
        let of_all = before.is_some_and(|at| self.view.language().is_total(self.prose.word(at)));
        let found = self.mention(kind, &name, &whole, firm && !of_all);
        mentions.extend(
            found
                .into_iter()
                .flat_map(|its| self.spellings(its, &name, stands_alone)),
        );
    }

    /// A Han name ends where the word for its kind begins; where it begins, quotes show, or the
    /// begin of its clause, or a code.
    fn han(&self, kind: &KindPlace, mentions: &mut Vec<Mention>) {
        let tokens = self.prose.tokens();
        let (head, end) = (kind.tokens.start, kind.tokens.end);
        let clause = &self.prose.clauses()[tokens[head].clause];
        let is_code = |at: &usize| {
            tokens[*at].kind == TokenKind::Word && (*at == clause.first || !self.joined(*at - 1))
        };
        let code = head.checked_sub(1).filter(|&at| at >= clause.first);
        if let Some(at) = code.filter(|&at| self.joined(at)).filter(is_code) {
            let name = at..head;
            let found = self.mention(kind, &name, &(at..end), true);
            mentions.extend(
                found
                    .into_iter()
                    .flat_map(|its| self.spellings(its, &name, true)),
            );
            return;
        }
        let original = self.prose.original();
        let quoted = |at: usize| original[..tokens[at].span.start].ends_with(OPENING);
        let reach = head.saturating_sub(MOST_HAN).max(clause.first)..head;
        let open = reach.clone().rev().find(|&at| quoted(at));
        let start = open.unwrap_or(clause.first);
        let name = start..head;
        let all_han = tokens[name.clone()]
            .iter()
            .all(|token| token.kind == TokenKind::Han);
        let long = (LEAST_HAN..=MOST_HAN).contains(&name.len());
        if !kind.before_name && all_han && long && !self.holds_common(&name) {
            let title = self.heading && end == tokens.len();
            let firm = open.is_some() || title;
            mentions.extend(self.mention(kind, &name, &(start..end), firm));
        }
    }

    /// Appends the codes that are letters and then digits: "MAX30".
    fn codes(&self, mentions: &mut Vec<Mention>) {
        for (at, token) in self.prose.tokens().iter().enumerate() {
            let word = &self.prose.original()[token.span.range()];
            if token.kind != TokenKind::Word || !word.ends_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
            let letters = !stem.is_empty() && stem.chars().all(char::is_uppercase);
            let sure = stem.chars().count() >= SURE_STEM;
            // "Q1:" numbers a question.
            let labels = at == 0 || self.prose.clauses()[token.clause].closed == Mark::Colon;
            if !letters || (!sure && labels) || self.is_amount(word) {
                continue;
            }
            let name = at..at + 1;
            let family = without_marks(&fold_word(stem));
            mentions.extend(self.new_mention(format!("{family}0"), &name, &name, sure));
        }
    }

    fn is_amount(&self, word: &str) -> bool {
        let reader = self.view.language().quantities(self.view.discoverer.units);
        !reader.read(word, None).is_empty()
    }

    fn mention(
        &self,
        kind: &KindPlace,
        name: &Range<usize>,
        whole: &Range<usize>,
        firm: bool,
    ) -> Option<Mention> {
        // One kind of card is a card: what Han words end with.
        let shared = if self.is_han(kind.tokens.start) {
            kind.tokens.end - 1..kind.tokens.end
        } else {
            kind.tokens.clone()
        };
        let words = shared.map(|token| self.prose.word(token));
        let family = words.collect::<Vec<_>>().join(" ");
        self.new_mention(family, name, whole, firm)
    }

    /// A mention, and where the name `stands_alone` elsewhere once more without its kind.
    fn spellings(&self, mention: Mention, name: &Range<usize>, stands_alone: bool) -> Vec<Mention> {
        let bare = || self.new_mention(mention.family.clone(), name, name, mention.firm);
        let bare = stands_alone.then(bare).flatten();
        let again = bare.map(|bare| Mention {
            again: true,
            ..bare
        });
        std::iter::once(mention).chain(again).collect()
    }

    fn new_mention(
        &self,
        family: String,
        name: &Range<usize>,
        whole: &Range<usize>,
        firm: bool,
    ) -> Option<Mention> {
        let part = self.prose.span_of(whole.start, whole.end);
        let source = self.view.document.blocks[self.block]
            .text
            .source_span(part)?;
        let written = self.prose.original()[part.range()].split_whitespace();
        let sighting = Sighting {
            path: self.view.document.source.name().clone(),
            place: Some((self.view.document.source.position(source.start), source)),
            name: written.collect::<Vec<_>>().join(" "),
            language: self.view.language().code.to_string(),
            structure: Structure::Prose,
            varies: true,
        };
        let key = names::key(self.written(name));
        Some(Mention {
            sighting,
            family,
            key,
            firm,
            again: false,
        })
    }

    fn is_han(&self, token: usize) -> bool {
        self.prose.tokens()[token].kind == TokenKind::Han
    }

    fn written(&self, name: &Range<usize>) -> &str {
        let span: Span = self.prose.span_of(name.start, name.end);
        &self.prose.original()[span.range()]
    }

    /// Whether nothing but a space stands behind a token, before the next of its clause.
    fn joined(&self, token: usize) -> bool {
        let tokens = self.prose.tokens();
        let (this, next) = (&tokens[token], &tokens[token + 1]);
        let between = &self.prose.original()[this.span.end..next.span.start];
        this.clause == next.clause && between.chars().all(|c| c == ' ' || c == '\n')
    }

    fn capitals_behind(&self, start: usize) -> usize {
        let mut end = start;
        let last = self.prose.tokens().len();
        while end < last
            && end - start < MOST_WORDS
            && self.joined(end - 1)
            && self.is_capital(end, end == start)
        {
            end += 1;
        }
        end
    }

    fn capitals_before(&self, end: usize) -> usize {
        let mut start = end;
        while start > 0
            && end - start < MOST_WORDS
            && self.joined(start - 1)
            && self.is_capital(start - 1, true)
        {
            start -= 1;
        }
        start
    }

    /// Whether a word is written as in a name; a `lone` one is no word for any thing besides.
    fn is_capital(&self, token: usize, lone: bool) -> bool {
        let its = &self.prose.tokens()[token];
        let first = self.prose.original()[its.span.range()].chars().next();
        its.kind == TokenKind::Word
            && first.is_some_and(char::is_uppercase)
            && !(lone && self.view.language().is_no_plan(self.prose.word(token)))
    }

    /// Whether the sentence of a name has words without a capital: else capitals show nothing.
    fn has_small_letters(&self, name: &Range<usize>) -> bool {
        let sentence = self
            .prose
            .sentence_tokens(self.prose.sentence_of(name.start));
        let mut others = sentence.filter(|token| !name.contains(token));
        others.any(|token| {
            let its = &self.prose.tokens()[token];
            let first = self.prose.original()[its.span.range()].chars().next();
            its.kind == TokenKind::Word && first.is_some_and(char::is_lowercase)
        })
    }

    fn holds_common(&self, name: &Range<usize>) -> bool {
        let folded: String = name.clone().map(|token| self.prose.word(token)).collect();
        let starts: Vec<usize> = folded.char_indices().map(|(at, _)| at).collect();
        let words = starts.iter().flat_map(|&start| {
            let ends = starts.iter().copied().filter(move |&end| end > start);
            ends.chain([folded.len()]).map(move |end| (start, end))
        });
        let mut words = words.map(|(start, end)| &folded[start..end]);
        !folded.chars().all(is_han) || words.any(|word| self.view.language().is_no_plan(word))
    }
}
