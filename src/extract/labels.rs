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
    let mut labels = String::new();
    for label in texts(page, block) {
        labels.push_str(&fold_word(label));
        labels.push('\n');
    }
    labels.into()
}

/// The same as they are written, nearest first.
pub(super) fn texts<'a>(page: &Page<'a>, block: BlockId) -> impl Iterator<Item = &'a str> {
    let document = page.document;
    let own = &document.blocks[block];
    let run_in = own.run_in.map(|run_in| &own.text.text()[run_in.range()]);
    let mut headings = 0;
    let heads = document.inherited(block).into_iter();
    let heads = heads.filter(move |inherited| {
        let is_heading = matches!(inherited, Inherited::Heading(_));
        headings += usize::from(is_heading);
        !is_heading || (headings == 1 && !is_title(page, block))
    });
    let heads = heads.map(|inherited| document.blocks[inherited.block()].text.text());
    run_in
        .into_iter()
        .chain(heads)
        .filter(|label| label.len() <= LONGEST)
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
