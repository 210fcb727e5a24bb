//! What is told of the events of a project.

use domain::cooperation::Side;
use domain::project::Event as E;
use serde_json::json;

use super::{Told, told};

pub(super) fn of(event: &E) -> Told {
    match event {
        E::Proposed { by, .. } => told(json!({})).by(*by),
        E::DescriptionRevised { by, description, reason } => {
            told(json!({ "hash": description.hash, "reason": reason })).by(*by)
        }
        E::Consented { by, hash } => told(json!({ "hash": hash })).by(*by),
        E::ConsentWithdrawn { by, reason } => told(json!({ "reason": reason })).by(*by),
        E::DescriptionAgreed { hash } => told(json!({ "hash": hash })),
        E::StageReached { by, stage, on, reason } => {
            told(json!({ "stage": stage, "reason": reason })).by(*by).on(*on)
        }
        E::Started { by, on, hash } => told(json!({ "hash": hash })).by(*by).on(*on),
        E::Closed { by, on, reason, lessons } => {
            told(json!({ "reason": reason, "lessons": lessons })).by(*by).on(*on)
        }
        E::Abandoned { by, reason, lessons } => {
            told(json!({ "reason": reason, "lessons": lessons })).by(*by)
        }
        E::Evaluation(event) => super::evaluation::of(event),
        E::MissionTakenUp { by, exchange, task } => {
            told(json!({ "task": task, "exchange": exchange })).by(*by)
        }
        E::Phase(event) => super::phase::of(event),
        E::Reminded { reminder } => super::evaluation::reminded(reminder),
        E::ReportPartWritten { by, part, report, .. } => told(json!({
            "report_part": part,
            "starts": report.from,
            "ends": report.to,
        }))
        .by(*by),
        E::TaskPlanned { .. }
        | E::TaskRescheduled { .. }
        | E::TaskAssigned { .. }
        | E::TaskOrdered { .. }
        | E::TaskBegun { .. }
        | E::TaskDone { .. }
        | E::TaskDropped { .. }
        | E::TaskReopened { .. }
        | E::ItemAdded { .. }
        | E::ItemTicked { .. } => of_task(event),
        E::MilestoneSet { by, title, due, .. } => {
            told(json!({ "named": title, "ends": due })).by(*by)
        }
        E::MilestoneMoved { by, milestone, due, reason } => {
            told(json!({ "milestone": milestone, "ends": due, "reason": reason })).by(*by)
        }
        E::MilestoneReached { by, milestone, on } => {
            told(json!({ "milestone": milestone })).by(*by).on(*on)
        }
        E::RiskNoted { by, text, .. } => told(json!({ "named": text })).by(*by),
        E::RiskReassessed { by, risk, reason, .. } | E::RiskSettled { by, risk, reason, .. } => {
            told(json!({ "risk": risk, "reason": reason })).by(*by)
        }
        E::IndicatorDefined { by, plan, .. } => told(json!({ "named": plan.name })).by(*by),
        E::IndicatorDropped { by, indicator, reason } => {
            told(json!({ "indicator": indicator, "reason": reason })).by(*by)
        }
        E::IndicatorMeasured { by, indicator, reading, .. } => {
            told(json!({ "indicator": indicator, "measured": reading.value }))
                .by(*by)
                .on(reading.on)
        }
        E::MeasurementCorrected { by, indicator, reading, reason, .. } => {
            told(json!({ "indicator": indicator, "measured": reading.value, "reason": reason }))
                .by(*by)
                .on(reading.on)
        }
    }
}

fn of_task(event: &E) -> Told {
    let told_by = |side: Side, detail| told(detail).by(side);
    match event {
        E::TaskPlanned { by, plan, .. } => told_by(
            *by,
            json!({ "named": plan.title, "organisation": plan.party, "ends": plan.due }),
        ),
        E::TaskRescheduled { by, task, due, reason, .. } => {
            told_by(*by, json!({ "task": task, "ends": due, "reason": reason }))
        }
        E::TaskAssigned { by, task, party, reason, .. } => {
            told_by(*by, json!({ "task": task, "organisation": party, "reason": reason }))
        }
        E::TaskOrdered { by, task, reason, .. }
        | E::TaskDropped { by, task, reason }
        | E::TaskReopened { by, task, reason } => {
            told_by(*by, json!({ "task": task, "reason": reason }))
        }
        E::TaskBegun { by, task, on } | E::TaskDone { by, task, on } => {
            told_by(*by, json!({ "task": task })).on(*on)
        }
        E::ItemAdded { by, task, text } => told_by(*by, json!({ "task": task, "item": text })),
        E::ItemTicked { by, task, item, done } => {
            told_by(*by, json!({ "task": task, "point": item, "done": done }))
        }
        E::Proposed { .. }
        | E::DescriptionRevised { .. }
        | E::Consented { .. }
        | E::ConsentWithdrawn { .. }
        | E::DescriptionAgreed { .. }
        | E::StageReached { .. }
        | E::Started { .. }
        | E::Closed { .. }
        | E::Abandoned { .. }
        | E::Reminded { .. }
        | E::Evaluation(_)
        | E::Phase(_)
        | E::MissionTakenUp { .. }
        | E::ReportPartWritten { .. }
        | E::MilestoneSet { .. }
        | E::MilestoneMoved { .. }
        | E::MilestoneReached { .. }
        | E::RiskNoted { .. }
        | E::RiskReassessed { .. }
        | E::RiskSettled { .. }
        | E::IndicatorDefined { .. }
        | E::IndicatorDropped { .. }
        | E::IndicatorMeasured { .. }
        | E::MeasurementCorrected { .. } => told(json!({})),
    }
}
