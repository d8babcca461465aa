//! Paths as reports show them, and as they are compared.

use std::path::{Path, PathBuf};

/// A path with `/` between its parts.
pub(crate) fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace('\\', "/")
    }
}

/// The path relative to the root, with `..` where it lies outside.
pub(crate) fn shown(root: &Path, path: &Path) -> String {
    let mut up = PathBuf::new();
    for ancestor in root.ancestors() {
        if let Ok(rest) = path.strip_prefix(ancestor) {
            return slashed(&up.join(rest));
        }
        up.push("..");
    }
    slashed(path)
}

/// The file with its folder resolved, and its own name kept though it is a link.
pub(crate) fn canonical_file(path: &Path) -> PathBuf {
    match (path.parent().map(Path::canonicalize), path.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// A path of a file that need not exist, without `.` and `..`.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
