//! A block: consecutive commits as one value of the tree `log`, and larger ones in the journal; stable for ever.
//!
//! All numbers are big endian. Format 1, that of the journal and of older databases; format 2 is in `packed.rs`:
//!
//! ```text
//!  4  "RVLB"
//!  1  format = 1, then 3 zero bytes
//!  8  position of the first commit (also the key)
//!  4  number of commits
//! 32  chain before the first commit
//! 32  chain after the last commit
//!  4  CRC-32C of the 84 bytes above
//! then for each commit:
//!      4  length of the frame
//!      4  CRC-32C of the length, the chain and the frame
//!     32  chain after this commit
//!         the frame (`eventlog::frame`)
//! ```
//!
//! Every commit has a checksum of its own, so that one can be read alone and damage is named by position.

use eventlog::frame::{decode_sound, link};
use eventlog::{LogError, Position, Recorded};

use crate::packed;

/// A block is closed when it reaches this size; a single larger commit (at most 96 KiB) has a block to itself.
/// sled keeps up to 16 values in a page and spills pages over 2 MiB (a quarter segment) into files it never syncs:
/// 16 blocks of at most 97 KiB stay below.
pub(crate) const MAX_BLOCK_BYTES: usize = 64 * 1024;

pub(crate) const MAGIC: &[u8; 4] = b"RVLB";
const FORMAT: u8 = 1;
/// What the headers of all formats begin with.
pub(crate) const FIELDS: usize = 84;
pub(crate) const HEADER: usize = FIELDS + 4;

/// A block being filled.
pub(crate) struct Builder {
    first: u64,
    count: u32,
    before: [u8; 32],
    chain: [u8; 32],
    body: Vec<u8>,
}

impl Builder {
    pub(crate) fn new(first: Position, before: [u8; 32]) -> Self {
        Self { first: first.0, count: 0, before, chain: before, body: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds a commit and returns the chain after it.
    pub(crate) fn push(&mut self, frame: &[u8]) -> [u8; 32] {
        self.chain = link(&self.chain, frame);
        self.put(frame);
        self.chain
    }

    fn put(&mut self, frame: &[u8]) {
        let length = u32::try_from(frame.len()).expect("a frame is at most 96 KiB").to_be_bytes();
        self.body.extend(length);
        self.body.extend(checksum(length, &self.chain, frame).to_be_bytes());
        self.body.extend(self.chain);
        self.body.extend_from_slice(frame);
        self.count += 1;
    }

    /// Adds a commit of another block as it stands there.
    pub(crate) fn take_over(&mut self, record: &Record<'_>) {
        self.chain = record.chain;
        self.put(record.frame);
    }

    /// The key and the value to store.
    pub(crate) fn finish(self) -> ([u8; 8], Vec<u8>) {
        let mut out = Vec::with_capacity(HEADER + self.body.len());
        put_fields(&mut out, FORMAT, self.first, self.count, &self.before, &self.chain);
        out.extend(crc32c::crc32c(&out).to_be_bytes());
        out.extend(self.body);
        (self.first.to_be_bytes(), out)
    }
}

fn checksum(length: [u8; 4], chain: &[u8; 32], frame: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c_append(crc32c::crc32c(&length), chain), frame)
}

/// The first 84 bytes of a block of any format.
pub(crate) fn put_fields(
    out: &mut Vec<u8>,
    format: u8,
    first: u64,
    count: u32,
    before: &[u8; 32],
    after: &[u8; 32],
) {
    out.extend_from_slice(MAGIC);
    out.extend([format, 0, 0, 0]);
    out.extend(first.to_be_bytes());
    out.extend(count.to_be_bytes());
    out.extend(before);
    out.extend(after);
}

/// A stored block whose header was checked.
pub(crate) struct Block<'a> {
    pub(crate) first: Position,
    pub(crate) last: Position,
    pub(crate) before: [u8; 32],
    pub(crate) after: [u8; 32],
    /// What stands for each commit, one after the other.
    bytes: Body<'a>,
    /// Format 2 keeps the chain after each commit beside them.
    chains: Option<&'a [u8]>,
}

enum Body<'a> {
    Plain(&'a [u8]),
    Packed(packed::Frames),
}

/// One commit of a block whose checksum was checked.
pub(crate) struct Record<'a> {
    pub(crate) position: Position,
    pub(crate) chain: [u8; 32],
    pub(crate) frame: &'a [u8],
}

