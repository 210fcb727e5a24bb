//! A convention in force: observations, terms, amendments and ends.

use super::*;
use crate::cooperation::PartialDate;
use crate::ids::ConventionId;
use crate::rules::*;

fn until(ends: Date, renewable: bool) -> Term {
    Term { starts: None, ends: Some(ends), renewable, notice: None }
}

fn timed(term: Term) -> Story {
    let mut story = Story::in_force();
    story.state.term = Some(term);
    story
}

#[test]
fn an_observation_follows_a_transmission_and_waits_until_it_is_withdrawn() {
    let observe = Command::RecordObservation {
        authority: "Prefecture".to_owned(),
        grounds: "No competence is cited".to_owned(),
        on: date(2025, 6, 15),
    };
    assert_eq!(Story::approved(&two()).refused(LOIRE, observe.clone()), CV_NOT_TRANSMITTED);
    let mut story = Story::in_force();
    assert_eq!(story.refused(NIGER, observe.clone()), CV_NOT_TRANSMITTED);
    story.done(LOIRE, observe);
    assert!(story.waits().contains(&WaitingFor::Observation(LOIRE)));
    let observation = story.state.observations[0].id;
    let withdraw = Command::WithdrawObservation { observation, reason: why(), on: today() };
    assert_eq!(story.refused(NIGER, withdraw.clone()), CV_NO_OBSERVATION);
    story.done(LOIRE, withdraw);
    assert!(!story.waits().contains(&WaitingFor::Observation(LOIRE)));
}

#[test]
fn a_term_that_the_text_lets_be_renewed_is_renewed_to_a_later_day() {
    let renew = |ends| Command::Renew { term: until(ends, true), reason: why() };
    let fixed = timed(until(date(2025, 6, 14), false));
    assert_eq!(fixed.refused(LOIRE, renew(date(2028, 6, 14))), CV_NOT_RENEWABLE);
    assert_eq!(Story::in_force().refused(LOIRE, renew(date(2028, 6, 14))), CV_NOT_RENEWABLE);
    let mut story = timed(until(date(2025, 6, 14), true));
    assert!(story.waits().contains(&WaitingFor::RenewOrExpire));
    assert_eq!(story.refused(LOIRE, renew(date(2025, 6, 14))), CV_RENEW_LATER);
    story.done(LOIRE, renew(date(2028, 6, 14)));
    assert!(!story.waits().contains(&WaitingFor::RenewOrExpire));
}

#[test]
fn notice_is_given_before_the_end_and_the_end_is_after_the_start() {
    let story = timed(until(date(2025, 6, 14), true));
    let notice = Term { notice: Some(date(2029, 1, 1)), ..until(date(2028, 1, 1), true) };
    let renew = |term| Command::Renew { term, reason: why() };
    assert_eq!(story.refused(LOIRE, renew(notice)), CV_NOTICE);
    let turned = Term { starts: Some(date(2029, 1, 1)), ..until(date(2028, 1, 1), true) };
    assert_eq!(story.refused(LOIRE, renew(turned)), C_DATES);
}

#[test]
fn nothing_expires_on_its_last_day_and_the_platform_may_note_it_after() {
    let last_day = timed(until(today(), false));
    assert_eq!(last_day.refused(LOIRE, Command::Expire), CV_NOT_EXPIRED);
    let over = timed(until(date(2025, 6, 14), false));
    let expired = over.try_at(Command::Expire, &by_the_platform()).expect("it is over");
    assert_eq!(expired, [Event::Expired { on: date(2025, 6, 14) }]);
    assert!(over.try_by(NIGER, Command::Expire).is_ok());
}

#[test]
fn leaving_is_unilateral_and_has_a_reason() {
    let story = Story::in_force();
    let leave = |reason: &str| Command::Terminate { on: today(), reason: reason.to_owned() };
    assert_eq!(story.refused(NIGER, leave(" ")), C_REASON);
    assert!(story.try_by(NIGER, leave("Another council")).is_ok());
    assert_eq!(Story::approved(&two()).refused(NIGER, leave("Early")), C_STAGE);
}

#[test]
fn an_annulment_is_of_what_was_signed() {
    let annul = Command::RecordAnnulment {
        authority: "Administrative court".to_owned(),
        reason: why(),
        reference: None,
        on: today(),
    };
    assert_eq!(Story::approved(&two()).refused(LOIRE, annul.clone()), C_STAGE);
    let mut story = Story::in_force();
    story.done(LOIRE, annul);
    assert_eq!(stage(&story.state), Some(Stage::Annulled));
    assert!(story.waits().is_empty());
}

#[test]
fn an_amendment_changes_a_convention_in_force_between_the_same_parties() {
    let first = ConventionId(Uuid::from_u128(60));
    let amend = |amends| {
        let Command::Open { cooperation, parties, title, .. } = opening(two()) else {
            unreachable!("an opening")
        };
        Command::Open { kind: Kind::Amendment, cooperation, parties, title, amends }
    };
    let open = |amended: Option<Vec<Party>>, amends| {
        let known = Known { amended, ..given(&two()) };
        decide(&State::default(), amend(amends), &known, &by(LOIRE))
    };
    assert!(open(Some(two()), Some(first)).is_ok());
    for refused in [open(None, Some(first)), open(Some(three()), Some(first)), open(None, None)] {
        assert_eq!(refused.expect_err("nothing to amend").rule, CV_AMENDS);
    }
    let mut story = Story::in_force();
    let note = Command::RecordAmendment { by: first };
    assert_eq!(story.refused(LOIRE, note.clone()), CV_AMENDS);
    story.given.amendment = Some(today());
    story.done(LOIRE, note.clone());
    assert_eq!(story.state.amendments, [first]);
    assert_eq!(story.refused(LOIRE, note), C_EXISTS);
}

#[test]
fn an_older_convention_is_put_on_record_with_its_true_dates() {
    let Command::Open { kind, cooperation, parties, title, .. } = opening(two()) else {
        unreachable!("an opening")
    };
    let record = |signed: &str| Command::RecordExisting {
        kind,
        cooperation,
        parties: parties.clone(),
        title: title.clone(),
        signed: Some(PartialDate(signed.to_owned())),
        term: Some(until(date(2030, 1, 1), true)),
        source: "Archives".to_owned(),
    };
    let decided = |signed| decide(&State::default(), record(signed), &given(&two()), &by(NIGER));
    let events = decided("1987-06").expect("it exists");
    let state = kept(&events.iter().fold(State::default(), evolve));
    assert_eq!(stage(&state), Some(Stage::InForce));
    assert!(
        waiting_for(&state, &facts(&two()), today())
            .iter()
            .all(|one| { matches!(one.what, WaitingFor::Formality(LOIRE, _)) })
    );
    assert_eq!(decided("2031").expect_err("still to come").rule, C_FUTURE_DATE);
}
