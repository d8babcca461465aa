//! `pledgelint facts`: every statement, one JSON object a line.

use anyhow::Result;
use pledgelint::report::{QuietJson, fact};

use crate::args::FactsArgs;
use crate::check::Run;
use crate::exit::Exit;
use crate::output;

/// Prints the statements of the reported files.
pub(crate) fn run(args: &FactsArgs) -> Result<Exit> {
    let Some(run) = Run::new(&args.content)? else {
        return Ok(Exit::NotChecked);
    };
    let results = run.read(&args.content)?;
    let mut exit = Exit::Clean;
    for problem in results.iter().filter_map(|result| result.as_ref().err()) {
        output::complain(&format!("{}: {}", problem.path, problem.message));
        exit = Exit::NotChecked;
    }
    output::write_to(args.content.output_file.as_deref(), |out| {
        for extract in results.iter().flatten() {
            if !run.reports_on(&extract.path) {
                continue;
            }
            for statement in &extract.statements {
                serde_json::to_writer(QuietJson(out), &fact(&run.config.ruleset, statement))?;
                writeln!(out)?;
            }
        }
        Ok(())
    })?;
    Ok(exit)
}
