//! What a claim amounts to: denied, narrowed, undisclosed, unsupported; and claims that are
//! missing.

use crate::extract::{Extract, Role, Statement};
use crate::language::{Act, ConditionKind, Polarity};
use crate::rules::Required;

use super::Case;
use super::case::Others;
use super::claims::Claims;
use super::clearance::Clearance;
use super::finding::Verdict;
use super::period::Period;
use super::trail::{Record, Ruling};
use super::{breach, message};

/// Rows 5 and 6 for a claim: denied, or narrowed by an exception.
pub(super) fn judge<'a>(
    case: &Case<'a>,
    claims: &Claims<'_, 'a>,
    statement: &'a Statement,
) -> Ruling<'a> {
    if let Some(clearance) = case.not_asserted(statement) {
        return clearance.into();
    }
    let takes_out = [ConditionKind::Exception, ConditionKind::Audience];
    let denied = statement.reading.polarity == Polarity::Negated;
    if !denied && !breach::takes_out(statement, &takes_out) {
        let claims = case.makes(statement).is_some();
        return (if claims {
            Clearance::Claims
        } else {
            Clearance::Narrowed
        })
        .into();
    }
    if let Some(clearance) = case.not_held(statement) {
        return clearance.into();
    }
    if denied {
        return self::denied(case, claims, statement);
    }
    breach::narrowed(case, claims, statement, None)
}

/// Row 5: a claim denied; row 6 where the denial is hedged or under a condition.
fn denied<'a>(case: &Case<'a>, claims: &Claims<'_, 'a>, statement: &'a Statement) -> Ruling<'a> {
    if statement.allowed {
        return Clearance::Allowed.into();
    }
    let comparable = claims.comparable_with(statement, None);
    if !case.stands() && comparable.count == 0 {
        return Clearance::Unclaimed.into();
    }
    if breach::plain(statement) {
        return Ruling::spoke(Verdict::Contradicted, 5, comparable);
    }
    breach::eroded(comparable)
}

/// Rows 8 and 9: what a claim needs and does not have.
pub(super) fn needs<'a>(case: &Case<'a>, statement: &'a Statement) -> Vec<Ruling<'a>> {
    let mut rulings = Vec::new();
    let claimed = statement.role == Role::Claim
        && statement.reading.polarity == Polarity::Affirmed
        && case.asserted(statement);
    if !claimed {
        return rulings;
    }
    if lacks_disclosure(case, statement) {
        rulings.push(Ruling::spoke(Verdict::Undisclosed, 8, Others::default()));
    }
    if let Some(reason) = unsupported(case, statement) {
        let others = Others {
            reason: Some(reason),
            ..Others::default()
        };
        rulings.push(Ruling::spoke(Verdict::Unsupported, 9, others));
    }
    rulings
}

/// Row 8: a disclosure that the claim must have stands not within its distance.
fn lacks_disclosure(case: &Case, statement: &Statement) -> bool {
    let near = case.disclosed(statement);
    let required = |required: &Required| match required {
        Required::Never => false,
        Required::Everywhere => true,
        Required::In(channels) => statement
            .channel
            .is_some_and(|channel| channels.contains(&channel)),
    };
    let mut disclosures = case.promise.disclosures.iter().zip(near);
    disclosures.any(|(disclosure, near)| !near && required(&disclosure.required))
}

/// Row 9: the promise does not hold on the claim's days, or nothing proves it.
fn unsupported(case: &Case, statement: &Statement) -> Option<(&'static str, &'static str)> {
    let promised = Period::new(case.promise.from, case.promise.until);
    let said = Period::of(&statement.reading.time, case.today)?;
    let on_the_day = Period::new(Some(case.today), Some(case.today));
    let outside = if said == Period::new(Some(case.today), None) {
        !promised.overlaps(on_the_day)
    } else {
        !promised.overlaps(said)
    };
    if outside {
        return Some(("period", "the promise does not hold on these days"));
    }
    let evidence = case.promise.evidence.as_ref()?;
    if evidence.reference.is_none() {
        return Some(("evidence", "no evidence is on file"));
    }
    let expired = evidence.until.is_some_and(|until| until < case.today);
    expired.then_some(("evidence", "the evidence on file has expired"))
}

/// Row 10: channels that must state the promise and do not.
pub(super) fn missing(case: &Case, documents: &[Extract], record: &mut Record) {
    for &channel in &case.promise.stated_in {
        let has_documents = documents
            .iter()
            .any(|document| document.channel == Some(channel));
        let stated = case.statements.iter().any(|statement| {
            statement.channel == Some(channel)
                && matches!(statement.role, Role::Claim | Role::Value)
                && statement.reading.polarity == Polarity::Affirmed
                && statement.reading.act == Act::Statement
        });
        if !has_documents || stated {
            continue;
        }
        let Some(severity) = case.severity(Verdict::Missing, None, None) else {
            continue;
        };
        let channel = &case.ruleset.channels[channel.index()].id;
        record.find(message::missing(case, channel, severity));
    }
}
