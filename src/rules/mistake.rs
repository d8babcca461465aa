//! Collects what is wrong in rules files, so that all of it is shown in one run.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Label, Severity};

use super::place::Place;

/// Something wrong at a place of a rules file, before it is reported.
pub(super) struct Mistake {
    severity: Severity,
    code: &'static str,
    place: Place,
    message: String,
    help: Option<String>,
    others: Vec<(Place, String)>,
}

impl Mistake {
    /// An error.
    pub(super) fn new(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            place,
            message: message.into(),
            help: None,
            others: Vec::new(),
        }
    }

    /// The same as a warning: the rules are used all the same.
    pub(super) fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same with what to write instead, where that is known.
    pub(super) fn help(mut self, help: impl Into<Option<String>>) -> Self {
        self.help = help.into();
        self
    }

    /// The same with another place that matters.
    pub(super) fn also(mut self, place: Place, message: impl Into<String>) -> Self {
        self.others.push((place, message.into()));
        self
    }
}

/// All mistakes of one load.
pub(super) struct Mistakes {
    files: Vec<Arc<str>>,
    found: RefCell<Vec<(Place, Diagnostic)>>,
    errors: Cell<usize>,
}

impl Mistakes {
    /// No mistakes yet, in files of these names.
    pub(super) fn new(files: Vec<Arc<str>>) -> Self {
        Self {
            files,
            found: RefCell::default(),
            errors: Cell::new(0),
        }
    }

    /// Takes a mistake.
    pub(super) fn report(&self, mistake: Mistake) {
        if mistake.severity == Severity::Error {
            self.errors.set(self.errors.get() + 1);
        }
        let mut labels = vec![self.label(mistake.place, String::new())];
        let others = mistake.others.into_iter();
        labels.extend(others.map(|(place, message)| self.label(place, message)));
        let diagnostic = Diagnostic {
            severity: mistake.severity,
            code: mistake.code,
            message: mistake.message,
            labels,
            help: mistake.help,
        };
        self.found.borrow_mut().push((mistake.place, diagnostic));
    }

    /// How many of them are errors so far.
    pub(super) fn errors(&self) -> usize {
        self.errors.get()
    }

    /// The name of a file.
    pub(super) fn file(&self, place: Place) -> &Arc<str> {
        &self.files[place.file]
    }

    /// All diagnostics, in the order of the files and of their places.
    pub(super) fn into_sorted(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        found.sort_by(|(a, one), (b, two)| (a, &one.message).cmp(&(b, &two.message)));
        found
            .into_iter()
            .map(|(_, diagnostic)| diagnostic)
            .collect()
    }

    fn label(&self, place: Place, message: String) -> Label {
        Label {
            file: Arc::clone(&self.files[place.file]),
            span: place.span,
            message,
        }
    }
}
