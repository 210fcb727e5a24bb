//! From the proposal to the agreed charter.

use super::*;
use crate::cooperation::{PartialDate, PartyRole, Side, WaitingFor};
use crate::organisation::Kind as Body;
use crate::rules::*;
use crate::text::LocalText;

#[test]
fn a_party_proposes_and_that_is_no_consent() {
    let given = proposed();
    assert_eq!(stage(&given.0), Some(Stage::Proposed));
    assert!(given.0.consents.is_empty());
    let waits: Vec<_> = waiting_for(&given.0).into_iter().map(|w| w.what).collect();
    assert_eq!(waits, [WaitingFor::Consent(Side(1)), WaitingFor::Consent(Side(2))]);
}

#[test]
fn a_stranger_cannot_propose_for_others() {
    let refused = Given::default().when(proposing(two()), &by(STRANGER));
    assert_eq!(refused, Err(C_NOT_A_PARTY));
}

#[test]
fn a_twinning_is_proposed_once() {
    assert_eq!(proposed().when(proposing(two()), &by(LOIRE)), Err(C_EXISTS));
}

#[test]
fn parties_stand_on_two_sides_once_each_with_an_authority_that_can_decide() {
    let propose = |parties| Given::default().when(proposing(parties), &by(LOIRE));
    assert_eq!(propose(vec![party(LOIRE, 1)]), Err(C_TWO_SIDES));
    assert_eq!(propose(vec![party(LOIRE, 1), party(LOIRE, 2)]), Err(C_DUPLICATE_PARTY));
    let mut operator = two();
    operator[1].role = PartyRole::Operator;
    assert_eq!(propose(operator), Err(C_SIDE_AUTHORITY));
}

#[test]
fn nobody_puts_another_authority_on_a_side_where_somebody_else_speaks() {
    let propose = |parties| Given::default().when(proposing(parties), &by(LOIRE));
    let beside = vec![party(LOIRE, 1), party(STRANGER, 1), party(NIGER, 2)];
    assert_eq!(propose(beside), Err(C_SIDE_VOICE), "it would be bound by my word");
    let across = vec![party(LOIRE, 1), party(NIGER, 2), party(STRANGER, 2)];
    assert_eq!(propose(across), Err(C_SIDE_VOICE), "it would be bound by its neighbour's");
}

#[test]
fn who_only_takes_part_binds_nobody() {
    let mut parties = two();
    parties.push(Party { role: PartyRole::Operator, ..party(STRANGER, 2) });
    let given = Given::default().then(proposing(parties), &by(LOIRE));
    assert_eq!(given.when(consent(), &by(STRANGER)), Err(C_NOT_DECIDING));
}

fn changed(change: impl Fn(&mut Command)) -> Result<Vec<Event>, RuleId> {
    let mut command = proposing(two());
    change(&mut command);
    Given::default().when(command, &by(LOIRE))
}

#[test]
fn a_twinning_needs_its_motives() {
    let blank = changed(|command| {
        if let Command::Propose { motives, .. } = command {
            *motives = "  ".to_owned();
        }
    });
    assert_eq!(blank, Err(T_1));
}

#[test]
fn a_charter_is_written_in_languages_that_exist_each_once() {
    let with = |charter: Vec<LocalText>| {
        changed(move |command| {
            if let Command::Propose { charter: old, .. } = command {
                old.clone_from(&charter);
            }
        })
    };
    assert_eq!(with(Vec::new()), Err(C_EMPTY_TEXT));
    assert_eq!(with(fr(" ")), Err(C_EMPTY_TEXT));
    assert_eq!(with([fr("a"), fr("b")].concat()), Err(C_LANGUAGE));
    let nowhere = LocalText { lang: "français".to_owned(), text: "a".to_owned() };
    assert_eq!(with(vec![nowhere]), Err(C_LANGUAGE));
    assert_eq!(with(fr(&"a".repeat(40_001))), Err(C_TEXT_LENGTH));
}

