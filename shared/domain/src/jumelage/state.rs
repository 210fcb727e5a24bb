//! What is known of a twinning after its events: the state that decides, and that reads are derived from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Event, Kind, Stage};
use crate::access::Visibility;
use crate::cooperation::{
    CharterText, CouncilDecision, Ending, Party, PartyRole, Side, TextHash, Theme, adopted,
    authorities, sides,
};
use crate::ids::{OrganisationId, RemarkId};
use crate::screening::Standing;

/// A twinning; the default is one of which nothing is recorded yet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct State {
    /// Its parties; empty until something is recorded.
    pub parties: Vec<Party>,
    /// The side that proposed or recorded it; `None` for an import or a register.
    pub by: Option<Side>,
    /// What kind of twinning.
    pub kind: Option<Kind>,
    /// Themes.
    pub themes: Vec<Theme>,
    /// Hash of the charter as it stands; `None` when it was recorded as existing without its text. The words
    /// themselves decide nothing and stay in the events.
    pub charter: Option<TextHash>,
    /// Language tags of the present charter.
    pub languages: Vec<String>,
    /// Hashes of the charters before the present one, oldest first.
    pub earlier: Vec<TextHash>,
    /// Sides that consented to the present charter.
    pub consents: Vec<Side>,
    /// True once every side consented to the present charter.
    pub agreed: bool,
    /// Votes that count: on the present charter, or after the signature.
    pub decisions: Vec<CouncilDecision>,
    /// How it became active, if it did.
    pub signed: Option<Signed>,
    /// Towns that are invited and did not join yet, on the shore they would stand on.
    pub invited: Vec<(OrganisationId, Side)>,
    /// Towns that joined after the signature: their councils decide afterwards.
    pub joined_later: Vec<OrganisationId>,
    /// Sides that confirmed a record of it.
    pub confirmed: Vec<Side>,
    /// Sides that say that it does not exist.
    pub contested: Vec<Side>,
    /// True while it sleeps.
    pub dormant: bool,
    /// Remarks that a side keeps to itself.
    pub side_remarks: Vec<(RemarkId, Side)>,
    /// What the screening found when it last found something else than before.
    pub screened: Option<Standing>,
    /// How it was closed, if it was.
    pub closed: Option<Closed>,
    /// The ending with its lessons, if a side ended it.
    pub ending: Option<Ending>,
}

/// How a twinning became active.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "how", content = "on")]
pub enum Signed {
    /// At a ceremony on that day.
    Ceremony(Date),
    /// It was recorded as existing.
    Existing,
}

/// How a twinning was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// By a side, after it had been active.
    Ended,
    /// By a State.
    Annulled,
    /// By a side that did not want it.
    Declined,
    /// By the side that had proposed it.
    Withdrawn,
}

impl Closed {
    /// The stage that follows from it.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::Ended => Stage::Ended,
            Self::Annulled => Stage::Annulled,
            Self::Declined => Stage::Declined,
            Self::Withdrawn => Stage::Withdrawn,
        }
    }
}

/// Where it stands; `None` when nothing is recorded.
#[must_use]
pub fn stage(state: &State) -> Option<Stage> {
    if state.parties.is_empty() {
        return None;
    }
    Some(match state.closed {
        Some(closed) => closed.stage(),
        None if state.dormant => Stage::Dormant,
        None if state.signed.is_some() => Stage::Active,
        None if !state.agreed => Stage::Proposed,
        None if undecided(state).is_empty() => Stage::Decided,
        None => Stage::ContentAgreed,
    })
}

/// The authorities whose council has not adopted the present text.
#[must_use]
pub fn undecided(state: &State) -> Vec<OrganisationId> {
    let mut missing = authorities(&state.parties);
    missing.retain(|organisation| !adopted(&state.decisions, *organisation));
    missing
}

/// The sides that have not consented to the present charter.
#[must_use]
pub fn silent(state: &State) -> Vec<Side> {
    let mut silent = sides(&state.parties);
    silent.retain(|side| !state.consents.contains(side));
    silent
}

/// The sides that have neither recorded nor confirmed nor contested a twinning recorded as existing.
#[must_use]
pub fn unconfirmed(state: &State) -> Vec<Side> {
    if state.signed != Some(Signed::Existing) {
        return Vec::new();
    }
    let mut sides = sides(&state.parties);
    sides.retain(|side| {
        state.by != Some(*side)
            && !state.confirmed.contains(side)
            && !state.contested.contains(side)
    });
    sides
}

