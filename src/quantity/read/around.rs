//! What stands around an amount: comparators before and behind, and a *per*.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::Parser;
use super::unit::Choice;
use crate::quantity::lexicon::{Compare, Meaning};
use crate::quantity::token::Shape;
use crate::quantity::{Kind, Rate};

/// What stands around an amount.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    pub(super) compare: Option<Compare>,
    pub(super) about: bool,
    pub(super) between: bool,
    pub(super) per: Option<Rate>,
    /// Whether it is counted by several units, of which `per` is one: "per person per day".
    pub(super) several: bool,
}

impl Around {
    /// Takes one more *per*; the time that an amount is counted by is kept before other units.
    pub(super) fn count_by(&mut self, rate: Rate) {
        let Some(kept) = &self.per else {
            self.per = Some(rate);
            return;
        };
        self.several |= kept.unit.id != rate.unit.id;
        if kept.unit.kind != Kind::Duration && rate.unit.kind == Kind::Duration {
            self.per = Some(rate);
        }
    }
}

impl Parser<'_> {
    /// Comparators and a leading *per* before `at`'s number.
    pub(super) fn leading(&self, at: usize) -> (usize, Around) {
        let mut around = Around::default();
        let mut start = at;
        for _ in 0..4 {
            let next = self.find(start, |meaning| match meaning {
                Meaning::Before(compare) => Some(Some(compare)),
                Meaning::Between => Some(None),
                _ => None,
            });
            start = match next {
                Some((_, None)) if around.between => break,
                Some((end, None)) => {
                    around.between = true;
                    end
                }
                Some((end, Some(Compare::About))) => {
                    around.about = true;
                    end
                }
                Some((end, Some(compare))) => {
                    around.compare = Some(compare);
                    end
                }
                None => match self.leading_per(start) {
                    Some((end, rate)) => {
                        around.count_by(rate);
                        if self.leading_per(end).is_some() {
                            end
                        } else {
                            self.allowance(end)
                        }
                    }
                    None => break,
                },
            };
        }
        (start, around)
    }

    /// Where the amount begins behind a leading *per*: 每人限购2件, "mỗi khách mua tối đa 2".
    fn allowance(&self, at: usize) -> usize {
        let Some(shape) = self
            .shape(at)
            .filter(|shape| matches!(shape, Shape::Word | Shape::Han))
        else {
            return at;
        };
        let mut starts = at..at + 5;
        let start = starts.find(|&start| self.opens(start) || self.shape(start) != Some(shape));
        start.filter(|&start| self.opens(start)).unwrap_or(at)
    }

    /// Whether a numeral stands at `at`, or a comparator.
    fn opens(&self, at: usize) -> bool {
        let compared = self.find(at, |meaning| {
            matches!(meaning, Meaning::Before(_)).then_some(())
        });
        self.shape(at) == Some(Shape::Digits) || compared.is_some()
    }

    fn leading_per(&self, at: usize) -> Option<(usize, Rate)> {
        let (end, choice) = match self.is(at, Meaning::PerLeading) {
            Some(of) => self.unit(of)?,
            // "Within a day" is a time by itself.
            None => self
                .adverb(at)
                .filter(|&(end, _)| self.opens(self.allowance(end)))?,
        };
        Some((end, self.rate(Decimal::ONE, choice)))
    }

    /// Comparators behind `at`, where they stand.
    pub(super) fn trailing(&self, at: usize, around: &mut Around) -> usize {
        let mut end = at;
        for _ in 0..2 {
            let next = self.find(end, |meaning| match meaning {
                Meaning::After(compare) => Some(compare),
                _ => None,
            });
            let Some((next_end, compare)) = next else {
                break;
            };
            if compare == Compare::About {
                around.about = true;
            } else {
                around.compare = Some(compare);
            }
            end = next_end;
        }
        end
    }

    /// Comparators behind what is counted: "30 apples or more", 30个苹果以上.
    pub(super) fn distant_trailing(&self, at: usize, around: &mut Around) -> usize {
        let longest = if self.shape(at) == Some(Shape::Han) {
            4
        } else {
            2
        };
        let noun = |at: &usize| {
            !self.text.is_known(*at) && matches!(self.shape(*at), Some(Shape::Word | Shape::Han))
        };
        let behind = at + (at..at + longest).take_while(noun).count();
        let end = self.trailing(behind, around);
        if end > behind { end } else { at }
    }

    /// A whole phrase for a *per*: "monthly".
    fn adverb(&self, at: usize) -> Option<(usize, Choice)> {
        let (end, index) = self.find(at, |meaning| match meaning {
            Meaning::Adverb(index) => Some(index),
            _ => None,
        })?;
        let choice = Choice {
            index,
            ambiguous: false,
        };
        Some((end, choice))
    }

    /// A *per* at `at`: "/month", "per 30 days", "monthly".
    pub(super) fn per(&self, at: usize) -> Option<(usize, Rate)> {
        let leads = || {
            self.leading_per(at)
                .is_some_and(|(end, _)| self.part(end).is_some())
        };
        if let Some((end, choice)) = self.adverb(at) {
            return (!leads()).then(|| (end, self.rate(Decimal::ONE, choice)));
        }
        let of = self.is(at, Meaning::Per)?;
        if leads() {
            return None;
        }
        if let Some((end, choice)) = self.unit(of) {
            return Some((end, self.rate(Decimal::ONE, choice)));
        }
        let number = self.number(of)?;
        let (end, choice) = self.unit(number.end)?;
        Some((end, self.rate(number.value, choice)))
    }

    /// A *per* behind what is counted: "30 GB of data every month", "50 phút gọi/tháng".
    pub(super) fn distant_per(&self, at: usize) -> Option<(usize, Rate)> {
        let shape = self
            .shape(at)
            .filter(|shape| matches!(shape, Shape::Word | Shape::Han))?;
        let gap = if shape == Shape::Han { 3 } else { 2 };
        let per = (at + 1..=at + gap).find(|&per| self.is(per, Meaning::Per).is_some())?;
        let plain =
            (at..per).all(|word| self.shape(word) == Some(shape) && !self.is_told_alone(word));
        let article =
            self.is(per, Meaning::Article).is_some() || self.is(per, Meaning::Weak).is_some();
        let (end, rate) = self.per(per)?;
        (plain && !article && rate.unit.kind == Kind::Duration).then_some((end, rate))
    }

    /// Whether a word that says something of its own begins at `at`.
    fn is_told_alone(&self, at: usize) -> bool {
        self.find(at, |meaning| {
            let own = matches!(
                meaning,
                Meaning::Before(_)
                    | Meaning::Free
                    | Meaning::Unlimited
                    | Meaning::And
                    | Meaning::Digit(_)
            );
            own.then_some(())
        })
        .is_some()
    }

    fn rate(&self, count: Decimal, choice: Choice) -> Rate {
        Rate {
            count,
            unit: Arc::clone(&self.lexicon.units[choice.index]),
        }
    }
}
