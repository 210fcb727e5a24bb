//! Records what an import brings, through the services like everybody else, in the platform's own name.

use std::sync::Arc;

use commands::{Fault, Outcome};
use directory::import::Recorder;
use domain::{Author, JumelageId, OrganisationId, jumelage, organisation};
use eventlog::CommandId;

use crate::graph::world::World;

/// The services of a node for an import.
pub(crate) struct NodeRecorder {
    world: Arc<World>,
}

impl NodeRecorder {
    /// Over the services of `world`.
    pub(crate) fn new(world: Arc<World>) -> Self {
        Self { world }
    }
}

impl Recorder for NodeRecorder {
    async fn organisation(
        &self,
        command_id: CommandId,
        id: OrganisationId,
        command: organisation::Command,
    ) -> Result<Outcome, Fault> {
        self.world.directory.handle(&Author::SYSTEM, command_id, id, command).await
    }

    async fn twinning(
        &self,
        command_id: CommandId,
        id: JumelageId,
        command: jumelage::Command,
    ) -> Result<Outcome, Fault> {
        // What the rules ask of the two towns comes from the log, which has them as soon as they are recorded.
        self.world.jumelages.jumelage(&Author::SYSTEM, command_id, id, command).await
    }
}
