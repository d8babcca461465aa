//! What a claim amounts to: denied, narrowed, undisclosed, unsupported; and claims that are
//! missing.

use crate::extract::{Extract, Role, Statement};
use crate::language::{Act, ConditionKind, Polarity};
use crate::rules::Required;

use super::Case;
use super::case::Others;
use super::claims::Claims;
use super::finding::{Finding, Verdict};
use super::period::Period;
use super::{breach, message};

/// Rows 5 and 6 for a claim: denied, or narrowed by an exception.
pub(super) fn judge<'a>(
    case: &Case<'a>,
    claims: &Claims<'a>,
    statement: &'a Statement,
) -> Option<Finding> {
    if !case.asserted(statement) || !case.held(statement) || statement.allowed {
        return None;
    }
    let denied = statement.reading.polarity == Polarity::Negated;
    if !denied && (!excepted(statement) || case.disclosed_in_sentence(statement)) {
        return None;
    }
    let mut comparable = claims.comparable_with(statement, None);
    comparable.leave_out(statement);
    if !case.stands() && comparable.count == 0 {
        return None;
    }
    if denied && breach::plain(statement) {
        return case.finding(Verdict::Contradicted, 5, statement, comparable);
    }
    breach::eroded(case, statement, comparable)
}

/// Whether the claim's own sentence takes something out of it.
fn excepted(statement: &Statement) -> bool {
    let takes_out = |kind| matches!(kind, ConditionKind::Exception | ConditionKind::Audience);
    statement.reading.narrowed
        && statement
            .reading
            .conditions
            .iter()
            .any(|condition| takes_out(condition.kind))
}

/// Rows 8 and 9: what a claim needs and does not have.
pub(super) fn lonely(case: &Case, findings: &mut Vec<Finding>) {
    for &statement in &case.statements {
        let claimed = statement.role == Role::Claim
            && statement.reading.polarity == Polarity::Affirmed
            && case.asserted(statement);
        if !claimed {
            continue;
        }
        if lacks_disclosure(case, statement) {
            findings.extend(case.finding(Verdict::Undisclosed, 8, statement, Others::default()));
        }
        if let Some(reason) = unsupported(case, statement) {
            let others = Others {
                reason: Some(reason),
                ..Others::default()
            };
            findings.extend(case.finding(Verdict::Unsupported, 9, statement, others));
        }
    }
}

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
pub(super) fn missing(case: &Case, documents: &[Extract], findings: &mut Vec<Finding>) {
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
        findings.push(message::missing(case, channel, severity));
    }
}