impl<'a> Block<'a> {
    /// # Errors
    /// [`LogError::Damaged`] when key and value are not those of a block.
    pub(crate) fn open(key: &[u8], value: &'a [u8]) -> Result<Self, LogError> {
        let first = key.try_into().map(u64::from_be_bytes).map_err(|_| {
            damaged(Position(0), "the tree of blocks has a key that is no position")
        })?;
        let at = Position(first);
        let unlike = || damaged(at, "the block's header is not what was written");
        let short = || damaged(at, "the block ends inside its header");
        let (fields, _) = value.split_first_chunk::<FIELDS>().ok_or_else(short)?;
        if &fields[..4] != MAGIC {
            return Err(unlike());
        }
        let header = match fields[4] {
            FORMAT => HEADER,
            packed::FORMAT => packed::HEADER,
            other => {
                let what = format!(
                    "the block has format {other}, this program knows {FORMAT} and {}",
                    packed::FORMAT
                );
                return Err(LogError::Damaged { at, what });
            }
        };
        let (header, body) = value.split_at_checked(header).ok_or_else(short)?;
        let (told, crc) = header.split_last_chunk::<4>().ok_or_else(short)?;
        if crc32c::crc32c(told).to_be_bytes() != *crc {
            return Err(unlike());
        }
        let count = u32::from_be_bytes(field(fields, 16));
        if u64::from_be_bytes(field(fields, 8)) != first || count == 0 {
            return Err(damaged(at, "the block stands under another position's key"));
        }
        let (bytes, chains) = if fields[4] == FORMAT {
            (Body::Plain(body), None)
        } else {
            let (chains, bytes) = packed::unpack(at, count, &told[FIELDS..], body)?;
            (Body::Packed(bytes), Some(chains))
        };
        let last = Position(first + u64::from(count) - 1);
        let (before, after) = (field(fields, 20), field(fields, 52));
        Ok(Self { first: at, last, before, after, bytes, chains })
    }

    /// The commits from the first on, each checked.
    pub(crate) fn records(&self) -> impl Iterator<Item = Result<Record<'_>, LogError>> {
        self.rest().records(self.first, self.last)
    }

    /// The commits from `from` on, each checked; those before are skipped unchecked.
    pub(crate) fn records_from(
        &self,
        from: Position,
    ) -> Result<impl Iterator<Item = Result<Record<'_>, LogError>>, LogError> {
        let mut rest = self.rest();
        for position in self.first.0..from.0 {
            rest.take(Position(position))?;
        }
        Ok(rest.records(Position(self.first.0.max(from.0)), self.last))
    }

    fn rest(&self) -> Rest<'_> {
        let bytes = match &self.bytes {
            Body::Plain(bytes) => bytes,
            Body::Packed(frames) => &**frames,
        };
        Rest { bytes, chains: self.chains }
    }

    /// Recomputes the chain through the whole block.
    pub(crate) fn verify(&self) -> Result<(), LogError> {
        let mut chain = self.before;
        for record in self.records() {
            let record = record?;
            chain = link(&chain, record.frame);
            if chain != record.chain {
                return Err(damaged(record.position, "the chain of hashes does not fit"));
            }
        }
        if chain == self.after {
            return Ok(());
        }
        Err(damaged(self.last, "the chain of hashes does not end where the block says"))
    }
}

/// The first position that the header of a block names, whatever else is in it.
pub(crate) fn first_of(block: &[u8]) -> Position {
    block
        .first_chunk::<FIELDS>()
        .map_or(Position(0), |it| Position(u64::from_be_bytes(field(it, 8))))
}

fn field<const N: usize>(header: &[u8; FIELDS], at: usize) -> [u8; N] {
    *header[at..].first_chunk().expect("the fields lie within the header")
}

/// A commit's parts before its checksum was looked at.
struct Unchecked<'a> {
    length: [u8; 4],
    /// None where one checksum stands for the whole block.
    crc: Option<[u8; 4]>,
    record: Record<'a>,
}

impl<'a> Unchecked<'a> {
    fn check(self) -> Result<Record<'a>, LogError> {
        let sum = || checksum(self.length, &self.record.chain, self.record.frame);
        if self.crc.is_none_or(|crc| sum().to_be_bytes() == crc) {
            return Ok(self.record);
        }
        Err(damaged(self.record.position, "the checksum does not fit"))
    }
}

/// The commits of a block that are not read yet.
struct Rest<'a> {
    bytes: &'a [u8],
    chains: Option<&'a [u8]>,
}

impl<'a> Rest<'a> {
    fn take(&mut self, position: Position) -> Result<Unchecked<'a>, LogError> {
        let parts = self.parts(position);
        parts.ok_or_else(|| damaged(position, "the block ends inside this commit"))
    }

    fn parts(&mut self, position: Position) -> Option<Unchecked<'a>> {
        let length = *chunk::<4>(&mut self.bytes)?;
        let (crc, chain) = match &mut self.chains {
            None => (Some(*chunk::<4>(&mut self.bytes)?), chunk::<32>(&mut self.bytes)?),
            Some(chains) => (None, chunk::<32>(chains)?),
        };
        let size = usize::try_from(u32::from_be_bytes(length)).ok()?;
        let (frame, rest) = self.bytes.split_at_checked(size)?;
        self.bytes = rest;
        Some(Unchecked { length, crc, record: Record { position, chain: *chain, frame } })
    }

    fn records(
        mut self,
        first: Position,
        last: Position,
    ) -> impl Iterator<Item = Result<Record<'a>, LogError>> {
        (first.0..=last.0).map(move |position| {
            let record = self.take(Position(position))?;
            if position == last.0 && !self.bytes.is_empty() {
                return Err(damaged(Position(position), "bytes follow the block's last commit"));
            }
            record.check()
        })
    }
}

