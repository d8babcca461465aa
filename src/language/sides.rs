//! What a sentence sets itself apart from: "outside the EU", "after dispatch", "非会员".

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;

use crate::text::fold::is_han;
use crate::text::{Abbreviations, Prose};

use super::Language;
use super::opposites::{Names, Pair, of_opposites, pairs};
use super::sequences::Sequences;
use super::structure::{stands_at, words_of};

/// Words before what is left of an amount have no more tokens.
const LONGEST_LEFT: usize = 4 + MOST_BETWEEN;

/// The most common words between a word such as "outside" and what it leaves out.
const MOST_BETWEEN: usize = 2;

/// The `[sides]` table of a language.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct SidesData {
    /// How many tokens name a thing beside such a word; 0 is 1.
    words: usize,
    /// Words before what is left out: "outside".
    outside: Vec<String>,
    /// The same behind it: "以外".
    outside_behind: Vec<String>,
    /// Words before what somebody does not have or is not: "without".
    lacking: Vec<String>,
    /// Words before what a promise does without or says no of, so that it is not limited to it:
    /// "no", 无需.
    denied: Vec<String>,
    /// Words before an event until which something holds: "before".
    before: Vec<String>,
    /// The same behind it: "之前".
    before_behind: Vec<String>,
    /// Words before an event from which on something holds: "after".
    after: Vec<String>,
    /// The same behind it: "之后".
    after_behind: Vec<String>,
    /// Pairs of words, or of lists of words, of which one leaves out the other: "domestic" and
    /// "international".
    opposites: Vec<[Names; 2]>,
    /// The same for whom or of which service something is told, which a phrase may name itself: "buyers"
    /// and "sellers", "standard" and "express".
    parties: Vec<[Names; 2]>,
    /// Groups of words, each for one place or team that serves people: "hotline" and "call centre",
    /// "front desk".
    desks: Vec<Vec<String>>,
    /// Customers and uses that have a deal of their own, which no promise is about that does not name
    /// or address them: "trade customers".
    special: Vec<SpecialData>,
    /// Words beside which such customers are named together with others: "alike".
    together: Vec<String>,
    /// Words before an amount that is what is left of a greater one, with few words between: 还剩.
    left: Vec<String>,
    /// The same right behind it: "left".
    left_behind: Vec<String>,
    /// Names of members of families, which have a capital where their script has any: "Basic".
    tiers: Vec<String>,
    /// Words for a house of the firm behind the name of a branch: "showroom".
    venues: Vec<String>,
    /// The same before it: "chi nhánh".
    venues_before: Vec<String>,
    /// Words beside these that name no branch, in small letters: "online".
    no_branches: Vec<String>,
    /// Words by which a clause says of another thing what was said of the first: "too".
    additive: Vec<String>,
}

/// Customers or a use with a deal of their own.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct SpecialData {
    /// What names them where something is told of them alone; the first names the group.
    named: Vec<String>,
    /// Words of which one must stand beside the name, if there are any: a group may be a family, and
    /// has a deal of its own only under a "separate contract".
    #[serde(default)]
    beside: Vec<String>,
    /// What an advertisement addresses them by, too.
    addressed: Vec<String>,
}

/// The same, as words.
#[derive(Clone, Debug)]
pub(super) struct Sides {
    words: usize,
    /// Where a word stands, what it says of the thing beside it, and the words.
    marks: Vec<(Stands, Side, Vec<String>)>,
    opposites: Vec<Pair>,
    parties: Vec<Pair>,
    /// The words for a desk, longest first, each with the first of its group.
    desks: Vec<(Vec<String>, Box<str>)>,
    /// The words for customers and uses with a deal of their own, in the same way.
    special: Vec<(Vec<String>, Box<str>)>,
    /// Of those that need words beside their names, the name of the group, and the words.
    beside: Vec<(Box<str>, Vec<Vec<String>>)>,
    /// Those by which they are addressed, too.
    addressed: Vec<(Vec<String>, Box<str>)>,
    together: Vec<Vec<String>>,
    additive: Vec<Vec<String>>,
    pub(super) tiers: Sequences,
    pub(super) venues: Sequences,
    pub(super) venues_before: Sequences,
    pub(super) no_branches: BTreeSet<String>,
    /// What stands before and behind an amount that is what is left of a greater one.
    left: (Sequences, Sequences),
}

/// Where a mark stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    Before,
    Behind,
}

