//! Data about a page that stands in it for search engines: JSON-LD.

use crate::input::builder::Builder;
use crate::input::data;
use crate::input::json;
use crate::input::settings::{FieldPattern, Settings};
use crate::text::Span;

/// Fields that say what the data is, and no words of it.
const SILENT: [&str; 7] = ["@context", "@type", "@id", "url", "image", "logo", "sameAs"];

/// Reads the data at `span` of `html`, which begins at `start` in the source; what is no JSON is
/// nothing.
pub(super) fn read(html: &str, span: Span, start: usize, builder: &mut Builder) {
    let Some(written) = html.get(span.range()) else {
        return;
    };
    let Ok(tree) = json::tree_at(written, start) else {
        return;
    };
    let settings = Settings {
        skip: SILENT
            .iter()
            .filter_map(|name| FieldPattern::parse(name))
            .collect(),
        ..Settings::default()
    };
    let depth = builder.depth();
    builder.scope();
    data::read(&tree, &settings, builder);
    builder.close_to(depth);
}
