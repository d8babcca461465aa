//! The stack of open elements.
//!
//! Each open element knows the nearest list, row, cell… around it, so that an implied or an
//! unmatched end tag costs no search, however deep the markup is nested.

use super::element::Element;
use super::machine::Machine;
use crate::input::builder::Builder;

/// How far an end tag of the line looks for its start.
const FARTHEST_START: usize = 32;

/// The innermost open elements of each part, as indices into the stack.
#[derive(Clone, Copy, Default)]
pub(super) struct Nearest {
    pub(super) list: Option<usize>,
    pub(super) item: Option<usize>,
    pub(super) terms: Option<usize>,
    pub(super) term: Option<usize>,
    pub(super) table: Option<usize>,
    pub(super) head: Option<usize>,
    pub(super) row: Option<usize>,
    pub(super) cell: Option<usize>,
    pub(super) heading: Option<usize>,
    pub(super) scope: Option<usize>,
    pub(super) scope_heading: Option<usize>,
    pub(super) quote: Option<usize>,
    pub(super) deleted: Option<usize>,
    pub(super) hidden: Option<usize>,
}

pub(super) struct OpenElement {
    pub(super) element: Element,
    /// How many containers the builder had before.
    pub(super) depth: usize,
    pub(super) outside: Nearest,
}

impl Machine {
    /// Forgets elements whose containers the builder has closed.
    pub(in crate::input) fn forget(&mut self, depth: usize) {
        while let Some(open) = self.stack.pop_if(|open| open.depth >= depth) {
            self.nearest = open.outside;
        }
    }

    /// Opens an element, `enter`ing its container.
    pub(super) fn open(
        &mut self,
        element: Element,
        builder: &mut Builder,
        enter: impl FnOnce(&mut Builder),
    ) {
        let index = self.stack.len();
        self.stack.push(OpenElement {
            element,
            depth: builder.depth(),
            outside: self.nearest,
        });
        enter(builder);
        let here = Some(index);
        let nearest = &mut self.nearest;
        match element {
            Element::List => {
                nearest.list = here;
                nearest.item = None;
            }
            Element::Item => nearest.item = here,
            Element::Terms => {
                nearest.terms = here;
                nearest.term = None;
            }
            Element::Term | Element::Definition => nearest.term = here,
            Element::Table => {
                *nearest = Nearest {
                    table: here,
                    deleted: nearest.deleted,
                    ..Nearest::default()
                };
            }
            Element::TableHead | Element::TableBody => nearest.head = here,
            Element::Row => {
                nearest.row = here;
                nearest.cell = None;
            }
            Element::Cell | Element::HeaderCell => nearest.cell = here,
            Element::Heading(_) => nearest.heading = here,
            Element::ScopeHeading => nearest.scope_heading = here,
            Element::Scope => {
                nearest.scope = here;
                nearest.scope_heading = None;
            }
            Element::Quote => nearest.quote = here,
            Element::Deleted => nearest.deleted = here,
            Element::Hidden => nearest.hidden = here,
            _ => {}
        }
    }

    /// Closes an element and all inside it.
    pub(super) fn close(&mut self, index: Option<usize>, builder: &mut Builder) {
        let Some(index) = index.filter(|&index| index < self.stack.len()) else {
            return;
        };
        let open = &self.stack[index];
        self.nearest = open.outside;
        builder.close_to(open.depth);
        self.stack.truncate(index);
    }

    /// Closes the last element of this kind, unless an element of structure opened since.
    pub(super) fn close_inline(&mut self, element: Element, builder: &mut Builder) {
        let inline = |open: &OpenElement| {
            matches!(
                open.element,
                Element::Strong | Element::Raised | Element::Code
            )
        };
        let last = self.stack.iter().enumerate().rev().take(FARTHEST_START);
        let found = last
            .take_while(|(_, open)| inline(open))
            .find(|(_, open)| open.element == element);
        let index = found.map(|(index, _)| index);
        self.close(index, builder);
    }

    /// Whether the rows here are a table's head.
    pub(super) fn in_head(&self) -> bool {
        let head = self.nearest.head.and_then(|index| self.stack.get(index));
        head.is_some_and(|open| open.element == Element::TableHead)
    }
}
