//! One promise with all that is said about it, and the way from there to findings.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Severity;
use crate::extract::{Extract, Place, Role, Statement};
use crate::language::{Act, Holder, Polarity};
use crate::message::Messages;
use crate::rules::{Applies, ChannelId, Level, Promise, Ruleset, Within};

use super::claims::{Claim, Claims, Comparable};
use super::disclosures::Disclosures;
use super::finding::{Finding, Side, SideRole, Verdict};
use super::ground::Ground;
use super::period::Period;
use super::{because, breach, claim, message, missing, telling, texts, unmatched, value};

/// A promise, its statements, and the day.
pub(super) struct Case<'a> {
    pub ruleset: &'a Ruleset,
    pub promise: &'a Promise,
    pub today: Date,
    pub messages: &'a Messages,
    /// Sorted by path and place.
    pub statements: Vec<&'a Statement>,
    disclosures: Disclosures<'a>,
    /// Where the promise is declared; `None` in a pack.
    pub declared: Option<Arc<Place>>,
}

/// Judges all statements of all documents.
///
/// `documents` may come in any order; findings are sorted by the path and place of their primary
/// side, then by promise. They are told in the words of `messages`.
#[must_use]
pub fn judge(
    ruleset: &Ruleset,
    documents: &[Extract],
    today: Date,
    messages: &Messages,
) -> Vec<Finding> {
    let mut by_promise: Vec<Vec<&Statement>> = vec![Vec::new(); ruleset.promises.len()];
    for statement in documents.iter().flat_map(|document| &document.statements) {
        by_promise[statement.promise.index()].push(statement);
    }
    let channels: BTreeSet<ChannelId> = documents.iter().filter_map(|d| d.channel).collect();
    let mut findings = Vec::new();
    for (index, mut statements) in by_promise.into_iter().enumerate() {
        statements.sort_by(|a, b| place_order(a).cmp(&place_order(b)));
        let promise = &ruleset.promises[index];
        let case = Case {
            ruleset,
            promise,
            today,
            messages,
            disclosures: Disclosures::new(promise, &statements),
            declared: ruleset
                .source_of(&promise.declared)
                .map(|source| Arc::new(Place::new(source, promise.declared.span))),
            statements,
        };
        case.findings(&channels, &mut findings);
    }
    unmatched::subjects(ruleset, documents, messages, &mut findings);
    let by_place = |finding: &Finding| {
        let place = finding.primary.place.as_ref();
        (
            place.map(|place| (Arc::clone(&place.path), place.span)),
            finding.promise.clone(),
        )
    };
    findings.sort_by_cached_key(by_place);
    message::number_fingerprints(&mut findings);
    findings
}

fn place_order(statement: &Statement) -> (&str, usize, Role) {
    (
        &statement.place.path,
        statement.place.span.start,
        statement.role,
    )
}

impl<'a> Case<'a> {
    fn findings(&self, channels: &BTreeSet<ChannelId>, findings: &mut Vec<Finding>) {
        if self.statements.is_empty() {
            // A pack brings promises for many trades; that some match nothing is no news.
            if !self.promise.declared.in_pack {
                findings.push(message::unmatched(self));
            }
            missing::judge(self, channels, findings);
            return;
        }
        let claims = Claims::new(self, self.claims());
        for &statement in &self.statements {
            let found = match statement.role {
                Role::Breach(facet) => breach::judge(self, &claims, statement, facet),
                Role::Claim => claim::judge(self, &claims, statement),
                Role::Value => value::judge(self, &claims, statement),
                Role::Disclosure(_) => None,
            };
            findings.extend(found);
        }
        claim::lonely(self, findings);
        texts::compare(self, findings);
        missing::judge(self, channels, findings);
    }

