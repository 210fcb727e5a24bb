//! Samples of reminders and of the events of evaluations.

use jiff::civil::date;

use super::{id, reason, text};
use crate::cooperation::Side;
use crate::ids::{EvaluationId, MeasureId, OrganisationId, TaskId};
use crate::project::Event;
use crate::project::evaluation::{Answer, EvaluationEvent as E, Occasion};
use crate::reminder::{Matter, Reminder};

const BY: Side = Side(1);

pub(super) fn reminder() -> Reminder {
    let turn = vec![OrganisationId(id(1))];
    Reminder { about: Matter::Notice, date: date(2027, 6, 30), turn }
}

pub(super) fn of_projects() -> Vec<Event> {
    let (by, due) = (BY, date(2027, 6, 30));
    let (evaluation, measure) = (EvaluationId(id(80)), MeasureId(id(81)));
    let (party, task) = (OrganisationId(id(2)), TaskId(id(70)));
    let answer = Answer {
        criterion: "services".into(),
        text: Some(text("fr", "Le service des eaux répare en deux jours")),
        mark: Some(3),
    };
    let title = vec![text("fr", "Former un second agent")];
    let mut all: Vec<_> = [
        E::EvaluationOpened { by, evaluation, occasion: Occasion::Midterm, until: due },
        E::EvaluationAnswered { by, evaluation, answers: vec![answer] },
        E::EvaluationMeasureProposed { by, evaluation, measure, title, party, due },
        E::EvaluationMeasureAgreed { by, evaluation, measure },
        E::EvaluationMeasureDropped { by, evaluation, measure, reason: reason() },
        E::EvaluationMeasureTakenUp { by, evaluation, measure, task },
        E::EvaluationConcluded {
            by,
            evaluation,
            conclusion: vec![text("es", "La red se mantiene")],
        },
    ]
    .into_iter()
    .map(Event::Evaluation)
    .collect();
    let about = Matter::Task(task);
    all.push(Event::Reminded { reminder: Reminder { about, ..reminder() } });
    all
}
