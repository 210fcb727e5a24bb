//! What follows from a command on a project: events, or the reason why not.

mod follow;
mod tasks;

use jiff::civil::Date;

use super::command::{Command, Draft, Known};
use super::order::{AT_WORK, Act, BEFORE, at, may};
use super::remind::upcoming;
use super::state::{State, silent, stage};
use super::text::written;
use super::{Event, Stage};
use crate::context::Context;
use crate::cooperation::{
    Cooperation, Party, Side, TextHash, acting_side, binds, check_parties, check_past, first_block,
    known, limits, refuse, refuse_at, words,
};
use crate::refusal::Refusal;
use crate::reminder::{self, Waits};
use crate::rules;

/// What one act leads to.
pub(super) type Decision = Result<Vec<Event>, Refusal>;

/// Decides on a command; `given` is what the service looked up for it.
///
/// # Errors
/// The first rule that refuses it.
pub fn decide(state: &State, command: Command, given: &Known, context: &Context) -> Decision {
    let ask = Ask { state, given, context };
    if state.opening.is_some() {
        known(state.parties(), &given.facts)?;
    }
    match command {
        Command::Propose { cooperation, parties, draft } => {
            ask.propose(cooperation, parties, *draft)
        }
        Command::Revise { based_on, draft, reason } => ask.revise(&based_on, *draft, reason),
        Command::Consent { hash } => ask.consent(hash),
        Command::WithdrawConsent { reason } => {
            let by = ask.because(Act::WithdrawConsent, &reason)?;
            one(Event::ConsentWithdrawn { by, reason })
        }
        Command::ReachStage { stage, on, reason } => ask.reach(stage, on, reason),
        Command::Start { on } => ask.start(on),
        Command::Close { on, reason, lessons } => ask.close(on, reason, lessons),
        Command::Abandon { reason, lessons } => {
            let by = ask.because(Act::Abandon, &reason)?;
            words::optional(lessons.as_deref(), limits::REASON, "lessons")?;
            one(Event::Abandoned { by, reason, lessons })
        }
        Command::Evaluation(command) => ask.evaluate(command),
        Command::TakeUpMission { exchange, plan } => ask.take_up_mission(exchange, plan),
        Command::Phase(command) => ask.on_phase(command),
        Command::Remind { waits } => ask.remind(waits.as_ref()),
        Command::WriteReport { report, part, text } => {
            one(super::report::write(state, report, part, text, context)?)
        }
        Command::PlanTask { .. }
        | Command::RescheduleTask { .. }
        | Command::AssignTask { .. }
        | Command::OrderTask { .. }
        | Command::BeginTask { .. }
        | Command::FinishTask { .. }
        | Command::DropTask { .. }
        | Command::ReopenTask { .. }
        | Command::AddItem { .. }
        | Command::TickItem { .. } => ask.on_task(command),
        Command::SetMilestone { .. }
        | Command::MoveMilestone { .. }
        | Command::ReachMilestone { .. }
        | Command::NoteRisk { .. }
        | Command::ReassessRisk { .. }
        | Command::SettleRisk { .. }
        | Command::DefineIndicator { .. }
        | Command::DropIndicator { .. }
        | Command::Measure { .. }
        | Command::Correct { .. } => ask.follow(command),
    }
}

/// A command under decision: what is known and who asks.
pub(super) struct Ask<'a> {
    pub(super) state: &'a State,
    pub(super) given: &'a Known,
    pub(super) context: &'a Context,
}

