//! Given what happened to a country group, when somebody asks for something, then this follows.

use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::context::{Author, Context, Role, SeatOf};
use crate::cooperation::Theme;
use crate::ids::{GroupId, OrganisationId, PersonId, SeatId};
use crate::refusal::Refusal;
use crate::rules::{self, RuleId};
use crate::text::{Lang, LocalText};

const SEAT: SeatId = SeatId(Uuid::from_u128(20));
const COORDINATOR: PersonId = PersonId(Uuid::from_u128(10));
const TOWN: OrganisationId = OrganisationId(Uuid::from_u128(2));

fn by(role: Role, person: PersonId, of: SeatOf) -> Context {
    let author = Author { person: Some(person), seat: Some(SEAT), of, role };
    Context { now: Timestamp::UNIX_EPOCH, today: date(2026, 6, 1), author, new_id: SEAT.0 }
}

fn coordinator() -> Context {
    by(Role::GroupCoordinator, COORDINATOR, SeatOf::Group(GroupId(Uuid::from_u128(1))))
}

fn stranger() -> Context {
    let mut context = coordinator();
    context.author.person = Some(PersonId(Uuid::from_u128(99)));
    context.author.seat = Some(SeatId(Uuid::from_u128(98)));
    context
}

fn officer(town: OrganisationId) -> Context {
    by(Role::Officer, PersonId(Uuid::from_u128(11)), SeatOf::Organisation(town))
}

fn platform() -> Context {
    Context { author: Author::SYSTEM, ..coordinator() }
}

fn scope() -> Scope {
    Scope { countries: vec!["BF".into(), "ML".into()], themes: vec![Theme("1".into())] }
}

fn name() -> GroupName {
    vec![LocalText { lang: "fr".into(), text: "Sahel".into() }]
}

fn founding(scope: Scope) -> Command {
    Command::Found {
        name: name(),
        scope,
        runner: Some(TOWN),
        parent: None,
        within: Some(self::scope()),
    }
}

fn founded() -> Event {
    Event::Founded { name: name(), scope: scope(), runner: Some(TOWN), parent: None }
}

fn seated(role: Role, elected: bool) -> Event {
    Event::SeatGiven { seat: SEAT, person: COORDINATOR, role, elected }
}

fn running() -> State {
    given(&[founded(), seated(Role::GroupCoordinator, false)])
}

fn given(events: &[Event]) -> State {
    events.iter().fold(State::default(), evolve)
}

fn refused(outcome: Result<Vec<Event>, Refusal>) -> RuleId {
    outcome.expect_err("this is refused").rule
}

fn reason() -> String {
    "décision du groupe".into()
}

fn seat(role: Role, elected: bool) -> Command {
    let (seat, person) = (SeatId(Uuid::from_u128(21)), PersonId(Uuid::from_u128(12)));
    Command::GiveSeat { seat, person, role, elected }
}

#[test]
fn whoever_founds_a_group_coordinates_it_from_then_on() {
    let outcome = decide(&State::default(), founding(scope()), &coordinator());
    assert_eq!(outcome, Ok(vec![founded(), seated(Role::GroupCoordinator, false)]));
}

#[test]
fn the_platform_founds_groups_for_others_and_takes_no_seat() {
    assert_eq!(decide(&State::default(), founding(scope()), &platform()), Ok(vec![founded()]));
}

#[test]
fn a_group_is_founded_once() {
    assert_eq!(
        refused(decide(&running(), founding(scope()), &coordinator())),
        rules::H_ALREADY_RECORDED
    );
}

#[test]
fn only_the_platform_founds_a_group_that_looks_at_everything() {
    let everything = || founding(Scope::default());
    assert_eq!(
        refused(decide(&State::default(), everything(), &coordinator())),
        rules::H_SCOPE_EMPTY
    );
    assert!(decide(&State::default(), everything(), &platform()).is_ok());
}

#[test]
fn a_scope_names_countries_by_their_codes() {
    let odd = Scope { countries: vec!["Mali".into()], themes: Vec::new() };
    assert_eq!(refused(decide(&State::default(), founding(odd), &coordinator())), rules::H_COUNTRY);
}

#[test]
fn those_who_run_a_group_narrow_its_scope_and_nobody_else_does() {
    let country = scope().countries.into_iter().take(1).collect();
    let narrower = Scope { countries: country, themes: vec![Theme("1.2".into())] };
    let change = || Command::ChangeScope { scope: narrower.clone(), reason: reason() };
    let changed = Event::ScopeChanged { scope: narrower.clone(), reason: reason() };
    assert_eq!(decide(&running(), change(), &coordinator()), Ok(vec![changed]));
    assert_eq!(refused(decide(&running(), change(), &stranger())), rules::H_GROUP_NOT_YOURS);
    assert_eq!(refused(decide(&running(), change(), &officer(TOWN))), rules::H_GROUP_NOT_YOURS);
    let same = Command::ChangeScope { scope: scope(), reason: reason() };
    assert_eq!(refused(decide(&running(), same, &coordinator())), rules::H_NO_CHANGE);
}

