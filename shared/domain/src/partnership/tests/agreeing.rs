//! From the proposal to the start.

use jiff::civil::date;

use super::*;
use crate::cooperation::{Act, WaitingFor};
use crate::rules::*;

#[test]
fn who_proposes_has_accepted_and_the_others_are_waited_for() {
    let given = proposed(three());
    assert_eq!(given.0.acceptances, [Side(1)]);
    let waits: Vec<_> = waiting_for(&given.0).into_iter().map(|w| w.what).collect();
    assert_eq!(waits, [WaitingFor::Acceptance(Side(2)), WaitingFor::Acceptance(Side(3))]);
    assert_eq!(given.when(accept(), &by(LOIRE)), Err(C_CONSENTED));
}

#[test]
fn the_last_acceptance_is_the_agreement_of_all() {
    let given = proposed(three()).then(accept(), &by(ANDES));
    assert_eq!(stage(&given.0), Some(Stage::Proposed));
    let hash = hash_of(&draft());
    let events = given.when(accept(), &by(NIGER)).expect("an acceptance");
    let expected =
        [Event::Accepted { by: Side(2), hash: hash.clone() }, Event::AgreedByAll { hash }];
    assert_eq!(events, expected);
}

#[test]
fn one_of_three_declines_and_the_others_agree_without_it() {
    let given = proposed(three()).then(accept(), &by(ANDES));
    let events = given.when(decline(), &by(NIGER)).expect("leaving is free");
    assert!(matches!(events[..], [Event::Declined { .. }, Event::AgreedByAll { .. }]));
    let given = given.then(decline(), &by(NIGER));
    assert_eq!(stage(&given.0), Some(Stage::Accepted));
    assert_eq!((given.0.parties.len(), given.0.left.len()), (2, 1));
    assert_eq!(given.when(accept(), &by(NIGER)), Err(C_NOT_A_PARTY));
}

#[test]
fn with_one_side_left_the_whole_is_declined_and_remembers_its_parties() {
    let given = proposed(two()).then(decline(), &by(NIGER));
    assert_eq!(stage(&given.0), Some(Stage::Declined));
    assert_eq!(given.0.parties.len(), 2);
    assert_eq!(given.when(accept(), &by(NIGER)), Err(C_STAGE));
}

#[test]
fn who_accepted_withdraws_and_who_did_not_declines() {
    let given = proposed(three());
    assert_eq!(given.when(withdraw(), &by(NIGER)), Err(C_NOT_ACCEPTED));
    assert_eq!(given.when(decline(), &by(LOIRE)), Err(C_OWN_PROPOSAL));
    let given = given.then(accept(), &by(NIGER));
    assert_eq!(given.when(decline(), &by(NIGER)), Err(C_LEAVE_FIRST));
    let given = given.then(withdraw(), &by(NIGER));
    assert_eq!(stage(&given.0), Some(Stage::Proposed));
    assert_eq!(given.0.parties.len(), 2);
}

#[test]
fn the_proposing_side_takes_the_whole_proposal_back() {
    let given = proposed(three()).then(accept(), &by(NIGER)).then(withdraw(), &by(LOIRE));
    assert_eq!(stage(&given.0), Some(Stage::Withdrawn));
}

#[test]
fn new_terms_void_acceptances_and_votes_and_are_accepted_by_who_writes_them() {
    let given = agreed().then(vote(adopted_by(LOIRE)), &by(LOIRE));
    let old = hash_of(&draft());
    assert_eq!(remarks(&given.0, &revising(old.clone(), "Eau"), &by(NIGER))[0].rule, C_VOIDED);
    let given = given.then(revising(old.clone(), "Eau"), &by(NIGER));
    assert_eq!(stage(&given.0), Some(Stage::Proposed));
    assert_eq!(given.0.acceptances, [Side(2)]);
    assert!(given.0.decisions.is_empty());
    assert_eq!(given.when(accept(), &by(LOIRE)), Err(C_STALE_TEXT));
    assert_eq!(given.when(revising(old, "Encore"), &by(LOIRE)), Err(C_STALE_TEXT));
    let present = given.0.terms.clone().expect("terms");
    assert_eq!(given.when(revising(present, "Eau"), &by(LOIRE)), Err(C_SAME_TEXT));
}

