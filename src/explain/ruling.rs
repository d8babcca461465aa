//! One statement with what became of it.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::extract::Statement;
use crate::judge::{Clearance, Decision, Judgement, Nearest, Side, SideRole};
use crate::message::Messages;
use crate::report::{Fact, FindingOutput, NearestOutput, fact};
use crate::rules::{Promise, Ruleset};
use crate::text::Span;

use super::layout::{hanging, quoted};
use super::words;

/// How many statements of the other side are shown as text, of each sort.
const SHOWN: usize = 4;

/// The column of texts behind their labels.
const INDENT: usize = 14;

/// A statement, how it is read, and the row that decided.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct CueOutput {
    /// The table of messages that names its code.
    #[serde(skip)]
    table: &'static str,
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
    reading: String,
    cues: Vec<String>,
    about: String,
    /// One line a finding.
    findings: Vec<String>,
    /// The row that cleared it, and why; empty where there is a finding.
    cleared: String,
    /// What comes from more than the statement's own reading.
    reasons: Vec<String>,
    sides: Vec<String>,
    /// `reading`, `cues`, `about`, `finding`, `no-finding`, `because`, `other-side`.
    labels: [String; 7],
}

impl Explained {
    /// `position` gives the line and the column of a byte of the statement's file.
    pub(super) fn new(
        ruleset: &Ruleset,
        messages: &Messages,
        judgement: &Judgement,
        decision: &Decision,
        position: &dyn Fn(usize) -> (u32, u32),
    ) -> Self {
        let statement = decision.statement;
        let mut findings = decision.findings.iter().map(|&at| &judgement.findings[at]);
        let promise = ruleset.promise(statement.promise);
        let cleared = decision.cleared;
        let output = findings.clone().map(FindingOutput::from).collect();
        let first = findings.next();
        let considered = decision.considered.iter();
        let considered = considered.map(|&other| Nearest::new(ruleset, messages, other));
        let decided = match (cleared, first) {
            (Some(cleared), _) => cleared_words(ruleset, messages, promise, cleared),
            (None, Some(finding)) => finding.message.clone(),
            (None, None) => String::new(),
        };
        let cues = cues(statement, position);
        let about = words::about(ruleset, messages, &statement.scope);
        Self {
            fact: fact(ruleset, statement),
            row: cleared.map_or_else(|| first.map(|finding| finding.row), Clearance::row),
            code: match (cleared, first) {
                (Some(cleared), _) => cleared.code().to_owned(),
                (None, Some(finding)) => finding.verdict.name().to_owned(),
                (None, None) => String::new(),
            },
            shown: Shown::new(
                ruleset,
                messages,
                (judgement, decision),
                (&cues, &about, &decided),
            ),
            decided,
            cues,
            about,
            findings: output,
            considered: considered
                .map(|other| NearestOutput::from(&other))
                .collect(),
        }
    }
}

impl Shown {
    fn new(
        ruleset: &Ruleset,
        messages: &Messages,
        (judgement, decision): (&Judgement, &Decision),
        (cues, about, decided): (&[CueOutput], &[String], &str),
    ) -> Self {
        let statement = decision.statement;
        let findings = || decision.findings.iter().map(|&at| &judgement.findings[at]);
        let place = &statement.place;
        let at = place.line_and_column();
        let title = messages.text(
            "explain.statement",
            &[
                (
                    "promise",
                    &words::dotted(ruleset.promise(statement.promise), statement.role),
                ),
                ("role", &words::role_name(messages, statement.role.name())),
                ("text", &quoted(place.text(), 60)),
                ("place", &at),
            ],
        );
        let or = |known: Vec<String>, key: &str| {
            if known.is_empty() {
                messages.text(key, &[])
            } else {
                messages.list(known)
            }
        };
        let row = |row: u8| messages.text("explain.row", &[("row", &row.to_string())]);
        let with = |side: &str, reason: &str| {
            messages.text("explain.because-of", &[("side", side), ("reason", reason)])
        };
        let found = findings().map(|finding| {
            let verdict = messages.text(&format!("verdict.{}", finding.verdict.name()), &[]);
            let verdict = format!("{verdict} ({})", finding.severity);
            with(&row(finding.row), &with(&verdict, &finding.message))
        });
        let cleared = decision.cleared.map(|cleared| match cleared.row() {
            Some(number) => with(&row(number), decided),
            None => decided.to_owned(),
        });
        let reasons = findings().flat_map(|finding| &finding.because);
        let reasons =
            reasons.filter(|because| because.span.is_none() && because.reason.code != "subject");
        let labels = [
            "reading",
            "cues",
            "about",
            "finding",
            "no-finding",
            "because",
            "other-side",
        ];
        Self {
            title,
            reading: or(words::reading(messages, statement), "reading.plain"),
            cues: cues.iter().map(|cue| cue.words(messages)).collect(),
            about: or(about.to_vec(), "about.nothing"),
            findings: found.collect(),
            cleared: cleared.unwrap_or_default(),
            reasons: reasons.map(|because| because.reason.text.clone()).collect(),
            sides: sides(ruleset, messages, judgement, decision),
            labels: labels.map(|label| messages.text(&format!("explain.{label}"), &[])),
        }
    }
}

