//! Tables whose rows are records under the names of their fields, or lines of a talk.

use super::Settings;
use super::builder::Builder;
use super::data::{self, FieldRole, role};
use super::table::CellSpec;
use crate::text::MappedText;

/// A table of more cells with a text than this is refused.
pub const MOST_CELLS: usize = 1_000_000;

/// A longer cell heads no column, in characters.
const LONGEST_HEADER: usize = 60;

/// What is told of a table of more than [`MOST_CELLS`] cells.
pub(super) fn too_many() -> String {
    format!("a table of more than {MOST_CELLS} cells; divide it")
}

/// What the columns are.
#[derive(Default)]
struct Columns {
    /// Those that are left out.
    skipped: Vec<bool>,
    /// The one that names its row.
    name: Option<usize>,
    /// Who speaks, and what.
    talk: Option<(usize, usize)>,
    /// Whether the first has no name, so that the others may be the things.
    bare_corner: bool,
}

/// How the rows of a table are read.
pub(super) struct Records {
    headers: Vec<MappedText>,
    columns: Columns,
}

impl Records {
    /// For rows under these headers; without any, no row heads the columns.
    pub(super) fn new(headers: &[MappedText], settings: &Settings) -> Self {
        let headers: Vec<MappedText> = headers.iter().map(header).collect();
        Self {
            columns: columns(&headers, settings),
            headers,
        }
    }

    /// Begins the table with the row of its headers.
    pub(super) fn open(&self, builder: &mut Builder) {
        if self.columns.talk.is_some() {
            return;
        }
        if self.columns.bare_corner {
            builder.table();
        } else {
            builder.records();
        }
        if self.headers.is_empty() {
            return;
        }
        let depth = builder.depth();
        builder.row();
        for (at, header) in self.headers.iter().enumerate() {
            if !self.columns.skipped[at] {
                let inner = builder.depth();
                builder.cell(CellSpec::plain(true));
                builder.mapped(header);
                builder.close_to(inner);
            }
        }
        builder.close_to(depth);
    }

    /// Reads a row of `width` cells; `cell` gives the text of each.
    pub(super) fn row(
        &self,
        width: usize,
        cell: impl Fn(usize) -> MappedText,
        builder: &mut Builder,
    ) {
        if let Some((speaker, text)) = self.columns.talk {
            let given = |at: usize| (at < width).then(|| cell(at));
            return speech(given(speaker), given(text), builder);
        }
        let depth = builder.depth();
        builder.row();
        let inner = builder.depth();
        for at in 0..width {
            if self.columns.skipped.get(at) == Some(&true) {
                continue;
            }
            builder.cell(CellSpec {
                names: self.columns.name == Some(at),
                ..CellSpec::plain(false)
            });
            let text = cell(at);
            if !text.text().is_empty() {
                data::cell(&text, builder);
            }
            builder.close_to(inner);
        }
        builder.close_to(depth);
    }
}

fn columns(headers: &[MappedText], settings: &Settings) -> Columns {
    let roles: Vec<Option<FieldRole>> = headers.iter().map(|its| role(its.text())).collect();
    let find = |wanted: FieldRole| roles.iter().position(|role| *role == Some(wanted));
    let named = !settings.fields.is_empty();
    let skipped = headers.iter().zip(&roles).map(|(header, role)| {
        let by_role = *role == Some(FieldRole::Skip) && !named;
        by_role || !settings.takes(&[header.text()])
    });
    let ranked = roles
        .iter()
        .enumerate()
        .filter_map(|(at, role)| match role {
            Some(FieldRole::Name(rank)) => Some((0, *rank, at)),
            Some(FieldRole::Title) => Some((1, 0, at)),
            _ => None,
        });
    Columns {
        skipped: skipped.collect(),
        name: ranked.min().map(|(_, _, at)| at),
        talk: find(FieldRole::Speaker).zip(find(FieldRole::Text)),
        bare_corner: headers.first().is_some_and(MappedText::is_blank),
    }
}

fn speech(speaker: Option<MappedText>, text: Option<MappedText>, builder: &mut Builder) {
    let Some(said) = text else {
        return;
    };
    let line = match speaker.filter(|speaker| !speaker.is_blank()) {
        Some(speaker) => data::spoken(&speaker, &said),
        None => said,
    };
    data::field(&line, builder);
    builder.end_block();
}

/// Whether a first row heads the columns: its cells are short and hold no numbers and no
/// sentences, and but for the first none is empty.
pub(super) fn heads<'t>(labels: impl Iterator<Item = &'t str>) -> bool {
    let label = |(at, label): (usize, &str)| {
        let label = label.trim();
        let empty = at == 0 && label.is_empty();
        let words = label.chars().any(char::is_alphabetic)
            && !label.starts_with(|c: char| c.is_ascii_digit())
            && !label.ends_with(['.', '。', '!', '！', '?', '？'])
            && label.chars().nth(LONGEST_HEADER).is_none();
        empty || words
    };
    labels.enumerate().all(label)
}

/// A header in words, where it is written as names of fields are.
fn header(header: &MappedText) -> MappedText {
    if header.text().contains(' ') {
        header.clone()
    } else {
        data::in_words(header)
    }
}
