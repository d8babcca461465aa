//! The words in which findings are told: one file a language in `rules/messages/`.
//!
//! A messages file is TOML: for each key a text with placeholders, `{said} contradicts
//! {against}.`, or a table `{ one = "1 file", other = "{count} files" }` where a count decides.
//! Knows nothing of findings: who tells one names the key and what fills it.

mod file;
mod keys;
mod template;

use std::sync::OnceLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;

use template::Template;

/// The built-in languages of messages: code and file, the default first.
const BUILTIN_FILES: [(&str, &str); 3] = [
    ("en", include_str!("../../rules/messages/en.toml")),
    ("vi", include_str!("../../rules/messages/vi.toml")),
    ("zh", include_str!("../../rules/messages/zh.toml")),
];

/// A quotation is cut to this many characters.
const LONGEST_QUOTE: usize = 60;

/// The texts of one language.
#[derive(Clone, Debug)]
pub struct Messages {
    texts: FxHashMap<String, Text>,
}

/// A text, or one for a count of 1 and one for all others.
#[derive(Clone, Debug)]
struct Text {
    one: Option<Template>,
    other: Template,
}

impl Messages {
    /// The codes of the built-in languages, the default first; costs nothing.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        BUILTIN_FILES.iter().map(|&(code, _)| code)
    }

    /// The built-in texts of a language; `None` where it has none.
    ///
    /// # Panics
    ///
    /// Never: a test reads the built-in files.
    #[must_use]
    pub fn builtin(code: &str) -> Option<&'static Self> {
        static BUILTIN: [OnceLock<Messages>; BUILTIN_FILES.len()] =
            [const { OnceLock::new() }; BUILTIN_FILES.len()];
        let at = BUILTIN_FILES.iter().position(|(known, _)| *known == code)?;
        let (code, text) = BUILTIN_FILES[at];
        Some(BUILTIN[at].get_or_init(|| {
            let read = file::read(&format!("{code}.toml"), text).and_then(file::complete);
            let texts = read.expect("the built-in messages are complete");
            Self { texts }
        }))
    }

    /// The built-in texts of the default language, English.
    ///
    /// # Panics
    ///
    /// Never: see [`Messages::builtin`].
    #[must_use]
    pub fn standard() -> &'static Self {
        let (code, _) = BUILTIN_FILES[0];
        Self::builtin(code).expect("the default language is built in")
    }

    /// Reads a messages file; what it does not say is said in English.
    ///
    /// `name` is what diagnostics call the file.
    ///
    /// # Errors
    ///
    /// All mistakes: TOML that cannot be read, unknown keys, placeholders that a key does not
    /// have or that are missing.
    ///
    /// # Examples
    ///
    /// ```
    /// use pledgelint::message::Messages;
    ///
    /// let own = "[contradicted]\nbreach = \"{said}: not as promised by {against}.\"";
    /// assert!(Messages::parse("own.toml", own).is_ok());
    /// let wrong = "[contradicted]\nbreach = \"{sayd}: not as promised by {against}.\"";
    /// assert_eq!(Messages::parse("own.toml", wrong).unwrap_err()[0].code, "bad-placeholder");
    /// ```
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut texts = Self::standard().texts.clone();
        texts.extend(file::read(name, text)?);
        Ok(Self { texts })
    }

    /// A text with its placeholders filled.
    ///
    /// A key that does not exist is its own text.
    #[must_use]
    pub fn text(&self, key: &str, given: &[(&str, &str)]) -> String {
        debug_assert!(fits(key, given), "{key} does not take {given:?}");
        match self.texts.get(key) {
            Some(text) => text.other.fill(given),
            None => key.to_owned(),
        }
    }

    /// A text that depends on a count, which fills `{count}`.
    #[must_use]
    pub fn counted(&self, key: &str, count: usize) -> String {
        let number = count.to_string();
        let given = [("count", number.as_str())];
        debug_assert!(fits(key, &given), "{key} takes no count");
        match self.texts.get(key) {
            Some(Text { one: Some(one), .. }) if count == 1 => one.fill(&given),
            Some(text) => text.other.fill(&given),
            None => key.to_owned(),
        }
    }

    /// A text on one line in quotation marks, cut where it is longer than 60 characters.
    #[must_use]
    pub fn quote(&self, text: &str) -> String {
        let mut line = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if let Some((end, _)) = line.char_indices().nth(LONGEST_QUOTE) {
            line.truncate(end);
            line.push('…');
        }
        self.text("quote", &[("text", &line)])
    }

    /// A day.
    #[must_use]
    pub fn day(&self, day: Date) -> String {
        let (year, month, of_month) = (day.year(), day.month(), day.day());
        let given = [
            ("year", year.to_string()),
            ("month", month.to_string()),
            ("day", of_month.to_string()),
            ("mm", format!("{month:02}")),
            ("dd", format!("{of_month:02}")),
        ];
        self.text(
            "date",
            &given.each_ref().map(|(name, text)| (*name, text.as_str())),
        )
    }

    /// Parts in a row: "2 errors, 1 warning".
    #[must_use]
    pub fn list(&self, parts: impl IntoIterator<Item = String>) -> String {
        self.joined("list", parts)
    }

    /// Sentences in a row.
    #[must_use]
    pub fn sentences(&self, parts: impl IntoIterator<Item = String>) -> String {
        self.joined("sentences", parts)
    }

    fn joined(&self, key: &str, parts: impl IntoIterator<Item = String>) -> String {
        let join =
            |first: String, rest: String| self.text(key, &[("first", &first), ("rest", &rest)]);
        parts.into_iter().reduce(join).unwrap_or_default()
    }
}

