//! Reminders of conventions, projects and plans in the platform's own name: each date once, however often it is tried.

use commands::{Fault, Outcome};
use domain::reminder::Waits;
use domain::{Author, ConventionId, ProjectId, convention, financing, project};
use eventlog::CommandId;
use jiff::civil::Date;
use uuid::Uuid;

use crate::conventions::Conventions;
use crate::financings::Financings;
use crate::projects::Projects;

/// The id of the look at a thing on a day: tried again, at another node too, it is the same act. A day on which more is due
/// than one commit holds is gone on with on the next.
fn command(id: Uuid, what: &str, today: Date) -> CommandId {
    CommandId(Uuid::new_v5(&id, format!("{what} reminded on {today}").as_bytes()))
}

/// Records what is due of a project.
///
/// # Errors
/// When the log or a look-up fails.
pub async fn project(
    projects: &Projects,
    id: ProjectId,
    waits: Option<Waits>,
    today: Date,
) -> Result<Outcome, Fault> {
    let order = project::Command::Remind { waits };
    projects.handle(&Author::SYSTEM, command(id.0, "project", today), id, order).await
}

/// Records what is due of a financing plan.
///
/// # Errors
/// When the log or a look-up fails.
pub async fn financing(
    plans: &Financings,
    id: ProjectId,
    waits: Option<Waits>,
    today: Date,
) -> Result<Outcome, Fault> {
    let order = financing::Command::Remind { waits };
    plans.handle(&Author::SYSTEM, command(id.0, "plan", today), id, order).await
}

/// Records what is due of a convention, or that its term has ended.
///
/// # Errors
/// When the log or a look-up fails.
pub async fn convention(
    conventions: &Conventions,
    id: ConventionId,
    waits: Option<Waits>,
    today: Date,
) -> Result<Outcome, Fault> {
    let order = convention::Command::Remind { waits };
    let command = command(id.0, "convention", today);
    conventions.handle(&Author::SYSTEM, command, id, order, None).await
}
