//! Inputs of acts on the phases of projects.

use async_graphql::{ID, InputObject};
use domain::project::Command;
use domain::project::phase::{PhaseCommand as C, PhasePart};
use domain::{MilestoneId, PhaseId, Refusal, TaskId};

use super::{ActingAs, LocalTextInput, id, texts};
use crate::graph::scalars::{Date, Uuid};

macro_rules! on_phase {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }
        $input:ident => $command:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, InputObject)]
        pub struct $name {
            pub command_id: Uuid,
            pub acting_as: Option<ActingAs>,
            pub project: ID,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $name {
            pub(crate) fn command(self) -> Result<Command, Refusal> {
                let $input = self;
                Ok(Command::Phase($command))
            }
        }
    )*};
}

on_phase! {
    /// A phase to add: within the term of the project, with days that no other phase has.
    AddPhaseInput {
        name: Vec<LocalTextInput>,
        starts: Date,
        /// Last day, that day included.
        ends: Date,
    }
    input => C::Add { name: texts(input.name), starts: input.starts.0, ends: input.ends.0 };
    /// Another name for a phase.
    RenamePhaseInput { phase: ID, name: Vec<LocalTextInput>, reason: String, }
    input => C::Rename {
        phase: phase(&input.phase)?, name: texts(input.name), reason: input.reason,
    };
    /// Other days for a phase; what names it keeps its own.
    MovePhaseInput {
        phase: ID,
        starts: Date,
        /// Last day, that day included.
        ends: Date,
        reason: String,
    }
    input => C::Move {
        phase: phase(&input.phase)?, starts: input.starts.0, ends: input.ends.0,
        reason: input.reason,
    };
    /// A phase to remove; nothing may name it.
    RemovePhaseInput { phase: ID, reason: String, }
    input => C::Remove { phase: phase(&input.phase)?, reason: input.reason };
    /// The phase of a task.
    PlaceTaskInPhaseInput {
        task: ID,
        /// None takes the task out of its phase.
        phase: Option<ID>,
        reason: String,
    }
    input => C::Place {
        part: PhasePart::Task(id::<TaskId>(&input.task, "task")?),
        phase: in_phase(input.phase.as_ref())?, reason: input.reason,
    };
    /// The phase of a milestone.
    PlaceMilestoneInPhaseInput {
        milestone: ID,
        /// None takes the milestone out of its phase.
        phase: Option<ID>,
        reason: String,
    }
    input => C::Place {
        part: PhasePart::Milestone(id::<MilestoneId>(&input.milestone, "milestone")?),
        phase: in_phase(input.phase.as_ref())?, reason: input.reason,
    };
}

fn phase(given: &ID) -> Result<PhaseId, Refusal> {
    id(given, "phase")
}

/// The phase that an input names, if it names one.
pub(super) fn in_phase(given: Option<&ID>) -> Result<Option<PhaseId>, Refusal> {
    given.map(phase).transpose()
}
