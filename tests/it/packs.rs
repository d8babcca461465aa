//! The built-in packs: their registration, their page in the documentation, `packs`, overlays.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write as _;
use std::fs;

use pledgelint::rules::{Level, Pack, PhraseRole, Promise, PromiseId, Within, builtin_packs};
use pledgelint::text::{Abbreviations, Prose};
use pledgelint::{Checker, Ruleset};

use crate::support::{files_under, golden, root};

#[test]
fn every_file_of_a_pack_is_registered() {
    let files = files_under("rules/packs", |_| true);
    let files = files
        .iter()
        .map(|(name, _)| name.strip_suffix(".toml").unwrap_or(name));
    let files: Vec<&str> = files.collect();
    let registered: Vec<&str> = builtin_packs().iter().map(|pack| pack.name).collect();
    assert_eq!(registered, files, "the list in src/rules/packs.rs");
}

#[test]
fn every_pack_says_what_it_is_about() {
    for pack in builtin_packs() {
        let about = pack.about();
        assert!(
            about.ends_with('.') && about.len() > 20,
            "{}: {about}",
            pack.name
        );
        let promises = Ruleset::of_pack(pack.name).unwrap().promises;
        for promise in promises {
            assert!(!promise.summary.is_empty(), "{} has no summary", promise.id);
        }
    }
}

#[test]
fn the_page_of_the_packs_is_as_the_packs_are() {
    let mut page = String::from(PREFACE);
    for pack in builtin_packs() {
        let promises = Ruleset::of_pack(pack.name).unwrap().promises.len();
        let name = pack.name;
        writeln!(
            page,
            "| [{name}](#{name}) | {promises} | {} |",
            pack.about()
        )
        .unwrap();
    }
    for pack in builtin_packs() {
        write_pack(*pack, &mut page);
    }
    golden("docs/packs.md", &page);
}

const PREFACE: &str = "\
# The built-in packs

Written from `rules/packs/*.toml` by `UPDATE=1 cargo test`.

A promise of a pack is held against the texts while one of them makes it.
Terms, price lists, answers and scripts repeat promises, and state rules with their cases: what only they say, but for a heading of answers, no other text is held to.
Nor is a text held to what only denies that a thing has what would break the promise: \"not lined with PE\" is no \"plastic free\"; what we ourselves do not do, what is never so, and a charge that is not made are promised.
The names of channels, folders and files tell them (`repeats` in `rules/channels.toml`), or `promises` in a `[channel.NAME]` of the rules file.
Each list shows its first phrase in every language, in short, and counts the others; `pledgelint packs show NAME` prints all of them.

| pack | promises | about |
| --- | --- | --- |
";

fn write_pack(pack: Pack, page: &mut String) {
    let ruleset = Ruleset::of_pack(pack.name).unwrap();
    writeln!(page, "\n## {}\n\n{}", pack.name, pack.about()).unwrap();
    if pack.when_named() {
        page.push_str("It applies only where `packs` names it.\n");
    }
    for (at, promise) in ruleset.promises.iter().enumerate() {
        write_promise(&ruleset, PromiseId::new(at), promise, page);
    }
}

fn write_promise(ruleset: &Ruleset, id: PromiseId, promise: &Promise, page: &mut String) {
    writeln!(page, "\n### `{}`\n\n{}\n", promise.id, promise.summary).unwrap();
    let mut row = |name: &str, wanted: &dyn Fn(PhraseRole) -> bool| {
        let phrases = in_short(ruleset, wanted);
        if !phrases.is_empty() {
            writeln!(page, "- {name}: {phrases}").unwrap();
        }
    };
    row("made by", &|role| role == PhraseRole::Claim(id));
    row("value of", &|role| role == PhraseRole::Topic(id));
    for (at, facet) in promise.facets.iter().enumerate() {
        let name = if facet.is_empty() {
            "broken by".to_owned()
        } else {
            format!("broken, `{facet}`, by")
        };
        row(
            &name,
            &|role| matches!(role, PhraseRole::Breach(of, facet) if of == id && facet.index() == at),
        );
    }
    for (at, disclosure) in promise.disclosures.iter().enumerate() {
        let cures = disclosure.cures.iter();
        let cures: Vec<String> = cures
            .map(|facet| format!("`{}`", promise.facets[facet.index()]))
            .collect();
        let within = match disclosure.within {
            Within::Sentence => "sentence",
            Within::Block => "block",
            Within::Section => "section",
            Within::Document => "document",
        };
        let name = format!("{} cured in the same {within} by", cures.join(", "));
        row(name.trim_start(), &|role| {
            role == PhraseRole::Disclosure(id, at as u32)
        });
    }
    row("allowed", &|role| role == PhraseRole::Allow(id));
    let severity = match promise.severities.default {
        Level::Off => "off",
        Level::At(severity) => severity.name(),
    };
    let link = promise.link.as_ref();
    let link = link.map_or(String::new(), |link| {
        format!(", [the rule behind it]({link})")
    });
    writeln!(page, "- severity: {severity}{link}").unwrap();
    if let Some(advice) = &promise.advice {
        writeln!(page, "- advice: {advice}").unwrap();
    }
}

