//! Files of office programs: what is read of them, how places are named, and what is refused.

use std::time::Duration;

use pledgelint::document::{BlockKind, Document};
use pledgelint::input;
use pledgelint::report::{GitHub, Json, Reporter, Sarif};
use pledgelint::rules::{self, Environment, RulesText};
use pledgelint::{Checker, date};

use crate::support::{Spent, root};

/// How a part stands in an archive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Stored,
    Deflated,
    Encrypted,
}

fn little(bytes: &mut Vec<u8>, value: usize, width: usize) {
    bytes.extend(&(value as u64).to_le_bytes()[..width]);
}

/// An archive with these parts.
pub(crate) fn archive<N: AsRef<str>, T: AsRef<[u8]>>(
    parts: &[(N, T)],
    packing: Packing,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, text) in parts {
        let (name, text) = (name.as_ref(), text.as_ref());
        let data = match packing {
            Packing::Deflated => miniz_oxide::deflate::compress_to_vec(text, 6),
            Packing::Stored | Packing::Encrypted => text.to_vec(),
        };
        let start = bytes.len();
        let mut fields = Vec::new();
        little(&mut fields, 20, 2);
        little(&mut fields, usize::from(packing == Packing::Encrypted), 2);
        little(
            &mut fields,
            if packing == Packing::Deflated { 8 } else { 0 },
            2,
        );
        little(&mut fields, 0, 4);
        little(&mut fields, checksum(text) as usize, 4);
        little(&mut fields, data.len(), 4);
        little(&mut fields, text.len(), 4);
        little(&mut fields, name.len(), 2);
        little(&mut fields, 0, 2);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&fields);
        bytes.extend(name.as_bytes());
        bytes.extend(&data);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&fields);
        little(&mut directory, 0, 10 - 2);
        little(&mut directory, 0, 2);
        little(&mut directory, start, 4);
        directory.extend(name.as_bytes());
    }
    let start = bytes.len();
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    little(&mut bytes, parts.len(), 2);
    little(&mut bytes, parts.len(), 2);
    little(&mut bytes, directory.len(), 4);
    little(&mut bytes, start, 4);
    little(&mut bytes, 0, 2);
    bytes
}

fn checksum(bytes: &[u8]) -> u32 {
    let fold = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    };
    !bytes.iter().fold(!0, fold)
}

fn docx(body: &str) -> Vec<u8> {
    let text = format!("<w:document><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", text)], Packing::Deflated)
}

fn read(path: &str, bytes: &[u8]) -> Document {
    input::read(path, bytes).expect("it is right")
}

/// The blocks with their units, as `unit: kind: text`.
fn placed(document: &Document) -> Vec<String> {
    let blocks = document.blocks.iter();
    let told = blocks.map(|block| {
        let span = block.text.whole().expect("it has a place");
        let unit = document.source.unit(span.start).expect("it has a unit");
        format!("{unit}: {:?}: {}", block.kind, block.text.text())
    });
    told.collect()
}

/// The same, where every text stands in the source as it is.
fn told(document: &Document) -> Vec<String> {
    for block in &document.blocks {
        let span = block.text.whole().expect("it has a place");
        assert_eq!(document.source.slice(span), block.text.text());
    }
    placed(document)
}

