//! `pledgelint explain`: one promise, or one line.

use anyhow::{Context, Result, anyhow, bail};
use pledgelint::check::document;
use pledgelint::explain::{self, LinePage, PromisePage};
use pledgelint::extract::{Extract, Given};
use pledgelint::message::Messages;
use pledgelint::report::QuietJson;
use pledgelint::{Checker, Date};
use schemars::JsonSchema;
use serde::Serialize;

use crate::args::{ExplainArgs, ExplainFormat};
use crate::check::{self, Run};
use crate::exit::Exit;
use crate::files;
use crate::output;

/// Prints the page of a promise, or of a line.
pub(crate) fn run(args: &ExplainArgs) -> Result<Exit> {
    let place = place(&args.target);
    let mut content = args.content(place.map(|(path, _)| path));
    let Some(mut run) = Run::new(&content)? else {
        return Ok(Exit::NotChecked);
    };
    if !run.config.configured && place.is_some() {
        // No rules file lies above the line's file; the one of this folder says what is content.
        content = args.content(None);
        let Some(here) = Run::new(&content)? else {
            return Ok(Exit::NotChecked);
        };
        if here.config.configured {
            run = here;
        } else {
            content = args.content(place.map(|(path, _)| path));
        }
    }
    let today = args.today.unwrap_or_else(check::today);
    let ruleset = &run.config.ruleset;
    let messages = Messages::builtin(&args.message_language).unwrap_or(Messages::standard());
    let (extracts, problems) = Checker::new(ruleset).settled(run.read(&content)?);
    let page = if let Some((path, line)) = place {
        let shown = files::shown_file(run.config, path)?;
        if let Some(problem) = problems.iter().find(|problem| problem.path == shown) {
            bail!("{}: {}", problem.path, problem.message);
        }
        let (files, place) = ((&*extracts, path, &*shown), (today, line));
        Page::Line(Box::new(line_page(&run, messages, files, place)?))
    } else {
        let page = promise_page(&run, messages, &extracts, (today, &args.target))?;
        Page::Promise(Box::new(if args.all { page.whole() } else { page }))
    };
    for problem in &problems {
        output::complain(&format!("{}: {}", problem.path, problem.message));
    }
    output::write_to(args.output_file.as_deref(), |out| match args.format {
        ExplainFormat::Text => match &page {
            Page::Promise(page) => write!(out, "{page}"),
            Page::Line(page) => write!(out, "{page}"),
        },
        ExplainFormat::Json => {
            serde_json::to_writer_pretty(QuietJson(out), &page)?;
            writeln!(out)
        }
    })?;
    Ok(if problems.is_empty() {
        Exit::Clean
    } else {
        Exit::NotChecked
    })
}

/// What `--format json` prints: the page of a promise or of a line.
#[derive(JsonSchema, Serialize)]
#[serde(untagged)]
pub(crate) enum Page {
    Promise(Box<PromisePage<'static>>),
    Line(Box<LinePage<'static>>),
}

/// The path and the line of `PATH:LINE`; `None` for the id of a promise.
fn place(target: &str) -> Option<(&str, u32)> {
    let (path, line) = target.rsplit_once(':')?;
    Some((path, line.parse().ok()?))
}

fn promise_page(
    run: &Run,
    messages: &'static Messages,
    extracts: &[Extract],
    (today, name): (Date, &str),
) -> Result<PromisePage<'static>> {
    let ruleset = &run.config.ruleset;
    let Some(id) = ruleset.promise_named(name) else {
        let nearest = explain::nearest_promise(ruleset, name);
        let help = nearest.map(|id| format!("; did you mean `{id}`?"));
        bail!("no promise is named `{name}`{}", help.unwrap_or_default());
    };
    Ok(explain::promise(ruleset, messages, extracts, today, id))
}

fn line_page(
    run: &Run,
    messages: &'static Messages,
    (extracts, path, shown): (&[Extract], &str, &str),
    (today, line): (Date, u32),
) -> Result<LinePage<'static>> {
    if !extracts.iter().any(|extract| *extract.path == *shown) {
        bail!("{path} is no part of the content that the rules file names");
    }
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {path}"))?;
    let given = Given::default();
    let document = document(&run.config.ruleset, shown, &bytes, &given);
    let document = document.map_err(|problem| anyhow!("{}: {}", problem.path, problem.message))?;
    let page = explain::line(
        &run.config.ruleset,
        messages,
        (&document, &given),
        extracts,
        today,
        line,
    );
    page.with_context(|| format!("{path} has no line {line}"))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_number_behind_a_colon_is_a_line() {
        assert_eq!(place("ads/a.md:12"), Some(("ads/a.md", 12)));
        assert_eq!(place("C:\\ads\\a.md:1"), Some(("C:\\ads\\a.md", 1)));
        assert_eq!(place("unlimited-data"), None);
        assert_eq!(place("telecom/unlimited-data"), None);
        assert_eq!(place("ads/a.md:"), None);
    }
}