/// On which side of a thing something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Outside of it.
    Outside,
    /// Without it.
    Lacking,
    /// Told not to be needed, or not to be.
    Denied,
    /// Before it.
    Before,
    /// After it.
    After,
    /// On the first side of a pair of opposites, which is named.
    First,
    /// On the second side of a pair of opposites, of which the first is named.
    Second,
    /// At a place or by a team that serves people, which is named: it has hours and rules of its own.
    Desk,
    /// About customers or a use with a deal of their own, who are named.
    Special,
    /// Said to them, in whatever words.
    Addressed,
    /// In a place, which is given by its key among the known ones.
    Place,
    /// In all places that were not named.
    Elsewhere,
    /// Outside of the country.
    Abroad,
    /// About a member of a family of products, which is named.
    Tier,
    /// About a branch of the firm, of whose name this is a word.
    Branch,
}

/// A thing, and the side of it that a sentence speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The side.
    pub side: Side,
    /// The folded words of the thing; empty where a denial names none: "members or not".
    pub of: Box<str>,
}

impl Sides {
    pub(super) fn new(data: &SidesData) -> Self {
        let marks = [
            (Stands::Before, Side::Outside, &data.outside),
            (Stands::Behind, Side::Outside, &data.outside_behind),
            (Stands::Before, Side::Lacking, &data.lacking),
            (Stands::Before, Side::Denied, &data.denied),
            (Stands::Before, Side::Before, &data.before),
            (Stands::Behind, Side::Before, &data.before_behind),
            (Stands::Before, Side::After, &data.after),
            (Stands::Behind, Side::After, &data.after_behind),
        ];
        let marks = marks.into_iter().flat_map(|(stands, side, words)| {
            let mark = move |word: &String| (stands, side, words_of(word));
            words.iter().map(mark)
        });
        let group = |group: &Vec<String>| {
            let name = name_of(group);
            let named = move |word: &String| (words_of(word), name.clone());
            group.iter().map(named).collect::<Vec<_>>()
        };
        let longest_first = |groups: &[Vec<String>]| {
            let mut named: Vec<(Vec<String>, Box<str>)> = groups.iter().flat_map(group).collect();
            named.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            named
        };
        let of_special = |words: fn(&SpecialData) -> Vec<String>| -> Vec<Vec<String>> {
            data.special.iter().map(words).collect()
        };
        Self {
            desks: longest_first(&data.desks),
            special: longest_first(&of_special(|group| group.named.clone())),
            addressed: longest_first(&of_special(|group| {
                group
                    .named
                    .iter()
                    .chain(&group.addressed)
                    .cloned()
                    .collect()
            })),
            beside: data
                .special
                .iter()
                .filter(|special| !special.beside.is_empty())
                .map(|special| {
                    (
                        name_of(&special.named),
                        special.beside.iter().map(|word| words_of(word)).collect(),
                    )
                })
                .collect(),
            together: data.together.iter().map(|word| words_of(word)).collect(),
            left: (
                Sequences::new(&data.left),
                Sequences::new(&data.left_behind),
            ),
            tiers: Sequences::new(&data.tiers),
            venues: Sequences::new(&data.venues),
            venues_before: Sequences::new(&data.venues_before),
            no_branches: data.no_branches.iter().cloned().collect(),
            additive: data.additive.iter().map(|word| words_of(word)).collect(),
            words: data.words.max(1),
            marks: marks.collect(),
            opposites: pairs(&data.opposites),
            parties: pairs(&data.parties),
        }
    }
}

impl Language {
    /// What the tokens of a sentence set it apart from; those in `taken` say nothing of it.
    #[must_use]
    pub fn sides(&self, prose: &Prose, tokens: Range<usize>, taken: &[Range<usize>]) -> Vec<Aside> {
        let overlaps = |beside: &Range<usize>| {
            let mut taken = taken.iter();
            taken.any(|taken| taken.start < beside.end && beside.start < taken.end)
        };
        let mut asides = Vec::new();
        for at in tokens.clone().filter(|&at| !overlaps(&(at..at + 1))) {
            for (stands, side, words) in &self.sides.marks {
                let behind = (*stands, *side) == (Stands::Behind, Side::Outside);
                let torn = behind && self.may_be_torn(prose, at, words);
                if torn || !stands_at(words, prose, at) {
                    continue;
                }
                let beside = match stands {
                    Stands::Before => self.named_behind(prose, at + words.len()..tokens.end),
                    Stands::Behind => self.named_before(prose, tokens.start..at),
                };
                if beside.is_none() && *side == Side::Denied {
                    let of = "".into();
                    asides.push(Aside { side: *side, of });
                }
                // Twice denied, nothing is left out: 不是不收费.
                let denied =
                    |beside: &Range<usize>| self.is_marked(prose, beside.start, Side::Denied);
                let beside = beside.filter(|beside| !overlaps(beside) && !denied(beside));
                let of = beside.map(|beside| joined(beside.map(|at| prose.word(at))));
                // What is paid besides a price is paid where the price is: "ngoài học phí".
                let of = of.filter(|of| *side != Side::Outside || !self.names_charge(of));
                asides.extend(of.map(|of| Aside { side: *side, of }));
            }
        }
        asides.extend(self.opposites(prose, tokens.clone()));
        asides.extend(self.desks(prose, tokens));
        asides
    }

