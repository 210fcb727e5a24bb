//! What may happen in decentralised cooperation: commands, events, state, rules and rights, with no IO, clock or dice.
#![warn(missing_docs)]

pub mod access;
pub mod amounts;
pub mod codec;
pub mod committee;
pub mod context;
pub mod convention;
pub mod cooperation;
pub mod discussion;
pub mod document;
pub mod dormancy;
pub mod event;
pub mod exchange;
pub mod financing;
pub mod fold;
pub mod group;
pub mod ids;
pub mod invitation;
pub mod jumelage;
pub mod lesson;
pub mod organisation;
pub mod partnership;
pub mod project;
pub mod reference;
pub mod refusal;
pub mod reminder;
pub mod rules;
pub mod screening;
mod terms;
pub mod territory;
pub mod text;

pub use context::{Author, Context, Role};
pub use event::Event;
pub use ids::*;
pub use refusal::Refusal;
pub use terms::term;
pub use text::{Lang, LocalText};
