//! A commit as one line of JSON: a `CloudEvent` whose data are the author and the events exactly as the log has them.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use eventlog::frame::{encode, link};
use eventlog::{CommandId, Commit, Position, Recorded, StoredEvent, StreamId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{hex, moment};

const SPEC: &str = "1.0";
const KIND: &str = "rives.commit.v1";

/// The line; names are those of CloudEvents 1.0 and its `sequence` extension.
#[derive(Serialize, Deserialize)]
pub(super) struct Line {
    specversion: String,
    #[serde(rename = "type")]
    kind: String,
    source: String,
    /// The command id: the same act has the same id wherever it is read.
    id: CommandId,
    /// The stream.
    subject: StreamId,
    time: String,
    datacontenttype: String,
    /// Position in the log.
    sequence: String,
    /// Position of the commit before it in its stream; 0 when it is the first.
    previous: String,
    /// The chain up to it.
    hash: String,
    data: Data,
}

#[derive(Serialize, Deserialize)]
struct Data {
    author: Box<RawValue>,
    events: Vec<StoredEvent>,
}

/// The text of a commit, without the end of the line.
pub(super) fn write(recorded: &Recorded, origin: &str) -> anyhow::Result<String> {
    let commit = &recorded.commit;
    let line = Line {
        specversion: SPEC.to_owned(),
        kind: KIND.to_owned(),
        source: origin.to_owned(),
        id: commit.command_id,
        subject: commit.stream.clone(),
        time: moment(commit.at_ms)?.to_string(),
        datacontenttype: "application/json".to_owned(),
        sequence: recorded.position.0.to_string(),
        previous: recorded.previous.0.to_string(),
        hash: hex(&recorded.hash),
        data: Data { author: commit.author.clone(), events: commit.events.clone() },
    };
    let text = serde_json::to_string(&line)?;
    // Only JSON that was laid out by hand has line ends, and it would come back as other bytes with another hash.
    if text.contains('\n') {
        bail!("commit {} holds JSON of several lines, which one line cannot carry", line.sequence);
    }
    Ok(text)
}

impl Line {
    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let line: Self = serde_json::from_str(text).context("this is no line of an export")?;
        if line.kind != KIND {
            bail!("its type is {:?}, this version reads {KIND:?}", line.kind);
        }
        Ok(line)
    }

    pub(super) fn position(&self) -> anyhow::Result<Position> {
        let place = self.sequence.parse().ok().filter(|place| *place > 0);
        place.map(Position).context("its sequence is no position")
    }

    /// The commit of this line, when it and the chain before it give the hash that the line names.
    pub(super) fn recorded(self, before: &[u8; 32]) -> anyhow::Result<Recorded> {
        let position = self.position()?;
        let previous = Position(self.previous.parse().context("its previous is no number")?);
        let at: Timestamp = self.time.parse().context("its time cannot be read")?;
        let commit = Commit {
            command_id: self.id,
            stream: self.subject,
            at_ms: at.as_millisecond(),
            author: self.data.author,
            events: self.data.events,
        };
        let hash = link(before, &encode(previous, &commit)?);
        if hex(&hash) != self.hash {
            bail!(
                "its hash does not fit what it and the commits before it say: something was altered or left out, or \
                 it is of another log"
            );
        }
        Ok(Recorded { position, previous, hash, commit: Arc::new(commit) })
    }
}

#[cfg(test)]
mod tests {
    use eventlog::frame::CHAIN_START;
    use uuid::Uuid;

    use super::*;

    fn recorded(payload: &str) -> Recorded {
        let json = |text: &str| RawValue::from_string(text.to_owned()).expect("JSON");
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

    fn read(text: &str) -> anyhow::Result<Recorded> {
        Line::parse(text)?.recorded(&CHAIN_START)
    }

    #[test]
    fn a_commit_comes_back_from_its_line_to_the_last_byte() {
        // Numbers, spaces and escapes that a parser would write otherwise.
        let before =
            recorded("{\"n\": 1.0e2, \"t\":\"\\u00e9\\u2028\", \"big\":12345678901234567890123}");
        let after = read(&write(&before, "here/rives").expect("written")).expect("read");
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
            assert!(read(&altered).is_err(), "{altered}");
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
        ] {
            let refused = read(&altered).map(|_| ()).expect_err("refused");
            assert!(format!("{refused:#}").contains(why), "{refused:#}");
        }
    }

    #[test]
    fn json_of_several_lines_is_not_written_in_pieces() {
        assert!(write(&recorded("{\n\"n\":1}"), "here/rives").is_err());
    }
}
