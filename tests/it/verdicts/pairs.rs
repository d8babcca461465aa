//! A page that promises and another text of the same firm, with phrases of their own:
//! `fixtures/pairs/`.

use pledgelint::Ruleset;
use pledgelint::diagnostic::Severity;

use crate::support::checked;

/// A line of a fixture.
struct Pair<'t> {
    line: &'t str,
    /// Whether it is known to be judged otherwise than it should.
    unsolved: bool,
    contradicts: bool,
    claims: &'t str,
    breaches: &'t str,
    texts: [(&'static str, String); 2],
}

impl<'t> Pair<'t> {
    fn read(line: &'t str) -> Self {
        let (unsolved, rest) = match line.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let fields: Vec<&str> = rest.split(" | ").map(str::trim).collect();
        let [want, claims, breaches, page, other] = fields[..] else {
            panic!("not five fields: {line}");
        };
        assert!(matches!(want, "+" | "-"), "{line}");
        let text = |text: &str| format!("{}\n", text.replace("\\n", "\n"));
        Self {
            line,
            unsolved,
            contradicts: want == "+",
            claims,
            breaches,
            texts: [("marketing/a.md", text(page)), ("terms/b.md", text(other))],
        }
    }

    fn rules(&self, language: &str) -> String {
        let list = |phrases: &str| {
            let phrases = phrases
                .split(';')
                .map(|phrase| format!("{:?}", phrase.trim()));
            phrases.collect::<Vec<_>>().join(", ")
        };
        format!(
            "languages = [{language:?}]\n\
             [promise.p]\n\
             summary = \"A promise.\"\n\
             applies = \"when-claimed\"\n\
             claims = {{ {language} = [{}] }}\n\
             breaches = {{ {language} = [{}] }}\n",
            list(self.claims),
            list(self.breaches)
        )
    }

    /// Whether the texts have a finding that is more than an information.
    fn is_found(&self, language: &str) -> bool {
        let declared = Ruleset::parse("pledgelint.toml", &self.rules(language));
        let declared = declared.unwrap_or_else(|mistakes| panic!("{mistakes:?}: {}", self.line));
        let texts = self.texts.iter();
        let report = checked(&declared, texts.map(|(path, text)| (*path, &**text)));
        let mut findings = report.findings.iter();
        findings.any(|finding| finding.severity != Severity::Info)
    }
}

fn hold(language: &str, fixture: &str) {
    let lines = fixture
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (mut wrong, mut solved) = (Vec::new(), Vec::new());
    for pair in lines.map(Pair::read) {
        match (pair.is_found(language) == pair.contradicts, pair.unsolved) {
            (false, false) => wrong.push(pair.line),
            (true, true) => solved.push(pair.line),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "judged wrong:\n{}", wrong.join("\n"));
    assert!(
        solved.is_empty(),
        "take the mark off:\n{}",
        solved.join("\n")
    );
}

#[test]
fn in_english() {
    hold("en", include_str!("../../../fixtures/pairs/en.txt"));
}

#[test]
fn in_vietnamese() {
    hold("vi", include_str!("../../../fixtures/pairs/vi.txt"));
}

#[test]
fn in_chinese() {
    hold("zh", include_str!("../../../fixtures/pairs/zh.txt"));
}
