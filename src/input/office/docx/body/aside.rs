//! Notes, read where they are referred to.

use super::Body;
use crate::input::office::docx::notes::NoteKind;
use crate::input::xml::Element;

impl Body<'_> {
    pub(super) fn note(&mut self, element: &Element, kind: NoteKind) {
        if self.writer.builder.muted() {
            return;
        }
        let id = element.attribute("id").unwrap_or_default();
        if let Some(note) = self.notes.take(kind, id) {
            self.writer.builder.reference(&note.label());
            self.marked.push(note);
        }
    }

    /// Reads the notes that are marked in what has ended, so that they stand in its section.
    pub(super) fn read_notes(&mut self) {
        let was = self.aside;
        for note in std::mem::take(&mut self.marked) {
            let depth = self.writer.builder.depth();
            let lists = std::mem::take(&mut self.lists);
            self.writer
                .unit(format!("{} {}", note.kind.name(), note.number));
            self.writer.builder.footnote(&note.label());
            self.aside = true;
            self.replay(note.tokens);
            self.writer.builder.close_to(depth);
            self.lists = lists;
        }
        self.aside = was;
    }
}
