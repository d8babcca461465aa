//! Words that say what a text is about as a whole: everything, kinds of things, yes and no.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::quantity::{Reader, Units};
use crate::text::fold::{fold_word, is_han};
use crate::text::{Abbreviations, Folded, Prose};

use super::kinds::Kinds;
use super::sequences::Sequences;
use super::{Language, Languages};

/// A status has no more bytes than this.
const LONGEST_STATUS: usize = 60;

/// The `[structure]` table of a language.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct StructureData {
    /// Words that name all things at once: "all plans".
    everything: Vec<String>,
    /// Words that take the name behind them out of everything: "except".
    but: Vec<String>,
    /// Finite verbs, at which the reach of a preposition ends: "without a fee you *pay*".
    finite: Vec<String>,
    /// Words before which the same forms are none: "without having *to* pay".
    infinitive: Vec<String>,
    /// Words that take the name before them out of everything: "excepted".
    but_behind: Vec<String>,
    /// Words that name all things but those named before: "other plans".
    others: Vec<String>,
    /// Words right before the name of what the reader goes over to, or of what something is
    /// compared with: "switch to", "than".
    towards: Vec<String>,
    /// Words that point back to the thing named last: "this plan".
    back: Vec<String>,
    /// What a line begins with, up to its colon, that says what its section is about.
    applies: Vec<String>,
    /// How the names of plans look, with `…` for the name itself: "… plan".
    plans: Vec<String>,
    /// How names of other things look in running text, with `…` for the name: "… card".
    named: Vec<String>,
    /// Words that make no name of such a phrase: the "your" of "your plan".
    no_plans: Vec<String>,
    /// Words before what is told of all of its kind: "every".
    totals: Vec<String>,
    /// Words for kinds of things, which head a column of their names: "plan".
    things: Vec<String>,
    /// Words for what things are compared by, whole or at either end of a header: "price".
    properties: Vec<String>,
    /// Words in labels for a side of one thing, such as its conditions: what two such labels tell is no
    /// contrast of two things.
    aspects: Vec<String>,
    /// Headers of what is given where a promise is missed, whole: "service credit".
    remedies: Vec<String>,
    /// Words that join names: "and".
    joins: Vec<String>,
    /// A whole cell that affirms what its headers name.
    yes: Vec<String>,
    /// A whole cell that denies it.
    no: Vec<String>,
    /// A whole price that says that nothing is paid, and is no amount: "waived".
    waived: Vec<String>,
    /// A whole cell that says that what heads it is part of the price: "included".
    included: Vec<String>,
    /// Words and parts of words for what is paid: such a thing is not charged where it is
    /// "included".
    charges: Vec<String>,
    /// Words with such a part that name nothing that is paid: "giảm giá", 评价.
    no_charges: Vec<String>,
    /// Words by which a sentence asks for money: "costs".
    charging: Vec<String>,
    /// Words by which it gives or saves money, or tells what is not ours to charge: "voucher".
    giving: Vec<String>,
    /// What is said of a charge that comes on top of a price: "not included".
    left_out: Vec<String>,
    /// Words for the least of a thing, by which its absence is told: "any".
    least: Vec<String>,
    /// What a status begins with that takes a row of a table out: "rejected".
    shelved: Vec<String>,
    /// Words by which the customer speaks of himself in a heading: "I".
    customer: Vec<String>,
}

/// The same, folded.
#[derive(Clone, Debug)]
pub(super) struct Structure {
    everything: Sequences,
    but: Vec<Vec<String>>,
    but_behind: Vec<Vec<String>>,
    pub(super) finite: FxHashSet<String>,
    pub(super) infinitive: FxHashSet<String>,
    others: Sequences,
    towards: Vec<Vec<String>>,
    back: Sequences,
    applies: HashSet<String>,
    /// What stands before the name and behind it.
    plans: Vec<(String, String)>,
    named: Vec<(String, String)>,
    pub(super) kinds: Kinds,
    no_plans: HashSet<String>,
    totals: HashSet<String>,
    things: HashSet<String>,
    properties: Vec<String>,
    remedies: HashSet<String>,
    aspects: Sequences,
    joins: HashSet<String>,
    yes: FxHashSet<String>,
    no: FxHashSet<String>,
    waived: FxHashSet<String>,
    included: FxHashSet<String>,
    pub(super) charges: Vec<String>,
    pub(super) no_charges: Vec<String>,
    pub(super) charging: Sequences,
    pub(super) charging_words: String,
    pub(super) giving: Sequences,
    left_out: Vec<String>,
    least: Vec<String>,
    shelved: Vec<String>,
    pub(super) customer: Sequences,
}

