//! Each rule of the guide on both sides of its line and of its dates.

use super::*;
use crate::organisation::Kind as Body;
use crate::rules::*;

fn finds(draft: Draft) -> Vec<RuleId> {
    let mut story = Story::of(&two());
    let command = naming(&story.state, draft);
    story.done(LOIRE, command);
    let items = missing(&story.state, &story.given.facts, today());
    items.into_iter().filter_map(|item| item.missing).map(|refusal| refusal.rule).collect()
}

fn good() -> Draft {
    draft_of(&two(), "Article 1")
}

/// Whether the rule of content is asked at all on that day.
fn asked(rule: RuleId, facts: &[PartyFacts], day: Date) -> bool {
    let story = Story::named(&two());
    missing(&story.state, facts, day).iter().any(|item| item.rule == rule)
}

#[test]
fn r_01_is_asked_of_the_cooperation_a_convention_stands_on_its_vote() {
    // The deliberation with its motives belongs to the action; the approval of the text is R-02.
    assert_eq!(rule(R_01).valid_from, rule(R_02).valid_from);
}

#[test]
fn r_02_a_french_party_signs_after_its_council_from_the_law_of_1992_on() {
    let mut story = Story::agreed(&two());
    assert_eq!(story.refused(LOIRE, sign(LOIRE)), R_02);
    assert_eq!(story.refused(NIGER, sign(NIGER)), CV_COUNCIL);
    let the_day_before = story.try_at(sign(LOIRE), &on(LOIRE, date(1992, 2, 5)));
    assert_eq!(the_day_before.expect_err("the path is the same").rule, CV_COUNCIL);
    let first_day = story.try_at(sign(LOIRE), &on(LOIRE, date(1992, 2, 6)));
    assert_eq!(first_day.expect_err("the law asks").rule, R_02);
    story.done(LOIRE, vote(LOIRE));
    assert!(story.try_by(LOIRE, sign(LOIRE)).is_ok());
}

#[test]
fn r_02_a_rejection_is_noted_and_approves_nothing() {
    let mut story = Story::agreed(&two());
    let Command::RecordVote { mut approval } = vote(LOIRE) else { unreachable!("a vote") };
    approval.outcome = Vote::Rejected;
    story.done(LOIRE, Command::RecordVote { approval });
    assert_eq!(story.refused(LOIRE, sign(LOIRE)), R_02);
    story.done(LOIRE, vote(LOIRE));
    assert_eq!(story.refused(LOIRE, vote(LOIRE)), CV_VOTED);
}

#[test]
fn r_03_a_french_party_is_bound_once_it_transmitted_from_the_law_of_1992_on() {
    let mut story = Story::approved(&two());
    story.done(LOIRE, sign(LOIRE));
    story.done(NIGER, sign(NIGER));
    assert_eq!(stage(&story.state), Some(Stage::Signed));
    assert_eq!(story.waits(), [WaitingFor::Formality(LOIRE, Step::Transmission)]);
    assert_eq!(story.refused(NIGER, Command::EnterIntoForce), R_03_FORCE);
    let before = story.try_at(Command::EnterIntoForce, &on(NIGER, date(1992, 2, 5)));
    assert!(before.is_ok(), "nobody asked for it then");
    let since = story.try_at(Command::EnterIntoForce, &on(NIGER, date(1992, 2, 6)));
    assert_eq!(since.expect_err("the law asks").rule, R_03_FORCE);
    let events = story.done(LOIRE, formality(LOIRE, Step::Transmission));
    assert_eq!(events.last(), Some(&Event::EnteredIntoForce { on: date(2025, 6, 14) }));
    // The acknowledgement is awaited and holds nothing up.
    assert_eq!(story.waits(), [WaitingFor::Formality(LOIRE, Step::Acknowledgement)]);
}

#[test]
fn r_03_what_is_transmitted_is_what_the_council_approved() {
    let story = Story::agreed(&two());
    assert_eq!(story.refused(LOIRE, formality(LOIRE, Step::Transmission)), R_02);
    assert_eq!(story.refused(NIGER, formality(NIGER, Step::Transmission)), CV_NO_STEP);
    let story = Story::approved(&two());
    assert_eq!(story.refused(LOIRE, formality(LOIRE, Step::Acknowledgement)), CV_STEP_ORDER);
    // The source does not say whether the signature or the transmission is first.
    assert!(story.try_by(LOIRE, formality(LOIRE, Step::Transmission)).is_ok());
}

#[test]
fn r_04_a_french_party_needs_an_original_in_french() {
    let mut draft = good();
    draft.texts[0].lang = "bm".to_owned();
    assert_eq!(finds(draft), [R_04]);
    let mut both = good();
    both.texts[0].lang = "fr-FR".to_owned();
    assert!(finds(both).is_empty());
    assert!(asked(R_04, &facts(&two()), date(1950, 1, 1)), "the guide gives it no first day");
}

#[test]
fn r_05_the_signatory_parties_are_named() {
    assert!(finds(good()).is_empty());
    let story = Story::named(&two()).with_fact(NIGER, |fact| fact.name = "  ".to_owned());
    assert_eq!(story.refused(LOIRE, consent(&story.state)), R_05);
}

