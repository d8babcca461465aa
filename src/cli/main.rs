//! The `pledgelint` binary: all reading, writing, walking and asking the clock is here.
//!
//! It uses the library's public API alone.

mod apart;
mod args;
mod baseline;
mod blocks;
mod cache;
mod check;
mod config;
mod diff;
mod exit;
mod explain;
mod facts;
mod files;
mod fix;
mod git;
mod init;
mod links;
mod output;
mod packs;
mod paths;
mod reports;
mod schema;
mod select;
mod shell;
mod subjects;
mod test;
mod watch;

use std::process::ExitCode;

use clap::builder::Resettable;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{CommandFactory, FromArgMatches};

use args::{Args, Command};
use exit::Exit;

// Rules and statements are many small parts, which it keeps on few pages.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    quiet_caught_panics();
    let args = match parse() {
        Ok(args) => args,
        Err(error) => {
            let exit = if error.use_stderr() {
                Exit::NotChecked
            } else {
                Exit::Clean
            };
            // Nothing is left to be told when the message itself cannot be written.
            let _ = error.print();
            return exit.into();
        }
    };
    // A fault of ours must not look like a finding, nor like a clean run.
    let Ok(done) = std::panic::catch_unwind(|| run(&args.command)) else {
        output::complain("internal error: please report it with the message above");
        return Exit::Internal.into();
    };
    match done {
        Ok(exit) => exit.into(),
        Err(error) if output::is_broken_pipe(&error) => Exit::Clean.into(),
        Err(error) => {
            let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
            output::complain(&causes.join(": "));
            Exit::NotChecked.into()
        }
    }
}

/// Prints no panic that a reader catches: it is told as a problem of its file.
fn quiet_caught_panics() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !pledgelint::input::catches_panics() {
            tell(panic);
        }
    }));
}

fn parse() -> Result<Args, clap::Error> {
    let mut command = Args::command().mut_subcommands(|command| command.mut_args(unless_empty));
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    // A form by a variable gives way; one that is written beside the other is a slip.
    if let Some(("check", check)) = matches.subcommand()
        && check.contains_id("output")
        && check.value_source("format") == Some(ValueSource::CommandLine)
    {
        let message = "--format and --output cannot be used together";
        return Err(command.error(ErrorKind::ArgumentConflict, message));
    }
    Args::from_arg_matches(&matches)
}

/// The argument, without its variable where that is set to nothing: such a one says nothing.
fn unless_empty(arg: clap::Arg) -> clap::Arg {
    let value = arg.get_env().and_then(std::env::var_os);
    if value.is_some_and(|value| value.is_empty()) {
        return arg.env(Resettable::Reset);
    }
    arg
}

fn run(command: &Command) -> anyhow::Result<Exit> {
    match command {
        Command::Check(args) => check::run(args),
        Command::Facts(args) => facts::run(args),
        Command::Blocks(args) => blocks::run(args),
        Command::Subjects(args) => subjects::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Baseline(args) => baseline::run(args),
        Command::Test(args) => test::run(args),
        Command::Init(args) => init::run(args),
        Command::Packs(args) => packs::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => shell::completions(args),
        Command::Manual(args) => shell::manual(args),
    }
}
