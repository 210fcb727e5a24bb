//! Tests of committees: given events, when a command, then events or a refusal.

use uuid::Uuid;

use super::*;
use crate::Context;
use crate::cooperation::Side;
use crate::cooperation::fixtures::*;
use crate::ids::{JumelageId, OrganisationId};
use crate::jumelage;
use crate::rules::*;

type Draft = (SeatId, SeatKind, String);

fn seat(id: u128, kind: SeatKind, function: &str) -> Draft {
    (SeatId(Uuid::from_u128(id)), kind, function.to_owned())
}

fn seats() -> Vec<Draft> {
    vec![seat(1, SeatKind::Elected, "Présidence"), seat(2, SeatKind::Citizen, "Échanges")]
}

fn forming(organisation: OrganisationId, seats: Vec<Draft>, formed: Vec<Side>) -> Command {
    Command::Form {
        jumelage: JumelageId(Uuid::from_u128(5)),
        parties: two(),
        stage: jumelage::Stage::Active,
        formed,
        organisation,
        seats,
        tasks: vec!["Faire participer les quartiers".to_owned()],
    }
}

fn when(state: &State, command: Command, context: &Context) -> Result<Vec<Event>, RuleId> {
    decide(state, command, context).map_err(|refusal| refusal.rule)
}

fn then(state: State, command: Command, context: &Context) -> State {
    let events = decide(&state, command, context).expect("the test's own history is lawful");
    events.iter().fold(state, evolve)
}

fn formed() -> State {
    then(State::default(), forming(LOIRE, seats(), Vec::new()), &by(LOIRE))
}

fn adding(function: &str) -> Command {
    Command::AddSeat { kind: SeatKind::Citizen, function: function.to_owned() }
}

#[test]
fn a_side_forms_its_own_committee_once() {
    let state = formed();
    assert_eq!(state.of.map(|of| of.side), Some(Side(1)));
    assert_eq!(state.seats.len(), 2);
    let ask = |command, who| when(&State::default(), command, &by(who));
    assert_eq!(ask(forming(NIGER, seats(), Vec::new()), LOIRE), Err(C_COMMITTEE_SIDE));
    assert_eq!(ask(forming(STRANGER, seats(), Vec::new()), STRANGER), Err(C_NOT_A_PARTY));
    assert_eq!(ask(forming(LOIRE, seats(), vec![Side(1)]), LOIRE), Err(C_COMMITTEE_EXISTS));
    assert!(ask(forming(LOIRE, seats(), vec![Side(2)]), LOIRE).is_ok());
    assert_eq!(when(&state, forming(LOIRE, seats(), Vec::new()), &by(LOIRE)), Err(C_EXISTS));
}

#[test]
fn seats_are_functions_never_names() {
    let named = ["Mme la présidente", "Mr. Chair", "someone@example.org"];
    for function in named {
        assert_eq!(when(&formed(), adding(function), &by(LOIRE)), Err(C_SEAT_NAME), "{function}");
    }
    for function in ["Échanges scolaires", "Trésorerie", "Members’ desk"] {
        assert!(when(&formed(), adding(function), &by(LOIRE)).is_ok(), "{function}");
    }
    assert_eq!(when(&formed(), adding(" "), &by(LOIRE)), Err(C_EMPTY_TEXT));
}

#[test]
fn a_committee_has_seats_each_with_an_identifier_of_its_own() {
    let ask = |seats| when(&State::default(), forming(LOIRE, seats, Vec::new()), &by(LOIRE));
    assert_eq!(ask(Vec::new()), Err(C_NO_SEATS));
    let twice = vec![seat(1, SeatKind::Elected, "a"), seat(1, SeatKind::Citizen, "b")];
    assert_eq!(ask(twice), Err(C_SEAT_TWICE));
    let many = (0..61).map(|id| seat(id, SeatKind::Citizen, "a")).collect();
    assert_eq!(ask(many), Err(C_TOO_MANY));
}

#[test]
fn a_committee_of_one_voice_only_is_warned() {
    let alone = vec![seat(1, SeatKind::Elected, "Présidence")];
    let found = remarks(&State::default(), &forming(LOIRE, alone, Vec::new()), &by(LOIRE));
    assert_eq!(found[0].rule, C_MIXED_SEATS);
    let both = forming(LOIRE, seats(), Vec::new());
    assert!(remarks(&State::default(), &both, &by(LOIRE)).is_empty());
}

#[test]
fn the_last_seat_stays_until_the_committee_is_dissolved() {
    let remove =
        |id: u128| Command::RemoveSeat { seat: SeatId(Uuid::from_u128(id)), reason: why() };
    assert_eq!(when(&formed(), remove(9), &by(LOIRE)), Err(C_UNKNOWN_SEAT));
    let state = then(formed(), remove(2), &by(LOIRE));
    assert_eq!(state.seats.len(), 1);
    assert_eq!(when(&state, remove(1), &by(LOIRE)), Err(C_NO_SEATS));
}

#[test]
fn functions_are_handed_over_with_what_is_pending() {
    let hand = |reason: &str| Command::HandOver { reason: reason.to_owned() };
    assert_eq!(when(&formed(), hand(""), &by(LOIRE)), Err(C_REASON));
    assert_eq!(when(&formed(), hand("Elections"), &by(NIGER)), Err(C_COMMITTEE_SIDE));
    let state = then(formed(), hand("Elections"), &by(LOIRE));
    assert_eq!(state.handovers, 1);
}

#[test]
fn a_dissolved_committee_does_nothing_more() {
    let dissolve = || Command::Dissolve { reason: why() };
    let state = then(formed(), dissolve(), &by(LOIRE));
    assert_eq!(stage(&state), Some(Stage::Dissolved));
    assert_eq!(when(&state, adding("Culture"), &by(LOIRE)), Err(C_DISSOLVED));
    assert_eq!(when(&State::default(), dissolve(), &by(LOIRE)), Err(C_NOTHING));
}

#[test]
fn a_seat_takes_the_identifier_that_the_context_brings() {
    let context = by(LOIRE);
    let state = then(formed(), adding("Sport"), &context);
    assert_eq!(state.seats[2].id, SeatId(context.new_id));
    assert_eq!(when(&state, adding("Culture"), &context), Err(C_SEAT_TWICE));
}