#[test]
fn the_start_needs_the_agreement_and_the_deliberation_of_the_french_party() {
    assert_eq!(proposed(two()).when(start(), &by(LOIRE)), Err(C_AGREE_FIRST));
    let given = agreed();
    assert_eq!(given.when(start(), &by(NIGER)), Err(R_02));
    let thin = CouncilDecision { motives: None, ..adopted_by(LOIRE) };
    let given = given.then(vote(thin), &by(LOIRE));
    assert_eq!(given.when(start(), &by(NIGER)), Err(R_01));
    let given = given.then(vote(adopted_by(LOIRE)), &by(LOIRE));
    assert_eq!(given.when(vote(adopted_by(LOIRE)), &by(LOIRE)), Err(C_DECISION_ONCE));
    assert_eq!(stage(&given.then(start(), &by(NIGER)).0), Some(Stage::Active));
}

#[test]
fn a_council_may_vote_before_the_other_side_accepts() {
    let given = proposed(two()).then(vote(adopted_by(LOIRE)), &by(LOIRE));
    let given = given.then(accept(), &by(NIGER));
    assert!(given.when(start(), &by(LOIRE)).is_ok());
}

#[test]
fn a_start_that_is_still_to_come_is_not_recorded() {
    let given = agreed().then(vote(adopted_by(LOIRE)), &by(LOIRE));
    let later = Command::Start { on: date(2025, 9, 1), facts: facts(&two()) };
    assert_eq!(given.when(later, &by(LOIRE)), Err(C_FUTURE_DATE));
}

#[test]
fn the_page_says_which_deliberation_the_start_waits_for() {
    let list = possible(&agreed().0, NIGER, &facts(&two()), today());
    let start = list.iter().find(|p| p.act == Act::Start).expect("the start is expected");
    let refusal = start.refused.clone().expect("not yet");
    assert_eq!((refusal.rule, &refusal.detail[0]), (R_02, &"Ville-sur-Loire".to_owned()));
    assert!(list.iter().all(|p| p.act != Act::Consent));
}

fn with(change: impl Fn(&mut TermsDraft)) -> Result<Vec<Event>, RuleId> {
    let mut terms = draft();
    change(&mut terms);
    Given::default().when(proposing(two(), terms), &by(LOIRE))
}

#[test]
fn terms_say_what_they_are_for_within_what_exists() {
    assert_eq!(with(|t| t.title.clear()), Err(C_EMPTY_TEXT));
    assert_eq!(with(|t| t.purpose.clear()), Err(R_06));
    assert_eq!(with(|t| t.sdgs.push(Sdg(18))), Err(C_SDG));
    assert_eq!(with(|t| t.territories.push(" ".to_owned())), Err(C_EMPTY_TEXT));
    assert_eq!(with(|t| t.benefits[1].side = Side(1)), Err(C_BENEFIT_SIDE));
    assert_eq!(with(|t| t.benefits[1].side = Side(7)), Err(C_BENEFIT_SIDE));
    assert_eq!(with(|t| t.purpose = fr(&"a".repeat(10_001))), Err(C_TEXT_LENGTH));
}

#[test]
fn a_proposal_says_why_this_partner() {
    let mut command = proposing(two(), draft());
    if let Command::Propose { reason_for_choice, .. } = &mut command {
        reason_for_choice.clear();
    }
    assert_eq!(Given::default().when(command, &by(LOIRE)), Err(C_CHOICE));
}

#[test]
fn sides_that_do_not_say_what_they_bring_are_remarked() {
    let mut terms = draft();
    terms.benefits.pop();
    let found = remarks(&State::default(), &proposing(two(), terms), &by(LOIRE));
    assert!(found.iter().any(|remark| remark.rule == R_28));
}

#[test]
fn the_hash_of_terms_ignores_order_and_sees_content() {
    let mut other = draft();
    other.sdgs.reverse();
    other.benefits.reverse();
    assert_eq!(hash_of(&draft()), hash_of(&other));
    other.benefits[0].brings = "Money".to_owned();
    assert_ne!(hash_of(&draft()), hash_of(&other));
}
