//! Samples of the events of projects.

use jiff::civil::date;

use super::{hash, id, reason, text};
use crate::cooperation::{Cooperation, Sdg, Side, Theme};
use crate::ids::{
    IndicatorId, JumelageId, MeasurementId, MilestoneId, OrganisationId, RiskId, TaskId,
};
use crate::partnership::Benefit;
use crate::project::{
    Description, Event, IndicatorPlan, Level, Marker, Marking, Reading, ReportKind, ReportPart,
    Reporting, RiskEnd, RiskKind, Stage, TaskPlan, value,
};

const BY: Side = Side(1);

fn description() -> Description {
    Description {
        title: vec![text("fr", "De l’eau au quartier"), text("en", "Water for the district")],
        summary: vec![text("fr", "Un réseau et ceux qui l’entretiennent.")],
        objective: vec![text("fr", "Une eau sûre pour tous")],
        specific: vec![vec![text("fr", "Former le service des eaux")]],
        results: vec![vec![text("fr", "Dix bornes-fontaines"), text("en", "Ten standpipes")]],
        benefits: vec![Benefit { side: BY, expects: "Apprendre".into(), brings: "Agents".into() }],
        starts: Some(date(2026, 9, 1)),
        ends: Some(date(2028, 8, 31)),
        themes: vec![Theme("1.2".into())],
        sdgs: vec![Sdg(6)],
        markers: vec![Marking { marker: Marker::Gender, level: 1 }],
        hash: hash(),
    }
}

fn reading(sum: &str) -> Reading {
    let number = |text: &str| value(text).expect("a decimal");
    Reading {
        on: date(2027, 3, 1),
        value: number(sum),
        women: Some(number("60")),
        men: Some(number("40.5")),
        source: "Registre du service des eaux".into(),
    }
}

pub(super) fn beginnings() -> Vec<Event> {
    let cooperation = Cooperation::Jumelage(JumelageId(id(10)));
    let (parties, on, lessons) = (super::parties(), date(2026, 9, 1), "Commencer plus petit");
    vec![
        Event::Proposed { cooperation, parties, by: BY, description: description() },
        Event::DescriptionRevised { by: Side(2), description: description(), reason: reason() },
        Event::Consented { by: BY, hash: hash() },
        Event::ConsentWithdrawn { by: BY, reason: reason() },
        Event::DescriptionAgreed { hash: hash() },
        Event::StageReached { by: BY, stage: Stage::Submitted, on, reason: reason() },
        Event::Started { by: BY, on, hash: hash() },
        Event::Closed { by: BY, on, reason: reason(), lessons: lessons.into() },
        Event::Abandoned { by: BY, reason: reason(), lessons: Some(lessons.into()) },
        Event::ReportPartWritten {
            by: BY,
            report: Reporting { kind: ReportKind::Interim, from: on, to: date(2027, 3, 31) },
            part: ReportPart::Difficulties,
            text: vec![text("fr", "Le matériel est arrivé tard"), text("en", "Supplies came late")],
            on: date(2027, 4, 12),
        },
    ]
}

pub(super) fn tasks() -> Vec<Event> {
    let (by, task, due, on) = (BY, TaskId(id(70)), date(2026, 12, 15), date(2026, 11, 2));
    let party = OrganisationId(id(2));
    let plan = TaskPlan {
        title: vec![text("fr", "Relever le réseau")],
        party,
        role: Some("Service des eaux".into()),
        starts: Some(on),
        due,
        after: vec![TaskId(id(71))],
        checklist: vec!["Carte".into(), "Photos".into()],
        result: Some(1),
    };
    let role = Some("Service technique".to_owned());
    vec![
        Event::TaskPlanned { by, task, plan },
        Event::TaskRescheduled { by, task, starts: Some(on), due, reason: reason() },
        Event::TaskAssigned { by, task, party, role, reason: reason() },
        Event::TaskOrdered { by, task, after: vec![TaskId(id(71))], reason: reason() },
        Event::TaskBegun { by, task, on },
        Event::TaskDone { by, task, on },
        Event::TaskDropped { by, task, reason: reason() },
        Event::TaskReopened { by, task, reason: reason() },
        Event::ItemAdded { by, task, text: "Croquis".into() },
        Event::ItemTicked { by, task, item: 1, done: true },
    ]
}

pub(super) fn follows() -> Vec<Event> {
    let (by, due, on) = (BY, date(2027, 6, 30), date(2027, 6, 12));
    let (milestone, risk) = (MilestoneId(id(72)), RiskId(id(73)));
    let (indicator, measurement) = (IndicatorId(id(74)), MeasurementId(id(75)));
    let (likelihood, effect) = (Level::Low, Level::High);
    let answer = || "Deux fournisseurs".to_owned();
    let number = |text: &str| value(text).expect("a decimal");
    let plan = IndicatorPlan {
        name: vec![text("fr", "Habitants raccordés")],
        unit: "habitants".into(),
        result: Some(1),
        baseline: number("20"),
        baseline_on: Some(date(2026, 8, 1)),
        target: number("400"),
        due,
        by_sex: true,
    };
    let risk_text = vec![text("fr", "Le matériel arrive tard")];
    let kind = RiskKind::Risk;
    vec![
        Event::MilestoneSet { by, milestone, title: vec![text("fr", "Première borne")], due },
        Event::MilestoneMoved { by, milestone, due, reason: reason() },
        Event::MilestoneReached { by, milestone, on },
        Event::RiskNoted { by, risk, kind, text: risk_text, likelihood, effect, answer: answer() },
        Event::RiskReassessed { by, risk, likelihood, effect, answer: answer(), reason: reason() },
        Event::RiskSettled { by, risk, end: RiskEnd::Passed, reason: reason() },
        Event::IndicatorDefined { by, indicator, plan },
        Event::IndicatorDropped { by, indicator, reason: reason() },
        Event::IndicatorMeasured { by, indicator, measurement, reading: reading("100.5") },
        Event::MeasurementCorrected {
            by,
            indicator,
            replaces: measurement,
            measurement: MeasurementId(id(76)),
            reading: reading("100.5"),
            reason: reason(),
        },
    ]
}
