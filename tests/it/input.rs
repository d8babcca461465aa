//! Readers against outlines: a fixture, and beside it what context each of its blocks has.
//!
//! `UPDATE=1 cargo test` rewrites the outlines. Each outline is guarded by invariants of every
//! document, and by variants of the fixture that must give the same outline.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use pledgelint::document::{BlockId, BlockKind, Document};
use pledgelint::input;
use pledgelint::text::{HARD_BREAK, Origin, Span};
use unicode_normalization::UnicodeNormalization;

use crate::support::Spent;

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/context");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending != "outline"));
    paths.sort();
    assert!(paths.len() >= 12, "too few fixtures");
    paths
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

fn read(name: &str, bytes: &[u8]) -> Document {
    let document = input::read(name, bytes).unwrap();
    check_invariants(name, &document);
    document
}

/// One line a block: what it is, its text, and what it inherits.
fn outline(document: &Document) -> String {
    let mut out = String::new();
    for field in &document.front_matter {
        writeln!(out, "field {} = {}", field.name, field.value).unwrap();
    }
    for (id, block) in document.blocks.iter().enumerate() {
        let kind = match block.kind {
            BlockKind::Heading(level) => format!("heading {level}"),
            kind => format!("{kind:?}").to_lowercase(),
        };
        let mut line = format!("{kind} | {}", shown(block.text.text()));
        let mut note = |name: &str, value: &str| write!(line, " | {name}: {value}").unwrap();
        let text = |id: &BlockId| shortened(document, *id);
        let texts = |ids: &[BlockId]| ids.iter().map(text).collect::<Vec<_>>().join(" + ");
        let path: Vec<_> = document
            .heading_path(block.section)
            .filter(|&head| head != id)
            .collect();
        if !path.is_empty() {
            note(
                "under",
                &path.iter().rev().map(text).collect::<Vec<_>>().join(" > "),
            );
        }
        if let Some(span) = block.run_in {
            note("run-in", &block.text.text()[span.range()]);
        }
        if let Some(span) = block.speaker {
            note("speaker", &block.text.text()[span.range()]);
        }
        if let Some(before) = block.continues {
            note("continues", &text(&before));
        }
        if let Some(lead) = block.lead {
            note("lead", &text(&lead));
        }
        if let Some(cell) = &block.cell {
            let header = if cell.header { " header" } else { "" };
            note(
                "cell",
                &format!(
                    "{}:{}.{}+{}{header}",
                    cell.table, cell.row, cell.column, cell.columns
                ),
            );
            if !cell.column_headers.is_empty() {
                note("column", &texts(&cell.column_headers));
            }
            if !cell.row_headers.is_empty() {
                note("row", &texts(&cell.row_headers));
            }
        }
        for mark in &block.marks {
            let before = &block.text.text()[..mark.at];
            let word = before
                .rsplit(char::is_whitespace)
                .next()
                .unwrap_or_default();
            let footnote = &document.footnotes[mark.footnote];
            note(
                "mark",
                &format!(
                    "{} after {word} = {}",
                    footnote.mark,
                    texts(&footnote.blocks)
                ),
            );
        }
        if let Some(footnote) = block.footnote {
            note("footnote", &document.footnotes[footnote].mark);
        }
        if let Some(sibling) = block.sibling {
            note("sibling", &format!("{}.{}", sibling.group, sibling.member));
        }
        let around = std::iter::successors(Some(block.section), |&at| document.sections[at].parent);
        for sibling in around.filter_map(|at| document.sections[at].sibling) {
            note("object", &format!("{}.{}", sibling.group, sibling.member));
        }
        if let Some(language) = &block.language {
            note("language", language);
        }
        if block.quoted {
            note("quoted", "yes");
        }
        out.push_str(&line);
        out.push('\n');
    }
    for comment in &document.comments {
        writeln!(
            out,
            "comment before {} | {}",
            comment.before_block,
            shown(&comment.text)
        )
        .unwrap();
    }
    out
}

fn shown(text: &str) -> String {
    text.replace(HARD_BREAK, "⏎")
        .replace('\n', "↵")
        .replace('\u{fffc}', "□")
}

