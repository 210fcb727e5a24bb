//! Mutations on the phases of projects.

use async_graphql::{Context, Object};

use super::ProjectPayload;
use super::project::act;
use crate::graph::fault::Result;
use crate::graph::inputs::{
    AddPhaseInput, MovePhaseInput, PlaceMilestoneInPhaseInput, PlaceTaskInPhaseInput,
    RemovePhaseInput, RenamePhaseInput,
};

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident($input:ident);)*) => {
        /// Phases of projects.
        #[derive(Default)]
        pub struct PhaseMutation;

        #[Object]
        impl PhaseMutation {$(
            $(#[$doc])*
            async fn $act(&self, ctx: &Context<'_>, input: $input) -> Result<ProjectPayload> {
                let (command, acting_as) = (input.command_id, input.acting_as.clone());
                let project = input.project.clone();
                act(ctx, command, acting_as, &project, || input.command()).await
            }
        )*}
    };
}

acts! {
    /// Adds a phase: within the term of the project, with days that no other phase has.
    add_phase(AddPhaseInput);
    /// Gives a phase another name.
    rename_phase(RenamePhaseInput);
    /// Gives a phase other days; what names it keeps its own.
    move_phase(MovePhaseInput);
    /// Removes a phase that neither a task nor a milestone names.
    remove_phase(RemovePhaseInput);
    /// Places a task in a phase, in another one, or in none.
    place_task_in_phase(PlaceTaskInPhaseInput);
    /// Places a milestone in a phase, in another one, or in none.
    place_milestone_in_phase(PlaceMilestoneInPhaseInput);
}
