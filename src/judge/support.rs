//! Row 9: claims outside the promise's days, or without valid evidence.

use crate::extract::Statement;
use crate::language::Time;

use super::Case;
use super::ground::Ground;
use super::period::Period;

/// Evidence that ends within this many days is told of.
const NEAR_DAYS: i64 = 30;

/// What a claim lacks: the promise's days first, then evidence.
pub(super) fn unsupported<'a>(case: &Case<'a>, statement: &Statement) -> Option<Ground<'a>> {
    outside_days(case, statement).or_else(|| evidence(case))
}

fn outside_days<'a>(case: &Case, statement: &Statement) -> Option<Ground<'a>> {
    let (from, until) = (case.promise.from, case.promise.until);
    let said = Period::on_the_day(&statement.reading.time, case.today)?;
    if said.overlaps(Period::new(from, until)) {
        return None;
    }
    if statement.reading.time != Time::Now {
        return Some(Ground::OtherDays);
    }
    let ended = until.filter(|until| *until < case.today).map(Ground::Ended);
    ended.or_else(|| from.map(Ground::NotYet))
}

fn evidence<'a>(case: &Case<'a>) -> Option<Ground<'a>> {
    let evidence = case.promise.evidence.as_ref()?;
    let Some(document) = &evidence.reference else {
        return Some(Ground::NoEvidence);
    };
    let until = evidence.until?;
    if until < case.today {
        return Some(Ground::Expired(document, until));
    }
    let left = case.today.until(until).ok()?.get_days();
    (i64::from(left) <= NEAR_DAYS).then_some(Ground::Expiring(document, until))
}
