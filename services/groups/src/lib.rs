//! The service of country groups: scope, seats, members: commands in, events out, rows and answers.

pub mod commands;
pub mod project;
pub mod query;
