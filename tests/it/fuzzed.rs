//! Inputs that fuzzing found, each as small as it can be.

use pledgelint::input;
use pledgelint::text::Origin;

/// Reads a text; every place must lie in it. Gives the texts of its blocks.
fn texts(path: &str, text: &str) -> Vec<String> {
    let document = input::read(path, text.as_bytes()).expect("it is right");
    let source = document.source.text();
    for block in &document.blocks {
        for (part, origin) in block.text.parts() {
            let inside = match origin {
                Origin::Verbatim(start) => source.get(start..start + part.len()) == Some(part),
                Origin::Replaced(span) => source.get(span.range()).is_some(),
            };
            assert!(inside, "{path}: {part:?} of {text:?}");
        }
    }
    for comment in &document.comments {
        let place = source.get(comment.span.range());
        assert!(place.is_some(), "{path}: {:?} of {text:?}", comment.span);
    }
    let blocks = document.blocks.iter();
    blocks.map(|block| block.text.text().to_owned()).collect()
}

#[test]
fn brackets_at_the_end_of_bold_words() {
    // The mark behind the brackets is that of the words around them.
    assert_eq!(texts("a.adoc", "*a[^1]* b"), ["a[^1] b"]);
}

#[test]
fn a_directive_in_a_decoded_text() {
    let mail =
        "Content-Transfer-Encoding: quoted-printable\n\nđđ=C4=91\n\npledgelint-disable-next a\n\nđ";
    assert_eq!(texts("a.eml", mail), ["đđđ", "đ"]);
}

#[test]
fn a_list_table_with_a_letter_at_the_bullet() {
    let table = ".. list-table::\n\n   * - one\n     -ÿ two\n   *ÿ three";
    assert_eq!(texts("a.rst", table), ["one\n-ÿ two\n*ÿ three"]);
}
