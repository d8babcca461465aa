//! What the writer of a message says, without what is quoted from others.

use crate::text::{MappedText, Span};

/// A line that introduces a quotation is no longer than this, in bytes.
const LONGEST_INTRODUCTION: usize = 200;

/// A text without quoted lines, the line that introduces them, an earlier message below a rule,
/// and a signature.
pub(super) fn own_words(text: &MappedText) -> MappedText {
    let whole = text.text();
    let mut kept: Vec<Span> = Vec::new();
    let mut at = 0;
    let lines = whole.split_inclusive('\n').map(|line| {
        at += line.len();
        Span::new(at - line.len(), at)
    });
    let lines: Vec<Span> = lines.collect();
    for (number, &span) in lines.iter().enumerate() {
        let line = whole[span.range()].trim_end_matches(['\n', '\r']);
        if line == "-- " || earlier_message(whole, &lines[number..]) {
            break;
        }
        if !line.starts_with('>') {
            kept.push(span);
            continue;
        }
        // "On Monday, Lan wrote:" stands right before the quotation, in one line or two.
        let blank = |span: &Span| whole[span.range()].trim().is_empty();
        while kept.last().is_some_and(blank) {
            kept.pop();
        }
        let introduces = |span: &Span| {
            let line = whole[span.range()].trim();
            line.ends_with([':', '：']) && line.len() <= LONGEST_INTRODUCTION
        };
        let joined = kept.last().is_some_and(|last| last.end == span.start)
            || number
                .checked_sub(1)
                .is_some_and(|before| blank(&lines[before]));
        if joined && kept.last().is_some_and(introduces) {
            kept.pop();
        }
    }
    let mut own = MappedText::default();
    for span in kept {
        text.append_to(&mut own, span);
    }
    own
}

/// Whether a rule stands here with the head of another message below it.
fn earlier_message(whole: &str, lines: &[Span]) -> bool {
    let Some((first, more)) = lines.split_first() else {
        return false;
    };
    let rule = whole[first.range()].trim();
    let marks = rule.chars().take_while(|c| matches!(c, '-' | '_')).count();
    let fields = more.iter().take(4).filter(|span| {
        let line = whole[span.range()].trim();
        let field = line.split_once([':', '：']);
        field.is_some_and(|(name, value)| {
            !name.is_empty() && name.split_whitespace().count() <= 3 && !value.trim().is_empty()
        })
    });
    marks >= 5 && fields.count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, own: &str) {
        let found = own_words(&MappedText::verbatim(text, 0));
        assert_eq!(found.text().trim(), own, "{text}");
    }

    #[test]
    fn quoted_lines_go_with_what_introduces_them() {
        check(
            "Yes.\n\nOn Monday, Lan wrote:\n> Is it slow?\n> No?\n\nBye",
            "Yes.\n\nBye",
        );
        check("Có.\nVào thứ hai, Lan đã viết:\n\n> Chậm?", "Có.");
        check("This is it:\n- a\n- b", "This is it:\n- a\n- b");
        check("5 > 3", "5 > 3");
    }

    #[test]
    fn earlier_messages_and_signatures_are_left_out() {
        let earlier =
            "-----Original Message-----\nFrom: Lan\nTo: us\nSubject: Slow\n\nIt is throttled.";
        check(&format!("Yes.\n{earlier}"), "Yes.");
        check("Yes.\n-- \nLan, unlimited data!", "Yes.");
        check(
            "Yes.\n----------\nMore: text.\n\nAnd so on.",
            "Yes.\n----------\nMore: text.\n\nAnd so on.",
        );
    }
}