#[test]
fn a_document_is_read_as_it_is_printed() {
    let paragraph = |inner: &str| format!("<w:p>{inner}</w:p>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let item = |depth: u8, text: &str| {
        let list = format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"1\"/></w:numPr>");
        paragraph(&format!("<w:pPr>{list}</w:pPr>{}", run(text)))
    };
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", paragraph(&run(text)));
    let row = |properties: &str, cells: [&str; 2]| {
        format!("<w:tr>{properties}{}</w:tr>", cells.map(cell).concat())
    };
    let body = [
        paragraph(&run("We say:")),
        paragraph(""),
        item(0, "one"),
        item(1, "two"),
        item(0, "three"),
        paragraph(
            "<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>a &amp; b</w:t></w:r></w:ins>",
        ),
        paragraph(
            "<w:r><w:rPr><w:strike/></w:rPr><w:t>gone</w:t></w:r><w:r><w:t>x</w:t><w:tab/><w:t>y</w:t></w:r>",
        ),
        format!(
            "<w:tbl>{}{}</w:tbl>",
            row("<w:trPr><w:tblHeader/></w:trPr>", ["Plan", "Data"]),
            row("", ["Lite", "5 GB"])
        ),
        paragraph(
            "<w:r><w:t>5 GB</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>1</w:t></w:r>",
        ),
    ];
    let document = read("a.docx", &docx(&body.concat()));
    let raised = document.blocks.last().expect("there are blocks");
    assert_eq!(raised.text.text(), "5 GB¹");
    let mut told = placed(&document);
    told.pop();
    assert_eq!(
        told,
        [
            "paragraph 1: Paragraph: We say:",
            "paragraph 2: ListItem: one",
            "paragraph 3: ListItem: two",
            "paragraph 4: ListItem: three",
            "paragraph 5: Paragraph: a & b",
            "paragraph 6: Paragraph: x\ty",
            "table 1, row 1, column 1: Cell: Plan",
            "table 1, row 1, column 2: Cell: Data",
            "table 1, row 2, column 1: Cell: Lite",
            "table 1, row 2, column 2: Cell: 5 GB",
        ]
    );
    assert_eq!(document.blocks[1].lead, Some(0));
    assert_eq!(document.blocks[2].lead, Some(1));
    let cell = document.blocks[9].cell.as_ref().expect("it is a cell");
    assert_eq!(
        (&*cell.column_headers, &*cell.row_headers),
        (&[7][..], &[8][..])
    );
}

#[test]
fn text_boxes_are_read_once_and_no_nesting_is_too_deep() {
    let boxed = |inner: String| {
        format!("<w:p><w:r><w:t>x</w:t><w:txbxContent>{inner}</w:txbxContent></w:r></w:p>")
    };
    let deep = (0..20_000).fold(String::new(), |inner, _| {
        inner + "<w:p><w:r><w:txbxContent>"
    }) + &"</w:txbxContent></w:r></w:p>".repeat(20_000);
    let start = Spent::now();
    assert!(read("a.docx", &docx(&deep)).blocks.is_empty());
    assert!(start.elapsed() < Duration::from_secs(5));
    let inner = "<w:p><w:r><w:t>y</w:t></w:r></w:p>".to_owned();
    let document = read("a.docx", &docx(&boxed(inner)));
    assert_eq!(
        told(&document),
        ["paragraph 1: Paragraph: x", "paragraph 2: Paragraph: y"]
    );
}

#[test]
fn a_finding_names_its_unit_and_no_line() {
    let rules = RulesText {
        name: "pledgelint.toml".into(),
        text: std::fs::read_to_string(root().join("fixtures/formats/pledgelint.toml"))
            .expect("the fixture has rules"),
    };
    let rules = rules::load(Some(rules), &[], &Environment::default())
        .ruleset
        .expect("the fixture's rules are right");
    let checker = Checker::new(&rules);
    let story = std::fs::read(root().join("fixtures/formats/story.docx")).expect("it is there");
    let report = checker.report([checker.read("story.docx", &story)], date(2026, 6, 1));
    let mut json = Vec::new();
    Json.report(&report, &mut json).expect("it is written");
    let json: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    let places: Vec<_> = json["findings"]
        .as_array()
        .expect("there are findings")
        .iter()
        .map(|finding| &finding["primary"])
        .collect();
    assert!(places.len() >= 5);
    for place in &places {
        assert!(place["unit"].is_string(), "{place}");
        assert!(
            place["start"].is_null() && place["end"].is_null(),
            "{place}"
        );
    }
    assert!(places.iter().any(|place| place["unit"] == "footnote 1"));
    let mut lines = Vec::new();
    let reported = GitHub::default().report(&report, &mut lines);
    reported.expect("it is written");
    let lines = String::from_utf8(lines).expect("it is text");
    assert!(lines.contains("::error file=story.docx,title="), "{lines}");
    assert!(lines.contains("::footnote 1: "), "{lines}");
    let mut sarif = Vec::new();
    Sarif::default()
        .report(&report, &mut sarif)
        .expect("it is written");
    let sarif: serde_json::Value = serde_json::from_slice(&sarif).expect("it is JSON");
    for result in sarif["runs"][0]["results"]
        .as_array()
        .expect("there are results")
    {
        let place = &result["locations"][0];
        assert!(place["physicalLocation"]["region"].is_null(), "{place}");
        assert!(place["logicalLocations"][0]["name"].is_string(), "{place}");
    }
}

