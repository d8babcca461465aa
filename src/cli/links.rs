//! Links that lead out of the folder that is walked: what lies behind them is no content.
//!
//! Whoever may add a text could add a link, too; without this a report would quote any file that
//! the run may read.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::DirEntry;

/// The folders that links may lead into, and the links that led elsewhere.
#[derive(Clone)]
pub(crate) struct Links {
    inside: Vec<PathBuf>,
    out: Arc<Mutex<Vec<PathBuf>>>,
}

impl Links {
    /// Links may lead into these folders.
    pub(crate) fn within(folders: &[&Path]) -> Self {
        let whole = |folder: &&Path| folder.canonicalize().unwrap_or_else(|_| folder.into());
        Self {
            inside: folders.iter().map(whole).collect(),
            out: Arc::default(),
        }
    }

    /// Whether an entry is walked into; one that is not is kept.
    ///
    /// What a run is given by name it reads, wherever it leads; a link to nothing is told by the
    /// walk.
    pub(crate) fn follow(&self, entry: &DirEntry) -> bool {
        if entry.depth() == 0 || !entry.path_is_symlink() {
            return true;
        }
        let Ok(target) = entry.path().canonicalize() else {
            return true;
        };
        let inside = self.inside.iter().any(|folder| target.starts_with(folder));
        if !inside {
            let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
            out.push(entry.path().to_owned());
        }
        inside
    }

    /// The links that led out, in the order of the walk.
    pub(crate) fn leading_out(&self) -> Vec<PathBuf> {
        std::mem::take(&mut self.out.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
