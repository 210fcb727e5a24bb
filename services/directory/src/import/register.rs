//! The register as the log has it, with the towns a file adds, indexed by name, identifier and country for matching.

use std::collections::{HashMap, HashSet};

use domain::codec::{self, Subject};
use domain::fold::fold;
use domain::organisation::{self, Identifier, Kind, Name, Place};
use domain::{Event, OrganisationId, jumelage};
use eventlog::{EventLog, Position, Recorded};

use super::ImportError;

/// Commits read at a time.
const PAGE: usize = 2_000;

/// What matching needs to know of an organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its id.
    pub id: OrganisationId,
    /// What kind of body.
    pub kind: Kind,
    /// Its names, the one shown first.
    pub names: Vec<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Where it is.
    pub place: Option<Place>,
    /// Its identifiers.
    pub identifiers: Vec<Identifier>,
    /// Inhabitants.
    pub population: Option<u64>,
    /// Recorded provisionally.
    pub provisional: bool,
    /// The record that stands for it now.
    pub successor: Option<OrganisationId>,
}

impl Entry {
    /// The name to show.
    #[must_use]
    pub fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

/// A folded name of a country with the letters it is made of, for a quick look at what is similar.
#[derive(Debug, Clone)]
pub(super) struct Spelling {
    pub(super) folded: String,
    pub(super) letters: u32,
    pub(super) entry: usize,
}

/// Every organisation and every pair of twins.
#[derive(Debug, Default)]
pub struct Register {
    entries: Vec<Entry>,
    by_id: HashMap<OrganisationId, usize>,
    by_name: HashMap<String, HashMap<String, Vec<usize>>>,
    by_identifier: HashMap<(String, String), usize>,
    spellings: HashMap<String, Vec<Spelling>>,
    twins: HashSet<(OrganisationId, OrganisationId)>,
    complete: HashSet<String>,
}

impl Register {
    /// Reads the whole log.
    ///
    /// # Errors
    /// When the log fails or holds an event that this version cannot read.
    pub async fn load(log: &dyn EventLog) -> Result<Self, ImportError> {
        let mut entries: HashMap<OrganisationId, Entry> = HashMap::new();
        let mut twins = Twins::default();
        let mut order = Vec::new();
        let mut after = Position(0);
        loop {
            let commits = log.read(after, PAGE).await?;
            let Some(last) = commits.last() else { break };
            after = last.position;
            for recorded in &commits {
                fold_commit(recorded, &mut entries, &mut order, &mut twins)?;
            }
        }
        let mut register = Self { twins: twins.pairs(), ..Self::default() };
        for id in order {
            if let Some(entry) = entries.remove(&id) {
                register.add(entry);
            }
        }
        Ok(register)
    }

    /// Adds an organisation.
    pub fn add(&mut self, entry: Entry) {
        let index = self.entries.len();
        let by_name = self.by_name.entry(entry.country.clone()).or_default();
        let spellings = self.spellings.entry(entry.country.clone()).or_default();
        let folded: HashSet<String> = entry.names.iter().map(|name| fold(name)).collect();
        for name in folded {
            by_name.entry(name.clone()).or_default().push(index);
            spellings.push(Spelling { letters: letters(&name), folded: name, entry: index });
        }
        for identifier in &entry.identifiers {
            self.by_identifier.insert((identifier.scheme.clone(), identifier.value.clone()), index);
        }
        if entry.kind == Kind::Commune && !entry.provisional {
            self.complete.insert(entry.country.clone());
        }
        self.by_id.insert(entry.id, index);
        self.entries.push(entry);
    }

    /// Takes the last added organisation out again.
    pub(super) fn take_back(&mut self) {
        let Some(entry) = self.entries.pop() else {
            return;
        };
        let index = self.entries.len();
        self.by_id.remove(&entry.id);
        if let Some(by_name) = self.by_name.get_mut(&entry.country) {
            for name in &entry.names {
                if let Some(indices) = by_name.get_mut(&fold(name)) {
                    indices.retain(|other| *other != index);
                }
            }
        }
        if let Some(spellings) = self.spellings.get_mut(&entry.country) {
            while spellings.last().is_some_and(|spelling| spelling.entry == index) {
                spellings.pop();
            }
        }
        for identifier in entry.identifiers {
            self.by_identifier.remove(&(identifier.scheme, identifier.value));
        }
    }