fn shortened(document: &Document, id: BlockId) -> String {
    let text = shown(document.blocks[id].text.text());
    match text.char_indices().nth(24) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// What holds of every document, whatever it was read from.
fn check_invariants(name: &str, document: &Document) {
    let source = document.source.text();
    let inside = |span: Span| {
        assert!(span.start <= span.end, "{name}: {span:?}");
        assert!(
            source.get(span.range()).is_some(),
            "{name}: {span:?} is no part of the source"
        );
    };
    for (id, block) in document.blocks.iter().enumerate() {
        let text = block.text.text();
        assert_eq!(text.trim(), text, "{name}: untrimmed");
        for (part, origin) in block.text.parts() {
            match origin {
                Origin::Verbatim(start) => {
                    assert_eq!(
                        source.get(start..start + part.len()),
                        Some(part),
                        "{name}: {text:?}"
                    );
                }
                Origin::Replaced(span) => inside(span),
            }
        }
        for (at, c) in text.char_indices() {
            inside(
                block
                    .text
                    .source_span(Span::new(at, at + c.len_utf8()))
                    .unwrap(),
            );
        }
        for span in block.run_in.iter().chain(&block.speaker) {
            assert!(
                text.get(span.range()).is_some_and(|lead| !lead.is_empty()),
                "{name}: {text:?}"
            );
        }
        assert!(block.section < document.sections.len());
        let cell = block.cell.iter();
        let heads = cell.flat_map(pledgelint::document::CellPlace::headers);
        for other in heads.chain(block.lead).chain(block.continues) {
            assert!(
                other < document.blocks.len() && other != id,
                "{name}: {text:?}"
            );
        }
        for mark in &block.marks {
            assert!(text.is_char_boundary(mark.at), "{name}: {text:?}");
            assert!(mark.footnote < document.footnotes.len());
        }
        if let Some(footnote) = block.footnote {
            assert!(
                document.footnotes[footnote].blocks.contains(&id),
                "{name}: {text:?}"
            );
        }
        if let Some(cell) = &block.cell {
            let table = &document.tables[cell.table];
            assert!(cell.row < table.rows && cell.column + cell.columns <= table.columns);
        }
    }
    // An object of data need not have a name.
    let prose = [".md", ".html", ".txt"]
        .iter()
        .any(|ending| name.ends_with(ending));
    for section in &document.sections[1..] {
        assert!(
            section.parent.is_some() && (section.heading.is_some() || !prose),
            "{name}"
        );
    }
    for comment in &document.comments {
        inside(comment.span);
        let marks = ["<", "{/*", "..", "//", "#", "%", "\\begin{comment}"];
        let marked = &source[comment.span.range()];
        assert!(
            marks.iter().any(|mark| marked.starts_with(mark)),
            "{name}: {comment:?}"
        );
        assert!(comment.before_block <= document.blocks.len());
    }
    for field in &document.front_matter {
        inside(field.span);
    }
}

#[test]
fn outlines_are_as_recorded() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in fixtures() {
        let found = outline(&read(name(&path), &std::fs::read(&path).unwrap()));
        let golden = PathBuf::from(format!("{}.outline", path.display()));
        if update {
            std::fs::write(&golden, &found).unwrap();
        }
        if std::fs::read_to_string(&golden).ok().as_ref() != Some(&found) {
            wrong.push(format!("{}:\n{found}", name(&path)));
        }
    }
    assert!(
        wrong.is_empty(),
        "UPDATE=1 rewrites the outlines\n{}",
        wrong.join("\n")
    );
}

#[test]
fn line_ends_marks_and_normal_forms_change_no_outline() {
    for path in fixtures() {
        let text = std::fs::read_to_string(&path).unwrap();
        let expected = outline(&read(name(&path), text.as_bytes()));
        let crlf = text.replace('\n', "\r\n");
        let cr = text.replace('\n', "\r");
        let marked = format!("\u{feff}{text}");
        for variant in [&crlf, &cr, &marked] {
            let found = outline(&read(name(&path), variant.as_bytes()));
            assert_eq!(found, expected, "{}", name(&path));
        }
        let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(
            outline(&read(name(&path), &little)),
            expected,
            "{}",
            name(&path)
        );
        let decomposed: String = text.nfd().collect();
        let found: String = outline(&read(name(&path), decomposed.as_bytes()))
            .nfc()
            .collect();
        assert_eq!(
            without_cuts(&found),
            without_cuts(&expected.nfc().collect::<String>())
        );
    }
}