#[test]
fn what_cannot_be_unpacked_is_a_problem_of_its_file() {
    let main = "word/document.xml";
    let text = "<w:document><w:body><w:p><w:r><w:t>data</w:t></w:r></w:p></w:body></w:document>";
    let right = archive(&[(main, text)], Packing::Stored);
    let mut flipped = right.clone();
    let at = flipped
        .windows(4)
        .position(|part| part == b"data")
        .expect("it is stored");
    flipped[at] = b'D';
    let spaces = |count: usize| format!("<w:document>{}</w:document>", " ".repeat(count));
    let many: Vec<(String, &str)> = (0..10_001).map(|at| (at.to_string(), "")).collect();
    let compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let name = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes);
    let encrypted = compound.iter().copied().chain(name).collect();
    let entity = |n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10));
    let entities = (1..30).map(entity).collect::<Vec<_>>().concat();
    let laughs = format!(
        "<!DOCTYPE r [<!ENTITY l0 \"data\">{entities}]><w:document><w:p><w:r><w:t>&l29;</w:t></w:r></w:p></w:document>"
    );
    let cases: Vec<(Vec<u8>, Option<&str>)> = vec![
        (right.clone(), None),
        (Vec::new(), Some("not an archive")),
        (b"# Plans".to_vec(), Some("not an archive")),
        (right[..right.len() / 2].to_vec(), Some("not an archive")),
        (flipped, Some("a damaged archive")),
        (
            archive(&[(main, text)], Packing::Encrypted),
            Some("encrypted"),
        ),
        (encrypted, Some("encrypted")),
        (compound, Some("before 2007")),
        (
            archive(&[("a", "b")], Packing::Stored),
            Some("`word/document.xml` is missing"),
        ),
        (
            archive(&[(main, "<w:document><w:p>")], Packing::Stored),
            Some("a damaged part"),
        ),
        (archive(&[(main, laughs)], Packing::Deflated), None),
        (archive(&[(main, spaces(3 << 20))], Packing::Deflated), None),
        (
            archive(&[(main, spaces(8 << 20))], Packing::Deflated),
            Some("250 times"),
        ),
        (
            archive(&many, Packing::Stored),
            Some("more than 10000 parts"),
        ),
        (
            docx(&"<w:tbl><w:tr><w:tc>".repeat(20_000)),
            Some("a damaged part"),
        ),
        (docx(&"<w:p>".repeat(20_000)), Some("a damaged part")),
    ];
    for (bytes, problem) in cases {
        let start = Spent::now();
        let found = input::read("a.docx", &bytes);
        assert!(start.elapsed() < Duration::from_secs(5), "{problem:?}");
        match (found, problem) {
            (Ok(_), None) => {}
            (Err(found), Some(told)) => assert!(found.message.contains(told), "{found}"),
            (found, told) => panic!("{told:?}, but {:?}", found.err()),
        }
    }
    assert!(matches!(
        read("a.docx", &right).blocks[0].kind,
        BlockKind::Paragraph
    ));
}

fn xlsx(rows: &str) -> Vec<u8> {
    let workbook =
        "<workbook><sheets><sheet name=\"Plans\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/>\
        <Relationship Id=\"r2\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0&quot; GB&quot;\"/></numFmts>\
        <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"14\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>";
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    archive(
        &[
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/styles.xml", styles),
            ("xl/s.xml", &sheet),
        ],
        Packing::Deflated,
    )
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<o:document-content><o:body><o:spreadsheet><t:table t:name=\"Plans\">{rows}</t:table></o:spreadsheet></o:body></o:document-content>"
    );
    archive(&[("content.xml", content)], Packing::Deflated)
}

