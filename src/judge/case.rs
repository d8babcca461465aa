//! One promise with all that is said about it, and the way from there to findings.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::diagnostic::Severity;
use crate::extract::{Place, Role, Statement, Told};
use crate::language::Polarity;
use crate::message::Messages;
use crate::rules::{ChannelId, FacetId, Level, Promise, PromiseId, Ruleset, SubjectId, Within};

use super::apart::{Considered, apart};
use super::claims::{Claim, Claims, SHOWN};
use super::clearance::Clearance;
use super::comparable::Comparable;
use super::disclosures::Disclosures;
use super::finding::{About, Finding, Side, SideRole, Verdict};
use super::ground::Ground;
use super::names::Names;
use super::nearby::distance;
use super::references::References;
use super::trail::Record;
use super::{because, breach, claim, edit, message, missing, telling, value};

/// What the promises of one run have in common.
#[derive(Clone)]
pub(super) struct Run<'a> {
    pub today: Date,
    pub messages: &'a Messages,
    /// What the pages that advertise tell with amounts, by their paths.
    pub told: Rc<BTreeMap<&'a str, &'a [Told]>>,
    /// Whether one document alone says anything.
    pub alone: bool,
}

/// A promise, its statements, and the day.
pub(super) struct Case<'a> {
    pub ruleset: &'a Ruleset,
    pub promise: &'a Promise,
    pub today: Date,
    pub messages: &'a Messages,
    /// Sorted by path and place.
    pub statements: Vec<&'a Statement>,
    disclosures: Disclosures<'a>,
    /// What the pages that advertise tell with amounts, by their paths.
    pub told: Rc<BTreeMap<&'a str, &'a [Told]>>,
    /// Whether one document alone says anything, of whatever promise.
    pub alone: bool,
    /// Where the promise is declared; `None` in a pack.
    pub declared: Option<Arc<Place>>,
    pub names: Names<'a>,
    /// What breaks the promise, in the order of `statements`; only explanations ask for it.
    opponents: OnceCell<Vec<&'a Statement>>,
}

impl<'a> Case<'a> {
    pub(super) fn new(
        ruleset: &'a Ruleset,
        id: PromiseId,
        run: Run<'a>,
        statements: Vec<&'a Statement>,
    ) -> Self {
        let promise = ruleset.promise(id);
        let declared = ruleset.source_of(&promise.declared);
        Self {
            ruleset,
            promise,
            today: run.today,
            messages: run.messages,
            disclosures: Disclosures::new(promise, &statements),
            declared: declared.map(|source| Arc::new(Place::new(source, promise.declared.span))),
            names: Names::new(promise),
            told: run.told,
            alone: run.alone,
            statements,
            opponents: OnceCell::new(),
        }
    }

    /// Rules on every statement, and on what is missing.
    pub(super) fn judge(&self, channels: &BTreeSet<ChannelId>, record: &mut Record<'a, '_>) {
        if self.statements.is_empty() {
            // A pack brings promises for many trades; that some match nothing is no news.
            if !self.promise.declared.in_pack {
                record.find(message::unmatched(self));
            }
            missing::judge(self, channels, record);
            return;
        }
        let claims = Claims::new(self, self.claims());
        let references = References::new(self);
        for &statement in &self.statements {
            let ruling = match statement.role {
                Role::Breach(facet) => breach::judge(self, &claims, statement, facet),
                Role::Claim => claim::judge(self, &claims, statement),
                Role::Value => value::judge(self, &claims, references.as_ref(), statement),
                Role::Disclosure(_) => Clearance::Discloses.into(),
            };
            let needs = claim::needs(self, statement);
            let rulings = std::iter::once(ruling).chain(needs);
            record.rule(self, (&claims, references.as_ref()), statement, rulings);
        }
        missing::judge(self, channels, record);
    }