#[test]
fn r_06_the_object_is_stated_in_general_words_if_need_be() {
    assert_eq!(finds(Draft { object: Vec::new(), ..good() }), [R_06]);
    assert!(finds(Draft { object: fr("Cooperation"), ..good() }).is_empty());
}

#[test]
fn r_07_the_duration_is_free() {
    let term = |ends| Some(Term { starts: None, ends, renewable: false, notice: None });
    for term in [None, term(None), term(Some(date(2030, 1, 1)))] {
        assert!(finds(Draft { term, ..good() }).is_empty());
    }
    assert!(asked(R_07, &facts(&two()), today()), "the check says that it is free");
}

#[test]
fn r_08_every_authority_states_its_commitments_and_zero_is_an_answer() {
    let none = Draft { commitments: Vec::new(), ..good() };
    assert_eq!(finds(none), [R_08]);
    let one = Draft { commitments: vec![commitment(LOIRE, "5", "EUR")], ..good() };
    assert_eq!(finds(one), [R_08]);
    let zeros = vec![commitment(LOIRE, "0", "EUR"), commitment(NIGER, "0", "XOF")];
    assert!(finds(Draft { commitments: zeros, ..good() }).is_empty());
}

#[test]
fn what_the_law_misses_keeps_a_side_from_consenting() {
    let mut story = Story::of(&two());
    let command = naming(&story.state, Draft { object: Vec::new(), ..good() });
    story.done(LOIRE, command);
    assert_eq!(story.refused(NIGER, consent(&story.state)), R_06);
}

#[test]
fn the_rules_of_content_bind_where_a_french_authority_is_a_party() {
    let abroad = [fact(NIGER), fact(ANDES)];
    for rule in [R_04, R_05, R_06, R_07, R_08] {
        assert!(!asked(rule, &abroad, today()), "{rule}");
        assert!(asked(rule, &facts(&two()), today()), "{rule}");
    }
}

#[test]
fn r_09_a_state_is_no_partner_except_overseas_with_a_prior_authorisation() {
    let state = |story: Story| story.with_fact(NIGER, |fact| fact.kind = Body::State);
    let story = state(Story::approved(&two()));
    assert_eq!(story.refused(LOIRE, sign(LOIRE)), R_09);
    let overseas =
        |story: Story| state(story).with_fact(LOIRE, |fact| fact.profile.overseas = true);
    let mut story = overseas(Story::approved(&two()));
    assert_eq!(story.refused(LOIRE, sign(LOIRE)), R_09_AUTHORISATION);
    let before = story.try_at(sign(LOIRE), &on(LOIRE, date(2016, 12, 4)));
    assert_eq!(before.expect_err("no exception yet").rule, R_09);
    let since = story.try_at(sign(LOIRE), &on(LOIRE, date(2016, 12, 5)));
    assert_eq!(since.expect_err("asked first").rule, R_09_AUTHORISATION);
    story.done(LOIRE, formality(LOIRE, Step::PriorAuthorisation));
    assert!(story.try_by(LOIRE, sign(LOIRE)).is_ok());
}

#[test]
fn r_12_a_friendship_charter_is_screened_like_a_convention() {
    let mut known = given(&two());
    known.facts[1].kind = Body::State;
    let Command::Open { cooperation, parties, title, amends, .. } = opening(two()) else {
        unreachable!("an opening")
    };
    let kind = Kind::FriendshipCharter;
    let command = Command::Open { kind, cooperation, parties, title, amends };
    let refused = decide(&State::default(), command, &known, &by(LOIRE));
    assert_eq!(refused.expect_err("a State").rule, R_09);
}

#[test]
fn every_step_of_a_profile_names_a_rule_of_its_country_with_its_dates() {
    for profile in PROFILES {
        for row in profile.steps {
            let rule = rule(row.rule);
            let (from, until) = (row.valid_from, row.valid_until);
            assert_eq!((from, until), (rule.valid_from, rule.valid_until), "{}", row.rule);
            assert!(profile.countries.iter().all(|code| rule.binds(code)), "{}", row.rule);
            assert!(!rule.binds("XX"), "{}", row.rule);
            let after = |step| profile.steps.iter().any(|other| other.step == step);
            assert!(row.after.is_none_or(after), "{}", row.rule);
        }
        assert!(profile.note.is_none_or(|note| rule(note).binds(profile.countries[0])));
    }
}

#[test]
fn the_ten_countries_of_the_manual_have_a_profile_and_others_say_that_none_is_known() {
    for code in ["DE", "BE", "ES", "IT", "AR", "CL", "MX", "PE", "NL", "FR", "re"] {
        assert!(profile_of(code).is_some(), "{code}");
    }
    assert_eq!(profile_of("ML"), None);
    let said = remarks(&State::default(), &opening(two()), &given(&two()), &by(LOIRE));
    assert_eq!(said.iter().map(|r| r.rule).collect::<Vec<_>>(), [CV_NO_PROFILE]);
}
