//! Channels, languages and path patterns.

use crate::rules::file::RulesFile;
use crate::rules::mistake::{Mistake, Mistakes};
use crate::rules::place::At;
use crate::rules::ruleset::{Channel, ChannelId, Globs, Language, LanguageId};
use crate::rules::suggest;

use super::Builder;

pub(super) fn channels(builder: &mut Builder, files: &[RulesFile]) -> Vec<Channel> {
    let mut channels = Vec::new();
    for channel in files.iter().flat_map(|file| &file.channels) {
        let id = ChannelId::new(channels.len());
        if !builder.channels.declare(&channel.id, id, builder.mistakes) {
            continue;
        }
        channels.push(Channel {
            id: channel.id.value.clone(),
            paths: read_globs(builder.mistakes, &channel.paths),
            authority: channel.authority.map_or(0, |authority| authority.value),
            promises: channel.promises.map(|promises| promises.value),
            customer_speakers: texts(&channel.customer_speakers),
        });
    }
    channels
}

/// The languages in use, with the paths that the files give them.
pub(super) fn languages(
    builder: &mut Builder,
    files: &[RulesFile],
    codes: Vec<String>,
) -> Vec<Language> {
    let mut paths: Vec<Vec<At<String>>> = vec![Vec::new(); codes.len()];
    for language in files.iter().flat_map(|file| &file.language_paths) {
        if let Some(at) = codes.iter().position(|code| *code == language.code.value) {
            paths[at].extend(language.paths.iter().cloned());
        } else {
            let message = format!(
                "`{}` is not among the languages in use",
                language.code.value
            );
            let help = suggest::help(&language.code.value, codes.iter().map(String::as_str));
            let mistake = Mistake::new("unknown-language", language.code.place, message);
            builder.mistakes.report(mistake.help(help));
        }
    }
    let ids = codes.iter().enumerate();
    builder.languages = ids
        .map(|(at, code)| (code.clone(), LanguageId::new(at)))
        .collect();
    let language = |(code, paths): (String, Vec<_>)| Language {
        code,
        paths: read_globs(builder.mistakes, &paths),
    };
    codes.into_iter().zip(paths).map(language).collect()
}

/// Compiles path patterns; bad ones are reported and left out.
pub(in crate::rules) fn read_globs(mistakes: &Mistakes, patterns: &[At<String>]) -> Globs {
    let glob = |pattern: &At<String>| match Globs::parse(&pattern.value) {
        Ok(glob) => Some(glob),
        Err(why) => {
            let message = format!("`{}` is no path pattern: {why}", pattern.value);
            let help =
                "`*` is any name, `**` any folders, `{a,b}` one of several, `[ab]` one letter";
            let mistake = Mistake::new("bad-glob", pattern.place, message);
            mistakes.report(mistake.help(help.to_owned()));
            None
        }
    };
    let globs: Vec<_> = patterns.iter().filter_map(glob).collect();
    Globs::new(&globs).unwrap_or_else(|| {
        if let Some(pattern) = patterns.first() {
            let message = "these path patterns are too large";
            mistakes.report(Mistake::new("bad-glob", pattern.place, message));
        }
        Globs::default()
    })
}

pub(super) fn texts(written: &[At<String>]) -> Vec<String> {
    written.iter().map(|text| text.value.clone()).collect()
}
