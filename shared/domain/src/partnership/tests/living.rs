//! A running partnership, and one that is older than the platform.

use jiff::civil::date;

use super::*;
use crate::cooperation::WaitingFor;
use crate::rules::*;

fn existing(context: &Context) -> Given {
    let command = Command::RecordExisting {
        parties: two(),
        facts: facts(&two()),
        nature: Nature::Informal,
        terms: TermsDraft { purpose: Vec::new(), benefits: Vec::new(), ..draft() },
        since: None,
        source: "A national register".to_owned(),
    };
    Given::default().then(command, context)
}

#[test]
fn one_side_ends_it_with_a_reason_and_what_was_learnt() {
    let end = |lessons: &str| Command::End { reason: why(), lessons: lessons.to_owned() };
    assert_eq!(agreed().when(end("x"), &by(LOIRE)), Err(C_STAGE));
    assert_eq!(started().when(end(""), &by(LOIRE)), Err(C_LESSONS));
    let given = started().then(end("Plan the handover"), &by(NIGER));
    assert_eq!(stage(&given.0), Some(Stage::Ended));
    assert_eq!(given.0.ending.as_ref().map(|ending| ending.side), Some(Side(2)));
    assert!(waiting_for(&given.0).is_empty());
}

#[test]
fn it_sleeps_after_the_delay_and_is_revived_by_any_side() {
    let mark = Command::MarkDormant { last_activity: date(2023, 1, 1), after_months: 18 };
    assert_eq!(started().when(mark.clone(), &by(LOIRE)), Err(C_SYSTEM_ONLY));
    let given = started().then(mark, &by_the_platform());
    assert_eq!(stage(&given.0), Some(Stage::Dormant));
    assert_eq!(waiting_for(&given.0)[0].what, WaitingFor::ReviveOrEnd);
    let given = given.then(Command::Revive { reason: why() }, &by(NIGER));
    assert_eq!(stage(&given.0), Some(Stage::Active));
}

#[test]
fn a_running_partnership_is_not_declined_withdrawn_or_revised() {
    let given = started();
    assert_eq!(given.when(decline(), &by(NIGER)), Err(C_STAGE));
    assert_eq!(given.when(withdraw(), &by(LOIRE)), Err(C_STAGE));
    assert_eq!(given.when(revising(hash_of(&draft()), "Eau"), &by(LOIRE)), Err(C_STAGE));
    assert_eq!(given.when(start(), &by(LOIRE)), Err(C_STAGE));
}

#[test]
fn a_record_is_confirmed_or_contested_by_those_who_did_not_make_it() {
    let given = existing(&by(LOIRE));
    assert_eq!(stage(&given.0), Some(Stage::Active));
    assert_eq!(waiting_for(&given.0)[0].what, WaitingFor::Confirmation(Side(2)));
    assert_eq!(given.when(Command::Confirm, &by(LOIRE)), Err(C_OWN_RECORD));
    assert!(waiting_for(&given.then(Command::Confirm, &by(NIGER)).0).is_empty());
    let contest = Command::Contest { reason: why() };
    assert!(disputed(&existing(&by_the_platform()).then(contest, &by(NIGER)).0));
    assert_eq!(started().when(Command::Confirm, &by(NIGER)), Err(C_NOT_EXISTING));
}

#[test]
fn an_annulment_is_recorded_by_a_party_or_the_platform() {
    let annul = || Command::RecordAnnulment {
        authority: "An administrative court".to_owned(),
        reason: why(),
        reference: None,
        on: today(),
    };
    assert_eq!(started().when(annul(), &by(STRANGER)), Err(C_NOT_A_PARTY));
    assert_eq!(stage(&started().then(annul(), &by(LOIRE)).0), Some(Stage::Annulled));
    assert_eq!(proposed(two()).when(annul(), &by(LOIRE)), Err(C_STAGE));
}

#[test]
fn remarks_go_on_as_long_as_it_lives_and_name_terms_that_were_there() {
    let remark = |about| Command::Remark {
        about,
        body: fr("Et si…").remove(0),
        visibility: crate::access::Visibility::Partners,
    };
    assert!(started().when(remark(hash_of(&draft())), &by(NIGER)).is_ok());
    assert_eq!(started().when(remark(hash("none")), &by(NIGER)), Err(C_UNKNOWN_TEXT));
}

#[test]
fn a_french_party_cannot_partner_with_a_state() {
    let mut command = proposing(two(), draft());
    if let Command::Propose { facts, .. } = &mut command {
        facts[1].kind = crate::organisation::Kind::State;
    }
    assert_eq!(Given::default().when(command, &by(LOIRE)), Err(R_09));
}
