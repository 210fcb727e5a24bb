//! Given who acts for an organisation, when a seat is offered, taken, ended or handed over, then this follows.

use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::context::{Author, Context, Role, SeatOf};
use crate::ids::{OrganisationId, PersonId, SeatId};
use crate::refusal::Refusal;
use crate::rules::{self, RuleId};

const HERE: OrganisationId = OrganisationId(Uuid::from_u128(1));

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn seat(n: u128) -> SeatId {
    SeatId(Uuid::from_u128(n))
}

fn by(role: Role, n: u128) -> Context {
    let of = SeatOf::Organisation(HERE);
    let author = Author { person: Some(person(n)), seat: Some(seat(n)), of, role };
    Context {
        now: Timestamp::UNIX_EPOCH,
        today: date(2026, 6, 1),
        author,
        new_id: Uuid::from_u128(99),
    }
}

fn platform() -> Context {
    Context { author: Author::SYSTEM, ..by(Role::Officer, 1) }
}

fn recorded(kind: Kind) -> Event {
    Event::Recorded {
        kind,
        names: vec![Name { lang: "fr".into(), text: "Valmont".into(), use_as: NameUse::Official }],
        country: "FR".into(),
        territory: None,
        place: None,
        identifiers: Vec::new(),
        population: None,
        provisional: false,
        source: None,
    }
}

fn taken(n: u128, role: Role) -> Event {
    Event::SeatTaken { seat: seat(n), person: person(n), role, function: "maire".into() }
}

fn offered(n: u128, role: Role) -> Event {
    Event::SeatOffered { seat: seat(n), role, function: "maire".into() }
}

fn given(events: &[Event]) -> State {
    let recorded = recorded(Kind::Commune);
    std::iter::once(&recorded).chain(events).fold(State::default(), evolve)
}

fn refused(outcome: Result<Vec<Event>, Refusal>) -> RuleId {
    outcome.expect_err("this is refused").rule
}

fn reason() -> String {
    "élections".into()
}

fn offer(role: Role) -> Command {
    Command::OfferSeat { role, function: "maire".into() }
}

fn end(n: u128) -> Command {
    Command::EndSeat { seat: seat(n), reason: reason() }
}

fn pass(from: u128, to: u128) -> Command {
    Command::HandOverSeat { from: seat(from), to: seat(to), reason: reason() }
}

#[test]
fn a_seat_is_offered_without_saying_to_whom_and_taken_by_the_person_themselves() {
    let state = given(&[taken(1, Role::Officer)]);
    let officer = by(Role::Officer, 1);
    let offered = decide(&state, offer(Role::Executive), &officer).expect("offered");
    assert_eq!(offered, vec![self::offered(99, Role::Executive)]);
    let waiting = offered.iter().fold(state, evolve);
    let mut invited = by(Role::Reader, 2);
    (invited.author.seat, invited.author.of) = (None, SeatOf::Platform);
    let take = Command::TakeSeat { seat: seat(99) };
    let events = decide(&waiting, take.clone(), &invited).expect("taken");
    let (function, role) = ("maire".to_owned(), Role::Executive);
    assert_eq!(
        events,
        vec![Event::SeatTaken { seat: seat(99), person: person(2), role, function }]
    );
    let after = events.iter().fold(waiting, evolve);
    assert_eq!(refused(decide(&after, take, &invited)), rules::H_OFFER_UNKNOWN, "once");
    assert!(after.offers.is_empty() && after.seat(seat(99)).is_some());
}

#[test]
fn the_mayor_is_seated_and_unseated_by_their_like_once_there_is_one() {
    let state = given(&[taken(1, Role::Officer), taken(2, Role::Executive)]);
    let officer = by(Role::Officer, 1);
    assert_eq!(refused(decide(&state, end(2), &officer)), rules::H_SEAT_RANK);
    assert_eq!(refused(decide(&state, offer(Role::Administrator), &officer)), rules::H_SEAT_RANK);
    assert!(decide(&state, end(2), &by(Role::Executive, 2)).is_ok(), "one's own");
    assert!(decide(&state, end(1), &by(Role::Executive, 2)).is_ok());
    assert!(decide(&state, end(2), &platform()).is_ok());
    assert!(decide(&state, offer(Role::Reader), &officer).is_ok());
}

#[test]
fn nobody_but_a_person_takes_a_seat_and_nobody_the_same_role_twice() {
    let state = given(&[taken(1, Role::Officer), offered(5, Role::Officer)]);
    let take = || Command::TakeSeat { seat: seat(5) };
    assert_eq!(refused(decide(&state, take(), &platform())), rules::H_PERSON);
    assert_eq!(refused(decide(&state, take(), &by(Role::Officer, 1))), rules::H_SEAT_HELD);
}

#[test]
fn a_role_fits_its_place() {
    let town = given(&[]);
    let prefecture = evolve(State::default(), &recorded(Kind::StateService));
    for role in [Role::LegalityReviewer, Role::Embassy, Role::FunderInstructor] {
        assert_eq!(refused(decide(&town, offer(role), &platform())), rules::H_SEAT_ROLE);
        assert!(decide(&prefecture, offer(role), &platform()).is_ok(), "{role:?}");
    }
    for role in [Role::GroupChair, Role::GroupMember, Role::PlatformAdministrator, Role::System] {
        for state in [&town, &prefecture] {
            assert_eq!(refused(decide(state, offer(role), &platform())), rules::H_SEAT_ROLE);
        }
    }
}

