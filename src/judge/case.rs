//! One promise with all that is said about it, and the way from there to findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Severity;
use crate::extract::{Because, Extract, Place, Role, Scope, Spot, Statement};
use crate::language::{Act, Holder, Polarity};
use crate::rules::{Applies, Level, Promise, PromiseId, Ruleset, Within};

use super::claims::{Claim, Claims, Comparable};
use super::finding::{Finding, Side, SideRole, Verdict};
use super::period::Period;
use super::{breach, claim, message, unmatched, value};

/// A promise, its statements, and the day.
pub(super) struct Case<'a> {
    pub ruleset: &'a Ruleset,
    pub promise: &'a Promise,
    pub today: Date,
    /// Sorted by path and place.
    pub statements: Vec<&'a Statement>,
    disclosures: Disclosures<'a>,
}

/// Judges all statements of all documents.
///
/// `documents` may come in any order; findings are sorted by the path and place of their primary
/// side, then by promise.
#[must_use]
pub fn judge(ruleset: &Ruleset, documents: &[Extract], today: Date) -> Vec<Finding> {
    let mut by_promise: Vec<Vec<&Statement>> = vec![Vec::new(); ruleset.promises.len()];
    for statement in documents.iter().flat_map(|document| &document.statements) {
        by_promise[statement.promise.index()].push(statement);
    }
    let mut findings = Vec::new();
    for (index, mut statements) in by_promise.into_iter().enumerate() {
        statements.sort_by(|a, b| place_order(a).cmp(&place_order(b)));
        let case = Case::new(ruleset, PromiseId::new(index), today, statements);
        case.findings(documents, &mut findings);
    }
    unmatched::subjects(ruleset, documents, &mut findings);
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
    fn new(
        ruleset: &'a Ruleset,
        id: PromiseId,
        today: Date,
        statements: Vec<&'a Statement>,
    ) -> Self {
        let disclosures = Disclosures::new(&statements);
        let promise = &ruleset.promises[id.index()];
        Self {
            ruleset,
            promise,
            today,
            statements,
            disclosures,
        }
    }

    fn findings(&self, documents: &[Extract], findings: &mut Vec<Finding>) {
        if self.statements.is_empty() {
            // A pack brings promises for many trades; that some match nothing is no news.
            if !self.promise.declared.in_pack {
                findings.push(message::unmatched(self));
            }
            claim::missing(self, documents, findings);
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
        value::compare_texts(self, findings);
        claim::missing(self, documents, findings);
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
            && Period::of(&statement.reading.time, self.today)
                .is_some_and(|period| period.overlaps(promised))
    }

    /// For each disclosure of the promise, whether it stands within its distance.
    pub(super) fn disclosed(&self, statement: &Statement) -> Vec<bool> {
        let near = |(index, within)| self.disclosures.near(self, statement, index, within);
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
                .near(self, statement, index, Within::Sentence)
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
        let declared = &self.promise.declared;
        Side {
            role: SideRole::Promise,
            place: self
                .ruleset
                .source_of(declared)
                .map(|source| Place::new(source, declared.span)),
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
            message: message::message(self, verdict, statement, others),
            advice: self.promise.advice.clone(),
            owner: self.promise.owner.clone(),
            link: self.promise.link.clone(),
            fingerprint: message::fingerprint(&self.promise.id, facet, &statement.place.text),
            primary: self.side(statement),
            others: others.count.saturating_sub(others.nearest.len()),
            related,
            row,
            because: self.because(statement, others),
        })
    }

    fn because(&self, statement: &Statement, others: &Others) -> Vec<Because> {
        let mut because = statement.because.clone();
        let subjects = &self.ruleset.subjects;
        if let Some((&subject, from)) = statement
            .scope
            .named
            .first()
            .zip(statement.scope.from.first())
        {
            let text = format!("{}, {}", subjects.id(subject), from.words());
            because.push(Because {
                code: "subject",
                text,
                span: None,
            });
        } else if !self.promise.subjects.is_empty() {
            let text = "no subject is named here, so the severity is one lower".to_owned();
            because.push(Because {
                code: "subject",
                text,
                span: None,
            });
        }
        because.extend(others.reason.map(|(code, text)| Because {
            code,
            text: text.to_owned(),
            span: None,
        }));
        because
    }
}

/// The other sides of a finding.
#[derive(Default)]
pub(super) struct Others<'a> {
    /// How many there are.
    pub count: usize,
    /// Those that are shown.
    pub nearest: Vec<&'a Statement>,
    /// A reason that comes from the other sides: its code and its words.
    pub reason: Option<(&'static str, &'static str)>,
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

/// Where the disclosures of a promise stand.
///
/// Kept by sentence, block, section and document, each scope once, so that a look-up costs the
/// number of different scopes at that place.
struct Disclosures<'a>(BTreeMap<(usize, Area), Vec<&'a Scope>>);

/// A stretch of a document, from the document down to a sentence.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Area {
    path: Arc<str>,
    section: Option<usize>,
    block: Option<usize>,
    sentence: Option<usize>,
}

impl Area {
    fn of(path: &Arc<str>, spot: Spot, within: Within) -> Self {
        let (section, block, sentence) = match within {
            Within::Sentence => (None, Some(spot.block), Some(spot.sentence)),
            Within::Block => (None, Some(spot.block), None),
            Within::Section => (Some(spot.section), None, None),
            Within::Document => (None, None, None),
        };
        Self {
            path: Arc::clone(path),
            section,
            block,
            sentence,
        }
    }
}

impl<'a> Disclosures<'a> {
    fn new(statements: &[&'a Statement]) -> Self {
        let mut areas: BTreeMap<(usize, Area), Vec<&Scope>> = BTreeMap::new();
        for statement in statements {
            let Role::Disclosure(index) = statement.role else {
                continue;
            };
            let said = statement.reading.act == Act::Statement
                && statement.reading.polarity == Polarity::Affirmed;
            if !said {
                continue;
            }
            for spot in statement.locus.spots() {
                for within in [
                    Within::Sentence,
                    Within::Block,
                    Within::Section,
                    Within::Document,
                ] {
                    let area = Area::of(&statement.place.path, spot, within);
                    let scopes = areas.entry((index, area)).or_default();
                    if !scopes.contains(&&statement.scope) {
                        scopes.push(&statement.scope);
                    }
                }
            }
        }
        Self(areas)
    }

    fn near(&self, case: &Case, statement: &Statement, index: usize, within: Within) -> bool {
        statement.locus.spots().any(|spot| {
            let area = Area::of(&statement.place.path, spot, within);
            self.0.get(&(index, area)).is_some_and(|scopes| {
                let subjects = &case.ruleset.subjects;
                scopes
                    .iter()
                    .any(|scope| !scope.disjoint(&statement.scope, subjects, true))
            })
        })
    }
}
