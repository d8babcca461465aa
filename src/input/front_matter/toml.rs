//! The fields of TOML front matter.

use ::toml::de::{DeTable, DeValue};

use super::{DEEPEST, lines};
use crate::document::Field;
use crate::text::Span;

/// Reads the fields of a TOML block, whose span holds its `+++` lines; a block with a mistake has
/// none.
pub(in crate::input) fn toml(text: &str, span: Span) -> Vec<Field> {
    let mut inside = lines(text, span)
        .skip(1)
        .take_while(|line| text[line.range()].trim_end() != "+++");
    let Some(first) = inside.next() else {
        return Vec::new();
    };
    let last = inside.last().unwrap_or(first);
    let source = &text[first.start..last.end];
    let too_deep = source
        .lines()
        .any(|line| line.bytes().filter(|&byte| byte == b'.').count() > 1000);
    if too_deep {
        return Vec::new();
    }
    let Ok(table) = DeTable::parse(source) else {
        return Vec::new();
    };
    let mut fields = Vec::new();
    let mut waiting = vec![(String::new(), 0, table.get_ref())];
    while let Some((prefix, depth, table)) = waiting.pop() {
        for (key, value) in table {
            let name = match prefix.as_str() {
                "" => key.get_ref().to_string(),
                prefix => format!("{prefix}.{}", key.get_ref()),
            };
            let mut items = vec![value];
            if let DeValue::Array(array) = value.get_ref() {
                items = array.iter().collect();
            }
            for item in items {
                let span = Span::from(item.span());
                match item.get_ref() {
                    DeValue::Table(inner) if depth < DEEPEST => {
                        waiting.push((name.clone(), depth + 1, inner));
                    }
                    DeValue::Table(_) | DeValue::Array(_) => {}
                    DeValue::String(value) => {
                        let inner = without_quotes(source, span, value);
                        fields.push(Field {
                            name: name.clone(),
                            value: value.to_string(),
                            span: inner.shifted(first.start),
                        });
                    }
                    _ => fields.push(Field {
                        name: name.clone(),
                        value: source[span.range()].to_owned(),
                        span: span.shifted(first.start),
                    }),
                }
            }
        }
    }
    fields.sort_by_key(|field| field.span.start);
    fields
}

/// The span of a TOML string without its quotes, where it is written as it reads.
fn without_quotes(source: &str, span: Span, value: &str) -> Span {
    for quotes in [3, 1] {
        if span.len() >= 2 * quotes {
            let inner = Span::new(span.start + quotes, span.end - quotes);
            if source.get(inner.range()) == Some(value) {
                return inner;
            }
        }
    }
    span
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn toml_values_lists_and_tables() {
        let text =
            "+++\ntitle = \"Tự Do\"\ndraft = false\ntags = ['a', \"b\"]\n[seo]\nkey = 3\n+++\n";
        let fields = toml(text, Span::new(0, text.len()));
        let expected = [
            ("title", "Tự Do"),
            ("draft", "false"),
            ("tags", "a"),
            ("tags", "b"),
            ("seo.key", "3"),
        ];
        check(&fields, text, &expected);
        assert!(toml("+++\nbroken = \n+++\n", Span::new(0, 18)).is_empty());
    }
}
