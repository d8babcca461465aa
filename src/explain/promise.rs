//! All that is said about one promise: the whole picture on one page.

use jiff::civil::Date;
use serde::Serialize;

use crate::extract::Extract;
use crate::judge::{Clearance, Decision, Finding, Judgement, decide};
use crate::message::Messages;
use crate::report::{Fact, FindingOutput, fact};
use crate::rules::{Applies, Is, Promise, PromiseId, Ruleset};

use super::VERSION;
use super::layout::quoted;
use super::words;

/// One promise with every claim, breach, value and disclosure found, and its findings.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PromisePage<'m> {
    version: u32,
    pub(super) promise: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stage: Option<String>,
    /// The subjects; empty is the whole brand.
    pub(super) subject: Vec<String>,
    /// `always`, or `when-claimed`.
    pub(super) applies: &'static str,
    /// The channels that are held to it; absent where all are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) channels: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    /// The values as declared, each with its subject where it has one of its own.
    pub(super) value: Vec<Declared>,
    pub(super) facets: Vec<String>,
    /// Where it is declared; absent for a built-in pack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) declared: Option<String>,
    /// By channel, then by path and place.
    pub(super) statements: Vec<Told>,
    findings: Vec<FindingOutput>,
    /// Its days in words; empty where it always holds.
    #[serde(skip)]
    pub(super) days: String,
    /// A line a finding.
    #[serde(skip)]
    pub(super) found: Vec<String>,
    /// Whether the text shows every statement.
    #[serde(skip)]
    pub(super) whole: bool,
    #[serde(skip)]
    pub(super) messages: &'m Messages,
}

/// A declared value.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Declared {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    pub is: String,
}

/// A statement with what became of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Told {
    #[serde(flatten)]
    fact: Fact,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u8>,
    /// The clearance or the verdict.
    code: String,
    #[serde(skip)]
    pub(super) shown: Shown,
}

/// What only the text shows of a statement.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// Empty where it has none.
    pub channel: String,
    pub path: String,
    /// Its line, or its unit.
    pub line: String,
    /// `line:column`, or its unit.
    pub at: String,
    /// The facet of a breach, else the role.
    pub what: String,
    pub role: String,
    pub said: String,
    pub reading: Vec<String>,
    /// The findings, or the row that let it off; empty where it was never accused.
    pub outcome: Vec<String>,
}

/// The page of a promise in the words of `messages`; `documents` are settled and may come in any
/// order.
#[must_use]
pub fn promise<'m>(
    ruleset: &Ruleset,
    messages: &'m Messages,
    documents: &[Extract],
    today: Date,
    id: PromiseId,
) -> PromisePage<'m> {
    let judgement = decide(ruleset, documents, today, messages, &|_| false);
    let own = ruleset.promise(id);
    let decisions = judgement.decisions.iter();
    let decisions = decisions.filter(|decision| decision.statement.promise == id);
    let mut statements: Vec<Told> = decisions
        .map(|decision| told(ruleset, messages, &judgement, decision))
        .collect();
    statements.sort_by(|a, b| a.shown.channel.cmp(&b.shown.channel));
    let findings = || {
        let all = judgement.findings.iter();
        all.filter(|finding| *finding.promise == *own.id)
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
        found: findings().map(|finding| found(messages, finding)).collect(),
        days: words::days(messages, own.from, own.until),
        whole: false,
        messages,
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

fn told(
    ruleset: &Ruleset,
    messages: &Messages,
    judgement: &Judgement,
    decision: &Decision,
) -> Told {
    let statement = decision.statement;
    let findings = || decision.findings.iter().map(|&at| &judgement.findings[at]);
    let first = findings().next();
    let cleared = decision.cleared;
    let place = &statement.place;
    let named = statement.scope.named.iter();
    let named = named.map(|&id| ruleset.subjects.id(id).to_owned());
    let reading = words::reading(messages, statement).into_iter();
    let let_off = cleared.filter(|cleared| cleared.lets_off());
    let let_off = let_off.map(|cleared| {
        let row = cleared.row().map(|row| row.to_string());
        let row = row.map(|row| messages.text("explain.row", &[("row", &row)]));
        messages.list(row.into_iter().chain([cleared.code().to_owned()]))
    });
    Told {
        fact: fact(ruleset, statement),
        row: cleared.map_or_else(|| first.map(|finding| finding.row), Clearance::row),
        code: match (cleared, first) {
            (Some(cleared), _) => cleared.code().to_owned(),
            (None, first) => first.map_or_else(String::new, |one| one.verdict.name().to_owned()),
        },
        shown: Shown {
            channel: statement
                .channel
                .map_or_else(String::new, |id| ruleset.channels[id.index()].id.clone()),
            path: place.path.to_string(),
            line: place.line(),
            at: place.line_and_column(),
            what: words::role(ruleset, messages, statement),
            role: words::role_name(messages, statement.role.name()),
            said: quoted(place.text(), 48),
            reading: reading.chain(named).collect(),
            outcome: findings()
                .map(|finding| verdict(messages, finding))
                .chain(let_off)
                .collect(),
        },
    }
}

/// A verdict with its severity.
fn verdict(messages: &Messages, finding: &Finding) -> String {
    let verdict = messages.text(&format!("verdict.{}", finding.verdict.name()), &[]);
    format!("{verdict} ({})", finding.severity)
}

/// A finding in one line.
fn found(messages: &Messages, finding: &Finding) -> String {
    let place = finding.primary.place.as_ref().map_or_else(
        || finding.promise.to_string(),
        |place| words::place(messages, place),
    );
    let facet = finding.facet.iter().map(|facet| format!(" {facet}"));
    let facet: String = facet.collect();
    format!("{place}{facet} {}", verdict(messages, finding))
}

impl PromisePage<'_> {
    /// The same page, whose text shows every statement with its reading.
    #[must_use]
    pub fn whole(self) -> Self {
        Self {
            whole: true,
            ..self
        }
    }
}
