//! Across nodes: each tells the others who is here at it, sealed, and takes what they tell.

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};

use cluster::{Cluster, Heard, Notices, Rhythm};
use domain::PersonId;
use eventlog::LogError;
use identity::Identity;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::book::{ENTRIES, FOCI, Foci, Gathering};
use super::{Inner, LONGEST_FOCUS, Presence};
use crate::sealed::Sealed;

/// What the notices are called in the cluster.
const NOTICES: &str = "presence";

/// Who is here at a node, as it tells the others; parts that a newer version adds are passed over.
#[derive(Serialize, Deserialize)]
struct Told {
    rooms: Vec<Room>,
}

#[derive(Serialize, Deserialize)]
struct Room {
    cooperation: Uuid,
    people: Vec<Person>,
}

#[derive(Serialize, Deserialize)]
struct Person {
    person: Uuid,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    focus: Vec<String>,
}

/// Shares who is here with the other nodes, for as long as `presence` lives.
///
/// # Errors
/// When the connection to the cluster is closed.
pub(crate) async fn share(
    presence: &Presence,
    cluster: &Cluster,
    people: &Arc<Identity>,
) -> Result<(), LogError> {
    let seal = Arc::new(Sealed::of(NOTICES, people));
    let notices = cluster.notices(NOTICES, Rhythm::default(), seal).await?;
    let task = tokio::spawn(run(Arc::downgrade(&presence.0), notices));
    presence.keep(task.abort_handle());
    Ok(())
}

async fn run(presence: Weak<Inner>, notices: Notices) {
    let Some(mut news) = presence.upgrade().map(|inner| inner.news.subscribe()) else { return };
    let mut heard = notices.heard();
    news.mark_changed();
    loop {
        tokio::select! {
            Ok(()) = news.changed() => {
                let Some(inner) = presence.upgrade() else { return };
                notices.say(written(&inner.book.lock().own()));
            }
            Ok(()) = heard.changed() => {
                let Some(inner) = presence.upgrade() else { return };
                let told = heard.borrow_and_update().clone();
                inner.take(&told);
            }
            else => return,
        }
    }
}

impl Inner {
    fn take(&self, heard: &Heard) {
        let read = |bytes: &Arc<[u8]>| read(bytes).unwrap_or_default();
        let told: BTreeMap<Uuid, Gathering> =
            heard.iter().map(|(node, bytes)| (*node, read(bytes))).collect();
        let mut book = self.book.lock();
        for silent in book.tellers().into_iter().filter(|node| !told.contains_key(node)) {
            book.told(silent, Gathering::new());
        }
        for (node, gathering) in told {
            book.told(node, gathering);
        }
    }
}

fn written(own: &Gathering) -> Vec<u8> {
    let person = |(who, foci): (&PersonId, &Foci)| Person {
        person: who.0,
        focus: foci.iter().cloned().collect(),
    };
    let room = |(id, people): (&Uuid, &BTreeMap<PersonId, Foci>)| Room {
        cooperation: *id,
        people: people.iter().map(person).collect(),
    };
    let told = Told { rooms: own.iter().map(room).collect() };
    let mut bytes = Vec::new();
    ciborium::into_writer(&told, &mut bytes).expect("writing into memory cannot fail");
    bytes
}

/// What another node tells, within our own bounds; `None` when it cannot be read.
fn read(bytes: &[u8]) -> Option<Gathering> {
    // Before it has told anything.
    if bytes.is_empty() {
        return None;
    }
    let told: Result<Told, _> = ciborium::from_reader(bytes);
    let told = told
        .inspect_err(|error| tracing::warn!(%error, "another node tells in a way of its own"))
        .ok()?;
    let mut gathering = Gathering::new();
    let entries = told
        .rooms
        .into_iter()
        .flat_map(|room| room.people.into_iter().map(move |person| (room.cooperation, person)));
    for (cooperation, Person { person, focus }) in entries.take(ENTRIES) {
        let short = |focus: &String| focus.chars().count() <= LONGEST_FOCUS;
        let foci: Foci = focus.into_iter().filter(short).take(FOCI).collect();
        gathering.entry(cooperation).or_default().insert(PersonId(person), foci);
    }
    Some(gathering)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_node_writes_another_reads() {
        let foci = Foci::from(["charter".to_owned()]);
        let people = BTreeMap::from([
            (PersonId(Uuid::from_u128(1)), foci),
            (PersonId(Uuid::from_u128(2)), Foci::new()),
        ]);
        let gathering = Gathering::from([(Uuid::from_u128(7), people)]);
        assert_eq!(read(&written(&gathering)), Some(gathering));
        assert_eq!(read(&[]), None);
        assert_eq!(read(b"no"), None);
    }

    #[test]
    fn nobody_tells_more_than_there_is_room_for() {
        let person = |n: usize| Person {
            person: Uuid::from_u128(n as u128),
            focus: vec!["x".repeat(65); 9],
        };
        let people = (0..=ENTRIES).map(person).collect();
        let told = Told { rooms: vec![Room { cooperation: Uuid::nil(), people }] };
        let mut bytes = Vec::new();
        ciborium::into_writer(&told, &mut bytes).expect("written");
        let taken = read(&bytes).expect("read");
        let people = &taken[&Uuid::nil()];
        assert_eq!(people.len(), ENTRIES);
        assert!(people.values().all(Foci::is_empty));
    }
}
