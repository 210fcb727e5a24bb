//! The book: who has which cooperation's page open, as one node knows it. Memory alone, bounded; time comes as data.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use domain::PersonId;
use tokio::sync::watch;
use tokio::time::Instant;
use uuid::Uuid;

/// How long somebody counts as here whose last page was closed or lost: a page that is loaded again does not blink.
pub(super) const GRACE: Duration = Duration::from_secs(10);
/// People in cooperations, one counted as often as there are cooperations they are in, at one node.
pub(super) const ENTRIES: usize = 4_096;
/// People in one cooperation at one node.
pub(super) const PEOPLE: usize = 128;
/// Cooperations that one person is in at one node.
pub(super) const COOPERATIONS: usize = 16;
/// Pages that one person has open of one cooperation at one node.
pub(super) const PAGES: usize = 16;
/// Places within a cooperation at which one person is told to be.
pub(super) const FOCI: usize = 4;

/// There is no room for one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crowded;

/// The places at which somebody is, within a cooperation.
pub(super) type Foci = BTreeSet<String>;
/// Who is in which cooperation, and where.
pub(super) type Gathering = BTreeMap<Uuid, BTreeMap<PersonId, Foci>>;

/// Who is here.
#[derive(Default)]
pub(super) struct Book {
    rooms: HashMap<Uuid, Room>,
    entries: usize,
    /// In how many cooperations somebody is.
    persons: HashMap<PersonId, usize>,
    /// Entries that may end by themselves, by when; each at most once.
    ending: BTreeSet<(Instant, Uuid, PersonId)>,
    /// What the other nodes say.
    others: HashMap<Uuid, Gathering>,
    pages: u64,
}

/// A cooperation in which somebody of this node is.
struct Room {
    bell: watch::Sender<u64>,
    people: BTreeMap<PersonId, Entry>,
}

/// Somebody in a cooperation.
#[derive(Default)]
struct Entry {
    /// Their open pages, each with its place.
    pages: BTreeMap<u64, Option<String>>,
    /// The places of the last one that was closed, and when that was.
    left: Option<(Instant, Foci)>,
    /// True while it stands in `ending`.
    ending: bool,
}

impl Entry {
    fn foci(&self) -> Foci {
        match &self.left {
            Some((_, foci)) if self.pages.is_empty() => foci.clone(),
            _ => self.pages.values().flatten().take(FOCI).cloned().collect(),
        }
    }
}

impl Room {
    fn ring(&self) {
        self.bell.send_modify(|rung| *rung += 1);
    }
}

impl Book {
    /// Puts down that a page is open: the page's number, and the bell of its cooperation. The flag says whether that is
    /// news for others.
    pub(super) fn open(
        &mut self,
        cooperation: Uuid,
        person: PersonId,
        focus: Option<String>,
    ) -> Result<(u64, watch::Receiver<u64>, bool), Crowded> {
        let known = self.rooms.get(&cooperation).map(|room| &room.people);
        match known.and_then(|people| people.get(&person)) {
            Some(entry) if entry.pages.len() >= PAGES => return Err(Crowded),
            Some(_) => {}
            None => {
                let here = known.map_or(0, BTreeMap::len);
                let theirs = self.persons.get(&person).copied().unwrap_or_default();
                if self.entries >= ENTRIES || here >= PEOPLE || theirs >= COOPERATIONS {
                    return Err(Crowded);
                }
                self.entries += 1;
                *self.persons.entry(person).or_default() += 1;
            }
        }
        let empty = || Room { bell: watch::Sender::new(0), people: BTreeMap::new() };
        let room = self.rooms.entry(cooperation).or_insert_with(empty);
        let before = room.people.get(&person).map(Entry::foci);
        self.pages += 1;
        let entry = room.people.entry(person).or_default();
        entry.pages.insert(self.pages, focus);
        entry.left = None;
        let news = before != Some(entry.foci());
        if news {
            room.ring();
        }
        Ok((self.pages, room.bell.subscribe(), news))
    }