#[test]
fn a_sheet_is_a_table_of_records_below_its_title() {
    let text =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = [
        format!("<row r=\"1\">{}</row>", text("B1", "Our plans")),
        format!(
            "<row r=\"3\">{}{}{}{}</row>",
            text("B3", "Plan"),
            text("C3", "Data"),
            text("D3", "From"),
            text("E3", "Off")
        ),
        format!(
            "<row r=\"4\">{}<c r=\"C4\" s=\"1\"><v>5</v></c><c r=\"D4\" s=\"2\"><v>45000</v></c><c r=\"E4\" s=\"3\"><v>0.15</v></c></row>",
            text("B4", "Lite")
        ),
    ];
    let document = read("a.xlsx", &xlsx(&rows.concat()));
    assert_eq!(
        told(&document),
        [
            "Plans: Heading(1): Plans",
            "Plans!B1: Paragraph: Our plans",
            "Plans!B3: Cell: Plan",
            "Plans!C3: Cell: Data",
            "Plans!D3: Cell: From",
            "Plans!E3: Cell: Off",
            "Plans!B4: Cell: Lite",
            "Plans!C4: Cell: 5 GB",
            "Plans!E4: Cell: 15%",
        ]
    );
    assert!(document.tables[0].records);
    let cell = document.blocks[7].cell.as_ref().expect("it is a cell");
    assert_eq!(
        (&*cell.column_headers, &*cell.row_headers),
        (&[3][..], &[6][..])
    );
    let list = "<row><c t=\"str\"><v>One.</v></c></row><row><c t=\"str\"><v>Two.</v></c></row>";
    assert!(
        read("a.xlsx", &xlsx(list)).tables.is_empty(),
        "a column of texts is no table"
    );
}

#[test]
fn cells_that_stand_for_many_are_bounded() {
    let cell = |count: u32, text: &str| {
        format!(
            "<t:table-cell t:number-columns-repeated=\"{count}\"><x:p>{text}</x:p></t:table-cell>"
        )
    };
    let row = |count: u32, cells: &str| {
        format!("<t:table-row t:number-rows-repeated=\"{count}\">{cells}</t:table-row>")
    };
    let rows = row(1, &(cell(1, "Plan") + &cell(2, "Data"))) + &row(1_000_000, &cell(3, "Lite"));
    assert_eq!(
        told(&read("a.ods", &ods(&rows))),
        [
            "Plans: Heading(1): Plans",
            "Plans!A1: Cell: Plan",
            "Plans!B1: Cell: Data",
            "Plans!C1: Cell: Data",
            "Plans!A2: Cell: Lite",
            "Plans!B2: Cell: Lite",
            "Plans!C2: Cell: Lite",
        ]
    );
    let wide = row(1, &cell(u32::MAX, "x")).repeat(1_100);
    let problem = input::read("a.ods", &ods(&wide)).expect_err("there are too many");
    assert!(
        problem.message.contains("more than 1000000 cells"),
        "{problem}"
    );
    let long = "x".repeat(1 << 20);
    let wide = row(1, &cell(100, &long));
    let problem = input::read("a.ods", &ods(&wide)).expect_err("it is too long");
    assert!(
        problem.message.contains("more than 64 MB of text"),
        "{problem}"
    );
}

#[test]
fn an_encrypted_text_of_libreoffice_is_told_as_such() {
    let manifest = "<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>";
    let parts = [
        ("META-INF/manifest.xml", "x"),
        ("content.xml", "\u{1}\u{2}"),
    ]
    .map(|(name, text)| (name, if text == "x" { manifest } else { text }));
    for path in ["a.odt", "a.ods"] {
        let problem = input::read(path, &archive(&parts, Packing::Stored)).expect_err("it is");
        assert!(problem.message.starts_with("encrypted"), "{problem}");
    }
}

