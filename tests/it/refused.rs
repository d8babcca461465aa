//! Bad input, kind by kind: what is told of the file, that it takes neither long nor much, and
//! that `docs/formats.md` states each bound.

use std::fs;
use std::time::Duration;

use pledgelint::input::{self, LARGEST, MOST_CELLS};

use crate::office::{Packing, archive};
use crate::support::{Spent, folder, pledgelint, root};

/// The longest that a refusal may take, on a busy machine.
const LONGEST: Duration = Duration::from_secs(30);

/// What is told of a file; nothing where it is read.
fn message(path: &str, bytes: &[u8]) -> String {
    let start = Spent::now();
    let read = input::read(path, bytes);
    assert!(start.elapsed() < LONGEST, "{path}");
    read.err().map_or(String::new(), |problem| problem.message)
}

fn story(ending: &str) -> Vec<u8> {
    let path = format!("fixtures/formats/story.{ending}");
    fs::read(root().join(path)).expect("there is one")
}

/// The endings of files that are archives.
const PACKED: [&str; 6] = ["docx", "xlsx", "pptx", "odt", "ods", "epub"];

#[test]
fn a_truncated_office_file_is_no_archive() {
    for ending in PACKED {
        let whole = story(ending);
        assert_eq!(message(&format!("a.{ending}"), &whole), "");
        for share in [1, 4, 7] {
            let cut = &whole[..whole.len() * share / 8];
            let told = message(&format!("a.{ending}"), cut);
            assert!(told.contains("cut off"), "{ending}, {share}/8: {told}");
        }
        // The list of parts is whole, but a part of it is not.
        let mut holed = whole.clone();
        let middle = whole.len() / 2;
        holed[middle - 200..middle].fill(0);
        let told = message(&format!("a.{ending}"), &holed);
        assert!(told.contains("damaged"), "{ending}: {told}");
    }
}

#[test]
fn an_encrypted_office_file_is_told_as_such() {
    let compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let name = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes);
    let encrypted: Vec<u8> = compound.iter().copied().chain(name).collect();
    for ending in ["docx", "xlsx", "pptx"] {
        let path = format!("a.{ending}");
        let told = message(&path, &encrypted);
        assert_eq!(told, "encrypted; save it without a password");
        let told = message(&path, &compound);
        assert!(told.contains("before 2007"), "{told}");
    }
    let main = [("word/document.xml", "x"), ("xl/workbook.xml", "x")];
    let bytes = archive(&main, Packing::Encrypted);
    for ending in ["docx", "xlsx"] {
        let told = message(&format!("a.{ending}"), &bytes);
        assert_eq!(told, "encrypted; save it without a password");
    }
}

