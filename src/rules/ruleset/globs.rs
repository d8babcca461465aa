//! Sets of path patterns.

use std::fmt;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// Path patterns such as `ads/**`; `*` and `?` stay within one folder.
#[derive(Clone, Default)]
pub struct Globs {
    patterns: Vec<String>,
    set: GlobSet,
}

impl Globs {
    /// Joins patterns that were read by [`Globs::parse`].
    pub(in crate::rules) fn new(globs: &[Glob]) -> Option<Self> {
        let mut builder = GlobSetBuilder::new();
        for glob in globs {
            builder.add(glob.clone());
        }
        let patterns = globs.iter().map(|glob| glob.glob().to_owned()).collect();
        Some(Self {
            patterns,
            set: builder.build().ok()?,
        })
    }

    /// Reads one pattern; the error is in words.
    pub(in crate::rules) fn parse(pattern: &str) -> Result<Glob, String> {
        let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
        let glob = GlobBuilder::new(pattern).literal_separator(true).build();
        glob.map_err(|error| error.kind().to_string())
    }

    /// Whether any pattern matches a path with `/` between its folders.
    #[must_use]
    pub fn is_match(&self, path: &str) -> bool {
        !self.patterns.is_empty() && self.set.is_match(path.strip_prefix("./").unwrap_or(path))
    }

    /// The patterns, as written.
    #[must_use]
    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }

    /// Whether there is no pattern.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }
}

impl fmt::Debug for Globs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.patterns.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(patterns: &[&str]) -> Globs {
        let globs: Vec<_> = patterns
            .iter()
            .map(|glob| Globs::parse(glob).unwrap())
            .collect();
        Globs::new(&globs).unwrap()
    }

    #[test]
    fn one_star_stays_in_its_folder() {
        let globs = globs(&["ads/*.md", "./web/**"]);
        assert!(globs.is_match("ads/a.md"));
        assert!(!globs.is_match("ads/2026/a.md"));
        assert!(globs.is_match("web/a/b.html"));
        assert!(globs.is_match("./web/b.html"));
    }

    #[test]
    fn no_pattern_matches_nothing() {
        assert!(!globs(&[]).is_match(""));
    }
}
