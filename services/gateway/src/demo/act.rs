//! Carries the demonstration's commands out through the services, as anybody's are, and stops at the first refusal.

use std::sync::Arc;

use anyhow::Context as _;
use commands::{Fault, Outcome};
use domain::{
    Author, CommitteeId, ConventionId, DiscussionId, DocumentId, ExchangeId, GroupId, JumelageId,
    LessonId, OrganisationId, PartnershipId, ProjectId, committee, convention, discussion,
    document, exchange, financing, group, jumelage, lesson, organisation, partnership, project,
    territory,
};
use eventlog::CommandId;
use uuid::Uuid;

use crate::graph::world::World;
use crate::seating;

/// Namespace of what the demonstration creates.
const NAMESPACE: Uuid = Uuid::from_u128(0x7269_7665_732d_4465_ad6f_2d76_3031_0001);

/// The identifier of the thing that the demonstration calls `name`.
pub(super) fn id(name: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, name.as_bytes())
}

/// The command by which the demonstration does what it calls `name`.
pub(super) fn command(name: &str) -> CommandId {
    CommandId(Uuid::new_v5(&NAMESPACE, format!("command {name}").as_bytes()))
}

/// One act after the other; `what` names it in errors and derives its command id.
pub(super) struct Act<'a> {
    pub(super) world: &'a Arc<World>,
}

impl<'a> Act<'a> {
    pub(super) fn new(world: &'a Arc<World>) -> Self {
        Self { world }
    }

    pub(super) async fn organisation(
        &self,
        author: &Author,
        what: &str,
        id: OrganisationId,
        order: organisation::Command,
    ) -> anyhow::Result<()> {
        done(what, self.world.directory.handle(author, command(what), id, order).await)
    }

    pub(super) async fn territory(
        &self,
        code: &str,
        order: territory::Command,
    ) -> anyhow::Result<()> {
        let what = format!("territory {code} {order:?}");
        let outcome =
            self.world.directory.territory(&Author::SYSTEM, command(&what), code, order).await;
        done(&format!("territory {code}"), outcome)
    }

    pub(super) async fn jumelage(
        &self,
        author: &Author,
        what: &str,
        id: JumelageId,
        order: jumelage::Command,
    ) -> anyhow::Result<()> {
        done(what, self.world.jumelages.jumelage(author, command(what), id, order).await)
    }

    pub(super) async fn committee(
        &self,
        author: &Author,
        what: &str,
        order: committee::Command,
    ) -> anyhow::Result<()> {
        let committee = CommitteeId(id(what));
        done(what, self.world.jumelages.committee(author, command(what), committee, order).await)
    }

    pub(super) async fn exchange(
        &self,
        author: &Author,
        what: &str,
        id: ExchangeId,
        order: exchange::Command,
    ) -> anyhow::Result<()> {
        done(what, self.world.jumelages.exchange(author, command(what), id, order).await)
    }

    pub(super) async fn partnership(
        &self,
        author: &Author,
        what: &str,
        id: PartnershipId,
        order: partnership::Command,
    ) -> anyhow::Result<()> {
        done(what, self.world.partnerships.handle(author, command(what), id, order).await)
    }

    pub(super) async fn convention(
        &self,
        author: &Author,
        what: &str,
        id: ConventionId,
        order: convention::Command,
    ) -> anyhow::Result<()> {
        done(what, self.world.conventions.handle(author, command(what), id, order, None).await)
    }

    pub(super) async fn project(
        &self,
        author: &Author,
        what: &str,
        id: ProjectId,
        order: project::Command,
    ) -> anyhow::Result<()> {
        done(what, self.world.projects.handle(author, command(what), id, order).await)
    }

    pub(super) async fn financing(
        &self,
        author: &Author,
        what: &str,
        project: ProjectId,
        order: financing::Command,
    ) -> anyhow::Result<()> {
        done(what, self.world.financings.handle(author, command(what), project, order).await)
    }

    pub(super) async fn lesson(
        &self,
        author: &Author,
        what: &str,
        id: LessonId,
        order: lesson::Command,
    ) -> anyhow::Result<()> {
        done(what, self.world.lessons.handle(author, command(what), id, order).await)
    }

    pub(super) async fn document(
        &self,
        author: &Author,
        what: &str,
        id: DocumentId,
        order: document::Command,
    ) -> anyhow::Result<()> {
        done(what, self.world.documents.handle(author, command(what), id, order).await)
    }

    pub(super) async fn discussion(
        &self,
        author: &Author,
        what: &str,
        id: DiscussionId,
        order: discussion::Command,
    ) -> anyhow::Result<()> {
        done(what, self.world.discussions.handle(author, command(what), id, order).await)
    }

    pub(super) async fn group(
        &self,
        author: &Author,
        what: &str,
        id: GroupId,
        order: group::Command,
    ) -> anyhow::Result<()> {
        done(what, self.world.groups.handle(author, command(what), id, order).await)
    }
}

fn done(what: &str, outcome: Result<Outcome, Fault>) -> anyhow::Result<()> {
    let loading = || format!("cannot load the example {what}");
    seating::done(outcome.with_context(loading)?).with_context(loading)
}