    /// The organisation with this id.
    #[must_use]
    pub fn get(&self, id: OrganisationId) -> Option<&Entry> {
        self.by_id.get(&id).map(|index| &self.entries[*index])
    }

    /// The organisation with this identifier.
    #[must_use]
    pub fn identified(&self, identifier: &Identifier) -> Option<&Entry> {
        let key = (identifier.scheme.clone(), identifier.value.clone());
        self.by_identifier.get(&key).map(|index| self.now(*index))
    }

    /// The organisations of `country` with exactly this folded name.
    #[must_use]
    pub fn named(&self, country: &str, folded: &str) -> Vec<&Entry> {
        let found = self.by_name.get(country).and_then(|names| names.get(folded));
        let mut entries: Vec<&Entry> =
            found.into_iter().flatten().map(|index| self.now(*index)).collect();
        entries.sort_by_key(|entry| entry.id);
        entries.dedup_by_key(|entry| entry.id);
        entries
    }

    pub(super) fn spellings(&self, country: &str) -> &[Spelling] {
        self.spellings.get(country).map_or(&[], Vec::as_slice)
    }

    pub(super) fn entry(&self, index: usize) -> &Entry {
        self.now(index)
    }

    /// The organisations added after the first `known`.
    pub(super) fn since(&self, known: usize) -> &[Entry] {
        self.entries.get(known..).unwrap_or_default()
    }

    /// True when `id` was added after the first `known`.
    pub(super) fn is_since(&self, id: OrganisationId, known: usize) -> bool {
        self.by_id.get(&id).is_some_and(|index| *index >= known)
    }

    /// True when every commune of the country is here, so that a name of no record is hardly a new commune.
    #[must_use]
    pub fn is_complete(&self, country: &str) -> bool {
        self.complete.contains(country)
    }

    /// True when the two are twins already, or were.
    #[must_use]
    pub fn are_twins(&self, one: OrganisationId, other: OrganisationId) -> bool {
        self.twins.contains(&pair(one, other))
    }

