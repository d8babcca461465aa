//! `pledgelint test`: the examples of rules files and packs, and what they fire.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Result, bail};
use pledgelint::examples::{self, Coverage, Firing, Item, Outcome, Row, Tested, Whose, Written};
use pledgelint::rules::builtin_packs;
use pledgelint::{Date, Ruleset};

use crate::args::{ColorChoice, TestArgs};
use crate::check;
use crate::config;
use crate::exit::Exit;
use crate::output;

/// Runs the examples; exit code 1 where one fails, or where they fire too little.
pub(crate) fn run(args: &TestArgs) -> Result<Exit> {
    let today = args.today.unwrap_or_else(check::today);
    let Some(tested) = tested(args, today)? else {
        return Ok(Exit::NotChecked);
    };
    if tested.outcomes.is_empty() {
        bail!("there is no example to run");
    }
    let failed = tested.outcomes.iter().filter(|one| !one.passed()).count();
    let covered = args.coverage.asked();
    output::write_to(None, |out| {
        for outcome in &tested.outcomes {
            print(outcome, args.quiet, out)?;
        }
        if covered {
            print_coverage(&tested.coverage, args.coverage.alternatives, out)?;
        }
        let passed = tested.outcomes.len() - failed;
        writeln!(out, "{passed} passed, {failed} failed")?;
        if covered {
            print_share(&tested.coverage, out)?;
        }
        Ok(())
    })?;
    let least = args.coverage.min_coverage;
    let enough = least.is_none_or(|least| tested.coverage.percent() >= usize::from(least));
    if !enough {
        output::complain("the examples fire less than --min-coverage asks for");
    }
    Ok(if failed == 0 && enough {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

/// Tests what `args` name; `None` where rules hold mistakes, which have been shown.
fn tested(args: &TestArgs, today: Date) -> Result<Option<Tested>> {
    let color = output::colored_errors(ColorChoice::Auto);
    let mut tested = Tested {
        outcomes: Vec::new(),
        coverage: Coverage::default(),
    };
    let mut add = |ruleset: &Ruleset, whose| {
        let more = examples::run(ruleset, whose, today);
        tested.outcomes.extend(more.outcomes);
        tested.coverage.items.extend(more.coverage.items);
    };
    for file in &args.files {
        match load(file, args.packs, color)? {
            Some((ruleset, whose)) => add(&ruleset, whose),
            None => return Ok(None),
        }
    }
    if args.files.is_empty() {
        let config = if args.packs {
            None
        } else {
            let Some(config) = config::load(None, None, color)? else {
                return Ok(None);
            };
            Some(config).filter(|config| config.configured)
        };
        if let Some(config) = config {
            add(&config.ruleset, Whose::Project);
        } else {
            let packs = builtin_packs().iter();
            for ruleset in packs.filter_map(|pack| Ruleset::of_pack(pack.name)) {
                add(&ruleset, Whose::All);
            }
        }
    }
    Ok(Some(tested))
}

/// A rules file, or a built-in pack by its name.
fn load(file: &Path, as_pack: bool, color: bool) -> Result<Option<(Ruleset, Whose)>> {
    let name = file.to_string_lossy();
    if !file.exists()
        && let Some(ruleset) = Ruleset::of_pack(&name)
    {
        return Ok(Some((ruleset, Whose::All)));
    }
    let ruleset = config::load_file(file, as_pack, color)?;
    Ok(ruleset.map(|ruleset| (ruleset, Whose::Project)))
}

fn print(outcome: &Outcome, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
    let Outcome {
        promise,
        example,
        written,
        ..
    } = outcome;
    if outcome.passed() {
        return if quiet {
            Ok(())
        } else {
            writeln!(out, "ok    {promise}: {example}")
        };
    }
    writeln!(out, "FAIL  {promise}: {example}")?;
    writeln!(out, "      at {}", place(written))?;
    let rows = outcome.rows();
    let width = rows.iter().map(|row| left(row).chars().count());
    let width = width.max().unwrap_or_default().max("expected".len());
    writeln!(out, "        {:width$} | found", "expected")?;
    for row in &rows {
        let (sign, found) = match &row.found {
            Some(found) if row.agrees() => (' ', found.finding.clone()),
            Some(found) => ('+', format!("{}, since {}", found.finding, found.reason)),
            None => ('-', "nothing".to_owned()),
        };
        writeln!(out, "      {sign} {:width$} | {found}", left(row))?;
    }
    if rows.iter().any(|row| row.found.is_none()) {
        let nothing = ["no phrase and no value".to_owned()];
        let read = if outcome.read.is_empty() {
            &nothing
        } else {
            outcome.read.as_slice()
        };
        for statement in read {
            writeln!(out, "        read: {statement}")?;
        }
    }
    Ok(())
}

fn left(row: &Row) -> &str {
    row.expected.as_deref().unwrap_or("nothing")
}

fn print_coverage(coverage: &Coverage, alternatives: bool, out: &mut dyn Write) -> io::Result<()> {
    for item in &coverage.items {
        let what = match item.firing {
            Firing::Never => "no example fires it",
            Firing::Idle if item.role == "look-alike" => "it takes no match out of an example",
            Firing::Idle => "something takes it out of every example",
            Firing::Fired => continue,
        };
        writeln!(out, "{}: {what}: {}", place(&item.written), named(item))?;
    }
    let fired = coverage
        .items
        .iter()
        .filter(|item| alternatives && item.firing == Firing::Fired);
    for item in fired.filter(|item| !item.never_taken.is_empty()) {
        let never = item.never_taken.join(", ");
        writeln!(out, "{}: never taken: {never}", place(&item.written))?;
    }
    Ok(())
}

/// An item in words: `breach slowed of telecom/unlimited-data (en): "throttl* to {speed}"`.
fn named(item: &Item) -> String {
    let facet = item.facet.as_deref().filter(|facet| !facet.is_empty());
    let facet = facet.map(|facet| format!(" {facet}")).unwrap_or_default();
    let of = format!("{}{facet} of {}", item.role, item.promise);
    match &item.language {
        Some(language) => format!("{of} ({language}): {:?}", item.text),
        None => format!("{of}: {:?}", item.text),
    }
}

fn print_share(coverage: &Coverage, out: &mut dyn Write) -> io::Result<()> {
    let (fired, all) = (coverage.fired(), coverage.items.len());
    let percent = coverage.percent();
    writeln!(
        out,
        "{fired} of {all} phrases and values fired, {percent} %"
    )
}

fn place(written: &Written) -> String {
    format!("{}:{}:{}", written.file, written.line, written.column)
}
