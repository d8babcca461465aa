//! Numbers in digits: which separator groups, which one starts the fraction.

use rust_decimal::Decimal;

use super::Parser;
use crate::quantity::token::Shape;

/// A number in digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Literal {
    pub(super) end: usize,
    pub(super) value: Decimal,
    /// The value if the one separator groups digits instead of starting a fraction.
    pub(super) grouped: Option<Decimal>,
    /// How many digits, when they stand without separators.
    pub(super) plain: Option<usize>,
}

/// More groups than this are no number.
const GROUPS: usize = 12;

impl Parser<'_> {
    /// The number in digits at `at`; `.5` too.
    pub(super) fn literal(&self, at: usize) -> Option<Literal> {
        if self.sign(at) == Some('.') {
            let open = !self.glued(at) || self.sign(at - 1).is_some_and(|sign| sign != '.');
            let fraction = self.glued(at + 1) && self.shape(at + 1) == Some(Shape::Digits);
            let value = (open && fraction)
                .then(|| self.decimal(&[], at + 1))
                .flatten()?;
            return Some(Literal {
                end: at + 2,
                value,
                grouped: None,
                plain: None,
            });
        }
        if self.shape(at) != Some(Shape::Digits) {
            return None;
        }
        let (separators, groups) = self.groups(at);
        let end = at + 2 * separators.len() + 1;
        let whole = |separators: usize| {
            let value = self.joined((0..=separators).map(|group| at + 2 * group))?;
            Some(Literal {
                end: at + 2 * separators + 1,
                value,
                grouped: None,
                plain: None,
            })
        };
        let Some(&last) = separators.last() else {
            if let Some(spaced) = self.spaced_groups(at) {
                return Some(spaced);
            }
            let literal = whole(0)?;
            return Some(Literal {
                plain: Some(groups[0]),
                ..literal
            });
        };
        let count = separators.len();
        let first = separators[0];
        let same = separators.iter().all(|&separator| separator == first);
        let threes = groups[0] <= 3 && groups[1..].iter().all(|&digits| digits == 3);
        let leading_zero = self.chars(at)[0] == '0';
        if same && count > 1 {
            let indian =
                first == ',' && groups[count] == 3 && groups[1..count].iter().all(|&d| d == 2);
            return if threes || indian {
                whole(count)
            } else {
                whole(0)
            };
        }
        if same {
            let decimal = self.decimal(&[at], at + 2)?;
            let plain = Literal {
                end,
                value: decimal,
                grouped: None,
                plain: None,
            };
            if !threes || leading_zero {
                return Some(plain);
            }
            let grouped = whole(1)?;
            return Some(if last == self.settings.group {
                grouped
            } else {
                Literal {
                    grouped: Some(grouped.value),
                    ..plain
                }
            });
        }
        let before = &separators[..count - 1];
        let grouping = groups[0] <= 3
            && before.iter().all(|&separator| separator == first)
            && groups[1..count]
                .iter()
                .all(|&digits| digits == 3 || (first == ',' && digits == 2));
        if grouping && last != first {
            let whole: Vec<_> = (0..count).map(|group| at + 2 * group).collect();
            let value = self.decimal(&whole, at + 2 * count)?;
            return Some(Literal {
                end,
                value,
                grouped: None,
                plain: None,
            });
        }
        whole(0)
    }

    /// Whether the digits at `at` are parts of a version or an address: two points or more that
    /// group nothing. Gives their end.
    pub(super) fn dotted(&self, at: usize) -> Option<usize> {
        let (separators, groups) = self.groups(at);
        let points = separators
            .iter()
            .filter(|&&separator| separator == '.')
            .count();
        let threes = groups.first().is_some_and(|&first| first <= 3)
            && groups[1..].iter().all(|&digits| digits == 3);
        let dotted = points >= 2 && points == separators.len() && !threes;
        dotted.then_some(at + 2 * separators.len() + 1)
    }

    /// The separators that glue runs of digits together, and the lengths of the runs.
    fn groups(&self, at: usize) -> (Vec<char>, Vec<usize>) {
        let mut separators = Vec::new();
        let mut groups = vec![self.chars(at).len()];
        let mut next = at + 1;
        while separators.len() < GROUPS {
            let separator = match self.sign(next) {
                Some(sign @ ('.' | ',')) if self.glued(next) && self.glued(next + 1) => sign,
                _ => break,
            };
            if self.shape(next + 1) != Some(Shape::Digits) {
                break;
            }
            separators.push(separator);
            groups.push(self.chars(next + 1).len());
            next += 2;
        }
        (separators, groups)
    }

    /// "1 234 567.89": groups of three set apart by single spaces.
    fn spaced_groups(&self, at: usize) -> Option<Literal> {
        let first = self.chars(at);
        let mut end = at + 1;
        while end < at + GROUPS
            && self.shape(end) == Some(Shape::Digits)
            && self.chars(end).len() == 3
        {
            let gap = self.token(end)?.start - self.token(end - 1)?.end;
            if gap != 1 {
                break;
            }
            end += 1;
        }
        if end == at + 1
            || first.len() > 3
            || first[0] == '0'
            || self.shape(end) == Some(Shape::Digits)
        {
            return None;
        }
        let whole: Vec<_> = (at..end).collect();
        let fraction = self.sign(end) == Some(self.settings.decimal)
            && self.glued(end)
            && self.glued(end + 1)
            && self.shape(end + 1) == Some(Shape::Digits);
        let (end, value) = if fraction {
            (end + 2, self.decimal(&whole, end + 1)?)
        } else {
            (end, self.joined(whole.into_iter())?)
        };
        Some(Literal {
            end,
            value,
            grouped: None,
            plain: None,
        })
    }

    fn joined(&self, tokens: impl Iterator<Item = usize>) -> Option<Decimal> {
        let mut digits = String::new();
        for token in tokens {
            push_digits(&mut digits, self.chars(token))?;
        }
        digits.parse().ok()
    }

    /// The digits of the tokens `whole`, a point, and the digits of the token `fraction`.
    fn decimal(&self, whole: &[usize], fraction: usize) -> Option<Decimal> {
        let mut digits = String::from(if whole.is_empty() { "0" } else { "" });
        for &token in whole {
            push_digits(&mut digits, self.chars(token))?;
        }
        digits.push('.');
        push_digits(&mut digits, self.chars(fraction))?;
        digits.parse().ok()
    }
}

/// `None` where the number would be longer than a decimal holds.
fn push_digits(digits: &mut String, chars: &[char]) -> Option<()> {
    if digits.len() + chars.len() > 29 {
        return None;
    }
    digits.extend(chars);
    Some(())
}
