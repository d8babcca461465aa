//! How files are read, by path.

use crate::input::{self, FieldPattern, Settings};
use crate::rules::file::RulesFile;
use crate::rules::mistake::{Mistake, Mistakes};
use crate::rules::place::At;
use crate::rules::ruleset::InputRule;
use crate::rules::suggest;

use super::channels::read_globs;

pub(super) fn inputs(mistakes: &Mistakes, files: &[RulesFile]) -> Vec<InputRule> {
    let written = files.iter().flat_map(|file| &file.inputs);
    let code = |input: &crate::rules::file::InputFile| InputRule {
        paths: read_globs(mistakes, &input.strings_in),
        settings: Settings {
            format: Some(input::CODE),
            fields: patterns(mistakes, &input.fields),
            skip: patterns(mistakes, &input.skip),
        },
    };
    let strings = files.iter().flat_map(|file| &file.inputs);
    let strings: Vec<InputRule> = strings
        .filter(|input| !input.strings_in.is_empty())
        .map(code)
        .collect();
    let read = |input: &crate::rules::file::InputFile| InputRule {
        paths: read_globs(mistakes, &input.paths),
        settings: Settings {
            format: input
                .format
                .as_ref()
                .and_then(|name| format(mistakes, name)),
            fields: patterns(mistakes, &input.fields),
            skip: patterns(mistakes, &input.skip),
        },
    };
    // A table of strings alone names no other files.
    let written = written.filter(|input| input.strings_in.is_empty() || !input.paths.is_empty());
    written.map(read).chain(strings).collect()
}

fn format(mistakes: &Mistakes, name: &At<String>) -> Option<&'static str> {
    let found = input::format_names().find(|known| *known == name.value);
    if found.is_none() {
        let message = format!("no format is named `{}`", name.value);
        let help = suggest::help(&name.value, input::format_names());
        mistakes.report(Mistake::new("unknown-name", name.place, message).help(help));
    }
    found
}

fn patterns(mistakes: &Mistakes, written: &[At<String>]) -> Vec<FieldPattern> {
    let read = |pattern: &At<String>| {
        let read = FieldPattern::parse(&pattern.value);
        if read.is_none() {
            let message = format!("`{}` is no pattern of fields", pattern.value);
            let help = "names with dots between them; `*` is any one name: `plans.*.note`";
            let mistake = Mistake::new("bad-field", pattern.place, message);
            mistakes.report(mistake.help(help.to_owned()));
        }
        read
    };
    written.iter().filter_map(read).collect()
}
