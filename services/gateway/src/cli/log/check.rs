//! `rives log check`: what this version can read of a log that may be older or newer than it.

use std::collections::BTreeMap;

use eventlog::{EventLog, Recorded};

use super::super::say;
use super::walk;

/// What could not be read, by what it is: where it stands first, how often, and why.
type Unread = BTreeMap<String, (u64, u64, String)>;

#[derive(Default)]
struct Read {
    known: BTreeMap<String, u64>,
    unread: Unread,
}

/// Decodes every event and author with this version's code; true when it could read them all.
pub(super) async fn check(log: &dyn EventLog) -> anyhow::Result<bool> {
    let mut read = Read::default();
    walk(log, u64::MAX, |recorded| {
        read.commit(recorded);
        Ok(())
    })
    .await?;
    for (what, count) in &read.known {
        say(&format!("{count:>10}  {what}"))?;
    }
    for (what, (position, count, why)) in &read.unread {
        say(&format!("unreadable: {count} of {what}, first in commit {position}: {why}"))?;
    }
    Ok(read.unread.is_empty())
}

impl Read {
    fn commit(&mut self, recorded: &Recorded) {
        let at = recorded.position.0;
        if let Err(error) = domain::codec::decode_author(recorded.commit.author.get()) {
            self.failed("authors".to_owned(), at, error.to_string());
        }
        for event in &recorded.commit.events {
            let what = format!("{} v{}", event.name, event.version);
            match domain::codec::decode(&event.name, event.version, event.payload.get()) {
                Ok(_) => *self.known.entry(what).or_default() += 1,
                Err(error) => self.failed(what, at, error.to_string()),
            }
        }
    }

    fn failed(&mut self, what: String, at: u64, why: String) {
        self.unread.entry(what).or_insert((at, 0, why)).1 += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use eventlog::frame::CHAIN_START;
    use eventlog::{CommandId, Commit, Position, StoredEvent, StreamId};
    use uuid::Uuid;

    use super::*;

    fn recorded(position: u64, name: &str, author: &str) -> Recorded {
        let json = |text: &str| eventlog::Json::parse(text).expect("JSON");
        let commit = Commit {
            command_id: CommandId(Uuid::from_u128(1)),
            stream: StreamId("a/1".into()),
            at_ms: 0,
            author: json(author),
            events: vec![StoredEvent { name: name.into(), version: 1, payload: json("{}") }],
        };
        let (position, commit) = (Position(position), Arc::new(commit));
        Recorded { position, previous: Position(0), hash: CHAIN_START, commit }
    }

    #[test]
    fn what_cannot_be_read_is_named_once_with_the_first_commit_and_how_often() {
        let author = r#"{"person":null,"seat":null,"of":{"kind":"platform"},"role":"system"}"#;
        let mut read = Read::default();
        for (position, name, author) in [
            (4, "jumelage.dreamt", author),
            (7, "jumelage.dreamt", author),
            (9, "jumelage.proposed", "{}"),
        ] {
            read.commit(&recorded(position, name, author));
        }
        let found: Vec<_> =
            read.unread.iter().map(|(what, (at, n, _))| (&**what, *at, *n)).collect();
        let expected =
            [("authors", 9, 1), ("jumelage.dreamt v1", 4, 2), ("jumelage.proposed v1", 9, 1)];
        assert_eq!(found, expected);
        assert!(read.known.is_empty());
    }
}
