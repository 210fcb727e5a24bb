//! The bytes of a commit, stable for ever: what the chain hashes and what adapters store.
//!
//! All numbers are big endian. Version 1:
//!
//! ```text
//!  1  version = 1
//!  8  position of the commit before it in the same stream (0: none)
//! 16  command id
//!  8  moment, milliseconds since 1970-01-01 UTC, signed
//!  2  length of the stream's name, then its bytes (UTF-8)
//!  4  length of the author, then its bytes (JSON)
//!  2  number of events, then for each:
//!       2  length of the name, then its bytes (UTF-8)
//!       2  version of the payload's shape
//!       4  length of the payload, then its bytes (JSON)
//! ```
//!
//! The chain runs over commits, whatever blocks or messages an adapter packs them into:
//! `leaf = SHA-256(0x00 ‖ frame)`, `chain(n) = SHA-256(0x01 ‖ chain(n-1) ‖ leaf(n))`, `chain(0)` = 32 zero bytes.
//! The prefixes keep a leaf from ever passing for a link (RFC 6962 §2.1 does the same).

use std::sync::Arc;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{CommandId, Commit, Json, LogError, Position, StoredEvent, StreamId};

/// The version this code writes; it reads every version ever written.
pub const VERSION: u8 = 1;
/// Largest frame in bytes: with sled's 8 MiB segments a value stays far from spilling into a file of its own.
pub const MAX_COMMIT_BYTES: usize = 96 * 1024;
/// Most events one command may cause.
pub const MAX_EVENTS: usize = 64;
/// Longest name of a stream, in bytes.
pub const MAX_STREAM_BYTES: usize = 120;
/// Longest name of an event, in bytes.
pub const MAX_NAME_BYTES: usize = 120;
/// The chain before the first commit.
pub const CHAIN_START: [u8; 32] = [0; 32];

/// Why bytes are not a frame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Written by a newer program, or no frame at all.
    #[error("frame version {0} is unknown to this program")]
    Version(u8),
    /// The bytes end inside a field.
    #[error("the frame ends inside its {0}")]
    Short(&'static str),
    /// A name that is no UTF-8 or a payload that is no JSON.
    #[error("the frame's {0} cannot be read")]
    Text(&'static str),
    /// Bytes are left over.
    #[error("{0} bytes follow the frame's end")]
    Trailing(usize),
}

/// Whether a log may take the commit.
///
/// # Errors
/// [`LogError::Invalid`] that names the broken limit.
pub fn check(commit: &Commit) -> Result<(), LogError> {
    check_stream(&commit.stream)?;
    if commit.events.is_empty() {
        return Err(LogError::Invalid("a commit needs at least one event".into()));
    }
    if commit.events.len() > MAX_EVENTS {
        let count = commit.events.len();
        return Err(LogError::Invalid(format!("{count} events, at most {MAX_EVENTS} are taken")));
    }
    for event in &commit.events {
        if event.name.is_empty() || event.name.len() > MAX_NAME_BYTES || event.version == 0 {
            return Err(LogError::Invalid(format!(
                "event `{}` version {}: a name has 1 to {MAX_NAME_BYTES} bytes, a version is 1 or more",
                event.name, event.version
            )));
        }
    }
    let size = size(commit);
    if size > MAX_COMMIT_BYTES {
        return Err(LogError::Invalid(format!(
            "{size} bytes, at most {MAX_COMMIT_BYTES} are taken"
        )));
    }
    Ok(())
}

/// Names are also `JetStream` subjects, so no token between two `/` may be empty.
fn check_stream(stream: &StreamId) -> Result<(), LogError> {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
    let tokens_fine =
        stream.0.split('/').all(|token| !token.is_empty() && token.bytes().all(allowed));
    if stream.0.len() <= MAX_STREAM_BYTES && tokens_fine {
        return Ok(());
    }
    Err(LogError::Invalid(format!(
        "stream `{stream}`: 1 to {MAX_STREAM_BYTES} bytes of a-z 0-9 _ - with single / between"
    )))
}

fn size(commit: &Commit) -> usize {
    let events = commit.events.iter().map(|event| 8 + event.name.len() + event.payload.get().len());
    41 + commit.stream.0.len() + commit.author.get().len() + events.sum::<usize>()
}

/// The frame of a commit that follows `previous` in its stream.
///
/// # Errors
/// [`LogError::Invalid`] when the commit breaks a limit ([`check`]).
pub fn encode(previous: Position, commit: &Commit) -> Result<Vec<u8>, LogError> {
    check(commit)?;
    let mut out = Vec::with_capacity(size(commit));
    out.push(VERSION);
    out.extend_from_slice(&previous.0.to_be_bytes());
    out.extend_from_slice(commit.command_id.0.as_bytes());
    out.extend_from_slice(&commit.at_ms.to_be_bytes());
    put_short(&mut out, commit.stream.0.as_bytes());
    put_long(&mut out, commit.author.get().as_bytes());
    out.extend_from_slice(&short(commit.events.len()));
    for event in &commit.events {
        put_short(&mut out, event.name.as_bytes());
        out.extend_from_slice(&event.version.to_be_bytes());
        put_long(&mut out, event.payload.get().as_bytes());
    }
    Ok(out)
}

fn short(length: usize) -> [u8; 2] {
    u16::try_from(length).expect("checked against the limits above").to_be_bytes()
}

fn put_short(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&short(bytes.len()));
    out.extend_from_slice(bytes);
}

