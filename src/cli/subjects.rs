//! `pledgelint subjects`: subjects that could be declared.

use anyhow::Result;
use pledgelint::check::document;
use pledgelint::discover::{Discoverer, propose, write_toml};
use pledgelint::report::{ProposalsOutput, QuietJson};

use crate::args::{ProposalFormat, SubjectsArgs};
use crate::check::Run;
use crate::exit::Exit;
use crate::output;

/// Proposes subjects from the files that are named.
pub(crate) fn run(args: &SubjectsArgs) -> Result<Exit> {
    let Some(run) = Run::as_declared(&args.content)? else {
        return Ok(Exit::NotChecked);
    };
    let ruleset = &run.config.ruleset;
    let discoverer = Discoverer::new(ruleset);
    let observed = run.each(&args.content, |path, bytes, given| {
        let document = document(ruleset, path, bytes, given)?;
        Ok(discoverer.observe(&document))
    })?;
    let (observed, exit) = output::without_problems(observed);
    let proposals = propose(ruleset, observed);
    output::write_to(args.content.output_file.as_deref(), |out| {
        match args.format {
            ProposalFormat::Toml => write_toml(&proposals, out),
            ProposalFormat::Json => {
                serde_json::to_writer_pretty(QuietJson(out), &ProposalsOutput::from(&*proposals))?;
                writeln!(out)
            }
        }
    })?;
    Ok(exit)
}