#[test]
fn a_scope_gives_rights_so_only_the_platform_widens_it() {
    let wider = Scope { countries: vec!["ML".into(), "JP".into()], themes: Vec::new() };
    let change = || Command::ChangeScope { scope: wider.clone(), reason: reason() };
    assert_eq!(refused(decide(&running(), change(), &coordinator())), rules::H_SCOPE_WIDER);
    assert!(decide(&running(), change(), &platform()).is_ok());
    assert_eq!(
        refused(decide(&State::default(), founding(wider.clone()), &coordinator())),
        rules::H_SCOPE_WIDER
    );
    assert!(decide(&State::default(), founding(wider), &platform()).is_ok());
}

#[test]
fn r_31_a_group_is_chaired_by_an_elected_person() {
    let refusal = decide(&running(), seat(Role::GroupChair, false), &coordinator());
    assert_eq!(refused(refusal), rules::R_31);
    assert!(decide(&running(), seat(Role::GroupChair, true), &coordinator()).is_ok());
    assert!(decide(&running(), seat(Role::GroupCoordinator, false), &coordinator()).is_ok());
}

#[test]
fn a_seat_of_a_group_has_a_role_of_a_group() {
    let refusal = decide(&running(), seat(Role::Officer, true), &coordinator()).expect_err("no");
    assert_eq!(refusal.rule, rules::H_SEAT_ROLE);
    assert!(refusal.message(Lang::Fr).contains("responsable de la coopération"));
}

#[test]
fn a_seat_is_given_once_and_ended_once() {
    let again = Command::GiveSeat {
        seat: SEAT,
        person: COORDINATOR,
        role: Role::GroupMember,
        elected: false,
    };
    assert_eq!(refused(decide(&running(), again, &coordinator())), rules::H_SEAT_TAKEN);
    let end = |seat| Command::EndSeat { seat, reason: reason() };
    let unknown = SeatId(Uuid::nil());
    assert_eq!(refused(decide(&running(), end(unknown), &coordinator())), rules::H_SEAT_UNKNOWN);
    let ended = Event::SeatEnded { seat: SEAT, reason: reason() };
    assert_eq!(decide(&running(), end(SEAT), &coordinator()), Ok(vec![ended.clone()]));
    let after = evolve(running(), &ended);
    assert!(!after.is_run_by(&coordinator().author), "a right ends with the seat");
}

#[test]
fn one_may_leave_ones_own_seat_and_not_take_another_ones() {
    let observer = Event::SeatGiven {
        seat: SeatId(Uuid::from_u128(21)),
        person: PersonId(Uuid::from_u128(12)),
        role: Role::GroupObserver,
        elected: false,
    };
    let state = given(&[founded(), seated(Role::GroupChair, true), observer]);
    let end = |n| Command::EndSeat { seat: SeatId(Uuid::from_u128(n)), reason: reason() };
    let mut me = stranger();
    me.author.person = Some(PersonId(Uuid::from_u128(12)));
    assert!(decide(&state, end(21), &me).is_ok());
    assert_eq!(refused(decide(&state, end(20), &me)), rules::H_GROUP_NOT_YOURS);
}

#[test]
fn an_invited_person_takes_a_seat_of_the_group_and_a_chair_that_was_offered_as_elected() {
    let offer =
        |role, elected| Command::OfferSeat { role, function: "présidence".into(), elected };
    let mut context = coordinator();
    context.new_id = Uuid::from_u128(30);
    let state = running();
    assert_eq!(refused(decide(&state, offer(Role::GroupChair, false), &context)), rules::R_31);
    assert_eq!(refused(decide(&state, offer(Role::Officer, true), &context)), rules::H_SEAT_ROLE);
    let ask = offer(Role::GroupChair, true);
    assert_eq!(refused(decide(&state, ask.clone(), &stranger())), rules::H_GROUP_NOT_YOURS);
    let offered = decide(&state, ask, &context).expect("offered");
    let state = offered.iter().fold(state, evolve);
    let seat = SeatId(Uuid::from_u128(30));
    let events = decide(&state, Command::TakeSeat { seat }, &stranger()).expect("taken");
    let state = events.iter().fold(state, evolve);
    let chair = state.seat(seat).expect("held");
    assert_eq!((chair.role, chair.elected), (Role::GroupChair, true));
    assert!(state.offers.is_empty() && state.is_run_by(&stranger().author));
}