fn put_long(out: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).expect("checked against the limits above");
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(bytes);
}

/// The commit in `bytes`, and the position of the one before it in its stream.
///
/// # Errors
/// When the bytes are not exactly one frame of a known version.
pub fn decode(bytes: &[u8]) -> Result<(Position, Commit), FrameError> {
    read(Cursor { rest: bytes, sound: false })
}

/// As [`decode`] for bytes that [`encode`] has written, as a checksum vouches: their JSON is not parsed once more.
///
/// # Errors
/// As [`decode`], but for what JSON says.
pub fn decode_sound(bytes: &[u8]) -> Result<(Position, Commit), FrameError> {
    read(Cursor { rest: bytes, sound: true })
}

fn read(mut from: Cursor<'_>) -> Result<(Position, Commit), FrameError> {
    let [version] = from.array("version")?;
    if version != VERSION {
        return Err(FrameError::Version(version));
    }
    let previous = Position(u64::from_be_bytes(from.array("previous position")?));
    let command_id = CommandId(Uuid::from_bytes(from.array("command id")?));
    let at_ms = i64::from_be_bytes(from.array("moment")?);
    let stream = StreamId(from.name("stream")?);
    let author = from.json("author")?;
    let count = u16::from_be_bytes(from.array("number of events")?);
    let events = (0..count).map(|_| from.event()).collect::<Result<Vec<_>, _>>()?;
    if !from.rest.is_empty() {
        return Err(FrameError::Trailing(from.rest.len()));
    }
    Ok((previous, Commit { command_id, stream, at_ms, author, events }))
}

struct Cursor<'a> {
    rest: &'a [u8],
    /// What stands for JSON is known to be JSON.
    sound: bool,
}

impl<'a> Cursor<'a> {
    fn array<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], FrameError> {
        let (head, rest) = self.rest.split_first_chunk::<N>().ok_or(FrameError::Short(field))?;
        self.rest = rest;
        Ok(*head)
    }

    fn text(&mut self, length: usize, field: &'static str) -> Result<&'a str, FrameError> {
        let (head, rest) = self.rest.split_at_checked(length).ok_or(FrameError::Short(field))?;
        self.rest = rest;
        std::str::from_utf8(head).map_err(|_| FrameError::Text(field))
    }

    fn name(&mut self, field: &'static str) -> Result<Arc<str>, FrameError> {
        let length = u16::from_be_bytes(self.array(field)?);
        Ok(Arc::from(self.text(usize::from(length), field)?))
    }

    fn json(&mut self, field: &'static str) -> Result<Json, FrameError> {
        let length = u32::from_be_bytes(self.array(field)?);
        let length = usize::try_from(length).map_err(|_| FrameError::Short(field))?;
        let text = self.text(length, field)?;
        if self.sound {
            return Ok(Json::sound(text));
        }
        let json = Json::parse(text).map_err(|_| FrameError::Text(field))?;
        // White space around a value would be lost, and with it the commit's hash.
        if json.get().len() == length { Ok(json) } else { Err(FrameError::Text(field)) }
    }

    fn event(&mut self) -> Result<StoredEvent, FrameError> {
        let name = self.name("event's name")?;
        let version = u16::from_be_bytes(self.array("event's version")?);
        Ok(StoredEvent { name, version, payload: self.json("event's payload")? })
    }
}

/// The hash of a commit whose frame is `frame`: a leaf of the tree over all commits.
#[must_use]
pub fn leaf(frame: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update([0]).chain_update(frame).finalize().into()
}

/// The chain after a commit whose frame is `frame`, from the chain before it.
#[must_use]
pub fn link(before: &[u8; 32], frame: &[u8]) -> [u8; 32] {
    link_leaf(before, &leaf(frame))
}

/// The chain after a commit whose hash is `leaf`, for who needs the leaf as well.
#[must_use]
pub fn link_leaf(before: &[u8; 32], leaf: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update([1]).chain_update(before).chain_update(leaf).finalize().into()
}
