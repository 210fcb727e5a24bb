//! Whatever people do in whatever order: no work without the consent of all, no circle of tasks, one figure a day, and a
//! command that comes again does nothing twice.

use proptest::prelude::*;

use super::*;
use crate::cooperation::sides;
use crate::ids::{MeasurementId, PhaseId};
use crate::project::phase::{PhaseCommand, PhasePart};

const TOWNS: [OrganisationId; 4] = [LOIRE, NIGER, ANDES, STRANGER];

/// One choice: which act, who, which part, some number.
type Choice = (u8, usize, u128, u8);

/// An id of a part: few, so that acts meet.
fn part(n: u128) -> Uuid {
    Uuid::from_u128(200 + n % 6)
}

fn chosen(state: &State, (act, who, which, more): Choice) -> Command {
    let (id, town) = (TaskId(part(which)), TOWNS[usize::from(more) % 4]);
    let indicator = IndicatorId(part(which));
    let others: Vec<_> = (0..u128::from(more % 4)).map(|n| TaskId(part(which + n + 1))).collect();
    let on = date(2025, 6, 1 + i8::try_from(more % 5).unwrap_or(0));
    let later = date(2025, 6, 1 + i8::try_from(who).unwrap_or(0) + i8::try_from(more).unwrap_or(0));
    let stages = [Stage::Identified, Stage::Submitted, Stage::Evaluated, Stage::Idea];
    match act {
        0 => proposal(three()),
        1 => revision(state, &format!("Words {more}")),
        2..=5 if more == 9 => Command::Consent { hash: hash("never written") },
        2..=5 => consent(state),
        6 => Command::WithdrawConsent { reason: why() },
        7 | 8 => Command::Start { on: today() },
        9 => Command::ReachStage { stage: stages[who % 4], on, reason: why() },
        10..=13 => plan(town, others),
        14..=16 => Command::OrderTask { task: id, after: others, reason: why() },
        17 => Command::BeginTask { task: id },
        18 => Command::FinishTask { task: id, on: Some(on) },
        19 => Command::DropTask { task: id, reason: why() },
        20 => Command::ReopenTask { task: id, reason: why() },
        21 => Command::AssignTask { task: id, party: town, role: None, reason: why() },
        22 => Command::TickItem { task: id, item: 1, done: more % 2 == 0 },
        23 => Command::DefineIndicator {
            plan: Box::new(IndicatorPlan {
                name: fr("Bornes"),
                unit: "bornes".to_owned(),
                result: None,
                baseline: Value::from(0),
                baseline_on: None,
                target: Value::from(10),
                due: date(2026, 1, 1),
                by_sex: false,
            }),
        },
        24..=27 => Command::Measure { indicator, reading: reading(on, "5") },
        28 => Command::Correct {
            indicator,
            replaces: MeasurementId(part(u128::from(more))),
            reading: reading(on, "6"),
            reason: why(),
        },
        29..=31 => Command::Phase(PhaseCommand::Add { name: fr("Phase"), starts: on, ends: later }),
        32 => {
            let phase = PhaseId(part(which));
            Command::Phase(PhaseCommand::Move { phase, starts: on, ends: later, reason: why() })
        }
        33 => Command::Phase(PhaseCommand::Remove { phase: PhaseId(part(which)), reason: why() }),
        34 | 35 => Command::Phase(PhaseCommand::Place {
            part: PhasePart::Task(id),
            phase: (more % 3 > 0).then(|| PhaseId(part(which + u128::from(more)))),
            reason: why(),
        }),
        36 => Command::Close { on: today(), reason: why(), lessons: why() },
        _ => Command::Abandon { reason: why(), lessons: None },
    }
}

