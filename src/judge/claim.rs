//! What a claim amounts to: denied, narrowed, undisclosed, unsupported.

use crate::extract::{Role, Statement};
use crate::language::{ConditionKind, Polarity};
use crate::rules::{Disclosure, Required};

use super::Case;
use super::case::Others;
use super::claims::Claims;
use super::clearance::{Apart, Clearance};
use super::finding::Verdict;
use super::limits::excepts_choice;
use super::others::kept_to_others;
use super::trail::Ruling;
use super::{breach, support, value};

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
    let narrows = breach::takes_out(statement, &takes_out) && !excepts_choice(statement);
    if !denied && !narrows {
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
    let mut comparable = claims.comparable_with(statement, None);
    if comparable.leave_out_other_sides(statement) {
        return Clearance::Limited.into();
    }
    if !case.stands() && comparable.count == 0 {
        return Clearance::Unclaimed.into();
    }
    if let Some(apart) = claims.leave_out_elsewhere(&mut comparable, statement, None) {
        return Clearance::Apart(apart).into();
    }
    if claims.leave_out_contrasted(&mut comparable, statement, None)
        || claims.leave_to_special(&comparable, statement)
    {
        return Clearance::Apart(Apart::Subject).into();
    }
    if let Some(apart) = kept_to_others(case, claims, &comparable, statement, None) {
        return Clearance::Apart(apart).into();
    }
    if case.is_only_repeated(&comparable) {
        return Clearance::Repeated.into();
    }
    if breach::plain(statement) {
        return Ruling::spoke(Verdict::Contradicted, 5, comparable);
    }
    breach::eroded(comparable)
}

/// Rows 8 and 9: what a claim needs and does not have.
pub(super) fn needs<'a>(case: &Case<'a>, statement: &Statement) -> Vec<Ruling<'a>> {
    let claims = match statement.role {
        Role::Claim => true,
        Role::Value => value::meets(case, statement),
        _ => false,
    };
    let affirmed = statement.reading.polarity == Polarity::Affirmed;
    if !claims || !affirmed || !case.asserted(statement) {
        return Vec::new();
    }
    let lacking = lacking(case, statement).is_some();
    let undisclosed = lacking.then(|| Ruling::spoke(Verdict::Undisclosed, 8, Others::default()));
    let unsupported = support::unsupported(case, statement).map(|ground| {
        let others = Others {
            reason: Some(ground),
            ..Others::default()
        };
        Ruling::spoke(Verdict::Unsupported, 9, others)
    });
    undisclosed.into_iter().chain(unsupported).collect()
}

/// Row 8: the first disclosure that the claim must have and does not.
pub(super) fn lacking<'a>(case: &Case<'a>, statement: &Statement) -> Option<&'a Disclosure> {
    let required = |required: &Required| match required {
        Required::Never => false,
        Required::Everywhere => true,
        Required::In(channels) => statement
            .channel
            .is_some_and(|channel| channels.contains(&channel)),
    };
    let lacks = |(index, disclosure): &(usize, &Disclosure)| {
        required(&disclosure.required) && !case.is_near(statement, *index, disclosure.within)
    };
    let mut disclosures = case.promise.disclosures.iter().enumerate();
    disclosures.find(lacks).map(|(_, disclosure)| disclosure)
}
