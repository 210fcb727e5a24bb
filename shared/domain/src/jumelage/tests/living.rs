//! A signed twinning: further towns, sleep, revival, end.

use jiff::civil::date;

use super::*;
use crate::cooperation::{Ending, Side, Theme, WaitingFor};
use crate::rules::*;

fn inviting(side: u8) -> Command {
    Command::InviteTown { organisation: ANDES, side: Side(side), facts: fact(ANDES), reason: why() }
}

#[test]
fn a_town_is_invited_by_a_side_and_joins_by_itself() {
    let given = signed();
    assert_eq!(given.when(Command::Join, &by(ANDES)), Err(C_NOT_INVITED));
    assert_eq!(given.when(inviting(5), &by(LOIRE)), Err(C_SIDE_NUMBER));
    let given = given.then(inviting(3), &by(LOIRE));
    assert_eq!(waiting_for(&given.0)[0].what, WaitingFor::Join(ANDES));
    assert_eq!(given.when(inviting(3), &by(NIGER)), Err(C_INVITED));
    let given = given.then(Command::Join, &by(ANDES));
    assert_eq!(given.0.parties.len(), 3);
    assert_eq!(given.when(inviting(3), &by(NIGER)), Err(C_ALREADY_PARTY));
    assert_eq!(waiting_for(&given.0)[0].what, WaitingFor::CouncilDecision(ANDES));
    let given = given.then(vote(ANDES), &by(ANDES));
    assert!(waiting_for(&given.0).is_empty());
}

#[test]
fn a_town_on_a_new_shore_reopens_what_was_agreed_without_it() {
    let given = decided().then(inviting(3), &by(NIGER)).then(Command::Join, &by(ANDES));
    assert_eq!(stage(&given.0), Some(Stage::Proposed));
    let given = given.then(consent(), &by(ANDES));
    assert_eq!(stage(&given.0), Some(Stage::ContentAgreed));
    let given = given.then(vote(ANDES), &by(ANDES));
    assert_eq!(stage(&given.0), Some(Stage::Decided));
}

#[test]
fn a_town_on_a_shore_that_consented_only_brings_its_council() {
    let given = decided().then(inviting(2), &by(NIGER)).then(Command::Join, &by(ANDES));
    assert_eq!(stage(&given.0), Some(Stage::ContentAgreed));
}

#[test]
fn the_platform_alone_marks_what_slept_long_enough() {
    let mark = |last_activity, after_months| Command::MarkDormant { last_activity, after_months };
    let long_ago = date(2023, 12, 15);
    let given = signed();
    assert_eq!(given.when(mark(long_ago, 18), &by(LOIRE)), Err(C_SYSTEM_ONLY));
    assert_eq!(given.when(mark(date(2024, 1, 1), 18), &by_the_platform()), Err(C_NOT_DUE));
    assert_eq!(proposed().when(mark(long_ago, 18), &by_the_platform()), Err(C_STAGE));
    let given = given.then(mark(long_ago, 18), &by_the_platform());
    assert_eq!(stage(&given.0), Some(Stage::Dormant));
    assert_eq!(waiting_for(&given.0)[0].what, WaitingFor::ReviveOrEnd);
    let given = given.then(Command::Revive { reason: why() }, &by(NIGER));
    assert_eq!(stage(&given.0), Some(Stage::Active));
    assert_eq!(given.when(Command::Revive { reason: why() }, &by(NIGER)), Err(C_STAGE));
}

#[test]
fn one_side_ends_it_with_a_reason_and_what_was_learnt() {
    let end = |reason: &str, lessons: &str| Command::End {
        reason: reason.to_owned(),
        lessons: lessons.to_owned(),
    };
    assert_eq!(proposed().when(end("a", "b"), &by(LOIRE)), Err(C_STAGE));
    assert_eq!(signed().when(end("", "b"), &by(LOIRE)), Err(C_REASON));
    assert_eq!(signed().when(end("a", ""), &by(LOIRE)), Err(C_LESSONS));
    let given = signed().then(end("a", "b"), &by(NIGER));
    assert_eq!(stage(&given.0), Some(Stage::Ended));
    let ending = Ending { side: Side(2), reason: "a".to_owned(), lessons: "b".to_owned() };
    assert_eq!(given.0.ending, Some(ending));
}

#[test]
fn an_annulment_names_the_authority_of_the_state() {
    let annul = |authority: &str| Command::RecordAnnulment {
        authority: authority.to_owned(),
        reason: why(),
        reference: None,
        on: date(2025, 6, 1),
    };
    assert_eq!(signed().when(annul(""), &by(LOIRE)), Err(C_STATE_AUTHORITY));
    assert_eq!(signed().when(annul("A prefecture"), &by(STRANGER)), Err(C_NOT_A_PARTY));
    let given = signed().then(annul("A prefecture"), &by_the_platform());
    assert_eq!(stage(&given.0), Some(Stage::Annulled));
}

#[test]
fn kind_and_themes_change_with_a_reason_and_only_if_they_change() {
    let kind = |kind| Command::ChangeKind { kind, reason: why() };
    assert_eq!(signed().when(kind(Kind::Cooperation), &by(LOIRE)), Err(C_NO_CHANGE));
    assert_eq!(signed().then(kind(Kind::Friendship), &by(LOIRE)).0.kind, Some(Kind::Friendship));
    let themes = |themes| Command::ChooseThemes { themes, reason: why() };
    assert_eq!(signed().when(themes(water()), &by(LOIRE)), Err(C_NO_CHANGE));
    let many = vec![Theme("1".to_owned()); 21];
    assert_eq!(signed().when(themes(many), &by(LOIRE)), Err(C_TOO_MANY));
    assert!(signed().then(themes(Vec::new()), &by(LOIRE)).0.themes.is_empty());
}