impl Ask<'_> {
    pub(super) fn may(&self, act: Act) -> Result<Side, Refusal> {
        let organisation = self.context.author.organisation();
        may(self.state, act, organisation, self.given, self.context.today)
    }

    fn because(&self, act: Act, reason: &str) -> Result<Side, Refusal> {
        let by = self.may(act)?;
        words::reason(reason)?;
        Ok(by)
    }

    /// What the platform reminds of while the cooperation lives.
    fn remind(&self, waits: Option<&Waits>) -> Decision {
        let today = self.context.today;
        let due = reminder::due(upcoming(self.state, waits), &self.state.reminded, today);
        if due.is_empty() || !self.given.open {
            return Err(refuse(rules::RM_NOTHING));
        }
        Ok(due.into_iter().map(|reminder| Event::Reminded { reminder }).collect())
    }

    fn propose(&self, cooperation: Cooperation, parties: Vec<Party>, draft: Draft) -> Decision {
        if stage(self.state).is_some() {
            return Err(refuse(rules::C_EXISTS));
        }
        let own = self.context.author.organisation();
        let by = acting_side(&parties, own)?;
        binds(&parties, own)?;
        check_parties(&parties, 2)?;
        if !self.given.open {
            return Err(refuse_at(rules::PJ_COOPERATION_CLOSED, "cooperation"));
        }
        let facts = known(&parties, &self.given.facts)?;
        first_block(rules::screen(&facts, &self.given.themes, self.context.today))?;
        let description = written(draft, &parties)?;
        one(Event::Proposed { cooperation, parties, by, description })
    }

    fn revise(&self, based_on: &TextHash, draft: Draft, reason: String) -> Decision {
        let by = self.because(Act::Revise, &reason)?;
        if !self.is_present(based_on) {
            return Err(refuse_at(rules::C_STALE_TEXT, "basedOn"));
        }
        let description = written(draft, self.state.parties())?;
        if self.is_present(&description.hash) {
            return Err(refuse_at(rules::C_SAME_TEXT, "summary"));
        }
        one(Event::DescriptionRevised { by, description, reason })
    }

    fn is_present(&self, hash: &TextHash) -> bool {
        self.state.present.as_ref().is_some_and(|present| present.hash == *hash)
    }

    /// The consent of the last side is the agreement of all.
    fn consent(&self, hash: TextHash) -> Decision {
        let by = self.may(Act::Consent)?;
        if !self.is_present(&hash) {
            return Err(refuse_at(rules::C_STALE_TEXT, "hash"));
        }
        let mut events = vec![Event::Consented { by, hash: hash.clone() }];
        if silent(self.state) == [by] {
            events.push(Event::DescriptionAgreed { hash });
        }
        Ok(events)
    }

    /// Only forwards; the work itself begins and ends by acts of their own.
    fn reach(&self, to: Stage, on: Date, reason: String) -> Decision {
        let by = self.because(Act::ReachStage, &reason)?;
        check_past(on, self.context.today, "on")?;
        let now = self.state.stage;
        let fits = match to {
            Stage::Identified | Stage::Formulated | Stage::Submitted | Stage::Approved => {
                BEFORE.contains(&now)
            }
            Stage::Evaluated => AT_WORK.contains(&now),
            Stage::Idea | Stage::Running | Stage::Closed | Stage::Abandoned => false,
        };
        if !fits || to <= now {
            return Err(refuse_at(rules::PJ_STAGE_ORDER, "stage"));
        }
        one(Event::StageReached { by, stage: to, on, reason })
    }

    fn start(&self, on: Date) -> Decision {
        let by = self.may(Act::Start)?;
        check_past(on, self.context.today, "on")?;
        let agreed = self.state.agreed.as_ref();
        let hash = agreed.map(|agreed| agreed.hash.clone());
        let hash = hash.ok_or_else(|| refuse(rules::PJ_AGREE_FIRST))?;
        one(Event::Started { by, on, hash })
    }

    fn close(&self, on: Date, reason: String, lessons: String) -> Decision {
        at(stage(self.state).ok_or_else(|| refuse(rules::C_NOTHING))?, AT_WORK)?;
        let by = self.because(Act::Close, &reason)?;
        words::required(&lessons, limits::REASON, "lessons", rules::C_LESSONS)?;
        check_past(on, self.context.today, "on")?;
        if self.state.started.is_some_and(|started| on < started) {
            return Err(refuse_at(rules::C_DATES, "on"));
        }
        one(Event::Closed { by, on, reason, lessons })
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the end of an act that could have been refused")]
pub(super) fn one(event: Event) -> Decision {
    Ok(vec![event])
}
