//! Tells the binary what it is built from, so that what one build keeps is none of another's.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// All that decides what a text says.
const PARTS: [&str; 4] = ["src", "rules", "Cargo.toml", "Cargo.lock"];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for part in PARTS {
        println!("cargo:rerun-if-changed={part}");
        collect(Path::new(part), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        let name = file.to_string_lossy().replace('\\', "/");
        (name, fs::read(&file)?).hash(&mut hasher);
    }
    println!("cargo:rustc-env=PLEDGELINT_BUILD={:016x}", hasher.finish());
    Ok(())
}

/// The files of a part; one that a package leaves out has none.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_owned());
    }
    Ok(())
}
