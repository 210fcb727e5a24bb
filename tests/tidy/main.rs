//! Tidy: the rules of the house that a compiler does not know, checked on every file of the repository.

mod arrows;
mod files;
mod words;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.expect("the tests live in a folder of the repository").to_owned()
}

/// Every file that git knows or would take, relative to the root.
fn files() -> Vec<PathBuf> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    assert!(
        listed.status.success(),
        "git ls-files failed: {}",
        String::from_utf8_lossy(&listed.stderr)
    );
    let names = String::from_utf8(listed.stdout).expect("file names are UTF-8");
    let mut files: Vec<_> =
        names.lines().map(PathBuf::from).filter(|path| root().join(path).is_file()).collect();
    files.sort();
    assert!(files.len() > 50, "only {} files found: is this a clone?", files.len());
    files
}

/// The files with one of these extensions.
fn with_extension(extensions: &[&str]) -> Vec<PathBuf> {
    let wanted = |path: &PathBuf| {
        path.extension()
            .and_then(|e| e.to_str())
            .is_some_and(|extension| extensions.contains(&extension))
    };
    files().into_iter().filter(wanted).collect()
}

/// A file's text; `None` for one that is not text.
fn text(path: &Path) -> Option<String> {
    String::from_utf8(std::fs::read(root().join(path)).expect("a listed file can be read")).ok()
}

/// Fails with all findings at once, so that one run is enough to mend them.
fn none(what: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{what}:\n  {}", findings.join("\n  "));
}
