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
    names: Vec<String>,
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
            names: words("names"),
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

/// The channel of the outermost part of a path that names one, and the part.
fn first_named(path: &str) -> Option<(&'static KnownChannel, &str)> {
    let mut parts = path.split('/').rev();
    let file = parts.next().map(stem);
    let mut parts = parts.rev().chain(file);
    parts.find_map(|part| named(part).map(|channel| (&known_channels()[channel], part)))
}

fn named(part: &str) -> Option<usize> {
    let name = spelling(part);
    let mut known = known_channels().iter();
    known.position(|channel| channel.names.contains(&name))
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