impl Structure {
    pub(super) fn new(data: &StructureData) -> Self {
        let set = |words: &[String]| words.iter().map(|word| fold_word(word)).collect();
        let sequence = |phrase: &String| words_of(phrase);
        Self {
            everything: Sequences::new(&data.everything),
            but: data.but.iter().map(sequence).collect(),
            but_behind: data.but_behind.iter().map(sequence).collect(),
            finite: data.finite.iter().map(|word| fold_word(word)).collect(),
            infinitive: data.infinitive.iter().map(|word| fold_word(word)).collect(),
            others: Sequences::new(&data.others),
            towards: data.towards.iter().map(sequence).collect(),
            back: Sequences::new(&data.back),
            applies: set(&data.applies),
            plans: data.plans.iter().map(|shape| around_name(shape)).collect(),
            named: longest_first(&data.named),
            kinds: Kinds::new(data.plans.iter().chain(&data.named)),
            no_plans: set(&data.no_plans),
            totals: set(&data.totals),
            things: set(&data.things),
            properties: data.properties.iter().map(|word| fold_word(word)).collect(),
            remedies: set(&data.remedies),
            aspects: Sequences::new(&data.aspects),
            joins: set(&data.joins),
            yes: data.yes.iter().map(|word| fold_word(word)).collect(),
            no: data.no.iter().map(|word| fold_word(word)).collect(),
            waived: data.waived.iter().map(|word| fold_word(word)).collect(),
            included: data.included.iter().map(|word| fold_word(word)).collect(),
            charges: data.charges.iter().map(|word| fold_word(word)).collect(),
            no_charges: data.no_charges.iter().map(|word| fold_word(word)).collect(),
            charging: Sequences::new(&data.charging),
            charging_words: data.charging.join(" "),
            giving: Sequences::new(&data.giving),
            left_out: data.left_out.iter().map(|word| fold_word(word)).collect(),
            least: data.least.iter().map(|word| fold_word(word)).collect(),
            shelved: data.shelved.iter().map(|word| fold_word(word)).collect(),
            customer: Sequences::new(&data.customer),
        }
    }
}

/// What stands around the name in shapes, those with more words first.
fn longest_first(shapes: &[String]) -> Vec<(String, String)> {
    let mut around: Vec<_> = shapes.iter().map(|shape| around_name(shape)).collect();
    around.sort_by_key(|(before, behind)| Reverse(before.len() + behind.len()));
    around
}

/// The folded words of a phrase.
pub(super) fn words_of(phrase: &str) -> Vec<String> {
    let prose = Prose::new(phrase, &Abbreviations::default());
    let tokens = 0..prose.tokens().len();
    tokens.map(|token| prose.word(token).to_owned()).collect()
}

/// The folded words before and behind the `…` of a shape.
pub(super) fn around_name(shape: &str) -> (String, String) {
    let (before, behind) = shape.split_once('…').unwrap_or((shape, ""));
    (fold_word(before.trim()), fold_word(behind.trim()))
}

/// A word such as "except" takes out a name that begins within so many tokens behind it.
const EXCEPT_REACH: usize = 2;

/// A word such as "excepted" takes out a name that ends within so many tokens before it.
const EXCEPTED_REACH: usize = 1;

/// Whether `words` stand at a token, all in one clause.
pub(super) fn stands_at(words: &[String], prose: &Prose, token: usize) -> bool {
    let tokens = prose.tokens();
    let end = token + words.len();
    end <= tokens.len()
        && words
            .iter()
            .zip(token..)
            .all(|(word, at)| prose.word(at) == word)
        && tokens[token..end]
            .iter()
            .all(|its| its.clause == tokens[token].clause)
}

impl Language {
    /// The reader of its quantities, built at the first call.
    pub fn quantities(&self, units: &Units) -> &Reader {
        self.quantities
            .get_or_init(|| Reader::new(units, &self.numerals))
    }

    /// Whether its letters carry marks that people leave out in haste.
    #[must_use]
    pub fn written_with_marks(&self) -> bool {
        self.marked
    }

    /// Whether another language is written in another script.
    #[must_use]
    pub fn differs_in_script(&self, other: &Self) -> bool {
        self.profile.script() != other.profile.script()
    }

    /// Whether a folded word is among the commonest of the language, which say little.
    pub(crate) fn is_common(&self, word: &str) -> bool {
        self.profile.is_common(word)
    }

    /// The tokens at which a text names all things at once, such as "all plans".
    #[must_use]
    pub fn everything(&self, prose: &Prose) -> Vec<usize> {
        self.structure.everything.starts_in(prose)
    }

    /// The tokens at which a text names all things but those named before: "other plans".
    #[must_use]
    pub fn others(&self, prose: &Prose) -> Vec<usize> {
        self.structure.others.starts_in(prose)
    }

