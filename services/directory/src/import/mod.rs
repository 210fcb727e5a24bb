//! Import of files: French authorities with their codes, and spreadsheets of existing twinnings with uneven names.
//!
//! A file is read ([`encoding`], [`table`]), each row is matched against the register as the log has it ([`register`],
//! [`matching`]), a plan says what would be recorded ([`plan`]), and only then something is written ([`run`]). All
//! identifiers are derived from what is recorded, so that a second run changes nothing.

pub mod authorities;
pub mod columns;
pub mod encoding;
mod error;
mod ids;
pub mod matching;
pub mod plan;
pub mod register;
pub mod report;
pub mod row;
pub mod run;
pub mod table;

#[cfg(test)]
mod tests;

pub use error::{FileError, ImportError};
pub use ids::{command_of, jumelage_of, organisation_by_identifier, organisation_by_place};
pub use report::Report;
pub use run::{Progress, Recorder, Step, import_twinnings};
