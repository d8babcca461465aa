//! What commands and environments do, by their names.

/// Commands whose arguments print nothing: how many in braces; options are left out too.
const SILENT: [(&str, usize); 58] = [
    ("DeclareMathOperator", 2),
    ("addcontentsline", 3),
    ("addtolength", 2),
    ("addbibresource", 1),
    ("author", 1),
    ("bibliography", 1),
    ("bibliographystyle", 1),
    ("cellcolor", 1),
    ("cline", 1),
    ("cmidrule", 1),
    ("color", 1),
    ("colorbox", 1),
    ("date", 1),
    ("documentclass", 1),
    ("fcolorbox", 2),
    ("fontsize", 2),
    ("foreignlanguage", 1),
    ("geometry", 1),
    ("graphicspath", 1),
    ("href", 1),
    ("hspace", 1),
    ("hypersetup", 1),
    ("hyphenation", 1),
    ("include", 1),
    ("includegraphics", 1),
    ("index", 1),
    ("input", 1),
    ("institute", 1),
    ("label", 1),
    ("lstset", 1),
    ("makebox", 0),
    ("markboth", 2),
    ("markright", 1),
    ("multirow", 2),
    ("newcommand", 2),
    ("newenvironment", 3),
    ("newtheorem", 2),
    ("pagenumbering", 1),
    ("pagestyle", 1),
    ("parbox", 1),
    ("phantom", 1),
    ("providecommand", 2),
    ("raisebox", 1),
    ("renewcommand", 2),
    ("resizebox", 2),
    ("rotatebox", 1),
    ("rowcolor", 1),
    ("rule", 2),
    ("scalebox", 1),
    ("selectlanguage", 1),
    ("setcounter", 2),
    ("setlength", 2),
    ("setmainfont", 1),
    ("textcolor", 1),
    ("thanks", 1),
    ("thispagestyle", 1),
    ("usepackage", 1),
    ("vspace", 1),
];

/// How many arguments of a command print nothing.
pub(super) fn silent(name: &str) -> Option<usize> {
    SILENT
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, count)| *count)
}

/// The level of a heading.
pub(super) fn level(name: &str) -> Option<u8> {
    match name {
        "title" | "part" | "chapter" => Some(1),
        "section" | "frametitle" => Some(2),
        "subsection" | "framesubtitle" => Some(3),
        "subsubsection" => Some(4),
        "paragraph" => Some(5),
        "subparagraph" => Some(6),
        _ => None,
    }
}

/// Whether what stands in a command's braces is drawn, and is no prose.
pub(super) fn is_object(name: &str) -> bool {
    let refers = name.ends_with("ref") && !matches!(name, "href" | "hyperref");
    refers
        || name.contains("cite")
        || matches!(name, "url" | "nolinkurl" | "path" | "texttt" | "ensuremath")
}

/// What a command without arguments prints.
pub(super) fn printed(name: &str) -> Option<&'static str> {
    Some(match name {
        "%" => "%",
        "&" => "&",
        "$" | "textdollar" => "$",
        "#" => "#",
        "_" | "textunderscore" => "_",
        "{" => "{",
        "}" => "}",
        " " | "\n" | "," | ";" | ":" | "quad" | "qquad" | "space" | "enspace" | "thinspace" => " ",
        "!" | "/" | "-" | "@" => "",
        "ldots" | "dots" | "textellipsis" => "…",
        "textendash" => "–",
        "textemdash" => "—",
        "textquotedblleft" => "“",
        "textquotedblright" => "”",
        "textquoteleft" => "‘",
        "textquoteright" => "’",
        "textbackslash" => "\\",
        "textasciitilde" => "~",
        "euro" | "texteuro" => "€",
        "pounds" | "textsterling" => "£",
        "textyen" | "yen" => "¥",
        "textdong" => "₫",
        "copyright" | "textcopyright" => "©",
        "textregistered" => "®",
        "texttrademark" => "™",
        "textdegree" | "degree" => "°",
        "textbullet" => "•",
        "ss" => "ß",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "o" => "ø",
        "O" => "Ø",
        "aa" => "å",
        "AA" => "Å",
        "l" => "ł",
        "L" => "Ł",
        "i" => "ı",
        "dj" => "đ",
        "DJ" => "Đ",
        "ohorn" => "ơ",
        "OHORN" => "Ơ",
        "uhorn" => "ư",
        "UHORN" => "Ư",
        "LaTeX" => "LaTeX",
        "TeX" => "TeX",
        _ => return None,
    })
}

/// Whether an environment holds no prose.
pub(super) fn is_verbatim(name: &str) -> bool {
    matches!(
        name.trim_end_matches('*'),
        "verbatim"
            | "Verbatim"
            | "lstlisting"
            | "minted"
            | "alltt"
            | "equation"
            | "align"
            | "gather"
            | "multline"
            | "eqnarray"
            | "math"
            | "displaymath"
            | "tikzpicture"
            | "filecontents"
            | "thebibliography"
            | "algorithmic"
    )
}

/// How many arguments in braces an environment has that print nothing.
pub(super) fn arguments(environment: &str) -> usize {
    match environment.trim_end_matches('*') {
        "tabular" | "array" | "longtable" | "supertabular" | "minipage" | "multicols"
        | "column" | "spacing" | "wraptable" => 1,
        "tabularx" | "tabulary" | "wrapfigure" | "adjustwidth" => 2,
        _ => 0,
    }
}

/// Whether an environment is a table.
pub(super) fn is_table(name: &str) -> bool {
    matches!(
        name.trim_end_matches('*'),
        "tabular" | "array" | "longtable" | "supertabular" | "tabularx" | "tabulary"
    )
}
