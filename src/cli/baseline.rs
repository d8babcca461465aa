//! `pledgelint baseline`, and finding and reading the file.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use pledgelint::Checker;
use pledgelint::suppress::Baseline;

use crate::args::{BaselineArgs, BaselineUse};
use crate::check::{self, Run};
use crate::config::Config;
use crate::exit::Exit;
use crate::output;
use crate::paths;

/// The name of the file, beside the rules file.
pub(crate) const NAME: &str = "pledgelint-baseline.json";

/// Writes the findings of now as the baseline, or takes out what no longer occurs.
pub(crate) fn run(args: &BaselineArgs) -> Result<Exit> {
    let content = args.content();
    let Some(run) = Run::new(&content)? else {
        return Ok(Exit::NotChecked);
    };
    let ruleset = &run.config.ruleset;
    let today = args.today.unwrap_or_else(check::today);
    let report = Checker::new(ruleset).report(run.read(&content)?, today);
    if !report.problems.is_empty() {
        for problem in &report.problems {
            output::complain(&format!("{}: {}", problem.path, problem.message));
        }
        bail!("the baseline stays as it is, since not everything could be read");
    }
    let file = place(run.config, args.baseline.as_deref());
    let (baseline, said) = if args.prune {
        let old = read(&file)?;
        let pruned = old.pruned(ruleset, &report.findings);
        let gone = old.len() - pruned.len();
        let said = format!("{gone} entries taken out, {} kept", pruned.len());
        (pruned, said)
    } else {
        let baseline = Baseline::of(ruleset, &report.findings);
        let left = report.findings.len() - baseline.len();
        let said = match left {
            0 => format!("{} findings", baseline.len()),
            _ => format!("{} findings; {left} cannot be accepted", baseline.len()),
        };
        (baseline, said)
    };
    output::replace(&file, baseline.to_json().as_bytes())?;
    if !args.quiet {
        output::complain(&format!("wrote {}: {said}", paths::slashed(&file)));
    }
    Ok(Exit::Clean)
}

/// The baseline that a check uses, and where it lies; `None` where there is none.
pub(crate) fn for_check(config: &Config, wanted: &BaselineUse) -> Result<Option<Baseline>> {
    if wanted.no_baseline {
        return Ok(None);
    }
    let file = place(config, wanted.baseline.as_deref());
    if wanted.baseline.is_none() && !file.exists() {
        return Ok(None);
    }
    let in_ci = || std::env::var_os("CI").is_some_and(|value| value == "true" || value == "1");
    let strict = wanted.baseline_strict.unwrap_or_else(in_ci);
    Ok(Some(read(&file)?.strict(strict)))
}

fn place(config: &Config, wanted: Option<&Path>) -> PathBuf {
    wanted.map_or_else(|| config.root.join(NAME), Path::to_path_buf)
}

fn read(file: &Path) -> Result<Baseline> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the baseline {}", file.display()))?;
    let name = file.file_name().unwrap_or(file.as_os_str());
    let parsed = Baseline::parse(&name.to_string_lossy(), &text).map_err(anyhow::Error::msg);
    parsed.with_context(|| format!("cannot read the baseline {}", file.display()))
}