#[test]
fn an_offer_is_withdrawn_with_a_reason_and_can_no_longer_be_taken() {
    let state = given(&[taken(1, Role::Officer), offered(5, Role::Reader)]);
    let withdraw =
        |reason: &str| Command::WithdrawSeatOffer { seat: seat(5), reason: reason.into() };
    let officer = by(Role::Officer, 1);
    assert_eq!(refused(decide(&state, withdraw(" "), &officer)), rules::C_REASON);
    let events = decide(&state, withdraw("erreur"), &officer).expect("withdrawn");
    let after = events.iter().fold(state, evolve);
    let take = Command::TakeSeat { seat: seat(5) };
    assert_eq!(refused(decide(&after, take, &by(Role::Reader, 2))), rules::H_OFFER_UNKNOWN);
}

#[test]
fn the_last_seat_that_may_manage_seats_is_ended_by_the_platform_alone() {
    let state = given(&[taken(1, Role::Administrator), taken(2, Role::Reader)]);
    let administrator = by(Role::Administrator, 1);
    assert_eq!(refused(decide(&state, end(1), &administrator)), rules::H_SEAT_LAST);
    assert!(decide(&state, end(2), &administrator).is_ok(), "a reader may go");
    assert_eq!(refused(decide(&state, pass(1, 2), &administrator)), rules::H_SEAT_LAST);
    assert!(decide(&state, end(1), &platform()).is_ok());
    let two = given(&[taken(1, Role::Administrator), taken(2, Role::Executive)]);
    assert!(decide(&two, end(1), &administrator).is_ok());
}

#[test]
fn a_seat_ends_once_and_with_a_reason() {
    let state = given(&[taken(1, Role::Officer), taken(2, Role::Officer)]);
    let officer = by(Role::Officer, 1);
    let silent = Command::EndSeat { seat: seat(2), reason: String::new() };
    assert_eq!(refused(decide(&state, silent, &officer)), rules::C_REASON);
    let events = decide(&state, end(2), &officer).expect("ended");
    let after = events.iter().fold(state, evolve);
    assert_eq!(refused(decide(&after, end(2), &officer)), rules::H_SEAT_UNKNOWN);
}

#[test]
fn after_an_election_the_outgoing_seat_passes_on_in_one_act_to_somebody_else() {
    let state = given(&[taken(1, Role::Executive), taken(2, Role::Executive)]);
    let outgoing = by(Role::Executive, 1);
    let handed = Event::SeatHandedOver { from: seat(1), to: seat(2), reason: reason() };
    assert_eq!(decide(&state, pass(1, 2), &outgoing), Ok(vec![handed.clone()]));
    let after = evolve(state.clone(), &handed);
    assert!(after.seat(seat(1)).is_none() && after.seat(seat(2)).is_some());
    assert_eq!(refused(decide(&state, pass(1, 3), &outgoing)), rules::H_SEAT_UNKNOWN);
    assert_eq!(refused(decide(&state, pass(1, 1), &outgoing)), rules::H_SEAT_SAME);
    let second = Event::SeatTaken {
        seat: seat(4),
        person: person(1),
        role: Role::Administrator,
        function: "maire".into(),
    };
    let state = evolve(state, &second);
    assert_eq!(refused(decide(&state, pass(1, 4), &outgoing)), rules::H_SEAT_SAME);
}

#[test]
fn who_was_confirmed_holds_a_seat_like_those_who_were_invited() {
    let claimed = [
        Event::ClaimRequested {
            person: person(1),
            seat: seat(1),
            function: "relations".into(),
            invited_by: Some(seat(7)),
        },
        Event::Claimed { person: person(1), seat: seat(1), reason: Some(reason()) },
    ];
    let state = given(&claimed);
    let held = state.seat(seat(1)).expect("their seat");
    assert_eq!((held.role, held.function.as_str()), (Role::Officer, "relations"));
    assert_eq!(stage(&given(&[taken(1, Role::Reader)])), Some(Stage::Claimed));
}

fn any_event() -> impl Strategy<Value = Event> {
    let role = prop_oneof![Just(Role::Officer), Just(Role::Reader), Just(Role::Administrator)];
    prop_oneof![
        (0..4u128, role.clone()).prop_map(|(n, role)| offered(n, role)),
        (0..4u128, role).prop_map(|(n, role)| taken(n, role)),
        (0..4u128).prop_map(|n| Event::SeatOfferWithdrawn { seat: seat(n), reason: reason() }),
        (0..4u128).prop_map(|n| Event::SeatEnded { seat: seat(n), reason: reason() }),
        (0..4u128, 0..4u128).prop_map(|(from, to)| Event::SeatHandedOver {
            from: seat(from),
            to: seat(to),
            reason: reason(),
        }),
    ]
}

proptest! {
    #[test]
    fn whatever_its_own_people_do_somebody_can_still_manage_seats(
        asks in proptest::collection::vec((0..3u8, 0..4u128, 0..4u128), 0..20),
    ) {
        let start = given(&[taken(1, Role::Officer), taken(2, Role::Administrator), taken(3, Role::Reader)]);
        let mut state = start;
        for (kind, one, other) in asks {
            let ask = match kind {
                0 => end(one),
                1 => pass(one, other),
                _ => offer(Role::Reader),
            };
            if let Ok(events) = decide(&state, ask, &by(Role::Officer, 1)) {
                state = events.iter().fold(state, evolve);
            }
            prop_assert!(state.seats.iter().any(|seat| crate::access::may_manage_seats(seat.role)));
        }
    }

    #[test]
    fn any_history_of_seats_can_be_folded_and_an_ended_seat_is_gone(events in proptest::collection::vec(any_event(), 0..20)) {
        let state = given(&events);
        if let Some(Event::SeatEnded { seat, .. } | Event::SeatHandedOver { from: seat, .. }) = events.last() {
            prop_assert!(state.seat(*seat).is_none());
        }
    }
}
