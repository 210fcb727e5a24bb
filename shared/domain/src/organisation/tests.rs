//! Given what happened to an organisation, when somebody asks for something, then this follows.

use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::context::{Author, Context, Role, SeatOf};
use crate::ids::{OrganisationId, PersonId, SeatId};
use crate::refusal::Refusal;
use crate::rules::{self, RuleId};

const PERSON: PersonId = PersonId(Uuid::from_u128(10));
const SEAT: SeatId = SeatId(Uuid::from_u128(20));

fn by(role: Role, person: PersonId) -> Context {
    Context {
        now: Timestamp::UNIX_EPOCH,
        today: date(2026, 6, 1),
        author: Author {
            person: Some(person),
            seat: Some(SeatId(Uuid::from_u128(1))),
            of: SeatOf::Organisation(OrganisationId(Uuid::from_u128(2))),
            role,
        },
        new_id: SEAT.0,
    }
}

fn officer() -> Context {
    by(Role::Officer, PersonId(Uuid::from_u128(11)))
}

fn platform() -> Context {
    Context { author: Author::SYSTEM, ..officer() }
}

fn name(text: &str, use_as: NameUse) -> Name {
    Name { lang: "fr".into(), text: text.into(), use_as }
}

fn names(text: &str) -> Vec<Name> {
    vec![name(text, NameUse::Official)]
}

fn recording(names: Vec<Name>) -> Command {
    Command::Record {
        kind: Kind::Commune,
        names,
        country: "FR".into(),
        territory: None,
        place: None,
        identifiers: Vec::new(),
        population: Some(5_000),
        provisional: false,
        source: None,
    }
}

fn recorded(provisional: bool) -> Event {
    Event::Recorded {
        kind: Kind::Commune,
        names: names("Valmont"),
        country: "FR".into(),
        territory: None,
        place: None,
        identifiers: Vec::new(),
        population: Some(5_000),
        provisional,
        source: None,
    }
}

fn requested() -> Event {
    Event::ClaimRequested { person: PERSON, seat: SEAT, function: "maire".into(), invited_by: None }
}

fn given(events: &[Event]) -> State {
    events.iter().fold(State::default(), evolve)
}

fn refused(outcome: Result<Vec<Event>, Refusal>) -> RuleId {
    outcome.expect_err("this is refused").rule
}

fn reason() -> String {
    "acte du conseil".into()
}

fn confirm(knows_them: bool) -> Command {
    Command::ConfirmClaim { seat: SEAT, reason: reason(), knows_them }
}

#[test]
fn a_missing_partner_is_recorded_provisionally_by_an_officer_whatever_was_asked() {
    let outcome = decide(&State::default(), recording(names("Valmont")), &officer());
    assert_eq!(outcome, Ok(vec![recorded(true)]));
    assert_eq!(stage(&given(&[recorded(true)])), Some(Stage::Provisional));
}

#[test]
fn a_register_records_for_good() {
    let outcome = decide(&State::default(), recording(names("Valmont")), &platform());
    assert_eq!(outcome, Ok(vec![recorded(false)]));
    assert_eq!(stage(&given(&[recorded(false)])), Some(Stage::Unclaimed));
}

#[test]
fn a_record_is_made_once() {
    let state = given(&[recorded(false)]);
    let again = decide(&state, recording(names("Valmont")), &platform());
    assert_eq!(refused(again), rules::H_ALREADY_RECORDED);
}

#[test]
fn a_record_needs_a_name_that_can_be_shown_first() {
    for names in [Vec::new(), vec![name("Valmont", NameUse::Variant)]] {
        let outcome = decide(&State::default(), recording(names), &officer());
        assert_eq!(refused(outcome), rules::H_OFFICIAL_NAME);
    }
    let blank = decide(&State::default(), recording(names("  ")), &officer()).expect_err("blank");
    assert_eq!((blank.rule, blank.path.as_deref()), (rules::H_MISSING, Some("names.0.text")));
}

