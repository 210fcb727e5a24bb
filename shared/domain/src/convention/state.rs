//! What is known of a convention after its events: the state that decides, and that reads are derived from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Approval, Commitment, Event, Formality, Kind, Signature, Term, Version};
use crate::cooperation::{Cooperation, Party, PartyRole, Side, TextHash, Vote, sides};
use crate::ids::{ConventionId, OrganisationId, RemarkId};
use crate::reminder::Told;
use crate::text::LocalText;

/// Where a convention stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Sides name versions and consent.
    Drafting,
    /// Every side consented to the same version.
    TextAgreed,
    /// Every council approved it.
    Approved,
    /// Every party signed it.
    Signed,
    /// It binds.
    InForce,
    /// Its term ended.
    Expired,
    /// A party ended it.
    Terminated,
    /// Given up before anybody was bound.
    Abandoned,
    /// A State or a court annulled it.
    Annulled,
}

/// How a convention was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// Its term ended.
    Expired,
    /// By a party.
    Terminated,
    /// Before anybody was bound.
    Abandoned,
    /// By a State or a court.
    Annulled,
}

/// How work on it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// What it is for.
    pub kind: Kind,
    /// The cooperation it belongs to.
    pub cooperation: Option<Cooperation>,
    /// Its parties.
    pub parties: Vec<Party>,
    /// The side that opened or recorded it.
    pub by: Option<Side>,
    /// Title, one or more languages.
    pub title: Vec<LocalText>,
    /// The convention that an amendment changes.
    pub amends: Option<ConventionId>,
    /// True when it was in force before the platform.
    pub existing: bool,
}

/// The version as it stands, without its words: they stay in the events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    /// Its hash.
    pub hash: TextHash,
    /// The side that named it.
    pub by: Side,
    /// Tags of its languages.
    pub languages: Vec<String>,
    /// True when it states its object.
    pub object_stated: bool,
    /// Estimated commitments.
    pub commitments: Vec<Commitment>,
}

/// An observation of the control of legality that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// Which.
    pub id: RemarkId,
    /// To which party.
    pub organisation: OrganisationId,
    /// Who observed.
    pub authority: String,
    /// On which grounds.
    pub grounds: String,
    /// Day.
    pub on: Date,
}

/// That a convention binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Force {
    /// Since which day; not known of one recorded as existing.
    pub since: Option<Date>,
}

/// A convention; the default is one of which nothing is recorded yet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct State {
    /// How it began; `None` until then.
    pub opening: Option<Opening>,
    /// The version as it stands.
    pub present: Option<Present>,
    /// Hashes of earlier versions, oldest first.
    pub earlier: Vec<TextHash>,
    /// Sides that consented to the present version.
    pub consents: Vec<Side>,
    /// True once every side consented to the present version.
    pub agreed: bool,
    /// Votes on the present version.
    pub approvals: Vec<Approval>,
    /// Signatures under the present version.
    pub signatures: Vec<Signature>,
    /// Formalities of the present version.
    pub formalities: Vec<Formality>,
    /// Observations that stand.
    pub observations: Vec<Observation>,
    /// Set once it binds.
    pub in_force: Option<Force>,
    /// How long it holds.
    pub term: Option<Term>,
    /// Amendments that changed it.
    pub amendments: Vec<ConventionId>,
    /// How it was closed, if it was.
    pub closed: Option<Closed>,
    /// Why it was closed, where somebody said.
    pub closing: Option<String>,
    /// Reminders on record.
    #[serde(default)]
    pub reminded: Vec<Told>,
}

impl State {
    /// Its parties; none until something is recorded.
    #[must_use]
    pub fn parties(&self) -> &[Party] {
        self.opening.as_ref().map_or(&[], |opening| &opening.parties)
    }

    /// The newest vote of an authority on the present version.
    #[must_use]
    pub fn approval_of(&self, organisation: OrganisationId) -> Option<&Approval> {
        self.approvals.iter().rfind(|approval| approval.organisation == organisation)
    }

    /// True when the newest vote of an authority is "adopted".
    #[must_use]
    pub fn approved_by(&self, organisation: OrganisationId) -> bool {
        self.approval_of(organisation).is_some_and(|approval| approval.outcome == Vote::Adopted)
    }

    /// The signature of a party.
    #[must_use]
    pub fn signature_of(&self, organisation: OrganisationId) -> Option<&Signature> {
        self.signatures.iter().find(|signature| signature.organisation == organisation)
    }
}

/// Where it stands; `None` when nothing is recorded.
#[must_use]
pub fn stage(state: &State) -> Option<Stage> {
    state.opening.as_ref()?;
    Some(match state.closed {
        Some(Closed::Expired) => Stage::Expired,
        Some(Closed::Terminated) => Stage::Terminated,
        Some(Closed::Abandoned) => Stage::Abandoned,
        Some(Closed::Annulled) => Stage::Annulled,
        None if state.in_force.is_some() => Stage::InForce,
        None if !state.agreed => Stage::Drafting,
        None if !unapproved(state).is_empty() => Stage::TextAgreed,
        None if !unsigned(state).is_empty() => Stage::Approved,
        None => Stage::Signed,
    })
}

