//! The texts in source code: strings of any language that quotes them, and text between tags.
//!
//! Nothing of the language is known but its quotes, its escapes and its comments. A string is
//! read where it holds words, under the name that stands before it.

use super::builder::Builder;
use super::data::{FieldRole, field, in_words, role};
use super::escape::backslash;
use super::mdx::tag;
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::{MappedText, Source, Span};

/// What stands for a value in a string, so that the words around it do not meet.
const OBJECT: &str = "\u{fffc}";

/// Names before strings that are for machines, beside the fields that data has for them.
const SILENT: [&str; 16] = [
    "class",
    "className",
    "style",
    "href",
    "src",
    "to",
    "id",
    "key",
    "d",
    "viewBox",
    "rel",
    "from",
    "import",
    "require",
    "import_",
    "selector",
];

/// A string in one line is no longer than this, in bytes, and one of several lines than the second.
const LONGEST: [usize; 2] = [10_000, 50_000];

/// Source code, of which the strings are read.
pub struct Code;

impl Format for Code {
    fn name(&self) -> &'static str {
        super::CODE
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        let mut reader = Reader {
            text: source.text(),
            at: 0,
            settings,
            builder: Builder::new(true),
            said: Vec::new(),
        };
        reader.read();
        reader.say();
        let builder = reader.builder;
        Ok(builder.finish(source))
    }
}

struct Reader<'s> {
    text: &'s str,
    at: usize,
    settings: &'s Settings,
    builder: Builder,
    /// What was said to the linter of the string that comes next.
    said: Vec<(String, Span)>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let signs = ['"', '\'', '`', '/', '<', '#'];
        while let Some(next) = self.text[self.at..].find(signs) {
            self.at += next;
            let rest = &self.text[self.at..];
            match rest.as_bytes()[0] {
                b'/' if rest.starts_with("//") && !self.text[..self.at].ends_with(':') => {
                    self.comment("//", "\n");
                }
                b'/' if rest.starts_with("/*") => self.comment("/*", "*/"),
                b'<' if rest.starts_with("<!--") => self.comment("<!--", "-->"),
                b'#' if rest.starts_with("# ") => self.comment("#", "\n"),
                b'"' | b'\'' | b'`' => self.string(),
                b'<' => self.element(),
                _ => self.at += 1,
            }
        }
    }

    fn comment(&mut self, open: &str, close: &str) {
        let rest = &self.text[self.at + open.len()..];
        let length = rest.find(close).unwrap_or(rest.len());
        let end = self.at + open.len() + length;
        let marked = if close == "\n" {
            end
        } else {
            (end + close.len()).min(self.text.len())
        };
        let said = rest[..length].trim().to_owned();
        if said.starts_with("pledgelint-") {
            self.said.push((said, Span::new(self.at, marked)));
        }
        self.at = marked;
    }

    /// Hands on what was said, now that a string begins.
    fn say(&mut self) {
        for (said, span) in std::mem::take(&mut self.said) {
            self.builder.comment(&said, span);
        }
    }

    fn string(&mut self) {
        let rest = &self.text[self.at..];
        let quote = &rest[..1];
        let triple = quote.repeat(3);
        let long = rest.starts_with(&triple);
        let mark = if long { &*triple } else { quote };
        let lines = long || quote == "`";
        let start = self.at + mark.len();
        let Some(length) = closing(&self.text[start..], mark, lines) else {
            self.at += mark.len();
            return;
        };
        let span = Span::new(start, start + length);
        let name = name_before(&self.text[..self.at]);
        // An apostrophe in a word opens no string.
        let in_word = quote == "'" && self.text[..self.at].ends_with(char::is_alphanumeric);
        if in_word {
            self.at += 1;
            return;
        }
        self.at = span.end + mark.len();
        self.told(name, &unquoted(self.text, span));
    }

    /// Reads a text that holds words, under its name.
    fn told(&mut self, name: Option<Span>, text: &MappedText) {
        let named = name.map(|span| &self.text[span.range()]);
        let silent =
            named.is_some_and(|name| SILENT.contains(&name) || role(name) == Some(FieldRole::Skip));
        let taken = self.settings.takes(named.as_slice());
        if silent || !taken || !has_words(text.text()) {
            return;
        }
        let depth = self.builder.depth();
        let key = name.and_then(|span| {
            let name = MappedText::verbatim(&self.text[span.range()], span.start);
            self.builder.key(&in_words(&name))
        });
        self.builder.value(key);
        self.say();
        field(text, &mut self.builder);
        self.builder.close_to(depth);
    }

    /// A tag with its strings, and the text behind it.
    fn element(&mut self) {
        let generic = self.text[..self.at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let Some(tag) = tag::tag(self.text, self.at).filter(|_| !generic) else {
            self.at += 1;
            return;
        };
        for (name, span) in &tag.strings {
            let start = name.as_ptr() as usize - self.text.as_ptr() as usize;
            let name = Span::new(start, start + name.len());
            self.told(
                Some(name),
                &MappedText::verbatim(&self.text[span.range()], span.start),
            );
        }
        self.at = tag.end;
        let rest = &self.text[tag.end..];
        let length = rest.find(['<', '{', '}', ';', '=']).unwrap_or(rest.len());
        let ends = rest[length..].starts_with(['<', '{']);
        if ends && has_words(&rest[..length]) {
            let text = MappedText::verbatim(&rest[..length], tag.end).trimmed();
            self.told(None, &text);
            self.at += length;
        }
    }
}

