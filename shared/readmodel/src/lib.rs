//! The read model: one disposable SQLite file per node that is projected from the log and answers every query.
#![warn(missing_docs)]

pub mod activity;
mod as_of;
pub mod cooperation;
mod error;
pub mod feed;
mod model;
pub mod organisation;
mod paging;
mod pool;
mod projection;
mod runner;
mod schema;
mod search;
mod sight;
mod sql;
pub mod territory;
pub mod write;

pub use as_of::{as_of, streams_of};
pub use error::{PageError, ProjectError, ReadError, RunnerError};
pub use feed::FeedScope;
pub use model::ReadModel;
pub use paging::{Direction, Keys, MOST, Page, PageArgs, USUAL, cursor_of};
pub use projection::{Decoded, DecodedEvent, Projection};
pub use runner::{Phase, ProjectionFault, Runner, Status};
pub use schema::shared;
pub use search::match_query;
pub use sight::{
    Viewer, level, sees_claims_of, sees_cooperation, sees_drafts_of, sees_given, sees_remarks_of,
};
pub use sql::{Key, Sql, json_column, moment};
