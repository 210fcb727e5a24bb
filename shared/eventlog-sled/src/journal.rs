//! The journal: what is answered is on the disk here first, in two files that are written over in turn.
//!
//! ```text
//! 4  "RVLG"
//! 4  length of the block, big endian
//! 4  CRC-32C of the length and the block
//!    a block (`block.rs`) with the commits of one sync, however large
//! ```
//!
//! A file is used again from its beginning once the database has, durably, all that is in it; what stands behind its last
//! group is older. So an append writes where space is already, and the sync after it has nothing but these bytes to wait
//! for. A group is written only after the one before it is durable: of groups that cannot be read only the very last may
//! never have been answered.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use eventlog::{LogError, Position};
use parking_lot::Mutex;

use crate::block::{Block, HEADER, first_of};
use crate::store::{Sync, failed, still_takes_writes};

const NAMES: [&str; 2] = ["a", "b"];
const MAGIC: &[u8; 4] = b"RVLG";
const PREFIX: usize = 12;
/// A file is full when the next group would end behind this; a group is far smaller.
const FILE_BYTES: u64 = 8 * 1024 * 1024;
/// Space is taken in pieces of this many bytes, and written before it is used.
const AHEAD: u64 = 1024 * 1024;
const NAME: &str = "journal";

pub(crate) struct Journal {
    folder: PathBuf,
    files: [File; 2],
    place: Mutex<Place>,
    sync: Sync,
}

/// Where the next group goes.
#[derive(Default)]
struct Place {
    file: usize,
    at: u64,
    sizes: [u64; 2],
    /// The last position in each file.
    ends: [Position; 2],
}

impl Journal {
    /// Opens or creates the files.
    pub(crate) fn open(folder: &Path, sync: Sync) -> Result<Self, LogError> {
        let folder = folder.join(NAME);
        fs::create_dir_all(&folder).map_err(failed(&folder, "create the folder"))?;
        let open = |name| {
            let opened = File::options()
                .create(true)
                .truncate(false)
                .read(true)
                .write(true)
                .open(folder.join(name));
            opened.map_err(failed(&folder, "open the journal"))
        };
        let files = [open(NAMES[0])?, open(NAMES[1])?];
        let mut place = Place::default();
        for (file, size) in files.iter().zip(&mut place.sizes) {
            *size = file.metadata().map_err(failed(&folder, "look at the journal"))?.len();
        }
        let synced = File::open(&folder).and_then(|folder| folder.sync_all());
        synced.map_err(failed(&folder, "sync the folder"))?;
        Ok(Self { folder, files, place: Mutex::new(place), sync })
    }

    /// The blocks of all groups that can be read, by first position.
    pub(crate) fn blocks(&self) -> Result<Vec<(Position, Vec<u8>)>, LogError> {
        let mut found = Vec::new();
        for name in NAMES {
            let path = self.folder.join(name);
            let bytes = fs::read(&path).map_err(failed(&path, "read the journal"))?;
            let mut rest = &bytes[..];
            while let Some(at) = memchr::memmem::find(rest, MAGIC) {
                rest = &rest[at..];
                // What is damaged may be followed by what is not.
                let read = group(rest);
                let skipped = read.map_or(1, |(_, block)| PREFIX + block.len());
                found.extend(read.map(|(first, block)| (first, block.to_vec())));
                rest = &rest[skipped..];
            }
        }
        found.sort_by_key(|(first, _)| *first);
        Ok(found)
    }

    /// Writes a block that ends at `last`, durable when it returns. `settled` waits until the database has everything up to
    /// a position, durably: only then may a file be written over.
    pub(crate) fn append(
        &self,
        last: Position,
        block: &[u8],
        settled: impl FnOnce(Position) -> Result<(), LogError>,
    ) -> Result<(), LogError> {
        let mut place = self.place.lock();
        let length = u32::try_from(block.len()).expect("a group is far below 4 GiB").to_be_bytes();
        let mut bytes = Vec::with_capacity(PREFIX + block.len());
        bytes.extend_from_slice(MAGIC);
        bytes.extend(length);
        bytes.extend(checksum(length, block).to_be_bytes());
        bytes.extend_from_slice(block);
        let size = bytes.len() as u64;
        if place.at > 0 && place.at + size > FILE_BYTES {
            let other = 1 - place.file;
            settled(place.ends[other])?;
            (place.file, place.at) = (other, 0);
        }
        let (number, end) = (place.file, place.at + size);
        let file = &self.files[number];
        self.make_room(file, &mut place.sizes[number], end)?;
        file.write_all_at(&bytes, place.at).map_err(failed(&self.folder, "write the journal"))?;
        (self.sync)(file).map_err(failed(&self.folder, "sync the journal"))?;
        place.at = end;
        place.ends[number] = last;
        Ok(())
    }

