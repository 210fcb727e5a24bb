//! From an agreed text to force, by the laws of several countries.

use super::*;
use crate::organisation::Kind as Body;
use crate::rules::*;

/// A French town and one in another country, all approved.
fn with(country: &'static str, kind: Body) -> Story {
    Story::approved(&two()).with_fact(NIGER, |fact| {
        fact.country = country.to_owned();
        fact.kind = kind;
    })
}

fn abroad(country: &'static str) -> Story {
    with(country, Body::ForeignLocalAuthority)
}

/// The French town has done its part.
fn loire_is_done(story: &mut Story) {
    story.done(LOIRE, sign(LOIRE));
    story.done(LOIRE, formality(LOIRE, Step::Transmission));
}

#[test]
fn mexico_asks_for_an_opinion_before_the_signature_and_a_registration_before_force() {
    let mut story = abroad("MX");
    assert_eq!(story.refused(NIGER, sign(NIGER)), P_MX_OPINION);
    assert_eq!(story.refused(NIGER, formality(NIGER, Step::Registration)), CV_STEP_ORDER);
    story.done(NIGER, formality(NIGER, Step::Opinion));
    story.done(NIGER, sign(NIGER));
    loire_is_done(&mut story);
    assert_eq!(stage(&story.state), Some(Stage::Signed));
    assert_eq!(story.refused(LOIRE, Command::EnterIntoForce), P_MX_REGISTRATION);
    story.done(NIGER, formality(NIGER, Step::Registration));
    assert_eq!(stage(&story.state), Some(Stage::InForce));
}

#[test]
fn an_unfavourable_opinion_is_recorded_and_still_holds_the_signature_up() {
    let mut story = abroad("MX");
    let Command::CompleteFormality { formality: mut against } = formality(NIGER, Step::Opinion)
    else {
        unreachable!("a formality")
    };
    against.favourable = false;
    let command = Command::CompleteFormality { formality: against };
    let said = remarks(&story.state, &command, &story.given, &by(NIGER));
    assert_eq!(said.iter().map(|r| r.rule).collect::<Vec<_>>(), [CV_UNFAVOURABLE]);
    story.done(NIGER, command);
    assert_eq!(story.refused(NIGER, sign(NIGER)), P_MX_OPINION);
    story.done(NIGER, formality(NIGER, Step::Opinion));
    assert!(story.try_by(NIGER, sign(NIGER)).is_ok());
}

#[test]
fn peru_asks_for_a_registration_before_force() {
    let mut story = abroad("PE");
    story.done(NIGER, sign(NIGER));
    loire_is_done(&mut story);
    assert_eq!(story.waits().first(), Some(&WaitingFor::Formality(LOIRE, Step::Acknowledgement)));
    assert!(story.waits().contains(&WaitingFor::Formality(NIGER, Step::Registration)));
    story.done(NIGER, formality(NIGER, Step::Registration));
    assert_eq!(stage(&story.state), Some(Stage::InForce));
}

#[test]
fn a_german_land_asks_its_federal_government_first_and_a_german_town_does_not() {
    let land = with("DE", Body::FederatedState);
    assert_eq!(land.refused(NIGER, sign(NIGER)), P_DE_APPROVAL);
    assert!(abroad("DE").try_by(NIGER, sign(NIGER)).is_ok());
}

#[test]
fn italy_and_chile_are_reminded_and_nothing_is_held_up() {
    for country in ["IT", "CL"] {
        let mut story = abroad(country);
        assert!(story.waits().contains(&WaitingFor::Formality(NIGER, Step::Consultation)));
        story.done(NIGER, sign(NIGER));
        loire_is_done(&mut story);
        assert_eq!(stage(&story.state), Some(Stage::InForce), "{country}");
    }
}

#[test]
fn a_country_of_which_nothing_is_known_votes_and_signs() {
    for country in ["ML", "BE", "ES", "AR", "NL"] {
        let story = abroad(country);
        assert!(story.try_by(NIGER, sign(NIGER)).is_ok(), "{country}");
        let steps = path(&story.state, &story.given.facts, today());
        assert!(steps.iter().all(|step| step.organisation == LOIRE), "{country}");
    }
}

