//! From a draft to an agreed text.

use super::*;
use crate::rules::*;

#[test]
fn a_convention_waits_for_a_first_version_then_for_every_side() {
    let mut story = Story::of(&two());
    assert_eq!(story.waits(), [WaitingFor::Version]);
    let command = naming(&story.state, draft_of(&two(), "Article 1"));
    story.done(NIGER, command);
    let sides = [1, 2].map(crate::cooperation::Side);
    assert_eq!(story.waits(), sides.map(WaitingFor::Consent));
    let command = consent(&story.state);
    story.done(NIGER, command);
    assert_eq!(story.waits(), [WaitingFor::Consent(sides[0])]);
}

#[test]
fn the_consent_of_the_last_side_agrees_the_text() {
    let mut story = Story::named(&two());
    let hash = story.state.present.as_ref().expect("a version").hash.clone();
    let command = consent(&story.state);
    story.done(LOIRE, command.clone());
    let events = story.done(NIGER, command);
    assert_eq!(events.last(), Some(&Event::TextAgreed { hash }));
}

#[test]
fn a_new_version_voids_consents_and_votes_and_says_so() {
    let mut story = Story::agreed(&two());
    story.done(NIGER, vote(NIGER));
    let command = naming(&story.state, draft_of(&two(), "Article 1, changed"));
    let said = remarks(&story.state, &command, &story.given, &by(NIGER));
    assert_eq!(said.iter().map(|r| r.rule).collect::<Vec<_>>(), [C_VOIDED]);
    story.done(NIGER, command);
    assert!(story.state.consents.is_empty() && story.state.approvals.is_empty());
    assert_eq!(stage(&story.state), Some(Stage::Drafting));
}

#[test]
fn a_version_based_on_an_older_one_is_refused() {
    let mut story = Story::named(&two());
    let late = naming(&story.state, draft_of(&two(), "Mine"));
    let first = naming(&story.state, draft_of(&two(), "Theirs"));
    story.done(NIGER, first);
    assert_eq!(story.refused(LOIRE, late), C_STALE_TEXT);
}

#[test]
fn consent_goes_to_the_version_that_was_read() {
    let mut story = Story::named(&two());
    let read = consent(&story.state);
    let command = naming(&story.state, draft_of(&two(), "Another"));
    story.done(NIGER, command);
    assert_eq!(story.refused(LOIRE, read), C_STALE_TEXT);
}

#[test]
fn the_same_words_and_figures_are_the_same_version_whatever_their_name_and_zeros() {
    let story = Story::named(&two());
    let mut again = draft_of(&two(), "Article 1  ");
    again.name = "Another name".to_owned();
    again.commitments.reverse();
    again.commitments[1].amount = amount("12000.500").expect("a decimal");
    let rule = story.refused(NIGER, naming(&story.state, again));
    assert_eq!(rule, C_SAME_TEXT);
}

#[test]
fn another_sum_or_term_is_another_version() {
    let base = draft_of(&two(), "Article 1");
    let mut sum = base.clone();
    sum.commitments[0].amount = amount("12000.51").expect("a decimal");
    let term = Term { starts: None, ends: None, renewable: true, notice: None };
    let timed = Draft { term: Some(term), ..base.clone() };
    assert_ne!(hash_of(&base), hash_of(&sum));
    assert_ne!(hash_of(&base), hash_of(&timed));
}

#[test]
fn an_amount_is_exact_and_possible_in_its_currency() {
    let story = Story::of(&two());
    let refused = |sum: &str, currency: &str| {
        let mut draft = draft_of(&two(), "Article 1");
        draft.commitments[0] = commitment(LOIRE, sum, currency);
        story.try_by(LOIRE, naming(&story.state, draft)).err().map(|refusal| refusal.rule)
    };
    assert_eq!(refused("0", "EUR"), None);
    assert_eq!(refused("0.10", "EUR"), None);
    assert_eq!(refused("100.00", "JPY"), None);
    assert_eq!(refused("-1", "EUR"), Some(CV_AMOUNT));
    assert_eq!(refused("0.001", "EUR"), Some(CV_AMOUNT));
    assert_eq!(refused("0.5", "JPY"), Some(CV_AMOUNT));
    assert_eq!(refused("1000000000000001", "EUR"), Some(CV_AMOUNT));
    assert_eq!(refused("1", "EURO"), Some(CV_CURRENCY));
    assert_eq!(amount("twelve"), None);
    assert_eq!(amount("1e400"), None);
}

#[test]
fn a_commitment_is_a_partys_once_a_currency() {
    let story = Story::of(&two());
    let mut twice = draft_of(&two(), "Article 1");
    twice.commitments.push(commitment(LOIRE, "5", "EUR"));
    let mut other = draft_of(&two(), "Article 1");
    other.commitments.push(commitment(STRANGER, "5", "EUR"));
    for draft in [twice, other] {
        assert_eq!(story.refused(LOIRE, naming(&story.state, draft)), CV_COMMITMENT_PARTY);
    }
}

#[test]
fn a_stranger_does_nothing() {
    let story = Story::named(&two());
    assert_eq!(story.refused(STRANGER, consent(&story.state)), C_NOT_A_PARTY);
    assert!(possible(&story.state, STRANGER, &story.given, today()).is_empty());
}

#[test]
fn a_cooperation_that_is_closed_opens_no_convention() {
    let closed = Known { open: false, ..given(&two()) };
    let refused = decide(&State::default(), opening(two()), &closed, &by(LOIRE));
    assert_eq!(refused.expect_err("closed").rule, CV_COOPERATION_CLOSED);
}

#[test]
fn a_side_may_leave_before_it_is_bound_and_not_after() {
    let story = Story::approved(&two());
    let leave = Command::Abandon { reason: why() };
    assert!(story.try_by(NIGER, leave.clone()).is_ok());
    assert_eq!(Story::in_force().refused(NIGER, leave), C_STAGE);
}
