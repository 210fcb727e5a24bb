//! Payloads: the result of an act, or its refusals as data.

use async_graphql::{ComplexObject, SimpleObject};
use domain::context::SeatOf;
use domain::cooperation::Cooperation as CooperationId;
use domain::{
    CommitteeId, ConventionId, DiscussionId, DocumentId, ExchangeId, FinancingId, GroupId,
    JumelageId, LessonId, OrganisationId, PartnershipId, ProjectId,
};

use super::desk::Done;
use crate::graph::committee::Committee;
use crate::graph::convention::Convention;
use crate::graph::cooperation::Cooperation;
use crate::graph::cursor::CursorText;
use crate::graph::discussion::Discussion;
use crate::graph::document::Document;
use crate::graph::exchange::Exchange;
use crate::graph::fault::Result;
use crate::graph::financing::FinancingPlan;
use crate::graph::group::CountryGroup;
use crate::graph::invitation::Invitation;
use crate::graph::jumelage::Jumelage;
use crate::graph::lesson::Lesson;
use crate::graph::organisation::Organisation;
use crate::graph::partnership::Partnership;
use crate::graph::project::Project;
use crate::graph::refusal::RefusalView;
use crate::graph::scalars::Uuid;
use crate::graph::view::View;
use crate::graph::viewer::ViewerView;

/// Who is signed in now, or why not.
#[derive(SimpleObject)]
pub struct SignInPayload {
    pub viewer: Option<ViewerView>,
    pub refusals: Vec<RefusalView>,
}

/// Whether it was done, or why not.
#[derive(SimpleObject)]
pub struct SimplePayload {
    pub done: bool,
    pub refusals: Vec<RefusalView>,
}

/// The invitation that was made, or why none was.
#[derive(SimpleObject)]
pub struct InvitationPayload {
    pub invitation: Option<Invitation>,
    pub refusals: Vec<RefusalView>,
}

/// What became of a fact for the country register.
#[derive(SimpleObject)]
pub struct TerritoryPayload {
    pub command_id: Uuid,
    pub refusals: Vec<RefusalView>,
    pub remarks: Vec<RefusalView>,
    pub cursor: Option<CursorText>,
    pub repeated: bool,
}

impl From<Done<()>> for TerritoryPayload {
    fn from(done: Done<()>) -> Self {
        let Done { command_id, refusals, remarks, cursor, repeated, .. } = done;
        Self { command_id, refusals, remarks, cursor, repeated }
    }
}

/// What became of an act on a seat.
#[derive(SimpleObject)]
pub struct SeatPayload {
    pub command_id: Uuid,
    /// Where the seat is, if that is an organisation.
    pub organisation: Option<Organisation>,
    /// Where the seat is, if that is a country group.
    pub country_group: Option<CountryGroup>,
    /// Why nothing was done; empty when it was.
    pub refusals: Vec<RefusalView>,
    /// Warnings and information that go with an accepted act.
    pub remarks: Vec<RefusalView>,
    /// The place of the act in the record: follow the feed from here.
    pub cursor: Option<CursorText>,
    /// True when the same command had been carried out before.
    pub repeated: bool,
}

impl SeatPayload {
    pub(crate) async fn of(done: Done<SeatOf>) -> Result<Self> {
        let Done { command_id, subject, refusals, remarks, cursor, repeated } = done;
        let (mut organisation, mut country_group) = (None, None);
        match subject {
            Some((SeatOf::Organisation(id), view)) => organisation = view.organisation(id).await?,
            Some((SeatOf::Group(id), view)) => country_group = view.country_group(id).await?,
            Some((SeatOf::Platform, _)) | None => {}
        }
        Ok(Self { command_id, organisation, country_group, refusals, remarks, cursor, repeated })
    }
}

macro_rules! payload {
    ($($(#[$doc:meta])* $name:ident { $field:ident: $object:ident } by $id:ident;)*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        #[graphql(complex)]
        pub struct $name {
            pub command_id: Uuid,
            /// What the act was on, with the view to show it in; read when somebody asks for it.
            #[graphql(skip)]
            subject: Option<($id, View)>,
            /// Why nothing was done; empty when it was.
            pub refusals: Vec<RefusalView>,
            /// Warnings and information that go with an accepted act.
            pub remarks: Vec<RefusalView>,
            /// The place of the act in the record: follow the feed from here.
            pub cursor: Option<CursorText>,
            /// True when the same command had been carried out before.
            pub repeated: bool,
        }

        #[ComplexObject]
        impl $name {
            async fn $field(&self) -> Result<Option<$object>> {
                match &self.subject {
                    Some((id, view)) => view.$field(*id).await,
                    None => Ok(None),
                }
            }
        }

        impl From<Done<$id>> for $name {
            fn from(done: Done<$id>) -> Self {
                let Done { command_id, subject, refusals, remarks, cursor, repeated } = done;
                Self { command_id, subject, refusals, remarks, cursor, repeated }
            }
        }
    )*};
}

payload! {
    /// What became of an act on an organisation.
    OrganisationPayload { organisation: Organisation } by OrganisationId;
    /// What became of an act on a twinning.
    JumelagePayload { jumelage: Jumelage } by JumelageId;
    /// What became of an act on a partnership.
    PartnershipPayload { partnership: Partnership } by PartnershipId;
    /// What became of an act on a twinning committee.
    CommitteePayload { committee: Committee } by CommitteeId;
    /// What became of an act on an exchange.
    ExchangePayload { exchange: Exchange } by ExchangeId;
    /// What became of an act on a convention.
    ConventionPayload { convention: Convention } by ConventionId;
    /// What became of an act on a document.
    DocumentPayload { document: Document } by DocumentId;
    /// What became of an act in a discussion.
    DiscussionPayload { discussion: Discussion } by DiscussionId;
    /// What became of an act on a project.
    ProjectPayload { project: Project } by ProjectId;
    /// What became of an act on a lesson.
    LessonPayload { lesson: Lesson } by LessonId;
    /// What became of an act on a financing plan.
    FinancingPayload { financing_plan: FinancingPlan } by FinancingId;
    /// What became of an act on a cooperation of either kind.
    CooperationActPayload { cooperation: Cooperation } by CooperationId;
    /// What became of an act on a country group.
    CountryGroupPayload { country_group: CountryGroup } by GroupId;
}
