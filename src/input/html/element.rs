//! What elements and attributes mean for the structure of a text.

/// An element by its part in the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// A border between blocks, without context of its own.
    Border,
    /// A border that also parts a list from what stands before it.
    Divider,
    Break,
    Heading(u8),
    List,
    Item,
    Terms,
    Term,
    Definition,
    Table,
    TableHead,
    TableBody,
    Row,
    Cell,
    HeaderCell,
    /// The heading of the scope around it.
    ScopeHeading,
    /// Headings inside reach no further.
    Scope,
    Quote,
    Strong,
    Raised,
    /// Code, for which a placeholder stands.
    Code,
    /// Text that is struck out.
    Deleted,
    /// Text that is never drawn.
    Hidden,
    Title,
    Meta,
    Root,
    Link,
    Image,
    Input,
    /// All others: they stand in the line and say nothing.
    Inline,
}

/// The element with this name, in lower case.
pub(super) fn element(name: &[u8]) -> Element {
    match name {
        b"p" | b"div" | b"section" | b"article" | b"main" | b"header" | b"footer" | b"nav"
        | b"aside" | b"address" | b"form" | b"figcaption" | b"pre" | b"body" | b"button"
        | b"option" | b"optgroup" | b"select" | b"textarea" | b"center" | b"dialog" | b"video"
        | b"audio" | b"canvas" | b"iframe" | b"noscript" | b"hgroup" | b"search" | b"object" => {
            Element::Border
        }
        b"hr" => Element::Divider,
        b"br" => Element::Break,
        b"h1" => Element::Heading(1),
        b"h2" => Element::Heading(2),
        b"h3" => Element::Heading(3),
        b"h4" => Element::Heading(4),
        b"h5" => Element::Heading(5),
        b"h6" => Element::Heading(6),
        b"ul" | b"ol" | b"menu" | b"dir" => Element::List,
        b"li" => Element::Item,
        b"dl" => Element::Terms,
        b"dt" => Element::Term,
        b"dd" => Element::Definition,
        b"table" => Element::Table,
        b"thead" => Element::TableHead,
        b"tbody" | b"tfoot" => Element::TableBody,
        b"tr" => Element::Row,
        b"td" => Element::Cell,
        b"th" => Element::HeaderCell,
        b"caption" | b"legend" | b"summary" => Element::ScopeHeading,
        b"details" | b"fieldset" | b"figure" => Element::Scope,
        b"blockquote" => Element::Quote,
        b"b" | b"strong" => Element::Strong,
        b"sup" => Element::Raised,
        b"code" | b"kbd" | b"samp" | b"tt" => Element::Code,
        b"del" | b"s" | b"strike" => Element::Deleted,
        b"script" | b"style" | b"template" | b"svg" | b"math" => Element::Hidden,
        b"title" => Element::Title,
        b"meta" => Element::Meta,
        b"html" => Element::Root,
        b"a" => Element::Link,
        b"img" | b"area" => Element::Image,
        b"input" => Element::Input,
        _ => Element::Inline,
    }
}

/// Whether an element has no end tag.
pub(super) fn is_void(name: &[u8]) -> bool {
    const VOID: [&[u8]; 13] = [
        b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta",
        b"source", b"track", b"wbr",
    ];
    VOID.contains(&name)
}

/// An attribute that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    /// Text that a reader is shown or told.
    Text,
    Value,
    Kind,
    Name,
    Content,
    Language,
    Columns,
    Rows,
    Role,
    Target,
    Anchor,
    Hidden,
    Style,
    Other,
}

/// The attribute with this name, in lower case.
pub(super) fn attribute(name: &[u8]) -> Attribute {
    match name {
        b"alt" | b"title" | b"aria-label" | b"placeholder" => Attribute::Text,
        b"value" => Attribute::Value,
        b"type" => Attribute::Kind,
        b"name" | b"property" => Attribute::Name,
        b"content" => Attribute::Content,
        b"lang" => Attribute::Language,
        b"colspan" => Attribute::Columns,
        b"rowspan" => Attribute::Rows,
        b"role" => Attribute::Role,
        b"href" => Attribute::Target,
        b"id" => Attribute::Anchor,
        b"hidden" => Attribute::Hidden,
        b"style" => Attribute::Style,
        _ => Attribute::Other,
    }
}
