//! `pledgelint blocks`: what was read of a file, block by block, for authors of rules.

use anyhow::Result;
use pledgelint::check::document;
use pledgelint::report::{QuietJson, block_view};

use crate::args::{BlocksArgs, ListFormat};
use crate::check::Run;
use crate::exit::Exit;
use crate::output;

/// Prints the blocks of the files that are named.
pub(crate) fn run(args: &BlocksArgs) -> Result<Exit> {
    let Some(run) = Run::as_declared(&args.content)? else {
        return Ok(Exit::NotChecked);
    };
    let documents = run.each(&args.content, |path, bytes, given| {
        document(&run.config.ruleset, path, bytes, given)
    })?;
    let (documents, exit) = output::without_problems(documents);
    output::write_to(args.content.output_file.as_deref(), |out| {
        for document in &documents {
            for id in 0..document.blocks.len() {
                let view = block_view(document, id);
                match args.format {
                    ListFormat::Terminal => view.write(out)?,
                    ListFormat::Json => {
                        serde_json::to_writer(QuietJson(out), &view)?;
                        writeln!(out)?;
                    }
                }
            }
        }
        Ok(())
    })?;
    Ok(exit)
}
