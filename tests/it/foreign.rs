//! Texts in languages that are recognised and not read: they say nothing, and the run tells so.

use serde_json::Value;

use crate::support::{folder, pledgelint};

const RULES: &str = r#"
[promise.tracking]
summary = "Nobody is tracked."
claims = { en = ["no tracking"], vi = ["không theo dõi"], zh = ["不追踪", "不跟踪"] }
breaches = { en = ["google analytics"], vi = ["google analytics"], zh = ["google analytics", "广告标识"] }
"#;

/// The files with findings, and how many files are told to be in other languages.
fn checked(path: &str, text: &str) -> (Vec<String>, u64) {
    let files = folder(&[
        ("pledgelint.toml", RULES.as_bytes()),
        ("ads/home.md", "There is no tracking here.".as_bytes()),
        (path, text.as_bytes()),
    ]);
    let (_, out, err) = pledgelint(files.path(), &["check", "--format", "json", "."]);
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    let findings = report["findings"].as_array().expect("a list");
    let path = |finding: &Value| finding["primary"]["path"].as_str().map(str::to_owned);
    let foreign = report["summary"]["foreign"].as_u64();
    (
        findings.iter().filter_map(path).collect(),
        foreign.expect("a number"),
    )
}

#[test]
fn what_is_in_another_language_says_nothing() {
    for (path, text) in [
        (
            "es/privacidad.md",
            "Usamos Google Analytics para entender cómo se usan la tienda y los pedidos.",
        ),
        (
            "de/datenschutz.md",
            "# Datenschutz\n\nWir nutzen Google Analytics, um zu sehen, wie die Seiten genutzt werden.",
        ),
        (
            "fr/vie-privee.md",
            "Nous utilisons Google Analytics pour mesurer les visites de notre site.",
        ),
        (
            "ja/privacy.md",
            "このサイトではGoogle Analyticsを利用しています。",
        ),
        ("fr/court.md", "---\nlang: fr\n---\n\nGoogle Analytics"),
    ] {
        assert_eq!(checked(path, text), (Vec::new(), 1), "{path}");
    }
}

#[test]
fn what_is_in_a_known_language_is_read_wherever_it_stands() {
    let english = "We use Google Analytics to see how the shop is used.";
    for (path, text, foreign) in [
        ("es/privacy.md", english.to_owned(), 0),
        (
            "terms/zh.md",
            "我们使用Google Analytics了解访问情况。".to_owned(),
            0,
        ),
        (
            "terms/vi.md",
            "Chúng tôi dùng Google Analytics để đo lượt xem.".to_owned(),
            0,
        ),
        (
            "terms/table.md",
            "| Tool | Use |\n| --- | --- |\n| Google Analytics | on |".to_owned(),
            0,
        ),
        (
            "de/impressum.md",
            format!(
                "Wir verkaufen keine Daten, und die Lieferung ist für alle Kunden kostenlos.\n\n\
                 Alle Preise sind in Euro und mit der Steuer. Wir sind auch am Wochenende da, und \
                 wenn einmal etwas nicht passt, nehmen wir es zurück.\n\n{english}"
            ),
            1,
        ),
    ] {
        assert_eq!(
            checked(path, &text),
            (vec![path.to_owned()], foreign),
            "{path}"
        );
    }
}

#[test]
fn the_summary_tells_of_other_languages() {
    let text = "Usamos Google Analytics para entender cómo se usan la tienda y los pedidos.";
    let files = folder(&[
        ("pledgelint.toml", RULES.as_bytes()),
        ("es/a.md", text.as_bytes()),
    ]);
    let (code, out, err) = pledgelint(files.path(), &["check", "."]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(
        format!("{out}{err}").contains("1 of them in another language"),
        "{out}{err}"
    );
}
