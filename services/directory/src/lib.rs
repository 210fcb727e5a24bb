//! The service of the directory: organisations, their claims and the country register: commands in, events out, rows and answers.

pub mod commands;
pub mod import;
pub mod project;
pub mod query;
