//! `pledgelint completions` and `pledgelint manual`: for shells and for `man`.

use anyhow::{Result, bail};
use clap::CommandFactory;
use clap_mangen::Man;

use crate::args::{Args, CompletionsArgs, ManualArgs};
use crate::exit::Exit;
use crate::output;

/// Prints the completions of a shell.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<Exit> {
    let mut command = Args::command();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "pledgelint", &mut script);
    output::write_to(None, |out| out.write_all(&script))?;
    Ok(Exit::Clean)
}

/// Prints the page of the program or of one command, as `man` reads it.
pub(crate) fn manual(args: &ManualArgs) -> Result<Exit> {
    let mut command = Args::command();
    command.build();
    let command = match &args.command {
        None => command,
        Some(name) => {
            let Some(found) = command.find_subcommand(name) else {
                bail!("there is no command `{name}`");
            };
            found.clone()
        }
    };
    let page = Man::new(command);
    output::write_to(None, |out| page.render(out))?;
    Ok(Exit::Clean)
}