#[test]
fn a_coordinator_hands_over_to_somebody_else_of_the_group() {
    let next = Event::SeatGiven {
        seat: SeatId(Uuid::from_u128(21)),
        person: PersonId(Uuid::from_u128(12)),
        role: Role::GroupCoordinator,
        elected: false,
    };
    let state = evolve(running(), &next);
    let pass = |to| Command::HandOverSeat { from: SEAT, to, reason: reason() };
    assert_eq!(refused(decide(&state, pass(SEAT), &coordinator())), rules::H_SEAT_SAME);
    let to = SeatId(Uuid::from_u128(21));
    assert_eq!(refused(decide(&state, pass(to), &stranger())), rules::H_GROUP_NOT_YOURS);
    let handed = Event::SeatHandedOver { from: SEAT, to, reason: reason() };
    assert_eq!(decide(&state, pass(to), &coordinator()), Ok(vec![handed.clone()]));
    assert!(!evolve(state, &handed).is_run_by(&coordinator().author));
}

#[test]
fn an_authority_joins_and_leaves_by_its_own_people_or_by_the_group() {
    let join = || Command::Join { organisation: TOWN };
    let joined = Event::MemberJoined { organisation: TOWN };
    for author in [officer(TOWN), coordinator(), platform()] {
        assert_eq!(decide(&running(), join(), &author), Ok(vec![joined.clone()]));
    }
    let other = officer(OrganisationId(Uuid::from_u128(3)));
    assert_eq!(refused(decide(&running(), join(), &other)), rules::H_NOT_YOURS);
    let member = evolve(running(), &joined);
    assert_eq!(refused(decide(&member, join(), &officer(TOWN))), rules::H_MEMBER_ALREADY);
    let leave = || Command::Leave { organisation: TOWN, reason: reason() };
    assert!(decide(&member, leave(), &officer(TOWN)).is_ok());
    assert_eq!(refused(decide(&running(), leave(), &officer(TOWN))), rules::H_MEMBER_UNKNOWN);
    assert_eq!(refused(decide(&member, leave(), &other)), rules::H_NOT_YOURS);
}

#[test]
fn a_closed_group_takes_no_more() {
    let close = Command::Close { reason: reason() };
    let events =
        decide(&running(), close.clone(), &coordinator()).expect("its coordinator closes it");
    let closed = events.iter().fold(running(), evolve);
    assert_eq!(stage(&closed), Some(Stage::Closed));
    let join = Command::Join { organisation: TOWN };
    for ask in [close, join, seat(Role::GroupMember, false)] {
        assert_eq!(refused(decide(&closed, ask, &coordinator())), rules::H_GROUP_CLOSED);
    }
}

#[test]
fn nothing_can_be_asked_of_a_group_that_is_not_there() {
    let join = Command::Join { organisation: TOWN };
    assert_eq!(refused(decide(&State::default(), join, &officer(TOWN))), rules::H_NOT_RECORDED);
    assert_eq!(stage(&State::default()), None);
}

fn any_event() -> impl Strategy<Value = Event> {
    let town = (0..3u128).prop_map(|n| OrganisationId(Uuid::from_u128(n)));
    let seat = (0..3u128).prop_map(|n| SeatId(Uuid::from_u128(n)));
    prop_oneof![
        Just(founded()),
        town.clone().prop_map(|organisation| Event::MemberJoined { organisation }),
        town.prop_map(|organisation| Event::MemberLeft { organisation, reason: reason() }),
        seat.clone().prop_map(|seat| Event::SeatGiven {
            seat,
            person: COORDINATOR,
            role: Role::GroupCoordinator,
            elected: false,
        }),
        seat.prop_map(|seat| Event::SeatEnded { seat, reason: reason() }),
        Just(Event::Closed { reason: reason() }),
    ]
}

proptest! {
    #[test]
    fn any_history_can_be_folded_and_nobody_is_a_member_twice(events in proptest::collection::vec(any_event(), 0..30)) {
        let state = given(&events);
        for (index, member) in state.members.iter().enumerate() {
            prop_assert!(!state.members[index + 1..].contains(member));
        }
    }

    #[test]
    fn whatever_happened_a_stranger_never_runs_the_group(events in proptest::collection::vec(any_event(), 0..30)) {
        let state = given(&events);
        prop_assert!(!state.is_run_by(&stranger().author));
        let close = Command::Close { reason: reason() };
        prop_assert!(decide(&state, close, &stranger()).is_err());
    }
}