    /// Makes the file reach `end` at least.
    fn make_room(&self, file: &File, size: &mut u64, end: u64) -> Result<(), LogError> {
        if end <= *size {
            return Ok(());
        }
        let larger = end.next_multiple_of(AHEAD);
        let zeros = vec![0; usize::try_from(larger - *size).expect("a few MiB")];
        let written = file.write_all_at(&zeros, *size).and_then(|()| (self.sync)(file));
        written
            .and_then(|()| still_takes_writes(file))
            .map_err(failed(&self.folder, "extend the journal"))?;
        *size = larger;
        Ok(())
    }

    /// As [`crate::store::Store::forget_unwritten`].
    pub(crate) fn forget_unwritten(&self) {
        for file in &self.files {
            let forgotten = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
            tracing::debug!(?forgotten, "what did not reach the journal is forgotten");
        }
    }
}

fn checksum(length: [u8; 4], block: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(&length), block)
}

/// The group at the beginning of `bytes`, if it is one as it was written.
fn group(bytes: &[u8]) -> Option<(Position, &[u8])> {
    let (_magic, rest) = bytes.split_first_chunk::<4>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (sum, rest) = rest.split_first_chunk::<4>()?;
    let block = rest.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    if block.len() < HEADER || checksum(*length, block).to_be_bytes() != *sum {
        return None;
    }
    let first = first_of(block);
    Block::open(&first.0.to_be_bytes(), block).is_ok().then_some((first, block))
}

#[cfg(test)]
mod tests {
    use eventlog::contract::{commit, stream};
    use eventlog::frame::{CHAIN_START, encode};

    use super::*;
    use crate::block::Builder;
    use crate::store;

    fn block(first: u64, count: u64) -> Vec<u8> {
        let mut builder = Builder::new(Position(first), CHAIN_START);
        for n in 0..count {
            let frame = encode(Position(0), &commit(&stream(&format!("a/{n}")), n.into()));
            builder.push(&frame.expect("within the limits"));
        }
        builder.finish().1
    }

    fn open(folder: &Path) -> Journal {
        Journal::open(folder, store::sync_data()).expect("the journal opens")
    }

    fn firsts(journal: &Journal) -> Vec<u64> {
        journal.blocks().expect("readable").iter().map(|(first, _)| first.0).collect()
    }

    #[test]
    fn what_was_appended_is_read_again_in_order_and_byte_for_byte() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let journal = open(folder.path());
        let blocks: Vec<_> =
            [(1, 3), (4, 1), (5, 40)].map(|(first, count)| block(first, count)).into();
        for (block, last) in blocks.iter().zip([3, 4, 44]) {
            journal.append(Position(last), block, |_| panic!("there is room")).expect("appended");
        }
        drop(journal);
        let found = open(folder.path()).blocks().expect("readable");
        assert_eq!(found.iter().map(|(first, _)| first.0).collect::<Vec<_>>(), [1, 4, 5]);
        assert!(found.iter().map(|(_, block)| block).eq(&blocks));
    }

    #[test]
    fn a_file_is_written_over_only_once_the_database_has_what_is_in_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let journal = open(folder.path());
        let (mut first, mut asked) = (1, Vec::new());
        while asked.len() < 4 {
            let next = block(first, 1_000);
            let last = Position(first + 999);
            journal
                .append(last, &next, |position| {
                    asked.push((position.0, first));
                    Ok(())
                })
                .expect("appended");
            first += 1_000;
        }
        // At first the other file is empty; then it is asked for its last position, which is right before this file's first.
        assert_eq!(asked[0].0, 0);
        assert_eq!(asked[1].0, asked[0].1 - 1);
        assert_eq!(asked[2].0, asked[1].1 - 1);
        let found = firsts(&journal);
        let newest = asked[2].1;
        assert!((newest..first).step_by(1_000).all(|first| found.contains(&first)), "{found:?}");
    }

    #[test]
    fn a_group_that_is_damaged_anywhere_is_left_out_and_those_behind_it_are_found() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let journal = open(folder.path());
        for first in [1, 2, 3] {
            journal.append(Position(first), &block(first, 1), |_| Ok(())).expect("appended");
        }
        let path = folder.path().join("journal/a");
        let whole = fs::read(&path).expect("readable");
        let size = PREFIX + block(2, 1).len();
        for place in size..2 * size {
            let mut flipped = whole.clone();
            flipped[place] ^= 4;
            fs::write(&path, &flipped).expect("writable");
            assert_eq!(firsts(&journal), [1, 3], "byte {place}");
        }
        fs::write(&path, &whole[..2 * size + 5]).expect("writable");
        assert_eq!(firsts(&journal), [1, 2]);
    }
}
