//! A commit as one line of JSON: a `CloudEvent` whose data are the author and the events exactly as the log has them.

use std::borrow::Cow;
use std::sync::Arc;

use eventlog::frame::{MAX_COMMIT_BYTES, encode, link};
use eventlog::{CommandId, Commit, Json, Position, Recorded, StoredEvent, StreamId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::hash;

const SPEC: &str = "1.0";
const KIND: &str = "rives.commit.v1";
const JSON: &str = "application/json";

/// Longest line that is read, in bytes: a commit at its limit with all that is around it stays well below.
pub const MAX_LINE: u64 = 2 * MAX_COMMIT_BYTES as u64;

/// Why a commit has no line, or a line no commit.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// It is not laid out as a line of an export.
    #[error("this is no line of an export")]
    Shape(#[source] serde_json::Error),
    /// It is one of another kind or version.
    #[error("its type is {0:?}, this version reads {KIND:?}")]
    Kind(String),
    /// A field of it cannot be read.
    #[error("its {0}")]
    Field(&'static str),
    /// The chain does not come out as it says.
    #[error(
        "its hash does not fit what it and the commits before it say: something was altered or left out, or it is of \
         another log"
    )]
    Hash,
    /// Only JSON that was laid out by hand has line ends, and it would come back as other bytes with another hash.
    #[error("commit {0} holds JSON of several lines, which one line cannot carry")]
    Lines(u64),
    /// No calendar knows the moment.
    #[error("commit {0} has an impossible moment")]
    Moment(u64),
}

/// The line; names are those of `CloudEvents` 1.0 and its `sequence` extension.
#[derive(Serialize, Deserialize)]
struct Line<'l> {
    #[serde(borrow)]
    specversion: Cow<'l, str>,
    #[serde(rename = "type", borrow)]
    kind: Cow<'l, str>,
    #[serde(borrow)]
    source: Cow<'l, str>,
    /// The command id: the same act has the same id wherever it is read.
    id: CommandId,
    /// The stream.
    #[serde(borrow)]
    subject: Cow<'l, str>,
    #[serde(borrow)]
    time: Cow<'l, str>,
    #[serde(borrow)]
    datacontenttype: Cow<'l, str>,
    /// Position in the log.
    #[serde(borrow)]
    sequence: Cow<'l, str>,
    /// Position of the commit before it in its stream; 0 when it is the first.
    #[serde(borrow)]
    previous: Cow<'l, str>,
    /// The chain up to it.
    #[serde(borrow)]
    hash: Cow<'l, str>,
    #[serde(borrow)]
    data: Data<'l>,
}

#[derive(Serialize, Deserialize)]
struct Data<'l> {
    author: Cow<'l, Json>,
    events: Cow<'l, [StoredEvent]>,
}

/// The text of a commit, with the end of the line. `origin` names the log it comes from.
///
/// # Errors
/// When one line cannot carry it.
pub fn write(recorded: &Recorded, origin: &str) -> Result<String, LineError> {
    let (commit, at) = (&recorded.commit, recorded.position.0);
    let time = Timestamp::from_millisecond(commit.at_ms).map_err(|_| LineError::Moment(at))?;
    let line = Line {
        specversion: SPEC.into(),
        kind: KIND.into(),
        source: origin.into(),
        id: commit.command_id,
        subject: (&*commit.stream.0).into(),
        time: time.to_string().into(),
        datacontenttype: JSON.into(),
        sequence: at.to_string().into(),
        previous: recorded.previous.0.to_string().into(),
        hash: hash::text(&recorded.hash).into(),
        data: Data { author: Cow::Borrowed(&commit.author), events: Cow::Borrowed(&commit.events) },
    };
    let mut text = serde_json::to_string(&line).map_err(LineError::Shape)?;
    if text.contains('\n') {
        return Err(LineError::Lines(at));
    }
    text.push('\n');
    Ok(text)
}