fn check(before: &State, state: &State, events: &[Event]) {
    for event in events {
        match event {
            Event::Started { hash, .. } => {
                assert_eq!(sides(before.parties()).len(), before.consents.len());
                assert_eq!(before.present.as_ref().map(|one| &one.hash), Some(hash));
                assert_eq!(before.agreed.as_ref().map(|one| &one.hash), Some(hash));
            }
            Event::Consented { hash, .. } | Event::DescriptionAgreed { hash } => {
                assert_eq!(before.present.as_ref().map(|one| &one.hash), Some(hash));
            }
            Event::DescriptionRevised { .. } => assert!(state.consents.is_empty()),
            Event::TaskBegun { .. } | Event::TaskDone { .. } => assert!(before.started.is_some()),
            _ => {}
        }
    }
    for task in &state.tasks {
        assert!(!super::super::work::cycle(&state.tasks, task.id, &task.after), "a circle");
    }
    for (place, phase) in state.phases.iter().enumerate() {
        assert!(phase.starts <= phase.ends, "a phase that ends before it begins");
        let next = state.phases.get(place + 1);
        assert!(next.is_none_or(|next| phase.ends < next.starts), "a day of two phases");
    }
    for named in state.tasks.iter().filter_map(|task| task.phase) {
        assert!(state.phases.iter().any(|phase| phase.id == named), "a phase that is gone");
    }
    for indicator in &state.indicators {
        let mut days: Vec<_> = indicator.standing().map(|one| one.reading.on).collect();
        let count = days.len();
        days.sort_unstable();
        days.dedup();
        assert_eq!(days.len(), count, "two figures for a day");
    }
}

fn run(acts: &[Choice]) -> State {
    let given = given(&three());
    let mut state = State::default();
    let mut log = Vec::new();
    for choice in acts {
        let (_, who, which, _) = *choice;
        let who = TOWNS[who];
        let context = Context { new_id: part(which), ..by(who) };
        let command = chosen(&state, *choice);
        let _ = remarks(&state, &command, &given, &context);
        let _ = possible(&state, who, &given, today());
        let _ = (waiting_for(&state), late(&state, today()));
        let Ok(events) = decide(&state, command.clone(), &given, &context) else { continue };
        let after = events.iter().fold(state.clone(), evolve);
        check(&state, &after, &events);
        harmless(&after, command, &given, &context);
        log.extend(events);
        state = after;
    }
    assert_eq!(log.iter().fold(State::default(), evolve), state, "the log tells the same again");
    state
}

/// The same command once more, as a retry of somebody who lost the answer: refused, or it leaves all as it is.
fn harmless(state: &State, command: Command, given: &Known, context: &Context) {
    if let Ok(events) = decide(state, command, given, context) {
        let again = events.iter().fold(state.clone(), evolve);
        assert_eq!(&again, state, "{events:?}");
    }
}

/// Acts that lead to work when nobody disturbs them.
fn straight() -> Vec<Choice> {
    let consents = (0..3).map(|town| (2, town, 0, 0));
    let mut acts = vec![(0, 0, 0, 0)];
    acts.extend(consents);
    acts.push((7, 0, 0, 0));
    acts
}

#[test]
fn the_straight_way_leads_to_work_and_no_step_of_it_can_be_left_out() {
    assert_eq!(stage(&run(&straight())), Some(Stage::Running));
    for left_out in 0..straight().len() {
        let mut acts = straight();
        acts.remove(left_out);
        assert_ne!(stage(&run(&acts)), Some(Stage::Running), "{left_out}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_acts_breaks_what_the_sides_rely_on(
        work in prop::bool::ANY,
        acts in prop::collection::vec((0u8..38, 0usize..4, 0u128..6, 0u8..10), 0..80)
    ) {
        let mut whole = if work { straight() } else { vec![(0, 0, 0, 0)] };
        // Ends are rare, so that there is something to end.
        whole.extend(acts.into_iter().filter(|(act, _, _, more)| *act < 36 || *more == 0));
        run(&whole);
    }

    #[test]
    fn any_events_in_any_order_are_taken_in_without_a_panic(
        picks in prop::collection::vec(any::<prop::sample::Index>(), 0..60)
    ) {
        let samples: Vec<Event> = crate::codec::project_samples();
        let state = picks.iter().fold(State::default(), |state, pick| evolve(state, pick.get(&samples)));
        let _ = (stage(&state), waiting_for(&state), late(&state, today()));
        let _ = possible(&state, LOIRE, &given(&two()), today());
    }
}