/// An outline without what depends on the length of a text in characters.
fn without_cuts(outline: &str) -> String {
    let parts = outline
        .split(" | ")
        .map(|part| match part.split_once(": ") {
            Some((name @ ("under" | "lead" | "continues" | "column" | "row" | "mark"), _)) => name,
            _ => part,
        });
    parts.collect::<Vec<_>>().join(" | ")
}

#[test]
fn hostile_texts_are_read_in_linear_time() {
    let wide = 10_000;
    let item = |indent: usize| " ".repeat(indent) + "- a\n";
    let deep_list: String = (0..1_000).map(|depth| item(2 * depth)).collect();
    let list_chain: String = "- ".repeat(10_000) + "a";
    let table_rows = "<tr><th>a<td>1<td colspan=3>b".repeat(wide);
    let cases: Vec<(&str, &str, String)> = vec![
        ("a.md", "nested list", deep_list),
        ("a.md", "list chain", list_chain),
        (
            "a.rst",
            "nested",
            (0..1_000).map(|depth| item(2 * depth)).collect(),
        ),
        (
            "a.rst",
            "indented",
            (0..200).map(|at| " ".repeat(at) + "a\n\n").collect(),
        ),
        ("a.mdx", "tags", "<a b=\"".repeat(wide)),
        ("a.mdx", "elements", "<Tab>\n".repeat(wide)),
        ("a.mdx", "braces", "{".repeat(100_000)),
        ("a.mdx", "closed", "<A>\n</B>\n".repeat(wide)),
        ("a.mdx", "backquotes", "`a ``b ".repeat(wide)),
        ("a.mdx", "styles", "<style>".repeat(wide)),
        ("a.rst", "asterisks", "*a ".repeat(100_000)),
        ("a.rst", "backquotes", ":a:`b ".repeat(100_000)),
        ("a.rst", "fields", ":a: b\n".repeat(wide)),
        (
            "a.rst",
            "grid",
            "+-".repeat(wide) + "+\n" + &"|a".repeat(wide) + "|\n",
        ),
        ("a.rst", "titles", "a\n=\n".repeat(wide)),
        ("a.rst", "directives", ".. note::\n".repeat(wide)),
        ("a.adoc", "delimiters", "====\n".repeat(wide)),
        (
            "a.adoc",
            "growing",
            (4..2_000).map(|at| "=".repeat(at) + "\n").collect(),
        ),
        ("a.adoc", "brackets", "[".repeat(wide)),
        ("a.adoc", "macros", "a:[".repeat(wide)),
        ("a.adoc", "bars", "|===\n".to_owned() + &"|a".repeat(wide)),
        (
            "a.adoc",
            "spans",
            format!("|===\n{}", ".99+|a\n".repeat(wide)),
        ),
        ("a.adoc", "marks", "*_`#".repeat(wide)),
        (
            "a.org",
            "nested",
            (0..1_000).map(|depth| item(2 * depth)).collect(),
        ),
        ("a.org", "marks", "*/_+=~".repeat(wide)),
        ("a.org", "blocks", "#+begin_a\n".repeat(wide)),
        ("a.org", "drawers", ":a:\n".repeat(wide)),
        ("a.org", "notes", "[fn:a]\n".repeat(wide)),
        ("a.tex", "braces", "{".repeat(wide)),
        ("a.tex", "footnotes", "\\footnote{".repeat(wide)),
        ("a.tex", "environments", "\\begin{quote}".repeat(wide)),
        ("a.tex", "ends", "\\begin{a}\\end{b}".repeat(wide)),
        ("a.tex", "formulas", "$".repeat(wide)),
        ("a.tex", "accents", "\\'{".repeat(wide)),
        ("a.tex", "verbatim", "\\begin{verbatim}".repeat(wide)),
        ("a.tex", "tables", "\\begin{tabular}{l}a&".repeat(2_000)),
        ("a.md", "quotes", ">".repeat(wide) + " a"),
        ("a.md", "asterisks", "*".repeat(1_000_000)),
        (
            "a.md",
            "spaced asterisks",
            "a* ".repeat(100_000) + "\n\n*note",
        ),
        ("a.md", "brackets", "[".repeat(wide)),
        ("a.md", "inline HTML", "<b>".repeat(wide)),
        ("a.md", "unclosed comment", "<!-- ".repeat(wide)),
        (
            "a.md",
            "pipes",
            "|a".repeat(wide) + "\n" + &"|-".repeat(wide) + "\n",
        ),
        ("a.md", "labels", "A: b\n".repeat(wide)),
        ("a.md", "notes", "a* b\n*c\n".repeat(wide)),
        ("a.md", "numbered", "**1. a.** b\n\n".repeat(wide)),
        (
            "a.md",
            "dotted keys",
            format!("+++\n{}a = 1\n+++\n", "a.".repeat(5_000)),
        ),
        (
            "a.md",
            "nested arrays",
            format!("+++\na = {}\n+++\n", "[".repeat(wide)),
        ),
        ("a.html", "nested elements", "<div><b><ul><li>".repeat(wide)),
        ("a.html", "nested tables", "<table><tr><td>a".repeat(wide)),
        ("a.html", "nested quotes", "<blockquote>a".repeat(100_000)),
        (
            "a.html",
            "unmatched end tags",
            "<b>".repeat(wide) + &"<dt></dt></ul></s>".repeat(wide),
        ),
        ("a.html", "giant table", format!("<table>{table_rows}")),
        (
            "a.html",
            "wide spans",
            "<table><tr><td colspan=1000 rowspan=65534>a".repeat(200),
        ),
        (
            "a.html",
            "headers alone",
            format!("<table>{}", "<tr><th>a<th>b".repeat(wide)),
        ),
        ("a.html", "unclosed tags", "<a href='".repeat(wide)),
        ("a.html", "entities", "&amp;".repeat(wide)),
        ("a.html", "ampersands", "&".repeat(wide)),
        (
            "a.html",
            "attributes",
            format!("<a {}>", "title=a ".repeat(wide)),
        ),
        (
            "a.md",
            "quoted headings",
            (1..500).map(|n| ">".repeat(n) + "# a\n").collect(),
        ),
        ("a.html", "details", "<details><summary>a".repeat(wide)),
        ("a.txt", "one line", "a ".repeat(1_000_000)),
        (
            "a.txt",
            "indents",
            (0..2_000).map(|n| item(n % 200)).collect(),
        ),
        ("a.txt", "marks", "a(1) ".repeat(100_000) + "\n\n(1)b"),
        ("a.txt", "daggers", "†".repeat(100_000)),
    ];
    for (file, case, text) in cases {
        let start = Spent::now();
        let document = input::read(file, text.as_bytes()).unwrap();
        let took = start.elapsed();
        assert!(took < Duration::from_secs(10), "{case} took {took:?}");
        let size: usize = document
            .blocks
            .iter()
            .map(|block| block.text.text().len())
            .sum();
        assert!(size <= 4 * text.len() + 1024, "{case} grew to {size}");
        let sections = 0..document.sections.len();
        let deepest = sections
            .map(|section| document.heading_path(section).count())
            .max();
        assert!(
            deepest <= Some(32),
            "{case} has a heading path of {deepest:?}"
        );
    }
}

