//! Data as a tree in one list of nodes, so that no nesting is too deep to build or to free.

use crate::text::MappedText;

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

    pub(in crate::input) fn text(&mut self, text: MappedText) {
        self.add(Node::Text(text));
    }

    pub(in crate::input) fn other(&mut self) {
        self.add(Node::Other);
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
