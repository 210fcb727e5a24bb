//! Tests of lessons: given events, when a command, then events or a refusal.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::Context;
use crate::cooperation::fixtures::*;
use crate::ids::JumelageId;
use crate::refusal::Refusal;
use crate::rules::{self, RuleId};

fn draft(words: &str) -> Draft {
    let (title, body) = (fr("Deux agents par borne"), fr(words));
    Draft { kind: Kind::GoodPractice, title, body, themes: water() }
}

fn write() -> Command {
    let cooperation = Cooperation::Jumelage(JumelageId(Uuid::from_u128(5)));
    Command::Write {
        cooperation,
        parties: two(),
        project: None,
        draft: Box::new(draft("Former deux agents")),
    }
}

fn consent(state: &State) -> Command {
    let hash = state.present.as_ref().map_or_else(|| hash("none"), |one| one.hash.clone());
    Command::Consent { hash }
}

fn rewrite(state: &State, words: &str) -> Command {
    let based_on = state.present.as_ref().map_or_else(|| hash("none"), |one| one.hash.clone());
    Command::Rewrite { based_on, draft: Box::new(draft(words)), reason: why() }
}

fn tries(state: &State, who: OrganisationId, command: Command) -> Result<Vec<Event>, Refusal> {
    let context: Context = by(who);
    decide(state, command, &context)
}

fn done(state: &mut State, who: OrganisationId, command: Command) {
    let events = tries(state, who, command).expect("the act is accepted");
    *state = events.iter().fold(std::mem::take(state), evolve);
}

fn refused(state: &State, who: OrganisationId, command: Command) -> RuleId {
    tries(state, who, command).expect_err("the act is refused").rule
}

fn written() -> State {
    let mut state = State::default();
    done(&mut state, LOIRE, write());
    state
}

#[test]
fn it_is_public_once_both_sides_consented_to_the_same_words() {
    let mut state = written();
    assert!(waiting_for(&state).is_empty(), "what nobody wants to be public waits for nobody");
    let first = consent(&state);
    done(&mut state, LOIRE, first.clone());
    assert_eq!(waiting_for(&state), [(Side(2), vec![NIGER])]);
    assert_eq!(state.published, None);
    assert_eq!(refused(&state, LOIRE, first.clone()), rules::C_CONSENTED);
    done(&mut state, NIGER, first);
    assert_eq!(state.published, state.present);
    assert!(waiting_for(&state).is_empty());
}

#[test]
fn other_words_void_consents_and_what_is_public_stays_until_all_consent_anew() {
    let mut state = written();
    let old = consent(&state);
    done(&mut state, LOIRE, old.clone());
    done(&mut state, NIGER, old.clone());
    let before = state.published.clone();
    let other = rewrite(&state, "Former trois agents");
    done(&mut state, NIGER, other);
    assert_eq!((state.published.clone(), state.consents.len()), (before, 0));
    assert_eq!(refused(&state, LOIRE, old), rules::C_STALE_TEXT);
    assert_eq!(refused(&state, LOIRE, rewrite(&state, "Former trois agents")), rules::C_SAME_TEXT);
}

#[test]
fn either_side_takes_it_from_the_public_page_with_a_reason() {
    let mut state = written();
    let retract = |reason: &str| Command::Retract { reason: reason.to_owned() };
    assert_eq!(refused(&state, NIGER, retract("Because")), rules::LE_NOT_PUBLIC);
    let consent = consent(&state);
    done(&mut state, LOIRE, consent.clone());
    done(&mut state, NIGER, consent.clone());
    assert_eq!(refused(&state, NIGER, retract(" ")), rules::C_REASON);
    done(&mut state, NIGER, retract("Because"));
    assert_eq!(state.published, None);
    done(&mut state, LOIRE, consent);
    assert_eq!(state.published, None, "both consent anew");
}

#[test]
fn strangers_write_nothing_and_consents_are_taken_back_before_all_have_consented() {
    let mut state = written();
    assert_eq!(refused(&State::default(), STRANGER, write()), rules::C_NOT_A_PARTY);
    assert_eq!(refused(&state, STRANGER, consent(&state)), rules::C_NOT_A_PARTY);
    let back = || Command::WithdrawConsent { reason: why() };
    assert_eq!(refused(&state, LOIRE, back()), rules::C_NO_CONSENT);
    let first = consent(&state);
    done(&mut state, LOIRE, first.clone());
    done(&mut state, LOIRE, back());
    done(&mut state, LOIRE, first.clone());
    done(&mut state, NIGER, first);
    assert_eq!(refused(&state, LOIRE, back()), rules::C_NO_CONSENT);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_whatever_order_only_words_that_every_side_consented_to_are_public(
        acts in prop::collection::vec((0u8..6, 0usize..3, 0u8..4), 0..60)
    ) {
        let mut state = written();
        let mut given: std::collections::HashSet<(Side, TextHash)> = std::collections::HashSet::new();
        for (act, who, words) in acts {
            let who = [LOIRE, NIGER, STRANGER][who];
            let command = match act {
                0 | 1 => consent(&state),
                2 => rewrite(&state, &format!("Words {words}")),
                3 => Command::WithdrawConsent { reason: why() },
                4 => Command::Retract { reason: why() },
                _ => write(),
            };
            let Ok(events) = tries(&state, who, command) else { continue };
            for event in &events {
                match event {
                    Event::Consented { by, hash } => {
                        given.insert((*by, hash.clone()));
                    }
                    Event::Published { hash } => {
                        for side in sides(state.parties()) {
                            prop_assert!(given.contains(&(side, hash.clone())));
                        }
                    }
                    _ => {}
                }
            }
            state = events.iter().fold(state, evolve);
        }
    }

    #[test]
    fn any_events_in_any_order_are_taken_in_without_a_panic(picks in prop::collection::vec(0usize..6, 0..30)) {
        let samples = crate::codec::lesson_samples();
        let state = picks.iter().fold(State::default(), |state, pick| evolve(state, &samples[*pick]));
        let _ = waiting_for(&state);
    }
}
