//! A directive holds in the comments of every format that has some.

use pledgelint::report::Report;
use pledgelint::{Checker, Ruleset, date, input};

const RULES: &str = r#"
[promise.data]
claims   = { en = ["unlimited data"] }
breaches = { en = ["throttled"] }
"#;

/// For each format its comment with `@` for what it says, and two paragraphs that break a promise.
const TEXTS: &[(&str, &str)] = &[
    (
        "a.md",
        "<!-- @ -->\n\nIt is throttled.\n\nAgain throttled.\n",
    ),
    (
        "a.html",
        "<!-- @ --><p>It is throttled.</p><p>Again throttled.</p>",
    ),
    ("a.txt", "# @\nIt is throttled.\n\nAgain throttled.\n"),
    ("a.rst", ".. @\n\nIt is throttled.\n\nAgain throttled.\n"),
    (
        "b.rst",
        "A list:\n\n* one\n\n.. @\n\n* It is throttled.\n* Again throttled.\n",
    ),
    ("a.adoc", "// @\nIt is throttled.\n\nAgain throttled.\n"),
    (
        "b.adoc",
        "////\n@\n////\nIt is throttled.\n\nAgain throttled.\n",
    ),
    ("a.org", "# @\nIt is throttled.\n\nAgain throttled.\n"),
    (
        "a.mdx",
        "{/* @ */}\n<Card>\nIt is throttled.\n</Card>\n\nAgain throttled.\n",
    ),
    ("a.tex", "% @\nIt is throttled.\n\nAgain throttled.\n"),
    (
        "a.yaml",
        "# @\nnote: It is throttled.\nother: Again throttled.\n",
    ),
    (
        "b.yaml",
        "plans:\n  - name: One # the first\n    # @\n    note: It is throttled.\n  - name: Two\n    note: Again throttled.\n",
    ),
    (
        "c.yaml",
        "first: |\n  A # text.\n# @\nnote: >\n  At times\n  slow.\n\n  It is throttled.\nother: 'Again throttled.'\n",
    ),
    (
        "d.yaml",
        "notes:\n- |\n  A text.\n# @\n- {a: It is throttled., b: \"a # b\"}\n- Again throttled.\n",
    ),
    (
        "a.toml",
        "# @\nnote = \"It is throttled.\"\nother = \"Again throttled.\"\n",
    ),
    (
        "b.toml",
        "[b]\nx = \"a # b\" # the first\n# @\n[a.one]\nnote = \"It is throttled.\"\n[b.two]\nnote = \"Again throttled.\"\n",
    ),
    (
        "a.json",
        "{// @\n\"note\": \"It is throttled.\", \"other\": \"Again throttled.\"}",
    ),
    (
        "b.jsonc",
        "[{\"a\": \"A text.\"},\n/* @ */ {\"a\": \"It is throttled.\"}, {\"a\": \"Again throttled.\"}]",
    ),
    (
        "a.jsonl",
        "// @\n{\"a\": \"It is throttled.\"}\n{\"a\": \"Again throttled.\"}\n",
    ),
    (
        "a.po",
        "# @\nmsgctxt \"a\"\nmsgid \"It is throttled.\"\nmsgstr \"\"\n\nmsgctxt \"b\"\nmsgid \"Again throttled.\"\nmsgstr \"\"\n",
    ),
    (
        "b.po",
        "msgid \"A text.\"\nmsgstr \"\"\n#. @\n#: app.c\nmsgid \"It is throttled.\"\nmsgstr \"\"\n\nmsgid \"Again throttled.\"\nmsgstr \"\"\n",
    ),
    ("a.ftl", "# @\na = It is throttled.\nb = Again throttled.\n"),
    (
        "b.ftl",
        "a = A text.\n\n## @\n\nb =\n  It is throttled.\n  .title = A text.\nc = Again throttled.\n",
    ),
    (
        "a.strings",
        "/* @ */\n\"a\" = \"It is throttled.\";\n\"b\" = \"Again throttled.\";\n",
    ),
    (
        "b.strings",
        "\"a\" = \"A text.\";\n// @\n\"It is slow\" = \"It is throttled.\";\n\"b\" = \"Again throttled.\";\n",
    ),
    (
        "a.xlf",
        "<xliff><file source-language='en'><!-- @ --><trans-unit id='a'><source>A text.</source><target>It is throttled.</target></trans-unit>\
         <trans-unit id='b'><source>Again throttled.</source></trans-unit></file></xliff>",
    ),
    (
        "b.xliff",
        "<xliff srcLang='en'><file><unit id='a'><segment><source>A text.</source><!-- @ --><target>It is throttled.</target></segment></unit>\
         <unit id='b'><segment><source>Again throttled.</source></segment></unit></file></xliff>",
    ),
    (
        "a.xml",
        "<resources><!-- @ --><string name='a'>It is throttled.</string><string name='b'>Again throttled.</string></resources>",
    ),
    (
        "b.xml",
        "<resources><string-array name='a'><item>A text.</item><!-- @ --><item>It is throttled.</item><item>Again throttled.</item></string-array></resources>",
    ),
    (
        "a.vtt",
        "WEBVTT\n\nNOTE @\n\n00:01.000 --> 00:02.000\nIt is throttled.\n\n00:03.000 --> 00:04.000\nAgain throttled.\n",
    ),
    (
        "b.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nA text.\n\nNOTE\n@\n\nfirst\n00:02.000 --> 00:03.000\nIt is\n\n00:03.000 --> 00:04.000\nthrottled.\n\n\
         00:04.000 --> 00:05.000\nAgain throttled.\n",
    ),
];

