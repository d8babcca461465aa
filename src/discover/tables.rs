//! Names in tables that compare things: above their columns, or before their rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{BlockId, BlockKind};
use crate::quantity::Kind;
use crate::text::Span;

use super::{Sighting, Structure, View};

/// Of a larger table only so many rows and columns are looked at.
const MOST_ROWS: usize = 64;
const MOST_COLUMNS: usize = 64;

/// A longer cell is a text and no value, in bytes.
const LONGEST_VALUE: usize = 200;

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Mark,
    Amounts(BTreeSet<Kind>),
}

#[derive(Default)]
struct Grid {
    corner: Option<BlockId>,
    /// The header of each column behind the first.
    top: BTreeMap<usize, BlockId>,
    /// The first cell of each row below the headers.
    side: BTreeMap<usize, BlockId>,
    /// Values by row and column, with their cells.
    values: BTreeMap<(usize, usize), (Value, BlockId)>,
}

/// Appends the headers of columns and rows; those that the table varies over are marked.
pub(super) fn observe(view: &View, sightings: &mut Vec<Sighting>) {
    let mut grids: BTreeMap<usize, Grid> = BTreeMap::new();
    for (id, block) in view.document.blocks.iter().enumerate() {
        let Some(cell) = &block.cell else { continue };
        if block.kind != BlockKind::Cell || cell.row >= MOST_ROWS || cell.column >= MOST_COLUMNS {
            continue;
        }
        let grid = grids.entry(cell.table).or_default();
        match (cell.column, cell.header && cell.row_headers.is_empty()) {
            (0, _) if cell.row == 0 => grid.corner = Some(id),
            (0, _) => {
                grid.side.entry(cell.row).or_insert(id);
            }
            (_, true) if cell.columns == 1 => {
                grid.top.insert(cell.column, id);
            }
            (_, true) => {}
            (_, false) => {
                let text = block.text.text();
                if let Some(value) = value(view, text) {
                    for column in cell.column..cell.column + cell.columns.min(MOST_COLUMNS) {
                        grid.values.insert((cell.row, column), (value.clone(), id));
                    }
                }
            }
        }
    }
    for grid in grids.values() {
        let things = grid.things(view);
        let named = grid.names_things(view);
        for (&column, &id) in &grid.top {
            let varies = things == Some(Structure::Column) && grid.in_column(column);
            sightings.extend(cell_name(view, id, Structure::Column, varies));
        }
        for (&row, &id) in &grid.side {
            let varies = things == Some(Structure::Row) && (named || grid.in_row(row));
            sightings.extend(cell_name(view, id, Structure::Row, varies));
        }
    }
}

fn cell_name(view: &View, id: BlockId, structure: Structure, varies: bool) -> Option<Sighting> {
    let length = view.document.blocks[id].text.text().len();
    view.sighting(id, Span::new(0, length), structure, varies)
}

fn value(view: &View, text: &str) -> Option<Value> {
    if text.len() > LONGEST_VALUE {
        return None;
    }
    if view.discoverer.languages.yes_or_no(text).is_some() {
        return Some(Value::Mark);
    }
    let reader = view.language_of(text).quantities(view.discoverer.units);
    let kinds: BTreeSet<Kind> = reader.read(text, None).iter().map(|its| its.kind).collect();
    (!kinds.is_empty()).then_some(Value::Amounts(kinds))
}

impl Grid {
    /// Whether the columns or the rows are the things that the table compares; `None` where it
    /// does not tell, or compares nothing that is bought or sold and does not say that its rows are
    /// products.
    fn things(&self, view: &View) -> Option<Structure> {
        let text = |id: &BlockId| view.document.blocks[*id].text.text();
        let property = |id: &BlockId| view.discoverer.languages.names_property(text(id));
        let top = self.top.values().any(property);
        let side = self.side.values().any(property);
        let corner = self.names_things(view);
        // Of products tables tell more than what they cost: what is in them, who may have them.
        if corner && !side && self.side.len() > 1 {
            return Some(Structure::Row);
        }
        let traded = self.values.values().any(|(value, _)| match value {
            Value::Mark => true,
            Value::Amounts(kinds) => kinds.iter().copied().any(Kind::is_traded),
        });
        let by_column = match (side, top) {
            (true, false) => true,
            (false, true) => false,
            _ if corner => false,
            // Where the table has properties above its columns, the first column has a head too.
            _ if self.has_bare_corner(view) => true,
            _ => {
                let rows = self.uniform(|(row, _)| row);
                let columns = self.uniform(|(_, column)| column);
                if rows == columns {
                    return None;
                }
                rows
            }
        };
        // One property of many rows is as likely a list of cases as one of things.
        let told = traded && (corner || by_column || self.properties(by_column) > 1);
        (told && self.varies(by_column)).then_some(if by_column {
            Structure::Column
        } else {
            Structure::Row
        })
    }

    /// Whether the head of the first column is a word for things that are sold.
    fn names_things(&self, view: &View) -> bool {
        self.corner.as_ref().is_some_and(|id| {
            let text = view.document.blocks[*id].text.text();
            let mut languages = view.discoverer.languages.iter();
            languages.any(|language| language.names_things(text))
        })
    }

    fn has_bare_corner(&self, view: &View) -> bool {
        let text = |id: &BlockId| view.document.blocks[*id].text.text();
        self.top.len() > 1
            && self
                .corner
                .as_ref()
                .is_none_or(|id| text(id).trim().is_empty())
    }

    /// Whether the values of each line are of one kind, with a line of several.
    fn uniform(&self, line: impl Fn((usize, usize)) -> usize) -> bool {
        let mut lines: BTreeMap<usize, Vec<&Value>> = BTreeMap::new();
        for (&at, (value, _)) in &self.values {
            lines.entry(line(at)).or_default().push(value);
        }
        let mut several = lines.values().filter(|values| values.len() > 1).peekable();
        several.peek().is_some()
            && several.all(|values| values.windows(2).all(|pair| pair[0] == pair[1]))
    }

    /// How many properties have values.
    fn properties(&self, by_column: bool) -> usize {
        let at = |&(row, column): &(usize, usize)| if by_column { row } else { column };
        self.values.keys().map(at).collect::<BTreeSet<_>>().len()
    }

    /// Whether two things or more have values of one property.
    fn varies(&self, by_column: bool) -> bool {
        let mut properties: BTreeMap<usize, usize> = BTreeMap::new();
        for &(row, column) in self.values.keys() {
            *properties
                .entry(if by_column { row } else { column })
                .or_default() += 1;
        }
        properties.values().any(|&things| things > 1)
    }

    fn in_column(&self, column: usize) -> bool {
        self.values.keys().any(|&(_, at)| at == column)
    }

    fn in_row(&self, row: usize) -> bool {
        self.values.range((row, 0)..(row + 1, 0)).next().is_some()
    }
}
