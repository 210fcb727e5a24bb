//! From a proposal to the work, and to its end.

use super::*;
use crate::cooperation::Side;
use crate::rules::*;

#[test]
fn a_proposal_waits_for_every_side_then_for_the_start() {
    let mut story = Story::of(&three());
    let sides = [1, 2, 3].map(Side);
    assert_eq!(story.waits(), sides.map(WaitingFor::Consent));
    for town in [NIGER, LOIRE, ANDES] {
        let command = consent(&story.state);
        story.done(town, command);
    }
    assert_eq!(story.waits(), [WaitingFor::Start]);
    assert!(!public(&story.state));
    story.done(ANDES, Command::Start { on: today() });
    assert_eq!(story.waits(), []);
    assert!(public(&story.state));
}

#[test]
fn the_work_does_not_begin_before_every_side_has_consented() {
    let mut story = Story::of(&two());
    let start = Command::Start { on: today() };
    assert_eq!(story.refused(LOIRE, start.clone()), PJ_AGREE_FIRST);
    let command = consent(&story.state);
    story.done(LOIRE, command);
    let refusal = story.try_at(start, &by(LOIRE)).expect_err("one is silent");
    assert_eq!(
        (refusal.rule, refusal.detail),
        (PJ_AGREE_FIRST, vec!["Ville-du-Fleuve".to_owned()])
    );
}

#[test]
fn a_revision_voids_consents_and_says_so() {
    let mut story = Story::agreed(&two());
    let command = revision(&story.state, "Un réseau et une école");
    assert!(story.remarks(NIGER, &command).contains(&C_VOIDED));
    story.done(NIGER, command);
    assert_eq!(silent(&story.state), [Side(1), Side(2)]);
    assert_eq!(story.refused(LOIRE, Command::Start { on: today() }), PJ_AGREE_FIRST);
}

#[test]
fn a_running_project_goes_on_under_what_all_agreed_until_all_agree_to_its_revision() {
    let mut story = Story::running(&two());
    let before = present_hash(&story.state);
    let command = revision(&story.state, "Plus grand");
    story.done(NIGER, command);
    assert_eq!(in_force(&story.state).map(|one| &one.hash), Some(&before));
    assert_eq!(stage(&story.state), Some(Stage::Running));
    assert_eq!(story.waits(), [1, 2].map(Side).map(WaitingFor::Consent));
    for town in [LOIRE, NIGER] {
        let command = consent(&story.state);
        story.done(town, command);
    }
    assert_ne!(in_force(&story.state).map(|one| &one.hash), Some(&before));
}

#[test]
fn consent_goes_to_the_description_that_was_read() {
    let mut story = Story::of(&two());
    let read = consent(&story.state);
    let late = revision(&story.state, "Mine");
    let command = revision(&story.state, "Theirs");
    story.done(NIGER, command);
    assert_eq!(story.refused(LOIRE, read), C_STALE_TEXT);
    assert_eq!(story.refused(LOIRE, late), C_STALE_TEXT);
    let same = revision(&story.state, "Theirs  ");
    assert_eq!(story.refused(LOIRE, same), C_SAME_TEXT);
}

#[test]
fn a_consent_is_taken_back_until_all_have_consented() {
    let mut story = Story::of(&two());
    let back = Command::WithdrawConsent { reason: why() };
    assert_eq!(story.refused(LOIRE, back.clone()), C_NO_CONSENT);
    let command = consent(&story.state);
    story.done(LOIRE, command.clone());
    assert_eq!(story.refused(LOIRE, command.clone()), C_CONSENTED);
    story.done(LOIRE, back.clone());
    for town in [LOIRE, NIGER] {
        story.done(town, command.clone());
    }
    assert_eq!(story.refused(LOIRE, back), PJ_AGREED);
}

#[test]
fn stages_may_be_left_out_and_are_not_gone_back_to() {
    let mut story = Story::of(&two());
    let reach = |stage| Command::ReachStage { stage, on: today(), reason: why() };
    assert_eq!(story.remarks(LOIRE, &reach(Stage::Submitted)), [PJ_SUBMITTED]);
    story.done(LOIRE, reach(Stage::Submitted));
    for stage in
        [Stage::Idea, Stage::Formulated, Stage::Submitted, Stage::Running, Stage::Evaluated]
    {
        assert_eq!(story.refused(NIGER, reach(stage)), PJ_STAGE_ORDER, "{stage:?}");
    }
    for town in [LOIRE, NIGER] {
        let command = consent(&story.state);
        story.done(town, command);
    }
    assert_eq!(story.remarks(LOIRE, &Command::Start { on: today() }), [PJ_NO_INDICATOR]);
    story.done(LOIRE, Command::Start { on: today() });
    assert_eq!(story.refused(NIGER, reach(Stage::Approved)), PJ_STAGE_ORDER);
    story.done(NIGER, reach(Stage::Evaluated));
    assert_eq!(story.waits(), [WaitingFor::Close]);
}

