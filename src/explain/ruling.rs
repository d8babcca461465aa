//! One statement with what became of it.

use std::fmt;

use serde::Serialize;

use crate::extract::Statement;
use crate::judge::{Clearance, Decision, Judgement, Side, SideRole};
use crate::report::{Fact, FindingOutput, NearestOutput, fact};
use crate::rules::{Promise, Ruleset};
use crate::text::Span;

use super::layout::{hanging, listed, quoted};
use super::words;

/// How many statements of the other side are shown as text, of each sort.
const SHOWN: usize = 4;

/// The column of texts behind their labels.
const INDENT: usize = 14;

/// A statement, how it is read, and the row that decided.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Explained {
    #[serde(flatten)]
    fact: Fact,
    /// The row of the verdict tables that decided; absent where none had to.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u8>,
    /// The kind of reason: that of the clearance, or the verdict.
    code: String,
    /// The same in words.
    decided: String,
    cues: Vec<CueOutput>,
    /// What the statement is about, and where that was found.
    about: Vec<String>,
    findings: Vec<FindingOutput>,
    /// The nearest statements of the other side, with what holds them apart.
    considered: Vec<NearestOutput>,
    #[serde(skip)]
    shown: Shown,
}

/// A cue with its place.
#[derive(Clone, Debug, Serialize)]
struct CueOutput {
    code: String,
    text: String,
    bytes: [usize; 2],
    line: u32,
    column: u32,
}

/// What only the text shows.
#[derive(Clone, Debug)]
struct Shown {
    title: String,
    said: String,
    at: String,
    reading: Vec<String>,
    messages: Vec<String>,
    /// What comes from more than the statement's own reading.
    reasons: Vec<String>,
    sides: Vec<String>,
}

impl Explained {
    /// `position` gives the line and the column of a byte of the statement's file.
    pub(super) fn new(
        ruleset: &Ruleset,
        judgement: &Judgement,
        decision: &Decision,
        position: &dyn Fn(usize) -> (u32, u32),
    ) -> Self {
        let statement = decision.statement;
        let findings = || decision.findings.iter().map(|&at| &judgement.findings[at]);
        let promise = ruleset.promise(statement.promise);
        let cleared = decision.cleared;
        let first = findings().next();
        let reading = &statement.reading;
        let in_condition =
            |span: Span| reading.conditions.iter().any(|one| one.span.contains(span));
        let cues = reading
            .cues
            .iter()
            .filter(|cue| !in_condition(cue.span))
            .map(|cue| (cue.category.name(), &cue.text, cue.span));
        let conditions = reading.conditions.iter();
        let conditions = conditions.map(|one| (one.kind.name(), &one.text, one.span));
        let mut cues: Vec<CueOutput> = cues
            .chain(conditions)
            .map(|(code, text, span)| {
                let (line, column) = position(span.start);
                CueOutput {
                    code: code.to_owned(),
                    text: text.clone(),
                    bytes: [span.start, span.end],
                    line,
                    column,
                }
            })
            .collect();
        cues.sort_by_key(|cue| cue.bytes);
        let place = &statement.place;
        Self {
            fact: fact(ruleset, statement),
            row: cleared.map_or_else(|| first.map(|finding| finding.row), Clearance::row),
            code: match (cleared, first) {
                (Some(cleared), _) => cleared.code().to_owned(),
                (None, Some(finding)) => finding.verdict.name().to_owned(),
                (None, None) => String::new(),
            },
            decided: match (cleared, first) {
                (Some(cleared), _) => cleared_words(ruleset, promise, cleared),
                (None, Some(finding)) => finding.message.clone(),
                (None, None) => String::new(),
            },
            cues,
            about: words::about(ruleset, &statement.scope),
            findings: findings().map(FindingOutput::from).collect(),
            considered: decision
                .considered
                .iter()
                .map(|other| NearestOutput::new(&Side::of(ruleset, other.statement), other.apart))
                .collect(),
            shown: Shown {
                title: words::dotted(promise, statement.role),
                said: quoted(&place.text, 60),
                at: format!("{}:{}", place.start.line, place.start.column),
                reading: words::reading(statement),
                messages: findings()
                    .map(|finding| {
                        let (row, verdict) = (finding.row, finding.verdict.name());
                        let severity = finding.severity;
                        format!("row {row}: {verdict} ({severity}): {}", finding.message)
                    })
                    .collect(),
                reasons: findings()
                    .flat_map(|finding| &finding.because)
                    .filter(|because| because.span.is_none() && because.code != "subject")
                    .map(|because| because.text.clone())
                    .collect(),
                sides: sides(ruleset, judgement, decision),
            },
        }
    }
}

