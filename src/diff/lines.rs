//! Which lines a change touched: as a host lists them, or as a difference in git's form says.

use std::collections::BTreeMap;

use crate::extract::Place;

/// The lines of the new state that a change added or edited.
///
/// Paths are as reports show them. A file of which lines went away and none came is changed, and
/// has no changed line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    files: BTreeMap<String, Changed>,
}

/// What was changed of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Changed {
    Whole,
    Parts {
        /// First and last lines, from 1.
        ranges: Vec<(u32, u32)>,
        /// Lines behind which some were taken out; 0 is the beginning.
        gaps: Vec<u32>,
    },
}

/// How much of a place a change touched, most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Touch {
    /// All its lines.
    Whole,
    /// Some of its lines.
    Part,
    /// The file, elsewhere.
    File,
    /// Nothing.
    No,
}

impl Lines {
    /// A change that touched nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a file that is wholly new, or has no lines.
    pub fn add_file(&mut self, path: &str) {
        self.files.insert(path.to_owned(), Changed::Whole);
    }

    /// Takes a file as changed, though no line of it is there to see.
    pub fn add_change(&mut self, path: &str) {
        let nothing = || Changed::Parts {
            ranges: Vec::new(),
            gaps: Vec::new(),
        };
        self.files.entry(path.to_owned()).or_insert_with(nothing);
    }

    /// Takes it that lines were taken out behind `line`; 0 is the beginning.
    pub fn add_gap(&mut self, path: &str, line: u32) {
        self.add_change(path);
        if let Some(Changed::Parts { gaps, .. }) = self.files.get_mut(path) {
            gaps.push(line);
        }
    }

    /// Takes the lines from `first` to `last`, both included and counted from 1.
    pub fn add_lines(&mut self, path: &str, first: u32, last: u32) {
        self.add_change(path);
        if let Some(Changed::Parts { ranges, .. }) = self.files.get_mut(path) {
            ranges.push((first.min(last), first.max(last)));
        }
    }

    /// Whether anything of the file was touched.
    #[must_use]
    pub fn has_file(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether a line of the file was added or edited.
    #[must_use]
    pub fn has_line(&self, path: &str, line: u32) -> bool {
        self.files.get(path).is_some_and(|changed| match changed {
            Changed::Whole => true,
            Changed::Parts { ranges, .. } => ranges.iter().any(|&(a, b)| (a..=b).contains(&line)),
        })
    }

    /// How many files were touched.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether nothing was touched.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The same with other paths; `None` leaves a file out.
    #[must_use]
    pub fn renamed(self, mut path: impl FnMut(&str) -> Option<String>) -> Self {
        let files = self.files.into_iter();
        let files = files.filter_map(|(old, changed)| Some((path(&old)?, changed)));
        Self {
            files: files.collect(),
        }
    }

    /// How much of a place was touched.
    pub(super) fn touch(&self, place: &Place) -> Touch {
        let Some(Changed::Parts { ranges, .. }) = self.files.get(&*place.path) else {
            let whole = self.has_file(&place.path);
            return if whole { Touch::Whole } else { Touch::No };
        };
        if place.unit.is_some() {
            return Touch::Whole;
        }
        let first = place.start.line;
        let end = place.end();
        let ends_before = end.column == 1 && end.line > first;
        let last = end.line - u32::from(ends_before);
        let changed = |line: u32| ranges.iter().any(|&(a, b)| (a..=b).contains(&line));
        let touched = (first..=last).filter(|&line| changed(line)).count();
        match touched {
            0 => Touch::File,
            all if all == (last - first + 1) as usize => Touch::Whole,
            _ => Touch::Part,
        }
    }

    /// The changed line of a file that is nearest to `line`: the last before it, else the first
    /// behind it; `None` where no line of the file is known to be changed.
    pub(super) fn nearest(&self, path: &str, line: u32) -> Option<u32> {
        let Changed::Parts { ranges, .. } = self.files.get(path)? else {
            return None;
        };
        let before = ranges.iter().filter(|&&(first, _)| first <= line);
        let before = before.map(|&(_, last)| last.min(line)).max();
        before.or_else(|| ranges.iter().map(|&(first, _)| first).min())
    }

    /// The same, else the line in front of the nearest gap.
    pub(super) fn nearest_or_gap(&self, path: &str, line: u32) -> Option<u32> {
        let Changed::Parts { gaps, .. } = self.files.get(path)? else {
            return None;
        };
        let gap = || gaps.iter().copied().min_by_key(|gap| gap.abs_diff(line));
        self.nearest(path, line)
            .or_else(|| gap().map(|line| line.max(1)))
    }

    /// Reads a list with an entry a line: `PATH`, `PATH:LINE` or `PATH:FIRST-LAST`; or a
    /// difference in git's form.
    ///
    /// # Errors
    ///
    /// In words, where a line is none of these.
    ///
    /// # Examples
    ///
    /// ```
    /// use pledgelint::diff::Lines;
    ///
    /// let lines = Lines::parse("ads/a.md:3-4\nspecs/new.md\n").expect("two entries");
    /// assert!(lines.has_line("ads/a.md", 4) && !lines.has_line("ads/a.md", 5));
    /// assert!(lines.has_line("specs/new.md", 99));
    /// ```
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if is_patch(text) {
            return super::patch::parse(text);
        }
        let mut lines = Self::default();
        for (number, entry) in text.lines().enumerate() {
            let entry = entry.trim();
            if entry.is_empty() {
                continue;
            }
            match entry.rsplit_once(':') {
                Some((path, range)) if is_range(range) => {
                    let wrong = || format!("line {}: `{range}` is no range of lines", number + 1);
                    let (first, last) = range.split_once('-').unwrap_or((range, range));
                    let at = |text: &str| text.parse::<u32>().ok().filter(|&line| line > 0);
                    let (first, last) = (at(first), at(last));
                    let (Some(first), Some(last)) = (first, last) else {
                        return Err(wrong());
                    };
                    if last < first {
                        return Err(wrong());
                    }
                    lines.add_lines(path, first, last);
                }
                _ => lines.add_file(entry),
            }
        }
        Ok(lines)
    }
}

fn is_range(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c == '-')
}

fn is_patch(text: &str) -> bool {
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or_default();
        if line.starts_with("diff --git ") || (line.starts_with("--- ") && next.starts_with("+++ "))
        {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_files_and_lines() {
        let lines = Lines::parse("a.md:2\r\nb c.md:10-12\n\nd:e.md\n").unwrap();
        assert!(lines.has_line("a.md", 2) && !lines.has_line("a.md", 1));
        assert!(lines.has_line("b c.md", 10) && lines.has_line("b c.md", 12));
        assert!(!lines.has_line("b c.md", 13) && lines.has_line("d:e.md", 1));
        assert_eq!(lines.len(), 3);
        for wrong in [
            "a.md:0",
            "a.md:4-2",
            "a.md:4-",
            "a.md:1-2-3",
            "a.md:99999999999",
        ] {
            assert!(Lines::parse(wrong).is_err(), "{wrong}");
        }
        assert!(Lines::parse("").unwrap().is_empty());
    }

    #[test]
    fn the_nearest_line_is_the_last_before() {
        let lines = Lines::parse("a.md:2-4\na.md:9").unwrap();
        let nearest = |line| lines.nearest("a.md", line);
        assert_eq!(nearest(1), Some(2));
        assert_eq!(nearest(3), Some(3));
        assert_eq!(nearest(8), Some(4));
        assert_eq!(nearest(20), Some(9));
        assert_eq!(lines.nearest("b.md", 1), None);
    }
}
