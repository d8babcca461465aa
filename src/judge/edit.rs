//! The edit of a text that ends a finding: the promised number, or a sentence that the promise's
//! owner approved.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::extract::{Place, Role, Sentence, Statement};
use crate::quantity::{Bound, Interval, Quantity, Sense};
use crate::text::{Position, Span};

use super::Case;
use super::case::Others;
use super::finding::{Fix, Verdict};
use super::value;

/// The edit, where there is one that leaves nothing to decide.
pub(super) fn fix(
    case: &Case,
    verdict: Verdict,
    statement: &Statement,
    others: &Others,
) -> Option<Fix> {
    // A file without lines is no text that can be edited in place.
    if statement.place.unit.is_some() {
        return None;
    }
    match verdict {
        Verdict::Contradicted if statement.role == Role::Value => {
            let told = statement.value.as_deref()?;
            if let Some((_, promised)) = value::compare(case, statement) {
                return number(&statement.place, told, promised.quantity(), true);
            }
            // Which of the two texts is right, nobody has said.
            let other = others.nearest.first()?.value.as_deref()?;
            number(&statement.place, told, other, false)
        }
        Verdict::Contradicted | Verdict::Eroded | Verdict::Undisclosed => {
            let approved = case.promise.approved_in(&statement.language)?;
            let safe = statement.role == Role::Claim && verdict != Verdict::Contradicted;
            sentence(&statement.place, approved, safe)
        }
        _ => None,
    }
}

/// The wanted number in place of the only one that the text has, in the same unit.
fn number(place: &Place, told: &Quantity, wanted: &Quantity, safe: bool) -> Option<Fix> {
    let unit = |quantity: &Quantity| quantity.unit.as_ref().map(|unit| unit.id.clone());
    let settled = !told.ambiguous && !told.approximate && !wanted.ambiguous;
    if !settled || unit(told) != unit(wanted) || told.per != wanted.per {
        return None;
    }
    let wanted = committed(wanted.written.as_ref()?)?.normalize();
    let text = place.text();
    let is_digit = |c: char| c.is_ascii_digit();
    let start = text.find(is_digit)?;
    let digits = &text[start..];
    let end = start + digits.find(|c| !is_digit(c)).unwrap_or(digits.len());
    // Grouped digits and fractions follow the language, and a second number is another bound.
    let alone = !text[end..].contains(|c: char| c.is_numeric())
        && !text[..start].contains(|c: char| c.is_numeric());
    let is_whole = text[start..end].parse::<Decimal>().ok() == told.number;
    if !alone || !is_whole || wanted.scale() > 0 || wanted < Decimal::ZERO {
        return None;
    }
    let span = Span::new(place.span.start + start, place.span.start + end);
    Some(Fix {
        place: Arc::new(within(place, span)?),
        text: wanted.to_string(),
        safe,
    })
}

/// The one number that an interval commits to.
fn committed(interval: &Interval) -> Option<Decimal> {
    let at = |bound: Option<Bound>| {
        let bound = bound.filter(|bound| !bound.open && bound.least == bound.most)?;
        Some(bound.least)
    };
    match interval.sense {
        Sense::Exact | Sense::AtLeast => at(interval.low),
        Sense::AtMost | Sense::Within => at(interval.high),
        _ => None,
    }
}

/// Characters that markup or data may read as theirs.
const MARKUP: &str = "<>&\"\\`*_[]{}|#~$\n\r\t";

/// The approved sentence in place of the one around a place.
fn sentence(place: &Place, approved: &str, safe: bool) -> Option<Fix> {
    let Sentence::Excerpt(start, end) = place.sentence else {
        return None;
    };
    let (start, end) = (start as usize, end as usize);
    let text = &place.excerpt.text;
    let said = text.get(start..end).filter(|said| !said.is_empty())?;
    let is_mark = |c: char| matches!(c, '.' | '!' | '?' | '。' | '！' | '？');
    let marked = text[end..].starts_with(is_mark);
    let approved = approved.trim();
    let wanted = if marked {
        approved.trim_end_matches(is_mark)
    } else {
        approved
    };
    let plain = |text: &str| !text.contains(|c| MARKUP.contains(c));
    if said == wanted || !plain(said) || !plain(wanted) {
        return None;
    }
    let offset = place.excerpt.offset;
    Some(Fix {
        place: Arc::new(within(place, Span::new(offset + start, offset + end))?),
        text: wanted.to_owned(),
        safe,
    })
}

/// The place of other bytes of the same excerpt.
fn within(place: &Place, span: Span) -> Option<Place> {
    let excerpt = &place.excerpt;
    let first = Position {
        line: excerpt.line,
        column: 1,
        utf16: 1,
        utf8: 1,
    };
    let at = |offset: usize| {
        let before = excerpt.text.get(..offset.checked_sub(excerpt.offset)?)?;
        Some(first.after(before))
    };
    // An excerpt of a long line begins somewhere in it.
    if at(place.span.start)? != place.start {
        return None;
    }
    Some(Place {
        span,
        start: at(span.start)?,
        sentence: Sentence::default(),
        ..place.clone()
    })
}
