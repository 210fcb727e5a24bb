//! What holds after any sequence of acts.

use proptest::prelude::*;

use super::*;
use crate::cooperation::{Vote, adopted_in_full, sides};
use crate::ids::OrganisationId;

const TOWNS: [OrganisationId; 4] = [LOIRE, NIGER, ANDES, STRANGER];

fn act(state: &State, choice: u8, who: OrganisationId, old: bool) -> Command {
    let first = hash_of(&draft());
    let present = state.terms.clone().unwrap_or_else(|| first.clone());
    let text = if old { first } else { present };
    match choice {
        0 => proposing(two(), draft()),
        1 => proposing(three(), draft()),
        2..=5 => Command::Accept { hash: text },
        6 => Command::ReviseTerms {
            based_on: text,
            terms: TermsDraft { title: fr(&format!("{}", state.earlier.len())), ..draft() },
            facts: facts(&state.parties),
            reason: why(),
        },
        7 | 8 => vote(adopted_by(who)),
        9 => vote(CouncilDecision { outcome: Vote::Rejected, ..adopted_by(who) }),
        10 | 11 => Command::Start { on: today(), facts: facts(&state.parties) },
        12 => decline(),
        13 => withdraw(),
        _ => Command::End { reason: why(), lessons: why() },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_acts_keeps_the_agreement_honest(
        acts in prop::collection::vec((0u8..15, 0usize..4, prop::bool::weighted(0.1)), 0..60)
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
            if events.iter().any(|event| matches!(event, Event::Started { .. })) {
                let french = before.parties.iter().any(|party| party.organisation == LOIRE);
                prop_assert!(before.agreed);
                prop_assert!(!french || adopted_in_full(&before.decisions, LOIRE));
            }
            if state.agreed && state.closed.is_none() {
                prop_assert_eq!(silent(&state), []);
            }
            prop_assert!(state.closed.is_some() || state.terms.is_none() || sides(&state.parties).len() >= 2);
            let _ = (waiting_for(&state), possible(&state, who, &facts(&state.parties), today()));
            log.extend(events);
        }
        prop_assert_eq!(log.iter().fold(State::default(), evolve), state.clone());
        let json = serde_json::to_string(&state).expect("a state is JSON");
        prop_assert_eq!(serde_json::from_str::<State>(&json).expect("and back"), state);
    }
}
