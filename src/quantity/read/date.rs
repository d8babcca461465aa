//! Days of the calendar: 30/4, 2026-01-31, "May 4th, 2026", 5月1日.

use jiff::civil::Date;

use super::Parser;
use crate::quantity::lexicon::Meaning;
use crate::quantity::token::Shape;
use crate::quantity::{Kind, Quantity, Value};

/// Year, month and day; a year that is not written is absent.
type Parts = (Option<i16>, u32, u32);

impl Parser<'_> {
    /// The date at `at`; a quantity only where dates, with a year, are asked for.
    pub(super) fn date(&self, at: usize) -> Option<(usize, Option<Quantity>)> {
        let (end, (year, month, day)) = self
            .numeric(at)
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.worded(at))?;
        let date = year.and_then(|year| {
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        });
        let asked = self.wanted == Some(Kind::Date);
        let quantity = date
            .filter(|_| asked)
            .map(|date| Quantity::new(self.span(at, end), Kind::Date, Value::Date(date)));
        Some((end, quantity))
    }

    /// Whether two numbers with a slash at `at` are a day and a month.
    pub(super) fn is_slash_date(&self, at: usize) -> bool {
        let (Some(first), Some(second)) = (self.small(at), self.small(at + 2)) else {
            return false;
        };
        let vulgar = matches!((first, second), (1 | 3, 4) | (1 | 2, 3) | (1, 2));
        let day_month = (1..=31).contains(&first) && (1..=12).contains(&second);
        let month_day = (1..=12).contains(&first) && (13..=31).contains(&second);
        if self.settings.slash_is_date {
            day_month && !vulgar
        } else {
            month_day && first > 1
        }
    }

    fn numeric(&self, at: usize) -> Option<(usize, Parts)> {
        let a = self
            .small(at)
            .filter(|_| !self.glued(at) || self.shape(at - 1) != Some(Shape::Word))?;
        let separator = self
            .sign(at + 1)
            .filter(|sign| matches!(sign, '/' | '-' | '.'))?;
        if !self.glued(at + 1) || !self.glued(at + 2) {
            return None;
        }
        let year_behind = self.chars(at + 2).len() == 4 && separator == '/';
        if year_behind && (1..=12).contains(&a) {
            let year = self
                .small(at + 2)
                .filter(|year| (1900..=2100).contains(year))?;
            return Some((at + 3, (i16::try_from(year).ok(), a, 1)));
        }
        let b = self
            .small(at + 2)
            .filter(|_| self.chars(at + 2).len() <= 2)?;
        let third =
            (self.sign(at + 3) == Some(separator) && self.glued(at + 3) && self.glued(at + 4))
                .then(|| self.small(at + 4))
                .flatten();
        let long = |token: usize| self.chars(token).len() == 4;
        let more =
            self.sign(at + 5) == Some(separator) && self.shape(at + 6) == Some(Shape::Digits);
        match third {
            Some(c) if !more && long(at) => is_day(b, c).then_some((at + 5, (year(a), b, c))),
            Some(c)
                if !more
                    && (long(at + 4) || (self.chars(at + 4).len() == 2 && separator == '/')) =>
            {
                let (day, month) = if b > 12 { (b, a) } else { (a, b) };
                is_day(month, day).then_some((at + 5, (year(c), month, day)))
            }
            None if separator == '/' && self.is_slash_date(at) && self.chars(at).len() <= 2 => {
                let (day, month) = if b > 12 { (b, a) } else { (a, b) };
                let unit = self.unit_end(at + 3).is_some();
                (is_day(month, day) && !unit).then_some((at + 3, (None, month, day)))
            }
            _ => None,
        }
    }

    fn month(&self, at: usize) -> Option<(usize, u32)> {
        self.find(at, |meaning| match meaning {
            Meaning::Month(month) => Some(u32::from(month)),
            _ => None,
        })
    }

    /// "May 4th, 2026".
    fn month_first(&self, at: usize) -> Option<(usize, Parts)> {
        let (end, month) = self.month(at)?;
        let end = if self.sign(end) == Some('.') {
            end + 1
        } else {
            end
        };
        let day = self
            .small(end)
            .filter(|&day| (1..=31).contains(&day) && self.chars(end).len() <= 2);
        let Some(day) = day else {
            let year = self.small(end).filter(|_| self.chars(end).len() == 4)?;
            return Some((end + 1, (Some(year as i16), month, 1)));
        };
        let end = self.is(end + 1, Meaning::Ordinal).unwrap_or(end + 1);
        if self.unit_end(end).is_some() {
            return None;
        }
        let (end, year) = self.year_after(end);
        Some((end, (year, month, day)))
    }

    /// "4 May 2026", "4th of May".
    fn day_first(&self, at: usize) -> Option<(usize, Parts)> {
        let day = self
            .small(at)
            .filter(|&day| (1..=31).contains(&day) && self.chars(at).len() <= 2)?;
        let end = self.is(at + 1, Meaning::Ordinal).unwrap_or(at + 1);
        let of = self.month(end).or_else(|| {
            if end < self.text.tokens.len() {
                self.month(end + 1)
            } else {
                None
            }
        });
        let (month_end, month) = of.filter(|&(_, _)| self.month(end).is_some() || end > at + 1)?;
        let (end, year) = self.year_after(month_end);
        Some((end, (year, month, day)))
    }

    fn year_after(&self, at: usize) -> (usize, Option<i16>) {
        let year_at = at + usize::from(self.sign(at) == Some(','));
        match self
            .small(year_at)
            .filter(|year| (1900..=2100).contains(year) && self.chars(year_at).len() == 4)
        {
            Some(year) => (year_at + 1, Some(year as i16)),
            None => (at, None),
        }
    }

    /// Whether the part of a date at `at` counts no days: 3月 is March, 3日 may be three days.
    fn is_month_part(&self, at: usize) -> bool {
        let month = rust_decimal::Decimal::from(28 * 86_400);
        let unit = self.find(at, |meaning| match meaning {
            Meaning::Unit { index, .. } => Some(&self.lexicon.units[index]),
            _ => None,
        });
        unit.is_none_or(|(_, unit)| {
            unit.kind == Kind::Duration
                && unit.base.0 >= month
                && unit.base.0 < month * rust_decimal::Decimal::TEN
        })
    }

    /// Numbers each with the name of its part: 2026年5月1日, "ngày 30 tháng 4 năm 2026".
    fn worded(&self, at: usize) -> Option<(usize, Parts)> {
        let mut end = at;
        let mut numbers = Vec::new();
        let leading = self.is(at, Meaning::YearLabel).is_some();
        for _ in 0..3 {
            let part = if leading {
                self.is(end, Meaning::YearLabel)
                    .and_then(|of| Some((of + 1, self.small(of)?)))
            } else {
                self.small(end)
                    .and_then(|number| Some((self.is(end + 1, Meaning::DatePart)?, number)))
            };
            let Some((next, number)) = part else { break };
            numbers.push(number);
            end = next;
        }
        if leading {
            numbers.reverse();
        }
        let parts = match numbers[..] {
            [y, month, day] if y > 31 && is_day(month, day) => (year(y), month, day),
            [y, month] if y > 1900 && is_day(month, 1) => (year(y), month, 1),
            [month, day] if is_day(month, day) => (None, month, day),
            [month] if !leading && is_day(month, 1) && self.is_month_part(at + 1) => {
                (None, month, 1)
            }
            [y] if !leading && (1900..=2100).contains(&y) => (year(y), 1, 1),
            _ => return None,
        };
        let counted = self.unit_end(end).is_some() && leading;
        (!counted).then_some((end, parts))
    }
}

fn is_day(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn year(written: u32) -> Option<i16> {
    let full = if written < 100 {
        2000 + written
    } else {
        written
    };
    i16::try_from(full)
        .ok()
        .filter(|year| (1000..=9999).contains(year))
}
