//! A commit as a message: on the subject of its stream, named by its command, with a checksum beside its frame.

use async_nats::HeaderMap;
use async_nats::jetstream::message::PublishMessage;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use eventlog::frame::{decode, leaf};
use eventlog::{CommandId, Commit, LogError, Position, StreamId};

/// Header with the version of this layout.
const FORMAT: &str = "Rives-Format";
/// The layout: the body is the frame (`eventlog::frame`), the header [`LEAF`] its hash in base64.
const VERSION: &str = "1";
/// Header with the hash of the frame: what is flipped on a disk of the cluster is found by every node.
const LEAF: &str = "Rives-Leaf";

/// The subject of a stream of the log `name`: streams have no `.`, so no two share one.
pub(crate) fn subject(name: &str, stream: &StreamId) -> String {
    format!("rives.{name}.{}", stream.0.replace('/', "."))
}

/// The message of a commit that is placed only if its stream is at `expected` and its command is new.
pub(crate) fn publish(command: CommandId, expected: Position, frame: &[u8]) -> PublishMessage {
    PublishMessage::build()
        .payload(frame.to_vec().into())
        .header(FORMAT, VERSION)
        .header(LEAF, BASE64.encode(leaf(frame)))
        .message_id(command.0.to_string())
        .expected_last_subject_sequence(expected.0)
}

/// The commit in a message, and the position of the one before it in its stream.
///
/// # Errors
/// [`LogError::Damaged`] when it is not what was published, or was not published by a node of this log.
pub(crate) fn open(
    name: &str,
    at: Position,
    subject_found: &str,
    headers: Option<&HeaderMap>,
    frame: &[u8],
) -> Result<(Position, Commit), LogError> {
    let damaged = |what: String| LogError::Damaged { at, what };
    let header = |name: &str| headers.and_then(|all| all.get(name)).map(ToString::to_string);
    match header(FORMAT).as_deref() {
        Some(VERSION) => {}
        Some(other) => {
            let what = format!("the message has format {other:?}, this program knows {VERSION}");
            return Err(damaged(what));
        }
        None => return Err(damaged("the message is none of this program's".into())),
    }
    if header(LEAF).as_deref() != Some(&*BASE64.encode(leaf(frame))) {
        return Err(damaged("the checksum of the message does not fit".into()));
    }
    let (previous, commit) = decode(frame).map_err(|error| damaged(error.to_string()))?;
    if subject_found != subject(name, &commit.stream) {
        return Err(damaged(format!("the message of {} is on another subject", commit.stream)));
    }
    Ok((previous, commit))
}

#[cfg(test)]
mod tests {
    use eventlog::contract::{commit, stream};
    use eventlog::frame::encode;

    use super::*;

    fn message() -> (HeaderMap, Vec<u8>) {
        let frame = encode(Position(4), &commit(&stream("a/1"), 7)).expect("within the limits");
        let mut headers = HeaderMap::new();
        headers.insert(FORMAT, VERSION);
        headers.insert(LEAF, BASE64.encode(leaf(&frame)));
        (headers, frame)
    }

    #[test]
    fn a_message_gives_the_commit_that_was_published() {
        let (headers, frame) = message();
        let opened = open("main", Position(9), "rives.main.a.1", Some(&headers), &frame);
        let (previous, commit) = opened.expect("as it was published");
        assert_eq!((previous, &*commit.stream.0), (Position(4), "a/1"));
    }

    #[test]
    fn a_message_that_was_altered_moved_or_comes_from_elsewhere_is_damage_at_its_position() {
        let (headers, frame) = message();
        let mut flipped = frame.clone();
        flipped[30] ^= 1;
        let mut newer = headers.clone();
        newer.insert(FORMAT, "2");
        for (subject, headers, frame) in [
            ("rives.main.a.1", Some(&headers), &flipped),
            ("rives.main.a.2", Some(&headers), &frame),
            ("rives.other.a.1", Some(&headers), &frame),
            ("rives.main.a.1", Some(&newer), &frame),
            ("rives.main.a.1", None, &frame),
        ] {
            let refused = open("main", Position(9), subject, headers, frame);
            assert!(matches!(refused, Err(LogError::Damaged { at: Position(9), .. })));
        }
    }
}