    /// The sides of pairs of opposites that some tokens name.
    #[must_use]
    pub fn opposites(&self, prose: &Prose, tokens: Range<usize>) -> Vec<Aside> {
        let named = |at| {
            let opposites = of_opposites(&self.sides.opposites, prose, at);
            opposites.chain(of_opposites(&self.sides.parties, prose, at))
        };
        tokens.flat_map(named).collect()
    }

    /// Whether some tokens say of another thing what they said of the first: "and companies too".
    pub(crate) fn adds(&self, prose: &Prose, tokens: &Range<usize>) -> bool {
        let mut additive = self.sides.additive.iter();
        additive.any(|words| tokens.clone().any(|at| stands_at(words, prose, at)))
    }

    /// How many words name a thing, at least one.
    pub(crate) fn words_of_a_name(&self) -> usize {
        self.sides.words
    }

    /// The desks that some tokens name, and the customers and uses with a deal of their own, each by
    /// the longest words.
    #[must_use]
    pub fn desks(&self, prose: &Prose, tokens: Range<usize>) -> Vec<Aside> {
        let mut found = named(&self.sides.desks, Side::Desk, prose, tokens.clone());
        found.extend(self.special_in(prose, tokens));
        found
    }

    /// The customers and uses with a deal of their own of whom alone some tokens tell.
    fn special_in(&self, prose: &Prose, tokens: Range<usize>) -> Vec<Aside> {
        let mut found = named(&self.sides.special, Side::Special, prose, tokens.clone());
        let stands =
            |words: &[Vec<String>], at| words.iter().any(|words| stands_at(words, prose, at));
        let together = |at| stands(&self.sides.together, at);
        if found.is_empty() || tokens.clone().any(together) {
            return Vec::new();
        }
        found.retain(|aside| {
            let mut beside = self.sides.beside.iter();
            let needed = beside.find(|(group, _)| *group == aside.of);
            needed.is_none_or(|(_, words)| tokens.clone().any(|at| stands(words, at)))
        });
        found
    }

    /// The customers and uses with a deal of their own that a text names; where it is a `claim`, also
    /// those whom it addresses in other words.
    #[must_use]
    pub(crate) fn special(
        &self,
        text: &str,
        claim: bool,
        abbreviations: &Abbreviations,
    ) -> Vec<Aside> {
        let prose = Prose::new(text, abbreviations);
        let tokens = 0..prose.tokens().len();
        if claim {
            named(&self.sides.addressed, Side::Addressed, &prose, tokens)
        } else {
            self.special_in(&prose, tokens)
        }
    }

    /// Whether a mark beside some tokens says that something holds beyond them: "after 3 months",
    /// "三个月后".
    #[must_use]
    pub fn lies_beyond(&self, prose: &Prose, amount: &Range<usize>) -> bool {
        self.stands_beside(prose, amount, |side| {
            matches!(side, Side::After | Side::Outside)
        })
    }

    /// Whether a mark of some sides stands behind some tokens, or before them with common words between.
    fn stands_beside(
        &self,
        prose: &Prose,
        tokens: &Range<usize>,
        is_wanted: impl Fn(Side) -> bool,
    ) -> bool {
        let before = |words: &Vec<String>, between: usize| {
            let at = tokens.start.checked_sub(words.len() + between);
            at.is_some_and(|at| {
                let mut between = at + words.len()..tokens.start;
                stands_at(words, prose, at)
                    && between.all(|word| self.says_little(prose.word(word)))
            })
        };
        let mut marks = self.sides.marks.iter();
        marks.any(|(stands, side, words)| {
            is_wanted(*side)
                && match stands {
                    Stands::Before => (0..=MOST_BETWEEN).any(|between| before(words, between)),
                    Stands::Behind => stands_at(words, prose, tokens.end),
                }
        })
    }