    /// The tokens at which a text points back to the thing named last: "this plan".
    #[must_use]
    pub fn points_back(&self, prose: &Prose) -> Vec<usize> {
        self.structure.back.starts_in(prose)
    }

    /// Whether a label, without its colon, says what a section is about: "Applies to".
    #[must_use]
    pub fn says_what_it_applies_to(&self, label: &str) -> bool {
        self.structure.applies.contains(&fold_word(label.trim()))
    }

    /// The name in a title that has the shape of a plan's: the "basic" of "Basic plan".
    #[must_use]
    pub fn plan_name(&self, title: &str) -> Option<String> {
        self.inner_name(&self.structure.plans, title)
    }

    /// The name in a title that has the shape of any thing's: the "black" of "Black card".
    #[must_use]
    pub fn thing_name(&self, title: &str) -> Option<String> {
        let named = || self.inner_name(&self.structure.named, title);
        self.plan_name(title).or_else(named)
    }

    fn inner_name(&self, shapes: &[(String, String)], title: &str) -> Option<String> {
        let folded = fold_word(title.trim());
        let name = shapes.iter().find_map(|(before, behind)| {
            let inner = folded.strip_prefix(before.as_str())?;
            let inner = inner.strip_suffix(behind.as_str())?;
            let divided = |affix: &str, gap: bool| {
                affix.is_empty()
                    || gap
                    || !affix.contains(|c: char| c.is_alphabetic() && !is_han(c))
            };
            let apart = divided(before, inner.starts_with(' '))
                && divided(behind, inner.ends_with([' ', '-']));
            apart.then(|| inner.trim_matches([' ', '-', '"']))
        })?;
        let words = name.split_whitespace().count();
        let common = |word: &str| self.structure.no_plans.contains(word);
        let is_name = (1..=3).contains(&words)
            && name.chars().count() <= 24
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || " -+.".contains(c))
            && !name.split_whitespace().any(common)
            && !self
                .structure
                .no_plans
                .iter()
                .any(|word| name.starts_with(word.as_str()) && word.contains(is_han));
        is_name.then(|| name.to_owned())
    }

    /// Whether a folded word makes no name of the words for a kind beside it: "your".
    #[must_use]
    pub fn is_no_plan(&self, word: &str) -> bool {
        self.structure.no_plans.contains(word)
    }

    /// Whether a word stands before what is told of all of its kind.
    #[must_use]
    pub fn is_total(&self, word: &str) -> bool {
        self.structure.totals.contains(word)
    }

    /// Whether a header names a kind of thing, so that names stand under it.
    #[must_use]
    pub fn names_things(&self, header: &str) -> bool {
        self.structure.things.contains(&fold_word(header.trim()))
    }

    /// Whether a header names what things are compared by: "Price per month".
    #[must_use]
    pub fn names_property(&self, header: &str) -> bool {
        let header = fold_word(header.trim());
        let divided = |rest: &str, word: &str, gap: Option<char>| {
            rest.is_empty() || gap == Some(' ') || word.contains(is_han)
        };
        self.structure.properties.iter().any(|word| {
            let behind = header.strip_prefix(word.as_str());
            let before = header.strip_suffix(word.as_str());
            behind.is_some_and(|rest| divided(rest, word, rest.chars().next()))
                || before.is_some_and(|rest| divided(rest, word, rest.chars().next_back()))
        })
    }

    /// Whether a title names no thing: a property, a kind of things, all of them, or the reader's
    /// ("Your plan").
    #[must_use]
    pub fn is_common_title(&self, title: &str) -> bool {
        let folded = fold_word(title.trim());
        let shaped = self.structure.plans.iter().any(|(before, behind)| {
            let (before, behind) = (before.as_str(), behind.as_str());
            folded.starts_with(before) && folded.ends_with(behind)
        });
        let prose = Prose::new(title, &Abbreviations::default());
        self.structure.properties.contains(&folded)
            || self.names_things(title)
            || self.names_remedies(title)
            || self.says_what_it_applies_to(title)
            || !self.everything(&prose).is_empty()
            || !self.others(&prose).is_empty()
            || (shaped && self.plan_name(title).is_none())
    }

    /// Whether a header names what is given where a promise is missed.
    #[must_use]
    pub fn names_remedies(&self, header: &str) -> bool {
        self.structure.remedies.contains(&fold_word(header.trim()))
    }

    /// Whether words beside a name, in its clause, take it out of everything: "except Basic".
    ///
    /// `name` are its tokens.
    #[must_use]
    pub fn takes_out(&self, prose: &Prose, name: &Range<usize>) -> bool {
        let tokens = prose.tokens();
        let (Some(first), Some(last)) = (tokens.get(name.start), name.end.checked_sub(1)) else {
            return false;
        };
        let clause = first.clause;
        let ends_before = |words: &Vec<String>| {
            (0..=EXCEPT_REACH).any(|gap| {
                let start = name.start.checked_sub(gap + words.len());
                start.is_some_and(|start| {
                    tokens[start].clause == clause && stands_at(words, prose, start)
                })
            })
        };
        let begins_behind = |words: &Vec<String>| {
            (0..=EXCEPTED_REACH).any(|gap| {
                let start = last + 1 + gap;
                tokens.get(start).is_some_and(|its| its.clause == clause)
                    && stands_at(words, prose, start)
            })
        };
        self.structure.but.iter().any(ends_before)
            || self.structure.but_behind.iter().any(begins_behind)
    }

    /// Whether the name is what the reader goes over to, or what something is compared with: "when
    /// it ends you go back to *Free*".
    ///
    /// `name` are its tokens; one word, such as "the", may stand between.
    #[must_use]
    pub fn is_towards(&self, prose: &Prose, name: &Range<usize>) -> bool {
        self.structure.towards.iter().any(|words| {
            (0..=1).any(|gap| {
                let start = name.start.checked_sub(gap + words.len());
                start.is_some_and(|start| stands_at(words, prose, start))
            })
        })
    }

    /// Whether a label names a side of one thing, and no thing: "Benefits", "Contract".
    pub(crate) fn names_aspect(&self, label: &str) -> bool {
        let prose = Prose::new(label, &Abbreviations::default());
        self.names_property(label) || !self.structure.aspects.starts_in(&prose).is_empty()
    }

    /// Whether a text joins names into a list anywhere: "and", 、.
    pub(crate) fn joins_any(&self, text: &str) -> bool {
        let prose = Prose::new(text, &Abbreviations::default());
        let joined = (0..prose.tokens().len()).any(|token| self.joins(prose.word(token)));
        joined || text.contains('、')
    }

    /// Whether a word joins two names into one list.
    #[must_use]
    pub fn joins(&self, word: &str) -> bool {
        self.structure.joins.contains(word)
    }

    /// Whether a whole price says that nothing is paid: "waived".
    #[must_use]
    pub fn waives(&self, price: &str) -> bool {
        self.structure.waived.contains(&fold_word(price))
    }

    /// Whether a text begins with words that put a charge on top of a price, and does not tell that
    /// there is none: "not included", but not "not including any".
    #[must_use]
    pub(crate) fn leaves_out(&self, text: &str) -> bool {
        let folded = fold_word(text);
        let words = |list: &[String], found: &dyn Fn(&str) -> bool| {
            list.iter().any(|word| found(word.as_str()))
        };
        words(&self.structure.left_out, &|word| folded.starts_with(word))
            && !words(&self.structure.least, &|word| folded.contains(word))
    }

    /// Whether a cell is a status that takes its row out: "rejected in May".
    #[must_use]
    pub fn shelves(&self, cell: &str) -> bool {
        let folded = fold_word(cell.trim());
        let begins = |word: &String| {
            folded.strip_prefix(word.as_str()).is_some_and(|rest| {
                let goes_on = |c: char| c.is_alphanumeric() && !is_han(c);
                !rest.starts_with(goes_on)
            })
        };
        folded.len() <= LONGEST_STATUS && self.structure.shelved.iter().any(begins)
    }
}

