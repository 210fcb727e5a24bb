//! A segment: the lines of some commits that follow each other, compressed, under a name that says which they are.
//!
//! `000000000001-000000016384-<chain>.jsonl.zst` holds the commits 1 to 16384 as [`crate::line`] writes them; `<chain>` is
//! the chain of hashes after the last. `zstdcat` opens it, and any reader of JSON goes on from there.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};

use eventlog::{Position, Recorded};

use crate::hash;
use crate::line::{self, LineError, MAX_LINE};

const SUFFIX: &str = ".jsonl.zst";
/// Digits of a position in a name, so that names sort as the commits do.
const DIGITS: usize = 12;
/// zstd's own usual level: at higher ones these lines shrink by little more and take several times as long.
const LEVEL: i32 = 3;
/// Bytes decompressed at a time.
const BUFFER: usize = 128 * 1024;

/// Which commits a segment holds: its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Segment {
    /// Position of its first commit.
    pub first: u64,
    /// Position of its last commit.
    pub last: u64,
    /// The chain after its last commit.
    pub chain: [u8; 32],
}

/// Why the bytes of a segment are not what its name says.
#[derive(Debug, thiserror::Error)]
pub enum SegmentError {
    /// They cannot be decompressed: damaged, or cut off.
    #[error("it cannot be decompressed")]
    Compressed(#[source] io::Error),
    /// A line of it is none.
    #[error("its line {number} cannot be used")]
    Line {
        /// Which line, from 1.
        number: u64,
        /// Why.
        #[source]
        source: LineError,
    },
    /// Other commits than its name says.
    #[error("commit {found} stands where {expected} follows")]
    Order {
        /// What follows.
        expected: u64,
        /// What stands there.
        found: u64,
    },
    /// The last commit has another hash than its name says.
    #[error("its last commit has another hash than its name says")]
    Chain,
}

impl std::fmt::Display for Segment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (first, last, chain) = (self.first, self.last, hash::text(&self.chain));
        write!(f, "{first:0DIGITS$}-{last:0DIGITS$}-{chain}{SUFFIX}")
    }
}

impl Segment {
    /// The segment of a name; `None` when it is the name of none.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let mut parts = name.strip_suffix(SUFFIX)?.split('-');
        let (first, last) = (place(parts.next()?)?, place(parts.next()?)?);
        let chain = hash::read(parts.next()?)?;
        (parts.next().is_none() && first <= last).then_some(Self { first, last, chain })
    }

    /// Whether a name claims to be a segment's, rightly or wrongly.
    #[must_use]
    pub fn is_meant(name: &str) -> bool {
        name.ends_with(SUFFIX)
    }

    /// What names of segments begin with that begin at `first`.
    #[must_use]
    pub fn beginning(first: u64) -> String {
        format!("{first:0DIGITS$}")
    }
}

fn place(digits: &str) -> Option<u64> {
    let plain = digits.len() >= DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|place| plain && *place > 0)
}

/// The segment of these commits and its bytes; `None` when there are none.
///
/// # Errors
/// When a commit has no line.
///
/// # Panics
/// Never: it is written to memory.
pub fn pack(commits: &[Recorded], origin: &str) -> Result<Option<(Segment, Vec<u8>)>, LineError> {
    let (Some(first), Some(last)) = (commits.first(), commits.last()) else { return Ok(None) };
    let segment = Segment { first: first.position.0, last: last.position.0, chain: last.hash };
    let mut lines = zstd::Encoder::new(Vec::new(), LEVEL).expect("a level that zstd knows");
    lines.include_checksum(true).expect("nothing was written yet");
    for recorded in commits {
        let line = line::write(recorded, origin)?;
        lines.write_all(line.as_bytes()).expect("memory takes everything");
    }
    Ok(Some((segment, lines.finish().expect("memory takes everything"))))
}

/// The commits of a segment one by one, each checked to be the one that the name says follows, and the last to be the last.
/// Whether their hashes fit is for a [`eventlog::transfer::Gate`].
pub struct Unpacking<'b> {
    segment: Segment,
    next: u64,
    over: bool,
    text: String,
    lines: BufReader<zstd::Decoder<'static, &'b [u8]>>,
}

/// Begins to read the commits out of the bytes of a segment.
///
/// # Errors
/// When they are not compressed.
pub fn unpack(segment: Segment, bytes: &[u8]) -> Result<Unpacking<'_>, SegmentError> {
    let decoder = zstd::Decoder::with_buffer(bytes).map_err(SegmentError::Compressed)?;
    let lines = BufReader::with_capacity(BUFFER, decoder);
    Ok(Unpacking { segment, next: segment.first, over: false, text: String::new(), lines })
}

impl Unpacking<'_> {
    fn step(&mut self) -> Result<Option<Recorded>, SegmentError> {
        self.text.clear();
        let length = (&mut self.lines).take(MAX_LINE).read_line(&mut self.text);
        if length.map_err(SegmentError::Compressed)? == 0 {
            // The end comes after the last commit and nowhere else.
            let whole = self.next > self.segment.last;
            let short = || SegmentError::Compressed(io::ErrorKind::UnexpectedEof.into());
            return if whole { Ok(None) } else { Err(short()) };
        }
        let number = self.next + 1 - self.segment.first;
        let recorded = line::read(self.text.trim_end_matches('\n'));
        let recorded = recorded.map_err(|source| SegmentError::Line { number, source })?;
        let Position(found) = recorded.position;
        if found != self.next || found > self.segment.last {
            return Err(SegmentError::Order { expected: self.next, found });
        }
        if found == self.segment.last && recorded.hash != self.segment.chain {
            return Err(SegmentError::Chain);
        }
        self.next += 1;
        Ok(Some(recorded))
    }
}

impl Iterator for Unpacking<'_> {
    type Item = Result<Recorded, SegmentError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let outcome = self.step();
        self.over = !matches!(outcome, Ok(Some(_)));
        outcome.transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_from_its_own_text_and_from_nothing_else() {
        let segment = Segment { first: 1, last: 16_384, chain: [7; 32] };
        let name = segment.to_string();
        assert_eq!(Segment::of_name(&name), Some(segment));
        assert!(name.starts_with(&format!("{}-000000016384-0707", Segment::beginning(1))));
        for wrong in [
            name.replace(".zst", ""),
            name.replace("000000000001", "000000000000"),
            name.replace("000000000001", "1"),
            name.replace("000000000001", "000000016385"),
            name.replace("07.jsonl", "7.jsonl"),
            name.replace("-000000016384", "-000000016384-1"),
        ] {
            assert_eq!(Segment::of_name(&wrong), None, "{wrong}");
        }
        let huge = Segment { first: 1, last: u64::MAX, chain: [7; 32] };
        assert_eq!(Segment::of_name(&huge.to_string()), Some(huge));
    }
}
