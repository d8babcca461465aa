//! What a duration is counted from, which is no condition of it.

use crate::language::{Condition, ConditionKind, Reading};
use crate::quantity::{Kind, Quantity};

/// The most bytes between a duration and the event that it is counted from: "*counted* from".
const ORIGIN: usize = 9;

/// Takes out of a duration's conditions the event that it is counted from: "within 14 days after
/// delivery" holds always, not only after a delivery.
pub(super) fn leave_out_origin(value: &Quantity, reading: &mut Reading) {
    if value.kind != Kind::Duration {
        return;
    }
    let gap = |condition: &Condition| {
        condition.span.start.saturating_sub(value.span.end)
            + value.span.start.saturating_sub(condition.span.end)
    };
    let is_origin =
        |condition: &Condition| condition.kind == ConditionKind::Event && gap(condition) <= ORIGIN;
    reading.conditions.retain(|condition| !is_origin(condition));
    reading.narrowed &= !reading.conditions.is_empty();
}
