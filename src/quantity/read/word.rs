//! Values in words, without a number: free, unlimited, lifetime, next-day.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Parser, bounds};
use crate::quantity::interval::Interval;
use crate::quantity::lexicon::{Compare, Meaning};
use crate::quantity::token::Shape;
use crate::quantity::{Kind, Quantity, Value};

impl Parser<'_> {
    /// Free, unlimited, none, lifetime, next-day.
    pub(super) fn value_word(
        &self,
        at: usize,
        compare: Option<Compare>,
    ) -> Option<(usize, Quantity)> {
        let (end, (kind, value, unit)) = self.find(at, |meaning| match meaning {
            Meaning::Free if matches!(self.wanted, None | Some(Kind::Money)) => {
                Some((Kind::Money, Interval::exactly(Decimal::ZERO), None))
            }
            Meaning::Unlimited if !matches!(self.wanted, Some(Kind::Percent | Kind::Money)) => {
                Some((
                    self.wanted.unwrap_or(Kind::Number),
                    Interval::unlimited(),
                    None,
                ))
            }
            Meaning::None => Some((self.wanted?, Interval::exactly(Decimal::ZERO), None)),
            Meaning::Lifetime if matches!(self.wanted, None | Some(Kind::Duration)) => {
                Some((Kind::Duration, Interval::unlimited(), None))
            }
            Meaning::Share(share) if matches!(self.wanted, None | Some(Kind::Percent)) => {
                Some((Kind::Percent, Interval::exactly(share), None))
            }
            Meaning::Amount { amount, unit } => {
                let kind = self.lexicon.units[unit].kind;
                let fits = self.wanted.is_none_or(|wanted| wanted == kind);
                fits.then(|| (kind, Interval::exactly(amount), Some(unit)))
            }
            _ => None,
        })?;
        // "harassment-free", "free-standing".
        let behind = self.glued(at) && self.sign(at - 1) == Some('-');
        let before = kind == Kind::Money
            && self.sign(end) == Some('-')
            && self.glued(end)
            && self.glued(end + 1)
            && self.shape(end + 1) == Some(Shape::Word);
        let other = self.is(at, Meaning::Not).is_some_and(|not| not > end);
        if behind || before || other {
            return None;
        }
        if self.is(at, Meaning::None) == Some(end) && !self.stands_alone(at, end) {
            return None;
        }
        let unit = unit.map(|index| Arc::clone(&self.lexicon.units[index]));
        let value = if unit.is_some() {
            bounds::under(&value, compare)
        } else {
            value
        };
        let base = unit
            .as_ref()
            .map_or(Some(value), |unit| bounds::in_base(&value, unit))?;
        let per = if kind == Kind::Count {
            Some(self.per(end)?)
        } else {
            None
        };
        let (end, per) = per.map_or((end, None), |(end, per)| (end, Some(per)));
        let span = self.span(at, end);
        let quantity = Quantity {
            written: Some(value),
            unit,
            per,
            ..Quantity::new(span, kind, Value::Interval(base))
        };
        Some((end, quantity))
    }
}
