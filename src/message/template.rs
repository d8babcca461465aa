//! One text of a messages file: words with places for what is said.

/// A text with placeholders: `{said} contradicts {against}.`
///
/// `{{` and `}}` stand for braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    Place(String),
}

impl Template {
    /// Reads a text; the error is in words.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            words.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(behind) = rest.strip_prefix(brace) {
                words.push_str(brace);
                rest = behind;
                continue;
            }
            let end = rest.find('}').filter(|_| brace == "{");
            let Some(end) = end else {
                return Err(format!(
                    "a lone `{brace}`; write `{brace}{brace}` for a brace"
                ));
            };
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
            }
            pieces.push(Piece::Place(rest[..end].to_owned()));
            rest = &rest[end + 1..];
        }
        words.push_str(rest);
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        Ok(Self(pieces))
    }

    /// The names of its placeholders, in order.
    pub(super) fn places(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Place(name) => Some(name.as_str()),
            Piece::Words(_) => None,
        })
    }

    /// The text with its placeholders filled; one that is not given stays empty.
    pub(super) fn fill<'f>(&'f self, given: &'f [(&str, &'f str)]) -> String {
        let words = |piece: &'f Piece| match piece {
            Piece::Words(words) => words.as_str(),
            Piece::Place(name) => given
                .iter()
                .find(|(known, _)| known == name)
                .map_or("", |(_, text)| text),
        };
        let length = self.0.iter().map(|piece| words(piece).len()).sum();
        let mut filled = String::with_capacity(length);
        filled.extend(self.0.iter().map(words));
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_braces_doubled() {
        let template = Template::parse("{said} is {{no}} {less} than {said}").expect("it is right");
        assert_eq!(
            template.places().collect::<Vec<_>>(),
            ["said", "less", "said"]
        );
        let filled = template.fill(&[("said", "{less}"), ("less", "more")]);
        assert_eq!(filled, "{less} is {no} more than {less}");
    }

    #[test]
    fn lone_braces_are_mistakes() {
        for text in ["{said", "said}", "{", "a } b {said}"] {
            assert!(Template::parse(text).is_err(), "{text}");
        }
    }
}
