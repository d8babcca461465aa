//! Lists that are made of paragraphs with a depth each.

use crate::input::builder::Builder;

struct Level {
    depth: u8,
    /// The builder's depth outside of the list, and outside of its items.
    list: usize,
    item: usize,
}

/// The lists that are open, from the outermost.
#[derive(Default)]
pub(super) struct Lists(Vec<Level>);

impl Lists {
    /// Opens an item at a depth, and the list that it begins.
    pub(super) fn item(&mut self, depth: u8, builder: &mut Builder) {
        while self.0.last().is_some_and(|level| level.depth > depth) {
            self.pop(builder);
        }
        if let Some(level) = self.0.last().filter(|level| level.depth == depth) {
            builder.close_to(level.item);
        } else {
            let list = builder.depth();
            builder.list();
            let item = builder.depth();
            self.0.push(Level { depth, list, item });
        }
        builder.item();
    }

    /// Closes all lists.
    pub(super) fn end(&mut self, builder: &mut Builder) {
        if let Some(first) = self.0.first() {
            builder.close_to(first.list);
        }
        self.0.clear();
    }

    fn pop(&mut self, builder: &mut Builder) {
        if let Some(level) = self.0.pop() {
            builder.close_to(level.list);
        }
    }
}
