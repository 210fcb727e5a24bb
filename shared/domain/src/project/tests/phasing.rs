//! Phases: within the term, one after another, removed when nothing names them, and remarks on days outside.

use super::*;
use crate::ids::{MilestoneId, PhaseId};
use crate::project::phase::{PHASES, PhaseCommand as C, PhaseEvent, PhasePart, phase};
use crate::rules::*;

fn add(starts: Date, ends: Date) -> Command {
    Command::Phase(C::Add { name: fr("Relevés"), starts, ends })
}

fn moved(phase: PhaseId, starts: Date, ends: Date) -> Command {
    Command::Phase(C::Move { phase, starts, ends, reason: why() })
}

fn remove(phase: PhaseId) -> Command {
    Command::Phase(C::Remove { phase, reason: why() })
}

fn place(part: PhasePart, phase: Option<PhaseId>) -> Command {
    Command::Phase(C::Place { part, phase, reason: why() })
}

/// A project at work from January to December 2025.
fn dated() -> Story {
    let mut story = Story::of(&two());
    let (starts, ends) = (Some(date(2025, 1, 1)), Some(date(2025, 12, 31)));
    let draft = Box::new(Draft { starts, ends, ..draft("Un réseau daté") });
    let based_on = present_hash(&story.state);
    story.done(LOIRE, Command::Revise { based_on, draft, reason: why() });
    for town in [LOIRE, NIGER] {
        let command = consent(&story.state);
        story.done(town, command);
    }
    story.done(LOIRE, Command::Start { on: today() });
    story
}

impl Story {
    /// Adds a phase and gives its id.
    fn phase(&mut self, starts: Date, ends: Date) -> PhaseId {
        self.done(LOIRE, add(starts, ends));
        PhaseId(Uuid::from_u128(self.next))
    }
}

#[test]
fn ph_term_a_phase_lies_within_the_term_to_the_day() {
    let mut story = dated();
    assert_eq!(story.refused(NIGER, add(date(2024, 12, 31), date(2025, 2, 1))), PH_TERM);
    assert_eq!(story.refused(NIGER, add(date(2025, 12, 1), date(2026, 1, 1))), PH_TERM);
    let whole = story.phase(date(2025, 1, 1), date(2025, 12, 31));
    assert_eq!(story.refused(NIGER, moved(whole, date(2025, 1, 1), date(2026, 1, 1))), PH_TERM);
    assert!(phase(&story.state, whole).is_some_and(|known| known.in_term(&story.state)));
    let open = Story::running(&two());
    assert!(open.try_at(add(date(2024, 12, 31), date(2026, 1, 1)), &by(LOIRE)).is_ok());
}

#[test]
fn ph_out_of_term_a_revision_that_leaves_a_phase_outside_says_which() {
    let mut story = dated();
    story.phase(date(2025, 6, 1), date(2025, 12, 31));
    let revise = |ends| {
        let draft = Draft { starts: None, ends: Some(ends), ..draft("Plus court") };
        let (based_on, draft) = (present_hash(&story.state), Box::new(draft));
        Command::Revise { based_on, draft, reason: why() }
    };
    let said = |ends| story.remarks(LOIRE, &revise(ends)).contains(&PH_OUT_OF_TERM);
    assert!(said(date(2025, 12, 30)));
    assert!(!said(date(2025, 12, 31)));
}

#[test]
fn ph_overlap_no_day_is_of_two_phases_and_they_stand_in_the_order_of_their_days() {
    let mut story = dated();
    let second = story.phase(date(2025, 5, 1), date(2025, 6, 30));
    assert_eq!(story.refused(NIGER, add(date(2025, 4, 1), date(2025, 5, 1))), PH_OVERLAP);
    assert_eq!(story.refused(NIGER, add(date(2025, 6, 30), date(2025, 7, 31))), PH_OVERLAP);
    assert_eq!(story.refused(NIGER, add(date(2025, 4, 30), date(2025, 4, 1))), C_DATES);
    let first = story.phase(date(2025, 4, 1), date(2025, 4, 30));
    let order: Vec<_> = story.state.phases.iter().map(|phase| phase.id).collect();
    assert_eq!(order, [first, second]);
    assert_eq!(story.refused(NIGER, moved(first, date(2025, 4, 1), date(2025, 5, 1))), PH_OVERLAP);
    assert_eq!(
        story.refused(NIGER, moved(first, date(2025, 4, 1), date(2025, 4, 30))),
        C_NO_CHANGE
    );
    story.done(NIGER, moved(first, date(2025, 7, 1), date(2025, 7, 31)));
    let order: Vec<_> = story.state.phases.iter().map(|phase| phase.id).collect();
    assert_eq!(order, [second, first]);
}

