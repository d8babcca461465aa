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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;
    use crate::quantity::Units;
    use crate::text::{Folded, Source};

    fn amount(text: &str) -> Quantity {
        let language = Languages::builtin().get("en").unwrap();
        language
            .quantities(Units::builtin())
            .read(text, None)
            .remove(0)
    }

    /// The place of the bracketed words.
    fn place(marked: &str) -> Place {
        let span = Span::new(marked.find('[').unwrap(), marked.find(']').unwrap() - 1);
        let text = marked.replace(['[', ']'], "");
        Place::new(&Source::new("a.md", text), span)
    }

    /// The text with the wanted number, where that is the edit.
    fn edited(marked: &str, wanted: &str) -> Option<String> {
        let place = place(marked);
        let told = amount(place.text());
        let fix = number(&place, &told, &amount(wanted), true)?;
        let (start, end) = (fix.place.span.start, fix.place.span.end);
        assert_eq!(fix.place.start.column as usize, start + 1, "{marked}");
        let text = marked.replace(['[', ']'], "");
        Some(format!("{}{}{}", &text[..start], fix.text, &text[end..]))
    }

    fn check(marked: &str, wanted: &str, expected: Option<&str>) {
        let found = edited(marked, wanted);
        assert_eq!(found.as_deref(), expected, "{marked}, {wanted}");
    }

    #[test]
    fn the_one_number_of_an_amount_is_replaced() {
        let days = "Refunds within 30 days.";
        check("Refunds [within 14 days].", "30 days", Some(days));
        check("Refunds [within 14 days].", "at least 30 days", Some(days));
        check("Refunds [within 14 days].", "within 30 days", Some(days));
        check("Refunds [within 14 days].", "at most 30 days", Some(days));
        check("Setup costs [25 USD].", "0 USD", Some("Setup costs 0 USD."));
        check("Get [5 GB a day].", "7 GB a day", Some("Get 7 GB a day."));
    }

    #[test]
    fn where_something_is_left_to_decide_no_number_is_replaced() {
        for (marked, wanted) in [
            ("Refunds [within 14 days].", "2 weeks"),
            ("Refunds [within 14 days].", "more than 30 days"),
            ("Refunds [within 14 days].", "less than 30 days"),
            ("Refunds [within 14 days].", "20 to 30 days"),
            ("Refunds [within 14 days].", "30.5 days"),
            ("Refunds [in about 14 days].", "30 days"),
            ("Refunds [in 10 to 14 days].", "30 days"),
            ("Refunds [within fourteen days].", "30 days"),
            ("Setup costs [1,400 USD].", "30 USD"),
            ("Setup costs [14.50 USD].", "30 USD"),
            ("Get [5 GB a day].", "7 GB a month"),
            ("Get [5 GB a day].", "7 GB"),
            ("Get [100 Mb].", "50 Mb"),
        ] {
            check(marked, wanted, None);
        }
    }

    /// The text with the approved sentence for the one in parentheses around the phrase.
    fn approved(marked: &str, approved: &str) -> Option<String> {
        let own = marked.replace(['[', ']'], "");
        let bytes = Span::new(own.find('(').unwrap(), own.find(')').unwrap() - 1);
        let text = own.replace(['(', ')'], "");
        let folded = Folded::new(&text[bytes.range()]).text().to_owned();
        let place = place(&marked.replace(['(', ')'], ""));
        let fix = sentence(&place.in_sentence(&folded, Some(bytes)), approved, true)?;
        let (start, end) = (fix.place.span.start, fix.place.span.end);
        Some(format!("{}{}{}", &text[..start], fix.text, &text[end..]))
    }

    #[test]
    fn an_approved_sentence_keeps_the_mark_that_stands() {
        let year = "Free for the first year.";
        for (marked, expected) in [
            ("(It is [free]).", "Free for the first year."),
            (
                "Hi. (It is [free])! Bye.",
                "Hi. Free for the first year! Bye.",
            ),
            (
                "Hi.\n(It is [free])\nBye.",
                "Hi.\nFree for the first year.\nBye.",
            ),
            ("(首年[免费])。", "Free for the first year。"),
        ] {
            let found = approved(marked, year);
            assert_eq!(found.as_deref(), Some(expected), "{marked}");
        }
    }

    #[test]
    fn a_sentence_that_is_approved_or_marked_up_is_left() {
        for (marked, wanted) in [
            ("(Free for the [first year]).", "Free for the first year."),
            ("(Free for the [first year].)", "Free for the first year."),
            ("(It is **[free]**).", "Free for the first year."),
            ("(It is [free] <b>).", "Free for the first year."),
            ("(It is [free]).", "Free for the *first* year."),
            ("(It is [free]).", "Free for the first year: $5 off."),
        ] {
            assert_eq!(approved(marked, wanted), None, "{marked}, {wanted}");
        }
        let elsewhere = place("It is [free].").in_sentence("it is free", None);
        assert_eq!(sentence(&elsewhere, "Free.", true), None);
    }

    #[test]
    fn an_edit_of_a_long_line_begins_in_it() {
        let line = format!("{}Refunds [within 14 days].", "So we say. ".repeat(2000));
        assert_eq!(edited(&line, "30 days"), None);
        let below = "One.\nTwo.\nRefunds [within 14 days].";
        let place = place(below);
        let told = amount(place.text());
        let fix = number(&place, &told, &amount("30 days"), true).unwrap();
        assert_eq!((fix.place.start.line, fix.place.start.column), (3, 16));
    }
}