#[test]
fn a_name_needs_a_language_tag() {
    let odd = vec![Name { lang: "français".into(), ..name("Valmont", NameUse::Official) }];
    let outcome = decide(&State::default(), recording(odd), &officer()).expect_err("no tag");
    assert_eq!((outcome.rule, outcome.path.as_deref()), (rules::C_LANGUAGE, Some("names.0.lang")));
}

#[test]
fn a_country_is_a_code_of_two_capital_letters() {
    for code in ["", "F", "fr", "FRA", "F1", "Fé"] {
        let mut command = recording(names("Valmont"));
        if let Command::Record { country, .. } = &mut command {
            *country = code.into();
        }
        assert_eq!(refused(decide(&State::default(), command, &officer())), rules::H_COUNTRY);
    }
}

#[test]
fn a_point_lies_on_the_globe() {
    let state = given(&[recorded(false)]);
    for (latitude, longitude) in [(90.1, 0.0), (0.0, -180.1), (f64::NAN, 0.0), (0.0, f64::INFINITY)]
    {
        let place = Place { latitude, longitude };
        let outcome = decide(&state, Command::Locate { place, source: None }, &officer());
        assert_eq!(refused(outcome), rules::H_PLACE);
    }
    let place = Place { latitude: -90.0, longitude: 180.0 };
    let outcome = decide(&state, Command::Locate { place, source: None }, &officer());
    assert_eq!(outcome, Ok(vec![Event::Located { place, source: None }]));
}

#[test]
fn an_identifier_is_added_once_and_well_formed() {
    let identifier = Identifier { scheme: "insee".into(), value: "42218".into() };
    let add = Command::AddIdentifier { identifier: identifier.clone() };
    let added = Event::IdentifierAdded { identifier };
    let state = given(&[recorded(false)]);
    assert_eq!(decide(&state, add.clone(), &officer()), Ok(vec![added.clone()]));
    let state = given(&[recorded(false), added]);
    assert_eq!(refused(decide(&state, add, &officer())), rules::H_NO_CHANGE);
    for (scheme, value) in [("INSEE", "1"), ("insee", ""), ("insee", "4 2"), ("", "1")] {
        let identifier = Identifier { scheme: scheme.into(), value: value.into() };
        let outcome = decide(&state, Command::AddIdentifier { identifier }, &officer());
        assert_eq!(refused(outcome), rules::H_IDENTIFIER);
    }
}

#[test]
fn nothing_can_be_asked_of_a_record_that_is_not_there() {
    let empty = State::default();
    let asks = [
        Command::RequestClaim { function: "maire".into(), invited_by: None },
        Command::Rename { names: names("Valmont"), reason: reason() },
        confirm(true),
        Command::SucceedBy { successor: OrganisationId(Uuid::nil()), reason: reason() },
    ];
    for ask in asks {
        assert_eq!(refused(decide(&empty, ask, &officer())), rules::H_NOT_RECORDED);
    }
}

#[test]
fn anybody_signed_in_may_ask_to_act_for_a_record() {
    let state = given(&[recorded(true)]);
    let ask = Command::RequestClaim { function: "maire".into(), invited_by: None };
    let outcome = decide(&state, ask.clone(), &by(Role::Reader, PERSON));
    assert_eq!(outcome, Ok(vec![requested()]));
    assert_eq!(stage(&given(&[recorded(true), requested()])), Some(Stage::ClaimPending));
    assert_eq!(refused(decide(&state, ask, &platform())), rules::H_PERSON);
}

#[test]
fn one_asks_once_and_not_for_what_one_has() {
    let ask = || Command::RequestClaim { function: "maire".into(), invited_by: None };
    let waiting = given(&[recorded(true), requested()]);
    let me = by(Role::Reader, PERSON);
    assert_eq!(refused(decide(&waiting, ask(), &me)), rules::H_CLAIM_PENDING);
    let held = given(&[
        recorded(true),
        requested(),
        Event::Claimed { person: PERSON, seat: SEAT, reason: Some(reason()) },
    ]);
    assert_eq!(refused(decide(&held, ask(), &me)), rules::H_CLAIM_HELD);
}

