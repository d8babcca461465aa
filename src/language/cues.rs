//! The cues of a language, compiled when a text first needs them.
//!
//! Most runs read blocks of one language with a phrase in them, and none of the others.

use std::sync::OnceLock;

use super::cue::{Category, Family, Group, Rule};
use super::lexicon::{Lexicon, RuleId};
use super::written::Written;

/// A cue that stands for more texts is kept as it is written.
const MOST_WRITTEN_OUT: usize = 64;

/// A cue that has to be written out stands for no more texts.
const MOST_TEXTS: usize = 4096;

/// All cues of a language, and how each of them acts.
#[derive(Clone, Debug)]
pub(super) struct Cues {
    rules: Vec<Rule>,
    words: Vec<Word>,
    shapes: Vec<Shape>,
    unmarked: bool,
    marked_lexicons: OnceLock<[Lexicon; 5]>,
    unmarked_lexicons: OnceLock<[Lexicon; 5]>,
}

#[derive(Clone, Debug)]
struct Word {
    text: String,
    rule: RuleId,
    /// Whether it is a cue without its marks, too.
    unmarked: bool,
}

/// A cue of many alternatives.
#[derive(Clone, Debug)]
struct Shape {
    /// Its parts, each with the texts that it may be.
    slots: Vec<Vec<String>>,
    rule: RuleId,
    unmarked: bool,
}

impl Cues {
    pub(super) fn new(unmarked: bool) -> Self {
        Self {
            rules: Vec::new(),
            words: Vec::new(),
            shapes: Vec::new(),
            unmarked,
            marked_lexicons: OnceLock::new(),
            unmarked_lexicons: OnceLock::new(),
        }
    }

    /// Adds a group of cues; gives what is wrong with a cue.
    pub(super) fn add(&mut self, category: Category, group: &Group) -> Result<(), String> {
        let rule = self.rules.len() as RuleId;
        self.rules.push(Rule::new(category, group));
        for cue in &group.words {
            let written = Written::parse(cue);
            let count = written.count();
            let slots = (count > MOST_WRITTEN_OUT)
                .then(|| written.slots())
                .flatten();
            let unmarked = group.unmarked;
            if let Some(slots) = slots {
                let has_word = |text: &String| Lexicon::has_word(text);
                if !slots.iter().any(|texts| texts.iter().all(has_word)) {
                    return Err(format!("`{cue}` has no word"));
                }
                self.shapes.push(Shape {
                    slots,
                    rule,
                    unmarked,
                });
                continue;
            }
            if count > MOST_TEXTS {
                return Err(format!(
                    "`{cue}` stands for {count} texts; end its groups between words, and put no `...` in one"
                ));
            }
            for text in written.texts() {
                if !Lexicon::has_word(&text) {
                    return Err(format!("`{text}` has no word"));
                }
                self.words.push(Word {
                    text,
                    rule,
                    unmarked,
                });
            }
        }
        Ok(())
    }

    pub(super) fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id as usize]
    }

    /// The cues as they are written, one lexicon a family.
    pub(super) fn lexicons(&self) -> &[Lexicon; 5] {
        self.marked_lexicons.get_or_init(|| self.compiled(true))
    }

    /// Whether people leave out the marks on the letters of the language.
    pub(super) fn may_be_unmarked(&self) -> bool {
        self.unmarked
    }

    /// The cues without marks on their letters, as far as they are still cues.
    pub(super) fn unmarked_lexicons(&self) -> &[Lexicon; 5] {
        self.unmarked_lexicons.get_or_init(|| self.compiled(false))
    }

    fn compiled(&self, marks: bool) -> [Lexicon; 5] {
        let mut lexicons = Family::ALL.map(|_| Lexicon::new());
        for word in self.words.iter().filter(|word| marks || word.unmarked) {
            for &family in self.rule(word.rule).families() {
                lexicons[family as usize].insert(&word.text, word.rule, marks);
            }
        }
        for shape in self.shapes.iter().filter(|shape| marks || shape.unmarked) {
            for &family in self.rule(shape.rule).families() {
                lexicons[family as usize].insert_shape(&shape.slots, shape.rule, marks);
            }
        }
        lexicons
    }
}