#[test]
fn broken_texts_keep_the_invariants() {
    let pieces = [
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<li>",
        "</ul>",
        "<ul>",
        "</li>",
        "<del>",
        "</del>",
        "**",
        "*",
        "\n\n",
        "\n",
        "> ",
        "- ",
        "[^1]",
        "[^1]: a",
        "&amp;",
        "&",
        "<h2>",
        "</h2>",
        "text",
        "不限流量",
        "|",
        "|-|\n",
        "<dl>",
        "<dt>",
        "<dd>",
        "</dl>",
        "<summary>",
        "<details>",
        "<!--",
        "-->",
        "# ",
        "Basic: ",
        "：",
        "<sup>",
        "1",
        "</sup>",
        "<code>",
        "</code>",
        "`",
        "~~",
        "\r",
        "<template>",
        "</template>",
        "![",
        "](a \"t\")",
        "    ",
        "<b>",
        "</b>",
        "<title>",
        "</title>",
        "---\n",
        "+++\n",
        ":::note\n",
        "\\",
        "\u{301}",
        "<br>",
        "<img alt='a&amp;b'>",
        "data*",
        "\n*after",
    ];
    let mut state = 1_u64;
    for round in 0..3_000 {
        let mut text = String::new();
        for _ in 0..24 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        for file in ["a.md", "a.html", "a.txt"] {
            read(
                &format!("{round}{file} {text:?}.{}", &file[2..]),
                text.as_bytes(),
            );
        }
    }
}
