//! The cues of a language, compiled when a text first needs them.
//!
//! Most runs read blocks of one language with a phrase in them, and none of the others.

use std::sync::OnceLock;

use super::cue::{Category, Family, Group, Rule};
use super::lexicon::{Collected, Lexicon, RuleId};
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
    unmarked: bool,
    marked_lexicons: OnceLock<Lexicons>,
    unmarked_lexicons: OnceLock<Lexicons>,
}

/// The cues of each family.
pub(super) type Lexicons = [Lexicon; Family::ALL.len()];

/// A cue as it is written, alternatives and all.
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

    /// Adds a group of cues, whose mistakes [`mistake`] tells.
    pub(super) fn add(&mut self, category: Category, group: Group) {
        let rule = self.rules.len() as RuleId;
        self.rules.push(Rule::new(category, &group));
        let unmarked = group.unmarked;
        let words = group.words.into_iter().map(|text| Word {
            text,
            rule,
            unmarked,
        });
        self.words.extend(words);
    }

    pub(super) fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id as usize]
    }

    /// The cues as they are written, one lexicon a family.
    pub(super) fn lexicons(&self) -> &Lexicons {
        self.marked_lexicons.get_or_init(|| self.compiled(true))
    }

    /// Whether people leave out the marks on the letters of the language.
    pub(super) fn may_be_unmarked(&self) -> bool {
        self.unmarked
    }

    /// The cues without marks on their letters, as far as they are still cues.
    pub(super) fn unmarked_lexicons(&self) -> &Lexicons {
        self.unmarked_lexicons.get_or_init(|| self.compiled(false))
    }

    fn compiled(&self, marks: bool) -> Lexicons {
        let mut lexicons = Family::ALL.map(|_| Collected::default());
        for word in self.words.iter().filter(|word| marks || word.unmarked) {
            let families = self.rule(word.rule).families().iter();
            let written = Written::parse(&word.text);
            let slots = slots(&written);
            let texts = if slots.is_some() {
                Vec::new()
            } else {
                written.texts()
            };
            for &family in families {
                let lexicon = &mut lexicons[family as usize];
                match &slots {
                    Some(slots) => lexicon.insert_shape(slots, word.rule, marks),
                    None => texts.iter().for_each(|text| {
                        lexicon.insert(text, word.rule, marks);
                    }),
                }
            }
        }
        lexicons.map(Collected::finish)
    }
}

/// The parts of a cue of many alternatives that is not written out, each with the texts that it may be.
fn slots(written: &Written) -> Option<Vec<Vec<String>>> {
    let many = written.count() > MOST_WRITTEN_OUT;
    many.then(|| written.slots()).flatten()
}

/// What is wrong with a cue, if anything.
pub(super) fn mistake(cue: &str) -> Option<String> {
    let written = Written::parse(cue);
    if let Some(slots) = slots(&written) {
        let has_word = |text: &String| Lexicon::has_word(text);
        let any = slots.iter().any(|texts| texts.iter().all(has_word));
        return (!any).then(|| format!("`{cue}` has no word"));
    }
    let count = written.count();
    if count > MOST_TEXTS {
        return Some(format!(
            "`{cue}` stands for {count} texts; end its groups between words, and put no `...` in one"
        ));
    }
    let texts = written.texts();
    let wordless = texts.iter().find(|text| !Lexicon::has_word(text))?;
    Some(format!("`{wordless}` has no word"))
}
