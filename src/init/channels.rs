//! Channels by the names of folders and files.

use std::collections::BTreeMap;

use crate::rules::{known_channel_of, known_channels};

/// More folders of one name are written as one pattern.
const MOST_FOLDERS: usize = 4;

/// A channel that the paths suggest.
#[derive(Debug)]
pub(super) struct ChannelDraft {
    pub name: String,
    /// 0 where all channels are equal.
    pub authority: i64,
    /// Path patterns, each with its first file and how many files it holds.
    pub patterns: Vec<(String, String, usize)>,
}

/// The channels of `paths`, which are sorted; those without a file are left out.
pub(super) fn propose<'p>(paths: impl Iterator<Item = &'p str>) -> Vec<ChannelDraft> {
    let known = known_channels();
    let mut places: Vec<Vec<(String, String, usize)>> = known.iter().map(|_| Vec::new()).collect();
    for path in paths {
        let Some((channel, pattern)) = known_channel_of(path) else {
            continue;
        };
        let patterns = &mut places[channel];
        match patterns.iter_mut().find(|(known, _, _)| *known == pattern) {
            Some((_, _, files)) => *files += 1,
            None => patterns.push((pattern, path.to_owned(), 1)),
        }
    }
    let drafts = known.iter().zip(places);
    drafts
        .filter(|(_, patterns)| !patterns.is_empty())
        .map(|(channel, patterns)| ChannelDraft {
            name: channel.name.clone(),
            authority: channel.authority,
            patterns: together(patterns),
        })
        .collect()
}

/// Joins many folders of one name: `**/ads/**`.
fn together(patterns: Vec<(String, String, usize)>) -> Vec<(String, String, usize)> {
    let last = |pattern: &str| {
        let folder = pattern.strip_suffix("/**")?;
        Some(folder.rsplit('/').next().unwrap_or(folder).to_owned())
    };
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for name in patterns.iter().filter_map(|(pattern, _, _)| last(pattern)) {
        *by_name.entry(name).or_default() += 1;
    }
    let mut out: Vec<(String, String, usize)> = Vec::new();
    for (pattern, first, files) in patterns {
        let name = last(&pattern).filter(|name| by_name[name] > MOST_FOLDERS);
        let pattern = name.map_or(pattern, |name| format!("**/{name}/**"));
        match out.iter_mut().find(|(known, _, _)| *known == pattern) {
            Some((_, _, all)) => *all += files,
            None => out.push((pattern, first, files)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(paths: &[&str]) -> Vec<(String, Vec<String>)> {
        let drafts = propose(paths.iter().copied()).into_iter();
        drafts
            .map(|draft| {
                let patterns = draft.patterns.into_iter().map(|(pattern, _, _)| pattern);
                (draft.name, patterns.collect())
            })
            .collect()
    }

    #[test]
    fn folders_and_files_in_three_languages_speak_for_channels() {
        let paths = [
            "Marketing/a.md",
            "en/terms_of_service.md",
            "vi/Quảng cáo/b.md",
            "zh/广告/c.md",
            "zh/客服/terms/d.md",
        ];
        let found = patterns(&paths);
        let expected = [
            (
                "marketing",
                vec!["Marketing/**", "vi/Quảng cáo/**", "zh/广告/**"],
            ),
            ("support", vec!["zh/客服/**"]),
            ("terms", vec!["en/terms_of_service.md"]),
        ];
        let expected = expected.map(|(name, patterns)| {
            let patterns = patterns.into_iter().map(str::to_owned).collect();
            (name.to_owned(), patterns)
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn names_of_many_voices_and_parts_of_names_speak_for_none() {
        let paths = [
            "docs/a.md",
            "content/web/b.md",
            "roads/c.md",
            "adsense/d.md",
            "a[1]/ads/e.md",
        ];
        assert_eq!(patterns(&paths), []);
    }

    #[test]
    fn many_folders_of_one_name_are_one_pattern() {
        let paths: Vec<String> = (0..6).map(|at| format!("market{at}/ads/a.md")).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let found = patterns(&paths);
        assert_eq!(
            found,
            [("marketing".to_owned(), vec!["**/ads/**".to_owned()])]
        );
    }
}