fn chunk<'a, const N: usize>(from: &mut &'a [u8]) -> Option<&'a [u8; N]> {
    let (chunk, rest) = from.split_first_chunk::<N>()?;
    *from = rest;
    Some(chunk)
}

impl Record<'_> {
    pub(crate) fn decode(&self) -> Result<Recorded, LogError> {
        let (previous, commit) = decode_sound(self.frame)
            .map_err(|error| LogError::Damaged { at: self.position, what: error.to_string() })?;
        Ok(Recorded {
            position: self.position,
            previous,
            hash: self.chain,
            commit: std::sync::Arc::new(commit),
        })
    }
}

pub(crate) fn damaged(at: Position, what: &str) -> LogError {
    LogError::Damaged { at, what: what.to_owned() }
}

#[cfg(test)]
mod tests {
    use eventlog::contract::{commit, stream};
    use eventlog::frame::{CHAIN_START, encode};

    use super::*;

    fn block() -> ([u8; 8], Vec<u8>) {
        let mut builder = Builder::new(Position(5), CHAIN_START);
        for n in 0..4 {
            let frame = encode(Position(0), &commit(&stream(&format!("a/{n}")), n));
            builder.push(&frame.expect("within the limits"));
        }
        builder.finish()
    }

    fn first_damage(key: &[u8], value: &[u8]) -> Option<u64> {
        match Block::open(key, value).and_then(|block| block.verify()) {
            Ok(()) => None,
            Err(LogError::Damaged { at, .. }) => Some(at.0),
            Err(other) => panic!("not a damage: {other}"),
        }
    }

    #[test]
    fn a_block_reads_as_it_was_written() {
        let (key, value) = block();
        let block = Block::open(&key, &value).expect("whole");
        assert_eq!((block.first, block.last), (Position(5), Position(8)));
        assert_eq!(first_damage(&key, &value), None);
        let third = block.records_from(Position(7)).expect("in the block").next();
        let third = third.expect("there").and_then(|record| record.decode()).expect("whole");
        assert_eq!((third.position, &*third.commit.stream.0), (Position(7), "a/2"));
    }

    /// Written by a script that knows only the description above.
    const GOLDEN: &[u8] = include_bytes!("../tests/golden/block-v1.bin");
    const FRAME: &[u8] = include_bytes!("../../eventlog/tests/golden/frame-v1.bin");

    #[test]
    fn a_block_of_format_one_is_read_and_written_for_ever_as_it_was() {
        let golden = Block::open(&42_u64.to_be_bytes(), GOLDEN).expect("a block");
        golden.verify().expect("whole");
        assert_eq!((golden.first, golden.last), (Position(42), Position(43)));
        let mut again = Builder::new(golden.first, golden.before);
        for record in golden.records() {
            let record = record.expect("whole");
            assert_eq!(record.frame, FRAME);
            assert_eq!(again.push(record.frame), record.chain);
        }
        assert_eq!(again.finish(), (42_u64.to_be_bytes(), GOLDEN.to_vec()));
    }

    #[test]
    fn a_flipped_byte_anywhere_is_found_at_its_position() {
        let (key, value) = block();
        let each = (value.len() - HEADER) / 4;
        for place in 0..value.len() {
            let mut flipped = value.clone();
            flipped[place] ^= 0x40;
            let within = place.checked_sub(HEADER).map_or(0, |offset| offset / each);
            let expected = 5 + u64::try_from(within).expect("small");
            assert_eq!(first_damage(&key, &flipped), Some(expected), "byte {place}");
        }
    }

    #[test]
    fn a_block_cut_or_moved_is_found() {
        let (key, value) = block();
        for length in 0..value.len() {
            assert!(first_damage(&key, &value[..length]).is_some(), "{length} bytes");
        }
        assert_eq!(first_damage(&6_u64.to_be_bytes(), &value), Some(6));
        assert_eq!(first_damage(b"ck", &value), Some(0));
        assert_eq!(first_damage(&key, &[&value[..], b"more"].concat()), Some(8));
    }

    #[test]
    fn a_forged_commit_with_a_right_checksum_breaks_the_chain() {
        let (key, mut value) = block();
        let end = HEADER + (value.len() - HEADER) / 4;
        let frame = HEADER + 4 + 4 + 32;
        value[frame + 30] ^= 1;
        let length = *value[HEADER..].first_chunk::<4>().expect("there");
        let chain = *value[HEADER + 8..].first_chunk::<32>().expect("there");
        let sum = checksum(length, &chain, &value[frame..end]).to_be_bytes();
        value[HEADER + 4..HEADER + 8].copy_from_slice(&sum);
        assert_eq!(first_damage(&key, &value), Some(5));
    }
}
