//! Numbers that are names by the words beside them: sections, streets, telephones, sources.

use rust_decimal::Decimal;

use super::Parser;
use super::skip::LONGEST;
use crate::quantity::Kind;
use crate::quantity::lexicon::Meaning;
use crate::quantity::token::Shape;

/// Words that may stand between a house number and its street.
const STREET: usize = 4;

impl Parser<'_> {
    /// A number that is a name: "section 14", "step 2", 第三, "hotline 18001091", "#1".
    pub(super) fn labelled(&self, at: usize) -> Option<usize> {
        if self.sign(at) == Some('#')
            && self.shape(at + 1) == Some(Shape::Digits)
            && self.glued(at + 1)
        {
            return Some(at + 2);
        }
        if let Some(end) = self.is(at, Meaning::Phone) {
            let number = (end..end + 4).find(|&next| self.shape(next) == Some(Shape::Digits))?;
            let call = self.chars(number).len() >= 3
                && self.unit_end(number + 1).is_none()
                && self.times(number + 1).is_none();
            let mut end = number + 1;
            while end < number + LONGEST
                && (self.shape(end) == Some(Shape::Digits)
                    || (self.sign(end).is_some_and(|c| matches!(c, '-' | '.'))
                        && self.glued(end + 1)
                        && self.shape(end + 1) == Some(Shape::Digits)))
            {
                end += 1;
            }
            let grouped = self.sign(number + 1) == Some(',');
            return (call && !grouped).then_some(end);
        }
        if let Some(end) = self.label(at) {
            let end = end
                + usize::from(
                    self.sign(end)
                        .is_some_and(|sign| matches!(sign, '.' | '#' | ':')),
                );
            if self.shape(end) == Some(Shape::Digits) {
                let parts = (end + 1..end + LONGEST).step_by(2);
                let more = |next: usize| {
                    self.sign(next)
                        .is_some_and(|sign| matches!(sign, '.' | ',' | '-' | '–' | '/'))
                        && self.shape(next + 1) == Some(Shape::Digits)
                        && self.glued(next + 1)
                };
                let last = parts
                    .into_iter()
                    .find(|&next| !more(next))
                    .unwrap_or(end + 1);
                if self.is_amount(at, last) {
                    return None;
                }
                let glued = self.glued(last) && self.shape(last) == Some(Shape::Word);
                return Some(self.label_list(if glued { last + 1 } else { last }));
            }
            let number = self.number(end)?;
            return (!self.is_amount(at, number.end)).then_some(number.end);
        }
        let label = self.is(at, Meaning::YearLabel)?;
        let number = self.small(label)?;
        let year = (1900..=2100).contains(&number) && self.chars(label).len() == 4;
        let after = label + 1;
        let counted = self.unit_end(after).is_some()
            || self.times(after).is_some()
            || self
                .sign(after)
                .is_some_and(|sign| matches!(sign, '.' | ',' | '/' | '%'))
                && self.glued(after + 1);
        (year || !counted).then_some(after)
    }

    /// The end of more numbers behind a labelled one: "Sections 1, 2.4 and 5".
    fn label_list(&self, at: usize) -> usize {
        let mut end = at;
        for _ in 0..LONGEST {
            let and = self
                .is(end, Meaning::DayAnd)
                .or_else(|| self.is(end, Meaning::Join));
            let Some(next) = and.map(|and| self.is(and, Meaning::DayAnd).unwrap_or(and)) else {
                break;
            };
            let Some(number) = self.literal(next) else {
                break;
            };
            if self.unit_end(number.end).is_some() || self.times(number.end).is_some() {
                break;
            }
            end = number.end;
        }
        end
    }

    /// The end of the label at `at`, unless it is a part of a longer word that began before:
    /// "khoản" in "tài khoản".
    fn label(&self, at: usize) -> Option<usize> {
        let end = self
            .is(at, Meaning::Nth)
            .or_else(|| self.is(at, Meaning::Label))?;
        let inside = (at.saturating_sub(3)..at).any(|start| self.text.covers(start, end));
        (!inside).then_some(end)
    }

    /// Whether the number that ends at `end`, behind the label at `at`, is an amount for its unit.
    ///
    /// Things are named by numbers ("tier 2 customers"), and years and days begin a date
    /// ("điều 5 năm 2020").
    fn is_amount(&self, at: usize, end: usize) -> bool {
        let Some((unit_end, choice)) = self
            .unit(end)
            .filter(|_| self.is(at, Meaning::Nth).is_none())
        else {
            return false;
        };
        let letter = self.shape(end) == Some(Shape::Word) && self.chars(end).len() == 1;
        let initial = letter && self.chars(end)[0].is_ascii() && !self.glued(end);
        let date = self.shape(unit_end) == Some(Shape::Digits);
        self.lexicon.units[choice.index].kind != Kind::Count && !initial && !date
    }

    /// The number of a house: "12 Main Street", "123 đường Lê Lợi".
    fn house(&self, at: usize) -> Option<usize> {
        let named =
            |at: usize| self.shape(at) == Some(Shape::Word) && self.chars(at)[0].is_uppercase();
        let end = at + 1 + usize::from(self.glued(at + 1) && named(at + 1));
        let street = |at: usize| self.is(at, Meaning::Street).is_some();
        // The word for a street right behind the number has its name behind it.
        let leads = |at: usize| {
            let name = self.is(at, Meaning::Street);
            name.is_some_and(|name| named(name) || self.shape(name) == Some(Shape::Digits))
        };
        (end..end + STREET)
            .take_while(|&word| word == end || named(word - 1))
            .any(|word| leads(word) || (street(word) && word > end && named(word)))
            .then_some(end)
    }

    /// A house number is stepped over, unless it is long or has a unit.
    pub(super) fn street(&self, at: usize) -> Option<usize> {
        let short = self.shape(at) == Some(Shape::Digits) && self.chars(at).len() <= 5;
        let end = self.house(at).filter(|_| short)?;
        let counted = self.unit_end(at + 1).is_some() || self.times(at + 1).is_some();
        (!counted).then_some(end)
    }

    /// A source and its numbers: "48 C.F.R. 52.203", "17 USC § 107".
    pub(super) fn cited(&self, at: usize) -> Option<usize> {
        if self.shape(at) != Some(Shape::Digits) {
            return None;
        }
        let end = self.is(at + 1, Meaning::Source)?;
        let named = |at: &usize| {
            matches!(self.shape(*at), Some(Shape::Sign | Shape::Digits))
                && self
                    .sign(*at)
                    .is_none_or(|sign| matches!(sign, '§' | '.' | '-' | '–'))
        };
        Some(end + (end..end + LONGEST).take_while(named).count())
    }

    /// A share of things in small numbers: "1 in 4 people".
    pub(super) fn among(&self, at: usize) -> Option<usize> {
        let few = self.small_number(at)?;
        let of = self.is(few.0, Meaning::Among)?;
        let (end, all) = self.small_number(of)?;
        if few.1 >= all {
            return None;
        }
        match self.unit(end) {
            Some((end, choice)) => {
                (self.lexicon.units[choice.index].kind == Kind::Count).then_some(end)
            }
            None => self.times(end).is_none().then_some(end),
        }
    }

    /// One more of a kind, which takes no time: "a second line".
    pub(super) fn another(&self, at: usize) -> Option<usize> {
        let end = self.is(at, Meaning::Another)?;
        let named = self.shape(end) == Some(Shape::Word);
        (named && self.is(end, Meaning::Measured).is_none()).then_some(end)
    }

    /// A number below a hundred, in digits or words.
    fn small_number(&self, at: usize) -> Option<(usize, Decimal)> {
        match self.small(at) {
            Some(value) => {
                (value < 100 && !self.glued(at + 1)).then(|| (at + 1, Decimal::from(value)))
            }
            None => self.numerator(at),
        }
    }
}