/// Formats that have no comments, or whose comments are not kept; and source code, which is told
/// by no ending.
const WITHOUT: [&str; 15] = [
    "csv",
    "tsv",
    "xcstrings",
    "arb",
    "srt",
    "eml",
    "mbox",
    "docx",
    "odt",
    "xlsx",
    "ods",
    "pptx",
    "epub",
    "pdf",
    "code",
];

fn report(path: &str, text: &str) -> Report {
    let ruleset = Ruleset::parse("pledgelint.toml", RULES).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let read = checker.read(path, text.as_bytes());
    let report = checker.report([read], date(2026, 6, 1));
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    report
}

fn places(path: &str, text: &str) -> Vec<usize> {
    let report = report(path, text);
    let found = report.findings.iter();
    let starts = found.map(|one| {
        one.primary
            .place
            .as_ref()
            .map_or(0, |place| place.span.start)
    });
    starts.collect()
}

#[test]
fn a_comment_accepts_what_comes_next() {
    for (path, text) in TEXTS {
        let without = text.replace('@', "a remark");
        let (first, second) = (without.find("throttled"), without.rfind("throttled"));
        let both: Vec<usize> = first.into_iter().chain(second).collect();
        assert_eq!(places(path, &without), both, "{path}");
        let next = text.replace('@', "pledgelint-disable-next data reason=\"as agreed\"");
        let kept: Vec<usize> = next.rfind("throttled").into_iter().collect();
        assert_eq!(places(path, &next), kept, "{path}: {next}");
        let file = text.replace('@', "pledgelint-disable-file data reason=\"as agreed\"");
        assert_eq!(places(path, &file), [0_usize; 0], "{path}: {file}");
    }
}

/// The verdicts on a text with the words that they are about, in the order of the text.
fn verdicts(path: &str, text: &str) -> Vec<(&'static str, String)> {
    let report = report(path, text);
    let found = report.findings.iter().map(|one| {
        let place = one.primary.place.as_ref();
        let said = place.map_or(String::new(), |place| place.text().to_owned());
        (one.verdict.name(), said)
    });
    found.collect()
}

#[test]
fn one_that_accepts_nothing_is_told_and_can_be_taken_out() {
    for (path, text) in TEXTS {
        let directive = "pledgelint-disable-next data until=2026-06-30 reason=\"as agreed\"";
        let calm = text.replacen("throttled", "fast", 1);
        let calm = calm.replace('@', directive);
        let found = verdicts(path, &calm);
        let names: Vec<&str> = found.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["unused", "contradicted"], "{path}: {calm}");
        assert!(found[0].1.contains(directive), "{path}: {found:?}");
        let told = report(path, &calm).findings;
        let fix = told[0].fix.as_ref().expect("it can be taken out");
        let mut mended = calm;
        mended.replace_range(fix.place.span.range(), &fix.text);
        let left = verdicts(path, &mended);
        let expected = ("contradicted", "throttled".to_owned());
        assert_eq!(left, [expected], "{path}: {mended}");
    }
}

#[test]
fn one_whose_last_day_is_past_accepts_nothing() {
    for (path, text) in TEXTS {
        let past = "pledgelint-disable-next data until=2026-05-31 reason=\"as agreed\"";
        let text = text.replace('@', past);
        let found = verdicts(path, &text);
        let names: Vec<&str> = found.iter().map(|(name, _)| *name).collect();
        let expected = ["expired", "contradicted", "contradicted"];
        assert_eq!(names, expected, "{path}: {text}");
    }
}

/// Checks that so many words still break the promise in a text with a directive at `@`.
fn stands(path: &str, text: &str, expected: usize) {
    let directive = "pledgelint-disable-next data reason=\"as agreed\"";
    let text = text.replace('@', directive);
    let found = verdicts(path, &text);
    let left = found.iter().filter(|(name, _)| *name == "contradicted");
    assert_eq!(left.count(), expected, "{path}: {text}");
}

