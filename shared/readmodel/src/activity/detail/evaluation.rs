//! What is told of reminders and of evaluations: never what a side answered.

use domain::project::evaluation::EvaluationEvent as E;
use domain::reminder::{Matter, Reminder};
use serde_json::json;

use super::{Told, told};

pub(super) fn of(event: &E) -> Told {
    match event {
        E::EvaluationOpened { by, occasion, until, .. } => {
            told(json!({ "occasion": occasion, "ends": until })).by(*by)
        }
        E::EvaluationAnswered { by, .. } => told(json!({})).by(*by),
        E::EvaluationMeasureProposed { by, title, party, due, .. } => {
            told(json!({ "named": title, "organisation": party, "ends": due })).by(*by)
        }
        E::EvaluationMeasureAgreed { by, measure, .. } => {
            told(json!({ "measure": measure })).by(*by)
        }
        E::EvaluationMeasureDropped { by, measure, reason, .. } => {
            told(json!({ "measure": measure, "reason": reason })).by(*by)
        }
        E::EvaluationMeasureTakenUp { by, measure, task, .. } => {
            told(json!({ "measure": measure, "task": task })).by(*by)
        }
        E::EvaluationConcluded { by, conclusion, .. } => {
            told(json!({ "named": conclusion })).by(*by)
        }
    }
}

/// What, for which date, whose turn; the part by the id or the numbers that its words are found by.
pub(super) fn reminded(reminder: &Reminder) -> Told {
    let mut told = told(json!({
        "reminder": reminder.about.kind().term(), "ends": reminder.date, "turn": reminder.turn,
    }));
    let part = match &reminder.about {
        Matter::Task(id) => Some(("task", json!(id))),
        Matter::Milestone(id) => Some(("milestone", json!(id))),
        Matter::Tranche(line, _) => Some(("line", json!(line))),
        Matter::Consent(text) => Some(("hash", json!(text))),
        Matter::Notice | Matter::Term | Matter::Ended => None,
    };
    told.detail.extend(part.map(|(key, value)| (key.to_owned(), value)));
    told
}
