//! Carries a plan out: many commands in flight, towns before their twinnings, refusals into the report.

use std::collections::HashSet;
use std::future::Future;

use commands::{Fault, Outcome as Done};
use domain::{JumelageId, Lang, OrganisationId, Refusal, jumelage, organisation};
use eventlog::{CommandId, EventLog};
use futures_util::{StreamExt, stream};

use super::ImportError;
use super::columns::Mapping;
use super::ids::command_of;
use super::plan::{NewTwinning, Plan, plan};
use super::register::Register;
use super::report::{Outcome, Report};
use super::row::Reason;
use super::table::Table;

/// Commands in flight: enough to fill the blocks of a group commit.
const IN_FLIGHT: usize = 256;

/// Who carries commands out as the platform itself: the node gives its services.
pub trait Recorder: Sync {
    /// Carries out a command on an organisation.
    fn organisation(
        &self,
        command_id: CommandId,
        id: OrganisationId,
        command: organisation::Command,
    ) -> impl Future<Output = Result<Done, Fault>> + Send;

    /// Carries out a command on a twinning.
    fn twinning(
        &self,
        command_id: CommandId,
        id: JumelageId,
        command: jumelage::Command,
    ) -> impl Future<Output = Result<Done, Fault>> + Send;
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Recording towns and authorities.
    Organisations,
    /// Recording twinnings.
    Twinnings,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: Step,
    /// Done of this step.
    pub done: usize,
    /// All of this step.
    pub total: usize,
}

/// Imports a spreadsheet of twinnings; without a `recorder` (a dry run) nothing is written.
///
/// # Errors
/// When the file is not usable or the log fails; what is wrong with single rows is in the report.
pub async fn import_twinnings<R: Recorder>(
    bytes: &[u8],
    mapping: &Mapping,
    source: &str,
    log: &dyn EventLog,
    recorder: Option<&R>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report, ImportError> {
    let table = Table::read(bytes, mapping)?;
    let source: String = format!("import {source}").chars().take(200).collect();
    let mut register = Register::load(log).await?;
    let plan = plan(&table, &mut register, &source);
    match recorder {
        Some(recorder) => carry_out(plan, recorder, progress).await,
        None => Ok(plan.report),
    }
}

async fn carry_out<R: Recorder>(
    plan: Plan,
    recorder: &R,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report, ImportError> {
    let Plan { organisations, twinnings, mut report } = plan;
    let towns = organisations.into_iter().map(|new| async move {
        (new.id, recorder.organisation(command_of(new.id.0), new.id, new.command).await)
    });
    let refused = in_flight(Step::Organisations, towns, progress).await?;
    report.new_organisations -= refused.len();
    let missing: HashSet<OrganisationId> = refused.iter().map(|(id, _)| *id).collect();
    let why = |town: OrganisationId| {
        refused.iter().find(|(id, _)| *id == town).map_or_else(String::new, |(_, why)| why.clone())
    };
    let (lost, kept): (Vec<NewTwinning>, Vec<NewTwinning>) =
        twinnings.into_iter().partition(|new| new.towns.iter().any(|town| missing.contains(town)));
    for new in lost {
        let town =
            new.towns.into_iter().find(|town| missing.contains(town)).unwrap_or(new.towns[0]);
        report.lines[new.line].outcome = Outcome::Refused(Reason::ByRule(why(town)));
    }
    let bonds = kept.into_iter().map(|new| async move {
        (new.line, recorder.twinning(command_of(new.id.0), new.id, new.command).await)
    });
    for (line, why) in in_flight(Step::Twinnings, bonds, progress).await? {
        report.lines[line].outcome = Outcome::Refused(Reason::ByRule(why));
    }
    Ok(report)
}

/// Runs commands, many at a time; gives back what was refused, with the rule's words.
pub(super) async fn in_flight<T, F>(
    step: Step,
    commands: impl ExactSizeIterator<Item = F>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Vec<(T, String)>, ImportError>
where
    F: Future<Output = (T, Result<Done, Fault>)>,
{
    let total = commands.len();
    let mut refused = Vec::new();
    let mut running = stream::iter(commands).buffer_unordered(IN_FLIGHT);
    let mut done = 0;
    while let Some((what, outcome)) = running.next().await {
        match outcome {
            Ok(Done::Done { .. }) => {}
            Ok(Done::Refused(refusals)) => refused.push((what, words(&refusals))),
            Err(source) => {
                return Err(ImportError::Stopped { done, total, source });
            }
        }
        done += 1;
        progress(Progress { step, done, total });
    }
    Ok(refused)
}

fn words(refusals: &[Refusal]) -> String {
    let say = |refusal: &Refusal| format!("{}: {}", refusal.rule, refusal.message(Lang::En));
    refusals.iter().map(say).collect::<Vec<_>>().join("; ")
}
