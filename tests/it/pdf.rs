//! PDF: what is read of a page, and which files are refused.

use std::time::Duration;

use pledgelint::document::{BlockKind, Document};
use pledgelint::input;

use crate::support::{Spent, root};

/// A file with pages that draw this.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len())
        .map(|at| format!("{} 0 R", 4 + 2 * at))
        .collect();
    let mut parts = vec![
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj".to_owned(),
        format!(
            "2 0 obj <</Type/Pages/Count {}/Kids[{}]/MediaBox[0 0 400 800]/Resources<</Font<</F 3 0 R>>>>>> endobj",
            pages.len(),
            kids.join(" ")
        ),
        "3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj"
            .to_owned(),
    ];
    for (at, drawn) in pages.iter().enumerate() {
        let (page, content, length) = (4 + 2 * at, 5 + 2 * at, drawn.len() + 1);
        parts.push(format!(
            "{page} 0 obj <</Type/Page/Parent 2 0 R/Contents {content} 0 R>> endobj"
        ));
        parts.push(format!(
            "{content} 0 obj <</Length {length}>> stream\n{drawn}\nendstream endobj"
        ));
    }
    parts.push("trailer <</Root 1 0 R>>\n%%EOF\n".to_owned());
    parts.join("\n").into_bytes()
}

fn told(document: &Document) -> Vec<String> {
    let blocks = document.blocks.iter();
    let told = blocks.map(|block| {
        let span = block.text.whole().expect("it has a place");
        let unit = document.source.unit(span.start).expect("it has a unit");
        assert_eq!(document.source.slice(span), block.text.text());
        let kind = match block.kind {
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::ListItem => "item".to_owned(),
            _ => "p".to_owned(),
        };
        format!("{unit}: {kind}: {}", block.text.text())
    });
    told.collect()
}

#[test]
fn pages_are_read_with_their_lines_mended() {
    let first = "BT /F 20 Tf 50 750 Td (Plans) Tj ET \
        BT /F 10 Tf 50 720 Td 12 TL (Unlimited data for the whole month, at full speed, at home and ab-) Tj T* \
        (road, in all plans that we sell.) Tj ET \
        BT /F 10 Tf 1 0 0 1 50 680 Tm [(No)-300(t)20(hrottling)] TJ ET \
        BT /F 10 Tf 1 0 0 1 50 660 Tm (\\225 one) Tj 0 -12 Td (\\225 two) Tj ET \
        q 0 1 -1 0 20 100 cm BT /F 10 Tf (upright) Tj ET Q \
        BT /F 10 Tf 200 20 Td (1) Tj ET";
    let second = "BT /F 10 Tf 50 720 Td (Caf\\351, 5 GB) Tj ET";
    let document = input::read("a.pdf", &pdf(&[first, second])).expect("it is right");
    assert_eq!(
        told(&document),
        [
            "page 1: h1: Plans",
            "page 1: p: Unlimited data for the whole month, at full speed, at home and abroad, in all plans that we sell.",
            "page 1: p: No throttling",
            "page 1: item: one",
            "page 1: item: two",
            "page 2: p: Café, 5 GB",
        ]
    );
}

#[test]
fn what_cannot_be_read_is_told() {
    let locked = std::fs::read(root().join("fixtures/bad/locked.pdf")).expect("there is one");
    let whole = std::fs::read(root().join("fixtures/formats/story.pdf")).expect("there is one");
    let pages: Vec<String> = (10..6_010).map(|at| format!("{at} 0 R")).collect();
    let page = |at| format!("{at} 0 obj <</Type/Page/Parent 2 0 R>> endobj");
    let objects: Vec<String> = (10..6_010).map(page).collect();
    let (pages, objects) = (pages.join(" "), objects.join("\n"));
    let many = format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
         2 0 obj <</Type/Pages/Count 6000/Kids[{pages}]>> endobj\n{objects}\ntrailer <</Root 1 0 R>>\n%%EOF\n"
    );
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("encrypted", locked, "encrypted; save it without a password"),
        ("pictures", pdf(&["0 0 100 100 re f"]), "no text in it"),
        ("another", b"PK\x03\x04".to_vec(), "not a PDF"),
        ("empty", b"%PDF-1.7\n".to_vec(), "a damaged PDF"),
        ("cut", whole[..whole.len() / 8].to_vec(), "PDF"),
        ("pages", many.into_bytes(), "more than 5000 pages"),
        ("states", pdf(&[&"q ".repeat(50_000)]), "no text in it"),
        ("arrays", pdf(&[&"[".repeat(100_000)]), "no text in it"),
    ];
    for (name, bytes, expected) in cases {
        let start = Spent::now();
        let found = input::read("a.pdf", &bytes).expect_err(name);
        assert!(found.message.contains(expected), "{name}: {found}");
        assert!(start.elapsed() < Duration::from_secs(5), "{name}");
    }
}

#[test]
fn any_damage_is_survived() {
    let whole = std::fs::read(root().join("fixtures/formats/story.pdf")).expect("there is one");
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        let mut bytes = whole.clone();
        for byte in bytes.iter_mut().skip(at).take(8) {
            *byte = byte.wrapping_add(17);
        }
        // Whether it is read or refused, it ends.
        let _ = input::read("a.pdf", &bytes);
        let _ = input::read("a.pdf", &whole[..at]);
    }
}