/// The first phrase of each language, in short, and how many more there are.
fn in_short(ruleset: &Ruleset, wanted: &dyn Fn(PhraseRole) -> bool) -> String {
    let phrases = ruleset.phrases.phrases();
    let uses = ruleset
        .phrase_roles
        .iter()
        .zip(&ruleset.phrase_uses)
        .zip(phrases);
    let wanted: Vec<_> = uses.filter(|((role, _), _)| wanted(**role)).collect();
    let mut languages = Vec::new();
    let mut shown = Vec::new();
    for ((_, phrase_use), phrase) in &wanted {
        if !languages.contains(&phrase_use.language) {
            languages.push(phrase_use.language);
            shown.push(format!("`{}`", phrase.gist()));
        }
    }
    let more = wanted.len() - shown.len();
    let more = if more == 0 {
        String::new()
    } else {
        format!(" and {more} more")
    };
    format!("{}{more}", shown.join(", "))
}

/// What the rules find in two texts, as `verdict.facet severity`.
fn found(rules: &str, ad: &str, spec: &str) -> Vec<String> {
    let ruleset =
        Ruleset::parse("pledgelint.toml", rules).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let checker = pledgelint::Checker::new(&ruleset);
    let files = [("ad.md", ad), ("spec.md", spec)];
    let files = files.map(|(path, text)| checker.read(path, text.as_bytes()));
    let report = checker.report(files, pledgelint::date(2026, 6, 1));
    let findings = report.findings.iter();
    findings
        .map(|finding| {
            let facet = finding.facet.as_deref().unwrap_or_default();
            format!("{}.{facet} {}", finding.verdict.name(), finding.severity)
        })
        .collect()
}

const AD: &str = "Unlimited data for everyone.";
const SPEC: &str = "After 30 GB the line is throttled to 1 Mbps.";

#[test]
fn a_project_changes_the_severity_of_a_packs_promise_or_switches_it_off() {
    let with = |rules: &str| {
        let rules = format!("packs = [\"telecom\"]\n[pack.telecom.unlimited-data]\n{rules}");
        found(&rules, AD, SPEC)
    };
    assert_eq!(with(""), ["contradicted.slowed error"]);
    assert_eq!(
        with("severity = \"warning\""),
        ["contradicted.slowed warning"]
    );
    assert_eq!(
        with("severity.slowed = \"info\""),
        ["contradicted.slowed info"]
    );
    assert_eq!(
        with("severity.capped = \"info\""),
        ["contradicted.slowed error"]
    );
    assert_eq!(
        with("severity.default = \"warning\""),
        ["contradicted.slowed warning"]
    );
    assert_eq!(with("severity = \"off\""), [""; 0]);
    assert_eq!(with("severity.slowed = \"off\""), [""; 0]);
}

#[test]
fn a_project_adds_phrases_of_every_sort_to_a_packs_promise() {
    let with = |rules: &str, ad: &str, spec: &str| {
        let rules = format!("packs = [\"telecom\"]\n[pack.telecom.unlimited-data]\n{rules}");
        found(&rules, ad, spec)
    };
    let claim = "Boundless bytes for everyone.";
    assert_eq!(with("", claim, SPEC), [""; 0]);
    let added = "claims.en = [\"boundless bytes\"]";
    assert_eq!(with(added, claim, SPEC), ["contradicted.slowed error"]);
    assert_eq!(
        with(added, AD, SPEC),
        ["contradicted.slowed error"],
        "its own phrases stay"
    );

    let breach = "After 30 GB we squeeze the line.";
    assert_eq!(with("", AD, breach), [""; 0]);
    let added = "breaches.slowed.en = [\"squeeze the line\"]";
    assert_eq!(with(added, AD, breach), ["contradicted.slowed error"]);

    let innocent = "The old line is throttled by a valve.";
    assert_eq!(with("", AD, innocent), ["contradicted.slowed error"]);
    let added = "lookalikes.en = [\"throttled by a valve\"]";
    assert_eq!(with(added, AD, innocent), [""; 0]);

    let abroad = "The line is throttled on board ships.";
    assert_eq!(with("", AD, abroad), ["contradicted.slowed error"]);
    let added = "allows.en = [\"on board ships\"]";
    assert_eq!(with(added, AD, abroad), [""; 0]);

    let told = "Unlimited data, at our heavy use terms.";
    assert_eq!(with("", told, SPEC), ["contradicted.slowed error"]);
    let added = "disclosure = { en = [\"heavy use terms\"], cures = [\"slowed\"] }";
    assert_eq!(with(added, told, SPEC), [""; 0]);
}

