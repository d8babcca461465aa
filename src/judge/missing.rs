//! Row 10: channels that must state the promise and do not.

use std::collections::BTreeSet;

use crate::extract::{Role, Statement};
use crate::language::Polarity;
use crate::rules::ChannelId;

use super::Case;
use super::finding::Verdict;
use super::message;
use super::period::Period;
use super::trail::Record;

/// One finding for each channel of `stated-in` that has a document and no statement of the
/// promise; `channels` are those that have documents.
pub(super) fn judge(case: &Case, channels: &BTreeSet<ChannelId>, record: &mut Record) {
    let promise = case.promise;
    let today = Period::new(Some(case.today), Some(case.today));
    if promise.stated_in.is_empty() || !today.overlaps(Period::new(promise.from, promise.until)) {
        return;
    }
    let stating = || {
        case.statements
            .iter()
            .filter(|statement| states(case, statement))
    };
    if !case.stands() && stating().next().is_none() {
        return;
    }
    let stated: BTreeSet<ChannelId> = stating()
        .filter_map(|statement| statement.channel)
        .collect();
    for &channel in &promise.stated_in {
        if stated.contains(&channel) || !channels.contains(&channel) {
            continue;
        }
        let Some(severity) = case.severity(Verdict::Missing, None, None) else {
            continue;
        };
        let channel = &case.ruleset.channels[channel.index()].id;
        record.find(message::missing(case, channel, severity));
    }
}

/// Whether a statement tells its reader the promise: a claim, a value, a breach denied.
fn states(case: &Case, statement: &Statement) -> bool {
    let makes = match statement.role {
        Role::Claim | Role::Value => statement.reading.polarity == Polarity::Affirmed,
        Role::Breach(_) => statement.reading.polarity == Polarity::Negated,
        Role::Disclosure(_) => false,
    };
    makes && case.asserted(statement)
}
