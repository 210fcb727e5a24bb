//! Records what an import brings, through the services like everybody else, in the platform's own name.

use std::sync::Arc;

use commands::{Fault, Outcome};
use directory::import::Recorder;
use domain::{Author, JumelageId, OrganisationId, jumelage, organisation};
use eventlog::{CommandId, Position};
use tokio::sync::watch;

use crate::graph::world::World;

/// The services of a node for an import.
pub(crate) struct NodeRecorder {
    world: Arc<World>,
    /// The last organisation that was recorded here.
    recorded: watch::Sender<Position>,
}

impl NodeRecorder {
    /// Over the services of `world`.
    pub(crate) fn new(world: Arc<World>) -> Self {
        Self { world, recorded: watch::Sender::new(Position(0)) }
    }
}

impl Recorder for NodeRecorder {
    async fn organisation(
        &self,
        command_id: CommandId,
        id: OrganisationId,
        command: organisation::Command,
    ) -> Result<Outcome, Fault> {
        let outcome = self.world.directory.handle(&Author::SYSTEM, command_id, id, command).await?;
        if let Outcome::Done { position, .. } = &outcome {
            self.recorded.send_modify(|last| *last = (*last).max(*position));
        }
        Ok(outcome)
    }

    async fn twinning(
        &self,
        command_id: CommandId,
        id: JumelageId,
        command: jumelage::Command,
    ) -> Result<Outcome, Fault> {
        // The rules ask the read model about the two towns: those of this import must have reached it.
        let last = *self.recorded.borrow();
        self.world.model.reached(last).await;
        self.world.jumelages.jumelage(&Author::SYSTEM, command_id, id, command).await
    }
}
