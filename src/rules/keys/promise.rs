//! The tables of a promise.

use crate::quantity::Kind;
use crate::rules::file::{APPLIES, DISTANCES};

use super::{Key, Section, Shape};

/// `[promise.NAME]` and `[pack.NAME.PROMISE]`.
pub static PROMISE: Section = Section {
    header: "[promise.NAME]",
    about: "What is promised, how texts say it, and how they break it.",
    keys: &[
        Key {
            name: "summary",
            shape: Shape::Text,
            needed: false,
            about: "the promise in one sentence",
            default: "none",
            example: r#""Unlimited data at full speed.""#,
        },
        Key {
            name: "subject",
            shape: Shape::TextOrTexts,
            needed: false,
            about: "the subjects that it is about: any of one kind, and all of the kinds named",
            default: "the whole brand",
            example: r#"["freedom", "hotline"]"#,
        },
        Key {
            name: "severity",
            shape: Shape::Severity,
            needed: false,
            about: "how grave its findings are, see below",
            default: "`\"error\"`",
            example: r#""warning""#,
        },
        Key {
            name: "owner",
            shape: Shape::Text,
            needed: false,
            about: "who answers for it",
            default: "none",
            example: r#""brand-team""#,
        },
        Key {
            name: "stage",
            shape: Shape::Text,
            needed: false,
            about: "the stage of the customer journey",
            default: "none",
            example: r#""use""#,
        },
        Key {
            name: "customers",
            shape: Shape::Whole(Some(0)),
            needed: false,
            about: "how many customers it touches",
            default: "none",
            example: "120000",
        },
        Key {
            name: "channels",
            shape: Shape::Texts,
            needed: false,
            about: "channels that are held to it",
            default: "all",
            example: r#"["spec", "support"]"#,
        },
        Key {
            name: "from",
            shape: Shape::Day,
            needed: false,
            about: "the first day on which it holds",
            default: "without bound",
            example: "2026-01-01",
        },
        Key {
            name: "until",
            shape: Shape::Day,
            needed: false,
            about: "the last day on which it holds",
            default: "without bound",
            example: "2026-12-31",
        },
        Key {
            name: "link",
            shape: Shape::Text,
            needed: false,
            about: "where to read more",
            default: "none",
            example: r#""https://example.com/unlimited""#,
        },
        Key {
            name: "advice",
            shape: Shape::Text,
            needed: false,
            about: "what to do about a finding",
            default: "none",
            example: r#""Say what happens after 30 GB.""#,
        },
        Key {
            name: "replaces",
            shape: Shape::Texts,
            needed: false,
            about: "promises of packs that step back; not under `[pack]`",
            default: "none",
            example: r#"["telecom/unlimited-data"]"#,
        },
        Key {
            name: "applies",
            shape: Shape::Choice(applies),
            needed: false,
            about: "whether it stands though no text repeats it, or only while a text in scope claims it",
            default: "`\"always\"`; in packs `\"when-claimed\"`",
            example: r#""when-claimed""#,
        },
        Key {
            name: "stated-in",
            shape: Shape::Texts,
            needed: false,
            about: "channels that must state it; needs `claims` or a `value`",
            default: "none",
            example: r#"["support"]"#,
        },
        Key {
            name: "suppressible",
            shape: Shape::Flag,
            needed: false,
            about: "whether a directive in a text, or the baseline, may accept its findings",
            default: "`true`",
            example: "false",
        },
        Key {
            name: "approved",
            shape: Shape::Approved,
            needed: false,
            about: "sentences that the owner approved as they stand; offered as edits (`docs/fixes.md`)",
            default: "none",
            example: r#"{ en = "Free for the first year." }"#,
        },
        Key {
            name: "claims",
            shape: Shape::Phrases,
            needed: false,
            about: "ways to make it",
            default: "none",
            example: r#"{ en = ["unlimited data"] }"#,
        },
        Key {
            name: "breaches",
            shape: Shape::Facets,
            needed: false,
            about: "ways to break it; a facet cannot be called like a language, and those by language make one facet without a name",
            default: "none",
            example: r#"{ slowed = { en = ["throttl*"] } }"#,
        },
        Key {
            name: "lookalikes",
            shape: Shape::Phrases,
            needed: false,
            about: "innocent phrases",
            default: "none",
            example: r#"{ en = ["throttle body"] }"#,
        },
        Key {
            name: "allows",
            shape: Shape::Phrases,
            needed: false,
            about: "exceptions that the promise itself makes",
            default: "none",
            example: r#"{ en = ["on board aircraft"] }"#,
        },
        Key {
            name: "disclosure",
            shape: Shape::Tables(&DISCLOSURE),
            needed: false,
            about: "what may qualify a claim",
            default: "none",
            example: r#"{ en = ["fair use"], within = "section" }"#,
        },
        Key {
            name: "value",
            shape: Shape::Table(&VALUE),
            needed: false,
            about: "a value that texts must give",
            default: "none",
            example: r#"{ is = "at least 30 days", topic = { en = ["refund*"] } }"#,
        },
        Key {
            name: "evidence",
            shape: Shape::Table(&EVIDENCE),
            needed: false,
            about: "proof of a strong claim; needs `claims`",
            default: "none",
            example: r#"{ ref = "National speed survey 2026" }"#,
        },
        Key {
            name: "examples",
            shape: Shape::Table(&EXAMPLES),
            needed: false,
            about: "the rule's own tests, of one text each",
            default: "none",
            example: r#"{ fine = ["Freedom is never throttled."] }"#,
        },
        Key {
            name: "example",
            shape: Shape::Tables(&EXAMPLE),
            needed: false,
            about: "the rule's own tests, of several files each",
            default: "none",
            example: r#"{ files = { "ads/a.md" = "Unlimited data." } }"#,
        },
    ],
};

