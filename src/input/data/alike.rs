//! Whether values that stand side by side are different things, or parts of one.

use std::collections::BTreeSet;

use super::tree::{Node, NodeId, Tree};
use super::words::{FieldRole, role};

/// Of longer lists only so many objects are compared.
const MOST_COMPARED: usize = 64;

/// What the fields of an object show.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a kind of field by itself"
)]
struct Shape<'t> {
    /// The fields that are neither a name nor for machines.
    fields: BTreeSet<&'t str>,
    named: bool,
    titled: bool,
    headed: bool,
    text: bool,
}

/// Whether objects that stand in one list, or each under a key of its own, are different things.
///
/// They are where they have names; where they have titles and no running text; and where they
/// have neither, but fields in common. Objects under keys must have fields in common in any case:
/// they may be the parts of a page.
pub(super) fn are_things<'t>(
    tree: &'t Tree,
    values: impl Iterator<Item = (Option<&'t str>, NodeId)>,
) -> bool {
    let mut under_keys = false;
    let objects = values.filter_map(|(key, node)| {
        let skipped = key.is_some_and(|key| role(key) == Some(FieldRole::Skip));
        under_keys |= key.is_some();
        match &tree.nodes[node] {
            Node::Object(fields) if !skipped => {
                Some(shape(fields.iter().map(|(key, _)| key.text())))
            }
            _ => None,
        }
    });
    let shapes: Vec<Shape> = objects.take(MOST_COMPARED).collect();
    if shapes.len() < 2 {
        return false;
    }
    let text = shapes.iter().any(|shape| shape.text);
    let named = shapes.iter().filter(|shape| shape.named).count();
    if 2 * named > shapes.len() && !under_keys {
        return true;
    }
    let titled = shapes.iter().filter(|shape| shape.titled).count();
    let headed = shapes.iter().any(|shape| shape.headed);
    if text || headed {
        return false;
    }
    if 2 * titled > shapes.len() && !under_keys {
        return true;
    }
    let first = &shapes[0].fields;
    let alike = |shape: &Shape| {
        let shared = shape.fields.intersection(first).count();
        shared > 0 && 2 * shared >= shape.fields.len().max(first.len())
    };
    shapes.iter().all(alike)
}

fn shape<'t>(keys: impl Iterator<Item = &'t str>) -> Shape<'t> {
    let mut shape = Shape::default();
    for key in keys {
        match role(key) {
            Some(FieldRole::Name(_)) => shape.named = true,
            Some(FieldRole::Title) => shape.titled = true,
            Some(FieldRole::Heading) => shape.headed = true,
            Some(FieldRole::Text | FieldRole::Speaker) => shape.text = true,
            Some(FieldRole::Skip) => {}
            None => {
                shape.fields.insert(key);
            }
        }
    }
    shape
}