/// Whether a key exists and takes what it is given.
fn fits(key: &str, given: &[(&str, &str)]) -> bool {
    let Some(places) = keys::places(key) else {
        return false;
    };
    let mut names = places.split(' ').filter(|name| !name.is_empty());
    let known = |name: &str| {
        let mut names = places.split(' ');
        names.any(|place| place.trim_end_matches('?') == name)
    };
    given.iter().all(|(name, _)| known(name))
        && names.all(|place| {
            given
                .iter()
                .any(|(name, _)| *name == place.trim_end_matches('?'))
        })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_builtin_files_are_complete() {
        for (code, text) in BUILTIN_FILES {
            let read = file::read(code, text).and_then(file::complete);
            assert!(read.is_ok(), "{code}: {:?}", read.err());
            assert!(Messages::builtin(code).is_some());
        }
        assert!(Messages::builtin("none").is_none());
    }

    #[test]
    fn a_builtin_file_that_lacks_a_key_is_no_file() {
        let (_, text) = BUILTIN_FILES[0];
        let without: String = text
            .lines()
            .filter(|line| !line.starts_with("breach"))
            .collect::<Vec<_>>()
            .join("\n");
        let read = file::read("cut.toml", &without).and_then(file::complete);
        let mistakes = read.expect_err("keys are missing");
        assert!(
            mistakes
                .iter()
                .any(|mistake| mistake.message.contains("contradicted.breach"))
        );
    }

    #[test]
    fn an_own_file_says_the_rest_in_english() {
        let own = "[summary]\nfiles = { one = \"ein Text\", other = \"{count} Texte\" }";
        let messages = Messages::parse("de.toml", own).expect("it is right");
        assert_eq!(messages.counted("summary.files", 1), "ein Text");
        assert_eq!(messages.counted("summary.files", 2), "2 Texte");
        let english = Messages::standard().counted("summary.errors", 2);
        assert_eq!(messages.counted("summary.errors", 2), english);
    }

    #[test]
    fn mistakes_have_a_code_and_a_place() {
        for (text, code, at) in [
            ("[contradicted", "syntax", ""),
            ("[contradict]\nbreach = \"x\"", "unknown-key", "breach"),
            ("[why]\nabsolute = 1", "wrong-type", "1"),
            (
                "[why]\nabsolute = \"{said}\"",
                "bad-placeholder",
                "\"{said}\"",
            ),
            (
                "[why]\nthreshold = \"by use\"",
                "bad-placeholder",
                "\"by use\"",
            ),
            ("[why]\nabsolute = \"{\"", "bad-placeholder", "\"{\""),
            (
                "[summary]\nfiles = { many = \"{count}\" }",
                "unknown-key",
                "many",
            ),
            ("[summary]\nfiles = { one = \"1\" }", "missing-key", "{ one"),
        ] {
            let mistakes = Messages::parse("own.toml", text).expect_err(text);
            let found = mistakes.iter().find(|mistake| mistake.code == code);
            let label = &found
                .unwrap_or_else(|| panic!("{text}: {mistakes:?}"))
                .labels[0];
            assert!(
                text[label.span.start..].starts_with(at),
                "{text}: {label:?}"
            );
        }
    }

    #[test]
    fn quotes_and_days_follow_the_language() {
        let day = date(2026, 3, 1);
        let told = |code| {
            let messages = Messages::builtin(code).expect("it is built in");
            (messages.quote("a\n b"), messages.day(day))
        };
        let pair = |quote: &str, day: &str| (quote.to_owned(), day.to_owned());
        assert_eq!(told("en"), pair("“a b”", "2026-03-01"));
        assert_eq!(told("vi"), pair("“a b”", "01/03/2026"));
        assert_eq!(told("zh"), pair("“a b”", "2026年3月1日"));
        let long = Messages::standard().quote(&"长".repeat(61));
        assert_eq!(long, format!("“{}…”", "长".repeat(60)));
    }
}
