//! Twinnings that exist since before the platform.

use super::*;
use crate::cooperation::{Side, WaitingFor};
use crate::rules::*;

fn contest() -> Command {
    Command::Contest { reason: why() }
}

#[test]
fn the_side_that_did_not_record_it_confirms() {
    let given = existing(&by(LOIRE));
    assert_eq!(stage(&given.0), Some(Stage::Active));
    assert_eq!(waiting_for(&given.0)[0].what, WaitingFor::Confirmation(Side(2)));
    assert_eq!(given.when(Command::Confirm, &by(LOIRE)), Err(C_OWN_RECORD));
    let given = given.then(Command::Confirm, &by(NIGER));
    assert!(waiting_for(&given.0).is_empty());
    assert_eq!(given.when(Command::Confirm, &by(NIGER)), Err(C_CONFIRMED));
    assert_eq!(given.when(contest(), &by(NIGER)), Err(C_CONFIRMED));
}

#[test]
fn every_side_answers_to_an_imported_record() {
    let given = existing(&by_the_platform());
    assert_eq!(given.0.by, None);
    assert_eq!(waiting_for(&given.0).len(), 2);
    assert!(given.when(Command::Confirm, &by(LOIRE)).is_ok());
}

#[test]
fn who_contests_may_still_come_round() {
    let given = existing(&by(LOIRE)).then(contest(), &by(NIGER));
    assert!(disputed(&given.0) && waiting_for(&given.0).is_empty());
    assert_eq!(given.when(contest(), &by(NIGER)), Err(C_CONFIRMED));
    let given = given.then(Command::Confirm, &by(NIGER));
    assert!(!disputed(&given.0));
}

#[test]
fn only_a_record_is_confirmed_not_a_signed_proposal() {
    assert_eq!(signed().when(Command::Confirm, &by(NIGER)), Err(C_NOT_EXISTING));
    assert_eq!(proposed().when(Command::Confirm, &by(NIGER)), Err(C_STAGE));
}

#[test]
fn missing_formalities_are_completed_afterwards() {
    let given = existing(&by(LOIRE)).then(vote(NIGER), &by(NIGER));
    assert_eq!(given.0.decisions.len(), 1);
    let regularise = Command::Regularise { reason: why(), reference: Some("SRE 12".to_owned()) };
    assert!(given.when(regularise.clone(), &by(NIGER)).is_ok());
    assert_eq!(agreed().when(regularise, &by(NIGER)), Err(C_STAGE));
}

#[test]
fn a_record_says_where_it_comes_from() {
    let parties = two();
    let command = Command::RecordExisting {
        facts: facts(&parties),
        parties,
        kind: Kind::Other,
        themes: Vec::new(),
        since: None,
        source: String::new(),
    };
    assert_eq!(Given::default().when(command, &by(LOIRE)), Err(C_SOURCE));
}

#[test]
fn a_record_without_its_text_has_nothing_to_remark_on() {
    let about = Command::Remark {
        about: hash("x"),
        body: fr("?").remove(0),
        visibility: crate::access::Visibility::Partners,
    };
    assert_eq!(existing(&by(LOIRE)).when(about, &by(NIGER)), Err(C_UNKNOWN_TEXT));
}

#[test]
fn a_town_that_joins_an_existing_twinning_confirms_it_by_that() {
    let invite = Command::InviteTown {
        organisation: ANDES,
        side: Side(3),
        facts: fact(ANDES),
        reason: why(),
    };
    let given = existing(&by(LOIRE)).then(invite, &by(LOIRE)).then(Command::Join, &by(ANDES));
    let waits: Vec<_> = waiting_for(&given.0).into_iter().map(|waiting| waiting.what).collect();
    assert_eq!(waits, [WaitingFor::Confirmation(Side(2)), WaitingFor::CouncilDecision(ANDES)]);
}