#[cfg(feature = "cli")]
mod commands {
    use pledgelint::rules::builtin_packs;

    use crate::support::{folder, pledgelint};

    #[test]
    fn packs_are_listed_with_their_promises_and_printed_to_copy() {
        let here = folder(&[]);
        let (code, out, _) = pledgelint(here.path(), &["packs"]);
        assert_eq!(code, 0);
        for pack in builtin_packs() {
            assert!(
                out.contains(&format!("{}\n", pack.name)) || pack.when_named(),
                "{out}"
            );
            for promise in pack.promises() {
                assert!(out.contains(&format!("    {promise} ")), "{promise}\n{out}");
            }
        }
        let (code, out, _) = pledgelint(here.path(), &["packs", "show", "telecom"]);
        assert_eq!(code, 0);
        assert_eq!(out, include_str!("../../rules/packs/telecom.toml"));
        let (code, _, err) = pledgelint(here.path(), &["packs", "show", "telecon"]);
        assert_eq!(code, 2);
        assert!(err.contains("telecom"), "{err}");
    }

    #[test]
    fn the_list_is_there_for_programs() {
        let here = folder(&[]);
        let (code, out, _) = pledgelint(here.path(), &["packs", "--format", "json"]);
        assert_eq!(code, 0);
        let list: serde_json::Value = serde_json::from_str(&out).unwrap();
        let telecom = list
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["name"] == "telecom");
        let promise = &telecom.unwrap()["promises"][0];
        assert_eq!(promise["id"], "telecom/unlimited-data");
        assert_eq!(promise["severity"], "error");
        assert_eq!(promise["facets"][0], "slowed");
    }

    #[test]
    fn a_pack_that_was_printed_is_a_rules_file_and_passes_its_tests() {
        let (_, text, _) = pledgelint(folder(&[]).path(), &["packs", "show", "support"]);
        let here = folder(&[("mine.toml", text.as_bytes())]);
        let args = ["test", "--packs", "mine.toml", "--quiet"];
        let (code, out, err) = pledgelint(here.path(), &args);
        assert_eq!(code, 0, "{out}{err}");
    }

    #[test]
    fn coverage_is_held_to_a_share() {
        let rules = br#"
            [promise.refunds]
            claims   = { en = ["free refunds"] }
            breaches = { en = ["refund fee"] }
            [promise.refunds.examples]
            broken = ["A refund fee."]
        "#;
        let here = folder(&[("pledgelint.toml", rules)]);
        let run = |args: &[&str]| pledgelint(here.path(), args);
        let (code, out, _) = run(&["test", "--coverage"]);
        assert_eq!(code, 0, "{out}");
        let line = "pledgelint.toml:3:32: no example fires it: claim of refunds (en): \
                    \"free refunds\"";
        assert!(out.contains(line), "{out}");
        assert!(
            out.contains("1 of 2 phrases and values fired, 50 %"),
            "{out}"
        );
        assert_eq!(run(&["test", "--min-coverage", "50"]).0, 0);
        let (code, _, err) = run(&["test", "--min-coverage", "51"]);
        assert_eq!(code, 1);
        assert!(err.contains("--min-coverage"), "{err}");
        assert_eq!(run(&["test", "--min-coverage", "101"]).0, 2);
    }
}

/// The verdicts about a page of fares, beside one that makes the promise under a name.
fn beside(rules: &str, path: &str, claim: &str) -> Vec<String> {
    let fares = "A fee of £35 applies to every change of a booking.";
    verdicts(rules, [(path, claim), ("fares.md", fares)])
}

fn verdicts(rules: &str, files: [(&str, &str); 2]) -> Vec<String> {
    let ruleset =
        Ruleset::parse("pledgelint.toml", rules).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let checker = Checker::new(&ruleset);
    let files = files.map(|(path, text)| checker.read(path, text.as_bytes()));
    let report = checker.report(files, pledgelint::date(2026, 6, 1));
    let findings = report.findings.iter();
    findings
        .map(|finding| format!("{} {}", finding.verdict.name(), finding.promise))
        .collect()
}

