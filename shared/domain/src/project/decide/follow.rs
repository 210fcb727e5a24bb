//! Acts on what is followed besides tasks: milestones, risks and assumptions, indicators.

use rust_decimal::Decimal;

use super::super::command::Command;
use super::super::follow::{Indicator, IndicatorPlan, Milestone, Reading, Risk};
use super::super::order::{Act, works};
use super::super::{Event, limits as own};
use super::{Ask, Decision, one};
use crate::cooperation::{
    PLAN_YEARS, Side, check_near, check_past, limits, refuse, refuse_at, refuse_naming, words,
};
use crate::ids::{IndicatorId, MeasurementId, MilestoneId, RiskId};
use crate::refusal::Refusal;
use crate::rules;

impl Ask<'_> {
    /// Only commands on milestones, risks and indicators come here.
    pub(in super::super) fn follow(&self, command: Command) -> Decision {
        let by = works(self.state, self.context.author.organisation())?;
        let event = match command {
            Command::SetMilestone { title, due } => {
                self.may(Act::SetMilestone)?;
                words::local_required(&title, limits::TITLE, "title")?;
                check_near(due, self.context.today, PLAN_YEARS, "due")?;
                let milestone = MilestoneId(self.context.new_id);
                new(self.state.milestones.iter().any(|known| known.id == milestone))?;
                Ok(Event::MilestoneSet { by, milestone, title, due })
            }
            Command::MoveMilestone { milestone, due, reason } => {
                self.ahead(milestone)?;
                words::reason(&reason)?;
                check_near(due, self.context.today, PLAN_YEARS, "due")?;
                Ok(Event::MilestoneMoved { by, milestone, due, reason })
            }
            Command::ReachMilestone { milestone, on } => {
                self.ahead(milestone)?;
                check_past(on, self.context.today, "on")?;
                Ok(Event::MilestoneReached { by, milestone, on })
            }
            Command::NoteRisk { .. }
            | Command::ReassessRisk { .. }
            | Command::SettleRisk { .. } => self.on_risk(by, command),
            Command::DefineIndicator { plan } => self.define(by, *plan),
            Command::DropIndicator { indicator, reason } => {
                self.indicator(indicator)?;
                words::reason(&reason)?;
                Ok(Event::IndicatorDropped { by, indicator, reason })
            }
            Command::Measure { indicator, reading } => self.measure(by, indicator, reading),
            Command::Correct { indicator, replaces, reading, reason } => {
                words::reason(&reason)?;
                let measurement = self.correct(indicator, replaces, &reading)?;
                Ok(Event::MeasurementCorrected {
                    by,
                    indicator,
                    replaces,
                    measurement,
                    reading,
                    reason,
                })
            }
            Command::Propose { .. }
            | Command::Revise { .. }
            | Command::Consent { .. }
            | Command::WithdrawConsent { .. }
            | Command::ReachStage { .. }
            | Command::Start { .. }
            | Command::Close { .. }
            | Command::Abandon { .. }
            | Command::Remind { .. }
            | Command::Evaluation(_)
            | Command::Phase(_)
            | Command::TakeUpMission { .. }
            | Command::WriteReport { .. }
            | Command::PlanTask { .. }
            | Command::RescheduleTask { .. }
            | Command::AssignTask { .. }
            | Command::OrderTask { .. }
            | Command::BeginTask { .. }
            | Command::FinishTask { .. }
            | Command::DropTask { .. }
            | Command::ReopenTask { .. }
            | Command::AddItem { .. }
            | Command::TickItem { .. } => Err(refuse(rules::C_NOTHING)),
        }?;
        one(event)
    }

    fn on_risk(&self, by: Side, command: Command) -> Result<Event, Refusal> {
        match command {
            Command::NoteRisk { kind, text, likelihood, effect, answer } => {
                self.may(Act::NoteRisk)?;
                words::local_required(&text, limits::BENEFIT, "text")?;
                words::required(&answer, limits::BENEFIT, "answer", rules::PJ_ANSWER)?;
                let risk = RiskId(self.context.new_id);
                new(self.state.risks.iter().any(|known| known.id == risk))?;
                Ok(Event::RiskNoted { by, risk, kind, text, likelihood, effect, answer })
            }
            Command::ReassessRisk { risk, likelihood, effect, answer, reason } => {
                self.standing(risk)?;
                words::reason(&reason)?;
                words::required(&answer, limits::BENEFIT, "answer", rules::PJ_ANSWER)?;
                Ok(Event::RiskReassessed { by, risk, likelihood, effect, answer, reason })
            }
            Command::SettleRisk { risk, end, reason } => {
                self.standing(risk)?;
                words::reason(&reason)?;
                Ok(Event::RiskSettled { by, risk, end, reason })
            }
            Command::Propose { .. }
            | Command::Revise { .. }
            | Command::Consent { .. }
            | Command::WithdrawConsent { .. }
            | Command::ReachStage { .. }
            | Command::Start { .. }
            | Command::Close { .. }
            | Command::Abandon { .. }
            | Command::Remind { .. }
            | Command::Evaluation(_)
            | Command::Phase(_)
            | Command::TakeUpMission { .. }
            | Command::WriteReport { .. }
            | Command::PlanTask { .. }
            | Command::RescheduleTask { .. }
            | Command::AssignTask { .. }
            | Command::OrderTask { .. }
            | Command::BeginTask { .. }
            | Command::FinishTask { .. }
            | Command::DropTask { .. }
            | Command::ReopenTask { .. }
            | Command::AddItem { .. }
            | Command::TickItem { .. }
            | Command::SetMilestone { .. }
            | Command::MoveMilestone { .. }
            | Command::ReachMilestone { .. }
            | Command::DefineIndicator { .. }
            | Command::DropIndicator { .. }
            | Command::Measure { .. }
            | Command::Correct { .. } => Err(refuse(rules::C_NOTHING)),
        }
    }

    fn ahead(&self, id: MilestoneId) -> Result<&Milestone, Refusal> {
        let found = self.state.milestones.iter().find(|known| known.id == id);
        let found = found.filter(|known| known.reached.is_none());
        found.ok_or_else(|| refuse_at(rules::PJ_UNKNOWN, "milestone"))
    }

    fn standing(&self, id: RiskId) -> Result<&Risk, Refusal> {
        let found = self.state.risks.iter().find(|known| known.id == id);
        let found = found.filter(|known| known.ended.is_none());
        found.ok_or_else(|| refuse_at(rules::PJ_UNKNOWN, "risk"))
    }

    fn indicator(&self, id: IndicatorId) -> Result<&Indicator, Refusal> {
        let found = self.state.indicator(id).filter(|known| known.dropped.is_none());
        found.ok_or_else(|| refuse_at(rules::PJ_UNKNOWN, "indicator"))
    }

    fn define(&self, by: Side, plan: IndicatorPlan) -> Result<Event, Refusal> {
        self.may(Act::DefineIndicator)?;
        let indicator = IndicatorId(self.context.new_id);
        new(self.state.indicator(indicator).is_some())?;
        words::local_required(&plan.name, limits::TITLE, "name")?;
        words::required(&plan.unit, limits::LABEL, "unit", rules::C_EMPTY_TEXT)?;
        self.check_result(plan.result)?;
        check_value(plan.baseline, "baseline")?;
        check_value(plan.target, "target")?;
        check_near(plan.due, self.context.today, PLAN_YEARS, "due")?;
        if let Some(on) = plan.baseline_on {
            check_past(on, self.context.today, "baselineOn")?;
        }
        Ok(Event::IndicatorDefined { by, indicator, plan })
    }

    /// One figure a day: a second one would be a contradiction, unless it corrects the first.
    fn measure(&self, by: Side, id: IndicatorId, reading: Reading) -> Result<Event, Refusal> {
        let indicator = self.indicator(id)?;
        let measurement = MeasurementId(self.context.new_id);
        self.check_reading(indicator, &reading, None)?;
        Ok(Event::IndicatorMeasured { by, indicator: id, measurement, reading })
    }

    fn correct(
        &self,
        id: IndicatorId,
        replaces: MeasurementId,
        reading: &Reading,
    ) -> Result<MeasurementId, Refusal> {
        let indicator = self.indicator(id)?;
        if !indicator.standing().any(|known| known.id == replaces) {
            return Err(refuse_at(rules::PJ_UNKNOWN, "replaces"));
        }
        self.check_reading(indicator, reading, Some(replaces))?;
        Ok(MeasurementId(self.context.new_id))
    }

    fn check_reading(
        &self,
        indicator: &Indicator,
        reading: &Reading,
        replaced: Option<MeasurementId>,
    ) -> Result<(), Refusal> {
        let fresh = MeasurementId(self.context.new_id);
        new(indicator.measurements.iter().any(|known| known.id == fresh))?;
        words::at_most(indicator.measurements.len() + 1, own::MEASUREMENTS, "on")?;
        check_past(reading.on, self.context.today, "on")?;
        if let Some(first) = indicator.plan.baseline_on.filter(|first| reading.on < *first) {
            return Err(refuse_naming(rules::PJ_BEFORE_BASELINE, "on", first.to_string()));
        }
        let twice = indicator.on(reading.on).filter(|known| Some(known.id) != replaced);
        if twice.is_some() {
            return Err(refuse_naming(rules::PJ_MEASURED_TWICE, "on", reading.on.to_string()));
        }
        check_value(reading.value, "value")?;
        check_sexes(indicator.plan.by_sex, reading)?;
        words::required(&reading.source, limits::SHORT, "source", rules::C_SOURCE)
    }
}

fn new(known: bool) -> Result<(), Refusal> {
    if known { Err(refuse(rules::C_EXISTS)) } else { Ok(()) }
}

fn check_value(value: Decimal, path: &str) -> Result<(), Refusal> {
    let most = Decimal::from(own::VALUE);
    if value.abs() > most || value.normalize().scale() > own::DECIMALS {
        return Err(refuse_at(rules::PJ_VALUE, path));
    }
    Ok(())
}

/// People are counted together, women and men apart where the indicator says so; then both add up to the whole.
fn check_sexes(by_sex: bool, reading: &Reading) -> Result<(), Refusal> {
    let fits = match (by_sex, reading.women, reading.men) {
        (_, None, None) => true,
        (true, Some(women), Some(men)) => {
            let whole = women.checked_add(men);
            !women.is_sign_negative() && !men.is_sign_negative() && whole == Some(reading.value)
        }
        (true, Some(_), None) | (true, None, Some(_)) | (false, _, _) => false,
    };
    if fits { Ok(()) } else { Err(refuse_at(rules::PJ_SEX, "women")) }
}
