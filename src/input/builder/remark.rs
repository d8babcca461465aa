//! Comments of data, which speak of a whole field or message.

use std::ops::Range;

use super::Builder;
use crate::text::Span;

/// A comment before a field or a message.
#[derive(Clone)]
pub(in crate::input) struct Remark {
    /// What it says, without its marks.
    pub(in crate::input) text: String,
    /// The whole comment, marks included.
    pub(in crate::input) span: Span,
}

impl Remark {
    /// A comment that begins with the sign `#`, once or more often.
    pub(in crate::input) fn hash(text: &str, span: Span) -> Self {
        let said = text[span.range()].trim_start_matches('#').trim();
        Self {
            text: said.to_owned(),
            span,
        }
    }
}

impl Builder {
    /// Takes comments that speak of all blocks up to [`Self::end_remarks`], which is given what
    /// this returns.
    pub(in crate::input) fn begin_remarks(&mut self, remarks: Vec<Remark>) -> Range<usize> {
        let first = self.comments.len();
        if !remarks.is_empty() {
            self.end_block();
        }
        for remark in remarks {
            self.comment(&remark.text, remark.span);
        }
        first..self.comments.len()
    }

    /// Ends what these comments speak of.
    pub(in crate::input) fn end_remarks(&mut self, remarks: Range<usize>) {
        if remarks.is_empty() {
            return;
        }
        self.end_block();
        for comment in &mut self.comments[remarks] {
            comment.blocks = self.blocks.len() - comment.before_block;
        }
    }
}

/// The comment that begins with `//` or `/*` at a place of a text.
pub(in crate::input) fn slashed(text: &str, at: usize) -> Option<Remark> {
    let rest = &text[at..];
    let (said, length) = if let Some(said) = rest.strip_prefix("//") {
        let length = said.find(['\n', '\r']).unwrap_or(said.len());
        (&said[..length], length + 2)
    } else {
        let said = rest.strip_prefix("/*")?;
        let length = said.find("*/");
        let said = &said[..length.unwrap_or(said.len())];
        (said, length.map_or(rest.len(), |length| length + 4))
    };
    Some(Remark {
        text: said.trim_matches(['/', '*']).trim().to_owned(),
        span: Span::new(at, at + length),
    })
}
