//! The GraphQL API, written code first: `schema/api.graphql` is what it says, and a test holds the two together.
#![expect(
    clippy::missing_errors_doc,
    reason = "doc comments of resolvers are the descriptions of the API; their errors are faults, see `fault`"
)]
#![expect(
    clippy::unused_async,
    reason = "the macros of the library take resolvers as async functions"
)]

pub mod absent;
pub mod admin;
pub mod change;
pub mod claim;
pub mod committee;
pub mod connection;
pub mod convention;
pub mod cooperation;
pub mod cost;
pub mod cursor;
pub mod digest;
pub mod discussion;
pub mod document;
pub mod draft;
pub mod enums;
pub mod exchange;
pub mod factors;
pub mod fault;
pub mod financing;
pub mod follows;
pub mod gate;
pub mod group;
pub mod ids;
pub mod inputs;
pub mod invitation;
pub mod jumelage;
pub mod lesson;
pub mod live;
pub mod loaders;
pub mod mutations;
pub mod node;
pub mod organisation;
pub mod partnership;
pub mod possibility;
pub mod presence;
pub mod privacy;
pub mod project;
pub mod providers;
pub mod queries;
pub mod reference;
pub mod refusal;
pub mod refusals;
mod remark;
pub mod report;
pub mod scalars;
pub mod scope;
pub mod screening;
pub mod seat;
pub mod summary;
pub mod territory;
pub mod tokens;
pub mod view;
pub mod viewer;
pub mod waiting;
pub mod words;
pub mod world;

#[cfg(test)]
mod tests;

pub use absent::absent_is_null;
pub use change::{ChangeItem, departure};
pub use document::Arriving;
pub use draft::{DraftAsked, DraftRequest, draft_request};
pub use live::{LiveItems, LiveSubscription, Subscription, live_request};
pub use node::projections;
pub use presence::{HereNow, PresenceRequest, presence_request};
pub use scope::known_groups;

use std::sync::Arc;

use async_graphql::{MergedObject, Schema, SchemaBuilder};

use admin::AdminQuery;
use discussion::TalkQuery;
use document::DocumentQuery;
use factors::FactorQuery;
use financing::FinancingQuery;
use gate::Gate;
use invitation::InvitationQuery;
use lesson::LessonQuery;
use mutations::{
    AdminMutation, CommitteeMutation, ConventionMutation, DigestMutation, DirectoryMutation,
    DocumentMutation, DraftMutation, EvaluationMutation, ExchangeMutation, FactorMutation,
    FinancingMutation, FollowMutation, GroupMutation, InvitationMutation, JumelageMutation,
    LessonMutation, LinkMutation, PartnershipMutation, PhaseMutation, PrivacyMutation,
    ProjectFollowMutation, ProjectMutation, ProjectProposalMutation, ProjectTaskMutation,
    ProviderMutation, RemarkMutation, SeatMutation, SessionMutation, TalkMutation, TokenMutation,
};
use node::{CooperationIsANode, NodeQuery};
use privacy::PrivacyQuery;
use project::EvaluationQuery;
use queries::ListQuery;
use reference::ReferenceQuery;
use territory::TerritoryQuery;
use world::World;

/// Levels of fragments and lists within each other that the parser follows.
const RECURSION: usize = 32;

/// What can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    NodeQuery,
    ListQuery,
    ReferenceQuery,
    TerritoryQuery,
    PrivacyQuery,
    FactorQuery,
    FinancingQuery,
    EvaluationQuery,
    LessonQuery,
    DocumentQuery,
    TalkQuery,
    InvitationQuery,
    AdminQuery,
);

/// One mutation an act. Refusals come as data in the payload; GraphQL errors are faults.
#[derive(MergedObject, Default)]
pub struct Mutation(
    AdminMutation,
    CommitteeMutation,
    ConventionMutation,
    DirectoryMutation,
    DraftMutation,
    RemarkMutation,
    DocumentMutation,
    TalkMutation,
    ExchangeMutation,
    FactorMutation,
    FinancingMutation,
    EvaluationMutation,
    LessonMutation,
    FollowMutation,
    DigestMutation,
    GroupMutation,
    InvitationMutation,
    JumelageMutation,
    LinkMutation,
    PartnershipMutation,
    PhaseMutation,
    PrivacyMutation,
    ProjectProposalMutation,
    ProjectMutation,
    ProjectTaskMutation,
    ProjectFollowMutation,
    ProviderMutation,
    SeatMutation,
    SessionMutation,
    TokenMutation,
);

/// The API.
pub type Api = Schema<Query, Gate, Subscription>;

/// How much one document may ask for.
#[derive(Debug, Clone, Copy)]
pub struct ApiLimits {
    /// Fields within each other.
    pub depth: usize,
    /// Fields in all, each list counted by the rows it may have.
    pub complexity: usize,
    /// Whether the schema may be asked for.
    pub introspection: bool,
}

/// The API over the rooms of a node.
#[must_use]
pub fn api(world: Arc<World>, limits: &ApiLimits) -> Api {
    bounded(world, limits).finish()
}

/// The API that says what each document costs.
#[must_use]
pub fn weighing_api(world: Arc<World>, limits: &ApiLimits) -> Api {
    bounded(world, limits).extension(async_graphql::extensions::Analyzer).finish()
}

fn bounded(world: Arc<World>, limits: &ApiLimits) -> SchemaBuilder<Query, Gate, Subscription> {
    let mut builder = builder()
        .limit_depth(limits.depth)
        .limit_complexity(limits.complexity)
        .limit_recursive_depth(RECURSION)
        .data(world);
    if !limits.introspection {
        // Suggestions would give the schema away word by word.
        builder = builder.disable_introspection().disable_suggestions();
    }
    builder
}

/// The schema as text.
#[must_use]
pub fn sdl() -> String {
    let options =
        async_graphql::SDLExportOptions::new().prefer_single_line_descriptions().use_space_ident();
    builder().finish().sdl_with_options(options)
}

fn builder() -> SchemaBuilder<Query, Gate, Subscription> {
    Schema::build(Query::default(), Gate::default(), Subscription)
        .register_output_type::<CooperationIsANode>()
}
