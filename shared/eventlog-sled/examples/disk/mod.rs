//! What a log takes on the disk.

use std::path::Path;

/// Bytes of all files in a folder and those below it.
pub(crate) fn size(folder: &Path) -> std::io::Result<u64> {
    let mut total = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let known = entry.metadata()?;
        total += if known.is_dir() { size(&entry.path())? } else { known.len() };
    }
    Ok(total)
}
