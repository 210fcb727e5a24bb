//! A block as the database keeps it: the frames of its commits compressed together, their chain beside them; stable for
//! ever.
//!
//! All numbers are big endian. Format 2:
//!
//! ```text
//! 84  as in format 1 (`block.rs`), with format = 2
//!  4  length of the frames before they were compressed, each with its own length
//!  4  CRC-32C of everything after the header
//!  4  CRC-32C of the 92 bytes above
//! 32  chain after the commit, for each commit
//!     one frame of zstd (RFC 8878), which holds for each commit:
//!      4  length of the frame
//!         the frame (`eventlog::frame`)
//! ```
//!
//! Hashes stand aside because nothing makes them shorter, and because letters compress better without them.

use std::cell::{Cell, RefCell};
use std::io;

use eventlog::{LogError, Position};
use zstd::bulk::{Compressor, Decompressor};

use crate::block::{FIELDS, MAX_BLOCK_BYTES, Record, damaged, put_fields};
use crate::store::Stored;

pub(crate) const FORMAT: u8 = 2;
pub(crate) const HEADER: usize = FIELDS + 12;
/// The quickest: what it leaves is hardly more than what the slow levels leave of blocks this small.
const LEVEL: i32 = 1;
/// More than the frames of any block: a single commit has at most 96 KiB.
const MAX_FRAMES: usize = 128 * 1024;

thread_local! {
    /// Its tables take longer to make than a block to unpack.
    static UNPACKING: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
    /// What the last block was unpacked into: to get and free so much for each block costs a tenth of a replay.
    static USED: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The unpacked frames of a block.
pub(crate) struct Frames(Vec<u8>);

impl std::ops::Deref for Frames {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        USED.set(std::mem::take(&mut self.0));
    }
}

/// A block being filled.
pub(crate) struct Packer {
    first: u64,
    count: u32,
    before: [u8; 32],
    after: [u8; 32],
    chains: Vec<u8>,
    frames: Vec<u8>,
}

impl Packer {
    pub(crate) fn new(first: Position, before: [u8; 32]) -> Self {
        let (chains, frames) = (Vec::new(), Vec::new());
        Self { first: first.0, count: 0, before, after: before, chains, frames }
    }

    pub(crate) fn has_room_for(&self, frame: &[u8]) -> bool {
        let size = HEADER + self.chains.len() + self.frames.len() + 32 + 4 + frame.len();
        self.count == 0 || size <= MAX_BLOCK_BYTES
    }

    pub(crate) fn push(&mut self, record: &Record<'_>) {
        let length = u32::try_from(record.frame.len()).expect("a frame is at most 96 KiB");
        self.frames.extend(length.to_be_bytes());
        self.frames.extend_from_slice(record.frame);
        self.chains.extend(record.chain);
        self.after = record.chain;
        self.count += 1;
    }

    /// The key and the value to store.
    pub(crate) fn finish(self, packing: &mut Packing) -> Result<Stored, LogError> {
        let packed = packing.0.compress(&self.frames).map_err(failed("compress a block"))?;
        let length = u32::try_from(self.frames.len()).expect("a block is at most 128 KiB");
        let mut out = Vec::with_capacity(HEADER + self.chains.len() + packed.len());
        put_fields(&mut out, FORMAT, self.first, self.count, &self.before, &self.after);
        out.extend(length.to_be_bytes());
        out.extend(checksum(&self.chains, &packed).to_be_bytes());
        out.extend(crc32c::crc32c(&out).to_be_bytes());
        out.extend(self.chains);
        out.extend(packed);
        Ok((self.first.to_be_bytes(), out))
    }
}

/// What packs block after block.
pub(crate) struct Packing(Compressor<'static>);

impl Packing {
    pub(crate) fn new() -> Result<Self, LogError> {
        Compressor::new(LEVEL).map(Self).map_err(failed("compress a block"))
    }
}

fn checksum(chains: &[u8], packed: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(chains), packed)
}

fn failed(doing: &'static str) -> impl Fn(io::Error) -> LogError {
    move |source| LogError::Medium { doing: doing.into(), source: Box::new(source) }
}

/// The chains and the frames of a block whose header, of which `told` is the part after the fields, was checked.
pub(crate) fn unpack<'a>(
    at: Position,
    count: u32,
    told: &[u8],
    body: &'a [u8],
) -> Result<(&'a [u8], Frames), LogError> {
    let short = || damaged(at, "the block ends inside its chain");
    let (length, crc) = told.split_first_chunk::<4>().ok_or_else(short)?;
    let chains = usize::try_from(count).ok().and_then(|count| count.checked_mul(32));
    let chains = chains.and_then(|length| body.split_at_checked(length));
    let (chains, packed) = chains.ok_or_else(short)?;
    if checksum(chains, packed).to_be_bytes() != *crc {
        return Err(damaged(at, "the block's checksum does not fit"));
    }
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    if length > MAX_FRAMES {
        return Err(damaged(at, "the block says that it is larger than any"));
    }
    let mut frames = USED.take();
    frames.clear();
    frames.reserve(length);
    match decompress(packed, &mut frames) {
        Ok(unpacked) if unpacked == length => Ok((chains, Frames(frames))),
        Ok(_) => Err(damaged(at, "the block is not as long as it says")),
        Err(error) => {
            let what = format!("the block cannot be unpacked ({error})");
            Err(LogError::Damaged { at, what })
        }
    }
}

