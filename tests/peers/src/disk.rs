//! The disk itself: what it gives without any log, and how much of it is taken.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Appends of 4 KiB a second, each followed by `fdatasync`: the figure to read the others against.
pub(crate) fn rate(folder: &Path) -> anyhow::Result<f64> {
    let path = folder.join("raw");
    let mut file = File::create(&path)?;
    let (started, mut count) = (Instant::now(), 0_u32);
    while started.elapsed() < Duration::from_millis(300) {
        file.write_all(&[1; 4096])?;
        file.sync_data()?;
        count += 1;
    }
    let rate = f64::from(count) / started.elapsed().as_secs_f64();
    fs::remove_file(path)?;
    Ok(rate)
}

/// Bytes of everything in a folder.
pub(crate) fn size(folder: &Path) -> anyhow::Result<u64> {
    use std::os::unix::fs::MetadataExt as _;
    let mut total = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // A server may take a file away while it is being counted.
        let Ok(known) = entry.metadata() else { continue };
        total += if known.is_dir() { size(&entry.path())? } else { known.blocks() * 512 };
    }
    Ok(total)
}
