//! Whatever people do in whatever order: consents are honest, and nothing binds without what the laws demand.

use proptest::prelude::*;

use super::*;
use crate::cooperation::sides;

const TOWNS: [OrganisationId; 4] = [LOIRE, NIGER, ANDES, STRANGER];

const STEPS: [Step; 7] = [
    Step::PriorAuthorisation,
    Step::FederalApproval,
    Step::Consultation,
    Step::Opinion,
    Step::Transmission,
    Step::Acknowledgement,
    Step::Registration,
];

fn chosen(state: &State, choice: u8, town: OrganisationId, old: bool) -> Command {
    let words = if old { "Other words" } else { "Article 1" };
    match choice {
        0 => opening(three()),
        1 => naming(state, whole(&format!("{words} {}", state.earlier.len()))),
        2..=4 if old => Command::Consent { hash: hash_of(&whole("never named")) },
        2..=4 => consent(state),
        5 => Command::WithdrawConsent { reason: why() },
        6..=8 => vote(town),
        9..=11 => sign(town),
        12 => Command::Abandon { reason: why() },
        13 => Command::Terminate { on: today(), reason: why() },
        14 => Command::EnterIntoForce,
        15 => Command::Expire,
        _ => formality(town, STEPS[usize::from(choice) % STEPS.len()]),
    }
}

/// A French town, one in Mexico, one in Peru: prior and later steps on several paths.
fn three_laws() -> Known {
    let mut given = given(&three());
    given.facts[1].country = "MX".to_owned();
    given
}

fn check(before: &State, state: &State, events: &[Event], given: &Known) {
    for event in events {
        match event {
            Event::VersionNamed { .. } => {
                assert!(state.consents.is_empty() && state.approvals.is_empty());
                assert!(state.formalities.is_empty() && !state.agreed);
            }
            Event::Consented { hash, .. } | Event::TextAgreed { hash } => {
                assert!(before.is_present(hash), "a consent is to the text as it stands");
            }
            Event::EnteredIntoForce { .. } => binds(state, given),
            Event::Signed { signature } => {
                assert!(before.approved_by(signature.organisation));
            }
            _ => {}
        }
    }
    if state.agreed {
        assert_eq!(silent(state), []);
    }
}

fn binds(state: &State, given: &Known) {
    assert_eq!(sides(state.parties()).len(), state.consents.len());
    assert!(unapproved(state).is_empty() && unsigned(state).is_empty());
    for owed in owed(state, &given.facts, today()) {
        assert_eq!(owed.row.gate, Gate::Reminder, "{:?}", owed.row.step);
    }
    assert!(missing(state, &given.facts, today()).iter().all(|item| item.missing.is_none()));
}

/// Acts that lead to force when nobody disturbs them.
fn straight() -> Vec<(u8, usize, bool)> {
    let mut acts = vec![(0, 0, false), (1, 0, false)];
    for town in 0..3 {
        acts.push((2, town, false));
    }
    for town in 0..3 {
        acts.push((6, town, false));
    }
    // Opinion, then signatures, then transmission and registrations.
    acts.extend([(17, 1, false), (9, 0, false), (9, 1, false), (9, 2, false)]);
    acts.extend([(18, 0, false), (20, 1, false), (20, 2, false)]);
    acts
}

fn run(acts: &[(u8, usize, bool)]) -> State {
    let given = three_laws();
    let mut state = State::default();
    let mut log = Vec::new();
    for (choice, who, stale) in acts {
        let who = TOWNS[*who];
        let command = chosen(&state, *choice, who, *stale);
        let _ = remarks(&state, &command, &given, &by(who));
        let _ = possible(&state, who, &given, today());
        let _ = waiting_for(&state, &given.facts, today());
        let Ok(events) = decide(&state, command, &given, &by(who)) else { continue };
        let after = events.iter().fold(state.clone(), evolve);
        check(&state, &after, &events, &given);
        log.extend(events);
        state = after;
    }
    assert_eq!(log.iter().fold(State::default(), evolve), state, "the log tells the same again");
    state
}

#[test]
fn the_straight_way_leads_to_force() {
    assert_eq!(stage(&run(&straight())), Some(Stage::InForce));
}

#[test]
fn leaving_out_any_step_of_the_straight_way_does_not_lead_to_force() {
    let whole = straight();
    for left_out in 0..whole.len() {
        let mut acts = whole.clone();
        acts.remove(left_out);
        assert_ne!(stage(&run(&acts)), Some(Stage::InForce), "{:?}", whole[left_out]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_acts_leads_to_force_without_what_the_laws_demand(
        acts in prop::collection::vec((0u8..23, 0usize..4, prop::bool::weighted(0.1)), 0..80)
    ) {
        let mut whole = straight();
        whole.extend(acts);
        run(&whole);
    }

    #[test]
    fn any_order_of_the_straight_way_with_others_in_between_keeps_the_record_honest(
        order in Just(straight()).prop_shuffle(),
        acts in prop::collection::vec((0u8..23, 0usize..4, prop::bool::weighted(0.1)), 0..60)
    ) {
        let mut mixed = vec![(0, 0, false), (1, 0, false)];
        let mut others = acts.into_iter();
        for act in order.iter().chain(&order).chain(&order) {
            mixed.push(*act);
            mixed.extend(others.next());
        }
        run(&mixed);
    }

    #[test]
    fn any_events_in_any_order_are_taken_in_without_a_panic(
        picks in prop::collection::vec(0usize..18, 0..40)
    ) {
        let samples: Vec<Event> = crate::codec::convention_samples();
        let state = picks.iter().fold(State::default(), |state, pick| evolve(state, &samples[*pick]));
        let _ = (stage(&state), waiting_for(&state, &facts(&two()), today()));
        let _ = possible(&state, LOIRE, &given(&two()), today());
    }
}