impl Languages {
    /// Whether a whole cell says in any of the languages that what heads it is part of the price.
    #[must_use]
    pub fn includes(&self, cell: &str) -> bool {
        let folded = fold_word(cell.trim());
        let mut all = self.iter();
        all.any(|language| language.structure.included.contains(&folded))
    }

    /// Whether a whole cell says yes or no in any of the languages.
    #[must_use]
    pub fn yes_or_no(&self, cell: &str) -> Option<bool> {
        // A long cell is a text, not a sign.
        if cell.len() > 40 {
            return None;
        }
        let folded = Folded::new(cell.trim());
        let folded = folded.text().trim_matches(['.', '!', '*']);
        self.iter().find_map(|language| {
            let Structure { yes, no, .. } = &language.structure;
            if yes.contains(folded) {
                Some(true)
            } else {
                no.contains(folded).then_some(false)
            }
        })
    }

    /// Whether a header names what things are compared by, in any of the languages.
    #[must_use]
    pub fn names_property(&self, header: &str) -> bool {
        self.iter().any(|language| language.names_property(header))
    }

    /// The language of texts that show none: the first.
    ///
    /// # Panics
    ///
    /// When there is no language at all.
    #[must_use]
    pub fn fallback(&self) -> &Language {
        self.iter().next().expect("a set of languages has a first")
    }
}
