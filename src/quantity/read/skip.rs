//! What holds digits or number words and is no quantity: placeholders, addresses, telephone
//! numbers, versions, names of models, numbers of sections and of list items.

use super::Parser;
use crate::quantity::Kind;
use crate::quantity::lexicon::Meaning;
use crate::quantity::token::Shape;

/// Tokens that one placeholder, address or number may take.
pub(super) const LONGEST: usize = 64;

impl Parser<'_> {
    /// The end of what begins at `at` and is no quantity.
    pub(super) fn skip(&self, at: usize) -> Option<usize> {
        self.placeholder(at)
            .or_else(|| self.address(at))
            .or_else(|| self.list_marker(at))
            .or_else(|| self.enumerated(at))
            .or_else(|| self.telephone(at))
            .or_else(|| self.labelled(at))
            .or_else(|| self.street(at))
            .or_else(|| self.cited(at))
            .or_else(|| self.among(at))
            .or_else(|| self.another(at))
            .or_else(|| self.endless(at))
            .or_else(|| self.model(at))
            .or_else(|| {
                self.shape(at)
                    .filter(|&shape| shape == Shape::Digits)
                    .and_then(|_| self.dotted(at))
            })
            .or_else(|| self.ordinal(at))
    }

    /// A word for no end, where money is asked for: it tells of something else that has none.
    fn endless(&self, at: usize) -> Option<usize> {
        let of_money = self.wanted == Some(Kind::Money);
        self.is(at, Meaning::Unlimited).filter(|_| of_money)
    }

    /// `{{price}}`, `${price}`, `{0}`, `%s`.
    fn placeholder(&self, at: usize) -> Option<usize> {
        let sign = self.sign(at)?;
        if sign == '%'
            && self.glued(at + 1)
            && self.shape(at + 1) == Some(Shape::Word)
            && self.chars(at + 1).len() == 1
        {
            let open = at == 0 || !self.glued(at) || self.shape(at - 1) == Some(Shape::Sign);
            return open.then_some(at + 2);
        }
        let open = match sign {
            '{' => at,
            '$' if self.sign(at + 1) == Some('{') && self.glued(at + 1) => at + 1,
            _ => return None,
        };
        let close = (open + 1..open + LONGEST).find(|&at| self.sign(at) == Some('}'))?;
        Some(if self.sign(close + 1) == Some('}') {
            close + 2
        } else {
            close + 1
        })
    }

    /// A web address or an e-mail address, up to white space.
    pub(super) fn address(&self, at: usize) -> Option<usize> {
        if self.shape(at) != Some(Shape::Word) {
            return None;
        }
        let word: String = self
            .chars(at)
            .iter()
            .map(char::to_ascii_lowercase)
            .collect();
        let link = matches!(word.as_str(), "http" | "https")
            && self.sign(at + 1) == Some(':')
            && self.sign(at + 2) == Some('/');
        let site = word == "www" && self.sign(at + 1) == Some('.');
        let mail = !self.glued(at)
            && (at + 1..at + 8)
                .take_while(|&next| self.glued(next))
                .any(|next| self.sign(next) == Some('@'));
        if !link && !site && !mail {
            return None;
        }
        let foreign = |at: usize| !self.glued(at) || self.shape(at) == Some(Shape::Han);
        Some(
            (at + 1..self.text.tokens.len())
                .find(|&at| foreign(at))
                .unwrap_or(self.text.tokens.len()),
        )
    }

    /// "1.", "2)", "(3)" at the start of a line, with words behind.
    fn list_marker(&self, at: usize) -> Option<usize> {
        let open = usize::from(self.sign(at) == Some('('));
        let first = (0..at.min(9)).all(|before| {
            self.sign(before)
                .is_some_and(|sign| matches!(sign, '#' | '-' | '*' | '>'))
        });
        let digits = at + open;
        if at > 8
            || !first
            || self.shape(digits) != Some(Shape::Digits)
            || self.chars(digits).len() > 2
        {
            return None;
        }
        if let Some(end) = self.section(digits) {
            return Some(end);
        }
        let close = self
            .sign(digits + 1)
            .filter(|sign| matches!(sign, '.' | ')' | '、'))?;
        let behind = self
            .token(digits + 2)
            .is_some_and(|next| next.spaced || next.shape == Shape::Han || close == ')');
        let decimal =
            close == '.' && self.glued(digits + 2) && self.shape(digits + 2) == Some(Shape::Digits);
        (behind && !decimal && self.glued(digits + 1)).then_some(digits + 2)
    }

    /// "1.2 Title", "**3.4.1**": the number of a heading, at the start of a line.
    fn section(&self, at: usize) -> Option<usize> {
        let more = |at: usize| {
            let digits = self.shape(at + 1) == Some(Shape::Digits);
            self.sign(at) == Some('.') && self.glued(at) && self.glued(at + 1) && digits
        };
        let end = (at + 1..at + 9).step_by(2).find(|&next| !more(next))?;
        let title = match self.shape(end)? {
            Shape::Word => self.chars(end)[0].is_uppercase() && self.token(end)?.spaced,
            Shape::Han => self.token(end)?.spaced,
            Shape::Sign => matches!(self.chars(end)[0], '*' | '.'),
            Shape::Digits => false,
        };
        let counted = self.unit_end(end).is_some() || self.times(end).is_some();
        (end > at + 1 && title && !counted).then_some(end)
    }

    /// "20 m2", "1.5 km²": an area or a volume, which is no quantity of any kind.
    pub(super) fn power(&self, at: usize) -> Option<usize> {
        let digits = |at: usize| self.shape(at) == Some(Shape::Digits);
        let point = matches!(self.sign(at + 1), Some('.' | ','));
        let decimal = point && self.glued(at + 1) && self.glued(at + 2) && digits(at + 2);
        let unit = at + if decimal { 3 } else { 1 };
        let length = ["m", "km", "cm", "mm", "dm", "ft"];
        let word: String = self.chars(unit).iter().collect();
        let raised = matches!(self.chars(unit + 1), ['2' | '3' | '²' | '³']);
        let alone = !self.glued(unit + 2) || self.shape(unit + 2) == Some(Shape::Sign);
        (digits(at) && length.contains(&word.as_str()) && raised && self.glued(unit + 1) && alone)
            .then_some(unit + 2)
    }

    /// "(1)" and "1)" inside a sentence, before words.
    fn enumerated(&self, at: usize) -> Option<usize> {
        let open = self.sign(at) == Some('(');
        let digits = at + usize::from(open);
        let short = self.shape(digits) == Some(Shape::Digits) && self.chars(digits).len() <= 2;
        if !short || self.sign(digits + 1) != Some(')') || !self.glued(digits + 1) {
            return None;
        }
        let inside = (at.saturating_sub(12)..at).any(|before| self.sign(before) == Some('('));
        let lone = open || (!inside && !self.glued(at));
        (lone && self.unit_end(digits + 2).is_none()).then_some(digits + 2)
    }

    /// Groups of digits that are no groups of thousands, seven digits or more in all.
    fn telephone(&self, at: usize) -> Option<usize> {
        let plus = self.sign(at) == Some('+') && self.glued(at + 1);
        let bracket = self.sign(at) == Some('(')
            && self.sign(at + 2) == Some(')')
            && self.chars(at + 1).len() >= 2;
        let start = at + usize::from(plus || bracket);
        if self.shape(start) != Some(Shape::Digits) {
            return None;
        }
        let (mut digits, mut end, mut groups) = (self.chars(start).len(), start + 1, 1);
        let mut thousands = digits <= 3 && self.chars(start)[0] != '0';
        let mut signs = false;
        while groups < 8 {
            let sign = self
                .sign(end)
                .is_some_and(|sign| matches!(sign, '-' | '.' | ')'))
                && (self.glued(end + 1) || self.sign(end) == Some(')'));
            if sign && thousands && groups > 1 && self.sign(end) == Some('.') {
                break;
            }
            let next = end + usize::from(sign);
            let glued = !sign || self.glued(end);
            if !glued || self.shape(next) != Some(Shape::Digits) {
                break;
            }
            let length = self.chars(next).len();
            thousands &= length == 3 && !(sign && self.sign(end) != Some('.'));
            (digits, end, groups) = (digits + length, next + 1, groups + 1);
            signs |= sign;
        }
        let whole_zero = groups == 1 && self.chars(start)[0] == '0' && digits >= 8;
        let several = groups > 1
            && digits >= 7
            && (!thousands || bracket)
            && (signs || self.chars(start).len() >= 3 || plus || bracket);
        let point = groups == 2 && self.sign(start + 1) == Some('.');
        let unit = self.unit_end(end).is_some() || self.times(end).is_some();
        ((plus && digits >= 7) || whole_zero || (several && !point && !unit)).then_some(end)
    }

    /// Letters with digits glued behind, "MAX300", unless the letters are a currency or a number.
    pub(super) fn model(&self, at: usize) -> Option<usize> {
        let shape = self.shape(at)?;
        if shape == Shape::Digits
            && !self.glued(at)
            && self.sign(at + 1) == Some('-')
            && self.glued(at + 1)
            && self.shape(at + 2) == Some(Shape::Word)
        {
            return None;
        }
        let joined = match self.sign(at + 1) {
            Some('-') => true,
            // "H.264", but not "up.5 GB".
            Some('.') => self.chars(at).len() == 1 && self.chars(at)[0].is_uppercase(),
            _ => false,
        };
        let digits = if joined && self.glued(at + 1) {
            at + 2
        } else {
            at + 1
        };
        let glued =
            shape == Shape::Word && self.glued(digits) && self.shape(digits) == Some(Shape::Digits);
        let known = |at: usize| {
            self.find(at, |meaning| match meaning {
                Meaning::Unit { before: true, .. } | Meaning::Day(_) => Some(()),
                _ => None,
            })
            .is_some()
        };
        if !glued || (digits == at + 1 && known(at)) {
            return None;
        }
        let hyphened = digits == at + 2;
        let capital = self.chars(at).iter().any(|c| c.is_uppercase());
        if hyphened && !capital {
            return None;
        }
        let over = |at: usize| {
            let inner = self
                .sign(at)
                .is_some_and(|sign| matches!(sign, '.' | '-' | '_'))
                && self.glued(at + 1)
                && matches!(self.shape(at + 1), Some(Shape::Digits | Shape::Word));
            !self.glued(at)
                || !(matches!(self.shape(at), Some(Shape::Digits | Shape::Word)) || inner)
        };
        Some(
            (digits + 1..self.text.tokens.len())
                .find(|&at| over(at))
                .unwrap_or(self.text.tokens.len()),
        )
    }

    /// "1st", "2nd".
    fn ordinal(&self, at: usize) -> Option<usize> {
        if self.shape(at) != Some(Shape::Digits) || !self.glued(at + 1) {
            return None;
        }
        self.is(at + 1, Meaning::Ordinal)
    }
}
