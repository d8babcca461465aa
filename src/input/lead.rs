//! The lead of a block: a run-in heading, a speaker's name, a number.
//!
//! Works on the text alone; knows no format and no language. A lead is short, stands at the very
//! beginning, and is closed by punctuation, a colon or a line break.

use crate::text::fold::is_han;
use crate::text::{HARD_BREAK, Span};

/// What a block begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lead {
    /// The run-in heading, without the punctuation that closes it.
    pub(super) run_in: Option<Span>,
    /// The lead before a colon, without it.
    pub(super) speaker: Option<Span>,
    /// Asterisks that were meant as bold and are not read so.
    pub(super) asterisks: Option<[Span; 2]>,
}

/// The longest bold lead, in bytes.
const LONGEST_BOLD: usize = 160;
/// The longest plain lead, in bytes.
const LONGEST_LABEL: usize = 200;
/// The longest plain lead before a colon, in words and in Han characters.
const MOST_WORDS: usize = 6;
const MOST_HAN: usize = 14;

/// Finds the lead of a text whose first `bold` bytes are bold.
pub(super) fn lead(text: &str, bold: usize) -> Lead {
    if let Some(lead) = literal_bold(text) {
        return lead;
    }
    if bold > 0
        && let Some(lead) = bold_lead(text, bold)
    {
        return lead;
    }
    match label(text) {
        Some(span)
            if !text[span.end..]
                .trim_start_matches(is_closing)
                .trim()
                .is_empty() =>
        {
            Lead {
                run_in: Some(span),
                speaker: Some(span),
                asterisks: None,
            }
        }
        _ => Lead::default(),
    }
}

/// The short lead before a colon at the beginning of a line, if there is one.
pub(super) fn label(line: &str) -> Option<Span> {
    let colon = line
        .bytes()
        .take(LONGEST_LABEL)
        .position(|byte| matches!(byte, b':' | 0xef))?;
    if line.as_bytes()[..colon].contains(&b'\n') {
        return None;
    }
    let start = line.len() - line.trim_start().len();
    let (mut words, mut han, mut in_word) = (0, 0, false);
    let mut letters = false;
    for (offset, c) in line[start..].char_indices() {
        let at = start + offset;
        if matches!(c, ':' | '：') {
            let after = line[at + c.len_utf8()..].chars().next();
            let opens = c == '：'
                || after.is_none_or(char::is_whitespace)
                || after.is_some_and(is_han)
                || after.is_some_and(|after| matches!(after, '*' | '"' | '“' | '‘'))
                || (line[..at].ends_with(is_han) && after.is_some_and(char::is_alphabetic));
            let span = Span::new(start, start + line[start..at].trim_end().len());
            return (letters && opens).then_some(span);
        }
        let word = c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '_') || is_combining(c);
        match c {
            _ if is_han(c) => {
                han += 1;
                letters = true;
                in_word = false;
            }
            _ if word => {
                letters |= c.is_alphabetic();
                words += usize::from(!in_word);
                in_word = true;
            }
            ' ' | '\u{a0}' | '@' | '(' | ')' | '（' | '）' | '/' | '&' | '·' | '+' | '#' | '%'
            | '.' => {
                in_word = false;
                if c == '.' && !line[at + 1..].starts_with(|next: char| next.is_alphanumeric()) {
                    // Only the stop of a number such as `1.` stands before a lead.
                    let before = &line[start..at];
                    if before.is_empty() || !before.bytes().all(|byte| byte.is_ascii_digit()) {
                        return None;
                    }
                }
            }
            _ => return None,
        }
        if words > MOST_WORDS || han > MOST_HAN {
            return None;
        }
    }
    None
}

/// The number that a lead begins with: `1. Freedom`, `2) Basic`, `3、标准`.
pub(super) fn number(lead: &str) -> Option<u32> {
    let digits = lead.bytes().take_while(u8::is_ascii_digit).count();
    let after = lead[digits..].chars().next();
    if digits == 0
        || digits > 4
        || after.is_some_and(|c| !matches!(c, '.' | ')' | '、' | '）' | ' '))
    {
        return None;
    }
    lead[..digits].parse().ok()
}