/// The reason in words, with what the promise is about where that is the reason.
fn cleared_words(ruleset: &Ruleset, promise: &Promise, cleared: Clearance) -> String {
    let subjects = promise.subjects.iter().map(|&id| ruleset.subjects.id(id));
    match cleared {
        Clearance::Subject => format!("{}, {}", cleared.words(), listed(subjects)),
        _ => cleared.words().to_owned(),
    }
}

/// The other side in words: what the findings name, the findings that name this place, and the
/// nearest that were let off.
fn sides(ruleset: &Ruleset, judgement: &Judgement, decision: &Decision) -> Vec<String> {
    let mut sides = Vec::new();
    for &at in &decision.findings {
        let finding = &judgement.findings[at];
        let texts = finding.related.iter();
        let texts = texts.filter(|side| side.role != SideRole::Promise);
        let texts: Vec<String> = texts.filter_map(place).collect();
        let more = finding.others + texts.len().saturating_sub(SHOWN);
        add_first(texts, more, &mut sides);
    }
    let promise = &ruleset.promise(decision.statement.promise).id;
    let own = Some(&decision.statement.place);
    let mut against = Vec::new();
    for finding in &judgement.findings {
        let named = || {
            finding
                .related
                .iter()
                .any(|side| side.place.as_ref() == own)
        };
        if finding.promise == *promise && named() {
            let other = place(&finding.primary);
            let verdict = finding.verdict.name();
            against.extend(other.map(|other| format!("{other}: {verdict}")));
        }
    }
    let more = against.len().saturating_sub(SHOWN);
    add_first(against, more, &mut sides);
    let known = sides.len();
    for other in &decision.considered {
        let Some(words) = place(&Side::of(ruleset, other.statement)) else {
            continue;
        };
        let why = match other.apart {
            Some(apart) => Some(apart.words()),
            // What the findings name has been said.
            None if !decision.findings.is_empty() => None,
            None => cleared(judgement, other.statement).map(Clearance::words),
        };
        if let Some(why) = why.filter(|_| sides.len() < known + SHOWN) {
            sides.push(format!("{words}: {why}"));
        }
    }
    sides
}

/// The text of a side and where it stands.
fn place(side: &Side) -> Option<String> {
    let place = side.place.as_ref()?;
    let text = quoted(&place.text, 40);
    Some(format!("{text} in {}:{}", place.path, place.start.line))
}

/// Adds the first texts, and a line that counts the others.
fn add_first(texts: Vec<String>, more: usize, sides: &mut Vec<String>) {
    sides.extend(texts.into_iter().take(SHOWN));
    if more > 0 {
        sides.push(format!("and {more} more"));
    }
}

/// Why another statement has no finding.
fn cleared(judgement: &Judgement, statement: &Statement) -> Option<Clearance> {
    let mut decisions = judgement.decisions.iter();
    let decision = decisions.find(|decision| std::ptr::eq(decision.statement, statement));
    decision?.cleared
}

impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = &self.shown;
        let role = self.fact.role;
        let title = format!("{}: {role} {} at {}", shown.title, shown.said, shown.at);
        hanging(f, 0, "", 0, &title)?;
        let reading = if shown.reading.is_empty() {
            "said plainly, by us, today".to_owned()
        } else {
            shown.reading.join(", ")
        };
        hanging(f, 2, "reading", INDENT, &reading)?;
        for (index, cue) in self.cues.iter().enumerate() {
            let label = if index == 0 { "cues" } else { "" };
            let text = format!(
                "{} at {}:{} ({})",
                quoted(&cue.text, 40),
                cue.line,
                cue.column,
                cue.code
            );
            hanging(f, 2, label, INDENT, &text)?;
        }
        let about = if self.about.is_empty() {
            "no subject is named".to_owned()
        } else {
            self.about.join(", ")
        };
        hanging(f, 2, "about", INDENT, &about)?;
        for (index, message) in shown.messages.iter().enumerate() {
            let label = if index == 0 { "finding" } else { "" };
            hanging(f, 2, label, INDENT, message)?;
        }
        if shown.messages.is_empty() {
            let row = self
                .row
                .map(|row| format!("row {row}: "))
                .unwrap_or_default();
            hanging(
                f,
                2,
                "no finding",
                INDENT,
                &format!("{row}{}", self.decided),
            )?;
        }
        for (index, reason) in shown.reasons.iter().enumerate() {
            let label = if index == 0 { "because" } else { "" };
            hanging(f, 2, label, INDENT, reason)?;
        }
        for (index, side) in shown.sides.iter().enumerate() {
            let label = if index == 0 { "other side" } else { "" };
            hanging(f, 2, label, INDENT, side)?;
        }
        Ok(())
    }
}
