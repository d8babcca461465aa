//! The tables of a rules file but those of promises.

use crate::input;
use crate::rules::packs::builtin_packs;

use super::{Key, PROMISE, Section, Shape};

/// The file itself.
pub static FILE: Section = Section {
    header: "",
    about: "What a brand promises, how texts say it, and how they break it.",
    keys: &[
        Key {
            name: "required-version",
            shape: Shape::Text,
            needed: false,
            about: "the versions of the program that may read the file: `>=`, `<=`, `>`, `<`, `=` or `^` before a version, several with commas between; a bare version is `^`",
            default: "any version",
            example: r#"">=0.1""#,
        },
        Key {
            name: "languages",
            shape: Shape::Languages,
            needed: false,
            about: "the languages in use",
            default: "all that are built in",
            example: r#"["en", "vi", "zh"]"#,
        },
        Key {
            name: "packs",
            shape: Shape::Choices(pack_names),
            needed: false,
            about: "the built-in packs in use, see `docs/packs.md`",
            default: "none; without a rules file, all but those that wait to be named",
            example: r#"["telecom"]"#,
        },
        Key {
            name: "rules",
            shape: Shape::Paths,
            needed: false,
            about: "more rules files, which may hold all that this one does but `rules`",
            default: "none",
            example: r#"["promises/*.toml"]"#,
        },
        Key {
            name: "exclude",
            shape: Shape::Paths,
            needed: false,
            about: "content that is left out",
            default: "none",
            example: r#"["drafts/**"]"#,
        },
        Key {
            name: "when-named",
            shape: Shape::Flag,
            needed: false,
            about: "in a pack's own file alone: whether it stays out of use until `packs` names it",
            default: "`false`",
            example: "true",
        },
        Key {
            name: "input",
            shape: Shape::Tables(&INPUT),
            needed: false,
            about: "how some files are read",
            default: "by their endings",
            example: r#"{ paths = ["cms/**/*.json"], fields = ["title"] }"#,
        },
        Key {
            name: "channel",
            shape: Shape::Named(&CHANNEL),
            needed: false,
            about: "who speaks in which files",
            default: "none",
            example: r#"{ spec = { paths = ["specs/**"] } }"#,
        },
        Key {
            name: "language",
            shape: Shape::Named(&LANGUAGE),
            needed: false,
            about: "where texts of a language are",
            default: "none",
            example: r#"{ vi = { paths = ["vi/**"] } }"#,
        },
        Key {
            name: "subject",
            shape: Shape::Named(&SUBJECT),
            needed: false,
            about: "what a statement is about",
            default: "those that the texts show",
            example: r#"{ freedom = { names = { en = ["Freedom"] } } }"#,
        },
        Key {
            name: "words",
            shape: Shape::WordsByName,
            needed: false,
            about: "phrases to use in others, as `$NAME`",
            default: "none",
            example: r#"{ data = ["data", "dung lượng", "流量"] }"#,
        },
        Key {
            name: "promise",
            shape: Shape::Named(&PROMISE),
            needed: false,
            about: "what is promised",
            default: "none",
            example: r#"{ refunds = { claims = { en = ["free refunds"] } } }"#,
        },
        Key {
            name: "pack",
            shape: Shape::Packs(&PROMISE),
            needed: false,
            about: "what is changed in the promises of packs",
            default: "none",
            example: r#"{ telecom = { unlimited-data = { severity = "off" } } }"#,
        },
        Key {
            name: "waiver",
            shape: Shape::Tables(&WAIVER),
            needed: false,
            about: "accepted findings",
            default: "none",
            example: r#"{ promise = "unlimited-data", reason = "agreed with legal" }"#,
        },
    ],
};

/// `[input]` and `[[input]]`.
pub static INPUT: Section = Section {
    header: "[input]",
    about: "How some files are read, beyond what their endings say.",
    keys: &[
        Key {
            name: "paths",
            shape: Shape::Paths,
            needed: false,
            about: "the files",
            default: "none",
            example: r#"["cms/**/*.json"]"#,
        },
        Key {
            name: "format",
            shape: Shape::Choice(format_names),
            needed: false,
            about: "the format in which they are read",
            default: "by the ending of the file",
            example: r#""csv""#,
        },
        Key {
            name: "fields",
            shape: Shape::Texts,
            needed: false,
            about: "fields that are read, in data and tables",
            default: "all but those for machines, such as `id` and `url`",
            example: r#"["title", "body.*"]"#,
        },
        Key {
            name: "skip",
            shape: Shape::Texts,
            needed: false,
            about: "fields that are left out",
            default: "none",
            example: r#"["slug", "meta"]"#,
        },
        Key {
            name: "strings-in",
            shape: Shape::Paths,
            needed: false,
            about: "source code whose strings are read",
            default: "none",
            example: r#"["**/*.tsx", "lib/**/*.dart"]"#,
        },
    ],
};

