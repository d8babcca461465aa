//! What all findings of one promise have in common, made once and shared.

use std::cell::{OnceCell, RefCell};
use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::extract::{Found, Reason, Role};
use crate::rules::{ChannelId, Promise, SubjectId};

use super::finding::{About, ReasonText};

/// The texts of a promise that its findings carry.
pub(super) struct Names<'a> {
    pub id: Arc<str>,
    pub summary: Arc<str>,
    /// By facet; `None` for the one without a name.
    pub facets: Vec<Option<Arc<str>>>,
    pub advice: Option<Arc<str>>,
    pub owner: Option<Arc<str>>,
    pub link: Option<Arc<str>>,
    /// The promise as a part of a sentence.
    pub told: OnceCell<String>,
    /// Who speaks of what.
    pub abouts: Shared<(Option<ChannelId>, &'a [SubjectId]), About>,
    /// The reasons of readings in words.
    pub reasons: Shared<(Role, Reason<'a>), ReasonText>,
    /// What a statement is about and how that was found, in words.
    pub subjects: Shared<Option<(SubjectId, Found)>, ReasonText>,
}

impl Names<'_> {
    pub(super) fn new(promise: &Promise) -> Self {
        let text = |text: &Option<String>| text.as_deref().map(Arc::from);
        let facet = |name: &String| (!name.is_empty()).then(|| Arc::from(name.as_str()));
        Self {
            id: promise.id.as_str().into(),
            summary: promise.summary.as_str().into(),
            facets: promise.facets.iter().map(facet).collect(),
            advice: text(&promise.advice),
            owner: text(&promise.owner),
            link: text(&promise.link),
            told: OnceCell::new(),
            abouts: Shared::default(),
            reasons: Shared::default(),
            subjects: Shared::default(),
        }
    }
}

/// Values that are made once for each key.
pub(super) struct Shared<K, V>(RefCell<FxHashMap<K, Arc<V>>>);

impl<K, V> Default for Shared<K, V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: Eq + Hash, V> Shared<K, V> {
    /// The value of a key; `make` does not come back here.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> V) -> Arc<V> {
        let mut known = self.0.borrow_mut();
        Arc::clone(known.entry(key).or_insert_with(|| Arc::new(make())))
    }
}
