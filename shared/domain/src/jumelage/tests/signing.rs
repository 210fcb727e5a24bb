//! Decisions of the councils and the ceremony.

use jiff::civil::date;

use super::*;
use crate::cooperation::{Act, Side, Vote, WaitingFor};
use crate::ids::SeatId;
use crate::rules::*;

#[test]
fn a_council_votes_on_agreed_contents_only() {
    assert_eq!(proposed().when(vote(LOIRE), &by(LOIRE)), Err(T_4));
    assert!(agreed().when(vote(LOIRE), &by(LOIRE)).is_ok());
}

#[test]
fn an_authority_records_its_own_votes_that_were_held_on_the_present_text() {
    assert_eq!(agreed().when(vote(NIGER), &by(LOIRE)), Err(C_OWN_COUNCIL));
    let tomorrow = CouncilDecision { on: date(2025, 7, 1), ..adopted_by(LOIRE) };
    assert_eq!(agreed().when(voting(tomorrow), &by(LOIRE)), Err(C_FUTURE_DATE));
    let other = CouncilDecision { text: Some(hash("other")), ..adopted_by(LOIRE) };
    assert_eq!(agreed().when(voting(other), &by(LOIRE)), Err(C_STALE_TEXT));
    let events = agreed().when(vote(LOIRE), &by(LOIRE)).expect("a vote");
    let decision = CouncilDecision { text: Some(first_text()), ..adopted_by(LOIRE) };
    assert_eq!(events, [Event::CouncilDecided { decision }]);
}

#[test]
fn the_ceremony_is_refused_before_both_decisions_in_either_order() {
    assert_eq!(proposed().when(ceremony(), &by(LOIRE)), Err(T_4));
    for (first, second) in [(LOIRE, NIGER), (NIGER, LOIRE)] {
        let given = agreed();
        assert_eq!(given.when(ceremony(), &by(LOIRE)), Err(T_5));
        let given = given.then(vote(first), &by(first));
        assert_eq!(given.when(ceremony(), &by(first)), Err(T_5));
        let given = given.then(vote(second), &by(second));
        assert_eq!(stage(&given.0), Some(Stage::Decided));
        assert!(given.when(ceremony(), &by(first)).is_ok());
    }
}

#[test]
fn the_refusal_of_the_ceremony_names_the_councils_that_are_missing() {
    let given = agreed().then(vote(LOIRE), &by(LOIRE));
    let refusal = decide(&given.0, ceremony(), &by(LOIRE)).expect_err("a council is missing");
    assert_eq!(refusal.detail, ["Ville-du-Fleuve"]);
}

#[test]
fn the_ceremony_makes_it_active_and_is_held_once() {
    let given = signed();
    assert_eq!(stage(&given.0), Some(Stage::Active));
    assert_eq!(given.when(ceremony(), &by(LOIRE)), Err(C_STAGE));
    assert!(waiting_for(&given.0).is_empty());
}

#[test]
fn a_ceremony_is_not_held_in_the_future_nor_before_the_councils_met() {
    let on = |day| {
        let mut command = ceremony();
        if let Command::HoldCeremony { on, .. } = &mut command {
            *on = day;
        }
        decided().when(command, &by(LOIRE))
    };
    assert_eq!(on(date(2025, 8, 1)), Err(C_FUTURE_DATE));
    assert_eq!(on(date(2025, 6, 9)), Err(T_5));
    assert!(on(date(2025, 6, 10)).is_ok());
}

#[test]
fn a_rejection_leaves_the_proposal_open_for_another_vote() {
    let no = CouncilDecision { outcome: Vote::Rejected, ..adopted_by(NIGER) };
    let given = agreed().then(vote(LOIRE), &by(LOIRE));
    assert_eq!(remarks(&given.0, &voting(no.clone()), &by(NIGER))[0].rule, C_REJECTED_NOTED);
    let given = given.then(voting(no), &by(NIGER));
    assert_eq!(stage(&given.0), Some(Stage::ContentAgreed));
    assert_eq!(given.when(ceremony(), &by(NIGER)), Err(T_5));
    let given = given.then(vote(NIGER), &by(NIGER));
    assert_eq!(stage(&given.0), Some(Stage::Decided));
    assert_eq!(given.when(vote(NIGER), &by(NIGER)), Err(C_DECISION_ONCE));
}

#[test]
fn a_french_council_completes_its_deliberation_before_the_ceremony() {
    let thin = CouncilDecision { motives: None, ..adopted_by(LOIRE) };
    let given = agreed().then(vote(NIGER), &by(NIGER));
    assert_eq!(remarks(&given.0, &voting(thin.clone()), &by(LOIRE))[0].rule, C_DELIBERATION);
    let given = given.then(voting(thin), &by(LOIRE));
    assert_eq!(stage(&given.0), Some(Stage::Decided));
    assert_eq!(given.when(ceremony(), &by(LOIRE)), Err(R_01));
    let given = given.then(vote(LOIRE), &by(LOIRE));
    assert!(given.when(ceremony(), &by(LOIRE)).is_ok());
}