    /// Whether an amount is the time that is left before an event: "24 hours before check-in",
    /// "入住前24小时"; without an event it is the begin of something: 前12个月, 前30天后.
    #[must_use]
    pub fn counts_down(&self, prose: &Prose, amount: &Range<usize>) -> bool {
        let mut marks = self.sides.marks.iter();
        let clause = |at: usize| prose.tokens()[at].clause;
        let before = |stands: Stands, words: &Vec<String>| {
            let at = amount.start.checked_sub(words.len());
            at.is_some_and(|at| {
                let event = at.checked_sub(self.sides.words);
                let named = event.is_some_and(|event| clause(event) == clause(at));
                stands_at(words, prose, at) && (stands == Stands::Before || named)
            })
        };
        marks.any(|(stands, side, words)| {
            *side == Side::Before && (stands_at(words, prose, amount.end) || before(*stands, words))
        }) && !self.lies_beyond(prose, amount)
    }

    /// Whether an amount is what is left of a greater one: "9 days left", 还剩45天.
    #[must_use]
    pub(crate) fn is_left(&self, prose: &Prose, amount: &Range<usize>) -> bool {
        let (before, behind) = &self.sides.left;
        let mut ends = (0..amount.start).rev().take(LONGEST_LEFT);
        (amount.end < prose.tokens().len() && behind.longest_at(prose, amount.end).is_some())
            || ends.any(|at| {
                let length = before.longest_at(prose, at);
                let end = length.map(|length| at + length);
                end.is_some_and(|end| (end..=end + MOST_BETWEEN).contains(&amount.start))
            })
    }

    /// The tokens of the thing that is named first in a range, behind common words.
    fn named_behind(&self, prose: &Prose, tokens: Range<usize>) -> Option<Range<usize>> {
        let mut start = tokens.start;
        while start < tokens.start + MOST_BETWEEN
            && start < tokens.end
            && self.says_little(prose.word(start))
        {
            start += 1;
        }
        let end = (start + self.sides.words).min(tokens.end);
        let named = start < end && is_named(prose.word(start));
        (named && !self.says_little(prose.word(start))).then_some(start..end)
    }

    /// Whether a word is common, and no character that others make a word of.
    pub(crate) fn says_little(&self, word: &str) -> bool {
        self.is_common(word) && !word.starts_with(is_han)
    }

    fn named_before(&self, prose: &Prose, tokens: Range<usize>) -> Option<Range<usize>> {
        let tokens = tokens.start..self.before_marks(prose, tokens.end);
        let start = tokens
            .end
            .saturating_sub(self.sides.words)
            .max(tokens.start);
        let end = tokens.end;
        let said = (start..end).all(|at| is_named(prose.word(at)));
        (said && start < end).then_some(start..end)
    }

    /// Whether a mark beside the tokens of a name says that it is left out: "outside the EU", 以外.
    pub(super) fn is_left_out(&self, prose: &Prose, name: &Range<usize>) -> bool {
        self.stands_beside(prose, name, |side| side == Side::Outside)
    }

    /// Whether a mark of a side stands at a token.
    pub(super) fn is_marked(&self, prose: &Prose, at: usize, marked: Side) -> bool {
        let mut marks = self.sides.marks.iter();
        marks.any(|(_, side, words)| *side == marked && stands_at(words, prose, at))
    }

    /// Steps over marks that stand behind the same thing: the 前 of 发货前后.
    fn before_marks(&self, prose: &Prose, end: usize) -> usize {
        let mut marks = self.sides.marks.iter();
        let behind = marks.find_map(|(stands, _, words)| {
            let start = end.checked_sub(words.len())?;
            (*stands == Stands::Behind && stands_at(words, prose, start)).then_some(start)
        });
        behind.unwrap_or(end)
    }
}

/// What a group of words is called: by the first of them.
pub(super) fn name_of(group: &[String]) -> Box<str> {
    let first = group.first().map(|first| words_of(first));
    joined(first.iter().flatten().map(String::as_str))
}

/// Those of the groups that some tokens name.
fn named(
    groups: &[(Vec<String>, Box<str>)],
    side: Side,
    prose: &Prose,
    tokens: Range<usize>,
) -> Vec<Aside> {
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let mut groups = groups.iter();
        let group =
            groups.find(|(words, _)| at + words.len() <= tokens.end && stands_at(words, prose, at));
        at += group.map_or(1, |(words, _)| words.len().max(1));
        found.extend(group.map(|(_, name)| Aside {
            side,
            of: name.clone(),
        }));
    }
    found
}

/// Whether a word can name a thing: amounts and days are held beside each other as such.
fn is_named(word: &str) -> bool {
    word.chars().all(char::is_alphanumeric) && !word.starts_with(|first: char| first.is_numeric())
}

fn joined<'w>(words: impl Iterator<Item = &'w str>) -> Box<str> {
    let mut joined = String::new();
    for word in words {
        let divided = !joined.is_empty() && !word.starts_with(is_han);
        joined.extend(divided.then_some(' '));
        joined.push_str(word);
    }
    joined.into()
}
