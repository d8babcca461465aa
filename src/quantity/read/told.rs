//! Whether an amount is told as one: a bare number may be a name, a year or an article.

use rust_decimal::Decimal;

use super::Parser;
use super::amount::Amount;
use super::around::Around;
use super::number::Number;
use crate::quantity::lexicon::Compare;
use crate::quantity::token::Shape;

impl Parser<'_> {
    /// Whether letters are glued to the end of what was read: "24703L".
    pub(super) fn is_debris(&self, end: usize) -> bool {
        self.glued_word(end) && matches!(self.shape(end - 1), Some(Shape::Digits | Shape::Word))
    }

    pub(super) fn glued_word(&self, at: usize) -> bool {
        self.glued(at) && self.shape(at) == Some(Shape::Word)
    }

    /// Whether what was read is told as a quantity, not a name, a year or an article.
    pub(super) fn is_told(
        &self,
        at: usize,
        start: usize,
        amount: &Amount,
        around: &Around,
    ) -> bool {
        let number = &amount.first;
        let complement = amount
            .unit
            .is_some_and(|choice| self.lexicon.units[choice.index].complement);
        if complement && number.value == Decimal::TEN {
            return false;
        }
        if amount.unit.is_some() || around.per.is_some() {
            return true;
        }
        let compound = self.sign(amount.end) == Some('-')
            && self.glued(amount.end)
            && self.glued(amount.end + 1)
            && self.shape(amount.end + 1) == Some(Shape::Word)
            && self.number(amount.end + 1).is_none();
        if compound {
            // "two-tier", "zero-tolerance".
            return false;
        }
        if number.weak && !amount.range {
            return self.stands_alone(start, amount.end);
        }
        let compared = around
            .compare
            .is_some_and(|compare| compare != Compare::From)
            || amount.range;
        if compared || number.scaled {
            return true;
        }
        let year = number.plain == Some(4)
            && (Decimal::from(1900)..=Decimal::from(2100)).contains(&number.value);
        let zero_led = number.plain.is_some_and(|digits| digits > 1) && self.chars(start)[0] == '0';
        !year && !zero_led && !self.follows_name(at, number)
    }

    /// "iPhone 15", "Galaxy Tab 9": a capital inside a sentence right before bare digits.
    fn follows_name(&self, at: usize, number: &Number) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let chars = self.chars(before);
        let capital =
            self.shape(before) == Some(Shape::Word) && chars.iter().any(|c| c.is_uppercase());
        let inner = chars.iter().skip(1).any(|c| c.is_uppercase());
        let opens = before == 0
            || self
                .sign(before - 1)
                .is_some_and(|sign| !matches!(sign, ',' | '-' | '/'));
        number.plain.is_some() && capital && (inner || !opens)
    }

    /// Whether only signs stand around the tokens `start..end`.
    pub(super) fn stands_alone(&self, start: usize, end: usize) -> bool {
        let open = |at: usize| self.shape(at).is_none_or(|shape| shape == Shape::Sign);
        (start == 0 || open(start - 1)) && open(end)
    }

    pub(super) fn glued_end(&self, at: usize) -> usize {
        (at..self.text.tokens.len())
            .find(|&at| !self.glued(at) || self.shape(at) == Some(Shape::Han))
            .unwrap_or(self.text.tokens.len())
    }
}
