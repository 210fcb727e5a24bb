//! What holds after any sequence of acts.

use proptest::prelude::*;

use super::*;
use crate::cooperation::{Act, Side, Vote, adopted, authorities, sides};

const TOWNS: [OrganisationId; 4] = [LOIRE, NIGER, ANDES, STRANGER];

/// One of the acts that matter to the order, by anybody, on the present text or on an old one.
fn act(state: &State, choice: u8, who: OrganisationId, old: bool) -> Command {
    let present = state.charter.clone().unwrap_or_else(first_text);
    let text = if old { first_text() } else { present };
    match choice {
        0 => proposing(two()),
        1 => proposing(three()),
        2..=4 => Command::Consent { hash: text },
        5 => Command::AmendCharter {
            based_on: text,
            charter: fr(&format!("Text {}", state.earlier.len())),
            reason: why(),
        },
        6..=8 => vote(who),
        9 => voting(CouncilDecision { outcome: Vote::Rejected, ..adopted_by(who) }),
        10 | 11 => Command::HoldCeremony {
            on: today(),
            place: why(),
            participants: None,
            facts: facts(&state.parties),
        },
        12 => Command::WithdrawConsent { reason: why() },
        13 => Command::InviteTown {
            organisation: ANDES,
            side: Side(3),
            facts: fact(ANDES),
            reason: why(),
        },
        14 => Command::Join,
        15 => Command::Confirm,
        16 => Command::End { reason: why(), lessons: why() },
        17 => Command::Decline { reason: why() },
        _ => Command::ChangeKind { kind: Kind::Multi, reason: why() },
    }
}

fn check(state: &State, events: &[Event], before: &State) {
    // A town that joins on a new shore after the signature confirms by joining and has no charter to consent to.
    if state.agreed && state.signed.is_none() {
        assert_eq!(silent(state), [], "an agreement is everybody's");
    }
    for event in events {
        if let Event::CeremonyHeld { .. } = event {
            let all = authorities(&before.parties);
            assert!(all.iter().all(|town| adopted(&before.decisions, *town)));
            assert!(before.agreed);
        }
        if let Event::CharterConsented { hash, .. } | Event::ContentAgreed { hash } = event {
            assert_eq!(before.charter.as_ref(), Some(hash));
        }
    }
    let known = sides(&state.parties);
    assert!(state.consents.iter().all(|side| known.contains(side)));
    for vote in &state.decisions {
        assert!(vote.text == state.charter || state.signed.is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_acts_keeps_the_agreement_honest(
        acts in prop::collection::vec((0u8..19, 0usize..4, prop::bool::weighted(0.1)), 0..60)
    ) {
        let mut state = State::default();
        let mut log = Vec::new();
        for (choice, who, stale) in acts {
            let who = TOWNS[who];
            let command = act(&state, choice, who, stale);
            let _ = remarks(&state, &command, &by(who));
            let Ok(events) = decide(&state, command, &by(who)) else { continue };
            let before = state.clone();
            state = events.iter().fold(state, evolve);
            check(&state, &events, &before);
            let _ = waiting_for(&state);
            log.extend(events);
        }
        prop_assert_eq!(log.iter().fold(State::default(), evolve), state.clone());
        let json = serde_json::to_string(&state).expect("a state is JSON");
        prop_assert_eq!(serde_json::from_str::<State>(&json).expect("and back"), state);
    }

    #[test]
    fn what_a_page_offers_is_what_the_decision_accepts(
        acts in prop::collection::vec((0u8..19, 0usize..4), 0..40)
    ) {
        let mut state = State::default();
        for (choice, who) in acts {
            let who = TOWNS[who];
            if let Ok(events) = decide(&state, act(&state, choice, who, false), &by(who)) {
                state = events.iter().fold(state, evolve);
            }
            for who in TOWNS {
                let offered = possible(&state, who, &facts(&state.parties), today());
                let offers = |act| offered.iter().any(|p| p.act == act && p.allowed());
                for (page, choice) in [(Act::Consent, 2), (Act::HoldCeremony, 10), (Act::Join, 14), (Act::End, 16), (Act::Decline, 17)] {
                    let accepted = decide(&state, act(&state, choice, who, false), &by(who)).is_ok();
                    prop_assert_eq!(offers(page), accepted, "{:?}", page);
                }
            }
        }
    }

    #[test]
    fn no_event_sequence_breaks_the_fold(choices in prop::collection::vec((0u8..12, 1u8..4), 0..50)) {
        let event = |(choice, side): (u8, u8)| match choice {
            0 => Event::Confirmed { by: Side(side) },
            1 => Event::CharterConsented { by: Side(side), hash: first_text() },
            2 => Event::ContentAgreed { hash: first_text() },
            3 => Event::CouncilDecided { decision: adopted_by(LOIRE) },
            4 => Event::CeremonyHeld { on: today(), place: why(), participants: None },
            5 => Event::TownJoined { organisation: ANDES, side: Side(side) },
            6 => Event::MarkedDormant { last_activity: today(), after_months: 1 },
            7 => Event::Revived { by: Side(side), reason: why() },
            8 => Event::Declined { by: Side(side), reason: why() },
            9 => Event::ConsentWithdrawn { by: Side(side), reason: why() },
            10 => Event::Contested { by: Side(side), reason: why() },
            _ => Event::KindChanged { kind: Kind::Multi, reason: why() },
        };
        let state = choices.into_iter().map(event).fold(State::default(), |s, e| evolve(s, &e));
        let _ = (stage(&state), waiting_for(&state), possible(&state, LOIRE, &[], today()));
    }
}
