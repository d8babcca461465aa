//! `--owner`, `--promise` and `--channel`: which findings of a report are wanted.

use anyhow::{Result, bail};
use pledgelint::Ruleset;
use pledgelint::judge::{Finding, Side};
use pledgelint::report::Report;

use crate::args::{CheckArgs, SelectArgs};

/// What is wanted; empty lists want everything.
pub(crate) struct Selection<'a> {
    args: &'a SelectArgs,
    channel: Option<&'a str>,
}

impl<'a> Selection<'a> {
    /// What `args` ask for; a name that the rules do not know is an error, since it would hide
    /// everything.
    pub(crate) fn new(args: &'a CheckArgs, ruleset: &Ruleset) -> Result<Self> {
        let select = &args.select;
        for name in &select.promise {
            if !knows(ruleset, name) {
                bail!("no promise in force is called `{name}`");
            }
        }
        for owner in &select.owner {
            let mut owners = ruleset.promises.iter().map(|promise| &promise.owner);
            if !owners.any(|known| known.as_ref() == Some(owner)) {
                bail!("no promise in force has the owner `{owner}`");
            }
        }
        // With standard input it is the channel of that.
        let channel = args.content.channel.as_deref();
        let channel = channel.filter(|_| !args.content.reads_stdin());
        if let Some(name) = channel
            && ruleset.channel_named(name).is_none()
        {
            bail!("no channel is named `{name}` in the rules file");
        }
        Ok(Self {
            args: select,
            channel,
        })
    }

    /// The report without what nobody asked for.
    pub(crate) fn applied(&self, mut report: Report) -> Report {
        let wants = |finding: &Finding| self.wants(finding);
        report.findings.retain(wants);
        report.notes.retain(wants);
        report
            .suppressed
            .retain(|accepted| wants(&accepted.finding));
        report
    }

    fn wants(&self, finding: &Finding) -> bool {
        let any = |names: &[String], fits: &dyn Fn(&str) -> bool| {
            names.is_empty() || names.iter().any(|name| fits(name))
        };
        let mut sides = std::iter::once(&finding.primary).chain(&finding.related);
        let speaks = |side: &Side| side.about.channel.as_deref() == self.channel;
        any(&self.args.owner, &|owner| {
            finding.owner.as_deref() == Some(owner)
        }) && any(&self.args.promise, &|name| is_of(finding, name))
            && (self.channel.is_none() || sides.any(speaks))
    }
}

/// Whether a finding is of a promise, a facet of one, or a pack (`telecom/`).
fn is_of(finding: &Finding, name: &str) -> bool {
    if name.ends_with('/') {
        return finding.promise.starts_with(name);
    }
    let facet = finding.facet.as_deref();
    *finding.promise == *name
        || facet.is_some_and(|facet| {
            let rest = name.strip_prefix(&*finding.promise);
            rest.and_then(|rest| rest.strip_prefix('.')) == Some(facet)
        })
}

fn knows(ruleset: &Ruleset, name: &str) -> bool {
    ruleset.promises.iter().any(|promise| {
        let facets = promise.facets.iter().filter(|facet| !facet.is_empty());
        let mut facets = facets.map(|facet| format!("{}.{facet}", promise.id));
        promise.id == name
            || (name.ends_with('/') && promise.id.starts_with(name))
            || facets.any(|facet| facet == name)
    })
}