    /// What makes the promise: claims, breaches denied, values that meet it.
    fn claims(&self) -> Vec<Claim<'a>> {
        let claim = |statement: &'a Statement| {
            let facet = match statement.role {
                Role::Claim if statement.reading.polarity == Polarity::Affirmed => None,
                Role::Breach(facet) if statement.reading.polarity == Polarity::Negated => {
                    Some(facet)
                }
                Role::Value if value::meets(self, statement) => None,
                _ => return None,
            };
            // A claim that its own sentence narrows promises no more than what is left of it.
            let stands = self.stands() || !statement.reading.narrowed;
            (self.asserted(statement) && stands).then(|| Claim {
                statement,
                facet,
                disclosed: self.disclosed(statement),
            })
        };
        self.statements.iter().copied().filter_map(claim).collect()
    }

    /// Whether the promise stands though no text repeats it.
    pub(super) fn stands(&self) -> bool {
        self.promise.applies == Applies::Always
    }

    /// Whether we say it, of now or later, about a subject of the promise.
    pub(super) fn asserted(&self, statement: &Statement) -> bool {
        statement.reading.act == Act::Statement
            && statement.reading.holder == Holder::We
            && Period::of(&statement.reading.time, self.today).is_some()
            && !statement
                .scope
                .outside(&self.promise.subjects, &self.ruleset.subjects)
    }

    /// Whether the promise is held against the statement's channel, and in its days.
    pub(super) fn held(&self, statement: &Statement) -> bool {
        let in_channel = self.promise.channels.as_ref().is_none_or(|channels| {
            statement
                .channel
                .is_some_and(|channel| channels.contains(&channel))
        });
        let promised = Period::new(self.promise.from, self.promise.until);
        in_channel
            && Period::on_the_day(&statement.reading.time, self.today)
                .is_some_and(|period| period.overlaps(promised))
    }

    /// How far the statement's channel is taken as the truth.
    pub(super) fn authority(&self, statement: &Statement) -> i64 {
        statement.channel.map_or(0, |channel| {
            self.ruleset.channels[channel.index()].authority
        })
    }

    /// For each disclosure of the promise, whether it stands within its distance.
    pub(super) fn disclosed(&self, statement: &Statement) -> Vec<bool> {
        let subjects = &self.ruleset.subjects;
        let near = |(index, within)| self.disclosures.near(subjects, statement, index, within);
        let defined = self
            .promise
            .disclosures
            .iter()
            .map(|disclosure| disclosure.within);
        defined.enumerate().map(near).collect()
    }

    /// Whether any disclosure of the promise stands in the statement's own sentence.
    pub(super) fn disclosed_in_sentence(&self, statement: &Statement) -> bool {
        (0..self.promise.disclosures.len()).any(|index| {
            self.disclosures
                .near(&self.ruleset.subjects, statement, index, Within::Sentence)
        })
    }

    /// The severity of a verdict about a statement; `None` where it is switched off.
    pub(super) fn severity(
        &self,
        verdict: Verdict,
        facet: Option<&str>,
        statement: Option<&Statement>,
    ) -> Option<Severity> {
        let severities = &self.promise.severities;
        let named = severities
            .of(verdict.name())
            .or_else(|| facet.and_then(|facet| severities.of(facet)));
        match (named, severities.default) {
            (Some(Level::Off), _) | (None, Level::Off) => return None,
            (Some(Level::At(severity)), _) => return Some(severity),
            (None, Level::At(_)) => {}
        }
        let Level::At(declared) = severities.default else {
            return None;
        };
        let unsure = statement.is_some_and(|statement| {
            statement.bare
                || statement
                    .scope
                    .unknown_for(&self.promise.subjects, &self.ruleset.subjects)
        });
        Some(match verdict {
            Verdict::Review => Severity::Info,
            Verdict::Qualified | Verdict::Exceeds | Verdict::Vague | Verdict::Unmatched => {
                Severity::Note
            }
            Verdict::Contradicted if !unsure => declared,
            Verdict::Contradicted
            | Verdict::Eroded
            | Verdict::Undisclosed
            | Verdict::Unsupported
            | Verdict::Missing => declared.lowered(),
        })
    }

    /// The name of a facet; `None` for the unnamed one.
    pub(super) fn facet_name(&self, statement: &Statement) -> Option<&'a str> {
        match statement.role {
            Role::Breach(facet) => {
                let name = self.promise.facets[facet.index()].as_str();
                (!name.is_empty()).then_some(name)
            }
            _ => None,
        }
    }

    /// A statement as one side of a finding.
    pub(super) fn side(&self, statement: &Statement) -> Side {
        let role = match statement.role {
            Role::Claim => SideRole::Claim,
            Role::Breach(_) if statement.reading.polarity == Polarity::Negated => SideRole::Claim,
            Role::Breach(_) => SideRole::Breach,
            Role::Value => SideRole::Value,
            Role::Disclosure(_) => SideRole::Disclosure,
        };
        let subjects = &self.ruleset.subjects;
        Side {
            role,
            place: Some(statement.place.clone()),
            channel: statement
                .channel
                .map(|id| self.ruleset.channels[id.index()].id.clone()),
            subject: statement
                .scope
                .named
                .iter()
                .map(|&id| subjects.id(id).to_owned())
                .collect(),
        }
    }

    /// The promise itself as one side of a finding.
    pub(super) fn promise_side(&self) -> Side {
        let subjects = &self.ruleset.subjects;
        Side {
            role: SideRole::Promise,
            place: self.declared.clone(),
            channel: None,
            subject: self
                .promise
                .subjects
                .iter()
                .map(|&id| subjects.id(id).to_owned())
                .collect(),
        }
    }

    /// A finding about `statement`, with its other sides.
    pub(super) fn finding(
        &self,
        verdict: Verdict,
        row: u8,
        statement: &Statement,
        others: impl Into<Others<'a>>,
    ) -> Option<Finding> {
        let others = &others.into();
        let facet = self.facet_name(statement);
        let severity = self.severity(verdict, facet, Some(statement))?;
        let mut related: Vec<Side> = others
            .nearest
            .iter()
            .map(|other| self.side(other))
            .collect();
        if let Some(answer) = &statement.answer {
            let mut side = self.side(statement);
            side.role = SideRole::Answer;
            side.place = Some(answer.clone());
            related.insert(0, side);
        }
        if self.stands() || others.nearest.is_empty() {
            related.push(self.promise_side());
        }
        Some(Finding {
            promise: self.promise.id.clone(),
            summary: self.promise.summary.clone(),
            facet: facet.map(str::to_owned),
            verdict,
            severity,
            message: telling::message(self, verdict, statement, others),
            advice: self.promise.advice.clone(),
            owner: self.promise.owner.clone(),
            link: self.promise.link.clone(),
            fingerprint: message::fingerprint(&self.promise.id, facet, &statement.place.text),
            primary: self.side(statement),
            others: others.count.saturating_sub(others.nearest.len()),
            related,
            row,
            because: because::because(self, statement, others),
        })
    }
}

/// The other sides of a finding.
#[derive(Default)]
pub(super) struct Others<'a> {
    /// How many there are.
    pub count: usize,
    /// Those that are shown.
    pub nearest: Vec<&'a Statement>,
    /// A reason that comes from more than the statement's own reading.
    pub reason: Option<Ground<'a>>,
}

impl<'a> From<Comparable<'a>> for Others<'a> {
    fn from(comparable: Comparable<'a>) -> Self {
        Self {
            count: comparable.count,
            nearest: comparable.nearest,
            reason: None,
        }
    }
}