    /// A page was closed; `at_once` without grace. Returns whether that is news for others already.
    pub(super) fn close(
        &mut self,
        (cooperation, person, page): (Uuid, PersonId, u64),
        now: Instant,
        at_once: bool,
    ) -> bool {
        let Some(room) = self.rooms.get_mut(&cooperation) else { return false };
        let Some(entry) = room.people.get_mut(&person) else { return false };
        let before = entry.foci();
        entry.pages.remove(&page);
        if !entry.pages.is_empty() {
            let news = before != entry.foci();
            if news {
                room.ring();
            }
            return news;
        }
        if at_once {
            self.strike(cooperation, person);
            return true;
        }
        entry.left = Some((now, before));
        if !std::mem::replace(&mut entry.ending, true) {
            self.ending.insert((now + GRACE, cooperation, person));
        }
        false
    }

    /// When the next entry may end.
    pub(super) fn next_end(&self) -> Option<Instant> {
        self.ending.first().map(|(at, ..)| *at)
    }

    /// Strikes out whose grace is over; returns whether anybody was.
    pub(super) fn sweep(&mut self, now: Instant) -> bool {
        let mut struck = false;
        while self.next_end().is_some_and(|at| at <= now) {
            let Some((_, cooperation, person)) = self.ending.pop_first() else { break };
            let room = self.rooms.get_mut(&cooperation);
            let Some(entry) = room.and_then(|room| room.people.get_mut(&person)) else { continue };
            entry.ending = false;
            match &entry.left {
                Some((left, _)) if *left + GRACE <= now => {
                    self.strike(cooperation, person);
                    struck = true;
                }
                // Came back, and left again since.
                Some((left, _)) => {
                    entry.ending = true;
                    self.ending.insert((*left + GRACE, cooperation, person));
                }
                None => {}
            }
        }
        struck
    }

    fn strike(&mut self, cooperation: Uuid, person: PersonId) {
        let Some(room) = self.rooms.get_mut(&cooperation) else { return };
        if room.people.remove(&person).is_none() {
            return;
        }
        room.ring();
        if room.people.is_empty() {
            self.rooms.remove(&cooperation);
        }
        self.entries -= 1;
        if let Some(count) = self.persons.get_mut(&person) {
            *count -= 1;
            if *count == 0 {
                self.persons.remove(&person);
            }
        }
    }

    /// What this node has to tell the others.
    pub(super) fn own(&self) -> Gathering {
        let entry = |(&who, entry): (&PersonId, &Entry)| (who, entry.foci());
        let room = |(&id, room): (&Uuid, &Room)| (id, room.people.iter().map(entry).collect());
        self.rooms.iter().map(room).collect()
    }

    /// Takes what another node tells in place of what it told before.
    pub(super) fn told(&mut self, node: Uuid, gathering: Gathering) {
        let now: BTreeSet<Uuid> = gathering.keys().copied().collect();
        let before = self.others.remove(&node).unwrap_or_default();
        for cooperation in now.union(&before.keys().copied().collect()) {
            if before.get(cooperation) != gathering.get(cooperation) {
                self.ring(*cooperation);
            }
        }
        if !gathering.is_empty() {
            self.others.insert(node, gathering);
        }
    }

    /// The nodes that tell of anybody.
    pub(super) fn tellers(&self) -> Vec<Uuid> {
        self.others.keys().copied().collect()
    }

    /// Who watches a cooperation looks again.
    pub(super) fn ring(&self, cooperation: Uuid) {
        if let Some(room) = self.rooms.get(&cooperation) {
            room.ring();
        }
    }

    /// True when nobody of this node is anywhere.
    pub(super) fn is_empty(&self) -> bool {
        self.rooms.is_empty()
    }

    /// Who is in a cooperation, at whichever node, each once.
    pub(super) fn here(&self, cooperation: Uuid) -> BTreeMap<PersonId, Foci> {
        let own = self.rooms.get(&cooperation).map(|room| &room.people).into_iter().flatten();
        let own = own.map(|(&person, entry)| (person, entry.foci()));
        let others = self.others.values().filter_map(|told| told.get(&cooperation)).flatten();
        let others = others.map(|(&person, foci)| (person, foci.clone()));
        let mut here: BTreeMap<PersonId, Foci> = BTreeMap::new();
        for (person, foci) in own.chain(others) {
            let known = here.entry(person).or_default();
            let room = FOCI.saturating_sub(known.len());
            let fresh: Vec<_> = foci.difference(known).take(room).cloned().collect();
            known.extend(fresh);
        }
        here
    }
}
