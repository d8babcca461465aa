//! All that is said about one promise: the whole picture on one page.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use crate::extract::Extract;
use crate::judge::{Clearance, Decision, Judgement, decide};
use crate::report::{Fact, FindingOutput, fact};
use crate::rules::{Applies, Is, Promise, PromiseId, Ruleset};

use super::VERSION;
use super::layout::{hanging, listed, quoted};
use super::words;

/// The column of texts behind their labels.
const INDENT: usize = 13;

/// A channel shows no more statements of its own as text; the others are counted.
const SHOWN: usize = 24;

/// One promise with every claim, breach, value and disclosure found, and its findings.
#[derive(Clone, Debug, Serialize)]
pub struct PromisePage {
    version: u32,
    promise: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<String>,
    /// The subjects; empty is the whole brand.
    subject: Vec<String>,
    /// `always`, or `when-claimed`.
    applies: &'static str,
    /// The channels that are held to it; absent where all are.
    #[serde(skip_serializing_if = "Option::is_none")]
    channels: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    /// The values as declared, each with its subject where it has one of its own.
    value: Vec<Declared>,
    facets: Vec<String>,
    /// Where it is declared; absent for a built-in pack.
    #[serde(skip_serializing_if = "Option::is_none")]
    declared: Option<String>,
    /// By channel, then by path and place.
    statements: Vec<Told>,
    findings: Vec<FindingOutput>,
    #[serde(skip)]
    shown: Vec<String>,
}

/// A declared value.
#[derive(Clone, Debug, Serialize)]
struct Declared {
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    is: String,
}

/// A statement with what became of it.
#[derive(Clone, Debug, Serialize)]
struct Told {
    #[serde(flatten)]
    fact: Fact,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u8>,
    /// The clearance or the verdict.
    code: String,
    #[serde(skip)]
    channel: String,
    #[serde(skip)]
    path: String,
    #[serde(skip)]
    at: String,
    #[serde(skip)]
    what: String,
    #[serde(skip)]
    words: String,
}

/// The page of a promise; `documents` are settled and may come in any order.
#[must_use]
pub fn promise(
    ruleset: &Ruleset,
    documents: &[Extract],
    today: Date,
    id: PromiseId,
) -> PromisePage {
    let judgement = decide(ruleset, documents, today, &|_| false);
    let own = ruleset.promise(id);
    let decisions = judgement.decisions.iter();
    let decisions = decisions.filter(|decision| decision.statement.promise == id);
    let mut statements: Vec<Told> = decisions
        .map(|decision| told(ruleset, &judgement, decision))
        .collect();
    statements.sort_by(|a, b| a.channel.cmp(&b.channel));
    let findings = || {
        let all = judgement.findings.iter();
        all.filter(|finding| finding.promise == own.id)
    };
    let subjects = own.subjects.iter();
    let channel = |id: &crate::rules::ChannelId| ruleset.channels[id.index()].id.clone();
    let channels = own.channels.as_ref();
    PromisePage {
        version: VERSION,
        promise: own.id.clone(),
        summary: own.summary.clone(),
        owner: own.owner.clone(),
        stage: own.stage.clone(),
        subject: subjects
            .map(|&id| ruleset.subjects.id(id).to_owned())
            .collect(),
        applies: match own.applies {
            Applies::Always => "always",
            Applies::WhenClaimed => "when-claimed",
        },
        channels: channels.map(|channels| channels.iter().map(channel).collect()),
        from: own.from.map(|day| day.to_string()),
        until: own.until.map(|day| day.to_string()),
        value: declared_values(ruleset, own),
        facets: own
            .facets
            .iter()
            .filter(|name| !name.is_empty())
            .cloned()
            .collect(),
        declared: ruleset.source_of(&own.declared).map(|source| {
            let line = source.position(own.declared.span.start).line;
            format!("{}:{line}", source.name())
        }),
        statements,
        findings: findings().map(FindingOutput::from).collect(),
        shown: findings()
            .map(|finding| {
                let place = finding.primary.place.as_ref().map_or_else(
                    || finding.promise.clone(),
                    |place| format!("{}:{}", place.path, place.start.line),
                );
                let facet = finding.facet.iter().map(|facet| format!(" {facet}"));
                let (verdict, severity) = (finding.verdict.name(), finding.severity);
                let facet: String = facet.collect();
                format!("{place}{facet} {verdict} ({severity})")
            })
            .collect(),
    }
}

