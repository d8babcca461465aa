//! The fields of front matter, each value with its place.
//!
//! YAML is read as far as front matter goes: scalars, quoted or not, and lists of them, under
//! dotted names where keys nest. What goes beyond that is left out, never an error.

mod toml;

use crate::document::Field;
use crate::text::Span;

pub(super) use self::toml::toml;

/// Keys nested deeper than this are left out.
const DEEPEST: usize = 32;

/// Reads the fields of a YAML block, whose span holds its `---` lines.
pub(super) fn yaml(text: &str, span: Span) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut keys: Vec<(usize, String)> = Vec::new();
    let mut block_scalar: Option<(usize, Field)> = None;
    for line in lines(text, span) {
        let content = &text[line.range()];
        let indent = content.len() - content.trim_start().len();
        let body = Span::new(
            line.start + indent,
            line.start + content.trim_end().len().max(indent),
        );
        let written = &text[body.range()];
        if let Some((outer, field)) = &mut block_scalar {
            if written.is_empty() {
                continue;
            }
            if indent > *outer {
                if field.value.is_empty() {
                    field.span = body;
                } else {
                    field.value.push(' ');
                    field.span.end = body.end;
                }
                field.value.push_str(written);
                continue;
            }
            fields.extend(block_scalar.take().map(|(_, field)| field));
        }
        if written.is_empty() || written.starts_with('#') || written == "---" || written == "..." {
            continue;
        }
        let listed = written
            .strip_prefix('-')
            .filter(|rest| rest.is_empty() || rest.starts_with(' '));
        if let Some(rest) = listed {
            while keys.last().is_some_and(|(depth, _)| *depth > indent) {
                keys.pop();
            }
            let item = Span::new(body.end - rest.trim_start().len(), body.end);
            let name = dotted(&keys);
            if !name.is_empty() && !rest.trim().is_empty() {
                values(text, item, &name, &mut fields);
            }
            continue;
        }
        let Some(colon) = key_end(written) else {
            continue;
        };
        while keys.last().is_some_and(|(depth, _)| *depth >= indent) {
            keys.pop();
        }
        if keys.len() >= DEEPEST {
            continue;
        }
        keys.push((
            indent,
            written[..colon].trim().trim_matches(['"', '\'']).to_owned(),
        ));
        let after = &written[colon + 1..];
        let value = Span::new(body.end - after.trim_start().len(), body.end);
        let name = dotted(&keys);
        if after.trim_start().starts_with(['|', '>']) {
            let field = Field {
                name,
                value: String::new(),
                span: value,
            };
            block_scalar = Some((indent, field));
        } else if !value.is_empty() {
            values(text, value, &name, &mut fields);
        }
    }
    fields.extend(block_scalar.map(|(_, field)| field));
    fields.retain(|field| !field.value.is_empty());
    fields
}

/// The lines of a span, each without its end; a lone `\r` ends none.
fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = span.start;
    text[span.range()].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        Span::new(start, start + line.trim_end_matches(['\n', '\r']).len())
    })
}

fn dotted(keys: &[(usize, String)]) -> String {
    let names: Vec<&str> = keys.iter().map(|(_, name)| name.as_str()).collect();
    names.join(".")
}

/// The colon that ends the key of a line.
fn key_end(line: &str) -> Option<usize> {
    let from = match line.bytes().next() {
        Some(quote @ (b'"' | b'\'')) => line[1..].find(char::from(quote))? + 2,
        _ => 0,
    };
    let mut colons = line[from..].match_indices(':').map(|(at, _)| from + at);
    colons.find(|at| line[at + 1..].is_empty() || line[at + 1..].starts_with([' ', '\t']))
}

/// A scalar, or the items of `[a, b]`, as fields of one name.
fn values(text: &str, span: Span, name: &str, fields: &mut Vec<Field>) {
    let written = &text[span.range()];
    let listed = written
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let Some(inside) = listed else {
        let (value, span) = scalar(text, span);
        fields.push(Field {
            name: name.to_owned(),
            value,
            span,
        });
        return;
    };
    let (mut start, mut quote) = (0, None);
    let ends = inside.char_indices().filter_map(|(at, c)| {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (_, Some(open)) if open == c => quote = None,
            (',', None) => return Some(at),
            _ => {}
        }
        None
    });
    for end in ends.chain([inside.len()]).collect::<Vec<_>>() {
        let item = &inside[start..end];
        let from = span.start + 1 + start + (item.len() - item.trim_start().len());
        let trimmed = Span::new(from, from + item.trim().len());
        if !trimmed.is_empty() {
            let (value, span) = scalar(text, trimmed);
            fields.push(Field {
                name: name.to_owned(),
                value,
                span,
            });
        }
        start = (end + 1).min(inside.len());
    }
}

/// The value of a scalar, and its bytes without quotes and without a comment behind it.
fn scalar(text: &str, span: Span) -> (String, Span) {
    let written = &text[span.range()];
    for quote in ['"', '\''] {
        let Some(rest) = written.strip_prefix(quote) else {
            continue;
        };
        let mut escaped = false;
        let end = rest.char_indices().find(|&(_, c)| {
            let closes = c == quote && !escaped;
            escaped = quote == '"' && c == '\\' && !escaped;
            closes
        });
        let inner = &rest[..end.map_or(rest.len(), |(at, _)| at)];
        let value = if quote == '"' {
            unescaped(inner)
        } else {
            inner.to_owned()
        };
        let start = span.start + 1;
        return (value, Span::new(start, start + inner.len()));
    }
    let end = written.find(" #").unwrap_or(written.len());
    let value = written[..end].trim_end();
    (
        value.to_owned(),
        Span::new(span.start, span.start + value.len()),
    )
}

fn unescaped(inner: &str) -> String {
    let mut value = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            value.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => value.push('\n'),
            Some('t') => value.push('\t'),
            Some(other) => value.push(other),
            None => value.push('\\'),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Holds fields against names and values, and their spans against the text.
    pub(in crate::input::front_matter) fn check(
        fields: &[Field],
        text: &str,
        expected: &[(&str, &str)],
    ) {
        let found: Vec<_> = fields
            .iter()
            .map(|f| (f.name.as_str(), f.value.as_str()))
            .collect();
        assert_eq!(found, expected);
        for field in fields {
            let written = &text[field.span.range()];
            assert!(
                written == field.value || written.contains(['\\', '\n']),
                "{written}"
            );
        }
    }

    #[test]
    fn yaml_scalars_lists_and_nested_keys() {
        let text = "---\ntitle: \"Freedom: no limits\"\nlang: vi # language\nplans: [a, 'b, c']\n\
                    tags:\n- x\n- y\nseo:\n  title: Deep\nnote: >\n  one\n  two\nempty:\n---\n";
        let fields = yaml(text, Span::new(0, text.len()));
        let expected = [
            ("title", "Freedom: no limits"),
            ("lang", "vi"),
            ("plans", "a"),
            ("plans", "b, c"),
            ("tags", "x"),
            ("tags", "y"),
            ("seo.title", "Deep"),
            ("note", "one two"),
        ];
        check(&fields, text, &expected);
    }

    #[test]
    fn odd_yaml_is_no_error() {
        for text in [
            "---\n: x\n---",
            "---\n- a\n---",
            "---\n'a: b\n---",
            "---\na: \"b\n---",
            "---\na: [b\n",
        ] {
            let _ = yaml(text, Span::new(0, text.len()));
        }
    }
}
