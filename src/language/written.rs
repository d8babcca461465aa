//! Reads the text of a cue, with its alternatives: `(some|many) banks (abroad)?`.

/// A cue as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// Words, with `...` for a gap.
    Text(String),
    /// One after the other.
    Sequence(Vec<Self>),
    /// One of several, of which one may be empty.
    OneOf(Vec<Self>),
}

/// Groups stand in each other no deeper than this; what is deeper is text.
const DEEPEST: usize = 8;

impl Written {
    pub(super) fn parse(cue: &str) -> Self {
        let mut rest = cue;
        let written = Self::sequence(&mut rest, 0);
        if rest.is_empty() {
            written
        } else {
            Self::Text(cue.to_owned())
        }
    }

    fn sequence(rest: &mut &str, depth: usize) -> Self {
        let mut parts = Vec::new();
        loop {
            let end = rest.find(['(', '|', ')']).unwrap_or(rest.len());
            let (text, behind) = rest.split_at(end);
            if !text.is_empty() {
                parts.push(Self::Text(text.to_owned()));
            }
            *rest = behind;
            if !behind.starts_with('(') || depth == DEEPEST {
                return Self::Sequence(parts);
            }
            let Some(group) = Self::group(rest, depth) else {
                return Self::Sequence(parts);
            };
            parts.push(group);
        }
    }

    /// A group in parentheses, with which `rest` begins; a `?` behind it makes it optional.
    fn group(rest: &mut &str, depth: usize) -> Option<Self> {
        let mut options = Vec::new();
        let mut inside = &rest[1..];
        loop {
            options.push(Self::sequence(&mut inside, depth + 1));
            let mark = inside.chars().next()?;
            inside = &inside[1..];
            if mark == ')' {
                break;
            }
        }
        if let Some(behind) = inside.strip_prefix('?') {
            inside = behind;
            options.push(Self::Sequence(Vec::new()));
        }
        *rest = inside;
        Some(Self::OneOf(options))
    }

    /// How many texts it stands for.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Text(_) => 1,
            Self::Sequence(parts) => {
                let counts = parts.iter().map(Self::count);
                counts.fold(1, usize::saturating_mul)
            }
            Self::OneOf(options) => {
                let counts = options.iter().map(Self::count);
                counts.fold(0, usize::saturating_add)
            }
        }
    }

    /// All texts that it stands for.
    pub(super) fn texts(&self) -> Vec<String> {
        match self {
            Self::Text(text) => vec![text.clone()],
            Self::OneOf(options) => options.iter().flat_map(Self::texts).collect(),
            Self::Sequence(parts) => parts.iter().fold(vec![String::new()], |begins, part| {
                let ends = part.texts();
                let joined = begins.iter().flat_map(|begin| {
                    let ends = ends.iter();
                    ends.map(move |end| format!("{begin}{end}"))
                });
                joined.collect()
            }),
        }
    }

    /// Its parts, each with the texts that it may be; `None` where a gap stands in a group, or
    /// where a part ends inside a word.
    pub(super) fn slots(&self) -> Option<Vec<Vec<String>>> {
        let Self::Sequence(parts) = self else {
            return None;
        };
        let slots: Vec<Vec<String>> = parts.iter().map(Self::texts).collect();
        let groups = parts.iter().zip(&slots);
        let mut in_groups = groups.filter(|(part, _)| matches!(part, Self::OneOf(_)));
        let has_gap = in_groups.any(|(_, texts)| texts.iter().any(|text| text.contains("...")));
        let splits = (1..slots.len()).any(|at| {
            let ends = slots[..at].iter().rev();
            // An empty part joins what stands on either side of it.
            let mut near = ends.scan(true, |open, slot| {
                let here = open.then_some(slot);
                *open = *open && slot.iter().any(String::is_empty);
                here
            });
            near.any(|slot| {
                let mut pairs = slot
                    .iter()
                    .flat_map(|a| slots[at].iter().map(move |b| (a, b)));
                pairs.any(|(a, b)| a.ends_with(is_letter) && b.starts_with(is_letter))
            })
        });
        (!has_gap && !splits).then_some(slots)
    }
}

/// Whether a character joins those beside it to one word.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !crate::text::fold::is_han(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_written_out() {
        let texts = |cue: &str| Written::parse(cue).texts();
        assert_eq!(texts("no"), ["no"]);
        let banks = [
            "some banks",
            "some banks abroad",
            "big banks",
            "big banks abroad",
        ];
        assert_eq!(texts("(some|big) banks(| abroad)"), banks);
        assert_eq!(texts("(a|b (c|d))? e"), ["a e", "b c e", "b d e", " e"]);
        assert_eq!(texts("(open"), ["(open"]);
        assert_eq!(Written::parse("(a|b) (c|d|)").count(), 6);
    }

    #[test]
    fn parts_are_told_apart_between_words_alone() {
        let slots = |cue: &str| Written::parse(cue).slots();
        assert_eq!(slots("(some|no) banks").map(|slots| slots.len()), Some(2));
        assert_eq!(slots("bank(s|)"), None);
        assert_eq!(slots("a(b|)( c|)d"), None);
        assert_eq!(slots("(不|无)限").map(|slots| slots.len()), Some(2));
        assert_eq!(slots("(a ... b|c) d"), None);
    }
}