#[test]
fn next_is_a_field_or_a_message_with_all_its_texts() {
    let check = |path: &str, text: &str| {
        stands(path, &text.replace('@', "a remark"), 2);
        stands(path, text, 0);
    };
    check(
        "a.po",
        "# @\nmsgctxt \"a\"\nmsgid \"It is throttled.\"\nmsgstr \"Still throttled.\"\n",
    );
    check(
        "a.xml",
        "<resources><!-- @ --><string-array name='a'><item>It is throttled.</item><item>Still throttled.</item></string-array></resources>",
    );
    check(
        "a.yaml",
        "# @\nbody: |\n  It is throttled.\n\n  Still throttled.\n",
    );
    check(
        "a.json",
        "{/* @ */ \"body\": \"<p>It is throttled.</p><p>Still throttled.</p>\"}",
    );
}

#[test]
fn a_line_of_a_text_in_a_field_or_a_mail_has_its_place() {
    let check = |path: &str, text: &str, written: &str| {
        let expected = ("unused", written.to_owned());
        assert_eq!(verdicts(path, text), [expected], "{path}");
        stands(path, &text.replace("fast", "throttled"), 0);
    };
    let written = "pledgelint-disable-next data reason='as agreed'";
    check(
        "a.json",
        &format!("{{\"a\": \"Đã\\u0020nói.\\n\\n{written}\\nIt is fast.\"}}"),
        written,
    );
    let written = "pledgelint-disable-next data reason=3D'as agreed'";
    let head =
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable";
    check(
        "a.eml",
        &format!("{head}\n\n=C4=90=C3=A3 n=C3=B3i.\n\n{written}\nIt is fast.\n"),
        written,
    );
}

#[test]
fn what_is_not_read_hands_no_directive_on() {
    let check = |path: &str, text: &str| stands(path, text, 1);
    check("a.yaml", "# @\nslug: a-b\nnote: It is throttled.\n");
    check("a.yaml", "# @\nprice: 5\nnote: It is throttled.\n");
    check(
        "a.json",
        "{/* @ */ \"id\": 1, \"note\": \"It is throttled.\"}",
    );
    check("a.toml", "# @\nprice = 5\nnote = \"It is throttled.\"\n");
    check(
        "a.po",
        "# @\n#~ msgid \"A text.\"\n#~ msgstr \"\"\n\nmsgid \"It is throttled.\"\nmsgstr \"\"\n",
    );
    check(
        "a.xlf",
        "<xliff><file source-language='en'><!-- @ --><trans-unit id='a' translate='no'><source>A text.</source></trans-unit>\
         <trans-unit id='b'><source>It is throttled.</source></trans-unit></file></xliff>",
    );
    check(
        "a.xml",
        "<resources><!-- @ --><string name='a' translatable='false'>A text.</string><string name='b'>It is throttled.</string></resources>",
    );
}

#[test]
fn the_sign_of_a_comment_in_a_text_is_none() {
    let check = |path: &str, text: &str| stands(path, text, 1);
    check("a.yaml", "a: '# @'\nnote: It is throttled.\n");
    check("a.yaml", "a: |\n  # @\nnote: It is throttled.\n");
    check("a.toml", "a = '''\n# @\n'''\nnote = \"It is throttled.\"\n");
    check(
        "a.srt",
        "1\n00:00:01,000 --> 00:00:02,000\nA text.\n\nNOTE @\n\n2\n00:00:02,000 --> 00:00:03,000\nIt is throttled.\n",
    );
}

#[test]
fn every_format_with_comments_has_its_directive() {
    let known = input::format_names().filter(|name| !WITHOUT.contains(name));
    let tried = |name: &str| {
        let mut formats = TEXTS.iter().filter_map(|(path, _)| input::format_for(path));
        formats.any(|format| format.name() == name)
    };
    let untried: Vec<_> = known.filter(|name| !tried(name)).collect();
    assert!(untried.is_empty(), "{untried:?}");
}

#[test]
fn strings_of_code_are_read_where_the_rules_say_so() {
    let rules = format!("{RULES}\n[[input]]\nstrings-in = [\"**/*.tsx\"]\n");
    let ruleset = Ruleset::parse("pledgelint.toml", &rules).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let code = "// pledgelint-disable-next data reason=\"as agreed\"\n\
        const a = { note: \"It is throttled.\" };\nexport const b = <p title='Again throttled.' />;\n";
    let report = checker.report(
        [checker.read("ui/a.tsx", code.as_bytes())],
        date(2026, 6, 1),
    );
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|one| one.primary.place.as_ref().map(|place| place.text()))
        .collect();
    assert_eq!(found, [Some("throttled")], "{:?}", report.problems);
    let other = checker.read("ui/a.md", b"const a = 1");
    assert!(other.is_ok());
    assert!(input::format_for("ui/a.tsx").is_none());
}
