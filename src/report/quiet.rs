//! JSON in which nothing stands that a terminal obeys or that turns the direction of writing.
//!
//! JSON escapes control characters of ASCII; the others may stand in it as they are.

use std::io;

/// Writes JSON to another writer, such characters as `\u` and four digits, which a reader of JSON
/// takes as the same.
pub struct QuietJson<'w>(pub &'w mut dyn io::Write);

impl io::Write for QuietJson<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // What no such character begins with is passed on as it is; what is no text, too.
        let may_hold = |&byte: &u8| matches!(byte, 0x7f | 0xc2 | 0xe2);
        match std::str::from_utf8(bytes) {
            Ok(text) if bytes.iter().any(may_hold) => self.text(text)?,
            _ => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl QuietJson<'_> {
    fn text(&mut self, text: &str) -> io::Result<()> {
        let mut from = 0;
        let harmful = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        for (at, sign) in text.match_indices(harmful) {
            self.0.write_all(&text.as_bytes()[from..at])?;
            for c in sign.chars() {
                write!(self.0, "\\u{:04x}", u32::from(c))?;
            }
            from = at + sign.len();
        }
        self.0.write_all(&text.as_bytes()[from..])
    }
}

#[cfg(test)]
mod tests {
    use super::QuietJson;

    #[test]
    fn a_reader_takes_it_as_the_same() {
        let text = "a\u{9b}2J \u{202e}b\u{2069} \u{7f}\u{85}\u{a0}“ü” \u{1b}\n";
        let mut out = Vec::new();
        serde_json::to_writer(QuietJson(&mut out), text).expect("a vector takes all");
        let written = String::from_utf8(out).expect("it is text");
        assert_eq!(
            written,
            "\"a\\u009b2J \\u202eb\\u2069 \\u007f\\u0085\u{a0}“ü” \\u001b\\n\""
        );
        let read: String = serde_json::from_str(&written).expect("it is JSON");
        assert_eq!(read, text);
    }
}
