//! A file beside the database that says how far the log had come.
//!
//! sled takes a damaged end of its file for an unfinished write and cuts it off in silence. A log that is shorter than
//! it was, or has another past, is thereby found when it is opened. The file is written after the commits it names are
//! durable and never before, so that it cannot be ahead of them; a power cut may leave an older one or none.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use eventlog::Position;

use crate::index::Checkpoint;

pub(crate) const NAME: &str = "reached";

pub(crate) fn write(folder: &Path, at: Checkpoint) -> io::Result<()> {
    let (high, low) = at.chain.split_at(16);
    let half = |bytes: &[u8]| bytes.iter().fold(0_u128, |sum, &byte| sum << 8 | u128::from(byte));
    let draft = folder.join("reached.new");
    let mut file = File::create(&draft)?;
    writeln!(file, "{} {:032x}{:032x}", at.position.0, half(high), half(low))?;
    fs::rename(draft, folder.join(NAME))
}

/// None when there is no such file, or one that a power cut left unfinished.
pub(crate) fn read(folder: &Path) -> io::Result<Option<Checkpoint>> {
    match fs::read(folder.join(NAME)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
        Ok(bytes) => Ok(std::str::from_utf8(&bytes).ok().and_then(parse)),
    }
}

fn parse(text: &str) -> Option<Checkpoint> {
    let (position, hex) = text.strip_suffix('\n')?.split_once(' ')?;
    let (high, low) = hex.split_at_checked(32)?;
    let half = |text| u128::from_str_radix(text, 16).map(u128::to_be_bytes).ok();
    let chain = [half(high)?, half(low)?].concat().try_into().ok()?;
    Some(Checkpoint { position: Position(position.parse().ok()?), chain })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_reached_is_read_as_written_and_an_unfinished_file_says_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(read(folder.path()).expect("readable"), None);
        let at = Checkpoint { position: Position(77), chain: *b"0123456789abcdefghijklmnopqrstuv" };
        write(folder.path(), at).expect("writable");
        assert_eq!(read(folder.path()).expect("readable"), Some(at));
        let whole = fs::read(folder.path().join(NAME)).expect("readable");
        for length in 0..whole.len() {
            fs::write(folder.path().join(NAME), &whole[..length]).expect("writable");
            assert_eq!(read(folder.path()).expect("readable"), None);
        }
    }
}