fn declared_values(ruleset: &Ruleset, promise: &Promise) -> Vec<Declared> {
    match promise.value.as_ref().map(|rule| &rule.is) {
        None | Some(Is::Anything) => Vec::new(),
        Some(Is::Same(promised)) => vec![Declared {
            subject: None,
            is: promised.text().to_owned(),
        }],
        Some(Is::BySubject(values)) => values
            .iter()
            .map(|(subject, promised)| Declared {
                subject: Some(ruleset.subjects.id(*subject).to_owned()),
                is: promised.text().to_owned(),
            })
            .collect(),
    }
}

fn told(ruleset: &Ruleset, judgement: &Judgement, decision: &Decision) -> Told {
    let statement = decision.statement;
    let first = decision.findings.first().map(|&at| &judgement.findings[at]);
    let cleared = decision.cleared;
    let place = &statement.place;
    let mut words = vec![quoted(&place.text, 48)];
    words.extend(words::reading(statement));
    words.extend(
        statement
            .scope
            .named
            .iter()
            .map(|&id| ruleset.subjects.id(id).to_owned()),
    );
    let mut line = words.join("; ");
    let verdicts = decision.findings.iter().map(|&at| &judgement.findings[at]);
    for finding in verdicts {
        let (verdict, severity) = (finding.verdict.name(), finding.severity);
        line = format!("{line} -> {verdict} ({severity})");
    }
    if let Some(cleared) = cleared.filter(|cleared| cleared.lets_off()) {
        let row = cleared.row().map(|row| format!("row {row}, "));
        line = format!("{line} -> {}{}", row.unwrap_or_default(), cleared.code());
    }
    Told {
        fact: fact(ruleset, statement),
        row: cleared.map_or_else(|| first.map(|finding| finding.row), Clearance::row),
        code: match (cleared, first) {
            (Some(cleared), _) => cleared.code().to_owned(),
            (None, first) => first.map_or_else(String::new, |one| one.verdict.name().to_owned()),
        },
        channel: statement
            .channel
            .map_or_else(String::new, |id| ruleset.channels[id.index()].id.clone()),
        path: place.path.to_string(),
        at: format!("{}:{}", place.start.line, place.start.column),
        what: words::role(ruleset, statement),
        words: line,
    }
}

impl PromisePage {
    fn head(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "{}", crate::report::printable(&self.promise))?;
        if !self.summary.is_empty() {
            hanging(f, 2, "", 2, &self.summary)?;
        }
        writeln!(f)?;
        let subject = if self.subject.is_empty() {
            "the whole brand".to_owned()
        } else {
            listed(self.subject.iter().map(String::as_str))
        };
        let values = self.value.iter().map(|value| match &value.subject {
            Some(subject) => format!("{} for {subject}", value.is),
            None => value.is.clone(),
        });
        let values: Vec<String> = values.collect();
        let days: Vec<String> = [("from", &self.from), ("until", &self.until)]
            .into_iter()
            .filter_map(|(word, day)| Some(format!("{word} {}", day.as_ref()?)))
            .collect();
        let channels = self.channels.as_ref();
        let rows = [
            ("owner", self.owner.clone()),
            ("stage", self.stage.clone()),
            ("subject", Some(subject)),
            ("value", (!values.is_empty()).then(|| values.join("; "))),
            (
                "broken by",
                (!self.facets.is_empty()).then(|| self.facets.join(", ")),
            ),
            ("holds", Some(self.applies.to_owned())),
            ("days", (!days.is_empty()).then(|| days.join(" "))),
            ("held", channels.map(|channels| channels.join(", "))),
            ("declared", self.declared.clone()),
        ];
        for (label, text) in rows {
            if let Some(text) = text {
                hanging(f, 2, label, INDENT, &text)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for PromisePage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.head(f)?;
        let mut channels: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
        for told in &self.statements {
            channels.entry(&told.channel).or_default().push(told);
        }
        if channels.is_empty() {
            writeln!(f, "\nno text speaks of it")?;
        }
        for (channel, statements) in channels {
            let name = if channel.is_empty() {
                "no channel"
            } else {
                channel
            };
            writeln!(
                f,
                "\n{} ({})",
                crate::report::printable(name),
                statements.len()
            )?;
            let mut path = "";
            for told in statements.iter().take(SHOWN) {
                if path != told.path {
                    path = &told.path;
                    hanging(f, 2, path, 2, "")?;
                }
                let label = format!("{:<7}{}", told.at, told.what);
                hanging(f, 4, &label, 26, &told.words)?;
            }
            if let Some(more) = statements.len().checked_sub(SHOWN).filter(|&more| more > 0) {
                writeln!(f, "  and {more} more; `--format json` names them")?;
            }
        }
        match self.shown.len() {
            0 => writeln!(f, "\nno finding"),
            count => {
                writeln!(f, "\nfindings ({count})")?;
                for line in &self.shown {
                    hanging(f, 2, "", 2, line)?;
                }
                Ok(())
            }
        }
    }
}