/// The parties that sign: authorities, and the association of a convention with one.
#[must_use]
pub fn signatories(state: &State) -> Vec<OrganisationId> {
    let Some(opening) = &state.opening else {
        return Vec::new();
    };
    let signs = |party: &&Party| {
        party.role.decides()
            || (opening.kind == Kind::Association && party.role == PartyRole::Operator)
    };
    opening.parties.iter().filter(signs).map(|party| party.organisation).collect()
}

/// The sides that have not consented to the present version.
#[must_use]
pub fn silent(state: &State) -> Vec<Side> {
    let mut silent = sides(state.parties());
    silent.retain(|side| !state.consents.contains(side));
    silent
}

/// The authorities whose council has not adopted the present version.
#[must_use]
pub fn unapproved(state: &State) -> Vec<OrganisationId> {
    let mut missing = crate::cooperation::authorities(state.parties());
    missing.retain(|organisation| !state.approved_by(*organisation));
    missing
}

/// The parties that have not signed.
#[must_use]
pub fn unsigned(state: &State) -> Vec<OrganisationId> {
    let mut missing = signatories(state);
    missing.retain(|organisation| state.signature_of(*organisation).is_none());
    missing
}

/// The state after one more event; total: an event that does not fit changes what it says and nothing else.
#[must_use]
pub fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Opened { kind, cooperation, parties, by, title, amends } => {
            state = begin(*kind, *cooperation, parties, Some(*by), title);
            if let Some(opening) = &mut state.opening {
                opening.amends = *amends;
            }
        }
        Event::RecordedAsExisting { kind, cooperation, parties, by, title, term, .. } => {
            state = begin(*kind, *cooperation, parties, *by, title);
            if let Some(opening) = &mut state.opening {
                opening.existing = true;
            }
            state.in_force = Some(Force { since: None });
            state.term.clone_from(term);
        }
        Event::VersionNamed { by, version, .. } => rewrite(&mut state, *by, version),
        Event::Consented { by, hash } => {
            if state.is_present(hash) && !state.consents.contains(by) {
                state.consents.push(*by);
            }
        }
        Event::ConsentWithdrawn { by, .. } => {
            state.consents.retain(|side| side != by);
            state.agreed = false;
        }
        Event::TextAgreed { hash } => state.agreed = state.is_present(hash),
        Event::CouncilVoted { approval } => state.approvals.push(approval.clone()),
        Event::Signed { signature } => state.signatures.push(signature.clone()),
        Event::FormalityCompleted { formality } => state.formalities.push(formality.clone()),
        Event::LegalityObserved { organisation, observation, authority, grounds, on } => {
            state.observations.push(Observation {
                id: *observation,
                organisation: *organisation,
                authority: authority.clone(),
                grounds: grounds.clone(),
                on: *on,
            });
        }
        Event::ObservationWithdrawn { observation, .. } => {
            state.observations.retain(|known| known.id != *observation);
        }
        Event::EnteredIntoForce { on } => state.in_force = Some(Force { since: Some(*on) }),
        Event::Reminded { reminder } => state.reminded.push(reminder.into()),
        Event::Amended { by, .. } => state.amendments.push(*by),
        Event::Renewed { term, .. } => state.term = Some(term.clone()),
        Event::Expired { .. } => state.closed = Some(Closed::Expired),
        Event::Terminated { reason, .. } => close(&mut state, Closed::Terminated, reason),
        Event::Abandoned { reason, .. } => close(&mut state, Closed::Abandoned, reason),
        Event::Annulled { reason, .. } => close(&mut state, Closed::Annulled, reason),
    }
    state
}

fn begin(
    kind: Kind,
    cooperation: Option<Cooperation>,
    parties: &[Party],
    by: Option<Side>,
    title: &[LocalText],
) -> State {
    let opening = Opening {
        kind,
        cooperation,
        parties: parties.to_vec(),
        by,
        title: title.to_vec(),
        amends: None,
        existing: false,
    };
    State { opening: Some(opening), ..State::default() }
}

/// A new version: all that was given to the old one is void.
fn rewrite(state: &mut State, by: Side, version: &Version) {
    let present = Present {
        hash: version.hash.clone(),
        by,
        languages: version.texts.iter().map(|text| text.lang.clone()).collect(),
        object_stated: version.object.iter().any(|text| !text.text.trim().is_empty()),
        commitments: version.commitments.clone(),
    };
    state.earlier.extend(state.present.replace(present).map(|old| old.hash));
    state.term.clone_from(&version.term);
    state.consents.clear();
    state.approvals.clear();
    state.signatures.clear();
    state.formalities.clear();
    state.agreed = false;
}

fn close(state: &mut State, how: Closed, reason: &str) {
    state.closed = Some(how);
    state.closing = Some(reason.to_owned());
}

impl State {
    /// True when this is the hash of the version as it stands.
    #[must_use]
    pub fn is_present(&self, hash: &TextHash) -> bool {
        self.present.as_ref().is_some_and(|present| present.hash == *hash)
    }
}
