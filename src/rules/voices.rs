//! Channels that everybody knows, by the names of folders and files: `rules/channels.toml`.

use std::sync::OnceLock;

use toml::de::{DeTable, DeValue};

use crate::text::fold::{fold_word, without_marks};

/// A channel of the data.
pub(crate) struct KnownChannel {
    pub(crate) name: String,
    /// When two texts disagree, the higher is taken as the truth; 0 where all are equal.
    pub(crate) authority: i64,
    /// Whether what it promises is what people buy for.
    advertises: bool,
    /// Whether its headings name what is told under them, and promise nothing themselves.
    titles: bool,
    /// Those of the names that hold prices and properties.
    lists: Vec<String>,
    /// Whether it repeats what others promise.
    repeats: bool,
    /// Those of the names whose pages make promises all the same.
    makes: Vec<String>,
    names: Vec<String>,
    /// Names that begin a longer one.
    leads: Vec<String>,
    /// Names that end a longer one.
    tails: Vec<String>,
}

/// The channels of the data, in its order.
pub(crate) fn known_channels() -> &'static [KnownChannel] {
    static KNOWN: OnceLock<Vec<KnownChannel>> = OnceLock::new();
    KNOWN.get_or_init(read)
}

fn read() -> Vec<KnownChannel> {
    let (document, _) = DeTable::parse_recoverable(include_str!("../../rules/channels.toml"));
    let mut tables: Vec<_> = document.get_ref().iter().collect();
    tables.sort_by_key(|(key, _)| key.span().start);
    let read = |(key, value): (&toml::Spanned<toml::de::DeString>, &toml::Spanned<DeValue>)| {
        let table = value.get_ref().as_table()?;
        let value = |key: &str| table.get(key).map(toml::Spanned::get_ref);
        let words = |key: &str| -> Vec<String> {
            let words = value(key).and_then(|value| value.as_array());
            let words = words.into_iter().flat_map(|words| words.iter());
            words
                .filter_map(|word| word.get_ref().as_str().map(str::to_owned))
                .collect()
        };
        Some(KnownChannel {
            name: key.get_ref().to_string(),
            authority: match value("authority") {
                Some(DeValue::Integer(number)) => number.as_str().parse().unwrap_or(0),
                _ => 0,
            },
            advertises: matches!(value("advertises"), Some(DeValue::Boolean(true))),
            titles: matches!(value("titles"), Some(DeValue::Boolean(true))),
            lists: words("lists"),
            repeats: matches!(value("repeats"), Some(DeValue::Boolean(true))),
            makes: words("makes"),
            names: words("names"),
            leads: words("leads"),
            tails: words("tails"),
        })
    };
    tables.into_iter().filter_map(read).collect()
}

/// The known channel of a path, by its index, and the pattern that says why; `None` where no name
/// tells, and where the path could not be written as a pattern.
pub(crate) fn known_channel_of(path: &str) -> Option<(usize, String)> {
    let mut end = 0;
    for (slash, _) in path.match_indices('/') {
        if let Some(channel) = named(&path[end..slash]) {
            let folder = &path[..slash];
            return is_literal(folder).then(|| (channel, format!("{folder}/**")));
        }
        end = slash + 1;
    }
    let channel = named(stem(&path[end..]))?;
    is_literal(path).then(|| (channel, path.to_owned()))
}

/// Whether a path, or the name of a channel, tells of advertisements: what people read before they
/// buy.
pub(crate) fn advertises(path: &str) -> bool {
    first_named(path).is_some_and(|(channel, _)| channel.advertises)
}

/// Whether a path, or the name of a channel, tells of pages whose headings promise nothing.
pub(crate) fn has_titles(path: &str) -> bool {
    first_named(path).is_some_and(|(channel, _)| channel.titles)
}

/// Whether a path, or the name of a channel, tells of advertisements and of no list of prices.
pub(crate) fn is_advertisement(path: &str) -> bool {
    let lists = |channel: &KnownChannel, part: &str| channel.lists.contains(&spelling(part));
    first_named(path).is_some_and(|(channel, part)| channel.advertises && !lists(channel, part))
}

/// Whether a path, or the name of a channel, tells of texts that repeat what others promise, as terms
/// and answers do; `None` where no name tells.
pub(crate) fn repeats(path: &str) -> Option<bool> {
    let makes = |channel: &KnownChannel, part: &str| {
        let name = spelling(part);
        let mut names = channel.makes.iter();
        names.any(|makes| {
            name == *makes || begins_with_word(&name, makes) || ends_with_word(&name, makes)
        })
    };
    first_named(path).map(|(channel, part)| channel.repeats && !makes(channel, part))
}

/// The channel of the outermost part of a path that names one, and the part.
fn first_named(path: &str) -> Option<(&'static KnownChannel, &str)> {
    let mut parts = path.split('/').rev();
    let file = parts.next().map(stem);
    let mut parts = parts.rev().chain(file);
    parts.find_map(|part| named(part).map(|channel| (&known_channels()[channel], part)))
}

/// The channel that a part of a path names: by its whole, by the words that it begins with, or by its
/// last ones.
fn named(part: &str) -> Option<usize> {
    let name = spelling(part);
    let known = known_channels();
    let first = |is_it: &dyn Fn(&KnownChannel) -> bool| known.iter().position(is_it);
    first(&|channel| channel.names.contains(&name))
        .or_else(|| {
            let begins = |lead: &String| begins_with_word(&name, lead);
            first(&|channel| channel.leads.iter().any(begins))
        })
        .or_else(|| {
            let ends = |last: &String| ends_with_word(&name, last);
            first(&|channel| channel.tails.iter().any(ends))
        })
}

fn begins_with_word(name: &str, word: &str) -> bool {
    let rest = name.strip_prefix(word);
    rest.is_some_and(|rest| rest.starts_with(['-', '.']))
}

/// Whether a name ends with a word, behind a hyphen or, where words are not spaced, behind anything.
fn ends_with_word(name: &str, word: &str) -> bool {
    let before = name.strip_suffix(word);
    before.is_some_and(|before| {
        before.ends_with(['-', '.']) || (!word.is_ascii() && !before.is_empty())
    })
}

/// A part of a path as names are compared.
fn spelling(part: &str) -> String {
    without_marks(&fold_word(part)).replace(['_', ' '], "-")
}

fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// Whether a path means itself as a pattern.
fn is_literal(path: &str) -> bool {
    !path.contains(['*', '?', '[', ']', '{', '}', '\\'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_end_a_name_or_begin_one_tell_who_speaks() {
        for (path, expected) in [
            ("terms.md", Some(true)),
            ("refund-policy.md", Some(true)),
            ("en/agent_script.txt", Some(true)),
            ("Chính sách đổi trả.md", Some(true)),
            ("dieu-khoan-the.md", Some(true)),
            ("会员服务条款.md", Some(true)),
            ("faq/offers.md", Some(true)),
            ("ads/terms.md", Some(false)),
            ("summer-campaign.md", Some(false)),
            ("privacy-policy.md", Some(false)),
            ("隐私政策.md", Some(false)),
            ("chinh-sach-bao-mat-2026.md", Some(false)),
            ("home.md", None),
            ("midterms.md", None),
            ("policy-makers.md", None),
            ("best-price-guarantee.md", None),
            ("live-support.md", None),
            ("no-fees.md", None),
            ("lifetime-warranty.md", None),
            ("free-returns.md", None),
            ("hard-copy.md", None),
            ("条.md", None),
        ] {
            assert_eq!(repeats(path), expected, "{path}");
        }
    }
}
