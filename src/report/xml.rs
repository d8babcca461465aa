//! Text and attributes of XML 1.0.

use std::fmt;

/// A text as XML writes it, in elements and in attributes in double quotes.
///
/// Characters that XML cannot hold are shown as U+FFFD; line ends and tabs are kept.
pub(super) struct Escaped<'t>(pub &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\n' => f.write_str("&#10;")?,
                '\r' => f.write_str("&#13;")?,
                '\t' => f.write_str("&#9;")?,
                _ if c.is_control() => f.write_char('\u{fffd}')?,
                '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                // They turn the direction of writing where the file is shown as it is.
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                    write!(f, "&#{};", u32::from(c))?;
                }
                _ => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Escaped;

    #[test]
    fn nothing_ends_an_attribute_or_an_element() {
        let escaped = Escaped("<a href=\"x\">&\n\u{1b}]]>\u{ffff}\u{202e}").to_string();
        assert_eq!(
            escaped,
            "&lt;a href=&quot;x&quot;&gt;&amp;&#10;\u{fffd}]]&gt;\u{fffd}&#8238;"
        );
    }
}
