//! Mutations: one an act. They find out who acts, hand the command to its service and answer with the result.

mod admin;
mod committee;
mod convention;
mod desk;
mod digest;
mod directory;
mod discussion;
mod document;
mod draft;
mod evaluation;
mod exchange;
mod factors;
mod financing;
mod follows;
mod group;
mod invitations;
mod jumelage;
mod lesson;
mod links;
mod partnership;
mod payload;
mod privacy;
mod project;
mod providers;
mod seats;
mod session;
mod tokens;

pub use admin::AdminMutation;
pub use committee::CommitteeMutation;
pub use convention::ConventionMutation;
pub use digest::DigestMutation;
pub use directory::DirectoryMutation;
pub use discussion::TalkMutation;
pub use document::DocumentMutation;
pub use draft::*;
pub use evaluation::EvaluationMutation;
pub use exchange::ExchangeMutation;
pub use factors::*;
pub use financing::FinancingMutation;
pub use follows::FollowMutation;
pub use group::GroupMutation;
pub use invitations::InvitationMutation;
pub use jumelage::JumelageMutation;
pub use lesson::LessonMutation;
pub use links::LinkMutation;
pub use partnership::PartnershipMutation;
pub use payload::*;
pub use privacy::{EraseMePayload, PrivacyMutation};
pub use project::{
    ProjectFollowMutation, ProjectMutation, ProjectProposalMutation, ProjectTaskMutation,
};
pub use providers::ProviderMutation;
pub use seats::SeatMutation;
pub use session::SessionMutation;
pub use tokens::{ApiTokenPayload, TokenMutation};
