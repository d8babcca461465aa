//! Whether the words of a phrase may all stand in a text, told from how the phrase is written.
//!
//! Of thousands of phrases a short text meets a few; the others need not be parsed to be left out.

use std::str::Chars;

use super::lex::operator;
use super::syntax::Node;
use crate::text::fold::{is_han, without_marks};
use crate::text::{is_settled, is_settled_letter, simplified};

/// What a text says of single words, in any order.
pub(super) trait Says {
    /// Whether a word stands there.
    fn holds(&self, word: &str) -> bool;
    /// Whether a word stands there that begins so.
    fn holds_begin(&self, begin: &str) -> bool;
}

/// Whether a text may hold what `phrase` is written to take; `named` tells that of `$name`.
///
/// `false` is certain, `true` is likely. The phrase has no mistake.
pub(super) fn may_take(phrase: &str, says: &impl Says, named: &dyn Fn(&str) -> bool) -> bool {
    let mut sketch = Sketch {
        rest: phrase.chars(),
        says,
        named,
    };
    sketch.sequence(true)
}

/// Whether a text may hold what a part of a phrase takes.
pub(super) fn may_take_node(node: &Node, says: &impl Says) -> bool {
    match node {
        Node::Word(word) => stands(says, word.text(), word.any_ending),
        Node::Sequence(nodes) | Node::All(nodes) => {
            nodes.iter().all(|node| may_take_node(node, says))
        }
        Node::OneOf(nodes) => nodes.iter().any(|node| may_take_node(node, says)),
        Node::Spelt(nodes) => nodes.iter().any(|node| may_take_node(node, says)),
        Node::Named(node) => may_take_node(node, says),
        Node::Optional(_) | Node::Gap | Node::Amount(_) => true,
    }
}

/// Whether a word stands in a text as it is written, or as people write it without its marks.
fn stands(says: &impl Says, word: &str, any_ending: bool) -> bool {
    let holds = |word: &str| {
        if any_ending {
            says.holds_begin(word)
        } else {
            says.holds(word)
        }
    };
    holds(word) || (!word.is_ascii() && holds(&without_marks(word)))
}

struct Sketch<'p, 'a, S> {
    rest: Chars<'p>,
    says: &'a S,
    named: &'a dyn Fn(&str) -> bool,
}

impl<'p, S: Says> Sketch<'p, '_, S> {
    fn peek(&self) -> Option<char> {
        self.rest.clone().next().map(operator)
    }

    /// The items up to `)`, `|`, `&` or the end; what is not `asked` is only read over.
    fn sequence(&mut self, asked: bool) -> bool {
        let mut met = true;
        while let Some(c) = self.peek() {
            if matches!(c, ')' | '|' | '&') {
                break;
            }
            met &= self.item(c, asked && met);
        }
        met
    }

    fn item(&mut self, c: char, asked: bool) -> bool {
        match c {
            '(' => {
                self.rest.next();
                let met = self.group(asked);
                self.is_free() || met
            }
            '$' => {
                self.rest.next();
                let ascii = self.peek().is_none_or(|c| c.is_ascii());
                let name = self.take_while(|c| {
                    (c.is_alphanumeric() && c.is_ascii() == ascii)
                        || (ascii && matches!(c, '-' | '_'))
                });
                let met = !asked || (self.named)(name);
                self.is_free() || met
            }
            '{' => {
                self.take_while(|c| operator(c) != '}');
                self.rest.next();
                self.is_free();
                true
            }
            _ if is_han(c) => {
                self.rest.next();
                let mut bytes = [0; 4];
                !asked || simplified(c) != c || self.says.holds(c.encode_utf8(&mut bytes))
            }
            _ if is_plain(c) || c.is_ascii_digit() => self.word(asked),
            '\\' => {
                self.rest.next();
                self.rest.next();
                self.rest_of_word();
                true
            }
            _ => {
                self.rest.next();
                c == ' ' || {
                    self.rest_of_word();
                    true
                }
            }
        }
    }

    /// The alternatives of a group, or its items in any order, up to its `)`.
    fn group(&mut self, asked: bool) -> bool {
        let mut all = true;
        let mut any = false;
        let mut in_any_order = false;
        loop {
            let met = self.sequence(asked);
            all &= met;
            any |= met;
            match self.rest.next().map(operator) {
                Some('|') => {}
                Some('&') => in_any_order = true,
                _ => break,
            }
        }
        if in_any_order { all } else { any }
    }

    /// A word that stands alone; what is glued to signs is divided otherwise.
    fn word(&mut self, asked: bool) -> bool {
        let first = self.peek();
        let word = self.take_while(|c| is_plain(c) || c.is_ascii_digit());
        let is_plain = first.is_some_and(is_plain);
        match self.peek() {
            Some('*') => {
                self.rest.next();
                if self.peek() == Some('?') {
                    self.rest.next();
                    return true;
                }
                !asked || !is_plain || !is_settled(word) || stands(self.says, word, true)
            }
            Some('?') => {
                self.rest.next();
                true
            }
            Some(c) if !ends_word(c) => {
                self.rest_of_word();
                true
            }
            _ => !asked || !is_plain || !is_settled(word) || stands(self.says, word, false),
        }
    }

    /// Goes over what is glued to a sign.
    fn rest_of_word(&mut self) {
        while let Some(c) = self.peek() {
            if ends_word(c) {
                break;
            }
            self.rest.next();
            if c == '\\' {
                self.rest.next();
            }
        }
    }

    /// Whether what was read may be left out, or may end in any way.
    fn is_free(&mut self) -> bool {
        let signs = self.take_while(|c| matches!(operator(c), '*' | '?'));
        !signs.is_empty()
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'p str {
        let rest = self.rest.as_str();
        let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.rest = rest[end..].chars();
        &rest[..end]
    }
}