#[test]
fn what_only_terms_and_answers_repeat_is_no_promise_of_a_pack() {
    let packs = "packs = [\"travel\"]\n";
    let found = ["contradicted travel/no-change-fee"];
    let claim = "Change your booking free of charge.";
    for path in ["ads/a.md", "home.md", "guarantee.md", "docs/a.md"] {
        assert_eq!(beside(packs, path, claim), found, "{path}");
    }
    for path in [
        "terms.md",
        "faq/a.md",
        "en/booking-conditions.md",
        "script.md",
    ] {
        assert_eq!(beside(packs, path, claim), [""; 0], "{path}");
        let heading = format!("# {claim}\n\nWrite to us.");
        let expected: &[&str] = if path == "faq/a.md" || path == "script.md" {
            &found
        } else {
            &[]
        };
        assert_eq!(beside(packs, path, &heading), expected, "{path}");
    }
}

#[test]
fn who_denies_that_a_thing_has_what_breaks_a_promise_of_a_pack_has_not_made_it() {
    let lid = |claim: &str| {
        let files = [
            ("ads/a.md", claim),
            ("spec.md", "The lid is made of PET plastic."),
        ];
        verdicts("packs = [\"green\"]\n", files)
    };
    assert_eq!(
        lid("The cup is plastic free."),
        ["contradicted green/plastic-free"]
    );
    assert_eq!(lid("The cup has no PE lining."), [""; 0]);
    let fee = |claim: &str| beside("packs = [\"travel\"]\n", "ads/a.md", claim);
    for claim in [
        "No change fees.",
        "We do not charge a fee for changes.",
        "A fee for changes does not apply.",
    ] {
        assert_eq!(fee(claim), ["contradicted travel/no-change-fee"], "{claim}");
    }
}

#[test]
fn a_project_says_where_the_promises_of_packs_are_made() {
    let claim = "Change your booking free of charge.";
    let found = ["contradicted travel/no-change-fee"];
    let with = |channel: &str| {
        format!("packs = [\"travel\"]\n[channel.{channel}]\npaths = [\"a.md\", \"terms.md\"]\n")
    };
    let promises =
        |channel: &str, promises: bool| format!("{}promises = {promises}\n", with(channel));
    assert_eq!(beside(&with("web"), "a.md", claim), found);
    assert_eq!(beside(&with("terms"), "a.md", claim), [""; 0]);
    assert_eq!(beside(&with("marketing"), "terms.md", claim), found);
    assert_eq!(beside(&promises("web", false), "a.md", claim), [""; 0]);
    assert_eq!(beside(&promises("terms", true), "terms.md", claim), found);
}

/// What a rules file declares itself is promised wherever it is said.
#[test]
fn a_promise_of_the_project_is_made_in_terms_too() {
    let rules = "packs = []\n[promise.changes]\napplies = \"when-claimed\"\n\
        claims.en = [\"free of charge\"]\nbreaches.en = [\"fee ... applies\"]\n";
    let claim = "Change your booking free of charge.";
    assert_eq!(beside(rules, "terms.md", claim), ["contradicted changes"]);
}

/// The first pages of a run are read by the phrases that each may hold, the others by all.
#[test]
fn a_page_says_the_same_whatever_was_read_before_it() {
    let texts: Vec<String> = ["en", "vi", "zh"]
        .map(|language| {
            fs::read_to_string(root().join(format!("fixtures/pairs/{language}.txt"))).unwrap()
        })
        .iter()
        .flat_map(|pairs| pairs.split('\n').map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|line| Some(line.split(" | ").last()?.replace("\\n", "\n")))
        .collect();
    let pages: Vec<String> = texts.chunks(40).map(|texts| texts.join("\n\n")).collect();
    let full = Ruleset::builtin();
    let all = full
        .phrases
        .find(&Prose::new("a", &Abbreviations::default()), &[]);
    assert_eq!(all, []);
    let mut count = 0;
    for page in &pages {
        let said = |ruleset: &Ruleset| {
            let read = Checker::new(ruleset).read("page.md", page.as_bytes());
            read.expect("it is text").statements
        };
        let narrowed = said(&Ruleset::builtin());
        count += narrowed.len();
        assert_eq!(
            format!("{narrowed:?}"),
            format!("{:?}", said(&full)),
            "{page}"
        );
    }
    assert!(count > 500, "{count}");
}