#[test]
fn a_claim_is_confirmed_by_somebody_who_knows_them() {
    let state = given(&[recorded(true), requested()]);
    let claimed = Event::Claimed { person: PERSON, seat: SEAT, reason: Some(reason()) };
    assert_eq!(decide(&state, confirm(true), &officer()), Ok(vec![claimed.clone()]));
    let after = given(&[recorded(true), requested(), claimed]);
    assert_eq!(stage(&after), Some(Stage::Claimed));
    assert!(after.claims.is_empty());
}

#[test]
fn a_stranger_cannot_confirm_a_claim_not_even_one_who_coordinates_a_group_elsewhere() {
    let state = given(&[recorded(true), requested()]);
    for role in [Role::Officer, Role::GroupCoordinator, Role::GroupChair] {
        let stranger = by(role, PersonId(Uuid::from_u128(12)));
        assert_eq!(refused(decide(&state, confirm(false), &stranger)), rules::H_CLAIM_STRANGER);
        assert!(decide(&state, confirm(true), &stranger).is_ok(), "{role:?} of the country");
    }
    let platform = by(Role::PlatformAdministrator, PersonId(Uuid::from_u128(12)));
    assert!(decide(&state, confirm(false), &platform).is_ok());
}

#[test]
fn nobody_confirms_their_own_claim() {
    let state = given(&[recorded(true), requested()]);
    for role in [Role::Officer, Role::GroupChair, Role::PlatformAdministrator] {
        let outcome = decide(&state, confirm(true), &by(role, PERSON));
        assert_eq!(refused(outcome), rules::H_CLAIM_OWN, "{role:?}");
    }
}

#[test]
fn a_claim_is_settled_once() {
    let refusal = Event::ClaimRefused { person: PERSON, seat: SEAT, reason: reason() };
    let state = given(&[recorded(true), requested(), refusal]);
    assert_eq!(refused(decide(&state, confirm(true), &officer())), rules::H_CLAIM_UNKNOWN);
}

#[test]
fn a_claim_is_refused_with_a_reason() {
    let state = given(&[recorded(true), requested()]);
    let refuse =
        |reason: &str| Command::RefuseClaim { seat: SEAT, reason: reason.into(), knows_them: true };
    assert_eq!(refused(decide(&state, refuse(" "), &officer())), rules::C_REASON);
    let outcome = decide(&state, refuse("inconnu à la mairie"), &officer());
    let reason = "inconnu à la mairie".to_owned();
    assert_eq!(outcome, Ok(vec![Event::ClaimRefused { person: PERSON, seat: SEAT, reason }]));
}

#[test]
fn old_names_stay_findable_and_a_name_taken_again_is_former_no_more() {
    let rename = |text: &str| Event::Renamed { names: names(text), reason: reason() };
    let state = given(&[recorded(false), rename("Valmont-le-Neuf"), rename("Grand-Valmont")]);
    let record = state.record.expect("recorded");
    assert_eq!(record.names, names("Grand-Valmont"));
    let former: Vec<_> = record.former.iter().map(|name| name.text.as_str()).collect();
    assert_eq!(former, ["Valmont", "Valmont-le-Neuf"]);
    assert!(record.former.iter().all(|name| name.use_as == NameUse::Former));
    let back = given(&[recorded(false), rename("Neuf"), rename("Valmont"), rename("Neuf")]);
    let former = back.record.expect("recorded").former;
    assert_eq!(former.len(), 1);
    assert_eq!(former[0].text, "Valmont");
}

#[test]
fn a_rename_to_the_same_names_changes_nothing() {
    let state = given(&[recorded(false)]);
    let same = Command::Rename { names: names("Valmont"), reason: reason() };
    assert_eq!(refused(decide(&state, same, &officer())), rules::H_NO_CHANGE);
}

#[test]
fn a_merge_that_would_lead_back_is_refused() {
    let state = given(&[recorded(false)]);
    let into = OrganisationId(Uuid::from_u128(3));
    let merge = |would_loop| Command::MergeInto { into, reason: reason(), would_loop };
    assert_eq!(refused(decide(&state, merge(true), &platform())), rules::H_MERGE_LOOP);
    let merged = Event::MergedInto { into, reason: reason() };
    assert_eq!(decide(&state, merge(false), &platform()), Ok(vec![merged]));
}