fn ends_word(c: char) -> bool {
    matches!(c, ' ' | '(' | ')' | '|' | '$' | '{') || is_han(c)
}

fn is_plain(c: char) -> bool {
    c.is_ascii_lowercase() || (is_settled_letter(c) && !is_han(c))
}

#[cfg(test)]
impl super::Phrase {
    /// Whether the phrase, as it is written, may take what it takes with its first alternatives and
    /// nothing that may be left out.
    pub(crate) fn may_take_its_own_words(&self) -> bool {
        let words = self.words();
        let Some(node) = self.node() else {
            return true;
        };
        let mut taken = Taken::default();
        taken.add(node);
        let named = words.map(|words| words.said_by(&taken));
        let stands = |name: &str| named.as_ref().is_none_or(|named| named.contains(name));
        may_take(self.text(), &taken, &stands)
    }
}

#[cfg(test)]
#[derive(Default)]
struct Taken(Vec<String>);

#[cfg(test)]
impl Taken {
    fn add(&mut self, node: &Node) {
        match node {
            Node::Word(word) => self.0.push(word.text().to_owned()),
            Node::Sequence(nodes) | Node::All(nodes) => {
                for node in nodes {
                    self.add(node);
                }
            }
            Node::OneOf(nodes) => {
                if let Some(first) = nodes.first() {
                    self.add(first);
                }
            }
            Node::Spelt(nodes) => self.add(&nodes[0]),
            Node::Named(node) => self.add(node),
            Node::Optional(_) | Node::Gap | Node::Amount(_) => {}
        }
    }
}

#[cfg(test)]
impl Says for Taken {
    fn holds(&self, word: &str) -> bool {
        self.0.iter().any(|own| own == word)
    }

    fn holds_begin(&self, begin: &str) -> bool {
        self.0.iter().any(|own| own.starts_with(begin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(phrase: &str, text: &str, expected: bool) {
        let words = text.split(' ').map(str::to_owned).collect();
        let taken = may_take(phrase, &Taken(words), &|name| name == "data");
        assert_eq!(taken, expected, "{phrase:?} in {text:?}");
    }

    #[test]
    fn every_word_that_must_stand_is_asked_for() {
        check("no hidden fees", "no fees hidden", true);
        check("no hidden fees", "no fees", false);
        check("no hidden? fees", "no fees", true);
        check("no (hidden|extra)? fees", "no fees", true);
        check("(hidden|extra (bank|card)) fee*", "extra card fees", true);
        check("(hidden|extra (bank|card)) fee*", "extra fees", false);
        check("(a & (b|c))", "a c", true);
        check("(a & (b|c))", "c", false);
        check("throttl* ... {speed}", "throttled", true);
        check("throttl*? now", "now", true);
        check("{data} cap", "cap", true);
        check("unlimited $data", "unlimited", true);
        check("unlimited $calls", "unlimited", false);
        check("$calls? unlimited", "unlimited", true);
        check("miễn phí", "mien phi", true);
        check("miễn phí", "mien", false);
        check("不(再)?限速", "不 限 速", true);
        check("不(再)?限速", "限 速", false);
        check("不限$data流量", "不 限 流 量", true);
        check("（free｜gratis） delivery", "gratis delivery", true);
        check("（free｜gratis） delivery", "delivery", false);
    }

    #[test]
    fn what_is_divided_otherwise_is_not_asked_for() {
        for phrase in [
            "Free",
            "24/7",
            "don't",
            "hòa",
            "a\\*b",
            "pay-as-you-go",
            "費",
            "(bank|card)*",
        ] {
            check(phrase, "", true);
        }
    }
}
