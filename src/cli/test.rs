//! `pledgelint test`: the examples of rules files and packs.

use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail};
use pledgelint::Ruleset;
use pledgelint::examples::{self, Outcome};

use crate::args::{ColorChoice, TestArgs};
use crate::check;
use crate::config;
use crate::exit::Exit;
use crate::output;

/// Runs the examples; exit code 1 where one fails.
pub(crate) fn run(args: &TestArgs) -> Result<Exit> {
    let today = args.today.unwrap_or_else(check::today);
    let mut outcomes = Vec::new();
    let color = output::colored_errors(ColorChoice::Auto);
    for file in &args.files {
        let Some(ruleset) = load(file, color)? else {
            return Ok(Exit::NotChecked);
        };
        outcomes.extend(examples::run(&ruleset, today));
    }
    if args.files.is_empty() {
        let Some(config) = config::load(None, None, color)? else {
            return Ok(Exit::NotChecked);
        };
        outcomes.extend(examples::run(&config.ruleset, today));
    }
    if outcomes.is_empty() {
        bail!("there is no example to run");
    }
    output::write_to(None, |out| {
        outcomes.iter().try_for_each(|o| print(o, args.quiet, out))
    })?;
    let failed = outcomes.iter().filter(|outcome| !outcome.passed()).count();
    let passed = outcomes.len() - failed;
    output::write_to(None, |out| {
        writeln!(out, "{passed} passed, {failed} failed")
    })?;
    Ok(if failed == 0 {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

/// A rules file, or a built-in pack by its name.
fn load(file: &Path, color: bool) -> Result<Option<Ruleset>> {
    let name = file.to_string_lossy();
    if !file.exists()
        && let Some(ruleset) = Ruleset::of_pack(&name)
    {
        return Ok(Some(ruleset));
    }
    config::load_file(file, color)
}

fn print(outcome: &Outcome, quiet: bool, out: &mut dyn Write) -> std::io::Result<()> {
    let Outcome {
        promise,
        example,
        missing,
        unexpected,
    } = outcome;
    if outcome.passed() {
        return if quiet {
            Ok(())
        } else {
            writeln!(out, "ok    {promise}: {example}")
        };
    }
    writeln!(out, "FAIL  {promise}: {example}")?;
    for line in missing {
        writeln!(out, "      expected and not found: {line}")?;
    }
    for line in unexpected {
        writeln!(out, "      found and not expected: {line}")?;
    }
    Ok(())
}
