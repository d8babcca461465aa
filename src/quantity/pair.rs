//! Two texts about one thing: which of their quantities speak of the same, and whether they agree.

use super::{Consistency, Kind, Quantity, Reader, consistency};

/// Whether two texts about one thing can both be true, by their quantities alone.
///
/// A quantity that is ambiguous alone is read again as the kind that the other text gives.
/// Quantities of one kind are paired; where a text has several, one that agrees is enough.
/// Numbers that count nothing are compared only where no other kind is shared.
/// [`Consistency::Incomparable`] is returned where the texts share no kind.
#[must_use]
pub fn texts_agree(reader: &Reader, a: &str, b: &str) -> Consistency {
    let (first, second) = (reader.read(a, None), reader.read(b, None));
    let left = settled(reader, a, &first, &second);
    let right = settled(reader, b, &second, &first);
    let mut verdict = Consistency::Incomparable;
    for bare in [false, true] {
        for kind in Kind::ALL.into_iter().filter(|&kind| is_bare(kind) == bare) {
            verdict = worse(verdict, of_kind(kind, &left, &right));
        }
        if verdict != Consistency::Incomparable {
            break;
        }
    }
    verdict
}

fn is_bare(kind: Kind) -> bool {
    matches!(kind, Kind::Number | Kind::Count)
}

/// The quantities of `text`, each ambiguous or bare one as a kind that `others` are sure of.
fn settled(reader: &Reader, text: &str, own: &[Quantity], others: &[Quantity]) -> Vec<Quantity> {
    let mut all = own.to_vec();
    for other in others
        .iter()
        .filter(|other| !other.ambiguous && !is_bare(other.kind))
    {
        if all
            .iter()
            .any(|quantity| quantity.kind == other.kind && !quantity.ambiguous)
        {
            continue;
        }
        let again = reader.read(text, Some(other.kind));
        for quantity in &mut all {
            let open = quantity.ambiguous || is_bare(quantity.kind);
            let better = |new: &&Quantity| {
                new.span == quantity.span && new.kind == other.kind && !new.ambiguous
            };
            if open && let Some(new) = again.iter().find(better) {
                *quantity = new.clone();
            }
        }
    }
    all
}

/// The verdict over the quantities of `kind`.
///
/// Each quantity of the text that has fewer needs one in the other that it agrees with.
fn of_kind(kind: Kind, left: &[Quantity], right: &[Quantity]) -> Consistency {
    let own = |all: &[Quantity]| all.iter().filter(|quantity| quantity.kind == kind).count();
    let (few, many) = if own(left) <= own(right) {
        (left, right)
    } else {
        (right, left)
    };
    let (few, other) = if own(few) == 0 {
        (many, few)
    } else {
        (few, many)
    };
    let mut verdict = Consistency::Incomparable;
    for quantity in few.iter().filter(|quantity| quantity.kind == kind) {
        let partners = other.iter().map(|other| consistency(quantity, other));
        verdict = worse(verdict, partners.fold(Consistency::Incomparable, best));
    }
    verdict
}

/// The verdict for the better of two partners.
fn best(a: Consistency, b: Consistency) -> Consistency {
    let order = [
        Consistency::Consistent,
        Consistency::Review,
        Consistency::Contradicted,
        Consistency::Incomparable,
    ];
    order
        .into_iter()
        .find(|&verdict| verdict == a || verdict == b)
        .unwrap_or(a)
}

/// The verdict over two things that both must hold.
fn worse(a: Consistency, b: Consistency) -> Consistency {
    let order = [
        Consistency::Contradicted,
        Consistency::Review,
        Consistency::Consistent,
        Consistency::Incomparable,
    ];
    order
        .into_iter()
        .find(|&verdict| verdict == a || verdict == b)
        .unwrap_or(a)
}
