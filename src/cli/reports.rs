//! The reports of one run of `check`: which, and where they go.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use pledgelint::message::Messages;
use pledgelint::report::{
    Base, Checkstyle, Concise, GitHub, GitLab, GroupBy, Grouped, JUnit, Json, JsonLines, Markdown,
    RdJson, Report, Reporter, Sarif, Shown, Statistics, Terminal,
};

use crate::args::{CheckArgs, Format, Grouping, Output};
use crate::config::Config;
use crate::output;
use crate::paths;

/// Writes all reports that `args` ask for.
pub(crate) fn write(
    args: &CheckArgs,
    config: &Config,
    messages: &Messages,
    report: &Report,
) -> Result<()> {
    let only = [Output {
        format: args.format,
        file: args.content.output_file.clone(),
    }];
    let outputs = if args.output.is_empty() {
        &only[..]
    } else {
        &args.output
    };
    let shown = Shown {
        base: base(config)?,
        notes: args.notes,
        messages,
    };
    // Files first: nobody may read standard output to its end.
    let (files, rest): (Vec<&Output>, Vec<_>) = outputs.iter().partition(|to| to.file.is_some());
    for output in files.into_iter().chain(rest) {
        let reporter = reporter(args, output, &shown);
        output::write_to(output.file.as_deref(), |out| reporter.report(report, out))?;
    }
    Ok(())
}

fn reporter<'m>(args: &CheckArgs, output: &Output, shown: &Shown<'m>) -> Box<dyn Reporter + 'm> {
    let shown = shown.clone();
    let (notes, messages) = (shown.notes, shown.messages);
    if args.statistics {
        let json = output.format == Format::Json;
        return Box::new(Statistics {
            notes,
            json,
            messages,
        });
    }
    match output.format {
        Format::Terminal => Box::new(Terminal {
            color: output::colored(args.content.color, output.file.as_deref()),
            notes,
            messages,
        }),
        Format::Concise => Box::new(Concise { notes }),
        Format::Grouped => Box::new(Grouped {
            by: match args.group_by {
                Grouping::Owner => GroupBy::Owner,
                Grouping::Channel => GroupBy::Channel,
                Grouping::Promise => GroupBy::Promise,
                Grouping::Path => GroupBy::Path,
            },
            notes,
            messages,
        }),
        Format::Json => Box::new(Json),
        Format::JsonLines => Box::new(JsonLines),
        Format::Sarif => Box::new(Sarif(shown)),
        Format::GitHub => Box::new(GitHub(shown)),
        Format::GitLab => Box::new(GitLab(shown)),
        Format::JUnit => Box::new(JUnit(shown)),
        Format::Checkstyle => Box::new(Checkstyle(shown)),
        Format::RdJson => Box::new(RdJson(shown)),
        Format::Markdown => Box::new(Markdown(shown)),
    }
}

/// Variables in which hosts name the folder that they show paths from.
const WORKSPACES: [&str; 2] = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];

/// Where the content lies for the host: seen from its workspace, else from the working directory.
pub(crate) fn base(config: &Config) -> Result<Base> {
    let named = WORKSPACES.iter().filter_map(std::env::var_os);
    let known = named
        .map(PathBuf::from)
        .filter_map(|path| path.canonicalize().ok());
    let mut around = known.filter(|workspace| config.root.starts_with(workspace));
    let from = match around.next() {
        Some(workspace) => workspace,
        None => std::env::current_dir()
            .and_then(|here| here.canonicalize())
            .context("cannot tell the working directory")?,
    };
    Ok(Base::new(&seen_from(&from, &config.root)))
}

/// The relative path from one folder to another.
fn seen_from(from: &Path, to: &Path) -> String {
    let shared = from.components().zip(to.components());
    let shared = shared.take_while(|(from, to)| from == to).count();
    let up = from.components().skip(shared).map(|_| "..".as_ref());
    let down = to
        .components()
        .skip(shared)
        .map(std::path::Component::as_os_str);
    paths::slashed(&up.chain(down).collect::<PathBuf>())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::seen_from;

    #[test]
    fn a_folder_is_seen_from_another() {
        let check = |from: &str, to: &str, expected: &str| {
            assert_eq!(seen_from(Path::new(from), Path::new(to)), expected);
        };
        check("/r", "/r", "");
        check("/r", "/r/content", "content");
        check("/r/content/ads", "/r/content", "..");
        check("/r/a", "/r/b/c", "../b/c");
    }
}
