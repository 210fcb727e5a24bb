//! What a state says to people: what it waits for, and the remarks that go with an act that was done.

use super::state::{Signed, State, silent, stage, unconfirmed, undecided};
use super::{Command, Kind, Stage};
use crate::context::Context;
use crate::cooperation::{
    Waiting, WaitingFor, adopted, decision_remarks, refuse, refuse_naming, sides, without_blocks,
};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules::{self, PartyFacts};
use crate::screening::Standing;

/// What is expected now and of whom, one entry a side or an organisation; empty when it is closed.
#[must_use]
pub fn waiting_for(state: &State) -> Vec<Waiting> {
    let of = |what, rule| Waiting::of(what, &state.parties, rule);
    let consent = |side| of(WaitingFor::Consent(side), rules::T_4);
    let council = |town| of(WaitingFor::CouncilDecision(town), rules::T_5);
    let Some(now) = stage(state) else {
        return Vec::new();
    };
    let mut waiting: Vec<_> = match now {
        Stage::Proposed => silent(state).into_iter().map(consent).collect(),
        Stage::ContentAgreed => undecided(state).into_iter().map(council).collect(),
        Stage::Decided => vec![of(WaitingFor::Ceremony, rules::T_5)],
        Stage::Active => confirmations(state).chain(late(state).map(council)).collect(),
        Stage::Dormant => vec![of(WaitingFor::ReviveOrEnd, rules::C_DORMANT)],
        Stage::Ended | Stage::Annulled | Stage::Declined | Stage::Withdrawn => return Vec::new(),
    };
    let join = |town| of(WaitingFor::Join(town), rules::T_4);
    waiting.extend(state.invited.iter().map(|(town, _)| join(*town)));
    let obstacle = state.screened.as_ref().and_then(Standing::obstacle);
    waiting.extend(obstacle.map(|_| of(WaitingFor::Obstacle, rules::C_SCREENED)));
    waiting
}

fn confirmations(state: &State) -> impl Iterator<Item = Waiting> {
    let of = |side| {
        Waiting::of(WaitingFor::Confirmation(side), &state.parties, rules::C_CONFIRM_EXISTING)
    };
    unconfirmed(state).into_iter().map(of)
}

/// Towns that joined a living twinning and whose council has not decided yet.
fn late(state: &State) -> impl Iterator<Item = OrganisationId> {
    state.joined_later.iter().copied().filter(|town| !adopted(&state.decisions, *town))
}

/// What is to be said with an act that `state` accepts: warnings and information, never a reason to refuse.
#[must_use]
pub fn remarks(state: &State, command: &Command, context: &Context) -> Vec<Refusal> {
    let screened =
        |facts: &[PartyFacts], themes| without_blocks(rules::screen(facts, themes, context.today));
    match command {
        Command::Propose { parties, facts, kind, themes, first_contact, .. } => {
            let mut found = screened(facts, themes);
            found.extend(
                facts
                    .iter()
                    .filter(|fact| undescribed(fact))
                    .map(|fact| refuse_naming(rules::T_3, "parties", fact.name.clone())),
            );
            found.extend(first_contact.is_none().then(|| refuse(rules::T_2)));
            found.extend(too_few_sides(*kind, sides(parties).len()));
            found
        }
        Command::RecordExisting { parties, facts, kind, themes, .. } => {
            let mut found = screened(facts, themes);
            found.extend(too_few_sides(*kind, sides(parties).len()));
            found
        }
        Command::AmendCharter { .. } => {
            let void = !state.consents.is_empty() || !state.decisions.is_empty();
            void.then(|| refuse(rules::C_VOIDED)).into_iter().collect()
        }
        Command::RecordDecision { decision } => decision_remarks(decision),
        Command::HoldCeremony { participants, facts, .. } => {
            let mut found = screened(facts, &state.themes);
            found.extend(rules::formalities(facts, context.today));
            found.extend(rules::gates(facts));
            found.extend(participants.unwrap_or(0).eq(&0).then(|| refuse(rules::T_6)));
            found.push(refuse(rules::T_7));
            found
        }
        Command::ChangeKind { kind, .. } => {
            too_few_sides(*kind, sides(&state.parties).len()).into_iter().collect()
        }
        Command::InviteTown { facts, .. } => screened(std::slice::from_ref(facts), &state.themes),
        Command::Confirm
        | Command::Contest { .. }
        | Command::Remark { .. }
        | Command::ShareRemark { .. }
        | Command::Consent { .. }
        | Command::WithdrawConsent { .. }
        | Command::Decline { .. }
        | Command::Withdraw { .. }
        | Command::ChooseThemes { .. }
        | Command::Join
        | Command::MarkDormant { .. }
        | Command::ScreenAgain { .. }
        | Command::Revive { .. }
        | Command::End { .. }
        | Command::RecordAnnulment { .. }
        | Command::Regularise { .. } => Vec::new(),
    }
}

/// The selection criteria of the manual, step 3, cannot be compared: nothing is known but the name.
fn undescribed(fact: &PartyFacts) -> bool {
    fact.population.is_none() && fact.profile.languages.is_empty() && fact.profile.traits.is_empty()
}

fn too_few_sides(kind: Kind, sides: usize) -> Option<Refusal> {
    (kind == Kind::Tripartite && sides < 3).then(|| refuse(rules::C_KIND_SIDES))
}

/// True when it was recorded as existing and a side says that it does not exist.
#[must_use]
pub fn disputed(state: &State) -> bool {
    state.signed == Some(Signed::Existing) && !state.contested.is_empty()
}
