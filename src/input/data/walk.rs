//! Turns a tree of data into calls of the builder.

use std::collections::BTreeMap;

use super::alike;
use super::text::{field, in_words};
use super::tree::{Node, NodeId, Tree};
use super::words::{FieldRole, role};
use crate::document::{BlockId, SiblingId};
use crate::input::Settings;
use crate::input::builder::{Builder, Remark};
use crate::text::{MappedText, Span};

/// A longer text is no name, in bytes.
const LONGEST_NAME: usize = 200;

/// Reads all roots of a tree; several are the items of one list.
pub(super) fn read(tree: &Tree, settings: &Settings, builder: &mut Builder) {
    let mut remarks: BTreeMap<NodeId, Vec<Remark>> = BTreeMap::new();
    for (node, remark) in &tree.remarks {
        remarks.entry(*node).or_default().push(remark.clone());
    }
    let mut walk = Walk {
        tree,
        settings,
        builder,
        path: Vec::new(),
        tasks: Vec::new(),
        remarks,
    };
    walk.list(None, &tree.roots);
    walk.run();
    // These speak of fields that are not read.
    let left = std::mem::take(&mut walk.remarks);
    let left = builder.begin_remarks(left.into_values().flatten().collect());
    builder.end_remarks(left);
}

/// What is still to be done, the next last.
enum Task<'t> {
    Enter(Item<'t>),
    /// Close all containers and names of fields but so many.
    Leave {
        depth: usize,
        path: usize,
    },
}

/// A value, and what is known of it by what holds it.
#[derive(Clone, Copy)]
struct Item<'t> {
    node: NodeId,
    key: Option<&'t MappedText>,
    /// The block of the key, where that stands already.
    under: Option<BlockId>,
    sibling: Option<SiblingId>,
    part: Part<'t>,
}

/// What a value is for its object.
#[derive(Clone, Copy)]
enum Part<'t> {
    Field,
    Name,
    /// A text that somebody speaks.
    Speech(&'t MappedText),
}

struct Walk<'t, 'b> {
    tree: &'t Tree,
    settings: &'t Settings,
    builder: &'b mut Builder,
    path: Vec<&'t str>,
    tasks: Vec<Task<'t>>,
    /// The comments on values that are still to be read.
    remarks: BTreeMap<NodeId, Vec<Remark>>,
}

impl<'t> Walk<'t, '_> {
    fn run(&mut self) {
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Enter(item) => self.enter(item),
                Task::Leave { depth, path } => {
                    self.builder.close_to(depth);
                    self.path.truncate(path);
                }
            }
        }
    }

    fn enter(&mut self, item: Item<'t>) {
        self.tasks.push(Task::Leave {
            depth: self.builder.depth(),
            path: self.path.len(),
        });
        self.path.extend(item.key.map(MappedText::text));
        match &self.tree.nodes[item.node] {
            Node::Text(text) => {
                let remarks = self.remarks.remove(&item.node).unwrap_or_default();
                let remarks = self.builder.begin_remarks(remarks);
                self.text(text, item);
                self.builder.end_remarks(remarks);
            }
            Node::Other => {}
            Node::List(items) => self.list(item.key, items),
            Node::Object(fields) => self.object(item, fields),
        }
    }

    fn text(&mut self, text: &MappedText, item: Item) {
        if !self.settings.takes(&self.path) || !speaks(text.text()) {
            return;
        }
        match item.part {
            Part::Name => {
                self.builder.name();
                field(text, self.builder);
            }
            Part::Speech(speaker) => {
                self.builder.value(None);
                field(&spoken(speaker, text), self.builder);
            }
            Part::Field => {
                // That a text is one says nothing of it.
                let told = item
                    .key
                    .filter(|key| role(key.text()) != Some(FieldRole::Text));
                let key = told.and_then(|key| self.builder.key(&in_words(key)));
                self.builder.value(item.under.or(key));
                field(text, self.builder);
            }
        }
    }

    fn list(&mut self, key: Option<&'t MappedText>, items: &'t [NodeId]) {
        let mut under = None;
        if let Some(key) = key {
            self.builder.record(None);
            under = self.builder.key(&in_words(key));
        }
        if let Some(key) = under {
            self.builder.heads(key);
        }
        let objects = items.iter().map(|&item| (None, item));
        let group = alike::are_things(self.tree, objects).then(|| self.builder.group());
        for (member, &node) in items.iter().enumerate().rev() {
            self.tasks.push(Task::Enter(Item {
                node,
                key: None,
                under,
                sibling: group.map(|group| SiblingId { group, member }),
                part: Part::Field,
            }));
        }
    }

    fn object(&mut self, item: Item<'t>, fields: &'t [(MappedText, NodeId)]) {
        self.builder.record(item.sibling);
        let key = item.key.map(in_words);
        if let Some(block) = key.and_then(|key| self.builder.key(&key)) {
            self.builder.heads(block);
        }
        let name = self.name_of(fields);
        if item.key.is_some() && name.is_some() {
            self.builder.record(None);
        }
        let speaker = self.speaker_of(fields);
        let members = fields.iter().map(|(key, node)| (Some(key.text()), *node));
        let group = alike::are_things(self.tree, members).then(|| self.builder.group());
        for (member, (key, node)) in fields.iter().enumerate().rev() {
            let role = role(key.text());
            let speaks = speaker.is_some_and(|(at, _)| at == *node);
            let named = !self.settings.fields.is_empty();
            if speaks || (role == Some(FieldRole::Skip) && !named) {
                continue;
            }
            let part = match speaker {
                _ if name == Some(*node) => Part::Name,
                Some((_, speaker)) if role == Some(FieldRole::Text) => Part::Speech(speaker),
                _ => Part::Field,
            };
            self.tasks.push(Task::Enter(Item {
                node: *node,
                key: Some(key),
                under: None,
                sibling: group.map(|group| SiblingId { group, member }),
                part,
            }));
        }
    }

    /// The field that names or heads an object.
    fn name_of(&self, fields: &[(MappedText, NodeId)]) -> Option<NodeId> {
        let ranked = fields.iter().filter_map(|(key, node)| {
            let rank = match role(key.text())? {
                FieldRole::Name(rank) => (0, rank),
                FieldRole::Title => (1, 0),
                FieldRole::Heading => (2, 0),
                _ => return None,
            };
            let Node::Text(text) = &self.tree.nodes[*node] else {
                return None;
            };
            let short = text.text().len() <= LONGEST_NAME && speaks(text.text());
            short.then_some((rank, *node))
        });
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, node)| node)
    }

    /// Who speaks in an object that holds a text.
    fn speaker_of(&self, fields: &[(MappedText, NodeId)]) -> Option<(NodeId, &'t MappedText)> {
        let is = |wanted: FieldRole| {
            let mut fields = fields.iter();
            fields.find(|(key, _)| role(key.text()) == Some(wanted))
        };
        is(FieldRole::Text)?;
        let (_, node) = is(FieldRole::Speaker)?;
        match &self.tree.nodes[*node] {
            Node::Text(text) if speaks(text.text()) => Some((*node, text)),
            _ => None,
        }
    }
}

/// A speaker and what is said, as a script has them.
pub(in crate::input) fn spoken(speaker: &MappedText, text: &MappedText) -> MappedText {
    let mut line = speaker.clone().trimmed();
    let end = line.whole().unwrap_or_default().end;
    line.push_replaced(": ", Span::new(end, end));
    text.append_to(&mut line, Span::new(0, text.text().len()));
    line
}

/// Whether a text has a word in it.
fn speaks(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}
