//! Places that lie near each other: searching a sorted list for them again and again, and which of them
//! are the nearest.

use std::cell::Cell;
use std::cmp::Ordering;
use std::sync::Arc;

use crate::extract::Statement;

/// Where the last search ended; the next one starts there.
#[derive(Default)]
pub(super) struct Cursor(Cell<usize>);

impl Cursor {
    /// As `partition_point`: the index of the first item that is not `before`.
    ///
    /// Costs the logarithm of the distance from where the last search ended.
    pub(super) fn partition_point<T>(&self, list: &[T], before: impl Fn(&T) -> bool) -> usize {
        let from = self.0.get().min(list.len());
        let found = partition_point_near(list, from, before);
        self.0.set(found);
        found
    }
}

/// As `partition_point`, found by steps from `from` that grow by two.
fn partition_point_near<T>(list: &[T], from: usize, before: impl Fn(&T) -> bool) -> usize {
    let (mut low, mut high) = (from, from);
    let mut step = 1;
    while high < list.len() && before(&list[high]) {
        low = high + 1;
        high = low + step;
        step *= 2;
    }
    if low == from {
        step = 1;
        while low > 0 && !before(&list[low - 1]) {
            high = low - 1;
            low = high.saturating_sub(step);
            step *= 2;
        }
    }
    let high = high.min(list.len());
    low + list[low..high].partition_point(before)
}

/// The order of two paths; those of one document are mostly one.
pub(super) fn path_order(one: &Arc<str>, other: &Arc<str>) -> Ordering {
    if Arc::ptr_eq(one, other) {
        Ordering::Equal
    } else {
        one.cmp(other)
    }
}

/// Same document first, then the same language, which one reader can hold side by side, then the same
/// channel, then by path and place.
pub(super) fn distance<'s>(
    claim: &'s Statement,
    statement: &Statement,
) -> (bool, usize, bool, bool, &'s str, usize) {
    let elsewhere = claim.place.path != statement.place.path;
    let gap = claim.place.span.start.abs_diff(statement.place.span.start);
    (
        elsewhere,
        if elsewhere { 0 } else { gap },
        claim.language != statement.language,
        claim.channel != statement.channel,
        &claim.place.path,
        claim.place.span.start,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_what_a_plain_search_finds() {
        for length in 0..20 {
            let list: Vec<usize> = (0..length).map(|at| at / 2).collect();
            for from in 0..=length {
                for wanted in 0..12 {
                    let plain = list.partition_point(|&item| item < wanted);
                    let near = partition_point_near(&list, from, |&item| item < wanted);
                    assert_eq!(near, plain, "{wanted} from {from} in {list:?}");
                }
            }
        }
    }
}