fn bold_lead(text: &str, bold: usize) -> Option<Lead> {
    let start = text.len() - text.trim_start().len();
    let inside = text.get(start..bold)?.trim_end();
    let rest = &text[bold..];
    if inside.is_empty() || inside.len() > LONGEST_BOLD || rest.trim().is_empty() {
        return None;
    }
    let head = inside.trim_end_matches(|c: char| is_closing(c) || c.is_whitespace());
    if head.is_empty() {
        return None;
    }
    let closing = &inside[head.len()..];
    let broken = rest.starts_with(['\n', HARD_BREAK]);
    let after = rest.trim_start();
    let dash = after.starts_with(['–', '—']) || (rest.starts_with(' ') && after.starts_with("- "));
    let closed = !closing.trim().is_empty() || after.starts_with(is_closing) || dash || broken;
    if !closed {
        return None;
    }
    let span = Span::new(start, start + head.len());
    let colon =
        closing.contains([':', '：']) || (closing.is_empty() && after.starts_with([':', '：']));
    Some(Lead {
        run_in: Some(span),
        speaker: colon.then_some(span),
        asterisks: None,
    })
}

/// `**标题。**正文`, which is bold to every writer and no bold to CommonMark.
fn literal_bold(text: &str) -> Option<Lead> {
    let rest = text.strip_prefix("**")?;
    let mut window = rest.len().min(LONGEST_BOLD);
    while !rest.is_char_boundary(window) {
        window -= 1;
    }
    let length = rest[..window].find("**").filter(|&length| length > 0)?;
    let inside = &rest[..length];
    if inside.starts_with(char::is_whitespace) || inside.contains(['\n', HARD_BREAK, '*']) {
        return None;
    }
    let after = &rest[length + 2..];
    let head = inside.trim_end_matches(is_closing);
    let closing = inside.len() > head.len() || after.trim_start().starts_with(is_closing);
    if head.is_empty() || after.starts_with('*') {
        return None;
    }
    let colon = inside[head.len()..].contains([':', '：']) || after.starts_with([':', '：']);
    let span = Span::new(2, 2 + head.len());
    let headed = closing && !after.trim().is_empty();
    Some(Lead {
        run_in: headed.then_some(span),
        speaker: (headed && colon).then_some(span),
        asterisks: Some([Span::new(0, 2), Span::new(2 + length, 4 + length)]),
    })
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '.' | ':' | '。' | '：' | '!' | '?' | '！' | '？' | '–' | '—'
    )
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, bold: &str, run_in: Option<&str>, speaker: Option<&str>) {
        let found = lead(text, bold.len());
        let of = |span: Option<Span>| span.map(|span| &text[span.range()]);
        assert_eq!(of(found.run_in), run_in, "run-in of {text:?}");
        assert_eq!(of(found.speaker), speaker, "speaker of {text:?}");
    }

    #[test]
    fn a_bold_lead_is_a_run_in_heading_when_it_is_closed() {
        check("Basic plan. Slow.", "Basic plan.", Some("Basic plan"), None);
        check("Basic: slow.", "Basic", Some("Basic"), Some("Basic"));
        check("Agent: hello", "Agent:", Some("Agent"), Some("Agent"));
        check("Basic – slow", "Basic", Some("Basic"), None);
        check("Basic\nslow", "Basic", Some("Basic"), None);
        check("Free shipping on all orders", "Free", None, None);
        check("All bold.", "All bold.", None, None);
    }

    #[test]
    fn a_short_lead_before_a_colon_is_one() {
        check("Basic: slow", "", Some("Basic"), Some("Basic"));
        check(
            "Khách hàng: mạng chậm",
            "",
            Some("Khách hàng"),
            Some("Khách hàng"),
        );
        check("客户：网速慢", "", Some("客户"), Some("客户"));
        check("Q: Is it slow?", "", Some("Q"), Some("Q"));
        check("客服:您好", "", Some("客服"), Some("客服"));
    }

    #[test]
    fn innocent_colons_make_no_lead() {
        for text in [
            "Open from 9:30 to 18:00",
            "See https://example.com: it says so",
            "We promise you this, and it is all: no limits",
            "This plan is limited. Note: slow",
            "These are seven words before a colon: no",
            "Basic:",
            "12:30 is the time",
            "",
        ] {
            check(text, "", None, None);
        }
    }

    #[test]
    fn asterisks_that_commonmark_leaves_are_bold() {
        let text = "**标题。**正文";
        check(text, "", Some("标题"), None);
        let cuts = lead(text, 0).asterisks.unwrap();
        assert_eq!(cuts.map(|cut| &text[cut.range()]), ["**", "**"]);
        check("** only once", "", None, None);
    }

    #[test]
    fn numbers_of_leads() {
        let check = |text, expected| assert_eq!(number(text), expected, "{text}");
        check("1. Freedom", Some(1));
        check("2) Basic", Some(2));
        check("3、标准", Some(3));
        check("30GB", None);
        check("Basic", None);
    }
}
