//! The value that texts give now, as a rules file writes it.

use std::cmp::Reverse;

use crate::extract::Statement;
use crate::quantity::{Comparison, Interval, Promised, Quantity, Sense, against_promise};
use crate::rules::Promise;

/// Texts that give more different values speak of different things.
const MOST_VALUES: usize = 3;

/// A value with the statements that agree with it and those that do not.
pub(super) struct Present<'s> {
    pub is: String,
    pub agreeing: Vec<&'s Statement>,
    pub others: Vec<&'s Statement>,
}

/// The value that most of the statements give, the first where several are as frequent.
///
/// `None` where nothing can be written that the tool reads as the same value, where the texts
/// give many, or where they speak of different subjects.
pub(super) fn present<'s>(promise: &Promise, values: &[&'s Statement]) -> Option<Present<'s>> {
    let kind = promise.value.as_ref()?.wanted();
    let subjects = values.iter().map(|value| &value.scope.named);
    let mut subjects: Vec<_> = subjects.filter(|named| !named.is_empty()).collect();
    subjects.dedup();
    if subjects.len() > 1 {
        return None;
    }
    let mut written: Vec<(String, Promised)> = Vec::new();
    for value in values.iter().filter_map(|value| value.value.as_ref()) {
        for text in in_rules(value) {
            let Ok(promised) = Promised::parse(&text, kind) else {
                continue;
            };
            if against_promise(&promised, value) != Comparison::Meets {
                continue;
            }
            if !written.iter().any(|(known, _)| *known == text) {
                written.push((text, promised));
            }
            break;
        }
    }
    if written.is_empty() || written.len() > MOST_VALUES {
        return None;
    }
    let agrees = |promised: &Promised, value: &Statement| {
        let value = value.value.as_ref();
        value.is_some_and(|value| against_promise(promised, value) == Comparison::Meets)
    };
    let count = |promised: &Promised| {
        values
            .iter()
            .filter(|value| agrees(promised, value))
            .count()
    };
    let best = written.iter().enumerate();
    let (_, (is, promised)) = best.min_by_key(|(at, (_, one))| (Reverse(count(one)), *at))?;
    let (agreeing, others) = values.iter().partition(|value| agrees(promised, value));
    Some(Present {
        is: is.clone(),
        agreeing,
        others,
    })
}

/// A quantity in the forms that a rules file may take, the likeliest first.
fn in_rules(quantity: &Quantity) -> Vec<String> {
    if quantity.ambiguous || quantity.approximate {
        return Vec::new();
    }
    let (Some(interval), Some(unit)) = (quantity.written, quantity.unit.as_ref()) else {
        return Vec::new();
    };
    let Some(number) = number(&interval) else {
        return Vec::new();
    };
    let per = match &quantity.per {
        Some(per) if per.count == rust_decimal::Decimal::ONE => format!(" per {}", per.unit.id),
        Some(_) => return Vec::new(),
        None => String::new(),
    };
    let plain = unit.id.replace('-', " ");
    let names = [format!("{plain}s"), plain, unit.id.clone()];
    names.map(|name| format!("{number} {name}{per}")).into()
}

/// The bounds in words.
fn number(interval: &Interval) -> Option<String> {
    let low = interval
        .low
        .map(|bound| (bound.least.normalize(), bound.open));
    let high = interval
        .high
        .map(|bound| (bound.least.normalize(), bound.open));
    match (interval.sense, low, high) {
        (Sense::AtLeast, Some((low, open)), _) => Some(format!(
            "{} {low}",
            if open { "more than" } else { "at least" }
        )),
        (Sense::AtMost, _, Some((high, open))) => Some(format!(
            "{} {high}",
            if open { "less than" } else { "at most" }
        )),
        (Sense::Within, _, Some((high, false))) => Some(high.to_string()),
        (_, Some((low, false)), Some((high, false))) if low == high => Some(low.to_string()),
        _ => None,
    }
}
