//! The cues of a language, compiled when a text first needs them.
//!
//! Most runs read blocks of one language with a phrase in them, and none of the others.

use std::sync::OnceLock;

use super::cue::{Category, Family, Group, Rule};
use super::lexicon::{Lexicon, RuleId};

/// All cues of a language, and how each of them acts.
#[derive(Clone, Debug)]
pub(super) struct Cues {
    rules: Vec<Rule>,
    words: Vec<Word>,
    unmarked: bool,
    marked_lexicons: OnceLock<[Lexicon; 4]>,
    unmarked_lexicons: OnceLock<[Lexicon; 4]>,
}

#[derive(Clone, Debug)]
struct Word {
    text: String,
    rule: RuleId,
    /// Whether it is a cue without its marks, too.
    unmarked: bool,
}

impl Cues {
    pub(super) fn new(unmarked: bool) -> Self {
        Self {
            rules: Vec::new(),
            words: Vec::new(),
            unmarked,
            marked_lexicons: OnceLock::new(),
            unmarked_lexicons: OnceLock::new(),
        }
    }

    /// Adds a group of cues; a cue without a word is given back as an error.
    pub(super) fn add(&mut self, category: Category, group: &Group) -> Result<(), String> {
        let rule = self.rules.len() as RuleId;
        self.rules.push(Rule::new(category, group));
        for text in group.words.iter().flat_map(|cue| expanded(cue)) {
            if !Lexicon::has_word(&text) {
                return Err(text);
            }
            self.words.push(Word {
                text,
                rule,
                unmarked: group.unmarked,
            });
        }
        Ok(())
    }

    pub(super) fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id as usize]
    }

    /// The cues as they are written, one lexicon a family.
    pub(super) fn lexicons(&self) -> &[Lexicon; 4] {
        self.marked_lexicons.get_or_init(|| self.compiled(true))
    }

    /// Whether people leave out the marks on the letters of the language.
    pub(super) fn may_be_unmarked(&self) -> bool {
        self.unmarked
    }

    /// The cues without marks on their letters, as far as they are still cues.
    pub(super) fn unmarked_lexicons(&self) -> &[Lexicon; 4] {
        self.unmarked_lexicons.get_or_init(|| self.compiled(false))
    }

    fn compiled(&self, marks: bool) -> [Lexicon; 4] {
        let mut lexicons = Family::ALL.map(|_| Lexicon::new());
        for word in self.words.iter().filter(|word| marks || word.unmarked) {
            for &family in self.rule(word.rule).families() {
                lexicons[family as usize].insert(&word.text, word.rule, marks);
            }
        }
        lexicons
    }
}

/// A cue with alternatives, `(some|many) banks`, as all that it stands for.
fn expanded(cue: &str) -> Vec<String> {
    let parts = cue
        .split_once('(')
        .and_then(|(before, rest)| Some((before, rest.split_once(')')?)));
    let Some((before, (inside, after))) = parts else {
        return vec![cue.to_owned()];
    };
    let ends = expanded(after);
    inside
        .split('|')
        .flat_map(|middle| ends.iter().map(move |end| format!("{before}{middle}{end}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_expanded() {
        assert_eq!(expanded("no"), ["no"]);
        assert_eq!(
            expanded("(some|big) banks(| abroad)"),
            [
                "some banks",
                "some banks abroad",
                "big banks",
                "big banks abroad"
            ]
        );
        assert_eq!(expanded("(open"), ["(open"]);
    }
}