#[test]
fn the_first_contact_is_a_date_that_has_come() {
    let met = |when: &str| {
        changed(|command| {
            if let Command::Propose { first_contact, .. } = command {
                *first_contact = Some(PartialDate(when.to_owned()));
            }
        })
    };
    assert!(met("1963").is_ok());
    assert!(met("1963-05-18").is_ok());
    assert_eq!(met("1963-13"), Err(C_PARTIAL_DATE));
    assert_eq!(met("le printemps"), Err(C_PARTIAL_DATE));
    assert_eq!(met("2026"), Err(C_FUTURE_DATE));
    assert_eq!(met("2025-07"), Err(C_FUTURE_DATE));
}

#[test]
fn a_party_that_the_directory_does_not_know_is_refused() {
    let unknown = changed(|command| {
        if let Command::Propose { facts, .. } = command {
            facts.pop();
        }
    });
    assert_eq!(unknown, Err(C_UNKNOWN_PARTY));
}

#[test]
fn a_french_town_cannot_twin_with_a_sovereign_state_but_with_a_federated_one() {
    let with = |kind: Body| {
        changed(move |command| {
            if let Command::Propose { facts, .. } = command {
                facts[1].kind = kind;
            }
        })
    };
    assert_eq!(with(Body::State), Err(R_09));
    assert!(with(Body::FederatedState).is_ok());
}

#[test]
fn the_consent_of_the_last_side_is_the_agreement_of_all() {
    let given = proposed().then(consent(), &by(NIGER));
    assert_eq!(stage(&given.0), Some(Stage::Proposed));
    let events = given.when(consent(), &by(LOIRE)).expect("a consent");
    let hash = first_text();
    assert_eq!(
        events,
        [
            Event::CharterConsented { by: Side(1), hash: hash.clone() },
            Event::ContentAgreed { hash },
        ]
    );
}

#[test]
fn a_side_consents_once_and_only_to_the_text_as_it_stands() {
    let given = proposed().then(consent(), &by(LOIRE));
    assert_eq!(given.when(consent(), &by(LOIRE)), Err(C_CONSENTED));
    let old = Command::Consent { hash: hash("old") };
    assert_eq!(given.when(old, &by(NIGER)), Err(C_STALE_TEXT));
    assert_eq!(given.when(consent(), &by(STRANGER)), Err(C_NOT_A_PARTY));
}

#[test]
fn a_change_of_the_charter_voids_consents_and_votes() {
    let given = agreed().then(vote(LOIRE), &by(LOIRE));
    assert_eq!(remarks(&given.0, &amending("Anew."), &by(NIGER))[0].rule, C_VOIDED);
    let given = given.then(amending("Anew."), &by(NIGER));
    assert_eq!(stage(&given.0), Some(Stage::Proposed));
    assert!(given.0.consents.is_empty() && given.0.decisions.is_empty());
    assert_eq!(given.when(consent(), &by(LOIRE)), Err(C_STALE_TEXT));
    assert_eq!(given.0.earlier, [first_text()]);
}

#[test]
fn a_change_is_based_on_the_present_text_and_changes_something() {
    let given = proposed();
    assert_eq!(given.when(amending("We bind ourselves.  "), &by(LOIRE)), Err(C_SAME_TEXT));
    let given = given.then(amending("Anew."), &by(NIGER));
    assert_eq!(given.when(amending("Otherwise."), &by(LOIRE)), Err(C_STALE_TEXT));
}

#[test]
fn a_consent_can_be_taken_back_before_all_consented() {
    let back = || Command::WithdrawConsent { reason: why() };
    let given = proposed();
    assert_eq!(given.when(back(), &by(LOIRE)), Err(C_NO_CONSENT));
    let given = given.then(consent(), &by(LOIRE)).then(back(), &by(LOIRE));
    assert!(given.0.consents.is_empty());
    assert_eq!(agreed().when(back(), &by(LOIRE)), Err(C_STAGE));
}

