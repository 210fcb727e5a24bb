//! The service of twinnings, their committees and exchanges, and their sleep: commands in, events out, rows and answers.

pub mod commands;
mod lookup;
pub mod project;
pub mod query;
