//! The labels that a block stands under.

use crate::document::{BlockId, Inherited};
use crate::text::fold::fold_word;

use super::page::Page;

/// A label of more bytes is a text of its own.
const LONGEST: usize = 160;

/// What names the thing that a block tells of, folded, a label a line: its run-in heading, the
/// headers of its row and column, what leads its list, and its innermost heading, unless that is
/// the title of the page.
pub(super) fn of(page: &Page, block: BlockId) -> Box<str> {
    let document = page.document;
    let own = &document.blocks[block];
    let mut labels = String::new();
    let mut add = |text: &str| {
        if text.len() <= LONGEST {
            labels.push_str(&fold_word(text));
            labels.push('\n');
        }
    };
    if let Some(run_in) = own.run_in {
        add(&own.text.text()[run_in.range()]);
    }
    let mut headings = 0;
    for inherited in document.inherited(block) {
        if let Inherited::Heading(_) = inherited {
            headings += 1;
            if headings > 1 || is_title(page, block) {
                continue;
            }
        }
        add(document.blocks[inherited.block()].text.text());
    }
    labels.into()
}

/// Whether the section of a block is the only one of its level that has no other around it.
fn is_title(page: &Page, block: BlockId) -> bool {
    let sections = &page.document.sections;
    let own = &sections[page.document.blocks[block].section];
    let headed = |parent: Option<usize>| parent.is_some_and(|at| sections[at].heading.is_some());
    let mut tops = sections
        .iter()
        .filter(|section| section.heading.is_some() && !headed(section.parent));
    !headed(own.parent) && tops.nth(1).is_none()
}