#[test]
fn a_council_abroad_deliberates_as_its_own_law_says() {
    let thin = CouncilDecision { motives: None, financial_means: None, ..adopted_by(NIGER) };
    let given = agreed().then(vote(LOIRE), &by(LOIRE)).then(voting(thin), &by(NIGER));
    assert!(given.when(ceremony(), &by(LOIRE)).is_ok());
}

#[test]
fn registers_are_asked_again_on_the_day_of_the_ceremony() {
    let mut command = ceremony();
    if let Command::HoldCeremony { facts, .. } = &mut command {
        facts[1].superseded = true;
    }
    assert_eq!(decided().when(command, &by(LOIRE)), Err(H_SUPERSEDED));
}

#[test]
fn a_charter_that_a_french_town_signs_exists_in_french() {
    let mut proposal = proposing(two());
    if let Command::Propose { charter, .. } = &mut proposal {
        charter[0].lang = "en".to_owned();
    }
    let given = Given::default().then(proposal, &by(NIGER));
    let hash = given.0.charter.clone().expect("a charter");
    let yes = || Command::Consent { hash: hash.clone() };
    let given = given.then(yes(), &by(NIGER)).then(yes(), &by(LOIRE));
    let given = given.then(vote(LOIRE), &by(LOIRE)).then(vote(NIGER), &by(NIGER));
    assert_eq!(given.when(ceremony(), &by(LOIRE)), Err(R_04));
}

#[test]
fn the_page_says_what_is_possible_and_why_the_ceremony_is_not_yet() {
    let of = |given: &Given, act| {
        let list = possible(&given.0, LOIRE, &facts(&two()), today());
        list.into_iter().find(|possibility| possibility.act == act)
    };
    let given = proposed();
    assert!(of(&given, Act::Consent).is_some_and(|p| p.allowed()));
    assert!(of(&given, Act::Accept).is_none() && of(&given, Act::Decline).is_none());
    let refused = |given: &Given| of(given, Act::HoldCeremony).and_then(|p| p.refused);
    assert_eq!(refused(&given).map(|r| r.rule), Some(T_4));
    assert_eq!(refused(&agreed()).map(|r| r.rule), Some(T_5));
    assert!(of(&decided(), Act::HoldCeremony).is_some_and(|p| p.allowed()));
    assert!(possible(&given.0, STRANGER, &[], today()).is_empty());
    assert!(possible(&State::default(), LOIRE, &[], today()).is_empty());
}

#[test]
fn it_waits_for_each_council_then_for_the_ceremony() {
    let given = agreed().then(vote(NIGER), &by(NIGER));
    let waits = waiting_for(&given.0);
    assert_eq!(waits[0].what, WaitingFor::CouncilDecision(LOIRE));
    assert_eq!((waits.len(), waits[0].rule, &waits[0].who), (1, T_5, &vec![LOIRE]));
    assert_eq!(waiting_for(&decided().0)[0].what, WaitingFor::Ceremony);
}

#[test]
fn an_amendment_after_the_decisions_sends_everybody_back_to_the_text() {
    let given = decided().then(amending("Anew."), &by(NIGER));
    assert_eq!(stage(&given.0), Some(Stage::Proposed));
    assert_eq!(given.when(ceremony(), &by(LOIRE)), Err(T_4));
    assert_eq!(signed().when(amending("Anew."), &by(NIGER)), Err(C_STAGE));
}

#[test]
fn the_ceremony_reminds_of_inhabitants_committees_and_formalities() {
    let mut command = ceremony();
    if let Command::HoldCeremony { participants, .. } = &mut command {
        *participants = None;
    }
    let found = remarks(&decided().0, &command, &by(LOIRE));
    let says = |rule| found.iter().any(|remark| remark.rule == rule);
    assert!(says(T_6) && says(T_7) && says(R_03));
}

#[test]
fn the_committee_waits_for_agreed_contents() {
    let form = |stage| crate::committee::Command::Form {
        jumelage: uuid::Uuid::from_u128(5).into(),
        parties: two(),
        stage,
        formed: vec![Side(2)],
        organisation: LOIRE,
        seats: vec![(SeatId(uuid::Uuid::nil()), crate::committee::SeatKind::Elected, why())],
        tasks: Vec::new(),
    };
    let ask = |stage| {
        crate::committee::decide(&crate::committee::State::default(), form(stage), &by(LOIRE))
    };
    assert_eq!(ask(Stage::Proposed).map_err(|r| r.rule), Err(C_STAGE));
    assert!(ask(Stage::Active).is_ok());
}
