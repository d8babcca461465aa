//! `pledgelint init`: a first rules file, drawn from the content.

use std::path::Path;

use anyhow::{Context, Result, bail};
use pledgelint::init::Survey;
use pledgelint::{Ruleset, input};

use crate::apart;
use crate::args::InitArgs;
use crate::config::NAMES;
use crate::exit::Exit;
use crate::files;
use crate::output;
use crate::paths;

/// Writes or prints the file.
pub(crate) fn run(args: &InitArgs) -> Result<Exit> {
    let printed = args.stdout || args.folder.as_os_str() == "-";
    let folder = if args.folder.as_os_str() == "-" {
        Path::new(".")
    } else {
        args.folder.as_path()
    };
    if !folder.is_dir() {
        bail!("{} is no folder", folder.display());
    }
    let there = NAMES.iter().map(|name| folder.join(name));
    if let Some(file) = there.into_iter().find(|file| file.exists())
        && !printed
        && !args.force
    {
        bail!("{} is there; --force takes its place", file.display());
    }
    let ruleset = Ruleset::builtin();
    let mut survey = Survey::new(&ruleset);
    look_at(folder, &mut survey);
    if survey.files() == 0 {
        bail!("no file matched; there is nothing to draw rules from");
    }
    let text = survey.rules_file();
    let file = folder.join(NAMES[0]);
    let out = (!printed).then_some(file.as_path());
    output::write_to(out, |out| out.write_all(text.as_bytes()))?;
    if !printed && !args.quiet {
        let said = format!(
            "wrote {}: {} promises from {} files; now run `pledgelint check`",
            paths::slashed(file.strip_prefix(".").unwrap_or(&file)),
            survey.promises(),
            survey.files()
        );
        output::complain(&said);
    }
    Ok(Exit::Clean)
}

/// Reads the content; what cannot be read is told and left out.
fn look_at(folder: &Path, survey: &mut Survey) {
    for path in files::all_under(folder) {
        let shown = paths::slashed(path.strip_prefix(folder).unwrap_or(&path));
        if !input::reads(&shown) || apart::what(&path, false).is_some() {
            continue;
        }
        let bytes = files::bounded(&path).context("cannot be read");
        let problem = match bytes {
            Ok(bytes) => survey
                .add(&shown, &bytes)
                .err()
                .map(|problem| problem.message),
            Err(error) => Some(format!("{error:#}")),
        };
        if let Some(message) = problem {
            output::complain(&format!("{shown}: {message}"));
        }
    }
}
