//! What holds of every document, whatever bytes it was read from.

use pledgelint::input::{self, Settings};
use pledgelint::text::{Origin, Span};

/// Reads bytes as a format, and checks that all places of what is read lie in its source.
///
/// # Panics
///
/// Where one does not: that is what is looked for.
pub fn read(format: &'static str, bytes: &[u8]) {
    let settings = Settings {
        format: Some(format),
        ..Settings::default()
    };
    let Ok(document) = input::read_with("a", bytes, &settings) else {
        return;
    };
    let source = document.source.text();
    let inside = |span: Span| {
        assert!(
            source.get(span.range()).is_some(),
            "{span:?} of {}",
            source.len()
        )
    };
    for block in &document.blocks {
        for (part, origin) in block.text.parts() {
            match origin {
                Origin::Verbatim(start) => {
                    assert_eq!(source.get(start..start + part.len()), Some(part))
                }
                Origin::Replaced(span) => inside(span),
            }
        }
        let text = block.text.text();
        for span in block.run_in.iter().chain(&block.speaker) {
            assert!(text.get(span.range()).is_some());
        }
        assert!(block.section < document.sections.len());
        for other in block.lead.iter().chain(&block.continues) {
            assert!(*other < document.blocks.len());
        }
    }
    for comment in &document.comments {
        inside(comment.span);
        assert!(comment.before_block <= document.blocks.len());
    }
}