/// The state after one more event; total: an event that does not fit changes what it says and nothing else.
#[must_use]
pub fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Proposed { parties, by, kind, themes, charter, .. } => {
            state = begin(parties, Some(*by), *kind, themes);
            state.charter = Some(charter.hash.clone());
            state.languages = languages(charter);
        }
        Event::RecordedAsExisting { parties, by, kind, themes, .. } => {
            state = begin(parties, *by, *kind, themes);
            state.signed = Some(Signed::Existing);
        }
        Event::Confirmed { by } => answer(&mut state, *by, true),
        Event::Contested { by, .. } => answer(&mut state, *by, false),
        Event::CharterAmended { charter, .. } => amend(&mut state, charter),
        Event::CharterConsented { by, hash } => consent(&mut state, *by, hash),
        Event::ConsentWithdrawn { by, .. } => {
            state.consents.retain(|side| side != by);
            state.agreed = false;
        }
        Event::ContentAgreed { hash } => state.agreed = present(&state, hash),
        Event::CouncilDecided { decision } => state.decisions.push(decision.clone()),
        Event::CeremonyHeld { on, .. } => state.signed = Some(Signed::Ceremony(*on)),
        Event::Declined { .. } => state.closed = Some(Closed::Declined),
        Event::Withdrawn { .. } => state.closed = Some(Closed::Withdrawn),
        Event::KindChanged { kind, .. } => state.kind = Some(*kind),
        Event::ThemesChosen { themes, .. } => state.themes.clone_from(themes),
        Event::TownInvited { organisation, side, .. } => {
            state.invited.retain(|(invited, _)| invited != organisation);
            state.invited.push((*organisation, *side));
        }
        Event::TownJoined { organisation, side } => join(&mut state, *organisation, *side),
        Event::MarkedDormant { .. } => state.dormant = true,
        Event::ScreenedAgain(found) => {
            state.screened = Some(Standing::after(state.screened.as_ref(), found));
        }
        Event::Revived { .. } => state.dormant = false,
        Event::Ended(ending) => {
            state.closed = Some(Closed::Ended);
            state.ending = Some(ending.clone());
        }
        Event::Annulled { .. } => state.closed = Some(Closed::Annulled),
        Event::RemarkMade { remark, by, visibility, .. } => {
            if *visibility == Visibility::Side {
                state.side_remarks.push((*remark, *by));
            }
        }
        Event::RemarkShared { remark, .. } => {
            state.side_remarks.retain(|(known, _)| known != remark);
        }
        Event::Regularised { .. } => {}
    }
    state
}

fn begin(parties: &[Party], by: Option<Side>, kind: Kind, themes: &[Theme]) -> State {
    State {
        parties: parties.to_vec(),
        by,
        kind: Some(kind),
        themes: themes.to_vec(),
        ..State::default()
    }
}

fn answer(state: &mut State, by: Side, exists: bool) {
    state.confirmed.retain(|side| *side != by);
    state.contested.retain(|side| *side != by);
    if exists { &mut state.confirmed } else { &mut state.contested }.push(by);
}

/// A new text: consents and votes given to the old one are void.
fn amend(state: &mut State, charter: &CharterText) {
    state.earlier.extend(state.charter.replace(charter.hash.clone()));
    state.languages = languages(charter);
    state.consents.clear();
    state.decisions.clear();
    state.agreed = false;
}

fn consent(state: &mut State, by: Side, hash: &TextHash) {
    if present(state, hash) && !state.consents.contains(&by) {
        state.consents.push(by);
    }
}

/// A town on a new shore has not consented yet: what was agreed without it is open again until the signature. Who joins
/// a living twinning confirms by that that it exists.
fn join(state: &mut State, organisation: OrganisationId, side: Side) {
    let new_shore = !sides(&state.parties).contains(&side);
    state.invited.retain(|(invited, _)| *invited != organisation);
    state.parties.push(Party { organisation, side, role: PartyRole::Member });
    if state.signed.is_some() {
        state.joined_later.push(organisation);
        state.confirmed.extend(new_shore.then_some(side));
    } else if !state.consents.contains(&side) {
        state.agreed = false;
    }
}

fn languages(charter: &CharterText) -> Vec<String> {
    charter.texts.iter().map(|text| text.lang.clone()).collect()
}

fn present(state: &State, hash: &TextHash) -> bool {
    state.charter.as_ref() == Some(hash)
}