/// The length of a string up to the mark that closes it.
fn closing(text: &str, mark: &str, lines: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let most = LONGEST[usize::from(lines)].min(bytes.len());
    let mut at = 0;
    while at < most {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' | b'\r' if !lines => return None,
            _ if bytes[at..].starts_with(mark.as_bytes()) => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The name that a string is the value of: `title: "…"`, `title="…"`, `title = "…"`.
fn name_before(text: &str) -> Option<Span> {
    let before = text.trim_end_matches([' ', '\t', '{', '(']);
    let sign = before.strip_suffix([':', '='])?;
    let named = sign.trim_end_matches([' ', '\t', '"', '\'', ':', '=', '>']);
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let name = named.trim_end_matches(part);
    let span = Span::new(name.len(), named.len());
    (!span.is_empty() && span.len() < 60).then_some(span)
}

/// A string without its escapes, with a sign for each value in it.
fn unquoted(text: &str, span: Span) -> MappedText {
    let mut out = MappedText::default();
    let mut at = span.start;
    while at < span.end {
        let rest = &text[at..span.end];
        let plain = rest.find(['\\', '$', '{']).unwrap_or(rest.len());
        out.push(&rest[..plain], at);
        at += plain;
        let rest = &text[at..span.end];
        if rest.is_empty() {
            break;
        }
        let value = value_length(rest);
        let (length, made) = match value {
            Some(length) => (length, Some(OBJECT.into())),
            None => match rest.starts_with('\\').then(|| backslash(rest)).flatten() {
                Some((length, made)) => (length, Some(made)),
                None => (rest.chars().next().map_or(1, char::len_utf8), None),
            },
        };
        match made {
            Some(made) => out.push_replaced(&made, Span::new(at, at + length)),
            None => out.push(&rest[..length], at),
        }
        at += length;
    }
    out
}

/// The length of a value in a string: `${…}`, `$name`, `\(…)`, `{{…}}`, `{name}`.
fn value_length(text: &str) -> Option<usize> {
    let ends = |open: &str, close: &str| {
        let inside = text.strip_prefix(open)?;
        let near = &inside[..inside.floor_char_boundary(200)];
        near.find(close).map(|at| open.len() + at + close.len())
    };
    let found = ends("${", "}")
        .or_else(|| ends("\\(", ")"))
        .or_else(|| ends("{{", "}}"))
        .or_else(|| ends("{", "}"));
    found.or_else(|| {
        let name = text.strip_prefix('$')?;
        let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let length = name.find(|c| !part(c)).unwrap_or(name.len());
        // An amount of dollars is no value.
        let named = name.starts_with(|c: char| c.is_ascii_alphabetic());
        named.then_some(1 + length)
    })
}

/// Whether a text is said to people: two words, or one in letters that no code is written in.
fn has_words(text: &str) -> bool {
    if text.starts_with(['.', '/', '@']) {
        return false;
    }
    let letters = |word: &&str| word.chars().any(char::is_alphabetic);
    let words = text.split_whitespace().filter(letters).count();
    words > 1 || text.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockKind;

    fn texts(code: &str) -> Vec<String> {
        let source = Source::new("a", code.to_owned());
        let document = Code.read(source, &Settings::default()).unwrap();
        let blocks = document
            .blocks
            .iter()
            .filter(|block| block.kind != BlockKind::Key);
        let told = blocks.map(|block| block.text.text().to_owned());
        told.collect()
    }

    #[test]
    fn strings_with_words_are_read() {
        assert_eq!(
            texts("const a = { title: \"Unlimited data\", id: \"a b\" }"),
            ["Unlimited data"]
        );
        assert_eq!(
            texts("Text('Không giới hạn'); Text(\"x\")"),
            ["Không giới hạn"]
        );
        assert_eq!(texts("let s = \"\"\"\nTwo words\n\"\"\""), ["Two words"]);
        assert_eq!(
            texts("say(`Slow after ${n} GB`)"),
            ["Slow after \u{fffc} GB"]
        );
        assert_eq!(
            texts("Text(\"Up to \\(speed) for $5\")"),
            ["Up to \u{fffc} for $5"]
        );
        assert_eq!(texts("'It\\'s slow \\u00e9'"), ["It's slow é"]);
    }

    #[test]
    fn elements_are_read_with_their_text() {
        assert_eq!(
            texts(
                "<Card className=\"flex gap\" title=\"All plans\">We don't throttle {name}</Card>"
            ),
            ["All plans", "We don't throttle"]
        );
    }

    #[test]
    fn code_is_not_read() {
        for code in [
            "// \"not read\" at all",
            "/* \"not read\" */",
            "import x from './not read'",
            "const f = useState<string>(a < b && c > d)",
            "x = \"one\"",
            "don't say it",
            "url(https://example.com)",
        ] {
            assert_eq!(texts(code), [""; 0], "{code}");
        }
    }
}