#[test]
fn a_remark_is_about_a_text_that_was_there() {
    let given = proposed().then(amending("Anew."), &by(NIGER));
    let about = |about| Command::Remark {
        about,
        body: fr("Why?").remove(0),
        visibility: crate::access::Visibility::Partners,
    };
    assert!(given.when(about(first_text()), &by(LOIRE)).is_ok());
    assert_eq!(given.when(about(hash("none")), &by(LOIRE)), Err(C_UNKNOWN_TEXT));
}

#[test]
fn a_side_shares_its_own_remark_once_and_never_another_sides() {
    use crate::access::Visibility;
    use crate::rules::{C_REMARK_OWN, C_REMARK_VISIBILITY};
    let note = |visibility| Command::Remark {
        about: first_text(),
        body: fr("Entre nous").remove(0),
        visibility,
    };
    for wider in [Visibility::Group, Visibility::Public] {
        assert_eq!(proposed().when(note(wider), &by(LOIRE)), Err(C_REMARK_VISIBILITY));
    }
    let given = proposed().then(note(Visibility::Side), &by(LOIRE));
    let (remark, _) = given.0.side_remarks[0];
    let share = || Command::ShareRemark { remark };
    assert_eq!(given.when(share(), &by(NIGER)), Err(C_REMARK_OWN));
    let unknown = Command::ShareRemark { remark: crate::RemarkId(uuid::Uuid::nil()) };
    assert_eq!(given.when(unknown, &by(NIGER)), Err(C_REMARK_OWN), "the same answer");
    let given = given.then(share(), &by(LOIRE));
    assert!(given.0.side_remarks.is_empty());
    assert_eq!(given.when(share(), &by(LOIRE)), Err(C_REMARK_OWN), "once");
}

#[test]
fn the_proposing_side_withdraws_and_the_others_decline_with_a_reason() {
    let decline = |reason: &str| Command::Decline { reason: reason.to_owned() };
    let withdraw = || Command::Withdraw { reason: why() };
    assert_eq!(proposed().when(decline("no"), &by(LOIRE)), Err(C_OWN_PROPOSAL));
    assert_eq!(proposed().when(withdraw(), &by(NIGER)), Err(C_NOT_PROPOSER));
    assert_eq!(proposed().when(decline(" "), &by(NIGER)), Err(C_REASON));
    let declined = proposed().then(decline("no"), &by(NIGER));
    assert_eq!(stage(&declined.0), Some(Stage::Declined));
    assert_eq!(stage(&proposed().then(withdraw(), &by(LOIRE)).0), Some(Stage::Withdrawn));
    assert_eq!(declined.when(consent(), &by(LOIRE)), Err(C_STAGE));
    assert!(waiting_for(&declined.0).is_empty());
    assert!(possible(&declined.0, LOIRE, &[], today()).is_empty());
}

#[test]
fn the_hash_does_not_depend_on_keyboards_and_the_order_of_languages() {
    let en = LocalText { lang: "en".to_owned(), text: "caf\u{e9}  \r\nend".to_owned() };
    let decomposed = LocalText { lang: "EN".to_owned(), text: "cafe\u{301}\nend\n".to_owned() };
    let french = fr("texte").remove(0);
    assert_eq!(hash_of(&[en.clone(), french.clone()]), hash_of(&[french, decomposed]));
    assert_ne!(hash_of(&[en]), hash_of(&fr("texte")));
}

#[test]
fn what_is_not_known_is_remarked_not_refused() {
    let mut command = proposing(two());
    if let Command::Propose { facts, kind, .. } = &mut command {
        facts[1].population = None;
        *kind = Kind::Tripartite;
    }
    let rules: Vec<_> = remarks(&State::default(), &command, &by(LOIRE))
        .into_iter()
        .map(|remark| remark.rule)
        .collect();
    assert_eq!(rules, [T_3, T_2, C_KIND_SIDES]);
}
