//! The database as it was before sled opened it, kept until the log is known to be whole.
//!
//! sled takes the first damaged byte it meets for the end of what was written and erases what follows, for good. A log
//! that is refused after that leaves its operator with what was there before.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use eventlog::LogError;

/// A larger database is not copied: a start would take too long. Its operator copies it before trying anything.
const MOST_BYTES: u64 = 128 * 1024 * 1024;

/// The copy while a start is under way; what a kill then leaves is replaced by the next.
const OPENING: &str = "set-aside/db-before-opening";
/// The copy of the first start that was refused: those after it find what sled left.
const FOUND: &str = "set-aside/db-as-found";

/// Keeps the database, when it is not too large.
pub(crate) fn keep(folder: &Path) {
    if let Err(error) = copy(&folder.join("sled/db"), &folder.join(OPENING)) {
        tracing::warn!(%error, "the database cannot be copied before it is opened");
    }
}

fn copy(database: &Path, to: &Path) -> io::Result<()> {
    match fs::metadata(database) {
        Ok(found) if found.len() <= MOST_BYTES => {}
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => return Ok(()),
    }
    fs::create_dir_all(to.parent().expect("it has a folder"))?;
    let copied = fs::copy(database, to).and_then(|_| File::open(to)?.sync_data());
    if copied.is_err() {
        // A disk that is full needs the room more.
        fs::remove_file(to)?;
    }
    copied
}

/// The log is whole, or its operator goes on with what is left; what a refused start kept stays, out of the way.
pub(crate) fn settle(folder: &Path) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let dated = folder.join(format!("set-aside/{now}-db-as-found"));
    let done = [fs::remove_file(folder.join(OPENING)), fs::rename(folder.join(FOUND), dated)];
    for error in done.into_iter().filter_map(Result::err) {
        if error.kind() != io::ErrorKind::NotFound {
            tracing::warn!(%error, "the copy of the database cannot be cleared away");
        }
    }
    // Empty and gone, unless something was ever set aside.
    fs::remove_dir(folder.join("set-aside")).unwrap_or_default();
}

/// Tells with a damage where the database is as it was before.
pub(crate) fn told(folder: &Path, error: LogError) -> LogError {
    let LogError::Damaged { at, what } = error else {
        return error;
    };
    let found = folder.join(FOUND);
    let kept = found.exists() || fs::rename(folder.join(OPENING), &found).is_ok();
    let what = if kept {
        let found = found.display();
        format!(
            "{what}; sled erases what follows a damage: as it was found, the file db is kept in {found}"
        )
    } else {
        what
    };
    LogError::Damaged { at, what }
}