#[test]
fn nobody_votes_signs_or_transmits_for_another_party() {
    let story = Story::approved(&two());
    for command in [vote(LOIRE), sign(LOIRE), formality(LOIRE, Step::Transmission)] {
        assert_eq!(story.refused(NIGER, command), CV_OWN_ACT);
    }
}

#[test]
fn a_signature_is_not_older_than_its_vote_nor_of_tomorrow() {
    let story = Story::approved(&two());
    let Command::Sign { signature } = sign(LOIRE) else { unreachable!("a signature") };
    let of = |day| Command::Sign { signature: Signature { on: day, ..signature.clone() } };
    assert_eq!(story.refused(LOIRE, of(date(2025, 6, 9))), CV_BEFORE_COUNCIL);
    assert_eq!(story.refused(LOIRE, of(date(2025, 6, 17))), C_FUTURE_DATE);
}

#[test]
fn the_text_no_longer_changes_under_a_signature() {
    let mut story = Story::approved(&two());
    story.done(LOIRE, sign(LOIRE));
    let command = naming(&story.state, draft_of(&two(), "Changed"));
    assert_eq!(story.refused(NIGER, command), CV_SIGNED);
}

#[test]
fn a_party_signs_once() {
    let mut story = Story::approved(&two());
    story.done(LOIRE, sign(LOIRE));
    assert_eq!(story.refused(LOIRE, sign(LOIRE)), CV_SIGNED_ONCE);
}

#[test]
fn a_hindrance_that_ends_after_the_last_step_lets_anybody_record_the_force() {
    let mut story = Story::approved(&two());
    story.done(LOIRE, sign(LOIRE));
    story.done(NIGER, sign(NIGER));
    let mut story = story.with_fact(NIGER, |fact| fact.kind = Body::State);
    story.done(LOIRE, formality(LOIRE, Step::Transmission));
    assert_eq!(stage(&story.state), Some(Stage::Signed));
    assert_eq!(story.refused(NIGER, Command::EnterIntoForce), R_09);
    let mut story = story.with_fact(NIGER, |fact| fact.kind = Body::ForeignLocalAuthority);
    assert!(story.waits().contains(&WaitingFor::Force));
    story.done(NIGER, Command::EnterIntoForce);
    assert_eq!(stage(&story.state), Some(Stage::InForce));
}

#[test]
fn an_association_consents_and_signs_and_no_council_of_it_votes() {
    let parties = vec![
        party(LOIRE, 1),
        Party { role: crate::cooperation::PartyRole::Operator, ..party(NIGER, 2) },
    ];
    let mut known = given(&parties);
    known.facts[1] =
        PartyFacts { kind: Body::Association, country: "FR".to_owned(), ..known.facts[1].clone() };
    let open = Command::Open {
        kind: Kind::Association,
        cooperation: None,
        parties: parties.clone(),
        title: fr("Subvention"),
        amends: None,
    };
    let mut story = Story { state: State::default(), given: known };
    story.done(LOIRE, open);
    let mut draft = draft_of(&parties, "Article 1");
    draft.commitments.retain(|one| one.organisation == LOIRE);
    let command = naming(&story.state, draft);
    story.done(NIGER, command);
    for town in [LOIRE, NIGER] {
        let command = consent(&story.state);
        story.done(town, command);
    }
    assert_eq!(story.refused(NIGER, vote(NIGER)), C_NOT_DECIDING);
    story.done(LOIRE, vote(LOIRE));
    story.done(NIGER, sign(NIGER));
    story.done(LOIRE, sign(LOIRE));
    assert_eq!(stage(&story.state), Some(Stage::InForce));
    let two_authorities = Command::Open {
        kind: Kind::Association,
        cooperation: None,
        parties: two(),
        title: fr("Subvention"),
        amends: None,
    };
    let refused = decide(&State::default(), two_authorities, &given(&two()), &by(LOIRE));
    assert_eq!(refused.expect_err("no association").rule, CV_ASSOCIATION);
}
