//! The page of a promise as text: on one screen, or whole.

use std::collections::BTreeMap;
use std::fmt;

use crate::report::printable;

use super::layout::{hanging, listed};
use super::promise::{PromisePage, Shown};
use super::words;

/// The column of texts behind their labels.
const INDENT: usize = 13;

/// The same behind a role and its count.
const COUNTED: usize = 15;

/// So many statements are shown where not all are asked for, and one of each role of a channel.
const SHOWN: usize = 18;

/// So many findings are shown where not all are asked for.
const FINDINGS: usize = 12;

/// Statements in the order of their channels.
type ByChannel<'p> = BTreeMap<&'p str, Vec<&'p Shown>>;

impl fmt::Display for PromisePage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.head(f)?;
        writeln!(f)?;
        let mut channels = ByChannel::new();
        for told in &self.statements {
            let shown = &told.shown;
            channels.entry(&shown.channel).or_default().push(shown);
        }
        if channels.is_empty() {
            writeln!(f, "{}\n", self.say("explain.no-text"))?;
        } else if self.whole {
            self.all(f, &channels)?;
        } else {
            self.first(f, &channels)?;
        }
        if self.found.is_empty() {
            return writeln!(f, "{}", self.say("explain.no-findings"));
        }
        writeln!(f, "{}", self.counted("explain.findings", self.found.len()))?;
        let most = if self.whole { usize::MAX } else { FINDINGS };
        for line in self.found.iter().take(most) {
            hanging(f, 2, "", 2, line)?;
        }
        match self.found.len().saturating_sub(most) {
            0 => Ok(()),
            left => writeln!(f, "  {}", words::more(self.messages, left)),
        }
    }
}

impl PromisePage<'_> {
    fn say(&self, key: &str) -> String {
        self.messages.text(key, &[])
    }

    fn counted(&self, key: &str, count: usize) -> String {
        self.messages.counted(key, count)
    }

    fn head(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "{}", printable(&self.promise))?;
        if !self.summary.is_empty() {
            hanging(f, 2, "", 2, &self.summary)?;
        }
        writeln!(f)?;
        let joined = |names: &[String]| listed(names.iter().map(String::as_str));
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let subject = some(joined(&self.subject));
        let channels = self.channels.as_deref();
        let rows = [
            ("owner", self.owner.clone()),
            ("stage", self.stage.clone()),
            (
                "subject",
                subject.or_else(|| Some(self.say("explain.whole-brand"))),
            ),
            ("value", some(self.values())),
            ("broken-by", some(joined(&self.facets))),
            (
                "holds",
                Some(self.say(&format!("explain.{}", self.applies))),
            ),
            ("days", some(self.days.clone())),
            ("held", channels.map(joined)),
            ("declared", self.declared.clone()),
        ];
        for (label, text) in rows {
            if let Some(text) = text {
                let label = self.say(&format!("explain.{label}"));
                hanging(f, 2, &label, INDENT, &text)?;
            }
        }
        Ok(())
    }

    fn values(&self) -> String {
        let value = self.value.iter().map(|value| match &value.subject {
            Some(subject) => {
                let given = [("value", value.is.as_str()), ("subject", subject)];
                self.messages.text("explain.value-for", &given)
            }
            None => value.is.clone(),
        });
        let values: Vec<String> = value.collect();
        values.join("; ")
    }

    /// The name of a channel, and how many of its statements there are.
    fn channel(&self, name: &str, statements: &[&Shown]) -> String {
        let none = || self.say("explain.no-channel");
        let name = if name.is_empty() {
            none()
        } else {
            printable(name)
        };
        let count = self.counted("explain.statements", statements.len());
        self.messages
            .text("explain.because-of", &[("side", &name), ("reason", &count)])
    }

    /// Every statement with its reading.
    fn all(&self, f: &mut fmt::Formatter, channels: &ByChannel) -> fmt::Result {
        for (name, statements) in channels {
            writeln!(f, "{}", self.channel(name, statements))?;
            let mut path = "";
            for shown in statements {
                if path != shown.path {
                    path = &shown.path;
                    hanging(f, 2, path, 2, "")?;
                }
                let said = [std::slice::from_ref(&shown.said), &shown.reading[..]].concat();
                let said = with_outcome(&said.join("; "), &shown.outcome);
                hanging(f, 4, &format!("{:<7}{}", shown.at, shown.what), 26, &said)?;
            }
            writeln!(f)?;
        }
        Ok(())
    }

    /// The first statements of each role, as many as fit a screen, and how many there are.
    fn first(&self, f: &mut fmt::Formatter, channels: &ByChannel) -> fmt::Result {
        let roles = |statements: &[&'_ Shown]| -> usize { by_role(statements).len() };
        let groups: usize = channels.values().map(|all| roles(all)).sum();
        let most = (SHOWN / groups).max(1);
        let mut hidden = false;
        for (name, statements) in channels {
            writeln!(f, "{}", self.channel(name, statements))?;
            for (role, told) in by_role(statements) {
                hidden |= told.len() > most;
                for (index, shown) in told.iter().take(most).enumerate() {
                    let label = format!("{role} {}", told.len());
                    let place = words::placed(self.messages, &shown.path, &shown.line);
                    let said = format!("{place} {}", shown.said);
                    let said = with_outcome(&said, &shown.outcome);
                    hanging(f, 2, if index == 0 { &label } else { "" }, COUNTED, &said)?;
                }
            }
        }
        if hidden {
            hanging(f, 2, "", 2, &self.say("explain.all"))?;
        }
        writeln!(f)
    }
}

fn with_outcome(said: &str, outcome: &[String]) -> String {
    let outcome = outcome.iter().map(|outcome| format!(" -> {outcome}"));
    std::iter::once(said.to_owned()).chain(outcome).collect()
}

/// The statements of each role, in the order in which the roles first come.
fn by_role<'p>(statements: &[&'p Shown]) -> Vec<(&'p str, Vec<&'p Shown>)> {
    let mut roles: Vec<(&str, Vec<&Shown>)> = Vec::new();
    for &shown in statements {
        match roles.iter_mut().find(|(role, _)| *role == shown.role) {
            Some((_, told)) => told.push(shown),
            None => roles.push((&shown.role, vec![shown])),
        }
    }
    roles
}
