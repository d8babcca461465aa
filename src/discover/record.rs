//! What a document shows of names, as a record.

use std::sync::Arc;

use crate::record::{Reader, Record, Writer, record, record_variants};

use super::{Observed, Sighting, Structure};

record! {
    Observed { sightings, page, mentions }
    Sighting in path { place, name, language, structure, varies }
}

record_variants! {
    Structure { Column, Row, RunIn, Term, Heading, Title, FileName, Prose }
}

impl Observed {
    /// The same as bytes, for whoever keeps it; `None` where a part of it is in another file than
    /// `path`.
    ///
    /// The bytes are of this build and of the rules that the document was read by.
    #[must_use]
    pub fn to_record(&self, path: &str) -> Option<Vec<u8>> {
        let mut out = Writer::new(&Arc::from(path));
        self.write(&mut out);
        out.finish()
    }

    /// What [`Observed::to_record`] made bytes of, of the file at `path`; `None` where they are
    /// none of its bytes.
    #[must_use]
    pub fn from_record(path: &str, bytes: &[u8]) -> Option<Self> {
        let mut input = Reader::new(&Arc::from(path), bytes);
        let observed = Self::read(&mut input)?;
        let title = observed.page.as_ref().map(|(title, _)| *title);
        let known = title.is_none_or(|title| title < observed.sightings.len());
        input.finish(observed).filter(|_| known)
    }
}
