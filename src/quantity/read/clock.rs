//! Times of day: "9:30 pm", 8h30, 上午9点半, noon.

use super::Parser;
use crate::quantity::interval::Interval;
use crate::quantity::lexicon::Meaning;
use crate::quantity::token::Shape;
use crate::quantity::{Kind, Quantity, Value};

/// A time of day as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) end: usize,
    /// Minutes after midnight, before `half` is applied.
    pub(super) minutes: u16,
    pub(super) half: Option<Half>,
    /// Whether a colon, minutes, or a word mark it as a time; an hour alone may be a number.
    pub(super) marked: bool,
    /// Whether the mark alone could also be a unit: 8h.
    pub(super) unit_like: bool,
}

/// Half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Before,
    After,
}

const NOON: u16 = 12 * 60;

impl Clock {
    /// Minutes after midnight, under `half` where the time names none.
    pub(super) fn at(&self, half: Option<Half>) -> u16 {
        match self.half.or(half) {
            Some(Half::After) if self.minutes < NOON => self.minutes + NOON,
            Some(Half::Before) if (NOON..NOON + 60).contains(&self.minutes) => self.minutes - NOON,
            _ => self.minutes,
        }
    }
}

impl Parser<'_> {
    /// The time of day at `at`; an hour alone counts, unmarked.
    pub(super) fn clock(&self, at: usize) -> Option<Clock> {
        if let Some((end, minutes)) = self.find(at, |meaning| match meaning {
            Meaning::Time(minutes) => Some(minutes),
            _ => None,
        }) {
            return Some(Clock {
                end,
                minutes,
                half: None,
                marked: true,
                unit_like: false,
            });
        }
        let before = self.half(at);
        let start = before.map_or(at, |(end, _)| end);
        let (mut end, hour) = self.hour(start)?;
        let mut minutes = hour * 60;
        let mut clock = Clock {
            end,
            minutes,
            half: before.map(|(_, half)| half),
            marked: before.is_some(),
            unit_like: false,
        };
        if self.sign(end) == Some(':')
            && self.glued(end)
            && self.glued(end + 1)
            && self.chars(end + 1).len() == 2
        {
            minutes += self.minute_value(end + 1)?;
            end += 2;
            clock.marked = true;
            if self.sign(end) == Some(':') && self.glued(end + 1) && self.small(end + 1).is_some() {
                end += 2;
            }
        } else if self.sign(end) == Some('.')
            && self.glued(end + 1)
            && self.chars(end + 1).len() == 2
            && self.half(end + 2).is_some()
        {
            minutes += self.minute_value(end + 1)?;
            end += 2;
        }
        if let Some(marked) = self.is(end, Meaning::OClock) {
            let alone = minutes == hour * 60 && !clock.marked;
            clock.unit_like = alone && self.unit_end(end).is_some();
            clock.marked = true;
            end = marked;
            if let Some((minute_end, value)) =
                self.minutes_after(end).filter(|_| minutes == hour * 60)
            {
                minutes += value;
                // "2 giờ 30 phút" may be a time or a duration, "8h30" is a time.
                clock.unit_like &= self.unit_end(minute_end - 1).is_some()
                    || self.shape(minute_end - 1) != Some(Shape::Digits);
                end = minute_end;
            }
        }
        // In 早九晚六 the second half of the day belongs to the hour behind it.
        let next = before.is_some() && self.half_before(end).is_some();
        // "2 đêm" and 2晚 are nights.
        let counted = |half_end: usize| !clock.marked && self.unit_end(end) == Some(half_end);
        let half = self
            .half(end)
            .filter(|&(half_end, _)| !next && !counted(half_end));
        if let Some((half_end, half)) = half {
            clock.half = Some(half);
            clock.marked = true;
            clock.unit_like = false;
            end = half_end;
        }
        if self.glued(end)
            && self.shape(end) == Some(Shape::Word)
            && self.shape(end - 1) == Some(Shape::Digits)
        {
            return None;
        }
        (minutes <= 24 * 60).then_some(Clock {
            end,
            minutes,
            ..clock
        })
    }

    fn hour(&self, at: usize) -> Option<(usize, u16)> {
        if self.shape(at) == Some(Shape::Digits) {
            let hour = self
                .small(at)
                .filter(|&hour| hour <= 24 && self.chars(at).len() <= 2)?;
            return Some((at + 1, hour as u16));
        }
        let (end, first) = self.hour_word(at)?;
        let ten = |at: usize| {
            self.find(at, |meaning| match meaning {
                Meaning::Times(times) if times == rust_decimal::Decimal::TEN => Some(()),
                _ => None,
            })
        };
        let Some((end, ())) = (if first == 10 {
            Some((end, ()))
        } else {
            ten(end)
        }) else {
            return Some((end, first));
        };
        let tens = if first == 10 { 10 } else { first * 10 };
        let (end, one) = self
            .hour_word(end)
            .filter(|(_, one)| *one < 10)
            .unwrap_or((end, 0));
        (tens + one <= 24).then_some((end, tens + one))
    }

    fn hour_word(&self, at: usize) -> Option<(usize, u16)> {
        self.find(at, |meaning| match meaning {
            Meaning::Digit(value) | Meaning::Value(value) if value <= 12 => Some(value as u16),
            Meaning::Times(times) if times == rust_decimal::Decimal::TEN => Some(10),
            _ => None,
        })
    }

    fn minute_value(&self, at: usize) -> Option<u16> {
        self.small(at)
            .filter(|&minute| minute < 60)
            .map(|minute| minute as u16)
    }

    /// Minutes behind "8h" or 九点: digits with or without a word, half, a quarter.
    fn minutes_after(&self, at: usize) -> Option<(usize, u16)> {
        if let Some(end) = self
            .is(at, Meaning::AndHalf)
            .or_else(|| self.is(at, Meaning::Half))
        {
            return Some((end, 30));
        }
        let value = self
            .minute_value(at)
            .filter(|_| self.chars(at).len() == 2)?;
        let worded = self.is(at + 1, Meaning::Minute);
        let bare = self.glued(at) && !self.is_number_or_unit(at + 1);
        worded.or(bare.then_some(at + 1)).map(|end| (end, value))
    }

    fn half(&self, at: usize) -> Option<(usize, Half)> {
        self.find(at, |meaning| match meaning {
            Meaning::Am => Some(Half::Before),
            Meaning::Pm => Some(Half::After),
            _ => None,
        })
    }

    /// The half of the day that a word at `at` names for the hour behind it: 早九.
    pub(super) fn half_before(&self, at: usize) -> Option<Half> {
        let (end, half) = self.half(at)?;
        self.hour(end).map(|_| half)
    }

    /// Whether the point at `at` is that of a clock: 9点30分, 九点半.
    pub(super) fn clock_follows(&self, at: usize) -> bool {
        self.is(at, Meaning::OClock)
            .and_then(|end| {
                self.minutes_after(end)
                    .or_else(|| self.is(end, Meaning::Half).map(|end| (end, 30)))
            })
            .is_some_and(|(end, _)| {
                self.is(end - 1, Meaning::Minute).is_some()
                    || self.is(end - 1, Meaning::Half).is_some()
            })
    }

    /// A marked time of day that stands for itself: stepped over unless asked for.
    pub(super) fn time_of_day(&self, at: usize) -> Option<(usize, Option<Quantity>)> {
        let clock = self.clock(at).filter(|clock| clock.marked)?;
        let named = self.shape(at) != Some(Shape::Digits) && clock.half.is_none();
        let sided = self.is(clock.end, Meaning::HourSide).is_some();
        if (clock.unit_like || named) && !sided && self.wanted != Some(Kind::TimeOfDay) {
            return None;
        }
        let seconds = rust_decimal::Decimal::from(clock.at(None)) * rust_decimal::Decimal::from(60);
        let value = Interval::exactly(seconds);
        let told = matches!(self.wanted, None | Some(Kind::TimeOfDay));
        let quantity = Quantity {
            written: Some(value),
            ..Quantity::new(
                self.span(at, clock.end),
                Kind::TimeOfDay,
                Value::Interval(value),
            )
        };
        Some((clock.end, told.then_some(quantity)))
    }
}