    /// How many organisations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The record that stands for the one at `index`, following mergers; a circle ends where it began.
    fn now(&self, index: usize) -> &Entry {
        let mut entry = &self.entries[index];
        for _ in 0..8 {
            match entry.successor.and_then(|id| self.get(id)) {
                Some(next) => entry = next,
                None => break,
            }
        }
        entry
    }
}

/// The pair in an order of its own.
#[must_use]
pub fn pair(one: OrganisationId, other: OrganisationId) -> (OrganisationId, OrganisationId) {
    if one <= other { (one, other) } else { (other, one) }
}

/// A bit for each letter of a name; two names that differ much in it cannot be near in spelling.
pub(super) fn letters(folded: &str) -> u32 {
    folded.bytes().filter(u8::is_ascii_lowercase).fold(0, |bits, byte| bits | 1 << (byte - b'a'))
}

/// Twinnings by stream, because one that was declined is none.
#[derive(Debug, Default)]
struct Twins(HashMap<domain::JumelageId, Vec<OrganisationId>>);

impl Twins {
    fn pairs(&self) -> HashSet<(OrganisationId, OrganisationId)> {
        let mut pairs = HashSet::new();
        for towns in self.0.values() {
            for (index, one) in towns.iter().enumerate() {
                pairs.extend(towns[index + 1..].iter().map(|other| pair(*one, *other)));
            }
        }
        pairs
    }
}

fn fold_commit(
    recorded: &Recorded,
    entries: &mut HashMap<OrganisationId, Entry>,
    order: &mut Vec<OrganisationId>,
    twins: &mut Twins,
) -> Result<(), ImportError> {
    let commit = &recorded.commit;
    let subject = codec::subject_of(&commit.stream.0);
    for stored in &commit.events {
        match &subject {
            Some(Subject::Organisation(id)) => {
                let event = codec::decode(&stored.name, stored.version, stored.payload.get())?;
                let Event::Organisation(event) = event else {
                    continue;
                };
                if let Some(entry) = recorded_entry(*id, &event) {
                    entries.insert(*id, entry);
                    order.push(*id);
                } else if let Some(entry) = entries.get_mut(id) {
                    change(entry, event);
                }
            }
            Some(Subject::Jumelage(id)) => {
                let event = codec::decode(&stored.name, stored.version, stored.payload.get())?;
                if let Event::Jumelage(event) = event {
                    fold_twinning(*id, event, twins);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn texts(names: &[Name]) -> Vec<String> {
    names.iter().map(|name| name.text.clone()).collect()
}

fn recorded_entry(id: OrganisationId, event: &organisation::Event) -> Option<Entry> {
    let organisation::Event::Recorded {
        kind,
        names,
        country,
        place,
        identifiers,
        population,
        provisional,
        ..
    } = event
    else {
        return None;
    };
    Some(Entry {
        id,
        kind: *kind,
        names: texts(names),
        country: country.clone(),
        place: *place,
        identifiers: identifiers.clone(),
        population: *population,
        provisional: *provisional,
        successor: None,
    })
}

fn change(entry: &mut Entry, event: organisation::Event) {
    match event {
        organisation::Event::Renamed { names, .. } => {
            let mut now = texts(&names);
            now.extend(
                std::mem::take(&mut entry.names)
                    .into_iter()
                    .filter(|old| names.iter().all(|name| name.text != *old)),
            );
            entry.names = now;
        }
        organisation::Event::IdentifierAdded { identifier } => entry.identifiers.push(identifier),
        organisation::Event::Located { place, .. } => entry.place = Some(place),
        organisation::Event::MergedInto { into, .. } => entry.successor = Some(into),
        organisation::Event::SucceededBy { successor, .. } => entry.successor = Some(successor),
        organisation::Event::Recorded { .. }
        | organisation::Event::ClaimRequested { .. }
        | organisation::Event::Claimed { .. }
        | organisation::Event::ClaimRefused { .. }
        | organisation::Event::SeatOffered { .. }
        | organisation::Event::SeatTaken { .. }
        | organisation::Event::SeatOfferWithdrawn { .. }
        | organisation::Event::SeatEnded { .. }
        | organisation::Event::SeatHandedOver { .. }
        | organisation::Event::ProfileDescribed { .. } => {}
    }
}

fn fold_twinning(id: domain::JumelageId, event: jumelage::Event, twins: &mut Twins) {
    match event {
        jumelage::Event::Proposed { parties, .. }
        | jumelage::Event::RecordedAsExisting { parties, .. } => {
            twins.0.insert(id, parties.iter().map(|party| party.organisation).collect());
        }
        jumelage::Event::TownJoined { organisation, .. } => {
            twins.0.entry(id).or_default().push(organisation);
        }
        jumelage::Event::Declined { .. } | jumelage::Event::Withdrawn { .. } => {
            twins.0.remove(&id);
        }
        jumelage::Event::Confirmed { .. }
        | jumelage::Event::Contested { .. }
        | jumelage::Event::CharterAmended { .. }
        | jumelage::Event::RemarkMade { .. }
        | jumelage::Event::RemarkShared { .. }
        | jumelage::Event::CharterConsented { .. }
        | jumelage::Event::ConsentWithdrawn { .. }
        | jumelage::Event::ContentAgreed { .. }
        | jumelage::Event::CouncilDecided { .. }
        | jumelage::Event::CeremonyHeld { .. }
        | jumelage::Event::KindChanged { .. }
        | jumelage::Event::ThemesChosen { .. }
        | jumelage::Event::TownInvited { .. }
        | jumelage::Event::MarkedDormant { .. }
        | jumelage::Event::ScreenedAgain(_)
        | jumelage::Event::Revived { .. }
        | jumelage::Event::Ended(_)
        | jumelage::Event::Annulled { .. }
        | jumelage::Event::Regularised { .. } => {}
    }
}