/// A workbook that names a sheet so often.
fn workbook(times: usize, sheet: &str) -> Vec<u8> {
    let sheet_at = |at: usize| format!("<sheet name='{at}' r:id='r'/>");
    let sheets = (0..times).map(sheet_at).collect::<Vec<_>>().concat();
    let parts = [
        (
            "xl/workbook.xml",
            format!("<workbook><sheets>{sheets}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='r' Type='a/worksheet' Target='s.xml'/></Relationships>"
                .to_owned(),
        ),
        ("xl/s.xml", sheet.to_owned()),
    ];
    archive(&parts, Packing::Deflated)
}

#[test]
fn a_bomb_is_refused_by_the_ratio_of_a_part_and_by_the_size_of_all() {
    let spaces = |count: usize| format!("<worksheet>{}</worksheet>", " ".repeat(count));
    assert_eq!(message("a.xlsx", &workbook(2, &spaces(1 << 20))), "");
    let told = message("a.xlsx", &workbook(1, &spaces(8 << 20)));
    assert!(told.contains("250 times"), "{told}");
    let told = message("a.xlsx", &workbook(34, &spaces((4 << 20) - 100)));
    assert_eq!(told, "too large: more than 128 MB when unpacked");
}

#[test]
fn a_table_of_a_gigabyte_is_refused_before_it_is_read() {
    let folder = folder(&[
        (
            "pledgelint.toml",
            b"[promise.a]\nclaims = { en = [\"fast lane\"] }\nbreaches = { en = [\"slow lane\"] }\n",
        ),
        ("b.md", b"The slow lane."),
    ]);
    let file = fs::File::create(folder.path().join("a.csv")).expect("there is room");
    file.set_len(1 << 30).expect("it takes no room");
    let (code, out, _) = pledgelint(folder.path(), &["check", "--format", "concise"]);
    assert_eq!(code, 2, "{out}");
    assert!(
        out.contains("a.csv: error: too large: 1024 MB, and 64 MB is the most that is read"),
        "{out}"
    );
    assert!(out.contains("b.md:1:5"), "{out}");
}

#[test]
fn deep_data_and_aliases_are_bounded() {
    let nested = |open: &str, close: &str, depth| {
        let text = format!("{}\"a text\"{}", open.repeat(depth), close.repeat(depth));
        text.into_bytes()
    };
    for path in ["a.json", "a.yaml"] {
        assert_eq!(message(path, &nested("[", "]", 200)), "", "{path}");
        for depth in [300, 100_000] {
            let told = message(path, &nested("[", "]", depth));
            assert!(told.starts_with("not "), "{path}, {depth}: {told}");
        }
    }
    assert!(message("a.json", &nested("[", "]", 257)).contains("nested too deep at 1:257"));
    // Nine levels of ten would be a milliard of texts.
    let alias = |n| format!("a{n}: &a{n} [{}]\n", format!("*a{}, ", n - 1).repeat(10));
    let text = (1..10).map(alias).collect::<String>();
    let text = format!("a0: &a0 [the slow lane]\n{text}");
    let document = input::read("a.yaml", text.as_bytes()).expect("it is right");
    let lanes = document.blocks.iter();
    let lanes = lanes.filter(|block| block.text.text() == "the slow lane");
    assert_eq!(lanes.count(), 1);
}

#[test]
fn a_document_type_resolves_nothing() {
    let head = "<!DOCTYPE a [<!ENTITY own \"an own text\"><!ENTITY far SYSTEM \"file:///etc/hostname\">\
        <!ENTITY % more SYSTEM \"http://localhost/more\"> %more;]>";
    let body = "one &own; two &far; three";
    let files = [
        (
            "a.xml",
            format!("{head}<resources><string name='a'>{body}</string></resources>").into_bytes(),
        ),
        (
            "a.xlf",
            format!("{head}<xliff><file><unit><source>{body}</source></unit></file></xliff>")
                .into_bytes(),
        ),
        (
            "a.docx",
            archive(
                &[(
                    "word/document.xml",
                    format!(
                        "{head}<w:document><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>"
                    ),
                )],
                Packing::Deflated,
            ),
        ),
    ];
    for (path, bytes) in files {
        let document = input::read(path, &bytes).expect("it is right");
        let told: Vec<&str> = document
            .blocks
            .iter()
            .map(|block| block.text.text())
            .collect();
        assert!(told.contains(&body), "{path}: {told:?}");
    }
}

#[test]
fn a_file_whose_ending_lies_is_told() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01".to_vec();
    let page = b"<!DOCTYPE html><p>A page.</p>".to_vec();
    let cases: [(&str, Vec<u8>, &str); 14] = [
        ("a.docx", story("pdf"), "saved under a wrong name"),
        ("a.docx", story("md"), "saved under a wrong name"),
        (
            "a.docx",
            story("xlsx"),
            "of another kind, `workbook` and not `document`",
        ),
        ("a.xlsx", story("pptx"), "of another kind, `presentation`"),
        ("a.pptx", story("docx"), "of another kind, `document`"),
        ("a.odt", story("ods"), "of another kind, `spreadsheet`"),
        ("a.ods", story("odt"), "of another kind, `text`"),
        ("a.epub", story("odt"), "is missing"),
        ("a.xlsx", story("odt"), "is missing"),
        ("a.pdf", story("docx"), "not a PDF"),
        ("a.md", picture, "binary file"),
        ("a.csv", story("xlsx"), "binary file"),
        ("a.json", page.clone(), "not JSON"),
        ("a.strings", page, "not a strings file"),
    ];
    for (path, bytes, expected) in cases {
        let told = message(path, &bytes);
        assert!(
            told.contains(expected),
            "{path}: {told:?}, not {expected:?}"
        );
    }
}

#[test]
fn a_pdf_without_text_is_told() {
    let page = b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
        2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 9 9]>> endobj\n\
        3 0 obj <</Type/Page/Parent 2 0 R>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n";
    let told = message("a.pdf", page);
    assert_eq!(
        told,
        "no text in it, only pictures; run text recognition over it"
    );
}

#[test]
fn every_bound_is_stated() {
    let docs = fs::read_to_string(root().join("docs/formats.md")).expect("there is one");
    let (_, table) = docs
        .split_once("## What cannot be read")
        .expect("it says what cannot be read");
    let megabytes = format!("a file of more than {} MB", LARGEST >> 20);
    let spaced = MOST_CELLS.to_string();
    let (millions, rest) = spaced.split_at(spaced.len() - 6);
    let cells = format!("more than {millions} {} {} cells", &rest[..3], &rest[3..]);
    for stated in [
        &*megabytes,
        &*cells,
        "deeper than 256",
        "10 000 parts",
        "128 MB when unpacked",
        "250 times its size",
        "cut off",
        "an encrypted document",
        "before 2007",
        "XML with entities of its own",
        "an alias of YAML",
        "of pictures alone",
        "5000 pages",
        "whose ending lies",
    ] {
        assert!(table.contains(stated), "{stated:?} is not stated");
    }
}
