//! Mutations: one an act. They find out who acts, hand the command to its service and answer with the result.

mod committee;
mod desk;
mod directory;
mod exchange;
mod group;
mod jumelage;
mod partnership;
mod payload;
mod privacy;
mod session;

pub use committee::CommitteeMutation;
pub use directory::DirectoryMutation;
pub use exchange::ExchangeMutation;
pub use group::GroupMutation;
pub use jumelage::JumelageMutation;
pub use partnership::PartnershipMutation;
pub use payload::*;
pub use privacy::{EraseMePayload, PrivacyMutation};
pub use session::SessionMutation;