fn decompress(packed: &[u8], into: &mut Vec<u8>) -> io::Result<usize> {
    UNPACKING.with_borrow_mut(|unpacking| {
        let unpacking = match unpacking {
            Some(unpacking) => unpacking,
            None => unpacking.insert(Decompressor::new()?),
        };
        unpacking.decompress_to_buffer(packed, into)
    })
}

#[cfg(test)]
mod tests {
    use eventlog::contract::{commit, stream};
    use eventlog::frame::{CHAIN_START, encode};

    use super::*;
    use crate::block::{Block, Builder};

    fn plain(commits: u128) -> Vec<u8> {
        let mut builder = Builder::new(Position(5), CHAIN_START);
        for n in 0..commits {
            let frame = encode(Position(0), &commit(&stream(&format!("a/{n}")), n));
            builder.push(&frame.expect("within the limits"));
        }
        builder.finish().1
    }

    fn packed(plain: &[u8]) -> Stored {
        let key = 5_u64.to_be_bytes();
        let block = Block::open(&key, plain).expect("whole");
        let mut packer = Packer::new(block.first, block.before);
        for record in block.records() {
            packer.push(&record.expect("whole"));
        }
        packer.finish(&mut Packing::new().expect("packs")).expect("packs")
    }

    fn first_damage(key: &[u8], value: &[u8]) -> Option<u64> {
        match Block::open(key, value).and_then(|block| block.verify()) {
            Ok(()) => None,
            Err(LogError::Damaged { at, .. }) => Some(at.0),
            Err(other) => panic!("not a damage: {other}"),
        }
    }

    #[test]
    fn a_packed_block_reads_as_the_plain_one_and_is_smaller() {
        let plain = plain(40);
        let (key, value) = packed(&plain);
        assert!(value.len() < plain.len(), "{} of {}", value.len(), plain.len());
        let (ours, theirs) = (Block::open(&key, &value), Block::open(&key, &plain));
        let (ours, theirs) = (ours.expect("whole"), theirs.expect("whole"));
        assert_eq!((ours.last, ours.before, ours.after), (Position(44), CHAIN_START, theirs.after));
        assert_eq!(first_damage(&key, &value), None);
        let all = |block: &Block<'_>| -> Vec<([u8; 32], Vec<u8>)> {
            let records = block.records_from(Position(17)).expect("in the block");
            records.map(|it| it.map(|it| (it.chain, it.frame.to_vec())).expect("whole")).collect()
        };
        assert_eq!(all(&ours).len(), 28);
        assert_eq!(all(&ours), all(&theirs));
    }

    /// Written by a script that knows only the descriptions, and by zstd's command at another level.
    const GOLDEN: &[u8] = include_bytes!("../tests/golden/block-v2.bin");
    const FRAME: &[u8] = include_bytes!("../../eventlog/tests/golden/frame-v1.bin");

    #[test]
    fn a_block_of_format_two_is_read_for_ever_as_it_was() {
        let golden = Block::open(&42_u64.to_be_bytes(), GOLDEN).expect("a block");
        golden.verify().expect("whole");
        assert_eq!((golden.first, golden.last), (Position(42), Position(43)));
        assert!(golden.records().all(|record| record.expect("whole").frame == FRAME));
    }

    #[test]
    fn a_flipped_byte_anywhere_is_found_and_the_block_is_named() {
        let (key, value) = packed(&plain(4));
        for place in 0..value.len() {
            let mut flipped = value.clone();
            flipped[place] ^= 0x40;
            assert_eq!(first_damage(&key, &flipped), Some(5), "byte {place}");
        }
    }

    #[test]
    fn a_packed_block_cut_or_moved_is_found() {
        let (key, value) = packed(&plain(4));
        for length in 0..value.len() {
            assert_eq!(first_damage(&key, &value[..length]), Some(5), "{length} bytes");
        }
        assert_eq!(first_damage(&6_u64.to_be_bytes(), &value), Some(6));
        assert_eq!(first_damage(&key, &[&value[..], b"more"].concat()), Some(5));
    }

    #[test]
    fn a_forged_commit_with_right_checksums_breaks_the_chain() {
        let plain = plain(4);
        let block = Block::open(&5_u64.to_be_bytes(), &plain).expect("whole");
        let mut packer = Packer::new(block.first, block.before);
        for record in block.records() {
            packer.push(&record.expect("whole"));
        }
        let second = 4 + (packer.frames.len() - 16) / 4 + 4 + 30;
        packer.frames[second] ^= 1;
        let (key, value) = packer.finish(&mut Packing::new().expect("packs")).expect("packs");
        assert_eq!(first_damage(&key, &value), Some(6));
    }

    #[test]
    fn the_largest_commit_stays_far_from_what_the_engine_would_spill() {
        let noise = std::iter::repeat_with(uuid::Uuid::new_v4).map(|it| it.simple().to_string());
        let text: String = noise.take(eventlog::frame::MAX_COMMIT_BYTES / 32 - 16).collect();
        let mut large = commit(&stream("a/1"), 1);
        large.events[0].payload = eventlog::Json::parse(format!("\"{text}\"")).expect("JSON");
        let mut builder = Builder::new(Position(5), CHAIN_START);
        builder.push(&encode(Position(0), &large).expect("within the limits"));
        let (key, value) = packed(&builder.finish().1);
        assert!(value.len() < 97 * 1024);
        assert_eq!(first_damage(&key, &value), None);
    }
}