/// The commit of a line, as the line says it is: whether its hash fits is for a [`eventlog::transfer::Gate`] or [`fits`].
///
/// # Errors
/// When the text is no line of an export, or of a newer kind.
pub fn read(text: &str) -> Result<Recorded, LineError> {
    let line: Line<'_> = serde_json::from_str(text).map_err(LineError::Shape)?;
    if line.kind != KIND {
        return Err(LineError::Kind(line.kind.into_owned()));
    }
    let position = line.sequence.parse().ok().filter(|place| *place > 0);
    let position = position.ok_or(LineError::Field("sequence is no position"))?;
    let previous = line.previous.parse().map_err(|_| LineError::Field("previous is no number"))?;
    let time: Timestamp = line.time.parse().map_err(|_| LineError::Field("time cannot be read"))?;
    let commit = Commit {
        command_id: line.id,
        stream: StreamId(Arc::from(&*line.subject)),
        at_ms: time.as_millisecond(),
        author: line.data.author.into_owned(),
        events: line.data.events.into_owned(),
    };
    Ok(Recorded {
        position: Position(position),
        previous: Position(previous),
        hash: hash::read(&line.hash).ok_or(LineError::Field("hash is none"))?,
        commit: Arc::new(commit),
    })
}

/// Whether a commit and the chain before it give the hash that it has.
///
/// # Errors
/// [`LineError::Hash`] when they do not.
pub fn fits(recorded: &Recorded, before: &[u8; 32]) -> Result<(), LineError> {
    let frame = encode(recorded.previous, &recorded.commit).map_err(|_| LineError::Hash)?;
    if link(before, &frame) == recorded.hash { Ok(()) } else { Err(LineError::Hash) }
}

#[cfg(test)]
mod tests {
    use eventlog::frame::CHAIN_START;
    use uuid::Uuid;

    use super::*;

    fn recorded(payload: &str) -> Recorded {
        let json = |text: &str| Json::parse(text).expect("JSON");
        let event = StoredEvent { name: "a.b".into(), version: 1, payload: json(payload) };
        let commit = Commit {
            command_id: CommandId(Uuid::from_u128(7)),
            stream: StreamId("a/1".into()),
            at_ms: -1,
            author: json("{ \"by\":1.50 }"),
            events: vec![event],
        };
        let hash = link(&CHAIN_START, &encode(Position(0), &commit).expect("within the limits"));
        let commit = Arc::new(commit);
        Recorded { position: Position(1), previous: Position(0), hash, commit }
    }

    fn read_and_checked(text: &str) -> Result<Recorded, LineError> {
        let recorded = read(text)?;
        fits(&recorded, &CHAIN_START).map(|()| recorded)
    }

    #[test]
    fn a_commit_comes_back_from_its_line_to_the_last_byte() {
        // Numbers, spaces and escapes that a parser would write otherwise.
        let before =
            recorded("{\"n\": 1.0e2, \"t\":\"\\u00e9\\u2028\", \"big\":12345678901234567890123}");
        let after = read_and_checked(&write(&before, "here/\"rives\"").expect("written"));
        let after = after.expect("read");
        let bytes = |it: &Recorded| encode(it.previous, &it.commit).expect("within the limits");
        assert_eq!((bytes(&after), after.hash), (bytes(&before), before.hash));
        assert_eq!((after.position, after.previous), (before.position, before.previous));
    }

    #[test]
    fn a_line_that_was_altered_anywhere_in_what_the_log_keeps_is_refused() {
        let text = write(&recorded("{\"n\":1}"), "here/rives").expect("written");
        for (from, to) in [
            ("\"n\":1", "\"n\":2"),
            ("1.50", "1.5"),
            ("a.b", "a.c"),
            ("a/1", "a/2"),
            ("000007", "000008"),
            ("\"previous\":\"0\"", "\"previous\":\"1\""),
            (".999Z", ".998Z"),
            ("\"version\":1", "\"version\":2"),
        ] {
            let altered = text.replacen(from, to, 1);
            assert_ne!(altered, text, "{from}");
            assert!(read_and_checked(&altered).is_err(), "{altered}");
        }
    }

    #[test]
    fn what_is_no_line_of_an_export_is_refused_with_the_reason() {
        let text = write(&recorded("1"), "here/rives").expect("written");
        for (altered, why) in [
            (String::new(), "no line of an export"),
            (text.replace("rives.commit.v1", "rives.commit.v9"), "rives.commit.v9"),
            (text.replace("\"sequence\":\"1\"", "\"sequence\":\"0\""), "no position"),
            (text.replace("1969-12-31", "1969-13-31"), "time"),
            (text.replace("\"hash\":\"", "\"hash\":\"+"), "hash"),
        ] {
            let refused = read_and_checked(&altered).map(|_| ()).expect_err("refused");
            assert!(refused.to_string().contains(why), "{refused}");
        }
    }

    #[test]
    fn json_of_several_lines_is_not_written_in_pieces() {
        assert!(write(&recorded("{\n\"n\":1}"), "here/rives").is_err());
    }
}