/// The cues and conditions of a reading, in the order of the text.
fn cues(statement: &Statement, position: &dyn Fn(usize) -> (u32, u32)) -> Vec<CueOutput> {
    let reading = &statement.reading;
    let in_condition = |span: Span| reading.conditions.iter().any(|one| one.span.contains(span));
    let cues = reading.cues.iter();
    let cues = cues
        .filter(|cue| !in_condition(cue.span))
        .map(|cue| ("cue", cue.category.name(), &cue.text, cue.span));
    let conditions = reading.conditions.iter();
    let conditions = conditions.map(|one| ("condition", one.kind.name(), &one.text, one.span));
    let output = |(table, code, text, span): (_, &str, &Arc<str>, Span)| {
        let (line, column) = position(span.start);
        CueOutput {
            table,
            code: code.to_owned(),
            text: text.to_string(),
            bytes: [span.start, span.end],
            line,
            column,
        }
    };
    let mut cues: Vec<CueOutput> = cues.chain(conditions).map(output).collect();
    cues.sort_by_key(|cue| cue.bytes);
    cues
}

impl CueOutput {
    fn words(&self, messages: &Messages) -> String {
        let text = quoted(&self.text, 40);
        let place = format!("{}:{}", self.line, self.column);
        let kind = messages.text(&format!("{}.{}", self.table, self.code), &[]);
        let given = [("text", &*text), ("place", &place), ("kind", &kind)];
        messages.text("explain.cue", &given)
    }
}

/// The reason in words, with what the promise is about where that is the reason.
fn cleared_words(
    ruleset: &Ruleset,
    messages: &Messages,
    promise: &Promise,
    cleared: Clearance,
) -> String {
    let subjects = promise.subjects.iter();
    let subjects = subjects.map(|&id| ruleset.subjects.id(id).to_owned());
    let subjects = subjects.filter(|_| cleared == Clearance::Subject);
    messages.list(std::iter::once(cleared.words(messages)).chain(subjects))
}

/// The other side in words: what the findings name, the findings that name this place, and the
/// nearest that were let off.
fn sides(
    ruleset: &Ruleset,
    messages: &Messages,
    judgement: &Judgement,
    decision: &Decision,
) -> Vec<String> {
    let mut sides = Vec::new();
    let place = |side: &Side| place(messages, side);
    let with = |side: &str, reason: &str| {
        messages.text("explain.because-of", &[("side", side), ("reason", reason)])
    };
    for &at in &decision.findings {
        let finding = &judgement.findings[at];
        let texts = finding.related.iter();
        let texts = texts.filter(|side| side.role != SideRole::Promise);
        let texts: Vec<String> = texts.filter_map(place).collect();
        let more = finding.others + texts.len().saturating_sub(SHOWN);
        add_first(messages, texts, more, &mut sides);
    }
    let promise = &ruleset.promise(decision.statement.promise).id;
    let own = Some(&decision.statement.place);
    let of_promise = judgement.findings.iter();
    let of_promise = of_promise.filter(|finding| *finding.promise == **promise);
    let naming = of_promise.filter(|finding| {
        let mut related = finding.related.iter();
        related.any(|side| side.place.as_ref() == own)
    });
    let against = naming.filter_map(|finding| {
        let verdict = messages.text(&format!("verdict.{}", finding.verdict.name()), &[]);
        place(&finding.primary).map(|other| with(&other, &verdict))
    });
    let against: Vec<String> = against.collect();
    let more = against.len().saturating_sub(SHOWN);
    add_first(messages, against, more, &mut sides);
    let considered = decision.considered.iter().filter_map(|other| {
        let why = match other.apart {
            Some(apart) => Some(apart.words(messages)),
            // What the findings name has been said.
            None if !decision.findings.is_empty() => None,
            None => cleared(judgement, other.statement).map(|why| why.words(messages)),
        };
        let side = place(&Side::of(ruleset, other.statement));
        side.zip(why).map(|(side, why)| with(&side, &why))
    });
    sides.extend(considered.take(SHOWN));
    sides
}

/// The text of a side and where it stands.
fn place(messages: &Messages, side: &Side) -> Option<String> {
    let place = side.place.as_ref()?;
    let text = quoted(place.text(), 40);
    let place = words::place(messages, place);
    Some(messages.text("explain.side", &[("text", &text), ("place", &place)]))
}

/// Adds the first texts, and a line that counts the others.
fn add_first(messages: &Messages, texts: Vec<String>, more: usize, sides: &mut Vec<String>) {
    sides.extend(texts.into_iter().take(SHOWN));
    if more > 0 {
        sides.push(words::more(messages, more));
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
        let [reading, cues, about, finding, no_finding, because, other] = &shown.labels;
        let cleared = std::slice::from_ref(&shown.cleared);
        hanging(f, 0, "", 0, &shown.title)?;
        hanging(f, 2, reading, INDENT, &shown.reading)?;
        listing(f, cues, &shown.cues)?;
        hanging(f, 2, about, INDENT, &shown.about)?;
        listing(f, finding, &shown.findings)?;
        listing(
            f,
            no_finding,
            if shown.findings.is_empty() {
                cleared
            } else {
                &[]
            },
        )?;
        listing(f, because, &shown.reasons)?;
        listing(f, other, &shown.sides)
    }
}

/// Texts below each other, the label before the first.
fn listing(f: &mut fmt::Formatter, label: &str, texts: &[String]) -> fmt::Result {
    for (index, text) in texts.iter().enumerate() {
        hanging(f, 2, if index == 0 { label } else { "" }, INDENT, text)?;
    }
    Ok(())
}
