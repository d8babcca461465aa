//! What a claim amounts to: denied, narrowed, undisclosed, unsupported.

use crate::extract::{Role, Statement};
use crate::language::{ConditionKind, Polarity};
use crate::rules::{Disclosure, Required};

use super::Case;
use super::case::Others;
use super::claims::Claims;
use super::finding::{Finding, Verdict};
use super::{breach, support, value};

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
        let claims = match statement.role {
            Role::Claim => statement.reading.polarity == Polarity::Affirmed,
            Role::Value => value::meets(case, statement),
            _ => false,
        };
        if !claims || !case.asserted(statement) {
            continue;
        }
        if lacking(case, statement).is_some() {
            findings.extend(case.finding(Verdict::Undisclosed, 8, statement, Others::default()));
        }
        if let Some(ground) = support::unsupported(case, statement) {
            let others = Others {
                reason: Some(ground),
                ..Others::default()
            };
            let finding = case.finding(Verdict::Unsupported, 9, statement, others);
            findings.extend(finding.map(|finding| Finding {
                severity: ground.cap(finding.severity),
                ..finding
            }));
        }
    }
}

/// The first disclosure that the claim must have and does not.
pub(super) fn lacking<'a>(case: &Case<'a>, statement: &Statement) -> Option<&'a Disclosure> {
    let near = case.disclosed(statement);
    let required = |required: &Required| match required {
        Required::Never => false,
        Required::Everywhere => true,
        Required::In(channels) => statement
            .channel
            .is_some_and(|channel| channels.contains(&channel)),
    };
    let mut disclosures = case.promise.disclosures.iter().zip(near);
    let lacks = |(disclosure, near): &(&Disclosure, bool)| !near && required(&disclosure.required);
    disclosures.find(lacks).map(|(disclosure, _)| disclosure)
}
