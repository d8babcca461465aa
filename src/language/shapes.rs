//! Cues of so many alternatives that they are not written out: part by part, each with the texts that
//! it may be.

use super::lexicon::RuleId;

/// The texts that a part of a shape may be, as numbers of words.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// The words of all texts, which are sorted.
    words: Box<[u32]>,
    /// Where each text ends.
    ends: Box<[u32]>,
    may_be_empty: bool,
}

/// A cue of many alternatives.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    head: Box<[Slot]>,
    /// What stands behind its gap.
    tail: Box<[Slot]>,
    rules: [RuleId; 1],
}

/// The shapes of a lexicon.
#[derive(Clone, Debug, Default)]
pub(super) struct Shapes {
    list: Vec<Shape>,
    /// The words that each may begin with, sorted once all were added.
    begins: Vec<(u32, u32)>,
}

impl Slot {
    /// A part that may be each of some texts, of which `words` are all words, and `ends` say where
    /// each text ends.
    pub(super) fn new(words: &[u32], ends: &[usize]) -> Self {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let mut texts: Vec<&[u32]> = starts
            .zip(ends)
            .map(|(start, &end)| &words[start..end])
            .collect();
        texts.sort_unstable();
        texts.dedup();
        let may_be_empty = texts.first().is_some_and(|text| text.is_empty());
        texts.retain(|text| !text.is_empty());
        let mut end = 0;
        let ends = texts.iter().map(|text| {
            end += text.len() as u32;
            end
        });
        Self {
            ends: ends.collect(),
            words: texts.concat().into(),
            may_be_empty,
        }
    }

    fn text(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start as usize..self.ends[at] as usize]
    }

    /// The words that its texts begin with, each at least once.
    fn firsts(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.ends.len()).map(|at| self.text(at)[0])
    }

    /// The index of the first text that does not begin with a lower word.
    fn from(&self, word: u32) -> usize {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.text(middle)[0] < word {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Where it may end that begins at `at`.
    fn ends<'s>(&'s self, words: &'s [u32], at: usize) -> impl Iterator<Item = usize> + 's {
        let texts = words.get(at).map(|&first| {
            let texts = (self.from(first)..self.ends.len()).map(|at| self.text(at));
            texts.take_while(move |text| text[0] == first)
        });
        let fits = move |text: &&[u32]| words[at..].starts_with(text);
        let ends = texts.into_iter().flatten().filter(fits);
        let empty = self.may_be_empty.then_some(at);
        ends.map(move |text| at + text.len()).chain(empty)
    }
}

impl Shape {
    /// Where the part before its gap may end that begins at `at`, in order.
    pub(super) fn heads(&self, words: &[u32], at: usize) -> Vec<usize> {
        ends(&self.head, words, at)
    }

    /// Where the part behind its gap may end that begins at `at`, in order.
    pub(super) fn tails(&self, words: &[u32], at: usize) -> Vec<usize> {
        ends(&self.tail, words, at)
    }

    pub(super) fn has_tail(&self) -> bool {
        !self.tail.is_empty()
    }

    pub(super) fn rules(&self) -> &[RuleId] {
        &self.rules
    }
}

impl Shapes {
    pub(super) fn add(&mut self, head: Vec<Slot>, tail: Vec<Slot>, rule: RuleId) {
        let id = self.list.len() as u32;
        for slot in &head {
            self.begins.extend(slot.firsts().map(|first| (first, id)));
            if !slot.may_be_empty {
                break;
            }
        }
        self.list.push(Shape {
            head: head.into(),
            tail: tail.into(),
            rules: [rule],
        });
    }

    /// The same, ready to be asked.
    pub(super) fn settled(mut self) -> Self {
        self.begins.sort_unstable();
        self.begins.dedup();
        self.begins.shrink_to_fit();
        self.list.shrink_to_fit();
        self
    }

    /// The shapes that may begin with a word, in the order in which they were added.
    pub(super) fn beginning_with(&self, word: u32) -> impl Iterator<Item = &Shape> {
        let from = self.begins.partition_point(|&(first, _)| first < word);
        let begins = self.begins[from..].iter();
        let begins = begins.take_while(move |&&(first, _)| first == word);
        begins.map(|&(_, id)| &self.list[id as usize])
    }
}

/// Where all slots one behind the other may end, in order; never where they begin.
fn ends(slots: &[Slot], words: &[u32], at: usize) -> Vec<usize> {
    let mut ends = vec![at];
    for slot in slots {
        let mut next: Vec<usize> = ends.iter().flat_map(|&end| slot.ends(words, end)).collect();
        next.sort_unstable();
        next.dedup();
        ends = next;
    }
    ends.retain(|&end| end > at);
    ends
}