#[test]
fn ph_in_use_a_phase_goes_once_neither_a_task_nor_a_milestone_names_it() {
    let mut story = dated();
    let id = story.phase(date(2025, 5, 1), date(2025, 6, 30));
    let Command::PlanTask { plan } = plan(NIGER, Vec::new()) else { return };
    let events = story.done(LOIRE, Command::Phase(C::PlanTask { phase: id, plan }));
    let task = task(story.next);
    let placed = PhaseEvent::PhaseTaskPlaced {
        by: crate::cooperation::Side(1),
        task,
        phase: Some(id),
        reason: None,
    };
    assert_eq!(events.last(), Some(&Event::Phase(placed)), "one commit plans and places");
    let due = date(2025, 6, 1);
    story.done(NIGER, Command::Phase(C::SetMilestone { phase: id, title: fr("Carte"), due }));
    let milestone = MilestoneId(Uuid::from_u128(story.next));
    assert_eq!(story.refused(NIGER, remove(id)), PH_IN_USE);
    story.done(NIGER, place(PhasePart::Task(task), None));
    assert_eq!(story.refused(NIGER, place(PhasePart::Task(task), None)), C_NO_CHANGE);
    assert_eq!(story.refused(NIGER, remove(id)), PH_IN_USE);
    story.done(NIGER, place(PhasePart::Milestone(milestone), None));
    story.done(NIGER, remove(id));
    assert!(story.state.phases.is_empty());
    assert_eq!(story.refused(NIGER, remove(id)), PJ_UNKNOWN);
    assert_eq!(story.refused(NIGER, place(PhasePart::Task(task), Some(id))), PJ_UNKNOWN);
}

#[test]
fn ph_days_outside_the_phase_are_remarked_and_not_refused() {
    let mut story = dated();
    let id = story.phase(date(2025, 5, 1), date(2025, 6, 10));
    let task = story.planned(NIGER, Vec::new());
    let inside = place(PhasePart::Task(task), Some(id));
    assert!(story.remarks(NIGER, &inside).is_empty(), "due on its last day");
    story.done(NIGER, inside);
    let reschedule = |due| {
        let reason = why();
        Command::RescheduleTask { task, starts: None, due, reason }
    };
    assert_eq!(story.remarks(NIGER, &reschedule(date(2025, 6, 11))), [PH_DAYS]);
    assert!(story.remarks(NIGER, &reschedule(date(2025, 6, 10))).is_empty());
    let shorter = moved(id, date(2025, 5, 1), date(2025, 6, 9));
    assert_eq!(story.remarks(LOIRE, &shorter), [PH_DAYS]);
    story.done(LOIRE, shorter);
    let known = story.state.task(task).expect("it is there");
    assert!(crate::project::phase::outside(&story.state, known.phase, known.starts, known.due));
}

#[test]
fn a_phase_has_a_name_a_reason_for_every_change_and_partners_who_may() {
    let mut story = dated();
    let id = story.phase(date(2025, 5, 1), date(2025, 6, 30));
    let rename = |name: Vec<crate::LocalText>, reason: &str| {
        Command::Phase(C::Rename { phase: id, name, reason: reason.to_owned() })
    };
    assert_eq!(story.refused(LOIRE, rename(fr("Relevés"), "Parce que")), C_NO_CHANGE);
    assert_eq!(story.refused(LOIRE, rename(Vec::new(), "Parce que")), C_EMPTY_TEXT);
    assert_eq!(story.refused(LOIRE, rename(fr("Cartes"), "")), C_REASON);
    let refusal = story.try_at(rename(fr("Cartes"), "Parce que"), &by(STRANGER)).err();
    assert_eq!(refusal.map(|refusal| refusal.rule), Some(C_NOT_A_PARTY));
    story.done(NIGER, rename(fr("Cartes"), "Parce que"));
    assert_eq!(phase(&story.state, id).map(|known| &known.name), Some(&fr("Cartes")));
}

#[test]
fn a_project_holds_a_bounded_number_of_phases() {
    let mut story = dated();
    for n in 0..PHASES {
        let day =
            date(2025, 1, 1).saturating_add(jiff::ToSpan::days(i64::try_from(n).unwrap_or(0)));
        story.phase(day, day);
    }
    assert_eq!(story.refused(LOIRE, add(date(2025, 6, 1), date(2025, 6, 2))), C_TOO_MANY);
}