/// `[promise.NAME.disclosure]`.
pub static DISCLOSURE: Section = Section {
    header: "[promise.NAME.disclosure]",
    about: "What may qualify a claim: a phrase table with three settings beside the languages, of which it has one at least.",
    keys: &[
        Key {
            name: "within",
            shape: Shape::Choice(distances),
            needed: false,
            about: "how near to the claim it must stand",
            default: "`\"block\"`",
            example: r#""section""#,
        },
        Key {
            name: "cures",
            shape: Shape::Texts,
            needed: false,
            about: "facets that it makes acceptable",
            default: "none",
            example: r#"["slowed"]"#,
        },
        Key {
            name: "required",
            shape: Shape::FlagOrChannels,
            needed: false,
            about: "whether, or where, a claim without it is `undisclosed`",
            default: "`false`",
            example: r#"["marketing"]"#,
        },
    ],
};

/// `[promise.NAME.value]`.
pub static VALUE: Section = Section {
    header: "[promise.NAME.value]",
    about: "A value that texts must give.",
    keys: &[
        Key {
            name: "is",
            shape: Shape::Promised,
            needed: false,
            about: "`[at least, at most, exactly, less than, more than] QUANTITY [per UNIT]`, `between A and B`, a schedule, `free` or `unlimited`",
            default: "every text must give the same, and `kind` must be given",
            example: r#"{ freedom = "25 USD per month" }"#,
        },
        Key {
            name: "kind",
            shape: Shape::Choice(kinds),
            needed: false,
            about: "what is measured",
            default: "that of `is`",
            example: r#""money""#,
        },
        Key {
            name: "topic",
            shape: Shape::Phrases,
            needed: true,
            about: "what the value is about; `{value}` in it is the value itself",
            default: "must be given; under `[pack]` that of the pack",
            example: r#"{ en = ["monthly fee"] }"#,
        },
    ],
};

/// `[promise.NAME.evidence]`.
pub static EVIDENCE: Section = Section {
    header: "[promise.NAME.evidence]",
    about: "Dated proof of a strong claim.",
    keys: &[
        Key {
            name: "ref",
            shape: Shape::Text,
            needed: false,
            about: "the proof on file",
            default: "none: the proof is absent",
            example: r#""National speed survey 2026""#,
        },
        Key {
            name: "until",
            shape: Shape::Day,
            needed: false,
            about: "the last day on which it is valid",
            default: "without end",
            example: "2027-03-31",
        },
        Key {
            name: "named",
            shape: Shape::FlagOrChannels,
            needed: false,
            about: "whether, or where, a claim must name `ref` in its own block, else it is `undisclosed`; needs `ref`",
            default: "`false`",
            example: r#"["marketing"]"#,
        },
    ],
};

/// `[promise.NAME.examples]`.
pub static EXAMPLES: Section = Section {
    header: "[promise.NAME.examples]",
    about: "Tests of one text each, held against the promise as declared.",
    keys: &[
        Key {
            name: "broken",
            shape: Shape::Texts,
            needed: false,
            about: "texts that break the promise",
            default: "none",
            example: r#"["Freedom is throttled."]"#,
        },
        Key {
            name: "fine",
            shape: Shape::Texts,
            needed: false,
            about: "texts that do not",
            default: "none",
            example: r#"["Freedom is never throttled."]"#,
        },
    ],
};

/// `[[promise.NAME.example]]`.
pub static EXAMPLE: Section = Section {
    header: "[[promise.NAME.example]]",
    about: "A test of several files.",
    keys: &[
        Key {
            name: "name",
            shape: Shape::Text,
            needed: false,
            about: "what it shows",
            default: "none",
            example: r#""ad against spec""#,
        },
        Key {
            name: "today",
            shape: Shape::Day,
            needed: false,
            about: "the day on which it is checked",
            default: "today",
            example: "2026-06-01",
        },
        Key {
            name: "files",
            shape: Shape::TextByName,
            needed: true,
            about: "the text of each file by its path, which decides the channel",
            default: "must be given",
            example: r#"{ "ads/a.md" = "Unlimited data." }"#,
        },
        Key {
            name: "expect",
            shape: Shape::Texts,
            needed: false,
            about: "its findings: `PATH:LINE VERDICT FACET`, the facet where there is one, or `PROMISE missing`",
            default: "none: it is fine",
            example: r#"["specs/a.md:1 contradicted slowed"]"#,
        },
    ],
};

fn applies() -> Vec<&'static str> {
    APPLIES.iter().map(|&(name, _)| name).collect()
}

fn distances() -> Vec<&'static str> {
    DISTANCES.iter().map(|&(name, _)| name).collect()
}

fn kinds() -> Vec<&'static str> {
    Kind::ALL.into_iter().map(Kind::name).collect()
}