#[test]
fn nested_texts_of_libreoffice_are_bounded() {
    let deep = "<x:p><x:note><x:note-body>".repeat(20_000)
        + &"</x:note-body></x:note></x:p>".repeat(20_000);
    let content = format!(
        "<o:document-content><o:body><o:text>{deep}</o:text></o:body></o:document-content>"
    );
    let start = Spent::now();
    let bytes = archive(&[("content.xml", content)], Packing::Deflated);
    assert!(read("a.odt", &bytes).blocks.is_empty());
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn slides_come_in_their_order_under_their_titles() {
    let presentation = "<p:presentation><p:sldIdLst><p:sldId id=\"256\" r:id=\"r2\"/><p:sldId id=\"257\" r:id=\"r1\"/></p:sldIdLst></p:presentation>";
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/slide\" Target=\"slides/1.xml\"/>\
        <Relationship Id=\"r2\" Type=\"x/slide\" Target=\"slides/2.xml\"/></Relationships>";
    let shape = |kind: &str, inner: &str| {
        format!("<p:sp><p:nvPr><p:ph type=\"{kind}\"/></p:nvPr><p:txBody>{inner}</p:txBody></p:sp>")
    };
    let text = |properties: &str, text: &str| {
        format!("<a:p>{properties}<a:r><a:t>{text}</a:t></a:r></a:p>")
    };
    let slide =
        |shapes: &[String]| format!("<p:sld><p:spTree>{}</p:spTree></p:sld>", shapes.concat());
    let cell = |properties: &str, inner: &str| {
        format!(
            "<a:tc{properties}><a:txBody>{}</a:txBody></a:tc>",
            text("", inner)
        )
    };
    let row = |cells: &[String]| format!("<a:tr>{}</a:tr>", cells.concat());
    let first = slide(&[
        shape(
            "body",
            &(text("", "One")
                + &text("<a:pPr lvl=\"1\"/>", "Two")
                + &text("<a:pPr><a:buNone/></a:pPr>", "Three")),
        ),
        shape(
            "sldNum",
            "<a:p><a:fld type=\"slidenum\"><a:t>7</a:t></a:fld></a:p>",
        ),
        shape("title", &text("", "First")),
    ]);
    let second = slide(&[format!(
        "<p:graphicFrame><a:tbl><a:tblPr/>{}{}</a:tbl></p:graphicFrame>",
        row(&[cell(" rowSpan=\"2\"", "A"), cell("", "B")]),
        row(&[
            "<a:tc vMerge=\"1\"><a:txBody><a:p/></a:txBody></a:tc>".to_owned(),
            cell("", "C")
        ]),
    )]);
    let parts = [
        ("ppt/presentation.xml", presentation),
        ("ppt/_rels/presentation.xml.rels", relations),
        ("ppt/slides/1.xml", &second),
        ("ppt/slides/2.xml", &first),
    ];
    let document = read("a.pptx", &archive(&parts, Packing::Deflated));
    assert_eq!(
        told(&document),
        [
            "slide 1: Heading(1): First",
            "slide 1: ListItem: One",
            "slide 1: ListItem: Two",
            "slide 1: Paragraph: Three",
            "slide 2: Cell: A",
            "slide 2: Cell: B",
            "slide 2: Cell: C",
        ]
    );
    assert_eq!(document.blocks[2].lead, Some(1));
    let last = document.blocks[6].cell.as_ref().expect("it is a cell");
    assert_eq!((last.row, last.column), (1, 1));
    assert_eq!(document.heading_path(document.blocks[4].section).count(), 0);
}

#[test]
fn a_book_is_read_in_its_order_and_its_pages_stand_alone() {
    let container = "<container><rootfile full-path=\"b/book.opf\"/></container>";
    let package = "<package><manifest><item id=\"x\" href=\"1.xhtml\"/><item id=\"y\" href=\"t/2.xhtml\"/></manifest>\
        <spine><itemref idref=\"y\"/><itemref idref=\"x\"/><itemref idref=\"none\"/></spine></package>";
    let lock = "<encryption><CipherReference URI=\"b/t/2.xhtml\"/></encryption>";
    let parts = [
        ("META-INF/container.xml", container),
        ("b/book.opf", package),
        (
            "b/1.xhtml",
            "<html><body><p>Five&#160;GB<br/>a month</p></body></html>",
        ),
        (
            "b/t/2.xhtml",
            "<html><head><title>T</title></head><body><h1>One</h1><p>a &amp; <b>b</b></p></body></html>",
        ),
        ("META-INF/encryption.xml", lock),
    ];
    let document = read("a.epub", &archive(&parts[..4], Packing::Deflated));
    assert_eq!(
        placed(&document),
        [
            "2.xhtml: Title: T",
            "2.xhtml, paragraph 1: Heading(1): One",
            "2.xhtml, paragraph 2: Paragraph: a & b",
            "1.xhtml, paragraph 1: Paragraph: Five\u{a0}GB\u{2028}a month",
        ]
    );
    assert_eq!(
        document.source.text(),
        "T\nOne\na & b\nFive\u{a0}GB\na month\n"
    );
    assert_eq!(document.heading_path(document.blocks[3].section).count(), 0);
    let problem =
        input::read("a.epub", &archive(&parts, Packing::Stored)).expect_err("it is locked");
    assert!(problem.message.contains("copy protection"), "{problem}");
    let problem =
        input::read("a.epub", &archive(&parts[1..], Packing::Stored)).expect_err("no book");
    assert!(
        problem.message.contains("META-INF/container.xml"),
        "{problem}"
    );
}