    /// The statements of a page, in their order.
    pub(super) fn on_page(&self, path: &str) -> impl Iterator<Item = &'a Statement> {
        let before = |statement: &&Statement| &*statement.place.path < path;
        let first = self.statements.partition_point(before);
        let behind = self.statements[first..].iter().copied();
        behind.take_while(move |statement| &*statement.place.path == path)
    }

    /// Whether a promise that must be claimed is only repeated, by all that a statement is held against.
    pub(super) fn is_only_repeated(&self, comparable: &Comparable) -> bool {
        !self.stands() && comparable.are_repeated()
    }

    /// Whether the promise's own summary tells the limits of a statement: all its conditions hold
    /// an amount, and the summary writes each of their numerals, as in "Free from £50".
    pub(super) fn summary_tells(&self, statement: &Statement) -> bool {
        let summary = numerals(&self.promise.summary);
        let conditions = &statement.reading.conditions;
        !conditions.is_empty()
            && conditions.iter().all(|condition| {
                let told = numerals(&condition.text);
                !told.is_empty() && told.iter().all(|numeral| summary.contains(numeral))
            })
    }

    /// What makes the promise.
    fn claims(&self) -> Vec<Claim<'a>> {
        let made = |statement| Some((statement, self.makes(statement)?.facet()));
        self.with_disclosures(self.statements.iter().copied().filter_map(made))
    }

    /// Up to `most` of the claims that their own sentences narrow, where they make no promise by
    /// themselves: each still promises what is left of it.
    pub(super) fn narrowed_claims(&self, most: usize) -> Vec<Claim<'a>> {
        let narrowed = self.statements.iter().copied().filter(|statement| {
            let reading = &statement.reading;
            !self.stands()
                && statement.role == Role::Claim
                && reading.polarity == Polarity::Affirmed
                && reading.narrowed
                && self.asserted(statement)
        });
        self.with_disclosures(narrowed.take(most).map(|statement| (statement, None)))
    }

    /// The claims with the disclosures near them, which those with the same ones share.
    fn with_disclosures(
        &self,
        claims: impl Iterator<Item = (&'a Statement, Option<FacetId>)>,
    ) -> Vec<Claim<'a>> {
        let mut known: FxHashSet<Rc<[bool]>> = FxHashSet::default();
        let mut shared = |disclosed: Vec<bool>| {
            if let Some(same) = known.get(disclosed.as_slice()) {
                return Rc::clone(same);
            }
            let disclosed: Rc<[bool]> = disclosed.into();
            known.insert(Rc::clone(&disclosed));
            disclosed
        };
        let claim = |(statement, facet)| Claim {
            statement,
            facet,
            disclosed: shared(self.disclosed(statement)),
        };
        claims.map(claim).collect()
    }

    /// What breaks the promise, or gives another value, nearest to a claim, at most five.
    pub(super) fn opponents(&self, claim: &Statement) -> Vec<Considered<'a>> {
        let same_facet = |other: &&Statement| match (claim.role, other.role) {
            (Role::Breach(own), Role::Breach(its)) => own == its,
            (Role::Breach(_), role) => role == Role::Claim,
            _ => true,
        };
        let breaks = |statement: &&Statement| {
            let negated = statement.reading.polarity == Polarity::Negated;
            match statement.role {
                Role::Claim => negated,
                Role::Breach(_) => !negated,
                Role::Value => !negated && !value::meets(self, statement),
                Role::Disclosure(_) => false,
            }
        };
        let all = || self.statements.iter().copied().filter(breaks).collect();
        let opponents: &Vec<&'a Statement> = self.opponents.get_or_init(all);
        let place = (&*claim.place.path, claim.place.span.start);
        let at =
            opponents.partition_point(|other| (&*other.place.path, other.place.span.start) < place);
        let around = at.saturating_sub(SHOWN)..(at + SHOWN).min(opponents.len());
        let first = ..SHOWN.min(around.start);
        let mut near = [&opponents[first], &opponents[around]].concat();
        near.sort_by(|a, b| distance(a, claim).cmp(&distance(b, claim)));
        let considered = |statement: &'a Statement| {
            let facet = match statement.role {
                Role::Breach(facet) => Some(facet),
                _ => None,
            };
            Considered {
                statement,
                apart: apart(self, claim, statement, facet),
            }
        };
        let near = near.into_iter().filter(same_facet);
        near.take(SHOWN).map(considered).collect()
    }

    /// How far the statement's channel is taken as the truth.
    pub(super) fn authority(&self, statement: &Statement) -> i64 {
        statement.channel.map_or(0, |channel| {
            self.ruleset.channels[channel.index()].authority
        })
    }

    /// For each disclosure of the promise, whether it stands within its distance.
    fn disclosed(&self, statement: &Statement) -> Vec<bool> {
        let defined = self.promise.disclosures.iter().enumerate();
        defined
            .map(|(index, disclosure)| self.is_near(statement, index, disclosure.within))
            .collect()
    }

    /// Whether the disclosure of an index stands within a distance of the statement.
    pub(super) fn is_near(&self, statement: &Statement, index: usize, within: Within) -> bool {
        self.disclosures
            .near(&self.ruleset.subjects, statement, index, within)
    }

    /// Whether any disclosure of the promise stands in the statement's own sentence.
    pub(super) fn disclosed_in_sentence(&self, statement: &Statement) -> bool {
        let mut indices = 0..self.promise.disclosures.len();
        indices.any(|index| self.is_near(statement, index, Within::Sentence))
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
            Verdict::Qualified
            | Verdict::Exceeds
            | Verdict::Vague
            | Verdict::Unmatched
            | Verdict::Weakened => Severity::Note,
            Verdict::Unused | Verdict::Expired | Verdict::Malformed | Verdict::Refused => {
                Severity::Warning
            }
            Verdict::Contradicted if !unsure => declared,
            Verdict::Contradicted
            | Verdict::Eroded
            | Verdict::Undisclosed
            | Verdict::Unsupported
            | Verdict::Missing => declared.lowered(),
        })
    }

    /// The promise itself as one side of a finding.
    pub(super) fn promise_side(&self) -> Side {
        Side {
            role: SideRole::Promise,
            place: self.declared.clone(),
            about: self.about(None, &self.promise.subjects),
        }
    }

    /// A statement as one side of a finding.
    fn side(&self, statement: &'a Statement) -> Side {
        let about = self.about(statement.channel, &statement.scope.named);
        Side::new(statement, about)
    }

    fn about(&self, channel: Option<ChannelId>, subjects: &'a [SubjectId]) -> Arc<About> {
        let make = || About::new(self.ruleset, channel, subjects);
        self.names.abouts.get((channel, subjects), make)
    }

    /// A finding about `statement`, with its other sides; `None` where it is switched off.
    pub(super) fn finding(
        &self,
        verdict: Verdict,
        row: u8,
        statement: &'a Statement,
        others: &Others<'a>,
    ) -> Option<Finding> {
        let facet = statement.role.facet_in(self.promise);
        let severity = self.severity(verdict, facet, Some(statement))?;
        let names = &self.names;
        Some(Finding {
            promise: Arc::clone(&names.id),
            summary: Arc::clone(&names.summary),
            facet: match statement.role {
                Role::Breach(facet) => names.facets[facet.index()].clone(),
                _ => None,
            },
            verdict,
            severity,
            message: telling::message(self, verdict, statement, others),
            advice: names.advice.clone(),
            owner: names.owner.clone(),
            link: names.link.clone(),
            fingerprint: message::fingerprint(&self.promise.id, facet, statement.place.text()),
            primary: self.side(statement),
            related: self.related(statement, others),
            others: others.count.saturating_sub(others.nearest.len()),
            row,
            because: because::because(self, statement, others),
            ruled: 0,
            fix: edit::fix(self, verdict, statement, others).map(Arc::new),
        })
    }

    /// The other sides of a finding: an answer, the nearest of the others, the promise.
    fn related(&self, statement: &'a Statement, others: &Others<'a>) -> Vec<Side> {
        let answer = statement.answer.as_ref().map(|answer| Side {
            role: SideRole::Answer,
            place: Some(Arc::clone(answer)),
            ..self.side(statement)
        });
        let shown = self.stands() || others.nearest.is_empty();
        let promise = shown.then(|| self.promise_side());
        let nearest = others.nearest.iter().map(|other| self.side(other));
        answer.into_iter().chain(nearest).chain(promise).collect()
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

/// The runs of digits in a text, with the marks between them: "299.000".
fn numerals(text: &str) -> Vec<&str> {
    let inside = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':');
    let runs = text.split(|c: char| !inside(c));
    let runs = runs.map(|run| run.trim_matches(|c: char| !c.is_ascii_digit()));
    runs.filter(|run| !run.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::numerals;

    #[test]
    fn numerals_keep_their_marks() {
        assert_eq!(
            numerals("từ 299.000đ, sau 8:30: 3,5 kg."),
            ["299.000", "8:30", "3,5"]
        );
        assert_eq!(numerals("no. none, at all"), [""; 0]);
    }
}
