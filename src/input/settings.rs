//! How one file is read, beyond what its name says.

use std::fmt;

/// What a rules file or a caller says of the reading of a file; by default nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The name of its format, in place of what its ending says; see
    /// [`format_names`](super::format_names).
    pub format: Option<&'static str>,
    /// The fields of data that are read; all where the list is empty.
    pub fields: Vec<FieldPattern>,
    /// The fields of data that are left out, also where `fields` holds them.
    pub skip: Vec<FieldPattern>,
}

impl Settings {
    /// Whether the field at `path`, the names of the fields around it and its own, is read.
    ///
    /// Lists have no name: the objects of `plans` have their fields at `plans.name`.
    #[must_use]
    pub fn takes(&self, path: &[&str]) -> bool {
        let holds = |patterns: &[FieldPattern]| patterns.iter().any(|one| one.matches(path));
        (self.fields.is_empty() || holds(&self.fields)) && !holds(&self.skip)
    }
}

/// A pattern of names of fields: `title`, `body.*`, `plans.note`.
///
/// Its names match fields in a row, anywhere on the way to a value; `*` is any one name. So it
/// holds all that stands below a field that it matches. Case is not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPattern(Vec<Box<str>>);

impl FieldPattern {
    /// Reads a pattern; `None` where a name between its dots is missing.
    #[must_use]
    pub fn parse(pattern: &str) -> Option<Self> {
        let names: Vec<Box<str>> = pattern.split('.').map(|name| name.trim().into()).collect();
        let complete = names.iter().all(|name| !name.is_empty());
        complete.then_some(Self(names))
    }

    fn matches(&self, path: &[&str]) -> bool {
        let wanted: Vec<&str> = self.0.iter().map(|name| &**name).collect();
        let same = |(wanted, name): (&&str, &&str)| {
            *wanted == "*" || wanted.to_lowercase() == name.to_lowercase()
        };
        path.windows(self.0.len())
            .any(|names| wanted.iter().zip(names).all(same))
    }
}

impl fmt::Display for FieldPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(written: &[&str]) -> Vec<FieldPattern> {
        let read = written.iter().map(|one| FieldPattern::parse(one).unwrap());
        read.collect()
    }

    #[test]
    fn patterns_match_names_in_a_row() {
        let settings = Settings {
            fields: patterns(&["title", "body.*"]),
            skip: patterns(&["id", "meta.title"]),
            ..Settings::default()
        };
        assert!(settings.takes(&["title"]));
        assert!(settings.takes(&["plans", "Title"]));
        assert!(settings.takes(&["title", "en"]));
        assert!(settings.takes(&["page", "body", "text"]));
        assert!(!settings.takes(&["body"]));
        assert!(!settings.takes(&["subtitle"]));
        assert!(!settings.takes(&["meta", "title"]));
        assert!(!settings.takes(&["title", "id"]));
    }

    #[test]
    fn no_pattern_takes_all() {
        assert!(Settings::default().takes(&["anything"]));
        assert!(Settings::default().takes(&[]));
    }

    #[test]
    fn a_pattern_has_a_name_between_its_dots() {
        assert!(FieldPattern::parse("a..b").is_none());
        assert!(FieldPattern::parse("").is_none());
        assert_eq!(FieldPattern::parse("a.*").unwrap().to_string(), "a.*");
    }
}
