//! What follows from a command on a financing plan: events, or the reason why not.

mod money;

use super::command::{Command, Known, PlanCommand};
use super::order::{Act, check_kept, may, open};
use super::remind::upcoming;
use super::state::State;
use super::text::written;
use super::{Content, Draft, Event, checks};
use crate::context::Context;
use crate::cooperation::{
    Cooperation, Party, Side, TextHash, acting_side, binds, check_parties, first_block, known,
    refuse, refuse_at, words,
};
use crate::ids::ProjectId;
use crate::refusal::Refusal;
use crate::reminder::{self, Waits};
use crate::rules;

/// What one act leads to.
type Decision = Result<Vec<Event>, Refusal>;

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
        Command::Plan(command) => ask.on_plan(command),
        Command::Entry(command) => ask.on_entry(command),
        Command::Subsidy(command) => ask.on_subsidy(command),
        Command::Remind { waits } => ask.remind(waits.as_ref()),
    }
}

/// A command under decision: what is known and who asks.
struct Ask<'a> {
    state: &'a State,
    given: &'a Known,
    context: &'a Context,
}

impl Ask<'_> {
    fn may(&self, act: Act) -> Result<Side, Refusal> {
        let organisation = self.context.author.organisation();
        may(self.state, act, organisation, self.given, self.context.today)
    }

    fn on_plan(&self, command: PlanCommand) -> Decision {
        match command {
            PlanCommand::Propose { project, cooperation, parties, draft } => {
                self.propose(project, cooperation, parties, *draft)
            }
            PlanCommand::Revise { based_on, draft, reason } => {
                self.revise(&based_on, *draft, reason)
            }
            PlanCommand::Consent { hash } => self.consent(hash),
            PlanCommand::WithdrawConsent { reason } => {
                let by = self.may(Act::WithdrawConsent)?;
                words::reason(&reason)?;
                one(Event::ConsentWithdrawn { by, reason })
            }
        }
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

    fn propose(
        &self,
        project: ProjectId,
        cooperation: Option<Cooperation>,
        parties: Vec<Party>,
        draft: Draft,
    ) -> Decision {
        if self.state.opening.is_some() {
            return Err(refuse(rules::FP_EXISTS));
        }
        let cooperation = cooperation.ok_or_else(|| refuse_at(rules::FP_UNKNOWN, "project"))?;
        let own = self.context.author.organisation();
        let by = acting_side(&parties, own)?;
        binds(&parties, own)?;
        check_parties(&parties, 2)?;
        open(self.given)?;
        let facts = known(&parties, &self.given.facts)?;
        first_block(rules::screen(&facts, &self.given.themes, self.context.today))?;
        let plan = self.write(draft, &parties)?;
        one(Event::Proposed { project, cooperation, parties, by, plan })
    }

    fn revise(&self, based_on: &TextHash, draft: Draft, reason: String) -> Decision {
        let by = self.may(Act::Revise)?;
        words::reason(&reason)?;
        self.present(based_on, "basedOn")?;
        let plan = self.write(draft, self.state.parties())?;
        if self.present(&plan.hash, "lines").is_ok() {
            return Err(refuse_at(rules::C_SAME_TEXT, "lines"));
        }
        check_kept(self.state, &plan)?;
        one(Event::Revised { by, plan, reason })
    }

    /// The plan as it enters the log, when nothing blocks it.
    fn write(&self, draft: Draft, parties: &[Party]) -> Result<Content, Refusal> {
        self.check(&draft, parties)?;
        let plan = written(draft);
        words::bounded_whole(&plan, super::limits::PLAN_BYTES, "lines")?;
        Ok(plan)
    }

    fn check(&self, draft: &Draft, parties: &[Party]) -> Result<(), Refusal> {
        first_block(checks(draft, parties, self.given, self.context.today))
    }

    /// The plan that the author had before them is the present one.
    fn present(&self, hash: &TextHash, path: &str) -> Result<&Content, Refusal> {
        let present = self.state.present.as_ref().filter(|plan| plan.hash == *hash);
        present.ok_or_else(|| refuse_at(rules::C_STALE_TEXT, path))
    }

    /// The consent of the last side is the agreement of all. The rules of this day are asked once more: calls and
    /// thresholds change, and money may have been recorded on a line since.
    fn consent(&self, hash: TextHash) -> Decision {
        let by = self.may(Act::Consent)?;
        let plan = self.present(&hash, "hash")?;
        self.check(&Draft::from(plan.clone()), self.state.parties())?;
        check_kept(self.state, plan)?;
        let mut events = vec![Event::Consented { by, hash: hash.clone() }];
        if self.state.silent() == [by] {
            events.push(Event::AgreedByAll { hash });
        }
        Ok(events)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the end of an act that could have been refused")]
fn one(event: Event) -> Decision {
    Ok(vec![event])
}
