//! A file beside the database that says how far the log had come.
//!
//! sled takes a damaged end of its file for an unfinished write and cuts it off in silence. A log that is shorter than
//! it was, or has another past, is thereby found when it is opened. The file is written after the commits it names are
//! durable and never before, so that it cannot be ahead of them; a power cut leaves it as it is or as it was before.
//! It is one line, `<position> <chain> <CRC-32C of both>`: a damage of it is no reason not to look.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use eventlog::Position;

use crate::index::Checkpoint;

pub(crate) const NAME: &str = "reached";

pub(crate) fn write(folder: &Path, at: Checkpoint) -> io::Result<()> {
    let (high, low) = at.chain.split_at(16);
    let half = |bytes: &[u8]| bytes.iter().fold(0_u128, |sum, &byte| sum << 8 | u128::from(byte));
    let said = format!("{} {:032x}{:032x}", at.position.0, half(high), half(low));
    let draft = folder.join("reached.new");
    let mut file = File::create(&draft)?;
    writeln!(file, "{said} {:08x}", crc32c::crc32c(said.as_bytes()))?;
    // Otherwise a power cut could leave the name with nothing behind it.
    file.sync_data()?;
    fs::rename(draft, folder.join(NAME))
}

/// None when there is no such file; an error of the kind `InvalidData` when it is not as it was written.
pub(crate) fn read(folder: &Path) -> io::Result<Option<Checkpoint>> {
    match fs::read(folder.join(NAME)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
        Ok(bytes) => {
            let said = std::str::from_utf8(&bytes).ok().and_then(parse);
            said.map(Some).ok_or_else(|| io::ErrorKind::InvalidData.into())
        }
    }
}

fn parse(text: &str) -> Option<Checkpoint> {
    let line = text.strip_suffix('\n')?;
    let (position, rest) = line.split_once(' ')?;
    // The first builds wrote no checksum; nothing that damages one takes it away together with its space.
    let (hex, sum) = rest.split_once(' ').map_or((rest, None), |(hex, sum)| (hex, Some(sum)));
    let said = format!("{position} {hex}");
    let (high, low) = hex.split_at_checked(32).filter(|(_, low)| low.len() == 32)?;
    let half = |text| u128::from_str_radix(text, 16).map(u128::to_be_bytes).ok();
    let chain = [half(high)?, half(low)?].concat().try_into().ok()?;
    let whole = sum.is_none_or(|sum| format!("{:08x}", crc32c::crc32c(said.as_bytes())) == sum);
    whole.then_some(Checkpoint { position: Position(position.parse().ok()?), chain })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_reached_is_read_as_written_and_any_damage_of_it_is_seen() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(read(folder.path()).expect("readable"), None);
        let at = Checkpoint { position: Position(77), chain: *b"0123456789abcdefghijklmnopqrstuv" };
        write(folder.path(), at).expect("writable");
        assert_eq!(read(folder.path()).expect("readable"), Some(at));
        let whole = fs::read(folder.path().join(NAME)).expect("readable");
        let damaged = (0..whole.len()).flat_map(|place| {
            let mut flipped = whole.clone();
            flipped[place] ^= 1;
            [whole[..place].to_vec(), flipped]
        });
        for bytes in damaged {
            fs::write(folder.path().join(NAME), &bytes).expect("writable");
            let error = read(folder.path()).expect_err("not as written");
            assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{bytes:?}");
        }
    }
}