#[test]
fn a_project_ends_with_its_lessons() {
    let mut story = Story::running(&two());
    let close =
        |lessons: &str| Command::Close { on: today(), reason: why(), lessons: lessons.to_owned() };
    assert_eq!(story.refused(LOIRE, close(" ")), C_LESSONS);
    story.done(NIGER, close("Commencer plus petit"));
    assert_eq!(stage(&story.state), Some(Stage::Closed));
    assert_eq!(story.refused(LOIRE, plan(LOIRE, Vec::new())), C_STAGE);
    assert_eq!(Story::agreed(&two()).refused(LOIRE, close("Early")), C_STAGE);
}

#[test]
fn any_side_may_abandon_alone_with_a_reason() {
    let mut story = Story::running(&two());
    let leave = |reason: &str| Command::Abandon { reason: reason.to_owned(), lessons: None };
    assert_eq!(story.refused(NIGER, leave("")), C_REASON);
    assert_eq!(story.refused(STRANGER, leave("Because")), C_NOT_A_PARTY);
    story.done(NIGER, leave("No water"));
    assert_eq!(stage(&story.state), Some(Stage::Abandoned));
    assert_eq!(story.refused(LOIRE, leave("Because")), C_STAGE);
}

#[test]
fn a_closed_cooperation_holds_no_new_project_and_none_begins_in_it() {
    let closed = Known { open: false, ..given(&two()) };
    let refused = decide(&State::default(), proposal(two()), &closed, &by(LOIRE));
    assert_eq!(refused.expect_err("closed").rule, PJ_COOPERATION_CLOSED);
    let story = Story { given: closed, ..Story::agreed(&two()) };
    assert_eq!(story.refused(LOIRE, Command::Start { on: today() }), PJ_COOPERATION_CLOSED);
}

#[test]
fn who_only_takes_part_binds_no_side() {
    let mut parties = two();
    parties.push(Party { role: crate::cooperation::PartyRole::Operator, ..party(ANDES, 2) });
    let story = Story::of(&parties);
    assert_eq!(story.refused(ANDES, consent(&story.state)), C_NOT_DECIDING);
    assert_eq!(story.refused(ANDES, revision(&story.state, "Mine")), C_NOT_DECIDING);
}

#[test]
fn a_side_that_says_nothing_of_what_it_brings_is_remarked_and_so_is_a_project_without_a_priority() {
    let story = Story::of(&two());
    assert_eq!(story.remarks(LOIRE, &proposal(two())).last(), Some(&R_28));
    let mut aimless = draft("Un réseau");
    aimless.themes.clear();
    let command = Command::Revise { based_on: hash("x"), draft: Box::new(aimless), reason: why() };
    assert_eq!(story.remarks(LOIRE, &command), [R_28, PJ_PRIORITY]);
}

#[test]
fn the_order_of_results_is_part_of_what_is_consented_to_that_of_languages_is_not() {
    let base = draft("Un réseau");
    let mut turned = base.clone();
    turned.results.reverse();
    assert_ne!(hash_of(&base), hash_of(&turned));
    let mut two_languages = base.clone();
    two_languages.title.push(crate::LocalText { lang: "es".into(), text: "Agua".into() });
    let mut other_way = two_languages.clone();
    other_way.title.reverse();
    assert_eq!(hash_of(&two_languages), hash_of(&other_way));
}

#[test]
fn a_marker_is_given_once_from_nought_to_two() {
    let story = Story::of(&two());
    let marked = |markers: &[(Marker, u8)]| {
        let markers =
            markers.iter().map(|(marker, level)| Marking { marker: *marker, level: *level });
        let draft = Draft { markers: markers.collect(), ..draft("Marked") };
        let command = Command::Revise {
            based_on: present_hash(&story.state),
            draft: Box::new(draft),
            reason: why(),
        };
        story.try_at(command, &by(LOIRE)).err().map(|refusal| refusal.rule)
    };
    assert_eq!(marked(&[(Marker::Gender, 0), (Marker::Nutrition, 2)]), None);
    assert_eq!(marked(&[(Marker::Gender, 3)]), Some(PJ_MARKER));
    assert_eq!(marked(&[(Marker::Gender, 1), (Marker::Gender, 2)]), Some(PJ_MARKER));
}
