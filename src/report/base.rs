//! The folder that a host's paths are relative to.

use std::fmt::Write as _;

/// Where the content lies, seen from the folder that a host shows paths from.
///
/// A report's own paths are relative to the folder of the rules file; a host such as GitHub wants
/// them from the root of the repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base(String);

impl Base {
    /// The content's folder as a relative path with `/` between its parts; empty, or `.`, where
    /// both are the same.
    ///
    /// # Examples
    ///
    /// ```
    /// use pledgelint::report::Base;
    ///
    /// let base = Base::new("content/");
    /// assert_eq!(base.path("ads/a.md"), "content/ads/a.md");
    /// assert_eq!(base.path("../README.md"), "README.md");
    /// ```
    #[must_use]
    pub fn new(folder: &str) -> Self {
        let parts = folder
            .split('/')
            .filter(|part| !matches!(*part, "" | "."))
            .map(|part| format!("{part}/"));
        Self(parts.collect())
    }

    /// A path of a report as the host writes it.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        let (mut folder, mut rest) = (self.0.as_str(), path);
        while let Some(above) = rest.strip_prefix("../") {
            let outer = folder.trim_end_matches('/');
            let last = outer.rfind('/').map_or(0, |slash| slash + 1);
            if folder.is_empty() || &outer[last..] == ".." {
                break;
            }
            (folder, rest) = (&folder[..last], above);
        }
        format!("{folder}{rest}")
    }

    /// The same as a relative URI.
    pub(super) fn uri(&self, path: &str) -> String {
        let path = self.path(path);
        let mut uri = String::with_capacity(path.len());
        for byte in path.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
                uri.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
        uri
    }
}

#[cfg(test)]
mod tests {
    use super::Base;

    #[test]
    fn paths_are_seen_from_the_host() {
        let check = |folder: &str, path: &str, expected: &str| {
            assert_eq!(Base::new(folder).path(path), expected, "{folder} {path}");
        };
        check("", "a.md", "a.md");
        check(".", "../a.md", "../a.md");
        check("content", "ads/a.md", "content/ads/a.md");
        check("site/content/", "../../a.md", "a.md");
        check("content", "../../a.md", "../a.md");
        check("..", "ads/a.md", "../ads/a.md");
        check("../", "../a.md", "../../a.md");
    }

    #[test]
    fn a_uri_holds_no_character_that_a_uri_cannot() {
        let uri = Base::new("nội dung").uri("ads/#1 50%.md");
        assert_eq!(uri, "n%E1%BB%99i%20dung/ads/%231%2050%25.md");
        assert_eq!(Base::default().uri("a:b.md"), "a%3Ab.md");
    }
}
