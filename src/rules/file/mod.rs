//! What may be written in a rules file, with the place of every part.
//!
//! Reading never fails: what cannot be understood is reported and left out, the rest is kept.
//! Names are not looked up here: whether a subject or a channel exists is for later to say.

mod channel;
mod disclosure;
mod example;
mod input;
mod phrases;
mod promise;
mod reader;
mod severity;
mod subject;
mod syntax;
mod unknown;
mod value;
mod waiver;

use toml::de::DeTable;

use crate::text::Span;

use super::keys::{self, PROMISE};
use super::mistake::{Mistake, Mistakes};
use super::place::{At, FileIndex, Place};
use reader::{Cx, Table};

pub(super) use channel::{ChannelFile, LanguageFile};
pub(super) use disclosure::{DISTANCES, DisclosureFile, RequiredFile};
pub(super) use example::{CaseFile, ExamplesFile};
pub(super) use input::InputFile;
pub(super) use phrases::{ANY, PhraseTable};
pub(super) use promise::{APPLIES, FacetFile, PromiseFile};
pub(super) use severity::{LEVELS, SeverityFile};
pub(super) use subject::SubjectFile;
pub(super) use value::{EvidenceFile, IsFile, ValueFile};
pub(super) use waiver::WaiverFile;

/// All that one rules file says.
pub(super) struct RulesFile {
    /// The whole file, for mistakes that have no better place.
    pub place: Place,
    pub required_version: Option<At<String>>,
    pub languages: Option<Vec<At<String>>>,
    pub packs: Vec<At<String>>,
    /// More rules files, which the caller has read: see [`includes`].
    pub rules: Vec<At<String>>,
    pub exclude: Vec<At<String>>,
    /// Of a pack: whether it applies only where it is named.
    pub when_named: Option<At<bool>>,
    pub inputs: Vec<InputFile>,
    pub channels: Vec<ChannelFile>,
    pub language_paths: Vec<LanguageFile>,
    pub subjects: Vec<SubjectFile>,
    pub words: Vec<(At<String>, Vec<At<String>>)>,
    pub promises: Vec<PromiseFile>,
    pub overlays: Vec<OverlayFile>,
    pub waivers: Vec<WaiverFile>,
}

impl RulesFile {
    /// Whether a pack is left out unless a project names it.
    pub(super) fn applies_when_named(&self) -> bool {
        self.when_named.is_some_and(|flag| flag.value)
    }
}

/// What a file changes in the promises of a pack.
pub(super) struct OverlayFile {
    pub pack: At<String>,
    pub promises: Vec<PromiseFile>,
}

/// Reads one rules file; `languages` are the codes that phrase tables may have.
pub(super) fn read(
    text: &str,
    file: FileIndex,
    languages: &[String],
    mistakes: &Mistakes,
) -> RulesFile {
    let (document, errors) = DeTable::parse_recoverable(text);
    let cx = Cx {
        file,
        text,
        languages,
        mistakes,
    };
    let broken = syntax::report(&cx, &errors);
    let first_line = text.lines().next().unwrap_or_default().len();
    let place = Place {
        file,
        span: Span::new(0, first_line),
    };
    let mut table = Table::new(&cx, String::new(), place, document.get_ref()).of(&keys::FILE);
    let written = RulesFile {
        place,
        required_version: table.string("required-version"),
        languages: table.get("languages").map(|value| value.strings()),
        packs: table.strings("packs"),
        rules: table.strings("rules"),
        exclude: table.strings("exclude"),
        when_named: table.bool("when-named"),
        inputs: input::read_all(&mut table),
        channels: channel::read_all(&mut table),
        language_paths: channel::read_languages(&mut table),
        subjects: subject::read_all(&mut table),
        words: read_words(&mut table),
        promises: promise::read_all(&mut table, "promise"),
        overlays: read_overlays(&mut table),
        waivers: waiver::read_all(&mut table),
    };
    // A table whose header cannot be read leaves its keys to the file.
    table
        .rest
        .retain(|value| broken.is_none_or(|at| value.key_place.span.start < at));
    table.finish();
    written
}

/// Whether a text says what a rules file alone does: all its keys are those of one, and one of
/// them holds rules.
pub(super) fn is_rules_file(text: &str) -> bool {
    let (document, _) = DeTable::parse_recoverable(text);
    let document = document.get_ref();
    let holds_rules = |key: &str, value: &toml::de::DeValue| match key {
        "promise" | "pack" => value.as_table().is_some(),
        "packs" | "waiver" => value.as_array().is_some(),
        _ => false,
    };
    let mut entries = document.iter();
    document
        .iter()
        .all(|(key, _)| keys::FILE.key(key.get_ref()).is_some())
        && entries.any(|(key, value)| holds_rules(key.get_ref(), value.get_ref()))
}

/// The globs of a file's `rules`, as far as they can be read.
pub(super) fn includes(text: &str) -> Vec<String> {
    // Keys of the file itself stand before its first table.
    let header = |line: &&str| line.trim_start().starts_with('[');
    let head: Vec<_> = text.lines().take_while(|line| !header(line)).collect();
    let head = head.join("\n");
    let (document, _) = DeTable::parse_recoverable(&head);
    let globs = document
        .get_ref()
        .get("rules")
        .and_then(|value| value.get_ref().as_array());
    let globs = globs.into_iter().flat_map(|globs| globs.iter());
    globs
        .filter_map(|glob| glob.get_ref().as_str().map(str::to_owned))
        .collect()
}

fn read_words(table: &mut Table) -> Vec<(At<String>, Vec<At<String>>)> {
    let Some(words) = table.table("words") else {
        return Vec::new();
    };
    let list = |value: &reader::Value| {
        let phrases = value.strings();
        if matches!(value.toml, toml::de::DeValue::Array(items) if items.is_empty()) {
            let message = format!("`{}` holds no phrase", value.key);
            value.cx.report(Mistake::new("empty", value.place, message));
        }
        (At::new(value.key.to_owned(), value.key_place), phrases)
    };
    words.rest.iter().map(list).collect()
}

fn read_overlays(table: &mut Table) -> Vec<OverlayFile> {
    let read = |(pack, mut promises): (At<&str>, Table)| {
        let is_setting = |value: &reader::Value| {
            PROMISE.key(value.key).is_some() && !matches!(value.toml, toml::de::DeValue::Table(_))
        };
        for value in promises.rest.iter().filter(|value| is_setting(value)) {
            let message = format!("`{}` is a setting of a promise, not of a pack", value.key);
            let help = format!(
                "write it under `[pack.{}.PROMISE]`; a pack that `packs` does not name is off",
                pack.value
            );
            let mistake = Mistake::new("misplaced-key", value.key_place, message);
            value.cx.report(mistake.help(help));
        }
        promises.rest.retain(|value| !is_setting(value));
        OverlayFile {
            pack: pack.map(str::to_owned),
            promises: promise::read_each(&promises),
        }
    };
    table.tables("pack").into_iter().map(read).collect()
}
