//! What is known of a partnership after its events: the state that decides, and that reads are derived from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Event, Nature, Stage, Terms};
use crate::access::Visibility;
use crate::cooperation::{
    CouncilDecision, Ending, Party, Side, TextHash, Theme, adopted, authorities, sides,
};
use crate::ids::{OrganisationId, RemarkId};
use crate::screening::Standing;

/// A partnership; the default is one of which nothing is recorded yet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct State {
    /// Its parties, without those that declined or left; empty until something is recorded.
    pub parties: Vec<Party>,
    /// Parties that declined or left before the start.
    pub left: Vec<Party>,
    /// The side that proposed or recorded it; `None` for an import or a register.
    pub by: Option<Side>,
    /// Its nature.
    pub nature: Option<Nature>,
    /// Hash of the terms as they stand. Their words decide nothing and stay in the events.
    pub terms: Option<TextHash>,
    /// Themes of the present terms.
    pub themes: Vec<Theme>,
    /// Sides whose expected benefits the present terms state.
    pub benefits: Vec<Side>,
    /// Hashes of the terms before the present ones, oldest first.
    pub earlier: Vec<TextHash>,
    /// Sides that accepted the present terms.
    pub acceptances: Vec<Side>,
    /// True once every side that is left accepted the present terms.
    pub agreed: bool,
    /// Votes that count: on the present terms, or after the start.
    pub decisions: Vec<CouncilDecision>,
    /// How it became active, if it did.
    pub started: Option<Started>,
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

/// How a partnership became active.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "how", content = "on")]
pub enum Started {
    /// It started on that day.
    On(Date),
    /// It was recorded as existing.
    Existing,
}

/// How a partnership was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// By a side, after it had been active.
    Ended,
    /// By a State.
    Annulled,
    /// Declined: fewer than two sides were left.
    Declined,
    /// Taken back by the side that had proposed it, or left by all but one.
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
    state.terms.as_ref()?;
    Some(match state.closed {
        Some(closed) => closed.stage(),
        None if state.dormant => Stage::Dormant,
        None if state.started.is_some() => Stage::Active,
        None if state.agreed => Stage::Accepted,
        None => Stage::Proposed,
    })
}

/// The authorities whose council has not adopted the present terms.
#[must_use]
pub fn undecided(state: &State) -> Vec<OrganisationId> {
    let mut missing = authorities(&state.parties);
    missing.retain(|organisation| !adopted(&state.decisions, *organisation));
    missing
}

/// The sides that have not accepted the present terms.
#[must_use]
pub fn silent(state: &State) -> Vec<Side> {
    let mut silent = sides(&state.parties);
    silent.retain(|side| !state.acceptances.contains(side));
    silent
}

/// The sides that have neither recorded nor confirmed nor contested a partnership recorded as existing.
#[must_use]
pub fn unconfirmed(state: &State) -> Vec<Side> {
    if state.started != Some(Started::Existing) {
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
        Event::Proposed { parties, by, nature, terms, .. } => {
            state = begin(parties, Some(*by), *nature, terms);
            state.acceptances.push(*by);
        }
        Event::RecordedAsExisting { parties, by, nature, terms, .. } => {
            state = begin(parties, *by, *nature, terms);
            state.started = Some(Started::Existing);
        }
        Event::Confirmed { by } => answer(&mut state, *by, true),
        Event::Contested { by, .. } => answer(&mut state, *by, false),
        Event::TermsRevised { by, terms, .. } => revise(&mut state, *by, terms),
        Event::Accepted { by, hash } => accept(&mut state, *by, hash),
        Event::AgreedByAll { hash } => state.agreed = present(&state, hash),
        Event::Declined { by, .. } => leave(&mut state, *by, Closed::Declined),
        Event::Withdrawn { by, .. } => leave(&mut state, *by, Closed::Withdrawn),
        Event::CouncilDecided { decision } => state.decisions.push(decision.clone()),
        Event::Started { on, .. } => state.started = Some(Started::On(*on)),
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
    }
    state
}

fn begin(parties: &[Party], by: Option<Side>, nature: Nature, terms: &Terms) -> State {
    State {
        parties: parties.to_vec(),
        by,
        nature: Some(nature),
        terms: Some(terms.hash.clone()),
        themes: terms.themes.clone(),
        benefits: terms.benefits.iter().map(|benefit| benefit.side).collect(),
        ..State::default()
    }
}

fn answer(state: &mut State, by: Side, exists: bool) {
    state.confirmed.retain(|side| *side != by);
    state.contested.retain(|side| *side != by);
    if exists { &mut state.confirmed } else { &mut state.contested }.push(by);
}

/// New terms: acceptances and votes given to the old ones are void; who writes them accepts them.
fn revise(state: &mut State, by: Side, terms: &Terms) {
    state.earlier.extend(state.terms.replace(terms.hash.clone()));
    state.themes.clone_from(&terms.themes);
    state.benefits = terms.benefits.iter().map(|benefit| benefit.side).collect();
    state.acceptances = vec![by];
    state.decisions.clear();
    state.agreed = false;
}

fn accept(state: &mut State, by: Side, hash: &TextHash) {
    if present(state, hash) && !state.acceptances.contains(&by) {
        state.acceptances.push(by);
    }
}

/// A side goes. Without the side that proposed, or with one side left, there is nothing to go on with.
fn leave(state: &mut State, by: Side, how: Closed) {
    let (left, stay) = state.parties.drain(..).partition(|party: &Party| party.side == by);
    state.parties = stay;
    state.left.extend::<Vec<Party>>(left);
    state.acceptances.retain(|side| *side != by);
    if state.by == Some(by) || sides(&state.parties).len() < 2 {
        state.parties.append(&mut state.left);
        state.closed = Some(how);
    }
}

fn present(state: &State, hash: &TextHash) -> bool {
    state.terms.as_ref() == Some(hash)
}