#[test]
fn a_merged_or_succeeded_record_takes_no_more_and_says_its_name() {
    let to = OrganisationId(Uuid::from_u128(3));
    let ends = [
        (Event::MergedInto { into: to, reason: reason() }, Stage::Merged),
        (Event::SucceededBy { successor: to, reason: reason() }, Stage::Succeeded),
    ];
    for (end, expected) in ends {
        let state = given(&[recorded(false), end]);
        assert_eq!(stage(&state), Some(expected));
        let ask = Command::RequestClaim { function: "maire".into(), invited_by: None };
        let refusal = decide(&state, ask, &officer()).expect_err("superseded");
        assert_eq!(
            (refusal.rule, refusal.detail),
            (rules::H_SUPERSEDED, vec!["Valmont".to_owned()])
        );
    }
}

#[test]
fn a_profile_is_described_as_a_whole() {
    let state = given(&[recorded(false)]);
    let profile =
        Profile { languages: vec!["fr".into()], traits: vec!["port".into()], ..Profile::default() };
    let describe = Command::DescribeProfile { profile: profile.clone() };
    let described = Event::ProfileDescribed { profile };
    assert_eq!(decide(&state, describe.clone(), &officer()), Ok(vec![described.clone()]));
    let state = given(&[recorded(false), described]);
    assert_eq!(refused(decide(&state, describe, &officer())), rules::H_NO_CHANGE);
}

fn any_event() -> impl Strategy<Value = Event> {
    let person = (0..3u128).prop_map(|n| PersonId(Uuid::from_u128(n)));
    let seat = (0..3u128).prop_map(|n| SeatId(Uuid::from_u128(n)));
    let to = OrganisationId(Uuid::nil());
    prop_oneof![
        any::<bool>().prop_map(recorded),
        (person.clone(), seat.clone()).prop_map(|(person, seat)| Event::ClaimRequested {
            person,
            seat,
            function: "x".into(),
            invited_by: None
        }),
        (person.clone(), seat.clone()).prop_map(|(person, seat)| Event::Claimed {
            person,
            seat,
            reason: None
        }),
        (person, seat).prop_map(|(person, seat)| Event::ClaimRefused {
            person,
            seat,
            reason: reason()
        }),
        "[ab]".prop_map(|text| Event::Renamed { names: names(&text), reason: reason() }),
        Just(Event::MergedInto { into: to, reason: reason() }),
        Just(Event::SucceededBy { successor: to, reason: reason() }),
        Just(Event::ProfileDescribed { profile: Profile::default() }),
    ]
}

proptest! {
    #[test]
    fn any_history_can_be_folded_and_no_settled_claim_waits(events in proptest::collection::vec(any_event(), 0..20)) {
        let state = given(&events);
        let is_recorded = events.iter().any(|event| matches!(event, Event::Recorded { .. }));
        prop_assert_eq!(stage(&state).is_some(), is_recorded);
        if let Some(Event::Claimed { seat, .. } | Event::ClaimRefused { seat, .. }) = events.last() {
            prop_assert!(state.claims.iter().all(|claim| claim.seat != *seat));
        }
        if let Some(record) = &state.record {
            let today = |name: &Name| record.names.iter().any(|n| n.lang == name.lang && n.text == name.text);
            prop_assert!(!record.former.iter().any(today));
        }
    }

    #[test]
    fn what_is_decided_is_never_refused_as_already_there_before_it_happened(text in "[A-Za-z]{1,20}") {
        let state = given(&[recorded(false)]);
        let rename = Command::Rename { names: names(&text), reason: reason() };
        let events = decide(&state, rename.clone(), &officer());
        if let Ok(events) = events {
            let after = events.iter().fold(state, evolve);
            prop_assert_eq!(refused(decide(&after, rename, &officer())), rules::H_NO_CHANGE);
        }
    }
}
