//! Data as a tree in one list of nodes, so that no nesting is too deep to build or to free.

use crate::input::builder::Remark;
use crate::text::{MappedText, Span};

/// Data nested deeper than this is refused.
pub(in crate::input) const DEEPEST: usize = 256;

/// The index of a node.
pub(in crate::input) type NodeId = usize;

/// One value.
pub(super) enum Node {
    /// A text.
    Text(MappedText),
    /// A number, a truth value, nothing: no text that could be read.
    Other,
    List(Vec<NodeId>),
    /// Fields in the order of the source.
    Object(Vec<(MappedText, NodeId)>),
}

/// Data in the making: values are added to what is open.
#[derive(Default)]
pub(in crate::input) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// Values that stand in no other.
    pub(super) roots: Vec<NodeId>,
    /// What is open, each with the key of its next value.
    open: Vec<(NodeId, Option<MappedText>)>,
    /// Comments, each with the value that no object or list is and that comes next;
    /// `usize::MAX` where none does.
    pub(super) remarks: Vec<(NodeId, Remark)>,
    /// How many of them have their value.
    settled: usize,
}

impl Tree {
    pub(in crate::input) fn object(&mut self) {
        self.enter(Node::Object(Vec::new()));
    }

    pub(in crate::input) fn list(&mut self) {
        self.enter(Node::List(Vec::new()));
    }

    /// Ends the innermost object or list.
    pub(in crate::input) fn close(&mut self) {
        self.open.pop();
    }

    /// The name of the field that comes next.
    pub(in crate::input) fn key(&mut self, name: MappedText) {
        if let Some((_, key)) = self.open.last_mut() {
            *key = Some(name);
        }
    }

    pub(in crate::input) fn text(&mut self, text: MappedText) -> NodeId {
        let id = self.add(Node::Text(text));
        self.settle(id);
        id
    }

    pub(in crate::input) fn other(&mut self) -> NodeId {
        let id = self.add(Node::Other);
        self.settle(id);
        id
    }

    /// A comment on the text, number or the like that is added next.
    pub(in crate::input) fn remark(&mut self, remark: Remark) {
        self.remarks.push((NodeId::MAX, remark));
    }

    fn settle(&mut self, id: NodeId) {
        for (value, _) in &mut self.remarks[self.settled..] {
            *value = id;
        }
        self.settled = self.remarks.len();
    }

    /// Takes the comments that begin with `#` in the gaps between `values`, which are the places
    /// of all keys and values in rising order, each with its index where it is a value.
    pub(in crate::input) fn remark_gaps(&mut self, text: &str, values: &[(Span, Option<NodeId>)]) {
        let mut from = 0;
        let mut waiting = self.remarks.len();
        let end = Span::new(text.len(), text.len());
        for &(span, id) in values.iter().chain([&(end, None)]) {
            for comment in hash_comments(text, Span::new(from, span.start.max(from)), false) {
                self.remark(Remark::hash(text, comment));
            }
            if let Some(id) = id {
                for (value, _) in &mut self.remarks[waiting..] {
                    *value = id;
                }
                waiting = self.remarks.len();
            }
            from = span.end.max(from);
        }
        self.settled = self.remarks.len();
    }

    /// How many objects and lists are open.
    pub(in crate::input) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether the innermost that is open is an object.
    pub(in crate::input) fn in_object(&self) -> bool {
        let innermost = self.open.last();
        innermost.is_some_and(|(node, _)| matches!(self.nodes[*node], Node::Object(_)))
    }

    /// Whether the next value has its key already.
    pub(in crate::input) fn has_key(&self) -> bool {
        self.open.last().is_some_and(|(_, key)| key.is_some())
    }

    /// The fields of the first root, where that is an object.
    pub(in crate::input) fn root(&self) -> &[(MappedText, NodeId)] {
        self.roots.first().map_or(&[], |root| self.fields(*root))
    }

    /// The fields of an object; none of any other value.
    pub(in crate::input) fn fields(&self, node: NodeId) -> &[(MappedText, NodeId)] {
        match &self.nodes[node] {
            Node::Object(fields) => fields,
            _ => &[],
        }
    }

    /// The field of an object with this name.
    pub(in crate::input) fn field(&self, node: NodeId, name: &str) -> Option<NodeId> {
        let mut fields = self.fields(node).iter();
        let (_, value) = fields.find(|(key, _)| key.text() == name)?;
        Some(*value)
    }

    /// A value that is a text.
    pub(in crate::input) fn text_of(&self, node: NodeId) -> Option<&MappedText> {
        match &self.nodes[node] {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    fn enter(&mut self, node: Node) {
        let id = self.add(node);
        self.open.push((id, None));
    }

    fn add(&mut self, node: Node) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(node);
        let Some((around, key)) = self.open.last_mut() else {
            self.roots.push(id);
            return id;
        };
        match &mut self.nodes[*around] {
            Node::List(items) => items.push(id),
            Node::Object(fields) => fields.push((key.take().unwrap_or_default(), id)),
            Node::Text(_) | Node::Other => {}
        }
        id
    }
}

/// The comments that begin with `#` in a gap between values, each to the end of its line; `apart`
/// says whether white space must stand before one.
pub(in crate::input) fn hash_comments(text: &str, gap: Span, apart: bool) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = gap.start;
    while let Some(next) = text[at..gap.end].find('#') {
        let start = at + next;
        let before = text[..start].chars().next_back();
        if apart && before.is_some_and(|c| !c.is_whitespace() && c != '\u{feff}') {
            at = start + 1;
            continue;
        }
        let length = text[start..].find(['\n', '\r']);
        let end = length.map_or(text.len(), |length| start + length);
        found.push(Span::new(start, start + text[start..end].trim_end().len()));
        if end >= gap.end {
            break;
        }
        at = end;
    }
    found
}