/// `[channel.NAME]`.
pub static CHANNEL: Section = Section {
    header: "[channel.NAME]",
    about: "Who speaks in which files.",
    keys: &[
        Key {
            name: "paths",
            shape: Shape::Paths,
            needed: false,
            about: "its files; the first channel that holds a file has it",
            default: "none: only texts that name the channel themselves",
            example: r#"["ads/**", "web/**"]"#,
        },
        Key {
            name: "authority",
            shape: Shape::Whole(None),
            needed: false,
            about: "when two texts disagree, the one of the higher authority is taken as the truth",
            default: "`0`",
            example: "10",
        },
        Key {
            name: "promises",
            shape: Shape::Flag,
            needed: false,
            about: "whether promises of the built-in packs are made there; where they are only repeated, as in terms and answers, a claim that is no heading is held against nothing",
            default: "what the names of the channel, its folders and files tell",
            example: "true",
        },
        Key {
            name: "customer-speakers",
            shape: Shape::Texts,
            needed: false,
            about: "names of speakers whose lines are not ours",
            default: "none",
            example: r#"["Customer", "KH", "客户"]"#,
        },
    ],
};

/// `[language.CODE]`.
pub static LANGUAGE: Section = Section {
    header: "[language.CODE]",
    about: "Where texts of a language are.",
    keys: &[Key {
        name: "paths",
        shape: Shape::Paths,
        needed: false,
        about: "files in this language",
        default: "none: found from front matter, then from the text",
        example: r#"["vi/**"]"#,
    }],
};

/// `[subject.NAME]`.
pub static SUBJECT: Section = Section {
    header: "[subject.NAME]",
    about: "What a statement is about.",
    keys: &[
        Key {
            name: "kind",
            shape: Shape::Text,
            needed: false,
            about: "what kind of thing it is; two subjects of different kinds say nothing of one another",
            default: "that of `part-of`, else `\"product\"`",
            example: r#""contact""#,
        },
        Key {
            name: "part-of",
            shape: Shape::Text,
            needed: false,
            about: "a subject of the same kind that it belongs to",
            default: "none",
            example: r#""mobile""#,
        },
        Key {
            name: "names",
            shape: Shape::Phrases,
            needed: false,
            about: "what texts call it; within one kind a name belongs to one subject",
            default: "none",
            example: r#"{ en = ["Freedom"], vi = ["gói Tự Do"] }"#,
        },
        Key {
            name: "paths",
            shape: Shape::Paths,
            needed: false,
            about: "files that are about it",
            default: "none",
            example: r#"["plans/freedom/**"]"#,
        },
        Key {
            name: "each",
            shape: Shape::Table(&EACH),
            needed: false,
            about: "makes one subject for each file or heading",
            default: "none",
            example: r#"{ paths = ["tariffs/*.md"], from = "title" }"#,
        },
    ],
};

/// `each` of a subject.
pub static EACH: Section = Section {
    header: "[subject.NAME.each]",
    about: "One subject for each file or heading.",
    keys: &[
        Key {
            name: "paths",
            shape: Shape::Paths,
            needed: true,
            about: "the files",
            default: "must be given",
            example: r#"["tariffs/*.md"]"#,
        },
        Key {
            name: "from",
            shape: Shape::Form(
                r"^(title|heading|file-name|field:.*\S.*)$",
                "`\"title\"`, `\"heading\"`, `\"file-name\"` or `\"field:NAME\"`",
            ),
            needed: true,
            about: "what names the subject",
            default: "must be given",
            example: r#""field:plan""#,
        },
    ],
};

/// `[[waiver]]`.
pub static WAIVER: Section = Section {
    header: "[[waiver]]",
    about: "An accepted finding.",
    keys: &[
        Key {
            name: "promise",
            shape: Shape::Text,
            needed: true,
            about: "whose findings, as `[pack/]promise[.facet]`",
            default: "must be given",
            example: r#""unlimited-data.slowed""#,
        },
        Key {
            name: "path",
            shape: Shape::Text,
            needed: false,
            about: "path pattern of the file",
            default: "all files",
            example: r#""specs/legacy.md""#,
        },
        Key {
            name: "other",
            shape: Shape::Text,
            needed: false,
            about: "path pattern of the second side: only the pair of both is accepted",
            default: "any, and the finding as a whole",
            example: r#""ads/*""#,
        },
        Key {
            name: "quote",
            shape: Shape::Text,
            needed: false,
            about: "what the sentence in `path` holds, compared under folding",
            default: "any",
            example: r#""throttled after 30 GB""#,
        },
        Key {
            name: "until",
            shape: Shape::Day,
            needed: false,
            about: "the last day on which it holds",
            default: "without end",
            example: "2027-01-31",
        },
        Key {
            name: "owner",
            shape: Shape::Text,
            needed: false,
            about: "who accepted it",
            default: "none",
            example: r#""legal""#,
        },
        Key {
            name: "reason",
            shape: Shape::Text,
            needed: true,
            about: "why",
            default: "must be given",
            example: r#""plan closed to new customers""#,
        },
    ],
};

fn pack_names() -> Vec<&'static str> {
    builtin_packs().iter().map(|pack| pack.name).collect()
}

fn format_names() -> Vec<&'static str> {
    input::format_names().collect()
}
